"""Mistakes known in `input_gradient_as_convolution` of notebook 10."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.backpropagation import input_gradient_as_convolution

Array = NDArray[Any]


def kernel_not_turned(dy: Array, kernel: Array) -> Array:
    """You slid the kernel as it is, without turning it round.

    Stand at a pixel. The window that begins there met it with its *first* weight; the one that
    begins further up and left met it with a *later* one. Going up and left in dy means going down
    and right in the kernel. What does that do to its order?
    """
    return input_gradient_as_convolution(dy, kernel[::-1, ::-1])


def turned_upside_down_only(dy: Array, kernel: Array) -> Array:
    """You turned the rows of the kernel, but not its columns.

    Half a turn does both: what was above comes below, what was on the left comes to the right.
    A kernel with equal columns would not have told you. Which of your two axes has no −1?
    """
    return input_gradient_as_convolution(dy, kernel[:, ::-1])


def mirrored_only(dy: Array, kernel: Array) -> Array:
    """You turned the columns of the kernel, but not its rows.

    Half a turn does both: what was on the left comes to the right, what was above comes below. A
    kernel with equal rows would not have told you. Which of your two axes has no −1?
    """
    return input_gradient_as_convolution(dy, kernel[::-1, :])


def transposed(dy: Array, kernel: Array) -> Array:
    """You transposed the kernel, which is something else than turning it round.

    `kernel.T` swaps rows and columns and leaves the first weight first. Half a turn makes the last
    weight the first one. In the dense layer it was a transpose; here the shape already says no.
    Which two slices turn round?
    """
    return input_gradient_as_convolution(dy, kernel.T[::-1, ::-1])


def quarter_turn(dy: Array, kernel: Array) -> Array:
    """You turned the kernel by a quarter of a turn, and half a turn is needed.

    `np.rot90` turns by 90 degrees each time it is called, or `k` times if you say so. How many
    quarters bring the last weight to the first place?
    """
    return input_gradient_as_convolution(dy, np.rot90(kernel)[::-1, ::-1])


def not_padded(dy: Array, kernel: Array) -> Array:
    """You did not put zeros around dy, so that your dx is smaller than dy.

    x is larger than dy, and the pixel in its corner was seen by a single window. For the turned
    kernel to stand with only its last weight on dy, how many zeros does it need on each side?
    """
    (rows, columns) = kernel.shape
    full = input_gradient_as_convolution(dy, kernel)
    return full[rows - 1 : dy.shape[0], columns - 1 : dy.shape[1]]


def padded_on_one_side(dy: Array, kernel: Array) -> Array:
    """You put zeros above and on the left only, so that the last rows and columns are missing.

    Your dx has the shape of dy. The pixels at the lower right end were seen as well, by the last
    windows. On which sides does the turned kernel reach over the edge of dy?
    """
    return input_gradient_as_convolution(dy, kernel)[: dy.shape[0], : dy.shape[1]]


def padded_by_the_kernel(dy: Array, kernel: Array) -> Array:
    """You padded by the size of the kernel, which is one too many on each side.

    Around your dx there is a frame of zeros: there the turned kernel lies wholly beside dy. It has
    to touch dy with one weight at least. By how much may it stick out?
    """
    return np.pad(input_gradient_as_convolution(dy, kernel), 1)


def padded_by_one(dy: Array, kernel: Array) -> Array:
    """You put one row and one column of zeros on each side, whatever the size of the kernel.

    For a kernel of 2 × 2 that is right. A larger one reaches out further before its last weight
    leaves dy, and a kernel of a single row needs no zeros above and below. How many does a side
    of k weights need?
    """
    rows, columns = (n - 1 for n in kernel.shape)
    full = input_gradient_as_convolution(np.pad(dy, 1), kernel)
    bottom, right = full.shape[0] - rows, full.shape[1] - columns
    return full[rows:bottom, columns:right]


def padding_of_the_other_axis(dy: Array, kernel: Array) -> Array:
    """You used the kernel's width for the rows and its height for the columns.

    With a square kernel nobody would notice. `np.pad` takes a pair for each axis, the rows first.
    Which of the two numbers stands first in your call?
    """
    (rows, columns) = (n - 1 for n in kernel.shape)
    padded = np.pad(dy, ((columns, columns), (rows, rows)))
    full = input_gradient_as_convolution(padded, kernel)
    bottom, right = full.shape[0] - rows, full.shape[1] - columns
    return full[rows:bottom, columns:right]


def messages_turned(dy: Array, kernel: Array) -> Array:
    """You turned dy round, and it is the kernel that has to be turned.

    Your numbers are the right ones in the wrong order: dx comes out turned round. dy stays as it
    is, with zeros around. Which of the two arrays has the slices with −1?
    """
    return input_gradient_as_convolution(dy, kernel)[::-1, ::-1]


AS_CONVOLUTION = (
    kernel_not_turned,
    turned_upside_down_only,
    mirrored_only,
    transposed,
    quarter_turn,
    not_padded,
    padded_on_one_side,
    padded_by_the_kernel,
    padded_by_one,
    padding_of_the_other_axis,
    messages_turned,
)
