"""Exercises as data: a reference, cases, known mistakes and hints; and how they are checked."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from cnnkit.course.card import Block, Card, Code, Kind, Paragraph, blocks_from
from cnnkit.course.compare import ATOL, RTOL, brief, compare, same_values
from cnnkit.course.misconception import Misconception, recognised
from cnnkit.course.outcome import Outcome, Raised, Returned, is_blank, is_blank_value, run
from cnnkit.course.shown import Shown
from cnnkit.course.source import is_written, source_of, starter_of
from cnnkit.course.verdict import (
    Case,
    Verdict,
    changed_text,
    crashed_blocks,
    said,
    wrong_blocks,
)


@dataclass(frozen=True, repr=False)
class Help(Shown):
    """A hint or a solution, shown as a card."""

    card_shown: Card

    @property
    def card(self) -> Card:
        """The card to show."""
        return self.card_shown


@dataclass(eq=False, repr=False)
class Exercise(Shown):
    """A task whose answer is checked by how it behaves.

    Parameters
    ----------
    name : str
        What the learner's function or variable is called; the lesson module holds the exercise
        under the same name.
    task : str
        The task in words. Here and in all texts: `backticks` for code, paragraphs divided by blank
        lines, code indented by four spaces.
    reference : object
        The right answer: a function, or a value if `observe` is given. The learner starts from
        its signature and docstring, and its source is the solution.
    cases : sequence of Case
        Smallest first; the first one that fails is shown. Together they must tell the reference
        from every misconception: not square, not symmetric, negative, with a remainder.
    misconceptions : sequence of Misconception
        The first one that gives the same as a wrong answer on every case explains it.
    hints : sequence of str
        At least one, from a nudge to nearly the answer.
    observe : callable, optional
        `observe(answer, *inputs)` gives what is compared; by default the answer is called. It
        makes the answer a value that is judged by what it does, such as a kernel.
    objection : callable, optional
        For values: from an answer to what is wrong with its form, or an empty string.
    source : str
        The solution's source, where the reference is not a function.
    afterword : str
        One thing to notice once the answer is right.
    rtol, atol : float
        Allowed is `atol + rtol * |expected|` on every number.

    Attributes
    ----------
    solved : bool
        Whether the latest check was right.

    Examples
    --------
    >>> from cnnkit.course.misconception import mistake
    >>> def double(x):
    ...     "Give twice x."
    ...     return 2 * x
    >>> def squared(x):
    ...     "You multiplied x by itself. At 2 that is the same; which numbers tell them apart?"
    ...     return x * x
    >>> exercise = Exercise(
    ...     name="double",
    ...     task="Write `double(x)`: twice x.",
    ...     reference=double,
    ...     cases=(Case((2,), "the number two"), Case((3,), "the number three")),
    ...     misconceptions=(mistake(squared),),
    ...     hints=("How much is x + x?",),
    ... )
    >>> bool(exercise.check(lambda x: x + x)), exercise.solved
    (True, True)
    >>> exercise.check(lambda x: x**2).mistake
    'squared'
    >>> print(exercise.check(lambda x: x + 2))
    ✗ Wrong: `double`
      The smallest case that fails: the number three.
      `x = 3`
      expected:   got:
        6           5
      It is 5 and should be 6.
    """

    name: str
    task: str
    reference: Any
    cases: Sequence[Case]
    misconceptions: Sequence[Misconception]
    hints: Sequence[str]
    observe: Callable[..., object] | None = None
    objection: Callable[[Any], str] | None = None
    source: str = ""
    afterword: str = ""
    rtol: float = RTOL
    atol: float = ATOL
    solved: bool = field(default=False, init=False)
    _hints_given: int = field(default=0, init=False)

    def check(self, answer: Any = None) -> Verdict:
        """Judge an answer; never raises.

        Parameters
        ----------
        answer : object
            The function itself (without brackets), or the value.

        Returns
        -------
        Verdict
            True if right. Otherwise it says what is wrong, and which known mistake it is like.
        """
        # Outside of what is guarded: a reference that fails is a mistake of the course.
        expected = [self._expected(case) for case in self.cases]
        try:
            verdict = self._form(answer)
            if verdict is None:
                verdict = self._behaviour(answer, expected)
        except BaseException:  # objects can fail, or exit, when they are printed or compared
            verdict = said(
                "crashed",
                f"`{self.name}`",
                "Your answer holds an object that fails when it is printed or compared, so it "
                "cannot be checked. Numbers and NumPy arrays can.",
            )
        self.solved = bool(verdict)
        return verdict

    def hint(self, number: int | None = None) -> Help:
        """Give the next hint, or the one asked for, counted from 1; the last one repeats."""
        if not isinstance(number, int):
            number = self._hints_given + 1
        number = min(max(number, 1), len(self.hints))
        self._hints_given = number
        title = f"{number} of {len(self.hints)} for `{self.name}`"
        blocks = blocks_from(self.hints[number - 1])
        if number == len(self.hints):
            blocks += (Paragraph("This was the last hint. What is left is `.solution()`."),)
        return Help(Card("hint", title, blocks))

    def solution(self) -> Help:
        """Show one right answer; there are others."""
        after = blocks_from(self.afterword)
        return Help(Card("solution", f"`{self.name}`", (Code(self.solution_source), *after)))

    @property
    def solution_source(self) -> str:
        """The source of the solution, which needs `import numpy as np` and nothing else."""
        return self.source or source_of(self.reference)

    @property
    def starter(self) -> str:
        """The source of the empty cell that the learner starts from."""
        return starter_of(self.solution_source)

    @property
    def parameters(self) -> list[str]:
        """The names of the inputs of a case."""
        if self.observe is None:
            return list(inspect.signature(self.reference).parameters)
        return list(inspect.signature(self.observe).parameters)[1:]

    @property
    def card(self) -> Card:
        """The task, shown as a card."""
        ways = f"`{self.name}`: `.check(...)`, `.hint()`, `.solution()`"
        return Card("question", ways, blocks_from(self.task))

    def outcomes(self, answer: Any) -> list[Outcome]:
        """Run an answer on every case."""
        names = self.parameters
        return [run(self.observe, answer, case.inputs, names) for case in self.cases]

    def misconception_of(self, outcomes: Sequence[Outcome]) -> Misconception | None:
        """Find the first known mistake that behaves the same on every case."""
        for misconception in self.misconceptions:
            if misconception.recognises is None:
                known = self.outcomes(misconception.answer)
                if all(map(self._alike, known, outcomes)):
                    return misconception
            elif all(isinstance(outcome, Returned) for outcome in outcomes):
                values = tuple(o.value for o in outcomes if isinstance(o, Returned))
                if recognised(misconception.recognises, values):
                    return misconception
        return None

    def _alike(self, known: Outcome, outcome: Outcome) -> bool:
        if isinstance(known, Raised) or isinstance(outcome, Raised):
            both = isinstance(known, Raised) and isinstance(outcome, Raised)
            return both and type(known.error) is type(outcome.error)  # type: ignore[union-attr]
        return same_values(known.value, outcome.value, rtol=self.rtol, atol=self.atol)

    def _form(self, answer: Any) -> Verdict | None:
        """Object to an answer that cannot be run at all; None if it can."""
        title = f"`{self.name}`"
        if is_blank_value(answer):
            return self._not_attempted()
        if self.observe is not None:
            if callable(answer):
                return said("wrong", title, f"A value is asked for, and you gave {brief(answer)}.")
            complaint = self.objection(answer) if self.objection is not None else ""
            return said("wrong", title, complaint) if complaint else None
        if not callable(answer):
            return said(
                "wrong",
                title,
                f"The function itself is asked for, without brackets: `check({self.name})`. "
                f"You gave {brief(answer)}.",
            )
        return self._signature(answer)

    def _signature(self, answer: Callable[..., object]) -> Verdict | None:
        wanted = self.parameters
        try:
            signature = inspect.signature(answer)
        except Exception:  # some built-in functions do not tell, some objects refuse
            return None
        try:
            signature.bind(*wanted)
        except TypeError:
            return said(
                "wrong",
                f"`{self.name}`",
                f"It is called with {len(wanted)} inputs, in this order: "
                f"`{self.name}({', '.join(wanted)})`. Yours is "
                f"`{self.name}({', '.join(signature.parameters)})`.",
            )
        return None

    def _not_attempted(self) -> Verdict:
        return said(
            "not attempted",
            f"`{self.name}`",
            "Nothing to check yet: put your own code in place of the `...` (and `return` the "
            "answer), run that cell, then this one again. For help: `.hint()`.",
        )

    def _behaviour(self, answer: Any, expected: Sequence[object]) -> Verdict:
        outcomes = self.outcomes(answer)
        written = is_written(answer)
        if all(is_blank(outcome, written=written) for outcome in outcomes):
            return self._not_attempted()
        title, names = f"`{self.name}`", self.parameters
        changed = next((o for o in outcomes if isinstance(o, Returned) and o.changed), None)
        also = () if changed is None else (Paragraph(changed_text(changed)),)
        for case, want, outcome in zip(self.cases, expected, outcomes, strict=True):
            evidence: tuple[Block, ...]
            if isinstance(outcome, Raised):
                evidence = crashed_blocks(case, names, outcome)
            else:
                difference = compare(want, outcome.value, rtol=self.rtol, atol=self.atol)
                if difference is None:
                    continue
                # What an exercise returns is called nothing; its own name says a kernel.
                evidence = wrong_blocks(
                    case, names, want, outcome.value, difference, kernel="kernel" in self.name
                )
            known = self.misconception_of(outcomes)
            if known is not None:
                blocks = (*blocks_from(known.explanation), *evidence, *also)
                return Verdict("wrong", title, blocks, known.name)
            kind: Kind = "crashed" if isinstance(outcome, Raised) else "wrong"
            return Verdict(kind, title, (*evidence, *also))
        if also:
            return Verdict("wrong", title, (Paragraph("The numbers are right, but:"), *also))
        agreement = Paragraph(f"All {len(self.cases)} cases agree.")
        return Verdict("right", title, (agreement, *blocks_from(self.afterword)))

    def _expected(self, case: Case) -> Any:
        outcome = run(self.observe, self.reference, case.inputs, self.parameters)
        if isinstance(outcome, Raised):
            raise outcome.error  # a mistake in the course, never in the answer
        return outcome.value
