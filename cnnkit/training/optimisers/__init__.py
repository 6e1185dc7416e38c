"""Optimisers: how parameters move once their gradients are known."""

from cnnkit.training.optimisers.adam import Adam, AdamW
from cnnkit.training.optimisers.optimiser import Optimiser
from cnnkit.training.optimisers.rmsprop import RMSProp
from cnnkit.training.optimisers.sgd import SGD

__all__ = ["SGD", "Adam", "AdamW", "Optimiser", "RMSProp"]
