"""The pictures and networks that the explorers of notebook 18 share."""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import datasets, pretrained
from cnnkit.applications.style_transfer import maps_of, painted_strokes
from cnnkit.layers import Sequential
from cnnkit.pretrained import VGG_LAYERS, VGG_MEAN, square_picture

Array = NDArray[Any]

CONTENTS = ("astronaut", "chelsea", "coffee", "rocket", "camera", "horse")
PAINTED = "painted strokes"
STYLES = (PAINTED, "ihc", "brick", "gravel", "grass", "hubble", "coins", "text", "coffee")
PICTURES = tuple(dict.fromkeys((*CONTENTS, *STYLES)))

TRAINED, RANDOM = "trained", "random weights"


@lru_cache(maxsize=48)
def picture(name: str, size: int) -> NDArray[np.float32]:
    """Return a picture by its name, as a square from 0 to 1."""
    if name == PAINTED:
        made = painted_strokes(size, rng=np.random.default_rng(0))
    else:
        made = square_picture(datasets.photo(name), size=size)
    made.setflags(write=False)  # it is shared by all who ask for it
    return made


@lru_cache(maxsize=2)
def network(name: str) -> Sequential:
    """Return the trained network, or one of its shape that has learned nothing."""
    rng = np.random.default_rng(0) if name == RANDOM else None
    return pretrained.vgg_features(rng=rng)


@lru_cache(maxsize=8)
def maps(name: str, layer: str, size: int) -> Array:
    """Return what a layer of the trained network makes of a picture."""
    inner = VGG_LAYERS[layer]
    found = maps_of(network(TRAINED), picture(name, size) - VGG_MEAN, [inner])[inner]
    found.setflags(write=False)
    return found
