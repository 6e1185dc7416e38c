"""Mistakes known in notebook 00, one module an exercise or a family of them."""
