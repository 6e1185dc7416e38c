"""Pieces of photos, made small and large again in several ways, with what each costs in quality."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import pretrained
from cnnkit.applications.super_resolution import (
    ENLARGING,
    HELD_OUT_PHOTOS,
    enlarge,
    luminance,
    shrink,
    upscale,
)
from cnnkit.images.similarity import ssim_map
from cnnkit.layers import Sequential

Array = NDArray[Any]

SIDE = 168
"""Pixels of a piece: a multiple of 2, 3 and 4, and no more than the flattest photo has."""

CORNERS = {
    "astronaut": (20, 140),
    "chelsea": (60, 110),
    "ihc": (60, 60),
    "text": (0, 100),
    "brick": (0, 0),
    "camera": (60, 170),
}
"""Upper left corners of the pieces."""

PHOTOS = tuple(CORNERS)
NETWORK = "network"
METHODS = (*ENLARGING, NETWORK)

Quality = tuple[float, float]
"""PSNR in decibels and structural similarity."""


@lru_cache(maxsize=len(PHOTOS))
def truth(photo: str) -> Array:
    """Return a piece of a photo, (168, 168, 1)."""
    whole = luminance(photo)
    top, left = (min(at, n - SIDE) for at, n in zip(CORNERS[photo], whole.shape[:2], strict=True))
    piece = whole[top : top + SIDE, left : left + SIDE].copy()
    piece.setflags(write=False)
    return piece


def is_held_out(photo: str) -> bool:
    """Return whether no network has been trained on a photo."""
    return photo in HELD_OUT_PHOTOS


@lru_cache(maxsize=2)
def network(scale: int) -> Sequential:
    """Return the trained network of a scale."""
    return pretrained.espcn(f"x{scale}")


@lru_cache(maxsize=16)
def small(photo: str, scale: int, by: str) -> Array:
    """Return the piece made small."""
    return shrink(truth(photo), scale, by=by)


@dataclass(frozen=True)
class Enlarged:
    """A piece made small and large again, and how far it is from the truth at each place."""

    image: Array
    """(168, 168), from 0 to 1."""
    squared: Array
    """(168, 168): squared differences."""
    similarity: Array
    """(158, 158): structural similarity around each place but those near the border."""

    def quality(self, row: int, column: int, side: int) -> Quality:
        """Measure a square of the piece."""
        rows, columns = slice(row, row + side), slice(column, column + side)
        error = float(self.squared[rows, columns].mean(dtype=np.float64))
        # The windows that lie in the square wholly.
        inside = (slice(row, row + side - 10), slice(column, column + side - 10))
        likeness = float(self.similarity[inside].mean(dtype=np.float64))
        return 10 * float(np.log10(1 / max(error, 1e-12))), likeness


@lru_cache(maxsize=60)
def enlarged(photo: str, scale: int, by: str, method: str) -> Enlarged:
    """Make a piece small and large again."""
    given, wanted = small(photo, scale, by), truth(photo)
    if method == NETWORK:
        made = upscale(given, network(scale), scale)
    else:
        made = np.clip(enlarge(given, scale, method=method), 0, 1)
    squared = (made - wanted)[:, :, 0] ** 2
    similarity = ssim_map(made, wanted)[:, :, 0].astype(np.float32)
    return Enlarged(made[:, :, 0].astype(np.float32), squared, similarity)
