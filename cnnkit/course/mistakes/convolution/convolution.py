"""Mistakes known in `convolve2d` and `convolve2d_vectorised` of notebook 03."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.convolution import convolve2d

Array = NDArray[Any]


def kernel_flipped(x: Array, kernel: Array) -> Array:
    """You turned the kernel by 180° before sliding it.

    That is what signal processing calls convolution; deep learning slides the kernel as it is
    (cross-correlation). You can see it with an input that is 1 in one place and 0 elsewhere: your
    map shows the kernel upright, and here it should appear turned. Which cell of the kernel meets
    the top-left pixel of the window?
    """
    return convolve2d(x, kernel[::-1, ::-1])


def last_row_and_column_missing(x: Array, kernel: Array) -> Array:
    """Your windows stop one step too early: the last row and the last column are missing.

    A kernel of size 2 has 3 places in 4 pixels, not 2. Count where the window may start: the first
    place is 0, and the last is where its far edge touches the border. Does `range` reach it?
    """
    return convolve2d(x, kernel)[:-1, :-1]


def output_as_large_as_the_input(x: Array, kernel: Array) -> Array:
    """Your output has the input's size, and its last rows and columns never get a value.

    Without padding the window has fewer places than there are pixels: 3 of them for a kernel of
    size 2 in 4 pixels. The zeros at the end are places where no window fits. How many do fit?
    """
    y = np.zeros(x.shape)
    result = convolve2d(x, kernel)
    y[: result.shape[0], : result.shape[1]] = result
    return y


def output_made_like_the_input(x: Array, kernel: Array) -> Array:
    """You made the output with `np.zeros_like(x)`: it has the input's size and its dtype.

    Both hurt. A kernel of size 2 has 3 places in 4 pixels, so that the last rows and columns stay
    0; and if x holds whole numbers, 2.75 is stored as 2. How many places has the window, and which
    dtype can hold a fraction?
    """
    y = np.zeros_like(x)
    result = convolve2d(x, kernel)
    y[: result.shape[0], : result.shape[1]] = result
    return y


def windows_cut_short_at_the_border(x: Array, kernel: Array) -> Array:
    """Your windows go on to the last pixel, and there they no longer fit into the image.

    A slice that reaches past the end is cut short without a word, and NumPy may stretch what is
    left to the size of the kernel. A kernel of size 2 has 3 places in 4 pixels, not 4. Where may
    the last window start?
    """
    y = np.zeros(x.shape)
    for i, j in np.ndindex(*x.shape):
        y[i, j] = np.sum(x[i : i + kernel.shape[0], j : j + kernel.shape[1]] * kernel)
    return y


def divided_by_the_kernels_area(x: Array, kernel: Array) -> Array:
    """You averaged the products, and they should be summed.

    Every number is too small by the count of cells in the kernel: 4 times for a 2×2 one. Only a
    blur divides, and it keeps the division inside its weights. Which function turns the products
    into one number?
    """
    return np.asarray(convolve2d(x, kernel) / kernel.size)


def matrix_product(x: Array, kernel: Array) -> Array:
    """You multiplied patch and kernel as matrices, with `@`, and summed that.

    The window multiplies cell by cell: each weight meets one pixel, 4 products for a 2×2 kernel,
    where a matrix product makes 8. With a kernel that is not square `@` stops altogether. Which
    operator multiplies cell by cell?
    """
    y = np.zeros(convolve2d(x, kernel).shape)
    for i, j in np.ndindex(*y.shape):
        y[i, j] = (x[i : i + kernel.shape[0], j : j + kernel.shape[1]] @ kernel).sum()
    return y


def kernel_transposed(x: Array, kernel: Array) -> Array:
    """Your kernel's rows and columns have changed places.

    On [[1, 2], [3, 5]] the weights 2 and 3 are swapped, and a symmetric kernel would hide it. The
    first index counts rows, downwards, in the image as in the kernel. Which of your indices
    counts what?
    """
    y = np.zeros(convolve2d(x, kernel).shape)
    for i, j in np.ndindex(*y.shape):
        for u, v in np.ndindex(*kernel.shape):
            y[i, j] += x[i + u, j + v] * kernel[v, u]
    return y


def windows_that_do_not_overlap(x: Array, kernel: Array) -> Array:
    """Your windows lie side by side, and they should overlap.

    You move by the size of the kernel, so that each pixel is used once; the window moves by one
    pixel. Between columns 0–1 and columns 2–3 there is the window of columns 1–2. How far apart do
    two neighbouring windows start?
    """
    kernel_height, kernel_width = kernel.shape
    return convolve2d(x, kernel)[::kernel_height, ::kernel_width]


def fractions_cut_off(x: Array, kernel: Array) -> Array:
    """Your output array holds whole numbers, so every fraction is cut off as it is stored.

    `np.zeros_like(x)` takes over the dtype of x, and integers stay integers: 2.75 becomes 2. Which
    dtype should the output have, whatever x is?
    """
    return np.asarray(np.trunc(convolve2d(x, kernel)))


def negative_answers_cleared(x: Array, kernel: Array) -> Array:
    """You set the negative numbers to 0, and they belong to the map.

    A negative answer says that the window looks like the opposite of the kernel: in the image of
    four columns (1, 1, 0, 0) it is −2 where bright turns to dark. Clearing it is the work of the
    activation that comes later. What would be lost here?
    """
    return np.asarray(np.maximum(convolve2d(x, kernel), 0))


def summed_over_the_windows(x: Array, kernel: Array) -> Array:
    """You summed over the places of the window, and not over the cells inside it.

    Your result has the kernel's shape; a map has one number for each place of the window. Of the
    four axes of `sliding_window_view`, two say where the window is and two where in the window
    you are. Which two should vanish in the sum?
    """
    windows = np.lib.stride_tricks.sliding_window_view(x, kernel.shape)
    return np.asarray((windows.sum(axis=(0, 1)) * kernel).astype(float))


def wrapped_around(x: Array, kernel: Array) -> Array:
    """Your shifted copies wrap around: pixels that leave on the left come back on the right.

    That is how `np.roll` works, and it gives as many numbers as there are pixels. In the last
    column the window then mixes both ends of a row. Which part of each shifted copy belongs to
    windows that lie inside the input?
    """
    y = np.zeros(x.shape)
    for u, v in np.ndindex(*kernel.shape):
        y += kernel[u, v] * np.roll(x, (-u, -v), axis=(0, 1))
    return y


def only_the_last_product(x: Array, kernel: Array) -> Array:
    """You kept the last product of each window, and the others were overwritten.

    Inside a loop over the kernel's cells, `=` forgets the product before. On [[1, 2], [3, 5]] only
    the 5 counts in your map. How do you add to what is there already?
    """
    height, width = convolve2d(x, kernel).shape
    rows, columns = kernel.shape
    return np.asarray(kernel[-1, -1] * x[rows - 1 :, columns - 1 :][:height, :width])


def weights_summed_first(x: Array, kernel: Array) -> Array:
    """You multiplied each window's sum by the sum of all weights.

    A sum of products is not the product of the sums: the weights 1, 2, 3, 5 act together as 11,
    and where the bright pixel lies no longer matters. Multiply first, cell by cell. What is summed
    after that?
    """
    return np.asarray(convolve2d(x, np.ones(kernel.shape)) * kernel.sum())


LOOPS = (
    kernel_flipped,
    last_row_and_column_missing,
    output_as_large_as_the_input,
    output_made_like_the_input,
    windows_cut_short_at_the_border,
    divided_by_the_kernels_area,
    matrix_product,
    kernel_transposed,
    windows_that_do_not_overlap,
    fractions_cut_off,
    negative_answers_cleared,
    weights_summed_first,
    only_the_last_product,
)
VECTORISED = (
    kernel_flipped,
    last_row_and_column_missing,
    summed_over_the_windows,
    wrapped_around,
    divided_by_the_kernels_area,
    weights_summed_first,
    only_the_last_product,
    fractions_cut_off,
    windows_that_do_not_overlap,
)
