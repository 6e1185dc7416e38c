"""The feature maps that are pooled step by step: two that fit in the head, and a photo's."""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.photos import small_photo
from cnnkit.functional import conv2d
from cnnkit.kernels import hand_made

EXAMPLES = {
    "small numbers, 5 × 7": (
        (3, -1, 0, 2, -4, 1, 5),
        (1, 2, -3, 0, -2, -5, 1),
        (0, 4, 1, -1, -6, 2, 0),
        (-2, 1, 5, 3, 0, -1, 4),
        (2, 0, -1, 6, 1, 3, -3),
    ),
    "all below zero, 4 × 6": (
        (-3, -1, -4, -2, -7, -5),
        (-2, -6, -3, -8, -1, -4),
        (-5, -2, -9, -3, -6, -2),
        (-1, -4, -2, -5, -3, -8),
    ),
}
"""Maps that fit in the head."""

PHOTO = "edges of a photo"


@lru_cache
def map_of(example: str) -> NDArray[Any]:
    """Return a map by its name, as float32.

    >>> float(map_of("all below zero, 4 × 6").max())
    -1.0
    """
    if example in EXAMPLES:
        return np.array(EXAMPLES[example], np.float32)
    photo = small_photo("chelsea", grey=True, longest_side=96)
    kernel = hand_made("vertical edges").astype(np.float32)
    return conv2d(photo[None, :, :, None], kernel[:, :, None, None])[0, :, :, 0]
