"""Mistakes known in `separable_conv2d` of notebook 15."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.convolution_variants import separable_conv2d

Array = NDArray[Any]


def _depthwise(x: Array, depthwise: Array) -> Array:
    """Return the maps between the two steps."""
    return separable_conv2d(x, depthwise, np.eye(depthwise.shape[2]))


def not_mixed(x: Array, depthwise: Array, pointwise: Array) -> Array:
    """You did the first step only: each channel is convolved by itself.

    Your answer has as many channels as the image. No channel knows of any other yet. Which step
    turns C maps into F maps?
    """
    return _depthwise(x, depthwise)


def channels_summed_first(x: Array, depthwise: Array, pointwise: Array) -> Array:
    """You added up the channels in the first step.

    That is what an ordinary filter does. Here each channel keeps a map of its own, and only
    `pointwise` says how much of each goes into each output. Where does your sum over c come from?
    """
    between = _depthwise(x, depthwise).sum(axis=2, keepdims=True)
    result: Array = np.broadcast_to(between, (*between.shape[:2], len(pointwise))) @ pointwise
    return result


def one_kernel_for_all(x: Array, depthwise: Array, pointwise: Array) -> Array:
    """You used the kernel of channel 0 for all channels.

    Each channel c has a kernel of its own, `depthwise[:, :, c]`. With a grey image your answer is
    right. Which index is missing?
    """
    same = np.repeat(depthwise[:, :, :1], depthwise.shape[2], axis=2)
    return separable_conv2d(x, same, pointwise)


def kernel_flipped(x: Array, depthwise: Array, pointwise: Array) -> Array:
    """You turned the kernels round.

    In this course, as in all of deep learning, the kernel lies on the window as it is:
    `depthwise[0, 0]` meets the window's upper left pixel. Where do yours begin?
    """
    return separable_conv2d(x, depthwise[::-1, ::-1], pointwise)


def kernel_on_its_side(x: Array, depthwise: Array, pointwise: Array) -> Array:
    """You swapped the kernel's rows and columns.

    `depthwise` is (rows, columns, channels). A kernel of 2×3 makes the map 1 row and 2 columns
    smaller; look at your shape. Which loop runs over which axis?
    """
    return separable_conv2d(x, depthwise.swapaxes(0, 1), pointwise)


def pointwise_on_its_side(x: Array, depthwise: Array, pointwise: Array) -> Array:
    """You used `pointwise` turned over.

    It is (C, F): row c says where channel c goes. As `between @ pointwise` the C's meet. With as
    many filters as channels nothing complains, and the numbers are wrong. Which side is C on?
    """
    result: Array = _depthwise(x, depthwise) @ pointwise.T
    return result


def mixed_first(x: Array, depthwise: Array, pointwise: Array) -> Array:
    """You mixed the channels first and convolved afterwards.

    Then channel c of `depthwise` meets the mixed map number c, which it does not belong to. If F
    is not C it does not even fit. Which step comes first in your task?
    """
    mixed = x @ pointwise
    if mixed.shape[2] != depthwise.shape[2]:
        raise ValueError("operands could not be broadcast together")
    return _depthwise(mixed, depthwise)


def averaged(x: Array, depthwise: Array, pointwise: Array) -> Array:
    """You took the mean over the channels where a sum belongs.

    Your numbers are the right ones divided by C. The weights in `pointwise` say already how much
    each channel counts. Which division can go?
    """
    return separable_conv2d(x, depthwise, pointwise) / len(pointwise)


def relu_between(x: Array, depthwise: Array, pointwise: Array) -> Array:
    """You put a ReLU between the two steps.

    Some networks do so, MobileNet for one. The separable convolution itself has nothing there:
    what is negative after the first step goes into the mix as well. Which line cuts yours off?
    """
    result: Array = np.maximum(_depthwise(x, depthwise), 0) @ pointwise
    return result


def padded(x: Array, depthwise: Array, pointwise: Array) -> Array:
    """You padded the image with zeros, so that the map keeps its size.

    Here only whole windows count, as in notebook 03: the map has H − kh + 1 rows. What is added
    round your image?
    """
    kh, kw, _ = depthwise.shape
    sides = ((kh - 1) // 2, kh // 2), ((kw - 1) // 2, kw // 2), (0, 0)
    return separable_conv2d(np.pad(x, sides), depthwise, pointwise)


SEPARABLE_CONV2D = (
    channels_summed_first,
    not_mixed,
    one_kernel_for_all,
    kernel_flipped,
    kernel_on_its_side,
    pointwise_on_its_side,
    mixed_first,
    averaged,
    relu_between,
    padded,
)
