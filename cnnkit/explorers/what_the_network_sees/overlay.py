"""A map laid over the image that it speaks about."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.drawing.svg import Cells, Panel, framed, signed_number
from cnnkit.explorers.what_the_network_sees.networks import IMAGE_WIDTH
from cnnkit.plots.colours import WINDOW_COLOUR, Kind, ink, png_data_uri

MOST_NUMBERS = 7
"""Rows and columns up to which a map's numbers are written on it."""


def overlay_panel(
    title: str,
    photo: str,
    pixels: int,
    values: NDArray[np.floating],
    *,
    limits: tuple[float, float],
    opacity: float,
    smooth: bool = False,
    kind: Kind = "positive",
    spacing: float = 0.0,
    outlines: Iterable[Cells] = (),
    note: str = "",
    name: str | None = None,
    cells: int = 0,
) -> Panel:
    """Draw a map over an image, as transparent as wanted.

    Parameters
    ----------
    title : str
        What the map is.
    photo : str
        The id of the image, which was sent before.
    pixels : int
        Its width and height in pixels.
    values : ndarray
        (h, w): the map, stretched over the whole image.
    limits : (float, float)
        Values at the ends of the colours.
    opacity : float
        Of the map: 0 shows the image alone.
    smooth : bool
        Whether the colours run between the map's cells.
    kind : "positive" or "signed"
        Which colours the map has.
    spacing : float
        Where the map's cells stand for windows that overlap: the pixels from one to the next, the
        first cell standing around the middle of the first window.
    outlines : iterable of (row, column, height, width)
        Windows, in the image's pixels.
    note : str
        A line below.
    name : str, optional
        Under which name the image reports a touch.
    cells : int
        Rows and columns in which it does.
    """
    height, width = values.shape
    scale = IMAGE_WIDTH / pixels
    body = [f'<use href="#{photo}" transform="scale({scale:g})"/>']
    if opacity > 0:
        rendering = "auto" if smooth else "pixelated"
        wide, high = IMAGE_WIDTH, IMAGE_WIDTH
        edge = 0.0
        if spacing:
            wide, high = width * spacing * scale, height * spacing * scale
            edge = (IMAGE_WIDTH - wide) / 2
        body.append(
            f'<image href="{png_data_uri(values, kind, limits)}" x="{edge:g}" y="{edge:g}" '
            f'width="{wide:g}" height="{high:g}" preserveAspectRatio="none" '
            f'opacity="{opacity:g}" style="image-rendering:{rendering}"/>'
        )
    if opacity > 0.5 and max(height, width) <= MOST_NUMBERS and not smooth:
        body.append(_numbers(values, limits, kind))
    body += [_frame(rectangle, scale) for rectangle in outlines]
    if name is not None:
        body.append(
            f'<rect data-panel="{name}" data-rows="{cells}" data-columns="{cells}" '
            f'width="{IMAGE_WIDTH}" height="{IMAGE_WIDTH}" fill="transparent"/>'
        )
    return framed(title, note, "".join(body), "", IMAGE_WIDTH, IMAGE_WIDTH)


def _numbers(values: NDArray[np.floating], limits: tuple[float, float], kind: Kind) -> str:
    """Write each value into its cell, in as many digits as fit."""
    height, width = values.shape
    largest = float(np.abs(values).max())
    digits = 0 if largest >= 10 else 1 if largest >= 1 else 2
    inks = ink(values, kind, limits)
    texts = []
    for place, value in enumerate(values.flat):
        row, column = divmod(place, width)
        x, y = (column + 0.5) * IMAGE_WIDTH / width, (row + 0.5) * IMAGE_WIDTH / height + 4
        text = signed_number(float(value), digits)
        halo = "#fff" if inks[place] == "#000" else "#000"  # the image shines through the map
        texts.append(
            # As a style: the sheet makes numbers inherit their colour, and outranks an attribute.
            f'<text x="{x:.1f}" y="{y:.1f}" style="fill:{inks[place]}" stroke="{halo}" '
            f'stroke-width="2" stroke-opacity=".6" paint-order="stroke">{text}</text>'
        )
    return f'<g class="number" font-size="12">{"".join(texts)}</g>'


def _frame(rectangle: Cells, scale: float) -> str:
    """Draw a window, with a light halo that keeps it visible on any image."""
    row, column, height, width = (part * scale for part in rectangle)
    box = f'x="{column:g}" y="{row:g}" width="{width:g}" height="{height:g}" fill="none"'
    return (
        f'<rect {box} stroke="#fff" stroke-width="5" stroke-opacity=".8"/>'
        f'<rect {box} stroke="{WINDOW_COLOUR}" stroke-width="2.5"/>'
    )
