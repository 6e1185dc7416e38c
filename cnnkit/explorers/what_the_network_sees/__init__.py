"""Explorers of notebook 14: looking into networks, and where looking misleads."""
