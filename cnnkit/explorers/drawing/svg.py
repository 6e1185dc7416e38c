"""Arrays as SVG panels: the picture as pixels, everything on it as lines and text.

Positions on a panel are counted in the array's own cells, so that a window is drawn with the
numbers that the formula shows. One cell is ``cell`` CSS pixels wide and high.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.plots.colours import (
    WINDOW_COLOUR,
    Kind,
    ink,
    palette,
    png_data_uri,
    value_range,
)

TITLE_HEIGHT = 22
SCALE_HEIGHT = 34
SMALLEST_GRID_CELL = 8
"""Below this many CSS pixels a cell is a photo's pixel, without lines between the cells."""

Cells = tuple[float, float, float, float]
"""A rectangle in cells: row, column, height, width."""


@dataclass(frozen=True)
class Panel:
    """One drawing of a picture.

    Parameters
    ----------
    svg : str
        The whole ``<svg>`` element.
    width : float
        Its width in CSS pixels; narrow windows shrink it.
    """

    svg: str
    width: float


def signed_number(value: float, digits: int = 2) -> str:
    """Return a number in as few digits as it needs, with a true minus sign.

    Examples
    --------
    >>> signed_number(-0.5), signed_number(3.0), signed_number(-0.001)
    ('−0.5', '3', '0')
    """
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "−")


def factor(value: float) -> str:
    """Return a number as it stands in a product: in brackets where it is negative.

    Examples
    --------
    >>> factor(-0.5), factor(2.0)
    ('(−0.5)', '2')
    """
    text = signed_number(value)
    return f"({text})" if text.startswith("−") else text


def array_panel(
    title: str,
    array: NDArray[Any],
    *,
    kind: Kind,
    cell: float,
    note: str = "",
    limits: tuple[float, float] | None = None,
    labels: Sequence[str] | None = None,
    outlines: Iterable[Cells] = (),
    hatched: Iterable[Cells] = (),
    unreached: Iterable[Cells] = (),
    blank: Iterable[Cells] = (),
    marks: Iterable[tuple[float, float]] = (),
    name: str | None = None,
    photo: str | None = None,
    scale: bool = True,
) -> Panel:
    """Draw a two-dimensional array, or an RGB image, as a panel.

    Parameters
    ----------
    title : str
        What it is.
    array : ndarray
        (H, W) or (H, W, 3).
    kind : "image", "signed" or "positive"
        Which colours it has.
    cell : float
        CSS pixels a cell.
    note : str
        The line below, usually the shape; without one, the array's shape.
    limits : (float, float), optional
        Values at the ends of the scale.
    labels : sequence of str, optional
        Text in the cells, row by row.
    outlines, hatched, unreached, blank : iterable of (row, column, height, width)
        The window; padding; cells that no window reaches; cells not computed yet.
    marks : iterable of (row, column)
        Points, such as the centres of windows.
    name : str, optional
        Under which name the panel's cells report a touch.
    photo : str, optional
        The id of an image sent before, in place of the array's own pixels.
    scale : bool
        Whether the scale's colours and ends are drawn below.
    """
    rows, columns = array.shape[:2]
    width, height = columns * cell, rows * cell
    limits = limits or value_range(array, kind)
    body = [_pixels(array, kind, limits, cell, photo)]
    body += [_fill(rectangle, cell, "blank") for rectangle in blank]
    if cell >= SMALLEST_GRID_CELL:
        body.append(_grid_lines(rows, columns, cell))
    body += [_hatching(rectangle, cell, "padding") for rectangle in hatched]
    body += [_hatching(rectangle, cell, "unreached") for rectangle in unreached]
    if labels is not None:
        inks = ink(array, kind, limits) if array.ndim == 2 else ["#000"] * (rows * columns)
        body.append(_labels(labels, inks, columns, cell))
    body.append(_marks(marks, cell))
    body += [_outline(rectangle, cell) for rectangle in outlines]
    if name is not None:
        body.append(
            f'<rect data-panel="{name}" data-rows="{rows}" data-columns="{columns}" '
            f'width="{width:g}" height="{height:g}" fill="transparent"/>'
        )
    note = note or " × ".join(str(n) for n in array.shape)
    below = _scale(kind, limits) if scale and array.ndim == 2 else ""
    return framed(title, note, "".join(body), below, width, height)


def framed(title: str, note: str, body: str, scale: str, width: float, height: float) -> Panel:
    """Put a title above a drawing, and a note (the shape) and a scale below it.

    Parameters
    ----------
    title, note : str
        Plain text.
    body : str
        The drawing as SVG, from 0 to ``width`` and ``height``.
    scale : str
        SVG that is 120 wide, or nothing.
    width, height : float
        CSS pixels of the drawing.
    """
    # Wide enough for the title too: about 8 px a letter at 13 px, bold.
    full_width = max(width, 8.0 * len(title), 6.6 * len(note), 130 if scale else 0) + 8
    left = (full_width - width) / 2
    full_height = TITLE_HEIGHT + height + 20 + (SCALE_HEIGHT if scale else 2)
    middle = full_width / 2
    return Panel(
        f'<svg viewBox="0 0 {full_width:g} {full_height:g}" width="{full_width:g}">'
        f'<text class="title" x="{middle:g}" y="14">{escape(title)}</text>'
        f'<g transform="translate({left:g},{TITLE_HEIGHT})">{body}</g>'
        f'<text x="{middle:g}" y="{TITLE_HEIGHT + height + 16:g}">{escape(note)}</text>'
        f'<g transform="translate({middle - 60:g},{TITLE_HEIGHT + height + 24:g})">{scale}</g>'
        "</svg>",
        full_width,
    )


