"""Super-resolution: a larger picture from a small one, by interpolation and by a network.

A network here says what interpolation leaves out: large picture = bicubic enlargement + detail.
Pictures are floats from 0 to 1, (H, W, C).

>>> import numpy as np
>>> from cnnkit.applications import super_resolution
>>> photo = super_resolution.luminance("astronaut")
>>> small = super_resolution.shrink(photo, 2)
>>> super_resolution.enlarge(small, 2).shape == photo.shape
True
"""

from cnnkit.applications.super_resolution.pairs import (
    HELD_OUT_PHOTOS,
    TRAINING_PHOTOS,
    luminance,
    training_pairs,
    whole_blocks,
)
from cnnkit.applications.super_resolution.sizes import (
    ENLARGING,
    SHRINKING,
    enlarge,
    shrink,
    unseen,
)
from cnnkit.applications.super_resolution.upscaling import (
    decibels,
    detail,
    start_from_bicubic,
    upscale,
)

__all__ = [
    "ENLARGING",
    "HELD_OUT_PHOTOS",
    "SHRINKING",
    "TRAINING_PHOTOS",
    "decibels",
    "detail",
    "enlarge",
    "luminance",
    "shrink",
    "start_from_bicubic",
    "training_pairs",
    "unseen",
    "upscale",
    "whole_blocks",
]
