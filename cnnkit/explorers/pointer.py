"""Touching a picture: which cell of which panel lies under the mouse or the finger."""

from pathlib import Path
from typing import Any

import anywidget
import traitlets


class Pointer(anywidget.AnyWidget):
    """Watches one picture and reports the cell under the pointer.

    It is an addition: where it cannot load, the sliders still reach every cell.

    Parameters
    ----------
    picture : str
        The picture's name, its ``data-picture``.
    """

    _esm = (Path(__file__).parent / "pointer.js").read_text(encoding="utf-8")
    picture = traitlets.Unicode().tag(sync=True)
    cell: traitlets.List[Any] = traitlets.List(default_value=[]).tag(sync=True)
    """Panel, row and column, as in ``["output", 3, 4]``; empty before the first touch."""
