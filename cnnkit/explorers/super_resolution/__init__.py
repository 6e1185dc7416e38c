"""Explorers of notebook 19: enlarged photos, the pixel shuffle, quality, and a live training."""
