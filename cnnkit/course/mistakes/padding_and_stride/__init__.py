"""Mistakes known in notebook 04, one module an exercise or a family of them."""
