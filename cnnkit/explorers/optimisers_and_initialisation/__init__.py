"""Explorers of notebook 11: steps downhill, schedules, and the weights to start from."""
