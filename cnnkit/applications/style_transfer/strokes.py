"""A picture like a painting, drawn by a program: short strokes along a swirl."""

import numpy as np
from numpy.typing import NDArray

from cnnkit.functional.checks import generator
from cnnkit.shapes import whole_number

PALETTE = np.array(
    [[0.10, 0.16, 0.42], [0.16, 0.36, 0.66], [0.45, 0.66, 0.80], [0.93, 0.78, 0.25]],
    dtype=np.float32,
)
"""Dark blue, blue, light blue, yellow."""


def painted_strokes(size: int, *, rng: np.random.Generator) -> NDArray[np.float32]:
    """Paint short strokes of blue and yellow that follow a swirl; no painter's work is copied.

    Parameters
    ----------
    size : int
        Height and width, at least 16.
    rng : numpy.random.Generator
        Places and shades of the strokes.

    Returns
    -------
    ndarray
        (size, size, 3), float32, from 0 to 1.

    Examples
    --------
    >>> painted_strokes(64, rng=np.random.default_rng(0)).shape
    (64, 64, 3)
    """
    size = whole_number(size, "size", minimum=16)
    rng = generator(rng)
    picture = np.full((size, size, 3), PALETTE[1], dtype=np.float32)
    rows, columns = np.mgrid[:size, :size].astype(np.float32)
    length, thickness = size / 14, size / 60
    for _ in range(900):
        row, column = rng.uniform(0, size, 2)
        y, x = row / size - 0.5, column / size - 0.5
        angle = np.arctan2(x, -y) + 1.2 * np.sin(7 * x) + 0.4 * rng.standard_normal()
        near = slice(max(int(row - length - 2), 0), int(row + length + 3))
        beside = slice(max(int(column - length - 2), 0), int(column + length + 3))
        down, across = rows[near, beside] - row, columns[near, beside] - column
        along = np.abs(down * np.sin(angle) + across * np.cos(angle))
        aside = np.abs(down * np.cos(angle) - across * np.sin(angle))
        share = np.clip(1.5 - aside / thickness, 0, 1) * np.clip(length - along, 0, 1)
        warm = np.sin(9 * x + 4 * y) + 0.8 * rng.standard_normal()
        colour = PALETTE[3 if warm > 1 else rng.integers(3)] + 0.06 * rng.standard_normal(3)
        covered = picture[near, beside]
        covered += share[..., None] * (colour.astype(np.float32) - covered)
    painted: NDArray[np.float32] = np.clip(picture, 0, 1)
    return painted
