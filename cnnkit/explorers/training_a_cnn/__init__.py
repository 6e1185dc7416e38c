"""Explorers of notebook 12: a training run while it goes on, and a digit that is drawn."""
