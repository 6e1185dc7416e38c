"""Reference solutions of notebook 20, each complete in itself."""

from collections.abc import Callable

import numpy as np


def widest(parameters_of: "Callable[[int], int]", budget: int) -> int:
    """Give the largest width, from 1 on, whose network has at most `budget` parameters."""
    width = 1
    while parameters_of(width + 1) <= budget:
        width += 1
    return width


def leaked(train: np.ndarray, test: np.ndarray) -> list[int]:
    """List the places of the test images that also stand among the training images."""
    known = {image.tobytes() for image in train}
    return [place for place, image in enumerate(test) if image.tobytes() in known]


def seed_by_seed(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Give the mean, the lowest and the highest of first − second, seed by seed."""
    differences = first - second
    return np.array([differences.mean(), differences.min(), differences.max()])


def chance_range(right: int, count: int) -> np.ndarray:
    """Give the accuracy, two standard errors down and two up: (low, accuracy, high)."""
    accuracy = right / count
    error = np.sqrt(accuracy * (1 - accuracy) / count)
    return np.array([accuracy - 2 * error, accuracy, accuracy + 2 * error])
