"""Mistakes known in `convolution_input_gradient` of notebook 10."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.backpropagation import convolution_input_gradient

Array = NDArray[Any]


def overwritten(dy: Array, kernel: Array) -> Array:
    """You wrote `=` where windows overlap and `+=` belongs.

    A pixel lies in several windows and gets a message from each. In yours the last one wipes out
    what the others have left. In the row of three, how many windows does the middle pixel lie in?
    """
    (height, width, filters), (k, m) = dy.shape, kernel.shape[:2]
    dx = np.zeros((height + k - 1, width + m - 1, kernel.shape[2]))
    for i, j, f in np.ndindex(height, width, filters):
        dx[i : i + k, j : j + m] = dy[i, j, f] * kernel[:, :, :, f]
    return dx


def overwritten_by_the_next_window(dy: Array, kernel: Array) -> Array:
    """You add up the filters, but each window still overwrites the one before.

    Inside one window all filters come together in yours, which is right. The next window shares
    pixels with it, and there `=` wipes out. Which of your assignments has to add?
    """
    (height, width, _), (k, m) = dy.shape, kernel.shape[:2]
    dx = np.zeros((height + k - 1, width + m - 1, kernel.shape[2]))
    for i, j in np.ndindex(height, width):
        dx[i : i + k, j : j + m] = np.tensordot(kernel, dy[i, j], axes=1)
    return dx


def kernel_turned_in_the_loop(dy: Array, kernel: Array) -> Array:
    """You turned the kernel round, and here it must stay as it is.

    An output gives each pixel of its window the weight that it met there: the first pixel met the
    first weight. Turning is for the other way of computing, where you stand at a pixel and ask. In
    which order did the weights lie on the window?
    """
    return convolution_input_gradient(dy, kernel[::-1, ::-1])


def kernel_transposed(dy: Array, kernel: Array) -> Array:
    """You swapped the kernel's rows and columns.

    What goes back through a weight arrives at the pixel that the weight met, one row down for one
    row down. With a kernel that equals its transpose nobody would notice. Which axes do you
    exchange?
    """
    return convolution_input_gradient(dy, kernel.swapaxes(0, 1))


def channels_and_filters_swapped(dy: Array, kernel: Array) -> Array:
    """You took the wrong axis of the kernel for the filters.

    `kernel[:, :, c, f]` stands between channel c of the input and filter f of the output. If there
    are as many of both, nothing complains. On which axis do you put the f?
    """
    return convolution_input_gradient(dy, kernel.swapaxes(2, 3))


def first_filter_only(dy: Array, kernel: Array) -> Array:
    """Your dx knows the first filter only.

    A pixel was seen by every filter, so that it hears from every one, and the messages add up.
    Which loop, or which sum, is missing?
    """
    return convolution_input_gradient(dy[:, :, :1], kernel[:, :, :, :1])


def filters_averaged(dy: Array, kernel: Array) -> Array:
    """You averaged over the filters, and their messages add up.

    A pixel that moves, moves all maps at once, and the loss feels each of them. No mean was taken
    on the way forwards, so none belongs on the way back. Where do you divide?
    """
    result: Array = convolution_input_gradient(dy, kernel) / dy.shape[2]
    return result


def averaged_over_windows(dy: Array, kernel: Array) -> Array:
    """You divided by the number of windows in which a pixel lies.

    A pixel in the middle takes part in more outputs than one in the corner, and so it moves the
    loss more. That is no unfairness to be evened out. What does it get from each of its windows?
    """
    ones = np.ones((*dy.shape[:2], 1))
    counts = convolution_input_gradient(ones, np.ones_like(kernel[:, :, :, :1]))
    result: Array = convolution_input_gradient(dy, kernel) / counts
    return result


def size_of_the_output(dy: Array, kernel: Array) -> Array:
    """Your dx has the height and width of dy, and it should have those of x.

    A gradient has the shape of what it belongs to. The windows of the last outputs reach further
    down and to the right than the outputs' own places: by how many rows?
    """
    return convolution_input_gradient(dy, kernel)[: dy.shape[0], : dy.shape[1]]


def channels_added_up(dy: Array, kernel: Array) -> Array:
    """You added up the channels, so that each of them gets the same.

    A filter has weights of its own for each channel, and each channel hears through its own. Only
    the filters are added up. Which axis of the kernel has to survive?
    """
    total = convolution_input_gradient(dy, kernel).sum(axis=2, keepdims=True)
    return np.repeat(total, kernel.shape[2], axis=2)


def kernel_left_out(dy: Array, kernel: Array) -> Array:
    """You added up the messages and left the weights out.

    A message passes through the weight that the pixel met, and is multiplied by it: a weight of 0
    lets nothing through. Where is the kernel in your product?
    """
    return convolution_input_gradient(dy, np.ones_like(kernel))


INPUT_GRADIENT = (
    overwritten,
    overwritten_by_the_next_window,
    kernel_turned_in_the_loop,
    kernel_transposed,
    channels_and_filters_swapped,
    first_filter_only,
    filters_averaged,
    averaged_over_windows,
    size_of_the_output,
    channels_added_up,
    kernel_left_out,
)
