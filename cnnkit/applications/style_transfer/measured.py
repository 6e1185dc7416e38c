"""Pictures that took longer than a cell should: `tools.recipes.measure_style` made them."""

import json
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import images
from cnnkit.datasets import data_path

STYLE_WEIGHTS = (1, 10, 100, 1000)
"""The style weights of the columns of "style_weights"."""

SHEETS = MappingProxyType({"kept_by_layer": (3, 4), "style_weights": (2, 4), "networks": (2, 2)})
"""What there is, with its rows and columns of pictures."""


@cache
def made_pictures(name: str) -> NDArray[np.uint8]:
    """Read pictures that were made beforehand.

    Parameters
    ----------
    name : str
        "kept_by_layer": what the layers of `STYLE_LAYERS` keep (a column each): coffee from its
        maps, and textures from the Gram matrices of ihc and of gravel, up to this layer.
        "style_weights": chelsea in the style of painted strokes, and of ihc, with the style
        weights of `STYLE_WEIGHTS`. "networks": chelsea in the style of ihc, and coffee in that of
        gravel, by the trained network and by a random one, with the style weight 1000.

    Returns
    -------
    ndarray
        (rows, columns, 80, 80, 3), uint8. It cannot be written to: every call returns the same.

    Raises
    ------
    ValueError
        If there is nothing of that name.

    Examples
    --------
    >>> made_pictures("networks").shape
    (2, 2, 80, 80, 3)
    """
    if name not in SHEETS:
        raise ValueError(f"there are no pictures {name!r}; use one of {', '.join(SHEETS)}")
    rows, columns = SHEETS[name]
    sheet = images.read(data_path(f"measured/style_transfer/{name}.png"))
    size = sheet.shape[0] // rows
    pictures: NDArray[np.uint8] = sheet.reshape(rows, size, columns, size, 3).swapaxes(1, 2)
    pictures.setflags(write=False)
    return pictures


@cache
def what_is_left() -> dict[str, Any]:
    """Read how much of the difference to the style each network left, in colour and in texture.

    Returns
    -------
    dict
        For each pair such as "chelsea, ihc", then for "trained" and "random", then for the style
        weights "100" and "1000": three runs of [colour, texture], as shares of what it was at the
        start.

    Examples
    --------
    >>> list(what_is_left()["chelsea, ihc"]["trained"])
    ['100', '1000']
    """
    path = data_path("measured/style_transfer/networks.json")
    left: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return left
