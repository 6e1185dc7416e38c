"""Explorers of notebook 06: the pooling window, and what a shift changes."""
