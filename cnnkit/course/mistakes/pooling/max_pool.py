"""Mistakes known in `max_pool2d` of notebook 06."""

from collections.abc import Callable
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.pooling import max_pool2d

Array = NDArray[Any]


def _pooled(x: Array, k: int, s: int, size: tuple[int, int], make: Callable[[Array], Any]) -> Array:
    """Make one number of each window; those at the end may reach past it."""
    y = np.zeros(size)
    for i, j in np.ndindex(*size):
        y[i, j] = make(x[i * s : i * s + k, j * s : j * s + k])
    return y


def each_window(x: Array, k: int, s: int, make: Callable[[Array], Any]) -> Array:
    """Make one number of each window that fits."""
    height, width = ((n - k) // s + 1 for n in x.shape)
    return _pooled(x, k, s, (height, width), make)


def maximum_by_magnitude(x: Array, k: int, s: int) -> Array:
    """You took the number farthest from zero, and its sign does not count for you.

    Of −8 and 3 the larger one is 3. A strongly negative answer says that the opposite of the
    pattern is there, and max pooling passes over it. Which of the two would you draw further to
    the right on the number line?
    """
    return each_window(x, k, s, lambda window: window.flat[np.abs(window).argmax()])


def largest_magnitude(x: Array, k: int, s: int) -> Array:
    """You took the largest of the numbers without their signs.

    Of −8 and 3 yours gives 8, a number that the window does not hold. Max pooling compares the
    numbers as they are and changes none of them. What does `np.abs` do in your maximum?
    """
    return each_window(x, k, s, lambda window: np.abs(window).max())


def negative_numbers_became_zero(x: Array, k: int, s: int) -> Array:
    """You start each window from 0, so that a window of negative numbers gives 0.

    The largest of −3, −1, −4 and −2 is −1, and your answer is 0, a number that the window does not
    hold. Does your maximum begin with a 0 that nothing can go below?
    """
    return np.asarray(np.maximum(max_pool2d(x, k, s), 0))


def stride_defaulted_to_one(x: Array, k: int, s: int) -> Array:
    """Your windows stand at every pixel, as if the stride were 1.

    Convolution does that if nothing is said; pooling is told s here. With window 2 and stride 2
    a row of 4 makes 2 numbers, and yours makes 3. In which two places does s belong?
    """
    return max_pool2d(x, k, 1)


def stride_in_the_size_only(x: Array, k: int, s: int) -> Array:
    """Your map has the right shape, but its windows are still one pixel apart.

    The number at [0, 1] should come from the window that begins at column s, and yours begins at
    column 1. The stride is in the size and not in the place. Where does window (i, j) begin?
    """
    height, width = max_pool2d(x, k, s).shape
    return max_pool2d(x, k, 1)[:height, :width]


def windows_side_by_side(x: Array, k: int, s: int) -> Array:
    """Your windows move by their own size, whatever the stride.

    Stride and window are the same number very often, and not here: windows of 3 at stride 2 share
    a row, windows of 2 at stride 3 leave one out. Which of your numbers says how far the next
    window is?
    """
    return max_pool2d(x, k, k)


def size_divided_by_the_stride(x: Array, k: int, s: int) -> Array:
    """You made H // s rows, as if pooling always divided the size by its stride.

    That holds for windows of 2 at stride 2. In 6 rows, windows of 3 at stride 2 begin at 0 and 2;
    a third would begin at 4 and hang over the end. How many windows of k fit, s apart?
    """
    height, width = (n // s for n in x.shape)
    return _pooled(x, k, s, (height, width), np.max)


def partial_windows_kept(x: Array, k: int, s: int) -> Array:
    """You also pooled windows at the end that do not fit, because a slice just ends earlier.

    In 5 columns a window of 2 stands at 0 and at 2; at 4 there is a single column left, and that
    is no window. Slices past the end raise no error. At how many places does the window fit
    completely?
    """
    height, width = (ceil(n / s) for n in x.shape)
    return _pooled(x, k, s, (height, width), np.max)


def rounded_up(x: Array, k: int, s: int) -> Array:
    """You rounded the number of windows up, so that a last one reaches past the end.

    Libraries offer this as ceil mode; without it the columns left over are dropped. In 5 columns
    with window 2 and stride 2 there are (5 − 2) // 2 + 1 windows. How many is that?
    """
    height, width = (ceil((n - k) / s) + 1 for n in x.shape)
    return _pooled(x, k, s, (height, width), lambda window: window.max(initial=-np.inf))


def mean_for_maximum(x: Array, k: int, s: int) -> Array:
    """You averaged the window. That is average pooling, and here its largest number is asked for.

    The windows stand at the right places. Of 3, −1, 1 and 2 the mean is 1.25, a number that the
    window does not even hold. Which function of NumPy gives the largest?
    """
    return each_window(x, k, s, np.mean)


def smallest_number(x: Array, k: int, s: int) -> Array:
    """You kept the smallest number of each window instead of the largest.

    The windows are right. Look at your first window: which of its numbers did you return, and is
    there one above it?
    """
    return each_window(x, k, s, np.min)


def first_number_of_each_window(x: Array, k: int, s: int) -> Array:
    """You kept the number in the corner of each window, whatever the others are.

    `x[::s, ::s]` is subsampling: it takes every s-th number without looking at the rest. The
    places are right. What do you have to do with the k·k numbers before one remains?
    """
    return each_window(x, k, s, lambda window: window[0, 0])


def last_window_missing(x: Array, k: int, s: int) -> Array:
    """You left out the last row and the last column of windows: the + 1 is missing.

    (H − k) // s counts the steps, and there is one window more than steps: 4 rows with window 2
    and stride 2 have windows at 0 and at 2. What stands behind the division?
    """
    return max_pool2d(x, k, s)[:-1, :-1]


def window_that_just_fits_missing(x: Array, k: int, s: int) -> Array:
    """You left out the last window wherever it ends exactly at the border.

    `range(0, H - k, s)` stops before H − k, and a window that begins there still fits: in 4 rows
    one of 2 may begin at row 2. At which row does the last window that fits begin?
    """
    height, width = (ceil((n - k) / s) for n in x.shape)
    return max_pool2d(x, k, s)[:height, :width]


def slice_end_left_behind(x: Array, k: int, s: int) -> Array:
    """Your slices run from i·s to i + k, and their end should move on with their beginning.

    The first window is right. The next ones hold fewer and fewer rows, then none at all, and of
    nothing there is no maximum. A window that begins at row 4 and holds 3 rows ends before row 7.
    What is that in i, s and k?
    """
    y = max_pool2d(x, k, s)
    for i, j in np.ndindex(*y.shape):
        y[i, j] = x[i * s : i + k, j * s : j + k].max()
    return y


def window_as_large_as_the_stride(x: Array, k: int, s: int) -> Array:
    """You cut out windows of s × s, and they should be k × k.

    The stride says how far it is to the next window, k how large each one is. If both are 2 the
    difference does not show. Of windows of 3 at stride 2 you look at four numbers in nine. Where in
    your slices does k come in?
    """
    size = max_pool2d(x, k, s).shape
    return _pooled(x, s, s, (size[0], size[1]), np.max)


def rows_and_columns_swapped(x: Array, k: int, s: int) -> Array:
    """You mixed up rows and columns: your map is the right one, lying on its side.

    A map that is wider than high stays so. On square inputs nobody would notice, which is why
    yours was tried on others. Which of i and j counts the rows?
    """
    return np.asarray(max_pool2d(x, k, s).T)


MAX_POOL = (
    maximum_by_magnitude,
    largest_magnitude,
    negative_numbers_became_zero,
    stride_defaulted_to_one,
    stride_in_the_size_only,
    windows_side_by_side,
    size_divided_by_the_stride,
    partial_windows_kept,
    rounded_up,
    mean_for_maximum,
    smallest_number,
    first_number_of_each_window,
    last_window_missing,
    window_that_just_fits_missing,
    slice_end_left_behind,
    window_as_large_as_the_stride,
    rows_and_columns_swapped,
)
