"""Which exercises of a lesson are solved since the kernel started, and which questions answered."""

from collections.abc import Sequence
from dataclasses import dataclass

from cnnkit.course.card import Card, Items, Paragraph
from cnnkit.course.exercise import Exercise
from cnnkit.course.question import Question
from cnnkit.course.shown import Shown


@dataclass(frozen=True, repr=False)
class Progress(Shown):
    """The state of a lesson's exercises and questions, read anew each time it is shown."""

    exercises: Sequence[Exercise]
    questions: Sequence[Question]

    @property
    def card(self) -> Card:
        """The card to show."""
        lines = tuple(
            ("✓", f"`{exercise.name}`: solved")
            if exercise.solved
            else ("○", f"`{exercise.name}`: to do")
            for exercise in self.exercises
        )
        solved = sum(exercise.solved for exercise in self.exercises)
        answered = sum(bool(question.first) for question in self.questions)
        title = f"{solved} of {len(self.exercises)} exercises solved"
        count = f"{answered} of {len(self.questions)} questions answered."
        return Card("progress", title, (Items(lines), Paragraph(count)))
