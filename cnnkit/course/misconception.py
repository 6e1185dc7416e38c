"""Known mistakes: wrong answers with what to say to whoever gives one."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Misconception:
    """A known mistake: an answer that makes it, and what to say to whoever makes it.

    Attributes
    ----------
    name : str
        Unique among the mistakes of its exercise; tests and `Verdict.mistake` name it so.
    answer : object
        A wrong answer, of the kind that the exercise asks for.
    explanation : str
        What the answer did, how one can see it, what to think about.
    recognises : callable, optional
        For a mistake with many faces: from what the answer gave on every case, in order, to
        whether it is this mistake. By default the results must be those of `answer`.
    """

    name: str
    answer: Any
    explanation: str
    recognises: Callable[[tuple[Any, ...]], bool] | None = None


def mistake(function: Callable[..., object]) -> Misconception:
    """Read a known mistake from a function that makes it, its docstring being the explanation.

    Parameters
    ----------
    function : callable
        Takes the inputs that the exercise's reference takes. Its docstring speaks to the learner:
        what you did, how one sees it, a question to think about; 15 to 80 words.

    Returns
    -------
    Misconception
        Named like the function, with spaces.

    Examples
    --------
    >>> def added_once(x): "You added x once."; return x
    >>> mistake(added_once).name, mistake(added_once).explanation
    ('added once', 'You added x once.')
    """
    name = function.__name__.replace("_", " ")
    return Misconception(name, function, inspect.getdoc(function) or "")


def recognised(recognises: Callable[[tuple[Any, ...]], bool], values: tuple[Any, ...]) -> bool:
    """Ask a misconception's `recognises` about what an answer gave; what it cannot read is not it.

    Examples
    --------
    >>> recognised(lambda values: values[0] < 0, (-1, 2))
    True
    >>> recognised(lambda values: values[0] < 0, ("a word",))
    False
    """
    try:
        return bool(recognises(values))
    except Exception:  # values of a kind that nobody thought of are not this mistake
        return False
