"""Explorers of notebook 05: curves with their slopes, signals through depth, zeros."""
