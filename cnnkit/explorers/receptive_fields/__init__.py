"""Explorers of notebook 07: what a cell can see, and what it does see."""
