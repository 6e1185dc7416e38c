"""Questions with a reveal: predict first, then read why; and the quiz at the end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cnnkit.course.as_text import text_of
from cnnkit.course.card import Block, Card, Items, Kind, Paragraph, blocks_from
from cnnkit.course.compare import brief
from cnnkit.course.verdict import Verdict, said

if TYPE_CHECKING:
    from cnnkit.course.question_view import QuestionView, QuizView

LETTERS = "abcdefghij"


@dataclass(frozen=True)
class Choice:
    """One possible answer.

    Parameters
    ----------
    text : str
        The answer, in the few words that stand beside its button.
    reason : str
        Why it is right, or which belief leads to it.
    right : bool
        Whether it is the right one.
    """

    text: str
    reason: str
    right: bool = False


@dataclass(eq=False, repr=False)
class Question:
    """A prompt with lettered choices; choosing one shows its reason and the right one.

    Parameters
    ----------
    name : str
        What the lesson module calls it: the learner may answer with `lesson.NAME.choose('a')`.
    prompt : str
        The question; `backticks` for code, four spaces of indentation for a block of it.
    choices : sequence of Choice
        At most ten, exactly one of them right.

    Attributes
    ----------
    first, chosen : str
        The letters of the first and of the latest choice; empty before.
    listeners : list of callables
        Called after every choice; this is how views follow.

    Raises
    ------
    ValueError
        If not exactly one choice is right.

    Examples
    --------
    >>> question = Question(
    ...     "places",
    ...     "At how many places does a kernel of size 3 fit into 5 pixels?",
    ...     (
    ...         Choice("2", "It moves twice, and it stands at one place before it moves."),
    ...         Choice("3", "It may start at pixel 0, 1 or 2.", right=True),
    ...         Choice("5", "From pixels 3 and 4 on it would reach past the end."),
    ...     ),
    ... )
    >>> print(question.choose("a"))
    ✗ Wrong: (a) 2
      It moves twice, and it stands at one place before it moves.
      ✓ Right is (b) 3
      It may start at pixel 0, 1 or 2.
    >>> bool(question.choose("b")), question.known
    (True, False)
    """

    name: str
    prompt: str
    choices: Sequence[Choice]
    first: str = field(default="", init=False)
    chosen: str = field(default="", init=False)
    listeners: list[Callable[[], None]] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        if sum(choice.right for choice in self.choices) != 1:
            raise ValueError(f"question {self.name!r} needs exactly one right choice")

    @property
    def letters(self) -> str:
        """The letters of the choices."""
        return LETTERS[: len(self.choices)]

    @property
    def right_letter(self) -> str:
        """The letter of the right choice."""
        return next(x for x, c in zip(self.letters, self.choices, strict=True) if c.right)

    @property
    def known(self) -> bool:
        """Whether the first choice was the right one."""
        return self.first == self.right_letter

    def choose(self, letter: str = "") -> Verdict:
        """Choose an answer by its letter and see why it is right or wrong; never raises.

        Parameters
        ----------
        letter : str
            One of `letters`, in either case.

        Returns
        -------
        Verdict
        """
        picked = letter.strip().lower().strip("()") if isinstance(letter, str) else ""
        if len(picked) != 1 or picked not in self.letters:
            options = ", ".join(f"`'{x}'`" for x in self.letters)
            blank = isinstance(letter, str) and not letter.strip()
            got = "" if blank else f" You gave {brief(letter)}."
            return said("not attempted", "no choice yet", f"Choose one of {options}.{got}")
        self.chosen = picked
        self.first = self.first or picked
        for listener in self.listeners:
            listener()
        return self.verdict()

    def verdict(self) -> Verdict:
        """Say why the latest choice is right or wrong, and which one is right."""
        if not self.chosen:
            return self.choose()
        choice = self._choice(self.chosen)
        blocks: list[Block] = [Paragraph(choice.reason)]
        if not choice.right:
            right = self._choice(self.right_letter)
            answer = f"Right is ({self.right_letter}) {right.text}"
            blocks += [Items((("✓", answer),)), Paragraph(right.reason)]
        kind: Kind = "right" if choice.right else "wrong"
        return Verdict(kind, f"({self.chosen}) {choice.text}", tuple(blocks))

    @property
    def marks(self) -> dict[str, str]:
        """What the latest choice puts beside which letters: a sign and a word."""
        if not self.chosen:
            return {}
        # In this order: a choice that is right takes the second mark.
        return {self.chosen: "✗ your choice, not right", self.right_letter: "✓ right"}

    def _choice(self, letter: str) -> Choice:
        return self.choices[self.letters.index(letter)]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The prompt and its choices, the same whatever was chosen."""
        pairs = zip(self.letters, self.choices, strict=True)
        return (
            *blocks_from(self.prompt),
            Items(tuple((f"({letter})", choice.text) for letter, choice in pairs)),
        )

    @property
    def text(self) -> str:
        """The question in plain words, with how to answer it without a mouse or widgets."""
        way = Paragraph(f"Answer with a button, or with `lesson.{self.name}.choose('a')`.")
        return text_of(Card("question", "What do you think?", (*self.blocks, way)))

    @cached_property
    def view(self) -> "QuestionView":
        """The widgets, made when first asked for, so that a lesson loads without them."""
        from cnnkit.course.question_view import QuestionView

        texts = [choice.text for choice in self.choices]
        choices = dict(zip(self.letters, texts, strict=True))
        view = QuestionView(blocks_from(self.prompt), choices, self.choose)

        def update() -> None:
            view.update(self.marks, self.verdict().card if self.chosen else None)

        self.listeners.append(update)
        update()
        return view

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Any:
        return self.view.shown(self.text)._repr_mimebundle_(include, exclude)


