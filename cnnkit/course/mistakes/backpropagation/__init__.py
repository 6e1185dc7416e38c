"""Mistakes known in notebook 10, one module an exercise."""
