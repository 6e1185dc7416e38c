"""The activations as their papers write them, by the names that the explorers give them."""

import numpy as np
from scipy.special import expit, ndtr

FUNCTIONS = {
    "ReLU": lambda x: np.maximum(x, 0),
    "leaky ReLU": lambda x: np.where(x > 0, x, 0.1 * x),
    "ELU": lambda x: np.where(x > 0, x, np.exp(np.minimum(x, 0)) - 1),
    "GELU": lambda x: x * ndtr(x),
    "Swish": lambda x: x * expit(x),
    "sigmoid": expit,
    "tanh": np.tanh,
    "none": lambda x: x,
}
