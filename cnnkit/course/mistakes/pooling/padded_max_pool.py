"""Mistakes known in `max_pool2d_padded` of notebook 06."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.pooling import max_pool2d_padded

Array = NDArray[Any]

LOWEST_CASE = 2
"""The place, among the exercise's cases, of a map whose channel 0 holds no number above −10¹²."""


def _padded_with(x: Array, k: int, s: int, p: int, value: float) -> Array:
    """Pool a map that some number has been put around."""
    wide = np.pad(x.astype(float), ((p, p), (p, p), (0, 0)), constant_values=value)
    return max_pool2d_padded(wide, k, s, 0)


def padded_with_zeros(x: Array, k: int, s: int, p: int) -> Array:
    """You put zeros around the map, and at the border they win against negative numbers.

    Zeros are right for a sum, where they add nothing. In a maximum 0 beats every negative number,
    so that your border holds zeros that the map does not have. Which number can never be the
    largest?
    """
    return _padded_with(x, k, s, p, 0)


def padded_with_a_low_number(x: Array, k: int, s: int, p: int) -> Array:
    """You padded with a number that is low, but not low enough.

    At the border it wins wherever all numbers of the window lie below it. Whatever number you
    choose, some map has lower ones: one of those tried here holds nothing above
    −1,000,000,000,000. What is lower than every number?
    """
    return _padded_with(x, k, s, p, -10)


def low_number_won(values: tuple[Any, ...]) -> bool:
    """Recognise any such padding: every window of the lowest map touches it, and it wins."""
    pooled = np.asarray(values[LOWEST_CASE], float)
    lowest = pooled[:, :, 0]
    return pooled.shape == (2, 2, 2) and bool(-1e12 < lowest.min() == lowest.max() < 0)


def padded_with_not_a_number(x: Array, k: int, s: int, p: int) -> Array:
    """You padded with NaN, and a maximum with a NaN in it is NaN.

    Inside, your map is right; every window that touches the padding is lost. `np.nanmax` would
    pass over them, or you pad with something that just never wins. What could that be?
    """
    return _padded_with(x, k, s, p, np.nan)


def padding_ignored(x: Array, k: int, s: int, p: int) -> Array:
    """You pooled the map without its padding.

    With p cells on each side the first window begins outside, at row −p, and the height that the
    windows share is H + 2p. Yours is smaller. Where does p come in?
    """
    return max_pool2d_padded(x, k, s, 0)


def padded_on_one_side_only(x: Array, k: int, s: int, p: int) -> Array:
    """You padded at the top and on the left, and not at the bottom and on the right.

    p counts for each side: the height grows by 2p, yours by p. Your first windows are right. What
    do the last ones look like?
    """
    return _cut(_padded_with(x, 1, 1, p, -np.inf), p, k, s)


def channels_padded_too(x: Array, k: int, s: int, p: int) -> Array:
    """You padded all three axes, so that there are 2p channels too many.

    `np.pad(x, p)` pads every axis, the channels as well. They are no neighbours of each other, and
    nothing belongs before the first. How do you tell `np.pad` to leave the last axis alone?
    """
    wide = np.pad(x.astype(float), p, constant_values=-np.inf)
    return max_pool2d_padded(wide, k, s, 0)


def channels_pooled_too(x: Array, k: int, s: int, p: int) -> Array:
    """You took the maximum over the channels as well, and one map is left of them all.

    Each channel is pooled by itself: as many channels come out as went in. `.max()` looks at all
    numbers of the patch. Over which two of its axes should it go?
    """
    return np.asarray(max_pool2d_padded(x, k, s, p).max(axis=2))


def every_channel_the_same(x: Array, k: int, s: int, p: int) -> Array:
    """Your channels are all equal: each holds the largest number of all channels.

    The shape is right, since NumPy spreads one number over all channels. Each of them should get
    the largest number of its own map. Over which axes of the patch do you take the maximum?
    """
    y = max_pool2d_padded(x, k, s, p)
    return np.broadcast_to(y.max(axis=2, keepdims=True), y.shape).copy()


def maximum_by_magnitude(x: Array, k: int, s: int, p: int) -> Array:
    """You took the number farthest from zero, and its sign does not count for you.

    Of −8 and 3 the larger one is 3, and of −8 and −2 it is −2. Padding and channels are as they
    should be. What does `np.abs` do in your maximum?
    """
    high, low = max_pool2d_padded(x, k, s, p), -max_pool2d_padded(-x, k, s, p)
    return np.where(high >= -low, high, low)


def stride_defaulted_to_one(x: Array, k: int, s: int, p: int) -> Array:
    """Your windows stand at every pixel, as if the stride were 1.

    The padding is right, and there are too many windows: they should begin at 0, s, 2s and so on
    of the padded map. In which two places does s belong?
    """
    return max_pool2d_padded(x, k, 1, p)


def mean_for_maximum(x: Array, k: int, s: int, p: int) -> Array:
    """You averaged the pixels of each window, and its largest one is asked for.

    Your windows, your padding and your channels are right. The mean of −3 and −1 is −2, a number
    that the window does not hold. Which of the two is the larger?
    """
    wide = np.pad(x.astype(float), ((p, p), (p, p), (0, 0)), constant_values=np.nan)
    y = np.zeros(max_pool2d_padded(x, k, s, p).shape)
    for i, j in np.ndindex(*y.shape[:2]):
        y[i, j] = np.nanmean(wide[i * s : i * s + k, j * s : j * s + k], axis=(0, 1))
    return y


def _cut(padded: Array, p: int, k: int, s: int) -> Array:
    """Pool what is left of a padded map without the padding at its end."""
    end = -p if p else None
    return max_pool2d_padded(padded[:end, :end], k, s, 0)


PADDED_MAX_POOL = (
    padded_with_zeros,
    padded_with_not_a_number,
    padding_ignored,
    padded_on_one_side_only,
    channels_padded_too,
    channels_pooled_too,
    every_channel_the_same,
    maximum_by_magnitude,
    stride_defaulted_to_one,
    mean_for_maximum,
)
