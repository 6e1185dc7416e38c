"""What the course says to a learner, as data: a card of paragraphs, code, grids and lists.

Exercises and questions make cards; `as_html` and `as_text` draw them. Texts use two marks only:
`backticks` for code, and four spaces of indentation for a block of code between blank lines.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "right", "wrong", "crashed", "not attempted", "hint", "solution", "question", "progress"
]

SIGNS: dict[Kind, str] = {
    "right": "✓",
    "wrong": "✗",
    "crashed": "⚠",
    "not attempted": "○",
    "hint": "→",
    "solution": "=",
    "question": "?",
    "progress": "▪",
}


@dataclass(frozen=True)
class Paragraph:
    """One idea in words."""

    text: str


@dataclass(frozen=True)
class Code:
    """Lines of Python."""

    source: str


@dataclass(frozen=True)
class Grid:
    """An array, or the part of it worth seeing, as cells of text; `focus` is the marked cell."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    focus: tuple[int, int] | None = None


@dataclass(frozen=True)
class Grids:
    """Grids that belong beside each other."""

    grids: tuple[Grid, ...]


@dataclass(frozen=True)
class Items:
    """A list of marked lines: `(mark, text)`."""

    lines: tuple[tuple[str, str], ...]


Block = Paragraph | Code | Grids | Items


@dataclass(frozen=True)
class Card:
    """A kind (which gives sign, word and colour), a title and what stands under it."""

    kind: Kind
    title: str
    blocks: tuple[Block, ...] = ()


def blocks_from(text: str) -> tuple[Block, ...]:
    r"""Read a text as paragraphs, and its indented parts as code.

    Parameters
    ----------
    text : str
        Paragraphs divided by blank lines; a part whose lines all start with four spaces is code.

    Returns
    -------
    tuple of Block

    Examples
    --------
    >>> blocks_from("Look at\nthis:\n\n    x = 1")
    (Paragraph(text='Look at this:'), Code(source='x = 1'))
    """
    blocks: list[Block] = []
    for part in text.strip("\n").split("\n\n"):
        lines = part.split("\n")
        if all(line.startswith("    ") for line in lines):
            blocks.append(Code("\n".join(line[4:] for line in lines)))
        elif part.strip():
            blocks.append(Paragraph(" ".join(line.strip() for line in lines)))
    return tuple(blocks)