@dataclass(eq=False, repr=False)
class Quiz:
    """Questions shown together, with a line that counts those known at the first try.

    Parameters
    ----------
    questions : sequence of Question
        In reading order; each may stand in one quiz or lesson only, as it keeps its own answer.

    Examples
    --------
    >>> choices = Choice("2", "Yes.", right=True), Choice("3", "Too many.")
    >>> quiz = Quiz([Question("sum", "How much is 1 + 1?", choices)])
    >>> bool(quiz.choose(1, "a")), quiz.score
    (True, '1 of 1 answered, 1 right at the first try')
    """

    questions: Sequence[Question]

    def choose(self, number: int, letter: str = "") -> Verdict:
        """Answer question `number`, counted from 1, by letter; never raises.

        Parameters
        ----------
        number : int
            From 1 to the number of questions.
        letter : str
            As in `Question.choose`.

        Returns
        -------
        Verdict
        """
        if not isinstance(number, int) or not 1 <= number <= len(self.questions):
            rule = f"The questions are numbered 1 to {len(self.questions)}."
            return said("not attempted", "no such question", rule)
        return self.questions[number - 1].choose(letter)

    @property
    def score(self) -> str:
        """How many are answered, and how many of them were right at the first try."""
        answered = sum(bool(question.first) for question in self.questions)
        known = sum(question.known for question in self.questions)
        total = len(self.questions)
        return f"{answered} of {total} answered, {known} right at the first try"

    @property
    def text(self) -> str:
        """All questions in plain words."""
        blocks: list[Block] = []
        for number, question in enumerate(self.questions, start=1):
            blocks += [Paragraph(f"Question {number}"), *question.blocks]
        blocks.append(Paragraph("Answer with the buttons, or with `lesson.quiz.choose(1, 'a')`."))
        return text_of(Card("question", "Check yourself", tuple(blocks)))

    @cached_property
    def view(self) -> "QuizView":
        """The widgets, made when first asked for, so that a lesson loads without them."""
        from cnnkit.course.question_view import QuizView

        view = QuizView([question.view for question in self.questions])

        def update() -> None:
            view.update(self.score)

        for question in self.questions:
            question.listeners.append(update)
        update()
        return view

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Any:
        return self.view.shown(self.text)._repr_mimebundle_(include, exclude)
