"""Mistakes known in the exercises of notebook 16."""
