"""Boxes drawn on a picture: solid, dashed or dotted, with a halo that keeps them visible."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.drawing.plotting import LINES
from cnnkit.explorers.drawing.svg import Panel, framed
from cnnkit.plots.colours import png_data_uri

FIRST, SECOND, GREY = LINES[0][0], LINES[1][0], "#888888"
"""Colours of the first kind of boxes, of the second, and of those that are gone."""

SOLID, DASHED, DOTTED = "", "7 4", "2 4"


def box_shape(
    box: Sequence[float] | NDArray[np.floating],
    scale: float,
    *,
    colour: str,
    dashes: str = SOLID,
    halo: bool = True,
    fill: str = "none",
) -> str:
    """Draw a box (top, left, bottom, right) as SVG.

    Parameters
    ----------
    box : four floats
        In pixels of the picture.
    scale : float
        CSS pixels for one of the picture's.
    colour, dashes : str
        Of the line.
    halo : bool
        Whether a light line lies below it.
    fill : str
        Colour inside, as SVG has it.

    Examples
    --------
    >>> box_shape((1, 2, 4, 4), 10, colour="#000", halo=False)[:44]
    '<rect x="20.0" y="10.0" width="20.0" height='
    """
    top, left, bottom, right = (float(edge) * scale for edge in box)
    place = (
        f'x="{left:.1f}" y="{top:.1f}" width="{max(right - left, 0):.1f}" '
        f'height="{max(bottom - top, 0):.1f}"'
    )
    below = f'<rect {place} fill="none" stroke="#fff" stroke-width="5" stroke-opacity=".7"/>'
    return (
        f"{below if halo else ''}"
        f'<rect {place} fill="{fill}" stroke="{colour}" stroke-width="2.5" '
        f'stroke-dasharray="{dashes}"/>'
    )


def label_at(
    box: Sequence[float] | NDArray[np.floating], scale: float, text: str, height: float
) -> str:
    """Write a short text on a dark ground above a box, or below it where there is no room."""
    top, left, bottom, _ = (float(edge) * scale for edge in box)
    y = top - 5 if top > 20 else min(bottom + 14, height - 4)
    width = 7.2 * len(text) + 6
    left = max(left, 0.0)
    return (
        f'<rect x="{left:.1f}" y="{y - 12:.1f}" width="{width:.1f}" height="16" rx="2" '
        f'fill="#222" fill-opacity=".8"/>'
        f'<g class="number" fill="#fff" font-size="12">'
        f'<text class="right" x="{left + 3:.1f}" y="{y:.1f}">{text}</text></g>'
    )


def picture_panel(
    title: str,
    photo: str | NDArray[np.floating],
    pixels: tuple[int, int],
    scale: float,
    body: Iterable[str],
    *,
    note: str,
    photo_scale: float | None = None,
    name: str | None = None,
    cells: tuple[int, int] = (1, 1),
) -> Panel:
    """Draw boxes over an image.

    Parameters
    ----------
    title, note : str
        Above and below.
    photo : str or ndarray
        The id of an image that was sent before, or a small grey one, (H, W) from 0 to 1.
    pixels : (int, int)
        Height and width of what the boxes are counted in.
    scale : float
        CSS pixels for one of these.
    body : iterable of str
        SVG, from the back to the front.
    photo_scale : float, optional
        CSS pixels for one pixel of the image as it was sent, where that is another.
    name : str, optional
        Under which name the image reports a touch.
    cells : (int, int)
        Rows and columns in which it does.
    """
    height, width = (size * scale for size in pixels)
    if isinstance(photo, str):
        image = f'<use href="#{photo}" transform="scale({photo_scale or scale:g})"/>'
    else:
        image = (
            f'<image href="{png_data_uri(photo, "image")}" width="{width:g}" '
            f'height="{height:g}" preserveAspectRatio="none" style="image-rendering:pixelated"/>'
        )
    clipped = f'<svg width="{width:g}" height="{height:g}" style="overflow:hidden">'
    parts = [clipped, image, *body, "</svg>"]
    if name is not None:
        rows, columns = cells
        parts.append(
            f'<rect data-panel="{name}" data-rows="{rows}" data-columns="{columns}" '
            f'width="{width:g}" height="{height:g}" fill="transparent"/>'
        )
    return framed(title, note, "".join(parts), "", width, height)
