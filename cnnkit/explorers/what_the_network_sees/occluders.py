"""Squares that cover a part of an image, and what the networks still say."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.datasets import data_path
from cnnkit.explorers.what_the_network_sees.networks import (
    is_photo,
    network,
    prepared,
    probabilities,
)
from cnnkit.functional import softmax
from cnnkit.images import resize
from cnnkit.insight import measured_occlusion

BLACK, GREY, WHITE, BLURRED = "black", "grey", "white", "blurred"
FILLS = (BLACK, GREY, WHITE, BLURRED)
"""What a square can be filled with; blurred: what is there, without its details."""

WIDTHS = (32, 64, 96)
"""Pixels of the squares on the photos of 224 × 224; on digits of 28 × 28 they have an eighth."""

STRIDE = 16
"""Pixels from one place to the next on a photo; 2 on a digit."""

OCCLUDER_FILLS = "measured/occluder_fills.npz"


@dataclass(frozen=True, eq=False)
class Covered:
    """What a network says with a square at each place.

    Parameters
    ----------
    classes : tuple of int
        Those that are followed, the surest of the whole image first.
    left : ndarray
        (rows, columns, classes): their probabilities.
    first : ndarray
        (rows, columns): the class that is most probable then, which may be none of them.
    first_probability : ndarray
        (rows, columns).
    """

    classes: tuple[int, ...]
    left: NDArray[np.float64]
    first: NDArray[np.intp]
    first_probability: NDArray[np.float64]


def covering(x: NDArray[np.float32], fill: str) -> NDArray[np.float32]:
    """Return what shows inside a square, as a whole image (1, H, W, C).

    Examples
    --------
    >>> covering(np.zeros((1, 28, 28, 1), np.float32), "grey")[0, 0, 0, :2].tolist()
    [0.5]
    """
    in_colour = x.shape[3] == 3
    if fill == BLURRED:
        side = x.shape[1]
        coarse = resize(x[0], side // 16 if in_colour else 3)
        whole: NDArray[np.float32] = resize(coarse, side)[None].astype(np.float32)
        return whole
    values = (
        {BLACK: -127 / 128, GREY: 0.0, WHITE: 1.0}
        if in_colour
        else {BLACK: 0.0, GREY: 0.5, WHITE: 1.0}
    )
    return np.full_like(x, values[fill])


@lru_cache(maxsize=256)
def covered(name: str, size: int, fill: str) -> Covered:
    """Return what a network says with the ``size``-th of `WIDTHS` at each place of an image.

    Examples
    --------
    >>> everywhere = covered("digit 3", 1, "black")
    >>> everywhere.classes[0], everywhere.left.shape
    (3, (11, 11, 10))
    """
    if not is_photo(name):
        return _of_a_digit(name, size, fill)
    measured = measured_occlusion(name, WIDTHS[size])
    if fill == GREY:
        step = STRIDE // measured.stride
        return Covered(
            measured.classes,
            measured.covered[::step, ::step].astype(np.float64),
            measured.first[::step, ::step].astype(np.intp),
            measured.first_probability[::step, ::step].astype(np.float64),
        )
    arrays, key = _fills(), f"{name}.{fill}.{WIDTHS[size]}"
    return Covered(
        measured.classes,
        arrays[f"{key}.covered"].astype(np.float64),
        arrays[f"{key}.first"].astype(np.intp),
        arrays[f"{key}.first_probability"].astype(np.float64),
    )


@lru_cache(maxsize=1)
def _fills() -> dict[str, NDArray[Any]]:
    """Read the file of the fills."""
    with np.load(data_path(OCCLUDER_FILLS), allow_pickle=False) as stored:
        return {key: stored[key] for key in stored.files}


def _of_a_digit(name: str, size: int, fill: str) -> Covered:
    """Cover a digit at every place, and ask the digits network."""
    x = prepared(name)
    p = softmax(network(False).forward(covered_images(x, WIDTHS[size] // 8, STRIDE // 8, fill)))
    count = (x.shape[1] - WIDTHS[size] // 8) // (STRIDE // 8) + 1
    left = p.astype(np.float64).reshape(count, count, -1)
    classes = np.argsort(-probabilities(name), kind="stable")
    return Covered(
        tuple(int(digit) for digit in classes),
        left[:, :, classes],
        left.argmax(axis=2),
        left.max(axis=2),
    )


def covered_images(
    x: NDArray[np.float32], width: int, stride: int, fill: str
) -> NDArray[np.float32]:
    """Return an image with a square at each place, row by row: (places, H, W, C)."""
    count = (x.shape[1] - width) // stride + 1
    inside = covering(x, fill)[0]
    batch = np.repeat(x, count * count, axis=0)
    for place, (i, j) in enumerate(np.ndindex(count, count)):
        rows = slice(i * stride, i * stride + width)
        columns = slice(j * stride, j * stride + width)
        batch[place, rows, columns] = inside[rows, columns]
    return batch
