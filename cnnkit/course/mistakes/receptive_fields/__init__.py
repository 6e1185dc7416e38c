"""Mistakes known in notebook 07, one module an exercise or a family of them."""
