"""Straight lines through points: their loss, its slopes, and the lines that are equally wrong."""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.photos import small_photo

POINTS, NEIGHBOURS = "five points", "pixels and neighbours"

RINGS = (0.05, 0.25, 1.0, 4.0, 9.0)
"""By how much the loss on each ring exceeds the smallest loss there is."""

Line = tuple[float, float]
"""Slope w and height b."""


@lru_cache
def data_of(name: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the points of an example: x and the y that belongs to each.

    Examples
    --------
    >>> x, y = data_of(POINTS)
    >>> x.tolist(), y.tolist()
    ([0.0, 0.5, 1.0, 1.5, 2.0], [-0.8, -0.4, 1.2, 2.4, 2.6])
    """
    if name == NEIGHBOURS:
        row = small_photo("camera", grey=True).astype(np.float64)[60:240:7]
        places = np.arange(len(row)) * 37 % (row.shape[1] - 1)
        pairs = np.stack([row[range(len(row)), places + step] for step in (0, 1)])
        return pairs[0], pairs[1]
    return np.array([0.0, 0.5, 1.0, 1.5, 2.0]), np.array([-0.8, -0.4, 1.2, 2.4, 2.6])


def loss_of(x: NDArray[Any], y: NDArray[Any], line: Line) -> float:
    """Return the mean squared error of a line.

    Examples
    --------
    >>> loss_of(np.array([1.0, 3.0]), np.array([4.0, 8.0]), (2.0, 1.0))
    1.0
    """
    w, b = line
    return float(np.mean((w * x + b - y) ** 2))


def slopes_of(x: NDArray[Any], y: NDArray[Any], line: Line) -> Line:
    """Return how steeply the loss rises with w, and how steeply with b.

    Examples
    --------
    >>> slopes_of(np.array([1.0, 3.0]), np.array([4.0, 8.0]), (2.0, 1.0))
    (-4.0, -2.0)
    """
    w, b = line
    error = w * x + b - y
    return float(2 * np.mean(error * x)), float(2 * np.mean(error))


@lru_cache
def least(data: str) -> Line:
    """Return the line with the smallest loss, by the formula that exists for lines only.

    Examples
    --------
    >>> [round(number, 2) for number in least(POINTS)]
    [1.92, -0.92]
    """
    w, b = np.polyfit(*data_of(data), 1)
    return float(w), float(b)


@lru_cache
def rings(data: str) -> list[NDArray[np.float64]]:
    """Return the lines of equal loss in the landscape: ellipses about the smallest one."""
    x, _ = data_of(data)
    # With v = (w, b) less the best line, the loss exceeds the smallest by v · curvature · v.
    curvature = np.array([[np.mean(x * x), np.mean(x)], [np.mean(x), 1.0]])
    lengths, axes = np.linalg.eigh(curvature)
    turn = np.linspace(0, 2 * np.pi, 73)
    circle = axes @ (np.stack([np.cos(turn), np.sin(turn)]) / np.sqrt(lengths)[:, None])
    centre = np.array(least(data))[:, None]
    return [centre + np.sqrt(height) * circle for height in RINGS]
