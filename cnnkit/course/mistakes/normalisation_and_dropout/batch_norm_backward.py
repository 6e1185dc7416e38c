"""Mistakes known in `batch_norm_backward` of notebook 13."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

ALL = (0, 1, 2)


def _paths(dy: Array, x: Array, gamma: Array, epsilon: float) -> tuple[Array, Array, Array]:
    """Return what comes directly, through the variance, and through the mean."""
    m = x.size / x.shape[-1]
    centred, deviation = x - x.mean(axis=ALL), np.sqrt(x.var(axis=ALL) + epsilon)
    dx_hat = dy * gamma
    d_variance = (dx_hat * centred).sum(axis=ALL) * -0.5 / deviation**3
    d_mean = -dx_hat.sum(axis=ALL) / deviation
    return dx_hat / deviation, d_variance * 2 * centred / m, d_mean / m


def direct_path_only(dy: Array, x: Array, gamma: Array, epsilon: float) -> Array:
    """You followed the direct path only, as if mean and variance were constants.

    They are in evaluation. In training each x moves them, and through them every output of its
    channel. Send the same dy to all places: your dx is not 0, though no x̂ can change. Which two
    paths are missing?
    """
    return _paths(dy, x, gamma, epsilon)[0]


def mean_path_missing(dy: Array, x: Array, gamma: Array, epsilon: float) -> Array:
    """You left out the path through the mean.

    Raise one x by 1, and the mean rises by 1/m, and all x̂ of the channel sink. Your dx does not add
    up to 0 over a channel, and a right one does. What does each x̂ send to the mean?
    """
    direct, variance, _ = _paths(dy, x, gamma, epsilon)
    return direct + variance


def variance_path_missing(dy: Array, x: Array, gamma: Array, epsilon: float) -> Array:
    """You left out the path through the variance.

    Move an x away from the mean, and the variance grows, and all x̂ of the channel shrink. In your
    answer only the mean has moved. What does each x̂ send to the variance, and how does x reach it?
    """
    direct, _, mean = _paths(dy, x, gamma, epsilon)
    return direct + mean


def gamma_forgotten(dy: Array, x: Array, gamma: Array, epsilon: float) -> Array:
    """You left γ out of your dx.

    On its way back the message passes y = γ·x̂ + β first, and is multiplied there by γ. With γ = 1
    nobody sees it. What arrives at x̂?
    """
    result: Array = sum(_paths(dy, x, np.ones(1), epsilon), np.zeros(1))
    return result


def not_divided_by_m(dy: Array, x: Array, gamma: Array, epsilon: float) -> Array:
    """You did not divide the paths through variance and mean by m.

    Both are means over m values, so that one x moves each of them by a share of 1/m only. Your
    answer is far too large where a channel has many values. Where do the two 1/m belong?
    """
    m = x.size / x.shape[-1]
    direct, variance, mean = _paths(dy, x, gamma, epsilon)
    result: Array = direct + m * variance + m * mean
    return result


def divided_by_the_images(dy: Array, x: Array, gamma: Array, epsilon: float) -> Array:
    """You divided by N, the number of images, where m = N·H·W is meant.

    Mean and variance are taken over all places of all images. For maps of one pixel the two are the
    same. How many values share your mean?
    """
    factor = x.size / x.shape[-1] / len(x)
    direct, variance, mean = _paths(dy, x, gamma, epsilon)
    result: Array = direct + factor * variance + factor * mean
    return result


def sign_of_the_variance_path(dy: Array, x: Array, gamma: Array, epsilon: float) -> Array:
    """You gave the path through the variance the wrong sign.

    A larger variance makes every x̂ smaller: that is the minus in −½. Without it your message tells
    x to move the wrong way. Which of your factors is negative?
    """
    direct, variance, mean = _paths(dy, x, gamma, epsilon)
    return direct - variance + mean


def sign_of_the_mean_path(dy: Array, x: Array, gamma: Array, epsilon: float) -> Array:
    """You gave the path through the mean the wrong sign.

    The mean is subtracted: when it rises, every x̂ sinks. Send the same dy to all, and your direct
    path and the one through the mean add up in place of cancelling. Where is your minus?
    """
    direct, variance, mean = _paths(dy, x, gamma, epsilon)
    return direct + variance - mean


def sums_not_taken(dy: Array, x: Array, gamma: Array, epsilon: float) -> Array:
    """You did not add up over the channel before going on to x.

    One mean and one variance collect the messages of *all* m outputs, and send the sum to each x.
    In your answer each x hears of its own output only. Where does a `sum` with its three axes
    belong?
    """
    m = x.size / x.shape[-1]
    centred, deviation = x - x.mean(axis=ALL), np.sqrt(x.var(axis=ALL) + epsilon)
    dx_hat = dy * gamma
    d_variance = dx_hat * centred * -0.5 / deviation**3
    result: Array = dx_hat / deviation + d_variance * 2 * centred / m - dx_hat / deviation / m
    return result


def channels_added_together(dy: Array, x: Array, gamma: Array, epsilon: float) -> Array:
    """You added up over all channels together, where each has a mean and a variance of its own.

    `sum()` without an axis gives a single number, and one channel then hears what another one was
    told. A right dx of a channel does not change with its neighbour's dy. Which axes does your sum
    have to name?
    """
    m = x.size / x.shape[-1]
    centred, deviation = x - x.mean(axis=ALL), np.sqrt(x.var(axis=ALL) + epsilon)
    dx_hat = dy * gamma
    d_variance = (dx_hat * centred).sum() * -0.5 / deviation**3
    d_mean = -dx_hat.sum() / deviation
    result: Array = dx_hat / deviation + d_variance * 2 * centred / m + d_mean / m
    return result


def power_of_the_deviation(dy: Array, x: Array, gamma: Array, epsilon: float) -> Array:
    """You divided by the standard deviation once in the path through the variance, not three times.

    The slope of 1/√v is −½ / √v³. Test yours with a step: move v from 4 to 4.01 and see how far
    1/√v goes. Which power of the deviation do you need?
    """
    deviation = np.sqrt(x.var(axis=ALL) + epsilon)
    direct, variance, mean = _paths(dy, x, gamma, epsilon)
    result: Array = direct + variance * deviation**2 + mean
    return result


def two_forgotten(dy: Array, x: Array, gamma: Array, epsilon: float) -> Array:
    """You left out the factor 2 in the path through the variance.

    The variance is a mean of squares, and the slope of a square (x − μ)² is 2·(x − μ). In the
    compact formula it cancels with the ½; in yours only the ½ is there. Where does the 2 belong?
    """
    direct, variance, mean = _paths(dy, x, gamma, epsilon)
    result: Array = direct + variance / 2 + mean
    return result


BATCH_NORM_BACKWARD = (
    direct_path_only,
    mean_path_missing,
    variance_path_missing,
    gamma_forgotten,
    not_divided_by_m,
    divided_by_the_images,
    sign_of_the_variance_path,
    sign_of_the_mean_path,
    sums_not_taken,
    channels_added_together,
    power_of_the_deviation,
    two_forgotten,
)
