"""Mistakes known in notebook 08, one module an exercise or a family of them."""
