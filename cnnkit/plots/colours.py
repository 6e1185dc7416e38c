"""One visual language: which colours an array has, on every figure and in every live view.

Signed arrays are red above zero and blue below, with zero white in the middle; other maps
run through viridis; images stay grey. The palettes are matplotlib's.
"""

import base64
import io
from functools import lru_cache
from typing import Any, Literal

import matplotlib
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Kind = Literal["image", "signed", "positive"]

COLOUR_MAPS: dict[Kind, str] = {"image": "gray", "signed": "RdBu_r", "positive": "viridis"}
"""The colour map of each kind of array, by its name in matplotlib."""

WINDOW_COLOUR = "#E66100"
"""The window and the output cell it makes, everywhere."""

GRADIENT_COLOUR = "#8e63c9"
"""Gradients, which flow from right to left."""

LINE_COLOURS = ("#2f7fc1", "#c8447b", GRADIENT_COLOUR, "#16997b", "#888888")
"""The lines of a plot, each with dashes or a pattern of its own; they read on dark pages too."""

LINE_COLOUR = LINE_COLOURS[0]
"""The only line of a plot, and bars."""

STEPS = 127
"""Colours in a palette: odd, so that zero has one of its own; more only make pictures larger."""


@lru_cache
def palette(kind: Kind) -> NDArray[np.uint8]:
    """Return the colours of one kind of array, lowest first, as (127, 3) bytes to read only.

    Examples
    --------
    >>> palette("image")[[0, -1]].tolist()
    [[0, 0, 0], [255, 255, 255]]
    """
    colour_map = matplotlib.colormaps[COLOUR_MAPS[kind]]
    colours: NDArray[np.uint8] = colour_map(np.linspace(0, 1, STEPS), bytes=True)[:, :3]
    colours.flags.writeable = False
    return colours


def value_range(array: NDArray[Any], kind: Kind) -> tuple[float, float]:
    """Return the values at the two ends of an array's scale.

    Images run from 0 to 1, signed arrays as far below zero as above it, other maps from 0 (or
    their smallest value, where that is lower) to their largest.

    Examples
    --------
    >>> value_range(np.array([-1.0, 3.0]), "signed")
    (-3.0, 3.0)
    """
    if kind == "image":
        return 0.0, 1.0
    low, high = float(array.min()), float(array.max())
    if kind == "signed":
        high = max(abs(low), abs(high))
        return (-high, high) if high > 0 else (-1.0, 1.0)
    low = min(low, 0.0)
    if high == low:  # all values are the same, none of them positive
        high = 0.0 if low < 0 else 1.0
    return low, high


def palette_indices(
    array: NDArray[Any], kind: Kind, limits: tuple[float, float] | None = None
) -> NDArray[np.uint8]:
    """Return, for each value of an array, its place in the `palette`.

    Parameters
    ----------
    array : ndarray
        Any shape; finite values.
    kind : "image", "signed" or "positive"
        What the array is.
    limits : (float, float), optional
        Values of the first and the last colour; by default `value_range`.

    Examples
    --------
    >>> palette_indices(np.array([-2.0, 0.0, 1.0]), "signed").tolist()
    [0, 63, 94]
    """
    low, high = limits or value_range(array, kind)
    scaled = (array - low) * ((STEPS - 1) / (high - low))
    return np.clip(np.rint(scaled), 0, STEPS - 1).astype(np.uint8)


def ink(array: NDArray[Any], kind: Kind, limits: tuple[float, float] | None = None) -> list[str]:
    """Return black or white for each value, whichever reads better on its colour.

    The contrast of the two is at least 4.5 : 1 on every colour there is.
    Source: Web Content Accessibility Guidelines 2.1, "relative luminance" and "contrast ratio".

    Examples
    --------
    >>> ink(np.array([0.0, 1.0]), "image")
    ['#fff', '#000']
    """
    colours = palette(kind)[palette_indices(array, kind, limits)].reshape(-1, 3) / 255
    light = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    luminance = light @ np.array([0.2126, 0.7152, 0.0722])
    # On a luminance of 0.179 black and white have the same contrast.
    return ["#000" if value > 0.179 else "#fff" for value in luminance]


def png_data_uri(array: NDArray[Any], kind: Kind, limits: tuple[float, float] | None = None) -> str:
    """Return an array as the address of a PNG, one pixel a value.

    Parameters
    ----------
    array : ndarray
        (H, W), coloured by its kind, or (H, W, 3) for an RGB image of 0 to 1.
    kind, limits
        As in `palette_indices`.

    Examples
    --------
    >>> png_data_uri(np.zeros((2, 3)), "signed")[:22]
    'data:image/png;base64,'
    """
    if array.ndim == 3:
        pixels = np.clip(np.rint(array * 255), 0, 255).astype(np.uint8)
        picture = Image.fromarray(pixels)
    else:
        indices = palette_indices(array, kind, limits)
        picture = Image.frombytes("P", (array.shape[1], array.shape[0]), indices.tobytes())
        picture.putpalette(palette(kind).tobytes())
    stream = io.BytesIO()
    # Level 1 takes a third of the default's time and the page is local or compressed anyway.
    picture.save(stream, "PNG", compress_level=1)
    return "data:image/png;base64," + base64.b64encode(stream.getvalue()).decode("ascii")
