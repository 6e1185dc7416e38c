"""Touching a picture, and hearing it: the cell under the pointer, and words for screen readers."""

from pathlib import Path
from typing import Any

import anywidget
import traitlets


class Pointer(anywidget.AnyWidget):
    """Watches one picture, reports the cell under the pointer and announces what it shows.

    It is an addition: where it cannot load, the sliders still reach every cell.

    Parameters
    ----------
    picture : str
        The picture's name, its ``data-picture``.
    dragged : bool
        Whether only pressing and dragging touches it; otherwise a mouse that passes over it does.
    """

    _esm = (Path(__file__).parent / "pointer.js").read_text(encoding="utf-8")
    picture = traitlets.Unicode().tag(sync=True)
    dragged = traitlets.Bool(False).tag(sync=True)
    cell: traitlets.List[Any] = traitlets.List(default_value=[]).tag(sync=True)
    """Panel, row and column, as in ``["output", 3, 4]``; empty before the first touch."""
    words = traitlets.Unicode().tag(sync=True)
    """The picture's state, which is announced to screen readers when it has come to rest."""
