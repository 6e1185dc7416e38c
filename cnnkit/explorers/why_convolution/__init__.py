"""Explorers of notebook 02: a line that is learned, dense layers beside convolutions."""
