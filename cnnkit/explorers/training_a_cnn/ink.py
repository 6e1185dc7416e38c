"""Ink on the drawing pad: as cells, as text that travels, and laid down by a brush."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.images import to_float, to_uint8

SIDE = 56
"""Cells along each side of the pad: two for each pixel of MNIST."""

BRUSH = 2.0
"""The brush's radius in cells."""

_HEX = re.compile(f"(?:(?:[0-9a-f]{{2}}){{{SIDE * SIDE}}})?")

Place = tuple[float, float]
"""Across and down, from the pad's upper left corner."""


def is_ink(text: object) -> bool:
    """Say whether this is ink as text: two hexadecimal digits a cell, or nothing.

    Examples
    --------
    >>> is_ink(""), is_ink("00" * 56 * 56), is_ink("00" * 9), is_ink(None)
    (True, True, False, False)
    """
    return isinstance(text, str) and _HEX.fullmatch(text) is not None


def as_array(text: str) -> NDArray[np.float32]:
    """Return ink from 0 to 1, of shape (56, 56, 1).

    Examples
    --------
    >>> float(as_array("ff" + "00" * (56 * 56 - 1)).sum())
    1.0
    """
    cells = np.frombuffer(bytes.fromhex(text), np.uint8) if text else np.zeros(SIDE**2, np.uint8)
    ink: NDArray[np.float32] = to_float(cells.reshape(SIDE, SIDE, 1))
    return ink


def as_text(ink: NDArray[Any]) -> str:
    """Return ink of shape (56, 56, 1), bytes or floats from 0 to 1, as text.

    Examples
    --------
    >>> as_text(np.zeros((56, 56, 1))), as_text(np.ones((56, 56, 1)))[:6]
    ('', 'ffffff')
    """
    cells = to_uint8(ink)
    return cells.tobytes().hex() if cells.any() else ""


def strokes(lines: Sequence[Sequence[Place]], brush: float = BRUSH) -> NDArray[np.float32]:
    """Return the ink (56, 56, 1) that a soft round brush lays along lines, as on the pad.

    A cell whose centre is less than ``brush - 1/2`` away is full, and ``brush + 1/2`` away empty.

    Parameters
    ----------
    lines : sequence of sequences of (float, float)
        Corners of each line, in cells across and down.
    brush : float
        The brush's radius in cells.

    Examples
    --------
    >>> upright = strokes([[(28, 10), (28, 46)]])[:, :, 0]
    >>> upright[28, 24:32].tolist()
    [0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0]
    """
    centres = np.arange(SIDE) + 0.5
    across, down = np.meshgrid(centres, centres)
    ink = np.zeros((SIDE, SIDE))
    for line in lines:
        for (x1, y1), (x2, y2) in pairwise(line):
            dx, dy = x2 - x1, y2 - y1
            along = ((across - x1) * dx + (down - y1) * dy) / (dx * dx + dy * dy or 1.0)
            share = np.clip(along, 0, 1)
            away = np.hypot(across - x1 - share * dx, down - y1 - share * dy)
            ink = np.maximum(ink, np.clip(brush + 0.5 - away, 0, 1))
    return ink[:, :, np.newaxis].astype(np.float32)
