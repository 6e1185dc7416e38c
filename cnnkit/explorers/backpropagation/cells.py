"""Grids of numbers with their gradients: a number above, the loss's slope by it below in purple."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.drawing.svg import Panel, framed, signed_number
from cnnkit.plots.colours import GRADIENT_COLOUR, WINDOW_COLOUR, Kind, ink, palette, palette_indices

Place = tuple[int, int]
Size = tuple[float, float]
"""Width and height in CSS pixels."""

DEEPEST = 0.5
"""How opaque the purple behind the largest gradient is: dark text stays readable on it."""

TEXT = 13

NEXT_ROW = Panel('<span style="flex:0 0 100%"></span>', 0)
"""In a picture's list of panels: those that follow stand in a row of their own."""


def values_grid(
    array: NDArray[Any],
    size: Size,
    *,
    limit: float,
    top: float = 0.0,
    height: float | None = None,
    digits: int = 2,
    kind: Kind = "signed",
) -> str:
    """Draw numbers on their colours: signed ones white at 0, those of an image from black.

    Parameters
    ----------
    array : ndarray
        (rows, columns); NaN is drawn as an empty cell.
    size : (float, float)
        Of a cell.
    limit : float
        The number with the deepest red, and less it the deepest blue.
    top, height : float
        Which part of each cell is filled; by default all of it.
    digits : int
        After the point, at most.
    kind : "signed" or "image"
        Which colours.
    """
    wide, high = size
    part = high if height is None else height
    known = np.nan_to_num(array)
    limits = (-limit if kind == "signed" else 0.0, limit)
    colours = palette(kind)[palette_indices(known, kind, limits)].reshape(-1, 3)
    inks = ink(known, kind, limits)
    drawn = []
    for place, value in enumerate(array.flat):
        if np.isnan(value):
            continue
        row, column = divmod(place, array.shape[1])
        red, green, blue = colours[place]
        drawn.append(
            f'<rect x="{column * wide:g}" y="{row * high + top:g}" width="{wide:g}" '
            f'height="{part:g}" fill="#{red:02x}{green:02x}{blue:02x}"/>'
            f'<g class="number" font-size="{TEXT}" fill="{inks[place]}">'
            f'<text x="{(column + 0.5) * wide:g}" y="{row * high + top + part / 2 + 4.5:g}">'
            f"{signed_number(float(value), digits)}</text></g>"
        )
    return "".join(drawn)


def gradients_grid(
    array: NDArray[Any],
    size: Size,
    *,
    limit: float,
    top: float = 0.0,
    height: float | None = None,
    digits: int = 2,
) -> str:
    """Draw gradients: the purple is the deeper, the further a number is from 0.

    The parameters are those of `values_grid`.
    """
    wide, high = size
    part = high if height is None else height
    drawn = []
    for place, value in enumerate(array.flat):
        if np.isnan(value):
            continue
        row, column = divmod(place, array.shape[1])
        share = DEEPEST * min(abs(float(value)) / limit, 1.0)
        if share:
            drawn.append(
                f'<rect x="{column * wide:g}" y="{row * high + top:g}" width="{wide:g}" '
                f'height="{part:g}" fill="{GRADIENT_COLOUR}" fill-opacity="{share:.2f}"/>'
            )
        drawn.append(
            f'<text x="{(column + 0.5) * wide:g}" y="{row * high + top + part / 2 + 4.5:g}" '
            f'style="font-size:{TEXT}px">{signed_number(float(value), digits)}</text>'
        )
    return "".join(drawn)


def lines_between(rows: int, columns: int, size: Size, *, colour: str = "") -> str:
    """Draw the lines between the cells and around them, purple around gradients."""
    wide, high = size
    across = "".join(f"M0 {row * high:g}h{columns * wide:g}" for row in range(rows + 1))
    down = "".join(f"M{column * wide:g} 0v{rows * high:g}" for column in range(columns + 1))
    grid = f'<path class="grid" d="{across}{down}"/>'
    if colour:
        grid += (
            f'<rect width="{columns * wide:g}" height="{rows * high:g}" fill="none" '
            f'stroke="{colour}" stroke-width="2"/>'
        )
    return grid


