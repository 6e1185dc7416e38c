"""Explorers of notebook 01: pixels and channels, a video, four ways to prepare a photo."""
