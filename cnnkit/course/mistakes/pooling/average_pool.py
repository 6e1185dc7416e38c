"""Mistakes known in `average_pool2d` and `global_average_pool2d` of notebook 06."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.mistakes.pooling.max_pool import each_window
from cnnkit.course.solutions.pooling import average_pool2d as average

Array = NDArray[Any]


def padded_cells_counted(x: Array, k: int, s: int, p: int) -> Array:
    """You divide by k·k everywhere, so that the padded zeros count as numbers of the map.

    Inside your map is right, at its border too close to 0. PyTorch does it so if nothing is said;
    this task asks for the mean of the pixels. How many pixels does the corner's window hold?
    """
    return each_window(np.pad(x.astype(float), p), k, s, np.mean)


def padding_ignored(x: Array, k: int, s: int, p: int) -> Array:
    """You pooled the map without its padding, and windows are missing.

    That padded cells do not count means that they are not in the mean. The windows still stand on
    the padded map, and the first begins at row −p. How high is the map with p rows on each side?
    """
    return average(x, k, s, 0)


def zeros_taken_for_padding(x: Array, k: int, s: int, p: int) -> Array:
    """You left out every 0, and the map has zeros of its own.

    A 0 in the map is a number like any other and belongs to the mean; after ReLU most numbers may
    be 0. Only where a cell lies tells whether it is padding. How can you mark the padding by
    something that no pixel is?
    """

    def mean_of_others(window: Array) -> float:
        others = window[window != 0]
        return float(others.mean()) if others.size else 0.0

    return each_window(np.pad(x.astype(float), p), k, s, mean_of_others)


def sum_for_mean(x: Array, k: int, s: int, p: int) -> Array:
    """You added the numbers of each window up and did not divide.

    In a window of four ones your answer is 4, and their mean is 1. The windows are right. By how
    many numbers do you divide where a part of the window lies in the padding?
    """
    return each_window(np.pad(x.astype(float), p), k, s, np.sum)


def divided_by_k(x: Array, k: int, s: int, p: int) -> Array:
    """You divide by k, and a window of k × k holds more numbers than that.

    Your numbers are k times too large inside the map. A 2×2 window holds 4 of them. How many
    pixels does a window hold at the border, where a part of it is padding?
    """
    return each_window(np.pad(x.astype(float), p), k, s, np.sum) / k


def maximum_for_mean(x: Array, k: int, s: int, p: int) -> Array:
    """You kept the largest number of each window, and their mean is asked for.

    Padding and windows are right. In a mean every number of the window has a say. Which function
    of NumPy averages, and which averages all but NaN?
    """
    return each_window(np.pad(x.astype(float), p, constant_values=-np.inf), k, s, np.max)


def border_repeated(x: Array, k: int, s: int, p: int) -> Array:
    """You filled the padding with the pixels of the edge, and so they count more than once.

    The mean asked for is that of the pixels under the window, each once. In the corner a 2×2
    window with padding 1 holds one pixel; yours gives it too, but larger windows do not. How often
    does each pixel count in them?
    """
    return each_window(np.pad(x.astype(float), p, mode="edge"), k, s, np.mean)


def padded_on_one_side_only(x: Array, k: int, s: int, p: int) -> Array:
    """You padded at the top and on the left, and not at the bottom and on the right.

    p counts for each side: the padded height is H + 2p, yours is H + p. Your first windows are
    right. Which windows are missing?
    """
    wide = np.pad(x.astype(float), ((p, 0), (p, 0)), constant_values=np.nan)
    return each_window(wide, k, s, np.nanmean)


def stride_defaulted_to_one(x: Array, k: int, s: int, p: int) -> Array:
    """Your windows stand at every pixel, as if the stride were 1.

    There are too many of them; each by itself is averaged as it should be. Windows begin at 0, s,
    2s and so on of the padded map. In which two places does s belong?
    """
    return average(x, k, 1, p)


def padded_with_not_a_number(x: Array, k: int, s: int, p: int) -> Array:
    """You padded with NaN, and every mean with a NaN in it is NaN.

    The idea is good: NaN marks the cells that do not count. But `np.mean` does not know that, and
    all windows at the border are lost. Which function of NumPy averages and passes over NaN?
    """
    return each_window(np.pad(x.astype(float), p, constant_values=np.nan), k, s, np.mean)


AVERAGE_POOL = (
    padded_cells_counted,
    padding_ignored,
    zeros_taken_for_padding,
    sum_for_mean,
    divided_by_k,
    maximum_for_mean,
    border_repeated,
    padded_on_one_side_only,
    stride_defaulted_to_one,
    padded_with_not_a_number,
)


def channels_averaged_too(x: Array) -> Array:
    """You averaged the channels as well, and one number is left of each image.

    Each channel is a map of its own, about a pattern of its own, and keeps its own mean: C numbers
    an image. Your result has one axis. Which of the four axes are height and width?
    """
    return np.asarray(x.mean(axis=(1, 2, 3)))


def one_number_for_all(x: Array) -> Array:
    """You averaged all numbers of the batch, and a single one is left.

    Each map of each image keeps its own mean: N rows of C numbers. `x.mean()` without `axis` runs
    over all four axes. Which two of them are the map?
    """
    return np.asarray(x.mean())


def channels_averaged_only(x: Array) -> Array:
    """You averaged over the channels, and the maps are still there.

    Your result has the shape (N, H, W): one map, the mean of all. It is the other way round: the
    channels stay, and height and width go. Which numbers do these two axes have?
    """
    return np.asarray(x.mean(axis=3))


def images_averaged_too(x: Array) -> Array:
    """You averaged over the images of the batch as well.

    What one image gets must not depend on the others in its batch. Your result has the shape (C,),
    and (N, C) is asked for. Which axis counts the images?
    """
    return np.asarray(x.mean(axis=(0, 1, 2)))


def channels_taken_for_first(x: Array) -> Array:
    """You averaged the last two axes, which are the width and the channels here.

    Where channels come before height and width, in (N, C, H, W), these two would be right. Your
    result has one number for each row of each image. Which axes does (N, H, W, C) ask for?
    """
    return np.asarray(x.mean(axis=(2, 3)))


def only_the_height(x: Array) -> Array:
    """You averaged along the height only, and the width is still there.

    Your result has the shape (N, W, C). A map becomes a single number, so both of its axes have to
    go. Can `axis` take more than one number?
    """
    return np.asarray(x.mean(axis=1))


def axes_kept(x: Array) -> Array:
    """Your numbers are right, but height and width are still there, of length 1.

    (N, 1, 1, C) is what `keepdims=True` leaves; (N, C) is asked for, as a dense layer takes it.
    Which argument, or which reshape, takes the two axes away?
    """
    return np.asarray(x.mean(axis=(1, 2), keepdims=True))


def sum_over_the_map(x: Array) -> Array:
    """You added each map up without dividing by its number of cells.

    The sum of a map twice as high would be twice as large, and the layer behind could not be used
    for both. By how many cells do you have to divide?
    """
    return np.asarray(x.sum(axis=(1, 2)))


def largest_of_the_map(x: Array) -> Array:
    """You kept the largest number of each map. That is global max pooling.

    It says how strong the pattern is where it is strongest; the mean says how much of it there is
    in all. The axes are right. Which function averages?
    """
    return np.asarray(x.max(axis=(1, 2)))


def reshaped_with_channels_mixed(x: Array) -> Array:
    """Your shape is right, but each of your means runs over numbers of all channels.

    `x.reshape(N, C, -1)` cuts the numbers into C pieces in the order in which they lie, and there
    the channels of one pixel stand side by side. You can name the axes of height and width
    instead: which are they?
    """
    images, channels = x.shape[0], x.shape[3]
    return np.asarray(x.reshape(images, channels, -1).mean(axis=2))


def axes_of_a_single_image(x: Array) -> Array:
    """You averaged the first two axes, which are height and width in a single image only.

    In a batch the images come first: (N, H, W, C). Your result has the shape (W, C), and mixes the
    images. By how much do all the axes of an image move up?
    """
    return np.asarray(x.mean(axis=(0, 1)))


def axes_counted_once(x: Array) -> Array:
    """Your second mean runs over the channels: after the first one an axis is gone.

    `x.mean(axis=1)` leaves (N, W, C), where axis 2 is the channels. You can take both means at
    once, or count again. Which number has the width by then?
    """
    return np.asarray(x.mean(axis=1).mean(axis=2))


GLOBAL_AVERAGE_POOL = (
    channels_averaged_too,
    one_number_for_all,
    channels_averaged_only,
    images_averaged_too,
    channels_taken_for_first,
    only_the_height,
    axes_kept,
    sum_over_the_map,
    largest_of_the_map,
    reshaped_with_channels_mixed,
    axes_of_a_single_image,
    axes_counted_once,
)
