"""The self-check of a network: budgets, score, and the mistakes that it looks like."""

from dataclasses import dataclass
from functools import cached_property

from cnnkit.course.capstone.evidence import Evidence
from cnnkit.course.capstone.levels import Levels
from cnnkit.course.capstone.suspicion import Suspicion
from cnnkit.course.capstone.suspicions import FATAL, found
from cnnkit.course.card import Block, Card, Items, Kind, Paragraph, blocks_from
from cnnkit.course.shown import Shown

MOST_EXPLAINED = 2
"""Mistakes that are explained; the others are named only."""

SPARING = 0.6
"""Whoever uses less than this share of both budgets has room left."""

Line = tuple[str, str]


@dataclass(frozen=True, eq=False, repr=False)
class SelfCheck(Shown):
    """What was measured of a network, held against the track; true if it meets all of it.

    Attributes
    ----------
    name : str
        The track's.
    evidence : Evidence
    levels : Levels
    opened : tuple of float
        What the test images said, each time they were opened.
    """

    name: str
    evidence: Evidence
    levels: Levels
    opened: tuple[float, ...] = ()

    @cached_property
    def mistakes(self) -> list[Suspicion]:
        """The mistakes that it looks like, those to be mended first in front."""
        return found(self.evidence)

    @property
    def scored(self) -> bool:
        """Whether the outputs have a form that can be scored."""
        return not any(one.shows in FATAL[:3] for one in self.mistakes)

    def __bool__(self) -> bool:
        good = self.scored and self.evidence.validation >= self.levels.good
        return good and not self.mistakes and self.evidence.run.seconds is not None

    @property
    def card(self) -> Card:
        """The card to show."""
        fatal = any(one.fatal for one in self.mistakes)
        level = self.levels.name_of(self.evidence.validation) if self.scored else "no score yet"
        blocks: list[Block] = [Items(tuple(self._lines()))]
        for one in self.mistakes[:MOST_EXPLAINED]:
            blocks += [Paragraph(f"It looks like this: {one.name}."), *blocks_from(one.explanation)]
        others = ", ".join(one.name for one in self.mistakes[MOST_EXPLAINED:])
        if others:
            blocks.append(Paragraph(f"And then: {others}."))
        if not self.mistakes:
            blocks.append(Paragraph(self._next_step()))
        kind: Kind = "right" if self else "wrong" if fatal else "progress"
        return Card(kind, f"{self.name}, {level}", tuple(blocks))

    def _lines(self) -> list[Line]:
        """Return the budgets and the score, a line each."""
        e, levels = self.evidence, self.levels
        parameters, multiply_adds = e.counts
        lines = [
            _held(parameters <= e.budget.parameters, "parameters", parameters, e.budget.parameters),
            ("·", f"multiply-adds for one image: {multiply_adds:,}"),
        ]
        if e.run.seconds is None:
            lines.append(("○", "training: not timed; train with `track.train`, or give `seconds=`"))
        else:
            in_time = not e.run.stopped and e.run.seconds <= e.budget.seconds
            lines.append(_held(in_time, "seconds", round(e.run.seconds), e.budget.seconds))
        if self.scored:
            mark = "✓" if e.validation >= levels.good else "○"
            lines.append((mark, f"validation images: {levels.written(e.validation)}"))
            lines.append(("·", levels.in_words))
        lines.append(("·", f"test images: {opened_in_words(len(self.opened))}"))
        return lines

    def _next_step(self) -> str:
        """Say what to do where no mistake is seen."""
        e = self.evidence
        if e.run.seconds is None:
            return "No known mistake is seen. What is missing is the time of the training."
        if self:
            return (
                "Within its budgets, good, and no known mistake is seen. Make your ablation with "
                "three seeds, decide, and open the test images at the very end."
            )
        parameters = e.counts[0] / e.budget.parameters
        seconds = e.run.seconds / e.budget.seconds
        room = (
            f" It uses {parameters:.0%} of its parameters and {seconds:.0%} of its time: there "
            "is room left."
        )
        return (
            f"No known mistake is seen.{room if max(parameters, seconds) < SPARING else ''} Look "
            "at what it gets wrong, and then change one thing at a time."
        )


def _held(held: bool, what: str, used: int, allowed: int) -> Line:
    """Return the line of a budget."""
    return ("✓" if held else "✗", f"{what}: {used:,} of {allowed:,}")


def opened_in_words(times: int) -> str:
    """Say how often the test images were looked at.

    Examples
    --------
    >>> opened_in_words(0), opened_in_words(1), opened_in_words(3)
    ('closed', 'opened once', 'opened 3 times')
    """
    return ("closed", "opened once")[times] if times < 2 else f"opened {times} times"
