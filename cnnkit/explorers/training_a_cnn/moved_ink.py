"""Ink that is made thicker, resized, turned and shifted, and reduced to MNIST's pixels."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

REDUCTION = 2
"""Cells of the pad along each side of one of MNIST's pixels."""


def moved(
    ink: NDArray[Any], *, thicker: int, size: float, turn: float, right: float, down: float
) -> NDArray[np.float32]:
    """Return ink that is thicker, resized, turned and shifted, in this order.

    Parameters
    ----------
    ink : ndarray
        (H, W, 1), floats from 0 to 1.
    thicker : int
        By so many cells on every side; thinner below 0.
    size : float
        How much larger it becomes, about the middle.
    turn : float
        Degrees, anticlockwise, about the middle.
    right, down : float
        Cells. What is shifted beyond the border is lost.

    Examples
    --------
    >>> ink = np.zeros((5, 5, 1), np.float32)
    >>> ink[2, 2] = 1
    >>> there = moved(ink, thicker=0, size=1, turn=0, right=2, down=-1)
    >>> np.argwhere(there[:, :, 0]).tolist()
    [[1, 4]]
    """
    cells: NDArray[np.float32] = ink[:, :, 0]
    if thicker:
        grid = np.arange(-abs(thicker), abs(thicker) + 1)
        round_tip = np.hypot(*np.meshgrid(grid, grid)) <= abs(thicker) + 0.3
        change = ndimage.grey_dilation if thicker > 0 else ndimage.grey_erosion
        cells = change(cells, footprint=round_tip, mode="constant")
    if (size, turn, right, down) != (1, 0, 0, 0):
        angle = np.radians(turn)
        rotation = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        back = rotation / size  # where each cell of the result comes from
        middle, shift = (np.array(cells.shape) - 1) / 2, np.array([down, right])
        cells = ndimage.affine_transform(
            cells, back, offset=middle - back @ (middle + shift), order=1
        )
    # In steps of bytes, as it came: what interpolation leaves of rounding errors is no ink.
    steps: NDArray[np.float32] = np.rint(cells * np.float32(255)) / np.float32(255)
    return steps[:, :, np.newaxis]


def reduced(ink: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return ink in MNIST's 28 × 28 pixels as it lies, each the mean of its four cells.

    Examples
    --------
    >>> reduced(np.ones((56, 56, 1), np.float32)).shape
    (28, 28, 1)
    """
    height, width = (n // REDUCTION for n in ink.shape[:2])
    blocks = ink.reshape(height, REDUCTION, width, REDUCTION, 1)
    means: NDArray[np.float32] = blocks.mean(axis=(1, 3))
    return means
