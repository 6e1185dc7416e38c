"""One photo prepared in four ways, with what each of them loses, measured."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import images
from cnnkit.explorers.photos import COLOUR_PHOTOS, small_photo

LONGEST_SIDE = 192
"""Pixels of a photo: few enough to be scaled to and fro while a slider moves."""

FILL = 0.0


@lru_cache(maxsize=len(COLOUR_PHOTOS))
def source_photo(name: str) -> NDArray[Any]:
    """Return the photo that is prepared, float32 (H, W, 3)."""
    return small_photo(name, grey=False, longest_side=LONGEST_SIDE)


@lru_cache(maxsize=1)
def statistics() -> tuple[NDArray[Any], NDArray[Any]]:
    """Return mean and standard deviation of each channel over all the photos together."""
    pixels = np.concatenate([source_photo(name).reshape(-1, 3) for name in COLOUR_PHOTOS])
    return pixels.mean(axis=0, dtype=np.float64), pixels.std(axis=0, dtype=np.float64)


@dataclass(frozen=True)
class Prepared:
    """A prepared image, and what can be said about its loss.

    Parameters
    ----------
    image : ndarray
        (size, size, 3).
    off : float
        Levels of 255 by which a pixel is off, on average, once the image is scaled back.
    """

    image: NDArray[Any]
    off: float


def levels(first: NDArray[Any], second: NDArray[Any]) -> float:
    """Return how far two images of 0 to 1 are apart: the mean difference in levels of 255.

    Examples
    --------
    >>> levels(np.zeros((2, 2, 1)), np.full((2, 2, 1), 0.2))
    51.0
    """
    return float(np.abs(first - second).mean(dtype=np.float64) * 255)


def _back(small: NDArray[Any], original: NDArray[Any]) -> float:
    """Scale an image back to the original's size and compare."""
    height, width = original.shape[:2]
    return levels(images.resize(small, (height, width)), original)


@lru_cache(maxsize=64)
def stretched(name: str, size: int) -> Prepared:
    """Resize to a square, whatever becomes of the aspect ratio."""
    photo = source_photo(name)
    small = images.resize(photo, size)
    return Prepared(small, _back(small, photo))


@lru_cache(maxsize=64)
def letterboxed(name: str, size: int) -> tuple[Prepared, tuple[int, int, int, int]]:
    """Fit into a square and fill the rest; also where the photo lies: top, left, height, width."""
    photo = source_photo(name)
    boxed = images.letterbox(photo, size, value=FILL)
    scale = size / max(photo.shape)
    height, width = (round(n * scale) for n in photo.shape[:2])
    top, left = (size - height) // 2, (size - width) // 2
    fitted = boxed[top : top + height, left : left + width]
    return Prepared(boxed, _back(fitted, photo)), (top, left, height, width)


@lru_cache(maxsize=64)
def detailed_place(name: str, side: int) -> tuple[int, int]:
    """Return the middle of the most detailed part."""
    return images.most_detailed(source_photo(name), side)


@lru_cache(maxsize=256)
def cropped(name: str, size: int, side: int, place: tuple[int, int]) -> Prepared:
    """Cut a square out and resize it; what is compared is the part, not the photo."""
    part = images.crop(source_photo(name), side, centre=place)
    small = images.resize(part, size)
    return Prepared(small, _back(small, part))


@lru_cache(maxsize=64)
def normalised(name: str, size: int) -> NDArray[Any]:
    """Normalise the resized photo by the statistics of all the photos."""
    small = stretched(name, size).image
    return images.normalise(small, *statistics())
