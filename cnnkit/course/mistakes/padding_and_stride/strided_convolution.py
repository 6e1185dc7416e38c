"""Mistakes known in `strided_convolution` of notebook 04."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.padding_and_stride import strided_convolution

Array = NDArray[Any]


def windows_still_one_apart(x: Array, kernel: Array, stride: int) -> Array:
    """Your output has the right shape, but its windows are still one pixel apart.

    The number at [0, 1] should come from the window that starts at column `stride`, and yours
    starts at column 1. The stride is in the size and not in the place. Where does window (i, j)
    begin?
    """
    height, width = strided_convolution(x, kernel, stride).shape
    return strided_convolution(x, kernel, 1)[:height, :width]


def stride_ignored(x: Array, kernel: Array, stride: int) -> Array:
    """Your windows stand at every pixel, as if the stride were 1.

    At stride 2 in 5 pixels a kernel of size 2 stands at 0 and 2; you have 4 places. In two parts of
    the function the stride has to appear: which?
    """
    return strided_convolution(x, kernel, 1)


def stride_on_rows_only(x: Array, kernel: Array, stride: int) -> Array:
    """You used the stride for the rows and not for the columns.

    Your output is short and wide. The window moves by the stride to the right as well as down. In
    which of the two indices is it missing?
    """
    return strided_convolution(x, kernel, 1)[::stride]


def columns_still_one_apart(x: Array, kernel: Array, stride: int) -> Array:
    """Your windows move by the stride downwards, and by one pixel to the right.

    The map has the right shape. The number at [0, 1] should come from the window that starts at
    column `stride`, and yours starts at column 1. Which of your two slices lacks the stride?
    """
    height, width = strided_convolution(x, kernel, stride).shape
    return strided_convolution(x, kernel, 1)[::stride][:height, :width]


def rows_still_one_apart(x: Array, kernel: Array, stride: int) -> Array:
    """Your windows move by the stride to the right, and by one pixel downwards.

    The map has the right shape. The number at [1, 0] should come from the window that starts at
    row `stride`, and yours starts at row 1. Which of your two slices lacks the stride?
    """
    height, width = strided_convolution(x, kernel, stride).shape
    return strided_convolution(x, kernel, 1)[:, ::stride][:height, :width]


def slices_that_end_too_early(x: Array, kernel: Array, stride: int) -> Array:
    """Your slices begin at i·s and end at i + k, and so they get shorter from window to window.

    The first window is right. The next one has too few rows or columns, and NumPy may stretch
    what is left to the size of the kernel without a word. If a slice begins at `i * stride`,
    where does it end?
    """
    y = np.zeros(strided_convolution(x, kernel, stride).shape)
    rows, columns = kernel.shape
    for i, j in np.ndindex(*y.shape):
        y[i, j] = np.sum(x[i * stride : i + rows, j * stride : j + columns] * kernel)
    return y


def pixels_skipped_first(x: Array, kernel: Array, stride: int) -> Array:
    """You threw pixels away before convolving, and the windows should see all of them.

    `x[::2, ::2]` keeps one pixel in four, and a 2×2 window then covers pixels that are not
    neighbours. The stride moves the window; inside it the pixels stay neighbours. Where does
    `stride` belong in X[i·s + u, j·s + v]?
    """
    return strided_convolution(x[::stride, ::stride], kernel, 1)


def stride_inside_the_window(x: Array, kernel: Array, stride: int) -> Array:
    """You spread the pixels of the window apart, and it should be the windows that are apart.

    Pixels with gaps between them are dilation. In X[i·s + u, j·s + v] the stride multiplies i and
    j, which place the window, and not u and v, which go through it. What does your stride multiply?
    """
    height, width = strided_convolution(x, kernel, stride).shape
    y = np.zeros((height, width))
    for i, j in np.ndindex(height, width):
        for u, v in np.ndindex(*kernel.shape):
            y[i, j] += x[i + u * stride, j + v * stride] * kernel[u, v]
    return y


def stride_used_twice(x: Array, kernel: Array, stride: int) -> Array:
    """You multiplied the place in the window by the stride as well as the place of the window.

    The windows begin where they should. Inside them the pixels are neighbours: in
    X[i·s + u, j·s + v] the stride stands with i and j only, and with a large kernel you run out of
    the image. Which of your products is one too many?
    """
    height, width = strided_convolution(x, kernel, stride).shape
    y = np.zeros((height, width))
    for i, j in np.ndindex(height, width):
        for u, v in np.ndindex(*kernel.shape):
            y[i, j] += x[(i + u) * stride, (j + v) * stride] * kernel[u, v]
    return y


def rows_walked_in_steps(x: Array, kernel: Array, stride: int) -> Array:
    """Your i walks in steps of the stride, and the rows of the map do not.

    You write to y at the place where the window begins, and soon that lies outside: the map has
    fewer rows and columns than the image. The window at row `stride` is the second one. Which row
    of y belongs to the window at row i?
    """
    y = np.zeros(strided_convolution(x, kernel, stride).shape)
    every = strided_convolution(x, kernel, 1)
    for i in range(0, every.shape[0], stride):
        for j in range(0, every.shape[1], stride):
            y[i, j] = every[i, j]
    return y


def gaps_left_in_the_map(x: Array, kernel: Array, stride: int) -> Array:
    """Your windows are right, but they lie apart in the map, with zeros between them.

    The map is as large as at stride 1, and each number stands where its window begins. The second
    window of a row belongs in column 1, wherever it begins. How many rows and columns does the map
    need?
    """
    every = strided_convolution(x, kernel, 1)
    y = np.zeros_like(every)
    y[::stride, ::stride] = every[::stride, ::stride]
    return y


def last_window_missing(x: Array, kernel: Array, stride: int) -> Array:
    """You left out the last row and the last column of windows.

    The division by the stride counts the steps, and there is one window more than steps: in 5
    pixels with kernel 3 and stride 2 they start at 0 and 2. What stands behind the division?
    """
    return strided_convolution(x, kernel, stride)[:-1, :-1]


def one_added_before_dividing(x: Array, kernel: Array, stride: int) -> Array:
    """You added the 1 before dividing by the stride, so that a window can be missing.

    Of 4 rows a kernel of size 2 at stride 2 makes two windows, at 0 and at 2; your size is
    (4 − 2 + 1) // 2 = 1. The first window is there in any case. What does the division count?
    """
    height, width = ((n - k + 1) // stride for n, k in zip(x.shape, kernel.shape, strict=True))
    return strided_convolution(x, kernel, stride)[:height, :width]


def first_window_skipped(x: Array, kernel: Array, stride: int) -> Array:
    """Your first window does not start at the corner.

    Row 0 and column 0 of the output belong to the window at pixel (0, 0), whatever the stride. You
    begin `stride − 1` pixels later. What is i·s for the first i?
    """
    return strided_convolution(x, kernel, 1)[stride - 1 :: stride, stride - 1 :: stride]


def matrix_product(x: Array, kernel: Array, stride: int) -> Array:
    """You multiplied window and kernel as matrices.

    The places of your windows are right. `@` mixes rows with columns, while here each weight meets
    the one pixel that it lies on. On a window and a kernel of 2×3 it cannot even be computed. Which
    sign multiplies number by number?
    """
    height, width = strided_convolution(x, kernel, stride).shape
    y = np.zeros((height, width))
    rows, columns = kernel.shape
    for i, j in np.ndindex(height, width):
        top, left = i * stride, j * stride
        y[i, j] = (x[top : top + rows, left : left + columns] @ kernel).sum()
    return y


def kernel_flipped(x: Array, kernel: Array, stride: int) -> Array:
    """You turned the kernel by 180° before sliding it.

    The places of your windows are right. Here the kernel is used as it stands: its top-left weight
    meets the top-left pixel of the window. Which signs do u and v have in X[i·s + u, j·s + v]?
    """
    return strided_convolution(x, kernel[::-1, ::-1], stride)


def divided_by_the_kernels_area(x: Array, kernel: Array, stride: int) -> Array:
    """You averaged the products, and they should be summed.

    Every number is too small by the count of weights in the kernel: 4 times for a 2×2 one. Striding
    leaves windows out; it does not average what is between them. Which of your steps divides?
    """
    return strided_convolution(x, kernel, stride) / kernel.size


def windows_side_by_side(x: Array, kernel: Array, stride: int) -> Array:
    """Your windows move by the size of the kernel, whatever the stride.

    With kernel 2 and stride 2 this is the same, with kernel 3 and stride 2 it is not: neighbouring
    windows share a row of pixels then. Which number says how far the next window is?
    """
    kernel_height, kernel_width = kernel.shape
    return strided_convolution(x, kernel, 1)[::kernel_height, ::kernel_width]


STRIDED = (
    windows_still_one_apart,
    stride_ignored,
    stride_on_rows_only,
    columns_still_one_apart,
    rows_still_one_apart,
    slices_that_end_too_early,
    pixels_skipped_first,
    stride_inside_the_window,
    stride_used_twice,
    rows_walked_in_steps,
    gaps_left_in_the_map,
    last_window_missing,
    one_added_before_dividing,
    first_window_skipped,
    matrix_product,
    kernel_flipped,
    divided_by_the_kernels_area,
    windows_side_by_side,
)
