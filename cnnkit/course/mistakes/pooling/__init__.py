"""Mistakes known in notebook 06, one module an exercise or a family of them."""
