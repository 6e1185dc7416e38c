"""Explorers of notebook 20: a network on a budget, and the errors one by one."""
