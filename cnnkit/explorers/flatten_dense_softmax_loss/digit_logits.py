"""What networks answer to images, computed once: the scores that explorers look at."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import datasets, pretrained
from cnnkit.images import to_float

IMAGES = ("test digits", "clothes", "noise")
"""A thousand images each; only the first are digits."""


@dataclass(frozen=True, eq=False)
class ReadDigits:
    """The test digits, with the scores that the course's own network gives them."""

    images: NDArray[Any]
    """(1000, 28, 28), floats from 0 to 1."""
    labels: NDArray[Any]
    """(1000,)."""
    logits: NDArray[Any]
    """(1000, 10), float64."""


@lru_cache(maxsize=1)
def read_digits() -> ReadDigits:
    """Let `pretrained.digits_cnn` read the test digits.

    Examples
    --------
    >>> digits = read_digits()
    >>> digits.logits.shape, float((digits.logits.argmax(axis=1) == digits.labels).mean())
    ((1000, 10), 0.981)
    """
    images = thousand_images("test digits")
    logits = pretrained.digits_cnn().forward(images).astype(np.float64)
    return ReadDigits(images[:, :, :, 0], datasets.digits().y_test, logits)


def thousand_images(name: str) -> NDArray[Any]:
    """Return a thousand images of 28 × 28, as float32 (1000, 28, 28, 1) from 0 to 1.

    Parameters
    ----------
    name : str
        One of `IMAGES`.

    Examples
    --------
    >>> thousand_images("clothes").shape
    (1000, 28, 28, 1)
    """
    if name == "noise":
        return np.random.default_rng(0).random((1000, 28, 28, 1), dtype=np.float32)
    source = datasets.digits() if name == "test digits" else datasets.fashion()
    return to_float(source.x_test)
