"""What a check answers, and the evidence shown with it."""

from dataclasses import dataclass
from typing import Any

from cnnkit.course.card import Block, Card, Grids, Kind, Paragraph
from cnnkit.course.compare import Difference, as_numbers, brief
from cnnkit.course.grid import grid_of
from cnnkit.course.outcome import Raised, Returned
from cnnkit.course.shown import Shown


@dataclass(frozen=True, repr=False)
class Verdict(Shown):
    """The answer to one check: true if right, readable as text, rich in JupyterLab.

    Attributes
    ----------
    kind : str
        "right", "wrong", "crashed" or "not attempted".
    title : str
        The exercise or question.
    blocks : tuple of Block
        The explanation.
    mistake : str or None
        The name of the known mistake that the answer behaves like.
    """

    kind: Kind
    title: str
    blocks: tuple[Block, ...] = ()
    mistake: str | None = None

    def __bool__(self) -> bool:
        return self.kind == "right"

    @property
    def card(self) -> Card:
        """The card to show."""
        return Card(self.kind, self.title, self.blocks)


@dataclass(frozen=True)
class Case:
    """Inputs on which an answer is compared with the reference, and their description.

    Parameters
    ----------
    inputs : tuple
        The reference's arguments in order. Every answer is run on a copy of them.
    label : str
        What is special about them, in words that end "It happened on this case: ...".

    Examples
    --------
    >>> Case((6, 3, 2), "6 pixels, kernel 3, stride 2: one pixel is left over").inputs
    (6, 3, 2)
    """

    inputs: tuple[Any, ...]
    label: str


def said(kind: Kind, title: str, *paragraphs: str) -> Verdict:
    """Make a verdict of words only."""
    return Verdict(kind, title, tuple(Paragraph(text) for text in paragraphs))


def inputs_block(case: Case, names: list[str]) -> Block:
    """Show a case's inputs: numbers in one line, arrays as grids."""
    if all(_is_short(value) for value in case.inputs):
        pairs = zip(names, case.inputs, strict=True)
        return Paragraph(", ".join(f"`{name} = {brief(value)}`" for name, value in pairs))
    named = zip(names, case.inputs, strict=True)
    return Grids(tuple(grid_of(name, value, kernel="kernel" in name) for name, value in named))


def _is_short(value: object) -> bool:
    numbers = as_numbers(value)
    return numbers is None or numbers.ndim == 0 or isinstance(value, tuple)


def wrong_blocks(
    case: Case,
    names: list[str],
    expected: object,
    got: object,
    difference: Difference,
    *,
    kernel: bool,
) -> tuple[Block, ...]:
    """Show a case on which an answer differs: inputs, expected beside got, the difference."""
    index = difference.index
    return (
        Paragraph(f"The smallest case that fails: {case.label}."),
        inputs_block(case, names),
        Grids(
            (
                grid_of("expected", expected, index, kernel=kernel),
                grid_of("got", got, index, kernel=kernel),
            )
        ),
        Paragraph(difference.message),
    )


def crashed_blocks(case: Case, names: list[str], raised: Raised) -> tuple[Block, ...]:
    """Show a case on which an answer raised an exception: what, where, and what it means."""
    place = f", in `{raised.line}`" if raised.line else ""
    return (
        Paragraph(f"Your code stopped with `{raised.message}`{place}."),
        Paragraph(raised.explanation),
        Paragraph(f"It happened on this case: {case.label}."),
        inputs_block(case, names),
    )


def changed_text(outcome: Returned) -> str:
    """Say which inputs an answer overwrote."""
    names = " and ".join(f"`{name}`" for name in outcome.changed)
    return (
        f"Your function changes its input {names} while it works, so whoever calls it finds other "
        "numbers there afterwards. Work on a copy (`x.copy()`), or write into a new array."
    )
