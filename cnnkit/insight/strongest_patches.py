"""The pieces of images that excite a filter most."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.functional.checks import float_array
from cnnkit.insight.parts import network_up_to
from cnnkit.layers import Sequential


@dataclass(frozen=True, eq=False)
class Patch:
    """What one cell of a feature map saw.

    Parameters
    ----------
    pixels : ndarray
        (h, w, C): the receptive field, with zeros where it lies in the padding.
    value : float
        What the cell answered.
    image : int
        The place of its image in the batch.
    cell : (int, int)
        Row and column in the map.
    corner : (int, int)
        Row and column of the patch's first pixel in the image; negative in the padding.
    """

    pixels: NDArray[Any]
    value: float
    image: int
    cell: tuple[int, int]
    corner: tuple[int, int]


def strongest_patches(
    model: Sequential, x: NDArray[Any], *, layer: str, channel: int, count: int
) -> list[Patch]:
    """Return what a filter's strongest cells saw, at most one an image.

    Parameters
    ----------
    model : Sequential
        A network that is built.
    x : ndarray
        Images (N, H, W, C).
    layer : str
        The layer whose maps are searched, such as ``"relu_1"``.
    channel : int
        Which of its maps.
    count : int
        How many patches at most.

    Returns
    -------
    list of Patch
        Strongest first.

    Raises
    ------
    RuntimeError, ValueError
        As `network_up_to` does; or if the layer's output is no map, or has no such channel.

    Examples
    --------
    >>> from cnnkit import datasets, pretrained
    >>> from cnnkit.images import to_float
    >>> digits = to_float(datasets.digits().x_test[:50])
    >>> network = pretrained.digits_cnn()
    >>> first, *_ = strongest_patches(network, digits, layer="relu_2", channel=0, count=3)
    >>> first.pixels.shape
    (14, 14, 1)
    """
    x = float_array(x, "x")
    part = network_up_to(model, layer)
    maps = part.forward(x)
    if maps.ndim != 4:
        raise ValueError(f"the output of {layer!r} has no height and width; take one before it")
    if not 0 <= channel < maps.shape[3]:
        raise ValueError(f"channel is {channel}; {layer!r} has {maps.shape[3]}, counted from 0")
    answers = maps[..., channel].reshape(len(x), -1)
    strongest = answers.argmax(axis=1)
    order = np.argsort(-answers.max(axis=1), kind="stable")[:count]
    views = part.views(x.shape[1:])
    patches = []
    for image in order.tolist():
        row, column = divmod(int(strongest[image]), maps.shape[2])
        top, left = (
            int(view.start + place * view.jump)
            for view, place in zip(views, (row, column), strict=True)
        )
        size = int(views[0].size), int(views[1].size)
        pixels = _cut(x[image], top, left, size)
        value = float(answers[image].max())
        patches.append(Patch(pixels, value, image, (row, column), (top, left)))
    return patches


def _cut(image: NDArray[Any], top: int, left: int, size: tuple[int, int]) -> NDArray[Any]:
    """Cut a rectangle out of an image, with zeros where it reaches beyond."""
    height, width, channels = image.shape
    piece = np.zeros((*size, channels), image.dtype)
    rows = slice(max(top, 0), min(top + size[0], height))
    columns = slice(max(left, 0), min(left + size[1], width))
    seen = image[rows, columns]
    piece[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left] = seen
    return piece
