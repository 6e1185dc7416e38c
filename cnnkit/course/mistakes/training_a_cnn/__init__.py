"""Mistakes known in notebook 12, one module an exercise."""
