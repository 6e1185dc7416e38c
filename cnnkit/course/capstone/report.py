"""The report: its headings, what each asks, and how it is read for gaps and for numbers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from cnnkit.course.capstone.self_check import SelfCheck
from cnnkit.course.card import Block, Card, Items, Kind, Paragraph
from cnnkit.course.shown import Shown

HEADINGS: Mapping[str, str] = {
    "question": "What did you want to know, for whom, and which number answers it?",
    "baseline": "What reaches how much without your network?",
    "design": "Which layers, why these, and how many parameters of how many?",
    "training": "How did you train: epochs, seconds, and what did you watch?",
    "inspection": "What does it get wrong, and what have you found out about why?",
    "ablation": "What one thing did you change, and what did it change, over how many seeds?",
    "result": "What do the test images say, and how far may chance move it?",
    "limits": "Where would you not use it, and what do you not know?",
}
"""What a report answers, in this order."""

FEWEST_WORDS = 8


@dataclass(frozen=True)
class Wanted:
    """A number that a heading should name.

    Attributes
    ----------
    heading, name : str
    value : float
        As it would be written.
    within : float
        How far the number in the report may be from it.
    written : str
    """

    heading: str
    name: str
    value: float
    within: float
    written: str


@dataclass(frozen=True, eq=False, repr=False)
class Review(Shown):
    """What a report leaves open, and which of its numbers are not those measured.

    Attributes
    ----------
    report : object
        A dictionary, from heading to text.
    checked : SelfCheck
        The network that it is about.
    opened : tuple of float
        What the test images said, each time they were opened.
    """

    report: object
    checked: SelfCheck
    opened: tuple[float, ...]

    def __bool__(self) -> bool:
        return not self.gaps and not self.disagreements

    @cached_property
    def texts(self) -> dict[str, str]:
        """The text under each heading; empty where there is none."""
        given = self.report if isinstance(self.report, Mapping) else {}
        found = {heading: given.get(heading) for heading in HEADINGS}
        return {k: v.strip(" .…") if isinstance(v, str) else "" for k, v in found.items()}

    @property
    def gaps(self) -> dict[str, str]:
        """The headings that are not answered, with why."""
        found = {}
        for heading, text in self.texts.items():
            if not text:
                found[heading] = HEADINGS[heading]
            elif len(text.split()) < FEWEST_WORDS:
                found[heading] = f"a few words more: {HEADINGS[heading]}"
        return found

    @property
    def disagreements(self) -> dict[str, str]:
        """The headings whose numbers are not the measured ones, with what was measured."""
        found: dict[str, str] = {}
        for wanted in self._wanted():
            text = self.texts[wanted.heading]
            if wanted.heading in self.gaps or _names(text, wanted):
                continue
            found[wanted.heading] = self._why(wanted, text)
        if "result" not in self.gaps and not self.opened:
            found["result"] = "the test images are still closed: `track.examine(run)` opens them"
        return found

    def _wanted(self) -> list[Wanted]:
        """Return the numbers that a report should name."""
        levels, e = self.checked.levels, self.checked.evidence
        wanted = [
            self._score("baseline", "of the baseline", levels.floor),
            Wanted("design", "parameters", e.counts[0], 0.5, f"{e.counts[0]:,}"),
        ]
        if e.epochs:
            count = len(e.epochs)
            wanted.append(Wanted("training", "epochs", count, 0.1, str(count)))
        if self.opened:
            wanted.append(self._score("result", "of the test images", self.opened[0]))
        return wanted

    def _score(self, heading: str, name: str, value: float) -> Wanted:
        """Return a score as a number to be named: to half a unit of its last digit."""
        levels = self.checked.levels
        shown = value if levels.decibels else 100 * value
        return Wanted(heading, f"score {name}", shown, 0.0501, levels.written(value))

    def _why(self, wanted: Wanted, text: str) -> str:
        """Say which number is missing; one that belongs to something else is named."""
        missing = f"{wanted.name}: {wanted.written} was measured, and is not there"
        if wanted.heading == "result":
            validation = self._score("result", "", self.checked.evidence.validation)
            if _names(text, validation):
                return f"{missing}. What stands there is the score on the validation images"
            if any(_names(text, self._score("result", "", one)) for one in self.opened[1:]):
                return f"{missing}. What stands there is a later look at the test images"
        return missing

    @property
    def card(self) -> Card:
        """The card to show."""
        if self.report is not None and not isinstance(self.report, Mapping):
            words = "A report is a dictionary here, with these headings: " + ", ".join(HEADINGS)
            return Card("wrong", "the report", (Paragraph(words + "."),))
        lines = [
            ("○", f"{heading}: {self.gaps[heading]}")
            if heading in self.gaps
            else ("✗", f"{heading}: {self.disagreements[heading]}")
            if heading in self.disagreements
            else ("✓", heading)
            for heading in HEADINGS
        ]
        blocks: list[Block] = [Items(tuple(lines)), Paragraph(self._summing_up())]
        answered = len(HEADINGS) - len(self.gaps)
        kind: Kind = "right" if self else "progress"
        return Card(kind, f"the report, {answered} of {len(HEADINGS)} answered", tuple(blocks))

    def _summing_up(self) -> str:
        """Say what a program can see of a report, and what it cannot."""
        if self:
            return (
                "Every heading is answered, and the numbers are those measured. Whether the "
                "reasons hold no program can tell: give it to somebody, with the rubric."
            )
        return "What is missing is marked; numbers are compared with those of the network given."


def _names(text: str, wanted: Wanted) -> bool:
    """Tell whether a text holds a number."""
    return any(abs(number - wanted.value) <= wanted.within for number in numbers_in(text))


def numbers_in(text: str) -> list[float]:
    """Return the numbers in a text, with commas between thousands or without.

    Examples
    --------
    >>> numbers_in("4,150 of 5,000 parameters: 96.4 %, −2 dB, 3 seeds.")
    [4150.0, 5000.0, 96.4, 2.0, 3.0]
    """
    found = re.findall(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", text)
    return [float(part.replace(",", "")) for part in found]
