"""Mistakes known in notebook 03, one module an exercise or a family of them."""
