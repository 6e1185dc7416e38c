"""Mistakes known in notebook 01, one module an exercise or a family of them."""
