"""Mistakes known in `saliency_map` of notebook 14."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def summed_with_signs(gradient: Array) -> Array:
    """You added the channels with their signs, and they cancel.

    A pixel with the slopes 3, −3 and 0 matters, and your sum says 0. The direction is of no
    interest here, only how much. What do you do to each number before the channels are joined?
    """
    result: Array = gradient.sum(axis=2)
    return result


def mean_with_signs(gradient: Array) -> Array:
    """You took the mean of the channels with their signs, and they cancel.

    Red may raise the logit while blue lowers it: both matter. And a mean is small where a single
    channel does all the work. Which two operations does the task name?
    """
    result: Array = gradient.mean(axis=2)
    return result


def largest_with_sign(gradient: Array) -> Array:
    """You took the largest number without looking at negative ones.

    Of the slopes −5 and 1 you give 1, and the pixel moves the logit by 5 a unit. In which order do
    maximum and size belong?
    """
    result: Array = gradient.max(axis=2)
    return result


def size_of_the_largest(gradient: Array) -> Array:
    """You took the maximum first and its size afterwards.

    Of the slopes −5 and 1 the maximum is 1, and the −5 is gone before you look at sizes. Which of
    the two comes first?
    """
    result: Array = np.abs(gradient.max(axis=2))
    return result


def sizes_added(gradient: Array) -> Array:
    """You added the sizes of the channels, and the largest is asked for.

    Other texts do that, and the maps look much alike. A pixel that moves all three channels a
    little then beats one that moves one a lot. Which function picks instead of adding?
    """
    result: Array = np.abs(gradient).sum(axis=2)
    return result


def mean_of_the_sizes(gradient: Array) -> Array:
    """You averaged the sizes over the channels, and the largest is asked for.

    In a grey image, with one channel, that is the same. In colour a channel that does all the
    work alone is divided by three. Which function picks instead?
    """
    result: Array = np.abs(gradient).mean(axis=2)
    return result


def length_over_channels(gradient: Array) -> Array:
    """You took the length over the channels, the root of the sum of squares.

    That is another way to make one number of three, and a sound one. Here it is the largest size,
    as in the paper. What is that for the slopes 3 and −4?
    """
    result: Array = np.sqrt((gradient**2).sum(axis=2))
    return result


def squared_for_size(gradient: Array) -> Array:
    """You squared the slopes, and their size is asked for.

    The order of the pixels stays, but strong ones outshine all others: a slope of −3 becomes 9.
    Which function only drops the sign?
    """
    result: Array = (gradient**2).max(axis=2)
    return result


def over_the_rows(gradient: Array) -> Array:
    """You took the maximum down the columns, and it goes over the channels.

    Your result has the shape (W, C), and a map of the image is (H, W). In `(H, W, C)`, which
    axis counts the channels?
    """
    result: Array = np.abs(gradient).max(axis=0)
    return result


def first_channel_only(gradient: Array) -> Array:
    """You looked at the first channel only.

    In a grey image it is the only one. In colour the logit may hang on the blue. Which index is
    fixed in your answer, and should not be?
    """
    return np.abs(gradient[:, :, 0])


def scaled_to_one(gradient: Array) -> Array:
    """You divided by the largest number of the map.

    For a picture that is common. But then a network that does not care at all gets a map as bright
    as one that does, and you would not know. Which division can go?
    """
    sizes = np.abs(gradient).max(axis=2)
    result: Array = sizes / max(float(sizes.max()), 1e-12)
    return result


SALIENCY_MAP = (
    summed_with_signs,
    mean_with_signs,
    largest_with_sign,
    size_of_the_largest,
    sizes_added,
    mean_of_the_sizes,
    length_over_channels,
    squared_for_size,
    over_the_rows,
    first_channel_only,
    scaled_to_one,
)
