"""Explorers of notebook 10, Backpropagation."""
