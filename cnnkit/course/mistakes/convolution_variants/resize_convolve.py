"""Mistakes known in `resize_convolve` of notebook 15."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.convolution_variants import resize_convolve

Array = NDArray[Any]


def zeros_between(x: Array, kernel: Array, factor: int) -> Array:
    """You put zeros between the pixels instead of repeating them.

    That is the first half of a transposed convolution, and the uneven pattern comes back with it.
    On a grey area every pixel of your large image should be the same grey. Which NumPy call
    repeats?
    """
    large = np.zeros((len(x) * factor, x.shape[1] * factor))
    large[::factor, ::factor] = x
    return resize_convolve(large, kernel, 1)


def tiled(x: Array, kernel: Array, factor: int) -> Array:
    """You set copies of the whole image side by side.

    `np.tile` repeats the image, and `repeat` repeats each pixel. Look at the first row of your
    large image: do equal pixels stand together?
    """
    return resize_convolve(np.tile(x, (factor, factor)), kernel, 1)


def rows_only(x: Array, kernel: Array, factor: int) -> Array:
    """You repeated the pixels along one axis only.

    Your image becomes taller and not wider. `repeat` works along the axis that you name. How often
    do you have to call it?
    """
    return resize_convolve(x.repeat(factor, axis=0), kernel, 1)


def convolved_first(x: Array, kernel: Array, factor: int) -> Array:
    """You convolved the small image and made it large afterwards.

    Then your result consists of flat blocks, and the kernel never smooths their edges. Which of
    the two steps comes first?
    """
    return resize_convolve(x, kernel, 1).repeat(factor, axis=0).repeat(factor, axis=1)


def dark_border(x: Array, kernel: Array, factor: int) -> Array:
    """You padded with zeros, so that your border is wrong.

    A grey area would get a dark frame. The task asks for padding that repeats the pixels at the
    edge. Which `mode` of `np.pad` does that?
    """
    large = x.repeat(factor, axis=0).repeat(factor, axis=1)
    rows, columns = (side // 2 for side in kernel.shape)
    framed = resize_convolve(np.pad(large, ((rows,) * 2, (columns,) * 2)), kernel, 1)
    return framed[rows : rows + large.shape[0], columns : columns + large.shape[1]]


def no_padding(x: Array, kernel: Array, factor: int) -> Array:
    """You did not pad, so that the border is missing.

    Your answer is kernel size − 1 smaller than factor times the input, along each axis. By how much
    do you have to pad on each side?
    """
    whole = resize_convolve(x, kernel, factor)
    (rows, columns), (height, width) = (side // 2 for side in kernel.shape), whole.shape
    return whole[rows : height - rows, columns : width - columns]


def kernel_flipped(x: Array, kernel: Array, factor: int) -> Array:
    """You turned the kernel round.

    The second step is an ordinary convolution, as in notebook 03: `kernel[0, 0]` meets the upper
    left pixel of the window. Where does your loop begin?
    """
    return resize_convolve(x, kernel[::-1, ::-1], factor)


def brightness_shared(x: Array, kernel: Array, factor: int) -> Array:
    """You shared each pixel's brightness out among its copies.

    A grey of 0.5 is still 0.5 in a larger picture: brightness is not an amount that is used up. By
    what do you divide?
    """
    return resize_convolve(x, kernel, factor) / factor**2


def not_convolved(x: Array, kernel: Array, factor: int) -> Array:
    """You made the image larger and stopped there.

    The blocks are all that you have. The kernel is what a network would learn, and it has not been
    used yet. What comes after `repeat`?
    """
    return x.repeat(factor, axis=0).repeat(factor, axis=1).astype(float)


RESIZE_CONVOLVE = (
    zeros_between,
    tiled,
    rows_only,
    convolved_first,
    dark_border,
    no_padding,
    kernel_flipped,
    brightness_shared,
    not_convolved,
)
