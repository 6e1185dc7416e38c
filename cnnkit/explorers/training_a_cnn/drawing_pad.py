"""A pad to draw on with the mouse, a finger, a pen or the keyboard."""

from pathlib import Path
from typing import Any

import anywidget
import ipywidgets as widgets
import traitlets

from cnnkit.explorers.training_a_cnn.ink import BRUSH, SIDE, is_ink


def _received(sent: Any, pad: "DrawingPad") -> str:
    """Return what the page sends if it is ink; otherwise keep the ink, and say so."""
    if is_ink(sent):
        pad.trouble = ""
        return str(sent)
    pad.trouble = "The page sent something that is no drawing; it was ignored."
    return str(pad.value)


class DrawingPad(anywidget.AnyWidget):
    """A square of cells that takes ink, used as a control: its ``value`` is the ink as text.

    It is an addition: where it cannot load, sliders and lists still bring ink.

    Parameters
    ----------
    value : str
        The ink it opens with, as `ink.as_text` writes it.

    Raises
    ------
    traitlets.TraitError
        If ``value`` is no ink.

    Examples
    --------
    >>> pad = DrawingPad()
    >>> pad.value, pad.side
    ('', 56)
    """

    _esm = (Path(__file__).parent / "drawing_pad.js").read_text(encoding="utf-8")
    side = traitlets.Int(SIDE).tag(sync=True)
    brush = traitlets.Float(BRUSH).tag(sync=True)
    value = traitlets.Unicode().tag(sync=True, echo_update=False, from_json=_received)
    """Two hexadecimal digits a cell, row by row; empty without ink."""
    answer = traitlets.Unicode().tag(sync=True)
    """What is made of the ink, in a few words below the pad."""
    trouble = traitlets.Unicode().tag(sync=True)
    """What was wrong with what the page sent."""

    allowed = f'"", or two hexadecimal digits for each of {SIDE} × {SIDE} cells'
    """What ``value`` can be, in words."""
    stands_aside = True
    """Whether it stands on the left of the other controls."""

    def __init__(self, value: str = "") -> None:
        layout = widgets.Layout(margin="0 12px 0 0", max_width="100%")
        super().__init__(value=value, layout=layout)

    @traitlets.validate("value")
    def _only_ink(self, proposal: dict[str, Any]) -> str:
        if not is_ink(proposal["value"]):
            raise traitlets.TraitError(f"a drawing is {self.allowed}")
        return str(proposal["value"])
