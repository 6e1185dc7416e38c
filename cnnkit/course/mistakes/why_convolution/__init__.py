"""Mistakes known in notebook 02, one module an exercise or a family of them."""
