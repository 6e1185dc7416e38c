"""Explorers of notebook 13: who shares a mean, which mean when, and what is dropped."""
