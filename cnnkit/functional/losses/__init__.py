"""Losses: how far predictions are from what they should be, as one number."""

from cnnkit.functional.losses.binary_cross_entropy import (
    binary_cross_entropy,
    binary_cross_entropy_backward,
)
from cnnkit.functional.losses.cross_entropy import cross_entropy, cross_entropy_backward
from cnnkit.functional.losses.mean_squared_error import (
    mean_squared_error,
    mean_squared_error_backward,
)

__all__ = [
    "binary_cross_entropy",
    "binary_cross_entropy_backward",
    "cross_entropy",
    "cross_entropy_backward",
    "mean_squared_error",
    "mean_squared_error_backward",
]
