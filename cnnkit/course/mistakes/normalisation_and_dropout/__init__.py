"""Mistakes known in notebook 13, one module an exercise, and the cases that show them."""
