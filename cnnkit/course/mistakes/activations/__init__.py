"""Mistakes known in notebook 05, one module an exercise or a family of them."""
