"""Mistakes known in notebook 14, one module an exercise."""
