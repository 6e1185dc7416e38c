"""Mistakes known in `convolve_channels` of notebook 03."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.misconception import Misconception, mistake
from cnnkit.course.solutions.convolution import convolve_channels

Array = NDArray[Any]


def kernel_flipped(x: Array, kernel: Array, bias: Array) -> Array:
    """You turned the kernel by 180° before sliding it.

    Deep learning slides it as it is: the top-left weight meets the top-left pixel of the window.
    The channels are not turned either. Which cell of the kernel meets `x[i, j]`?
    """
    return convolve_channels(x, kernel[::-1, ::-1], bias)


def last_row_and_column_missing(x: Array, kernel: Array, bias: Array) -> Array:
    """Your windows stop one step too early: the last row and the last column are missing.

    A kernel of size 2 has 2 places in 3 pixels, not 1. What is the last place where a window may
    start, and does `range` reach it?
    """
    return convolve_channels(x, kernel, bias)[:-1, :-1]


def channels_averaged(x: Array, kernel: Array, bias: Array) -> Array:
    """You averaged over the input channels, and they should be summed.

    With 2 channels your products are half as large as they should be; with 3 a third. The formula
    has a Σ over the channels and no division. Which of your steps takes a mean?
    """
    return np.asarray(convolve_channels(x, kernel, 0 * bias) / x.shape[2] + bias)


def divided_by_the_kernels_area(x: Array, kernel: Array, bias: Array) -> Array:
    """You divided by the number of cells in the window, and nothing should be divided.

    With a 2×2 kernel every sum is 4 times too small, before the bias. Averaging is one particular
    kernel, not part of convolution. Which of your steps takes a mean?
    """
    area = kernel.shape[0] * kernel.shape[1]
    return np.asarray(convolve_channels(x, kernel, 0 * bias) / area + bias)


def bias_added_per_channel(x: Array, kernel: Array, bias: Array) -> Array:
    """You added the bias once for each input channel.

    With 2 channels the bias counts twice. It belongs to the filter: one number a filter, added
    once, after the sum over window and channels. Inside which loop does your addition stand?
    """
    return convolve_channels(x, kernel, bias * x.shape[2])


def bias_added_per_cell(x: Array, kernel: Array, bias: Array) -> Array:
    """You added the bias to every product inside the window.

    A 2×2 window over 2 channels has 8 products, so the bias counts 8 times. Where does the sum
    end, and does the bias come before or after it?
    """
    return convolve_channels(x, kernel, bias * kernel[:, :, :, 0].size)


def bias_forgotten(x: Array, kernel: Array, bias: Array) -> Array:
    """You left the bias out.

    Each map differs from the right one by the same number everywhere, and that number is the
    filter's bias. When is it added, and to how many numbers?
    """
    return convolve_channels(x, kernel, 0 * bias)


def only_the_first_channel(x: Array, kernel: Array, bias: Array) -> Array:
    """You used the first input channel only.

    Change a pixel of another channel, and your maps stay the same. Each filter has weights for
    every channel. Which of your indices stays at 0?
    """
    return convolve_channels(x[:, :, :1], kernel[:, :, :1], bias)


def only_the_last_channel(x: Array, kernel: Array, bias: Array) -> Array:
    """You kept what the last input channel gives, and the others were overwritten.

    In a loop over the channels, `=` forgets what the channel before has found. Change a pixel of
    channel 0, and your maps stay the same. How do you add to what is there already?
    """
    return convolve_channels(x[:, :, -1:], kernel[:, :, -1:], bias)


def filters_summed(x: Array, kernel: Array, bias: Array) -> Array:
    """You summed over the filters as well, and one map is left.

    Each filter makes a map of its own: F filters, F maps, stacked along the last axis. What should
    tell the maps apart in your loop?
    """
    return np.asarray(convolve_channels(x, kernel, bias).sum(axis=2))


def every_map_sums_all_filters(x: Array, kernel: Array, bias: Array) -> Array:
    """You summed over the filters as well, so that your maps differ by their bias only.

    `np.sum` without `axis` adds along every axis it finds, that of the filters too. Each map
    belongs to one filter. Which part of the kernel should meet the patch?
    """
    return np.asarray(convolve_channels(x, kernel, 0 * bias).sum(axis=2, keepdims=True) + bias)


def only_the_first_filter(x: Array, kernel: Array, bias: Array) -> Array:
    """You used the first filter for every map, so that your maps differ by their bias only.

    Change a weight of another filter, and your maps stay the same. Each filter has weights of its
    own and makes a map of its own. Which of your indices stays at 0?
    """
    first = convolve_channels(x, kernel[:, :, :, :1], np.zeros(1))
    return np.asarray(first + bias)


def every_bias_added_to_every_map(x: Array, kernel: Array, bias: Array) -> Array:
    """You added the biases of all filters to each map.

    With 3 filters each map is shifted by the sum of 3 biases. A map belongs to one filter, and
    gets the bias of that filter. Which index does your bias lack?
    """
    return np.asarray(convolve_channels(x, kernel, 0 * bias) + bias.sum())


def maps_come_first(x: Array, kernel: Array, bias: Array) -> Array:
    """Your maps are stacked along the first axis, and here the channels come last.

    Your shape reads (F, H′, W′), as PyTorch orders it; this course keeps (H′, W′, F), so that an
    output can be the next input. Along which axis do you stack?
    """
    return np.moveaxis(convolve_channels(x, kernel, bias), 2, 0)


def _unsummed(x: Array, kernel: Array, bias: Array) -> Array:
    """Stack a map for each pair of channel and filter."""
    parts = [convolve_channels(x[:, :, [c]], kernel[:, :, [c]], bias) for c in range(x.shape[2])]
    return np.concatenate(parts, axis=2)


def _has_channels_times_filters(maps: tuple[Any, ...]) -> bool:
    """Tell it by the shapes, since pairs have an order and a bias may be in it or not."""
    return [np.shape(result) for result in maps] == [(2, 2, 2), (2, 3, 6), (3, 3, 6)]


MAPS_LEFT_UNSUMMED = Misconception(
    "maps left unsummed",
    _unsummed,
    "You kept one map for each pair of channel and filter: C·F maps instead of F. For 2 channels "
    "and 3 filters that makes 6 maps. A filter looks at all channels at once and answers with one "
    "number a window. Over which axis is the sum still missing?",
    _has_channels_times_filters,
)

CHANNELS = (
    *map(
        mistake,
        (
            kernel_flipped,
            last_row_and_column_missing,
            channels_averaged,
            divided_by_the_kernels_area,
            bias_added_per_channel,
            bias_added_per_cell,
            bias_forgotten,
            only_the_first_channel,
            only_the_last_channel,
            filters_summed,
            every_map_sums_all_filters,
            only_the_first_filter,
            every_bias_added_to_every_map,
            maps_come_first,
        ),
    ),
    MAPS_LEFT_UNSUMMED,
)
