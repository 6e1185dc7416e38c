"""Feature maps as long rows of pixels, in blocks: how NumPy is fast with numbers a channel.

Adding one number a channel to (N, H, W, C) would have NumPy start anew at every pixel, for C
numbers at a time. Here many pixels lie side by side in one row, each channel's number is repeated
for each of them, and one such row meets all rows:

    pixels  [a b c  d e f]    numbers  [p q r]    repeated  [p q r  p q r]
            [g h i  j k l]

Rows are worked on in blocks that stay in the processor's cache from one step to the next.
"""

from functools import cache

import numpy as np

from cnnkit.functional.checks import Array
from cnnkit.functional.windows import BLOCK_BYTES

ROW_NUMBERS = 8192
"""How many numbers at most lie in a row. With rows of a single pixel, adding one number a channel
takes 1.6 times as long for 64 channels, twice for 32 and 6 times for 6. From 4,608 numbers a row
on it takes a quarter less time than with up to 4,096."""


def pixel_rows(x: Array) -> Array:
    """Return ``x`` as rows of as many pixels as fit and divide the map evenly.

    Examples
    --------
    >>> pixel_rows(np.zeros((8, 30, 30, 32))).shape  # 240 pixels of 32 channels
    (30, 7680)
    """
    C, pixels = x.shape[-1], x.size // x.shape[-1]
    together = _largest_divisor(pixels, max(ROW_NUMBERS // C, 1))
    return np.ascontiguousarray(x).reshape(-1, together * C)


def row_blocks(rows: Array) -> list[slice]:
    """Split rows, or maps, into slices of about a megabyte; the first is the longest.

    A quarter of a megabyte at a time is up to a fifth slower.

    Examples
    --------
    >>> row_blocks(np.zeros((30, 8192)))
    [slice(0, 16, None), slice(16, 30, None)]
    """
    step = max(1, BLOCK_BYTES // rows[0].nbytes)
    return [slice(start, min(start + step, len(rows))) for start in range(0, len(rows), step)]


def repeated(numbers: Array, rows: Array) -> Array:
    """Return one row that holds each channel's number for every pixel of it.

    Examples
    --------
    >>> repeated(np.array([1.0, 2.0]), np.zeros((1, 6))).tolist()
    [1.0, 2.0, 1.0, 2.0, 1.0, 2.0]
    """
    return np.tile(numbers.astype(rows.dtype), rows.shape[-1] // len(numbers))


def sum_of_rows(rows: Array) -> Array:
    """Add up rows as a matrix product: two thirds of the time of ``rows.sum(axis=0)``.

    With rows of a single pixel it is a quarter to a twelfth.

    Examples
    --------
    >>> sum_of_rows(np.array([[1.0, 2.0], [3.0, 4.0]])).tolist()
    [4.0, 6.0]
    """
    return np.ones(len(rows), rows.dtype) @ rows


def sum_of_pixels(row: Array, C: int) -> Array:
    """Add up the pixels of one row, in float64.

    Examples
    --------
    >>> sum_of_pixels(np.array([1.0, 2.0, 3.0, 4.0]), 2).tolist()
    [4.0, 6.0]
    """
    return sum_of_rows(row.astype(np.float64).reshape(-1, C))


def channel_sums(x: Array) -> Array:
    """Add up each channel over all its pixels: rows first, in ``x``'s dtype, and then their pixels.

    One after the other, half a million pixels in float32 would lose 4 of its 7 digits.

    Examples
    --------
    >>> channel_sums(np.array([[1.0, 2.0], [3.0, 4.0]])).tolist()
    [4.0, 6.0]
    """
    return sum_of_pixels(sum_of_rows(pixel_rows(x)), x.shape[-1]).astype(x.dtype)


@cache  # a network asks for the same few again and again
def _largest_divisor(number: int, most: int) -> int:
    """Return the largest divisor of ``number`` that is no more than ``most``."""
    return next((count for count in range(min(most, number), 1, -1) if number % count == 0), 1)
