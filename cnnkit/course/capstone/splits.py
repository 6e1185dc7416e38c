"""The images of the three tracks, in three parts: to train on, to choose by, to judge by."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import datasets
from cnnkit.datasets import Dataset
from cnnkit.images import to_float

Array = NDArray[Any]
Examples = tuple[Array, Array]
"""Inputs (N, …) and what each should become, (N, …)."""

PHOTOS = {
    "train": ("astronaut", "brick", "chelsea", "coffee", "grass", "ihc", "rocket"),
    "validation": ("clock", "coins", "gravel"),
    "test": ("camera", "hubble", "text"),
}
"""No photo stands in two parts: neighbouring pieces of one photo are nearly the same image."""

PATCHES, SIDE = {"train": 128, "validation": 48, "test": 48}, 32
"""Pieces of each photo, and pixels a side."""

NOISE = 0.1
"""The noise's standard deviation, where black is 0 and white is 1."""

GREY = np.array([0.299, 0.587, 0.114], np.float32)
"""How much red, green and blue count in a grey value (ITU-R BT.601)."""


@dataclass(frozen=True, eq=False)
class Splits:
    """The images of a track.

    Attributes
    ----------
    train, validation, test : (array, array)
        Inputs, float32 from about 0 to 1, (N, H, W, 1); and labels (N,), or clean images.
    names : tuple of str
        What the labels mean; empty where there are none.
    """

    train: Examples
    validation: Examples
    test: Examples
    names: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def digits() -> Splits:
    """Return 3,200 digits to train on, 800 to choose by, 1,000 to judge by.

    Examples
    --------
    >>> digits().train[0].shape, digits().validation[0].shape, digits().test[0].shape
    ((3200, 28, 28, 1), (800, 28, 28, 1), (1000, 28, 28, 1))
    """
    return _labelled(datasets.digits(), 3200)


@lru_cache(maxsize=1)
def clothes() -> Splits:
    """Return 4,000 pictures of clothes to train on, 1,000 to choose by, 1,000 to judge by.

    Examples
    --------
    >>> clothes().train[1].shape, clothes().validation[1].shape, clothes().names[9]
    ((4000,), (1000,), 'Ankle boot')
    """
    return _labelled(datasets.fashion(), 4000)


@lru_cache(maxsize=1)
def noisy_photos() -> Splits:
    """Return pieces of grey photos with noise, and the same pieces without.

    Normal noise is added to every pixel; the sums are not cut off at 0 and 1.

    Examples
    --------
    >>> noisy, clean = noisy_photos().train
    >>> noisy.shape, round(float((noisy - clean).std()), 2)
    ((896, 32, 32, 1), 0.1)
    """
    train, validation, test = (_pieces(part, number) for number, part in enumerate(PHOTOS))
    return Splits(train, validation, test)


def grey(name: str) -> Array:
    """Return a photo in grey, float32 (H, W, 1) from 0 to 1.

    Examples
    --------
    >>> grey("coffee").shape
    (400, 600, 1)
    """
    photo = to_float(datasets.photo(name))
    return photo if photo.shape[2] == 1 else (photo @ GREY)[:, :, np.newaxis]


def noisy(image: Array, rng: np.random.Generator) -> Array:
    """Return an image with normal noise of standard deviation `NOISE`."""
    drawn: Array = image + NOISE * rng.standard_normal(image.shape, dtype=np.float32)
    return drawn


def _labelled(data: Dataset, count: int) -> Splits:
    """Split what a data set gives to train on; its test images stay as they are."""
    x, y = to_float(data.x_train), data.y_train
    test = to_float(data.x_test), data.y_test
    return Splits((x[:count], y[:count]), (x[count:], y[count:]), test, data.class_names)


def _pieces(part: str, number: int) -> Examples:
    """Cut pieces out of the photos of a part, at places drawn by lot, and add noise."""
    rng = np.random.default_rng(number)
    clean = []
    for name in PHOTOS[part]:
        photo = grey(name)
        for _ in range(PATCHES[part]):
            top, left = (int(rng.integers(n - SIDE + 1)) for n in photo.shape[:2])
            clean.append(photo[top : top + SIDE, left : left + SIDE])
    images = np.stack(clean)
    return noisy(images, rng), images
