"""A small batch as blocks of numbers: a row for each image, a column for each channel."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.drawing.svg import Panel, framed, signed_number
from cnnkit.plots.colours import WINDOW_COLOUR, ink, palette, palette_indices, value_range

CELL, GAP, LEFT, TOP = 42, 14, 58, 20
"""CSS pixels: a value, between blocks, for the images' names and for the channels'."""


def blocks_panel(
    title: str,
    values: NDArray[Any],
    bright: NDArray[np.bool_],
    chosen: tuple[int, int, int, int],
    *,
    note: str,
) -> Panel:
    """Draw an array (N, H, W, C) with all its numbers.

    Parameters
    ----------
    title : str
        What the numbers are.
    values, bright : ndarray, (N, H, W, C)
        The numbers, and which of them are not faint.
    chosen : (int, int, int, int)
        Image, row, column and channel of the value that is outlined.
    note : str
        A line below.

    Examples
    --------
    >>> panel = blocks_panel(
    ...     "x", np.ones((1, 2, 3, 2)), np.ones((1, 2, 3, 2), bool), (0, 0, 0, 1), note="12 ones"
    ... )
    >>> panel.svg.count('data-panel="block-'), panel.svg.count("number value")
    (2, 12)
    """
    N, H, W, C = values.shape
    colours, limits = palette("signed"), value_range(values, "signed")
    inks = np.reshape(ink(values.reshape(N, -1), "signed", limits), values.shape)
    steps = palette_indices(values, "signed", limits)
    body = [
        f'<text x="{LEFT + c * (W * CELL + GAP) + W * CELL / 2:g}" y="12">channel {c}</text>'
        for c in range(C)
    ]
    for n in range(N):
        top = TOP + n * (H * CELL + GAP)
        body.append(
            f'<text class="left" x="{LEFT - 8}" y="{top + H * CELL / 2 + 4:g}">image {n}</text>'
        )
        for c in range(C):
            left = LEFT + c * (W * CELL + GAP)
            for i, j in np.ndindex(H, W):
                place = n, i, j, c
                colour = "#" + colours[steps[place]].tobytes().hex()
                faint = "" if bright[place] else ' opacity=".35"'
                text = signed_number(values[place], 0 if abs(values[place]) >= 100 else 2)
                body.append(
                    f'<g class="number value" font-size="12.5" fill="{inks[place]}"{faint}>'
                    f'<rect x="{left + j * CELL}" y="{top + i * CELL}" width="{CELL}" '
                    f'height="{CELL}" fill="{colour}" stroke="#8888"/>'
                    f'<text x="{left + (j + 0.5) * CELL:g}" y="{top + (i + 0.5) * CELL + 4:g}">'
                    f"{text}</text></g>"
                )
            body.append(
                f'<rect data-panel="block-{n}-{c}" data-rows="{H}" data-columns="{W}" '
                f'x="{left}" y="{top}" width="{W * CELL}" height="{H * CELL}" fill="transparent"/>'
            )
    n, i, j, c = chosen
    body.append(
        f'<rect x="{LEFT + c * (W * CELL + GAP) + j * CELL}" pointer-events="none" '
        f'y="{TOP + n * (H * CELL + GAP) + i * CELL}" width="{CELL}" height="{CELL}" fill="none" '
        f'stroke="{WINDOW_COLOUR}" stroke-width="3"/>'
    )
    width = LEFT + C * (W * CELL + GAP) - GAP
    height = TOP + N * (H * CELL + GAP) - GAP
    return framed(title, note, "".join(body), "", width, height)
