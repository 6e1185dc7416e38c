"""Mistakes known in `seed_by_seed` of notebook 20."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def summary(values: Array) -> Array:
    """Return mean, lowest and highest."""
    return np.array([values.mean(), values.min(), values.max()])


def best_against_best(first: Array, second: Array) -> Array:
    """You compared the best run of one with the best run of the other.

    Whoever has more runs, or more luck, wins that. Compare the two runs of each seed, and then look
    at all of the differences. How many are there?
    """
    return np.full(3, first.max() - second.max())


def the_wrong_way_round(first: Array, second: Array) -> Array:
    """You subtracted the first from the second.

    A gain comes out as a loss. What you want is positive where the first is better: first − second.
    """
    return summary(second - first)


def sizes_without_signs(first: Array, second: Array) -> Array:
    """You took the sizes of the differences, without their signs.

    With one seed the first may win, with another the second. That is exactly what the signs tell,
    and `abs` takes it away. What is the mean of 1 and −1?
    """
    return summary(abs(first - second))


def sorted_before_comparing(first: Array, second: Array) -> Array:
    """You sorted the scores before you subtracted them.

    Then the pairs no longer share a seed: the best is compared with the best, the worst with the
    worst. Leave them in their order. What do two runs of one seed have in common?
    """
    return summary(np.sort(first) - np.sort(second))


def ends_of_each(first: Array, second: Array) -> Array:
    """You subtracted the lowest from the lowest and the highest from the highest.

    The two lowest scores may come from different seeds. Subtract first, seed by seed, and look for
    the lowest and the highest afterwards.
    """
    ends = first.min() - second.min(), first.max() - second.max()
    return np.array([first.mean() - second.mean(), *ends])


def every_pair(first: Array, second: Array) -> Array:
    """You compared each run of one with every run of the other.

    The mean is right, and the range is too wide, since it holds the luck of the seeds twice. Two
    runs with one seed share the order of the images and the draw. Which pairs are those?
    """
    return summary(first[:, np.newaxis] - second)


def spread_for_ends(first: Array, second: Array) -> Array:
    """You gave the mean, minus and plus one standard deviation of the differences.

    Many papers do so. With three seeds a standard deviation is hardly known, and the task asks for
    what was really seen: the lowest and the highest.
    """
    differences = first - second
    mean, spread = differences.mean(), differences.std()
    return np.array([mean, mean - spread, mean + spread])


def middle_for_mean(first: Array, second: Array) -> Array:
    """You gave the median where the mean is asked for.

    The median is the middle one and does not care how far away the others are. It is a good choice
    with many seeds; with these few the task asks for their mean.
    """
    differences = first - second
    return np.array([np.median(differences), differences.min(), differences.max()])


def as_shares(first: Array, second: Array) -> Array:
    """You divided the differences by the second score.

    So a point counts more where the score is low. The task asks for points: subtract, and divide
    by nothing.
    """
    return summary((first - second) / second)


SEED_BY_SEED = (
    best_against_best,
    the_wrong_way_round,
    sizes_without_signs,
    sorted_before_comparing,
    ends_of_each,
    every_pair,
    spread_for_ends,
    middle_for_mean,
    as_shares,
)
