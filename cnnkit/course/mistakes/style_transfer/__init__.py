"""Mistakes known in notebook 18, one module an exercise."""
