"""Mistakes known in notebook 11, one module an exercise or a part of one."""
