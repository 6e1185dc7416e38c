"""Mistakes known in `transposed_conv2d` of notebook 15."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.convolution_variants import transposed_conv2d

Array = NDArray[Any]


def written_over(x: Array, kernel: Array, s: int) -> Array:
    """You wrote `=` where windows overlap and `+=` belongs.

    Each window wipes out what its neighbours wrote there before, so the last one wins. With a
    stride as large as the kernel nobody can see it. What should happen where two of your windows
    meet?
    """
    (H, W), (kh, kw) = x.shape, kernel.shape
    y = np.zeros(((H - 1) * s + kh, (W - 1) * s + kw))
    for i, j in np.ndindex(H, W):
        y[i * s : i * s + kh, j * s : j * s + kw] = x[i, j] * kernel
    return y


def kernel_flipped(x: Array, kernel: Array, s: int) -> Array:
    """You turned the kernel round.

    Whoever puts zeros between the numbers and *slides* a window has to turn the kernel, as in
    notebook 10. Whoever *writes* windows takes it as it is; did you do the one half and the other
    half of each?
    """
    return transposed_conv2d(x, kernel[::-1, ::-1], s)


def kernel_transposed(x: Array, kernel: Array, s: int) -> Array:
    """You took "transposed" for `kernel.T`.

    It is not the kernel that is transposed but the large matrix of notebook 03, which has a row for
    each output. Your kernel keeps its rows and columns. What shape should a single number write?
    """
    return transposed_conv2d(x, kernel.T, s)


def dilation_for_stride(x: Array, kernel: Array, s: int) -> Array:
    """You spread the kernel out, and put the windows one apart: a dilation and not a stride.

    The stride is the distance from *window to window*. Within a window the pixels touch. Which of
    your two indices should be multiplied by s?
    """
    (H, W), (kh, kw) = x.shape, kernel.shape
    y = np.zeros((H - 1 + (kh - 1) * s + 1, W - 1 + (kw - 1) * s + 1))
    for i, j in np.ndindex(H, W):
        y[i : i + (kh - 1) * s + 1 : s, j : j + (kw - 1) * s + 1 : s] += x[i, j] * kernel
    return y


def windows_one_apart(x: Array, kernel: Array, s: int) -> Array:
    """Your output has the right size, but its windows are one apart.

    Then the right and the lower part stay 0. Number (i, j) writes the window that begins at row
    i·s. Where do yours begin?
    """
    (H, W), (kh, kw) = x.shape, kernel.shape
    y = np.zeros(((H - 1) * s + kh, (W - 1) * s + kw))
    y[: H + kh - 1, : W + kw - 1] = transposed_conv2d(x, kernel, 1)
    return y


def cut_off(x: Array, kernel: Array, s: int) -> Array:
    """You cut the output to s times the input.

    Nothing is cropped in this task: the last window is whole, and it begins at (H − 1)·s. How many
    rows does that make? Many layers do crop afterwards, so that the size is s times.
    """
    (H, W) = x.shape
    return transposed_conv2d(x, kernel, s)[: H * s, : W * s]


def shared_out(x: Array, kernel: Array, s: int) -> Array:
    """You divided each pixel by the number of windows that wrote to it.

    That would even out the brightness, and people do it by hand. The transposed convolution itself
    only adds. Which step of yours can go?
    """
    counts = transposed_conv2d(np.ones_like(x), np.ones_like(kernel), s)
    result: Array = transposed_conv2d(x, kernel, s) / np.maximum(counts, 1)
    return result


def taken_for_the_inverse(x: Array, kernel: Array, s: int) -> Array:
    """You looked for an image that the convolution turns into x: you took it for an inverse.

    Transposed is not inverse. Here nothing is undone: each number hands itself out, times the
    kernel. Try x = [[1]]: what is left on the page when you are done?
    """
    (H, W), (kh, kw) = x.shape, kernel.shape
    shape = ((H - 1) * s + kh, (W - 1) * s + kw)
    columns = [transposed_conv2d(one.reshape(H, W), kernel, s).ravel() for one in np.eye(x.size)]
    inverse = np.linalg.pinv(np.array(columns, dtype=float))
    result: Array = (inverse @ x.ravel()).reshape(shape)
    return result


def ordinary_convolution(x: Array, kernel: Array, s: int) -> Array:
    """You convolved. Your map is smaller than x, and should be larger.

    There each output *gathers* a window of x. Here each number of x *scatters* a window of the
    output. On which side of the `+=` do your slices stand?
    """
    (H, W), (kh, kw) = x.shape, kernel.shape
    rows, columns = max((H - kh) // s + 1, 0), max((W - kw) // s + 1, 0)
    y = np.zeros((rows, columns))
    for i, j in np.ndindex(rows, columns):
        y[i, j] = (x[i * s : i * s + kh, j * s : j * s + kw] * kernel).sum()
    return y


def same_number_everywhere(x: Array, kernel: Array, s: int) -> Array:
    """You wrote whole blocks of the same number, without the kernel.

    That is what resizing to the nearest pixel does. Here each number is multiplied with the kernel,
    and its window looks like the kernel. Where does `kernel` come into your loop?
    """
    return transposed_conv2d(x, np.ones_like(kernel), s)


TRANSPOSED_CONV2D = (
    written_over,
    kernel_flipped,
    kernel_transposed,
    dilation_for_stride,
    windows_one_apart,
    cut_off,
    shared_out,
    taken_for_the_inverse,
    ordinary_convolution,
    same_number_everywhere,
)
