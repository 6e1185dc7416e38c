"""Explorers of notebooks 00, 03 and 04: kernels on photos, windows, and sizes."""
