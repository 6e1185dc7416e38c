"""Mistakes known in `dense_as_kernel` of notebook 17."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.object_detection import dense_as_kernel

Array = NDArray[Any]
Shape = tuple[int, int, int]


def channels_first(weights: Array, shape: Shape) -> Array:
    """You read the rows as if the maps had been flattened channel by channel.

    PyTorch's maps are (C, H, W) and flatten so. In this course the channels come last, and all
    channels of one pixel stand together (notebook 08). Which index runs fastest in your rows?
    """
    height, width, channels = shape
    result: Array = weights.reshape(channels, height, width, -1).transpose(1, 2, 0, 3)
    return result


def height_and_width_swapped(weights: Array, shape: Shape) -> Array:
    """You read the rows of the table column by column.

    Flattened maps run row by row: first all of row 0, and only then row 1. On square maps your
    kernel would have the right shape and be mirrored about its diagonal, and nobody would notice.
    In which order do i, j and c count?
    """
    height, width, channels = shape
    result: Array = weights.reshape(width, height, channels, -1).transpose(1, 0, 2, 3)
    return result


def shape_turned_round(weights: Array, shape: Shape) -> Array:
    """You made a kernel of (W, H, C, units).

    A kernel has its height first, like an image. On square maps nobody would see any difference. In
    which order do you write the shape?
    """
    height, width, channels = shape
    result: Array = weights.reshape(width, height, channels, -1)
    return result


def units_first(weights: Array, shape: Shape) -> Array:
    """You read the table as if all weights of one unit stood together.

    In `x @ W + b` each *column* of W belongs to a unit, so that going along a row you meet all
    units before the next input. Reshape never moves a number: which axis has to stay the last one?
    """
    result: Array = weights.reshape(-1, *shape).transpose(1, 2, 3, 0)
    return result


def transposed_table(weights: Array, shape: Shape) -> Array:
    """You transposed the table before you reshaped it.

    Its transpose runs along the inputs first, and reshape cuts that order into other pieces: your
    kernels mix the weights of several units. Which axis of the table do you want to fold, and which
    one stays as it is?
    """
    result: Array = weights.T.reshape(*shape, -1)
    return result


def units_in_front(weights: Array, shape: Shape) -> Array:
    """You put the units in front: (units, H, W, C).

    Your numbers are right, and PyTorch's kernels do have their filters in front. Here kernels are
    (height, width, C, F), as in notebook 03. Which axis has to go to the end?
    """
    result: Array = np.moveaxis(dense_as_kernel(weights, shape), 3, 0)
    return result


def units_before_channels(weights: Array, shape: Shape) -> Array:
    """You put the units before the channels: (H, W, units, C).

    A kernel ends with its input channels and then its filters. Each unit of the dense layer becomes
    a filter. In which order do your last two axes stand?
    """
    result: Array = dense_as_kernel(weights, shape).swapaxes(2, 3)
    return result


def flipped(weights: Array, shape: Shape) -> Array:
    """You turned the kernel by 180°.

    Mathematical convolution would do that; the convolution of this course and of every framework
    does not (notebook 03). The dense layer multiplies the number at place (0, 0) by the weight of
    (0, 0). Which of your steps is one too many?
    """
    return dense_as_kernel(weights, shape)[::-1, ::-1]


def columns_fastest(weights: Array, shape: Shape) -> Array:
    """You let the first index run fastest, as Fortran and MATLAB do.

    `order="F"` reads and fills arrays the other way round. Maps were flattened with the last index
    running fastest, which is what NumPy does when you ask for nothing. Which argument do you drop?
    """
    result: Array = weights.reshape(*shape, weights.shape[1], order="F")
    return result


def one_by_one(weights: Array, shape: Shape) -> Array:
    """You made a 1×1 kernel over H·W·C channels.

    It would fit maps that have been flattened into channels already. The kernel that you want
    slides over maps (…, …, C) and covers H × W places of them. Into how many axes does your first
    axis unfold?
    """
    result: Array = weights.reshape(1, 1, *weights.shape)
    return result


def places_summed(weights: Array, shape: Shape) -> Array:
    """You added the weights of all places up, or averaged them.

    A kernel of the maps' size has a weight of its own for every place, as the dense layer has: that
    is how it can tell the top of a 6 from its bottom. How many weights may your kernel not lose?
    """
    kernel = dense_as_kernel(weights, shape)
    result: Array = kernel.sum(axis=(0, 1), keepdims=True)
    return result


DENSE_AS_KERNEL = (
    channels_first,
    height_and_width_swapped,
    shape_turned_round,
    units_first,
    transposed_table,
    units_in_front,
    units_before_channels,
    flipped,
    columns_fastest,
    one_by_one,
    places_summed,
)
