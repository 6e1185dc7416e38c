"""Explorers of notebook 18: what a Gram matrix keeps, and a picture that takes on a style."""
