"""Bars of percents on an axis that cuts none of them off."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.drawing.plotting import Histogram

TOPS = (5.5, 11.0, 22.0, 44.0, 66.0, 110.0)
"""Upper ends of the axis: a little above a round number, below the axis's name."""

Numbers = NDArray[np.float64]


def percent_of(values: Numbers, edges: Numbers, count: int) -> Numbers:
    """Return how many percent of ``count`` numbers fall between the edges.

    Examples
    --------
    >>> percent_of(np.array([0.1, 0.2, 0.7]), np.array([0.0, 0.5, 1.0]), 4).tolist()
    [50.0, 25.0]
    """
    percent: Numbers = np.histogram(values, edges)[0] * (100 / count)
    return percent


def top_above(heights: Iterable[Numbers]) -> float:
    """Return the lowest of a few upper ends that cuts no bar off.

    Examples
    --------
    >>> top_above([np.array([3.0, 7.0]), np.array([30.0])])
    44.0
    """
    tallest = max(float(one.max()) for one in heights)
    return next(top for top in TOPS if tallest <= top)


def percent_bars(label: str, edges: Numbers, heights: Numbers, line: int) -> list[Histogram]:
    """Return bars, without a line along the axis where there are none.

    Parameters
    ----------
    label : str
        Their name, which is listed even if there is no bar.
    edges, heights : ndarray
        As for `Histogram`.
    line : int
        Whose colour they have.

    Examples
    --------
    >>> edges, heights = np.arange(5.0), np.array([0.0, 20.0, 0.0, 80.0])
    >>> [bars.edges.tolist() for bars in percent_bars("", edges, heights, 0)]
    [[0.0], [1.0, 2.0], [3.0, 4.0]]
    """
    bars = [Histogram(label, edges[:1], heights[:0], line)]
    filled = np.concatenate([[False], heights > 0, [False]])
    ends = np.flatnonzero(np.diff(filled)).reshape(-1, 2)
    bars += [Histogram("", edges[a : b + 1], heights[a:b], line) for a, b in ends]
    return bars
