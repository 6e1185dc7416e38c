"""Mistakes known in the exercises of notebook 19, a module each."""
