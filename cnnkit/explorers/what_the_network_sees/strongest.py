"""The images' pieces that excite each channel of a layer most, found once."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import datasets, pretrained
from cnnkit.explorers.flatten_dense_softmax_loss.digit_logits import thousand_images
from cnnkit.explorers.what_the_network_sees.networks import LAYERS, network, views_of
from cnnkit.images import resize
from cnnkit.insight import network_up_to

COUNT = 5
"""Pieces a channel, at most one an image."""

PATCH = 36
"""Pixels along which a piece is shown."""

STRONGEST_CELLS = "measured/strongest_cells.npz"


@dataclass(frozen=True, eq=False)
class Strongest:
    """Where each channel of a layer answers most: arrays (5, C), the strongest first."""

    image: NDArray[Any]
    row: NDArray[Any]
    column: NDArray[Any]
    value: NDArray[Any]


def strongest_cells(maps: NDArray[Any]) -> Strongest:
    """Find the strongest cell of each channel in each image, and of these the five strongest.

    Parameters
    ----------
    maps : ndarray
        (N, H, W, C).

    Examples
    --------
    >>> maps = np.zeros((6, 2, 3, 1)); maps[4, 1, 2] = 5.0
    >>> best = strongest_cells(maps)
    >>> [int(array[0, 0]) for array in (best.image, best.row, best.column, best.value)]
    [4, 1, 2, 5]
    """
    flat = maps.reshape(len(maps), -1, maps.shape[3])
    places, values = flat.argmax(axis=1), flat.max(axis=1)
    order = np.argsort(-values, axis=0, kind="stable")[:COUNT]
    row, column = np.divmod(np.take_along_axis(places, order, axis=0), maps.shape[2])
    return Strongest(order, row, column, np.take_along_axis(values, order, axis=0))


@lru_cache(maxsize=16)
def strongest_of(for_photos: bool, place: int) -> Strongest:
    """Look the strongest cells of a layer up: among 14 photos, or among the 1,000 test digits."""
    layer = LAYERS[for_photos][place].layer
    if not for_photos:
        part = network_up_to(network(False), layer)
        return strongest_cells(part.forward(thousand_images("test digits")))
    with np.load(datasets.data_path(STRONGEST_CELLS), allow_pickle=False) as stored:
        return Strongest(*(stored[f"{layer}.{part}"] for part in Strongest.__annotations__))


@lru_cache(maxsize=32)
def _photo(name: str) -> NDArray[Any]:
    """Return the square of a photo that the network is given, from 0 to 1."""
    image: NDArray[Any] = (pretrained.imagenet_image(datasets.photo(name))[0] * 128 + 127) / 255
    return image


@lru_cache(maxsize=512)
def patches_of(for_photos: bool, place: int, channel: int) -> NDArray[Any]:
    """Return a channel's five pieces side by side, (36, 5·37 − 1) and three channels for photos.

    A piece is what the cell sees, or what of that lies in the image.
    """
    best = strongest_of(for_photos, place)
    views = views_of(for_photos, LAYERS[for_photos][place].layer)
    pieces = []
    for rank in range(COUNT):
        number = int(best.image[rank, channel])
        if for_photos:
            image = _photo(datasets.photo_names()[number])
        else:
            image = thousand_images("test digits")[number]
        cell = int(best.row[rank, channel]), int(best.column[rank, channel])
        ends = [
            (max(0, int(view.start + at * view.jump)), int(view.start + at * view.jump + view.size))
            for view, at in zip(views, cell, strict=True)
        ]
        (top, bottom), (left, right) = ends
        piece = resize(image[top:bottom, left:right], PATCH, method="nearest")
        pieces.append(np.pad(piece, ((0, 0), (0, 1), (0, 0)), constant_values=1.0))
    row: NDArray[Any] = np.concatenate(pieces, axis=1)[:, :-1]
    return row if for_photos else row[:, :, 0]
