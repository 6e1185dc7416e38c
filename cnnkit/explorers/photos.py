"""Photos as explorers show them: small, as numbers from 0 to 1."""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import datasets, images

COLOUR_PHOTOS = ("chelsea", "astronaut", "coffee", "rocket", "hubble")
PHOTOS = (*COLOUR_PHOTOS, "camera", "brick", "coins", "clock", "text")


@lru_cache(maxsize=2 * len(PHOTOS))
def small_photo(name: str, *, grey: bool, longest_side: int = 256) -> NDArray[Any]:
    """Return a photo as float32 (H, W), or as (H, W, 3) where colour is wanted.

    256 pixels are enough to look at and few enough to follow a slider.
    """
    photo = images.to_float(datasets.photo(name))
    height, width = photo.shape[:2]
    shrink = longest_side / max(height, width)
    size = (round(height * shrink), round(width * shrink))
    small: NDArray[Any] = np.clip(images.resize(photo, size, antialias=True), 0.0, 1.0)
    if grey:
        small = images.to_grey(small)[:, :, 0]
    elif small.shape[2] == 1:
        small = small.repeat(3, axis=2)
    small.setflags(write=False)  # it is shared by all who ask for it
    return small
