"""A confusion matrix as an SVG panel, with the names of its rows and columns."""

from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.drawing.svg import Panel, framed
from cnnkit.plots.colours import WINDOW_COLOUR, ink, png_data_uri

CELL, NUMBER_WIDTH, LETTER_WIDTH = 25, 18, 7.2
"""CSS pixels of a cell, of a short row name, and of a letter of a long one."""


def confusion_panel(
    matrix: NDArray[Any],
    names: Sequence[str],
    *,
    row: int | None,
    column: int | None,
) -> Panel:
    """Draw a confusion matrix, its mistakes shaded; touch reports a cell of panel "matrix".

    Parameters
    ----------
    matrix : ndarray, (C, C)
        A row for each true class, a column for each class that is read.
    names : sequence of str
        Of the classes. Long ones stand at the rows only, with a letter that the columns share.
    row, column : int or None
        What is chosen, and outlined.

    Examples
    --------
    >>> panel = confusion_panel(np.array([[3, 1], [0, 2]]), ["cat", "dog"], row=0, column=1)
    >>> 'data-panel="matrix"' in panel.svg, "a cat" in panel.svg
    (True, True)
    """
    count = len(names)
    long = max(map(len, names)) > 1
    keys = [chr(ord("a") + place) for place in range(count)] if long else list(names)
    rows = [f"{key} {name}" for key, name in zip(keys, names, strict=True)] if long else keys
    left = max(NUMBER_WIDTH, LETTER_WIDTH * max(map(len, rows)))
    side = count * CELL
    mistakes = matrix.astype(float)
    np.fill_diagonal(mistakes, 0.0)
    limits = (0.0, max(float(mistakes.max()), 1.0))
    inks = ink(mistakes, "positive", limits)
    body = [
        f'<image href="{png_data_uri(mistakes, "positive", limits)}" width="{side}" '
        f'height="{side}" preserveAspectRatio="none" style="image-rendering:pixelated"/>'
    ]
    for place, (truth, read) in enumerate(np.ndindex(*matrix.shape)):
        if matrix[truth, read]:
            middle, line = (read + 0.5) * CELL, (truth + 0.5) * CELL + 4
            body.append(
                f'<g class="number" font-size="12" fill="{inks[place]}">'
                f'<text x="{middle:g}" y="{line:g}">{matrix[truth, read]}</text></g>'
            )
    body += [
        f'<text class="left" x="-5" y="{(place + 0.5) * CELL + 4:g}">{escape(name)}</text>'
        for place, name in enumerate(rows)
    ]
    body += [
        f'<text x="{(place + 0.5) * CELL:g}" y="-4">{escape(key)}</text>'
        for place, key in enumerate(keys)
    ]
    if row is not None or column is not None:
        top, height = (0, count) if row is None else (row, 1)
        start, width = (0, count) if column is None else (column, 1)
        box = f'x="{start * CELL}" y="{top * CELL}" width="{width * CELL}" height="{height * CELL}"'
        body.append(f'<rect {box} fill="none" stroke="#fff" stroke-width="5" stroke-opacity=".8"/>')
        body.append(f'<rect {box} fill="none" stroke="{WINDOW_COLOUR}" stroke-width="2.5"/>')
    body.append(
        f'<rect data-panel="matrix" data-rows="{count}" data-columns="{count}" '
        f'width="{side}" height="{side}" fill="transparent"/>'
    )
    shifted = f'<g transform="translate({left:g},18)">{"".join(body)}</g>'
    note = "row: truth, column: read as"
    return framed("confusion matrix", note, shifted, "", left + side, side + 18)
