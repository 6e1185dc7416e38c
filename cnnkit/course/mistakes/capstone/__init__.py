"""Mistakes known in notebook 20, one module an exercise."""
