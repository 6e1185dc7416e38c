"""The two halves of a step of Adam, for mistakes that are made in one of them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Arrays = list[Array]
Three = tuple[Arrays, Arrays, Arrays]
"""Values, means and squares."""


def moved_by(
    values: Arrays,
    means: Arrays,
    squares: Arrays,
    t: int,
    learning_rate: float,
    epsilon: float,
    *,
    mean_corrected: bool = True,
    square_corrected: bool = True,
) -> Arrays:
    """Move all values along means and squares, which are divided by their corrections or not."""
    moved = []
    with np.errstate(divide="ignore", invalid="ignore"):
        for w, mean, square in zip(values, means, squares, strict=True):
            mean_hat = mean / np.float64(1 - 0.9**t) if mean_corrected else mean
            square_hat = square / np.float64(1 - 0.999**t) if square_corrected else square
            moved.append(w - learning_rate * mean_hat / (np.sqrt(square_hat) + epsilon))
    return moved


def remembered(gradients: Arrays, means: Arrays, squares: Arrays) -> tuple[Arrays, Arrays]:
    """Return the new means and squares, as they should be."""
    new_means = [0.9 * mean + 0.1 * g for mean, g in zip(means, gradients, strict=True)]
    new_squares = [0.999 * s + 0.001 * g**2 for s, g in zip(squares, gradients, strict=True)]
    return new_means, new_squares
