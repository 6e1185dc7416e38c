"""Mistakes known in `batch_norm` of notebook 13."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

ALL = (0, 1, 2)
"""The axes that statistics per channel run over."""


def _normalised(
    x: Array, gamma: Array, beta: Array, epsilon: float, mean: Array, variance: Array
) -> Array:
    """Follow the last two of the four formulas."""
    with np.errstate(divide="ignore", invalid="ignore"):
        y: Array = gamma * (x - mean) / np.sqrt(variance + epsilon) + beta
    return y


def statistics_per_pixel(x: Array, gamma: Array, beta: Array, epsilon: float) -> Array:
    """You averaged over the images only, so that every pixel of a channel has its own statistics.

    Axis 0 is the batch; what is left has the shape (H, W, C). A pattern can lie anywhere, and so a
    channel has one mean for all places. Which axes are still missing?
    """
    return _normalised(x, gamma, beta, epsilon, x.mean(axis=0), x.var(axis=0))


def statistics_over_channels(x: Array, gamma: Array, beta: Array, epsilon: float) -> Array:
    """You averaged over the channels, so that each pixel is normalised by itself.

    That is layer norm, which comes later in this notebook. In batch norm the channels are what
    stays apart: there are C means. Which axes does your `axis` have to name instead?
    """
    axis = -1
    mean = x.mean(axis=axis, keepdims=True)
    return _normalised(x, gamma, beta, epsilon, mean, x.var(axis=axis, keepdims=True))


def each_image_by_itself(x: Array, gamma: Array, beta: Array, epsilon: float) -> Array:
    """You averaged over rows and columns only, so that each image has its own mean.

    That is instance norm. In batch norm all images of the batch share one mean for each channel:
    that is what the name says. Which axis counts the images, and is it in your brackets?
    """
    axes = (1, 2)
    mean = x.mean(axis=axes, keepdims=True)
    return _normalised(x, gamma, beta, epsilon, mean, x.var(axis=axes, keepdims=True))


def axes_of_channels_first(x: Array, gamma: Array, beta: Array, epsilon: float) -> Array:
    """You averaged over the axes 0, 2 and 3, which is right for (N, C, H, W).

    Here the channels come last, and you averaged them away; what stayed apart are the rows. Which
    axis must not be in your list?
    """
    axes = (0, 2, 3)
    mean = x.mean(axis=axes, keepdims=True)
    return _normalised(x, gamma, beta, epsilon, mean, x.var(axis=axes, keepdims=True))


def one_mean_for_all_channels(x: Array, gamma: Array, beta: Array, epsilon: float) -> Array:
    """You took a single mean and variance for all channels together.

    `x.mean()` without an axis averages everything. A channel of large numbers stays large next to
    one of small numbers in your answer. How many means does a batch with C channels have?
    """
    return _normalised(x, gamma, beta, epsilon, x.mean(), x.var())


def unbiased_variance(x: Array, gamma: Array, beta: Array, epsilon: float) -> Array:
    """You divided the squares by m − 1, and the second formula divides by m.

    One less is for guessing the variance of many from a few. Here the batch itself is to get
    variance 1, and nothing is guessed. What does `var` divide by if you do not ask for `ddof=1`?
    """
    return _normalised(x, gamma, beta, epsilon, x.mean(axis=ALL), x.var(axis=ALL, ddof=1))


def epsilon_outside_the_root(x: Array, gamma: Array, beta: Array, epsilon: float) -> Array:
    """You added ε to the standard deviation, after the root.

    In the third formula it stands under the root, beside the variance. With a tiny ε hardly anyone
    sees it, but a constant channel is divided by another number. Where do your brackets end?
    """
    mean, deviation = x.mean(axis=ALL), x.std(axis=ALL)
    y: Array = gamma * (x - mean) / (deviation + epsilon) + beta
    return y


def epsilon_forgotten(x: Array, gamma: Array, beta: Array, epsilon: float) -> Array:
    """You left ε out, and a channel whose values are all alike is divided by 0.

    Its variance is 0, and 0 / 0 is NaN; from there it spreads through your network. Where does the
    third formula add ε?
    """
    return _normalised(x, gamma, beta, 0.0, x.mean(axis=ALL), x.var(axis=ALL))


def divided_by_the_variance(x: Array, gamma: Array, beta: Array, epsilon: float) -> Array:
    """You divided by the variance, without taking its root.

    The variance is in squared units: multiply all x by 10 and your x̂ becomes ten times smaller,
    where it should stay as it is. Which function undoes a square?
    """
    y: Array = gamma * (x - x.mean(axis=ALL)) / (x.var(axis=ALL) + epsilon) + beta
    return y


def mean_not_subtracted(x: Array, gamma: Array, beta: Array, epsilon: float) -> Array:
    """You divided by the standard deviation and did not subtract the mean.

    Your channels have the right spread around the wrong place: their mean is not β. Look at the
    upper half of the fraction in the third formula. What stands there beside x?
    """
    y: Array = gamma * x / np.sqrt(x.var(axis=ALL) + epsilon) + beta
    return y


def scale_and_shift_forgotten(x: Array, gamma: Array, beta: Array, epsilon: float) -> Array:
    """You returned x̂, without γ and β.

    Every channel of yours has mean 0 and variance 1, whatever the network has learned. The fourth
    formula gives it back the freedom to be different. What does it do with x̂?
    """
    return _normalised(x, np.ones(1), np.zeros(1), epsilon, x.mean(axis=ALL), x.var(axis=ALL))


def gamma_and_beta_swapped(x: Array, gamma: Array, beta: Array, epsilon: float) -> Array:
    """You multiplied by β and added γ.

    γ is the new standard deviation of a channel, β its new mean. With γ = 1 and β = 0, where
    training begins, yours gives 1 everywhere. Which of the two multiplies?
    """
    return _normalised(x, beta, gamma, epsilon, x.mean(axis=ALL), x.var(axis=ALL))


def shifted_before_scaling(x: Array, gamma: Array, beta: Array, epsilon: float) -> Array:
    """You added β first and then multiplied the sum by γ.

    `gamma * (x_hat + beta)` gives a channel the mean γ·β. In the fourth formula β itself is the
    new mean. Where does your bracket have to close?
    """
    mean, variance = x.mean(axis=ALL), x.var(axis=ALL)
    y: Array = gamma * ((x - mean) / np.sqrt(variance + epsilon) + beta)
    return y


BATCH_NORM = (
    statistics_per_pixel,
    statistics_over_channels,
    each_image_by_itself,
    axes_of_channels_first,
    one_mean_for_all_channels,
    unbiased_variance,
    epsilon_outside_the_root,
    epsilon_forgotten,
    divided_by_the_variance,
    mean_not_subtracted,
    scale_and_shift_forgotten,
    gamma_and_beta_swapped,
    shifted_before_scaling,
)
