"""How everything with widgets is displayed: as a live view, and in words where there is none."""

from typing import Any

from ipywidgets import Box


class View:
    """A box of widgets that also reads as plain text.

    A view *has* a box and is not itself a widget: on ipywidgets 7.7 a widget's own display
    method wins over `_repr_mimebundle_`, and the words would be lost.

    Parameters
    ----------
    box : ipywidgets.Box
        What is shown where widgets can be.
    text : str
        What is shown elsewhere; it does not change, so that stored notebooks stay the same.
    """

    def __init__(self, box: Box, text: str) -> None:
        self.box = box
        self.text = text

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        """Return the live view and the words, for any front end to choose from."""
        return {
            "application/vnd.jupyter.widget-view+json": {
                "version_major": 2,
                "version_minor": 0,
                "model_id": self.box.model_id,
            },
            "text/plain": self.text,
        }
