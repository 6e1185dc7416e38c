"""Explorers of notebook 09: a network built layer by layer, and what it costs."""
