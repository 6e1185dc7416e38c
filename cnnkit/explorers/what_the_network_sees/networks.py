"""The two networks that are looked into, the images they are given, and what they make of these."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import datasets, pretrained
from cnnkit.explorers.flatten_dense_softmax_loss.digit_logits import read_digits
from cnnkit.functional import softmax
from cnnkit.insight import network_up_to
from cnnkit.layers import Sequential
from cnnkit.layers.view import Views

PHOTOS = ("chelsea", "astronaut", "coffee", "rocket", "camera")
"""The photos that are given to EfficientNet-Lite0: the largest square in the middle of each."""

DIGITS = tuple(f"digit {digit}" for digit in range(10))
"""The first test image of each digit, given to the digits network."""

IMAGE_WIDTH = 224
"""CSS pixels of every image, whatever it is made of."""


@dataclass(frozen=True)
class Looked:
    """A layer that can be looked at.

    Parameters
    ----------
    layer : str
        Its name in the network.
    label : str
        Its name for people.
    signed : bool
        Whether its maps have numbers below 0: no activation follows.
    """

    layer: str
    label: str
    signed: bool = False


LAYERS: Mapping[bool, tuple[Looked, ...]] = {
    False: (
        Looked("relu_1", "convolution 1"),
        Looked("max_pool2d_1", "pooling 1"),
        Looked("relu_2", "convolution 2"),
        Looked("max_pool2d_2", "pooling 2"),
    ),
    True: (
        Looked("relu6_1", "first convolution"),
        *(Looked(f"sequential_{k}", f"stage {k}", signed=True) for k in range(1, 8)),
        Looked("relu6_2", "last convolution"),
    ),
}
"""The layers that are shown, of the digits network (False) and of the one for photos (True)."""


def is_photo(name: str) -> bool:
    """Return whether an image goes to EfficientNet-Lite0."""
    return name in PHOTOS


@lru_cache(maxsize=2)
def network(for_photos: bool) -> Sequential:
    """Return one of the two networks; it is shared, and nobody changes its weights."""
    return pretrained.efficientnet_lite0() if for_photos else pretrained.digits_cnn()


@lru_cache(maxsize=32)
def prepared(name: str) -> NDArray[np.float32]:
    """Return an image as its network takes it, (1, H, W, C).

    Examples
    --------
    >>> prepared("digit 3").shape, prepared("coffee").shape
    ((1, 28, 28, 1), (1, 224, 224, 3))
    """
    if is_photo(name):
        x = pretrained.imagenet_image(datasets.photo(name))
    else:
        digits = read_digits()
        place = int(np.flatnonzero(digits.labels == DIGITS.index(name))[0])
        x = digits.images[place][None, :, :, None].astype(np.float32)
    x.setflags(write=False)
    return x


@lru_cache(maxsize=32)
def shown(name: str) -> NDArray[Any]:
    """Return an image as people see it: (H, W) or (H, W, 3), from 0 to 1."""
    x = prepared(name)[0]
    picture: NDArray[Any] = (x * 128 + 127) / 255 if is_photo(name) else x[:, :, 0]
    picture.setflags(write=False)
    return picture


@lru_cache(maxsize=len(PHOTOS) + len(DIGITS))
def maps_of(name: str) -> tuple[NDArray[np.float32], ...]:
    """Return the maps of every layer that can be looked at, (H, W, C) each.

    Examples
    --------
    >>> [maps.shape for maps in maps_of("digit 3")]
    [(28, 28, 8), (14, 14, 8), (14, 14, 16), (7, 7, 16)]
    """
    model, kept, y = network(is_photo(name)), {}, prepared(name)
    for layer_name, layer in model.children().items():
        y = layer.forward(y)
        kept[layer_name] = y[0]
    return tuple(kept[looked.layer] for looked in LAYERS[is_photo(name)])


@lru_cache(maxsize=16)
def views_of(for_photos: bool, layer: str) -> Views:
    """Return what the cells of a layer's maps see of the image, along height and width."""
    model = network(for_photos)
    part = network_up_to(model, layer)
    assert model.built_for is not None  # both are loaded with their weights
    return part.views(model.built_for)


@lru_cache(maxsize=1)
def class_names() -> tuple[str, ...]:
    """Return the names of ImageNet's classes."""
    return pretrained.imagenet_names()


@lru_cache(maxsize=32)
def probabilities(name: str) -> NDArray[np.float64]:
    """Return the probability that an image's network gives each class."""
    logits = network(is_photo(name)).forward(prepared(name)).astype(np.float64)
    p: NDArray[np.float64] = softmax(logits)[0]
    p.setflags(write=False)
    return p
