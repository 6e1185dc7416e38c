"""Mistakes known in `convolution_kernel_gradient` of notebook 10."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.backpropagation import convolution_kernel_gradient

Array = NDArray[Any]


def _last(dy: Array) -> Array:
    """Keep the message of each filter's very last output."""
    kept = np.zeros_like(dy)
    kept[-1, -1, -1] = dy[-1, -1, -1]
    return kept


def overwritten(dy: Array, x: Array) -> Array:
    """You wrote `=` where `+=` belongs: only the last output of the last image is left.

    The same kernel stands at every place, and each place sends it a message. All of them count.
    What stood in dk before your last loop ran?
    """
    return convolution_kernel_gradient(_last(dy), x)


def first_image_only(dy: Array, x: Array) -> Array:
    """Your dk knows the first image only.

    The whole batch went through the same kernel. Each image sends its messages, and they add up:
    the sum over the batch is missing. Which axis has no loop?
    """
    return convolution_kernel_gradient(dy[:1], x[:1])


def last_image_only(dy: Array, x: Array) -> Array:
    """Your dk knows the last image only.

    Perhaps dk is set back to zeros for each image, inside the loop over the batch. All images use
    one kernel, so that there is one dk. Where does `np.zeros` have to stand?
    """
    return convolution_kernel_gradient(dy[-1:], x[-1:])


def one_for_each_image(dy: Array, x: Array) -> Array:
    """You kept a dk for each image, and there is one kernel for all of them.

    A gradient has the shape of what it belongs to, and a kernel has no axis for the batch. What
    has to be done along your first axis?
    """
    pairs = zip(dy, x, strict=True)
    return np.stack([convolution_kernel_gradient(one[None], image[None]) for one, image in pairs])


def averaged_over_the_batch(dy: Array, x: Array) -> Array:
    """You divided by the number of images, and that has been done before.

    If the loss is a mean, its 1/N came in with (p − y) / N and is in dy already. On the way back
    every layer only adds up. Where is your division?
    """
    return convolution_kernel_gradient(dy, x) / len(x)


def averaged_over_places(dy: Array, x: Array) -> Array:
    """You averaged over the places at which the kernel stood, and they add up.

    A weight that is used at twelve places moves the loss at all twelve of them. No mean was taken
    on the way forwards. Where do you divide, or call `mean`?
    """
    result: Array = convolution_kernel_gradient(dy, x) / (dy.shape[1] * dy.shape[2])
    return result


def turned_round(dy: Array, x: Array) -> Array:
    """Your dk is turned round by half a turn.

    The first weight met the first pixel of each window, and that pixel belongs into its sum. Turned
    round is what the *input's* gradient needs, if it is computed as a convolution. Which index do
    you count backwards?
    """
    return convolution_kernel_gradient(dy, x)[::-1, ::-1]


def messages_turned_round(dy: Array, x: Array) -> Array:
    """You turned dy round before you slid it over x.

    The message at [i, j] belongs to the window at [i, j]. In yours the first window meets the last
    message. Nothing has to be turned for dk. Which slice has a step of −1?
    """
    return convolution_kernel_gradient(dy[:, ::-1, ::-1], x)


def rows_and_columns_swapped(dy: Array, x: Array) -> Array:
    """Your kernel's gradient has its rows and columns swapped.

    Axis 0 of the kernel goes down and axis 1 goes right, as in the image. With kernels that equal
    their transpose nobody would notice. Where do u and v change places?
    """
    return convolution_kernel_gradient(dy, x).swapaxes(0, 1)


def channels_and_filters_swapped(dy: Array, x: Array) -> Array:
    """Your channels and filters have changed places.

    The course's kernels are (kernel_height, kernel_width, C, F): the input's channels third, the
    filters last. In which order do you index dk?
    """
    return convolution_kernel_gradient(dy, x).swapaxes(2, 3)


def channels_added_up(dy: Array, x: Array) -> Array:
    """You added up the channels of the window, so that each of them gets the same.

    A filter has weights of its own for each channel. The weight of channel 1 met the numbers of
    channel 1 only. Which axis of the patch has to survive?
    """
    total = convolution_kernel_gradient(dy, x).sum(axis=2, keepdims=True)
    return np.repeat(total, x.shape[3], axis=2)


def filters_added_up(dy: Array, x: Array) -> Array:
    """You added up the messages of all filters, so that each filter gets the same.

    Each filter made a map of its own and hears from that map alone. The images and the places are
    added up, the filters are not. Which axis does your sum take too many?
    """
    total = convolution_kernel_gradient(dy, x).sum(axis=3, keepdims=True)
    return np.repeat(total, dy.shape[3], axis=3)


KERNEL_GRADIENT = (
    overwritten,
    first_image_only,
    last_image_only,
    one_for_each_image,
    averaged_over_the_batch,
    averaged_over_places,
    turned_round,
    messages_turned_round,
    rows_and_columns_swapped,
    channels_and_filters_swapped,
    channels_added_up,
    filters_added_up,
)
