"""Photos, what MTCNN's networks say of them, and how they are sent: measured beforehand."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnnkit.applications import detection
from cnnkit.datasets import data_path, photo
from cnnkit.images import resize, to_float

PHOTOS = ("astronaut", "camera", "chelsea", "coffee", "coins", "gravel", "grass", "rocket")
"""Photos whose proposals the last network has been asked about."""

MAP_PHOTOS = ("astronaut", "camera", "coffee")
"""Photos with score maps."""

FACE_SIZES = (48, 56, 68, 80, 96, 112, 136, 160, 192, 240, 320)
"""Pixels of a photo that one window covers."""

WINDOW, JUMP = 12, 2
"""Pixels that the first network sees along each axis, and from one window to the next."""

LONGER_SIDE = 384
"""CSS pixels of a photo's longer side."""


class Windows(NamedTuple):
    """Boxes with the score that the last network gives each."""

    boxes: NDArray[np.float64]
    scores: NDArray[np.float64]


@lru_cache(maxsize=1)
def _stored(name: str) -> dict[str, NDArray[np.float64]]:
    with np.load(data_path(name), allow_pickle=False) as arrays:
        return {key: arrays[key].astype(np.float64) for key in arrays.files}


@lru_cache(maxsize=len(PHOTOS))
def face_windows(name: str) -> Windows:
    """Return all windows of a photo that the first network proposes.

    Examples
    --------
    >>> windows = face_windows("astronaut")
    >>> len(windows.boxes), bool(windows.scores.max() > 0.999)
    (110, True)
    """
    stored = _stored("measured/face_windows.npz")
    return Windows(stored[f"{name}.boxes"], stored[f"{name}.scores"])


@lru_cache(maxsize=1)
def _maps() -> dict[str, NDArray[np.uint8]]:
    with np.load(data_path("measured/face_maps.npz"), allow_pickle=False) as arrays:
        return {key: arrays[key] for key in arrays.files}


def face_map(name: str, size: int) -> NDArray[np.float64]:
    """Return the first network's score map of a photo, at the scale of 12 / size.

    Examples
    --------
    >>> face_map("astronaut", 96).shape
    (27, 27)
    """
    scores: NDArray[np.float64] = _maps()[f"{name}.{size}"] / 255
    return scores


@lru_cache(maxsize=len(PHOTOS))
def shown(name: str) -> NDArray[np.floating]:
    """Return a photo with half its pixels along each axis, as it is sent to the page.

    Examples
    --------
    >>> shown("astronaut").shape
    (256, 256, 3)
    """
    small: NDArray[np.floating] = resize(to_float(photo(name)), half(name))
    return small if small.shape[2] == 3 else small[:, :, 0]


def half(name: str) -> tuple[int, int]:
    """Return half the height and half the width of a photo."""
    height, width = photo_size(name)
    return height // 2, width // 2


@lru_cache(maxsize=len(PHOTOS))
def photo_size(name: str) -> tuple[int, int]:
    """Return height and width of a photo."""
    height, width = photo(name).shape[:2]
    return height, width


@lru_cache(maxsize=len(MAP_PHOTOS))
def _table(name: str) -> detection.IntegralImage:
    return detection.integral_image(photo(name))


@lru_cache(maxsize=len(MAP_PHOTOS) * len(FACE_SIZES))
def shrunk(name: str, size: int) -> NDArray[np.float64]:
    """Return a photo as the first network is given it: 12 / size times as large.

    Examples
    --------
    >>> shrunk("camera", 96).shape
    (64, 64, 3)
    """
    height, width = photo_size(name)
    small = round(height * WINDOW / size), round(width * WINDOW / size)
    x = _table(name).means(np.array([[0.0, 0.0, height, width]]), small)[0]
    pixels: NDArray[np.float64] = np.clip((x.astype(np.float64) * 128 + 127.5) / 255, 0, 1)
    return pixels
