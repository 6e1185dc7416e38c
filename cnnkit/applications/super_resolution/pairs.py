"""Pairs to learn from: a patch of a small picture, and the detail that enlarging it misses."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import datasets
from cnnkit.applications.super_resolution.sizes import enlarge, shrink
from cnnkit.functional.checks import generator
from cnnkit.images import to_float, to_grey
from cnnkit.images.checks import check_image
from cnnkit.shapes import whole_number

TRAINING_PHOTOS = (*("brick", "camera", "coffee", "coins", "grass", "gravel", "hubble", "rocket"),)
"""What the networks of this course learn super-resolution from."""

HELD_OUT_PHOTOS = ("astronaut", "chelsea", "ihc", "text")
"""What none of them has ever been trained on."""


def luminance(name: str) -> NDArray[np.float32]:
    """Load a photo of the course as its luminance alone; see `cnnkit.images.to_grey`.

    Parameters
    ----------
    name : str
        One of `cnnkit.datasets.photo_names()`.

    Returns
    -------
    numpy.ndarray
        (H, W, 1), float32 from 0 to 1.

    Examples
    --------
    >>> luminance("chelsea").shape
    (300, 451, 1)
    """
    return np.asarray(to_grey(to_float(datasets.photo(name))), np.float32)


def whole_blocks(image: NDArray[Any], scale: int) -> NDArray[Any]:
    """Cut off the rows and columns at the end that fill no square of ``scale`` pixels.

    Examples
    --------
    >>> whole_blocks(np.zeros((300, 451, 1)), 2).shape
    (300, 450, 1)
    """
    image, scale = check_image(image), whole_number(scale, "scale")
    height, width = (n - n % scale for n in image.shape[:2])
    return image[:height, :width].copy()


def training_pairs(
    photos: Sequence[NDArray[Any]],
    scale: int,
    *,
    count: int,
    size: int = 16,
    rng: np.random.Generator,
    by: str = "bicubic",
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Cut patches out of small pictures, and the detail out of the same places of the large ones.

    Small = shrink(large), detail = large − enlarge(small): input and target of a network.

    Parameters
    ----------
    photos : sequence of ndarray
        (H, W, 1) each, floats from 0 to 1; an incomplete square at the end is cut off.
    scale : int
        How many times smaller the small pictures are.
    count : int
        Pairs in all, as many from each photo.
    size : int
        Side of a small patch, in pixels.
    rng : numpy.random.Generator
        Draws the places.
    by : "bicubic", "area average" or "every nth pixel"
        How the small pictures are made; see `shrink`.

    Returns
    -------
    small : ndarray, (count, size, size, 1)
        float32.
    detail : ndarray, (count, size · scale, size · scale, 1)
        float32, numbers of both signs.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> small, detail = training_pairs([luminance("camera")], 2, count=10, rng=rng)
    >>> small.shape, detail.shape
    ((10, 16, 16, 1), (10, 32, 32, 1))
    """
    count, size = whole_number(count, "count"), whole_number(size, "size")
    if not photos:
        raise ValueError("photos is empty; give at least one, such as [luminance('camera')]")
    rng = generator(rng)
    smalls, details = [], []
    for number, photo in enumerate(photos):
        large = whole_blocks(photo, scale)
        small = shrink(large, scale, by=by)
        missing = large - enlarge(small, scale)
        height, width, _ = small.shape
        if size > min(height, width):
            raise ValueError(
                f"photo {number} is {height}×{width} once it is shrunk, and patches of {size}×"
                f"{size} do not fit; use size at most {min(height, width)}"
            )
        share = len(range(number, count, len(photos)))
        tops = rng.integers(height - size + 1, size=share)
        lefts = rng.integers(width - size + 1, size=share)
        for i, j in zip(tops, lefts, strict=True):
            smalls.append(small[i : i + size, j : j + size])
            rows, columns = (slice(p * scale, (p + size) * scale) for p in (i, j))
            details.append(missing[rows, columns])
    return np.stack(smalls).astype(np.float32), np.stack(details).astype(np.float32)
