"""How everything with widgets is displayed: as a live view, and in words where there is none."""

import sys
from typing import Any

from IPython.display import display
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

    def _ipython_display_(self) -> None:
        """Publish the view in Colab; everywhere else leave it to the bundle.

        With each output Colab is told from where to load widgets that are not its own, such as
        the pointer. It adds that to what is published, but not to the last value of a cell.
        """
        if "google.colab.output" not in sys.modules:
            raise NotImplementedError
        display(self._repr_mimebundle_(), raw=True)  # type: ignore[no-untyped-call]
