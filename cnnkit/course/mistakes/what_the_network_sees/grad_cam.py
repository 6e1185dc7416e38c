"""Mistakes known in `grad_cam` of notebook 14."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def _summed(maps: Array, weights: Array) -> Array:
    """Weigh and add the channels."""
    result: Array = (maps * weights).sum(axis=2)
    return result


def relu_missing(maps: Array, gradient: Array) -> Array:
    """You kept the places that speak against the class.

    Your map has negative numbers. Where the weighted sum is below 0, the maps there speak for
    other classes, and Grad-CAM leaves them out. Which function of notebook 05 makes all of these
    0?
    """
    return _summed(maps, gradient.mean(axis=(0, 1)))


def pooled_over_channels(maps: Array, gradient: Array) -> Array:
    """You took the mean of the gradient over the channels, and it goes over the places.

    Each channel needs one weight, the same at all its places: C weights in all. Yours are H·W. In
    `(H, W, C)`, which axes are the places?
    """
    return np.maximum(_summed(maps, gradient.mean(axis=2, keepdims=True)), 0)


def weights_from_the_activations(maps: Array, gradient: Array) -> Array:
    """You took the weights from the maps, and they come from the gradient.

    A channel that answers strongly may speak for another class. What the class asks of it, the
    gradient says; change the gradient's sign and your map stays the same. Which of the two arrays
    do you average?
    """
    return np.maximum(_summed(maps, maps.mean(axis=(0, 1))), 0)


def absolute_value_for_relu(maps: Array, gradient: Array) -> Array:
    """You took the size of the sum, so that evidence against the class lights up as well.

    In your map a place that speaks against the class shines like one that speaks for it. A ReLU
    keeps the second kind only. What should −3 become?
    """
    return np.abs(_summed(maps, gradient.mean(axis=(0, 1))))


def not_pooled(maps: Array, gradient: Array) -> Array:
    """You multiplied maps and gradient place by place, without taking the mean first.

    That is a method of its own, HiResCAM. In Grad-CAM a channel has a single
    weight, the mean of its gradient over all places. What do you average before you multiply?
    """
    return np.maximum(_summed(maps, gradient), 0)


def summed_for_mean(maps: Array, gradient: Array) -> Array:
    """You added the gradient up over the places, and its mean is asked for.

    Your map has the right form, and each number is H·W times too large. Harmless in a picture,
    but two layers of different size could no longer be compared. Which function divides as well?
    """
    return np.maximum(_summed(maps, gradient.sum(axis=(0, 1))), 0)


def averaged_over_channels(maps: Array, gradient: Array) -> Array:
    """You averaged the weighted maps, and they are added.

    Your map is C times too small. What each channel says is evidence, and evidence adds up, as in
    a dense layer. What is the last step over axis 2?
    """
    result: Array = np.maximum((maps * gradient.mean(axis=(0, 1))).mean(axis=2), 0)
    return result


def relu_on_the_weights(maps: Array, gradient: Array) -> Array:
    """You left out the channels with a negative weight before you added.

    Those speak against the class, and where they answer they have to take evidence away. The ReLU
    belongs behind the sum. At which step do you have it?
    """
    weights = np.maximum(gradient.mean(axis=(0, 1)), 0)
    return np.maximum(_summed(maps, weights), 0)


def relu_on_each_channel(maps: Array, gradient: Array) -> Array:
    """You cut each weighted map off at 0 before you added them.

    Then what speaks against the class can never outweigh what speaks for it. First the sum over
    the channels, then one ReLU. In which order do you have them?
    """
    weighted = maps * gradient.mean(axis=(0, 1))
    result: Array = np.maximum(weighted, 0).sum(axis=2)
    return result


def absolute_weights(maps: Array, gradient: Array) -> Array:
    """You took the size of the gradient, so that every channel speaks for the class.

    A negative gradient says: more of this channel means less of the class. With `abs` that is
    lost. What should a channel with weight −2 do to the sum?
    """
    return np.maximum(_summed(maps, np.abs(gradient).mean(axis=(0, 1))), 0)


def each_channel_scaled(maps: Array, gradient: Array) -> Array:
    """You divided each map by its largest value before you added.

    A channel that hardly answers then counts as much as one that answers strongly. How strongly it
    answers is what the weights are multiplied with. Where could you scale, without changing what
    the map says, if you want numbers up to 1?
    """
    largest = np.maximum(np.abs(maps).max(axis=(0, 1)), 1e-12)
    return np.maximum(_summed(maps / largest, gradient.mean(axis=(0, 1))), 0)


def scaled_to_one(maps: Array, gradient: Array) -> Array:
    """You divided the result by its largest value.

    For a picture that is common, and it hides something: a class with next to no evidence gets
    a map as bright as the winner's. Here the numbers themselves are asked for. Which line can go?
    """
    evidence = np.maximum(_summed(maps, gradient.mean(axis=(0, 1))), 0)
    return evidence / max(float(evidence.max()), 1e-12)


GRAD_CAM = (
    relu_missing,
    pooled_over_channels,
    weights_from_the_activations,
    absolute_value_for_relu,
    not_pooled,
    summed_for_mean,
    averaged_over_channels,
    relu_on_the_weights,
    relu_on_each_channel,
    absolute_weights,
    each_channel_scaled,
    scaled_to_one,
)
