"""What a learner sees as a card."""

from abc import ABC, abstractmethod

from cnnkit.course.as_html import html_of
from cnnkit.course.as_text import text_of
from cnnkit.course.card import Card


class Shown(ABC):
    """Something a learner sees as a card: rich in JupyterLab, readable as text elsewhere."""

    @property
    @abstractmethod
    def card(self) -> Card:
        """The card to show."""

    def __str__(self) -> str:
        return _sendable(text_of(self.card))

    def __repr__(self) -> str:
        return str(self)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": _sendable(html_of(self.card))}


def _sendable(text: str) -> str:
    """Replace what no message to the browser can carry: halves of surrogate pairs."""
    return text.encode("utf-8", "replace").decode("utf-8")
