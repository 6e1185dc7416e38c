"""Mistakes known in `running_statistics` of notebook 13."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

ALL = (0, 1, 2)


def _moved(running: Array, mean: Array, variance: Array, weight: float, momentum: float) -> Array:
    """Return a sum of old and new, each with its weight."""
    new: Array = weight * running + momentum * np.stack([mean, variance])
    return new


def _statistics(x: Array) -> tuple[Array, Array]:
    """Return mean and unbiased variance."""
    return x.mean(axis=ALL), x.var(axis=ALL, ddof=1)


def momentum_the_wrong_way_round(x: Array, running: Array, momentum: float) -> Array:
    """You gave the old average the weight `momentum`, and the new batch the rest.

    That is how Keras counts. Here, as in PyTorch, momentum is the weight of the *new* batch: at 0.1
    a single batch moves your average by a tenth of the way. How far does yours go?
    """
    return _moved(running, *_statistics(x), momentum, 1 - momentum)


def biased_variance(x: Array, running: Array, momentum: float) -> Array:
    """You took the batch's plain variance, which divides by m.

    The running variance is a guess at the variance of *all* images, from a few. A batch's own mean
    lies in its middle, so its plain variance is a little too small. Which number do you divide by
    to make up for it?
    """
    return _moved(running, x.mean(axis=ALL), x.var(axis=ALL), 1 - momentum, momentum)


def corrected_the_wrong_way(x: Array, running: Array, momentum: float) -> Array:
    """You multiplied the variance by (m − 1) / m, and it should grow a little, not shrink.

    `var` has divided by m already. To have divided by m − 1 instead, your result must be larger.
    Which of the two numbers stands on top?
    """
    m = x.size / x.shape[-1]
    return _moved(running, x.mean(axis=ALL), x.var(axis=ALL) * (m - 1) / m, 1 - momentum, momentum)


def images_counted_for_values(x: Array, running: Array, momentum: float) -> Array:
    """You took m = N, the number of images.

    A channel has N·H·W values, and its mean and variance are taken over all of them. Your
    correction is far too large for maps of more than one pixel. How do you count the values of one
    channel?
    """
    n = len(x)
    return _moved(running, x.mean(axis=ALL), x.var(axis=ALL) * n / (n - 1), 1 - momentum, momentum)


def all_values_counted(x: Array, running: Array, momentum: float) -> Array:
    """You took m = N·H·W·C, all values of the batch.

    Each channel has statistics of its own, over its own values. `x.size` counts the other channels
    too. What do you have to divide it by?
    """
    m = x.size
    variance = x.var(axis=ALL) * m / (m - 1)
    return _moved(running, x.mean(axis=ALL), variance, 1 - momentum, momentum)


def old_average_forgotten(x: Array, running: Array, momentum: float) -> Array:
    """You returned the statistics of this batch alone.

    Then the last batch of the training decides what is used for ever after. A running average keeps
    most of what it was. Which weight does your old average get?
    """
    return np.stack(_statistics(x))


def old_average_at_full_weight(x: Array, running: Array, momentum: float) -> Array:
    """You added a share of the batch and kept all of the old average.

    The two weights have to add up to 1, or the average grows with every batch: feed yours the same
    batch again and again, and it never stops. What is left for the old one?
    """
    return _moved(running, *_statistics(x), 1.0, momentum)


def standard_deviation_for_variance(x: Array, running: Array, momentum: float) -> Array:
    """You averaged the standard deviation, and row 1 holds variances.

    Whoever uses it takes the root of what stands there, so your numbers would be rooted twice. Does
    the formula for running statistics speak of σ or of σ²?
    """
    mean, variance = _statistics(x)
    return _moved(running, mean, np.sqrt(variance), 1 - momentum, momentum)


def rows_swapped(x: Array, running: Array, momentum: float) -> Array:
    """You put the variance into row 0 and the mean into row 1.

    `running` comes with the means first. In your answer old means are averaged with new variances.
    In which order does `np.stack` get them?
    """
    mean, variance = _statistics(x)
    return _moved(running, variance, mean, 1 - momentum, momentum)


RUNNING_STATISTICS = (
    momentum_the_wrong_way_round,
    biased_variance,
    corrected_the_wrong_way,
    images_counted_for_values,
    all_values_counted,
    old_average_forgotten,
    old_average_at_full_weight,
    standard_deviation_for_variance,
    rows_swapped,
)