def outlines(places: Iterable[Place], size: Size) -> str:
    """Outline cells in orange, with a light halo; cells that touch share one outline."""
    wide, high = size
    marked = set(places)
    lines = ""
    for row, column in sorted(marked):
        x, y = column * wide, row * high
        if (row - 1, column) not in marked:
            lines += f"M{x:g} {y:g}h{wide:g}"
        if (row + 1, column) not in marked:
            lines += f"M{x:g} {y + high:g}h{wide:g}"
        if (row, column - 1) not in marked:
            lines += f"M{x:g} {y:g}v{high:g}"
        if (row, column + 1) not in marked:
            lines += f"M{x + wide:g} {y:g}v{high:g}"
    if not lines:
        return ""
    return (
        f'<path d="{lines}" fill="none" stroke="#fff" stroke-width="5" stroke-opacity=".7" '
        f'stroke-linecap="square"/><path d="{lines}" fill="none" stroke="{WINDOW_COLOUR}" '
        'stroke-width="2.5" stroke-linecap="square"/>'
    )


def hatching(places: Iterable[Place], size: Size) -> str:
    """Hatch cells that are padding: rising to the right."""
    wide, high = size
    strokes, boxes = "", ""
    for row, column in places:
        x, y = column * wide, row * high
        boxes += f"M{x:g} {y:g}h{wide:g}v{high:g}h{-wide:g}z"
        strokes += f"M{x:g} {y + high / 2:g}l{wide / 2:g} {-high / 2:g}"
        strokes += f"M{x:g} {y + high:g}l{wide:g} {-high:g}"
        strokes += f"M{x + wide / 2:g} {y + high:g}l{wide / 2:g} {-high / 2:g}"
    return f'<path d="{boxes}" fill="#8882"/><path class="padding" d="{strokes}"/>' if boxes else ""


def touchable(name: str, rows: int, columns: int, size: Size) -> str:
    """Return what reports under a name which of the cells is touched."""
    wide, high = size
    return (
        f'<rect data-panel="{name}" data-rows="{rows}" data-columns="{columns}" '
        f'width="{columns * wide:g}" height="{rows * high:g}" fill="transparent"/>'
    )


def number_panel(
    title: str,
    array: NDArray[Any],
    *,
    size: Size,
    limit: float,
    gradient: bool = False,
    kind: Kind = "signed",
    marked: Iterable[Place] = (),
    hatched: Iterable[Place] = (),
    note: str = "",
    name: str = "",
) -> Panel:
    """Draw one array as a panel: forward numbers in red and blue, gradients in purple.

    Parameters
    ----------
    title : str
        What it is.
    array : ndarray
        (rows, columns); NaN is drawn as an empty cell.
    size : (float, float)
        Of a cell.
    limit : float
        The number with the deepest colour.
    gradient : bool
        Whether these are slopes of the loss.
    kind : "signed" or "image"
        The colours of forward numbers.
    marked, hatched : iterable of (row, column)
        Cells of the present place; cells of the padding.
    note : str
        The line below; by default the shape.
    name : str
        Under which the cells report a touch.
    """
    rows, columns = array.shape
    if gradient:
        body = gradients_grid(array, size, limit=limit)
    else:
        body = values_grid(array, size, limit=limit, kind=kind)
    body += hatching(hatched, size)
    body += lines_between(rows, columns, size, colour=GRADIENT_COLOUR if gradient else "")
    body += outlines(marked, size)
    if name:
        body += touchable(name, rows, columns, size)
    width, height = columns * size[0], rows * size[1]
    return framed(title, note or f"{rows} × {columns}", body, "", width, height)


def largest(*arrays: NDArray[Any]) -> float:
    """Return the largest magnitude of some arrays, for their colours; 1 where all are 0.

    Examples
    --------
    >>> largest(np.array([-3.0, np.nan]), np.zeros(2))
    3.0
    """
    return max(float(np.nan_to_num(np.abs(array)).max()) for array in arrays) or 1.0


def in_rows(array: NDArray[Any]) -> str:
    """Write a small array in one line, its rows divided by semicolons.

    Examples
    --------
    >>> in_rows(np.array([[1.0, -2.0], [3.0, 0.5]]))
    '[1 −2; 3 0.5]'
    """
    rows: Sequence[str] = [" ".join(signed_number(float(v)) for v in row) for row in array]
    return f"[{'; '.join(rows)}]"
