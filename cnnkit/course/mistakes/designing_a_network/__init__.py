"""Mistakes known in notebook 09, one module an exercise or a family of them."""
