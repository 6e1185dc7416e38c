"""The same pixels in another order: shuffled one by one, or in square blocks."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.functional.checks import generator
from cnnkit.shapes import whole_number


def block_order(size: tuple[int, int], block: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Draw an order of an image's pixels that shuffles its square blocks, each whole in itself.

    Parameters
    ----------
    size : (int, int)
        Height and width of the image.
    block : int
        Pixels along a side of each block; 1 shuffles single pixels. It divides height and width.
    rng : numpy.random.Generator
        Draws the order of the blocks.

    Returns
    -------
    array of int64, (height * width,)
        For each pixel of the shuffled image, row by row, which pixel of the original it shows.

    Raises
    ------
    TypeError, ValueError
        If a size is no whole number ≥ 1, or blocks of this side do not fill the image.

    Examples
    --------
    >>> block_order((2, 4), 2, np.random.default_rng(3)).reshape(2, 4)
    array([[2, 3, 0, 1],
           [6, 7, 4, 5]])
    """
    height, width = (whole_number(length, "size") for length in size)
    block = whole_number(block, "block")
    if height % block or width % block:
        raise ValueError(
            f"block is {block}, but the image is {height}×{width}; "
            f"use a number that divides both sides, such as {np.gcd(height, width)} or 1"
        )
    rows, columns = height // block, width // block
    places = np.arange(height * width, dtype=np.int64)
    # Axes: row of blocks, row in the block, column of blocks, column in the block.
    cut = places.reshape(rows, block, columns, block).transpose(0, 2, 1, 3)
    blocks = cut.reshape(rows * columns, block, block)
    shuffled = blocks[generator(rng).permutation(rows * columns)]
    shuffled = shuffled.reshape(rows, columns, block, block).transpose(0, 2, 1, 3)
    return shuffled.reshape(-1)


def reorder_pixels(images: NDArray[Any], order: NDArray[np.int64]) -> NDArray[Any]:
    """Return images with their pixels in another order, the same for all; colours stay together.

    Parameters
    ----------
    images : numpy.ndarray
        (N, H, W, C) of any dtype.
    order : array of int, (H * W,)
        Which pixel each place shows, such as `block_order` draws.

    Returns
    -------
    numpy.ndarray
        Of the shape and dtype of ``images``.

    Raises
    ------
    ValueError
        If the order is not one number for each pixel, or the images have no four axes.

    Examples
    --------
    >>> images = np.array([10, 20, 30, 40]).reshape(1, 2, 2, 1)
    >>> reorder_pixels(images, np.array([3, 2, 1, 0])).reshape(2, 2)
    array([[40, 30],
           [20, 10]])
    """
    if images.ndim != 4:
        raise ValueError(f"images has shape {images.shape}; it takes (N, H, W, C), such as x[None]")
    count, height, width, channels = images.shape
    if sorted(np.asarray(order).tolist()) != list(range(height * width)):
        raise ValueError(
            f"order must hold each number from 0 to {height * width - 1} once, one for each of "
            f"the {height}×{width} pixels; block_order(({height}, {width}), 1, rng) draws one"
        )
    flat = images.reshape(count, height * width, channels)
    return flat[:, order].reshape(images.shape)
