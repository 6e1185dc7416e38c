"""Mistakes known in notebook 17, one module an exercise."""
