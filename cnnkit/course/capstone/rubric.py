"""The rubric: six criteria, four levels each, filled by the learner and by a teacher."""

from collections.abc import Mapping
from html import escape

from cnnkit.course.as_html import EDGE, QUIET, SHADE, TEXT

LEVELS = ("missing", "begun", "sound", "convincing")

CRITERIA: Mapping[str, tuple[str, str, str, str]] = {
    "question": (
        "There is none, or only a topic.",
        "A question, without the number that answers it.",
        "A question, its number, and what would count as an answer.",
        "Also for whom, and what a mistake costs them.",
    ),
    "baseline": (
        "There is none.",
        "One that was not measured, or on other images.",
        "Measured on the same images, by the same number.",
        "Two, one of them strong, and the gain stated against it.",
    ),
    "design": (
        "Taken over, without a word.",
        "Drawn and counted.",
        "Counted, within the budget, each choice with a reason.",
        "Alternatives under the same budget, and why not they.",
    ),
    "training": (
        "Only the last number is known.",
        "Curves are shown.",
        "Curves are read; settings and seeds stand there, so that it can be repeated.",
        "Several seeds; one thing changed at a time; what failed is told.",
    ),
    "inspection": (
        "Nobody has looked at a mistake.",
        "Some mistakes are shown.",
        "Mistakes are counted by kind, and a reason is proposed.",
        "The reason is tested, by covering, by changing, by other images.",
    ),
    "honesty": (
        "The best number of many, or one seen on images that were trained on.",
        "Test images opened more than once, and it is said.",
        "Opened once; the number comes with its spread.",
        "Also where it fails, where not to use it, what is not known.",
    ),
}
"""What is judged, and how the four levels of it look."""


class Rubric:
    """The rubric as a table, with the levels that somebody has chosen marked in it.

    Parameters
    ----------
    by : str
        Who fills it.
    **chosen
        A level from 0 to 3 by its criterion; those left out are open.

    Raises
    ------
    ValueError
        If there is no such criterion or level.

    Examples
    --------
    >>> rubric = Rubric(by="the learner", question=2, honesty=3)
    >>> rubric.points, rubric.open
    (5, ['baseline', 'design', 'training', 'inspection'])
    >>> Rubric(beauty=3)
    Traceback (most recent call last):
        ...
    ValueError: there is no criterion 'beauty'; there are question, baseline, design, training, ...
    """

    def __init__(self, *, by: str = "", **chosen: int) -> None:
        for name, level in chosen.items():
            if name not in CRITERIA:
                raise ValueError(f"there is no criterion {name!r}; there are {', '.join(CRITERIA)}")
            if isinstance(level, bool) or level not in range(len(LEVELS)):
                raise ValueError(f"{name} is {level!r}; the levels are 0, 1, 2 and 3")
        self.by = by
        self.chosen = dict(chosen)

    @property
    def points(self) -> int:
        """The sum of the levels."""
        return sum(self.chosen.values())

    @property
    def open(self) -> list[str]:
        """The criteria for which no level is chosen yet."""
        return [name for name in CRITERIA if name not in self.chosen]

    @property
    def title(self) -> str:
        """Who has filled it, and how far."""
        if not self.chosen:
            return "Rubric"
        who = f", filled by {self.by}" if self.by else ""
        state = f"{self.points} of {(len(LEVELS) - 1) * len(CRITERIA)} points"
        left = f", {len(self.open)} criteria open" if self.open else ""
        return f"Rubric{who}: {state}{left}"

    def __repr__(self) -> str:
        lines = [self.title]
        for name, texts in CRITERIA.items():
            lines.append(name)
            for level, text in enumerate(texts):
                mark = "✓" if self.chosen.get(name) == level else " "
                lines.append(f"  {mark} {level} {LEVELS[level]}: {text}")
        return "\n".join(lines)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self._html()}

    def _html(self) -> str:
        """Draw the table."""
        cell = f"border:{EDGE};padding:4px 8px;text-align:left;vertical-align:top;background:none"
        heads = "".join(
            f'<th scope="col" style="{cell}">{level} {name}</th>'
            for level, name in enumerate(LEVELS)
        )
        rows = []
        for name, texts in CRITERIA.items():
            cells = "".join(
                f'<td style="{cell}{_marked(self.chosen.get(name) == level)}">'
                f"{'✓ ' if self.chosen.get(name) == level else ''}{escape(text)}</td>"
                for level, text in enumerate(texts)
            )
            head = f'<th scope="row" style="{cell}">{name}</th>'
            rows.append(f'<tr style="background:none">{head}{cells}</tr>')
        return (
            f'<div style="max-width:880px;overflow-x:auto;{TEXT}"><div style="font-weight:600">'
            f'{escape(self.title)}</div><table style="border-collapse:collapse;font-size:13px;'
            f'line-height:1.35;{TEXT}"><tr><th style="{cell};{QUIET}">criterion</th>{heads}</tr>'
            f"{''.join(rows)}</table></div>"
        )


def _marked(marked: bool) -> str:
    """Return the look of a chosen cell."""
    return f";{SHADE};font-weight:600;outline:2px solid #E66100;outline-offset:-2px" * marked
