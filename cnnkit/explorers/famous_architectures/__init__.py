"""Explorers of notebook 16."""
