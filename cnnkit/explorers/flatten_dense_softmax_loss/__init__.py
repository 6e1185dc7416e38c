"""Explorers of notebook 08: logits, probabilities, losses, and how far to trust them."""