def _pixels(
    array: NDArray[Any], kind: Kind, limits: tuple[float, float], cell: float, photo: str | None
) -> str:
    """Draw the array's colours, from a photo sent before where there is one."""
    rows, columns = array.shape[:2]
    if photo is not None:
        return f'<use href="#{photo}" transform="scale({cell:g})"/>'
    rendering = "pixelated" if cell >= 2 else "auto"
    return (
        f'<image href="{png_data_uri(array, kind, limits)}" width="{columns * cell:g}" '
        f'height="{rows * cell:g}" preserveAspectRatio="none" style="image-rendering:{rendering}"/>'
    )


def shared_image(identifier: str, image: NDArray[Any]) -> str:
    """Return an image as a definition that panels of other pictures use by its id."""
    rows, columns = image.shape[:2]
    uri = png_data_uri(image, "image")
    return f'<image id="{identifier}" href="{uri}" width="{columns}" height="{rows}"/>'


def _grid_lines(rows: int, columns: int, cell: float) -> str:
    """Draw the lines between the cells and around them."""
    horizontal = "".join(f"M0 {row * cell:g}h{columns * cell:g}" for row in range(rows + 1))
    vertical = "".join(f"M{column * cell:g} 0v{rows * cell:g}" for column in range(columns + 1))
    return f'<path class="grid" d="{horizontal}{vertical}"/>'


def _labels(labels: Sequence[str], inks: Sequence[str], columns: int, cell: float) -> str:
    """Write the cells' numbers, black or white by contrast; long ones a little smaller."""
    longest = max(map(len, labels))
    size = min(15.0, max(12.0, 1.5 * cell / max(longest, 1)))
    groups = []
    for colour in sorted(set(inks)):
        texts = "".join(
            f'<text x="{(place % columns + 0.5) * cell:g}" '
            f'y="{(place // columns + 0.5) * cell + 0.35 * size:g}">{label}</text>'
            for place, (label, own) in enumerate(zip(labels, inks, strict=True))
            if label and own == colour
        )
        groups.append(f'<g class="number" font-size="{size:g}" fill="{colour}">{texts}</g>')
    return "".join(groups)


def _box(rectangle: Cells, cell: float) -> str:
    """Return a rectangle's place in CSS pixels, as SVG attributes."""
    row, column, height, width = (part * cell for part in rectangle)
    return f'x="{column:g}" y="{row:g}" width="{width:g}" height="{height:g}"'


def _outline(rectangle: Cells, cell: float) -> str:
    """Draw a window: orange, with a light halo that keeps it visible on any photo."""
    box = _box(rectangle, cell)
    return (
        f'<rect {box} fill="none" stroke="#fff" stroke-width="5" stroke-opacity=".8"/>'
        f'<rect {box} fill="none" stroke="{WINDOW_COLOUR}" stroke-width="2.5"/>'
    )


def _marks(places: Iterable[tuple[float, float]], cell: float) -> str:
    """Draw points, small enough not to hide the cells."""
    points = "".join(f"M{column * cell:g} {row * cell:g}h0" for row, column in places)
    return f'<path class="mark" stroke="{WINDOW_COLOUR}" d="{points}"/>'


def _fill(rectangle: Cells, cell: float, kind: str) -> str:
    """Cover cells with the page's own background."""
    return f'<rect class="{kind}" {_box(rectangle, cell)}/>'


def _hatching(rectangle: Cells, cell: float, kind: str) -> str:
    """Hatch cells: padding rising to the right, unreached ones falling and on grey."""
    row, column, height, width = (part * cell for part in rectangle)
    step = 8.0
    lines = []
    offset = step / 2
    while offset < width + height:
        begin, end = max(offset - height, 0), min(offset, width)
        if kind == "padding":
            first, last = row + offset - begin, row + offset - end
        else:
            first, last = row + height - offset + begin, row + height - offset + end
        lines.append(f"M{column + begin:g} {first:g}L{column + end:g} {last:g}")
        offset += step
    path = f'<path class="{kind}" d="{"".join(lines)}"/>'
    return f'<rect class="{kind}" {_box(rectangle, cell)}/>{path}'


def _scale(kind: Kind, limits: tuple[float, float]) -> str:
    """Draw the colours of a scale with its ends, and zero where it lies between them."""
    low, high = limits
    uri = png_data_uri(np.linspace(low, high, len(palette(kind)))[None], kind, limits)
    low_text, high_text = signed_number(low), signed_number(high)
    zero = '<text x="60" y="26">0</text>' if kind == "signed" else ""
    return (
        f'<image href="{uri}" width="120" height="10" preserveAspectRatio="none"/>'
        f'<text x="0" y="26">{low_text}</text>{zero}<text x="120" y="26">{high_text}</text>'
    )
