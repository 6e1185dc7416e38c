"""Run an answer on one case and keep what happened: a result, or an exception with its line."""

import copy
import inspect
import os
import sys
import sysconfig
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from types import CodeType
from typing import Any

import numpy as np

HERE = os.path.dirname(__file__)
LIBRARIES = tuple({*sysconfig.get_paths().values(), sys.prefix, sys.base_prefix, "<frozen"})

SPECIAL = {
    "truth value of an array": "An array stands where one yes or no is asked for. Compare number "
    "by number, as in `np.where(x > 0, …)`, or ask for `.any()` or `.all()`.",
    "axes don't match array": "`transpose` was given another number of axes than the array has; "
    "print its shape.",
    "values to unpack": "There are more names on the left than values on the right, or fewer; "
    "print the shape that you take apart.",
}
"""What a message means of which the type alone says too little, by a piece of the message."""

EXPLANATIONS: tuple[tuple[type[BaseException], str], ...] = (
    (KeyboardInterrupt, "You stopped it while it was running. Does a loop never end?"),
    (SystemExit, "`exit` or `quit` was called; a function hands back its answer with `return`."),
    (RecursionError, "The function keeps calling itself and never stops."),
    (MemoryError, "It asked for more memory than there is. Which size grew so large?"),
    (IndexError, "An index reached past the end of an array. Which is the last place allowed?"),
    (ZeroDivisionError, "Something was divided by zero."),
    (UnboundLocalError, "A variable is used before it has a value on this path."),
    (NameError, "A name is used that Python does not know here: a typing slip, or not passed in?"),
    (AttributeError, "This object has no such attribute; print its type to see what it is."),
    (KeyError, "A dictionary was asked for a key that it does not have."),
    (TypeError, "An operation met a type that it cannot work with."),
    (ValueError, "Often two shapes that do not fit; print both just before this line."),
)


@dataclass(frozen=True)
class Returned:
    """The answer came back with `value`; `changed` names the inputs that it overwrote."""

    value: Any
    changed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Raised:
    """The answer stopped with an exception; `line` is the learner's own, as far as known."""

    error: BaseException
    line: str

    @property
    def explanation(self) -> str:
        """What this exception usually means."""
        for piece, text in SPECIAL.items():
            if piece in self.message:
                return text
        for error_type, text in EXPLANATIONS:
            if isinstance(self.error, error_type):
                return text
        return "Run the line by itself, with these inputs, to see what happens."

    @property
    def message(self) -> str:
        """The exception's type and message in one line."""
        name = type(self.error).__name__
        try:
            text = str(self.error)
        except Exception:  # a learner's exception class may fail to describe itself
            text = ""
        text = " ".join(text.split())
        return f"{name}: {text[:200]}" if text else name


Outcome = Returned | Raised


def run(
    observe: Callable[..., object] | None, answer: Any, inputs: tuple[Any, ...], names: list[str]
) -> Outcome:
    """Run an answer on copies of the inputs; nothing it does reaches the caller as an exception.

    Parameters
    ----------
    observe : callable or None
        Turns `(answer, *inputs)` into what is compared; None calls the answer itself.
    answer : object
        A function, or a value if `observe` is given.
    inputs : tuple
    names : list of str
        The names of the inputs, for saying which one was overwritten.

    Returns
    -------
    Returned or Raised

    Examples
    --------
    >>> run(None, abs, (-2,), ["x"])
    Returned(value=2, changed=())
    >>> run(None, len, (-2,), ["x"]).message
    "TypeError: object of type 'int' has no len()"
    """
    given = copy.deepcopy(inputs)
    try:
        value = answer(*given) if observe is None else observe(answer, *given)
    except BaseException as error:  # also KeyboardInterrupt and SystemExit: the learner is told
        return Raised(error, learner_line(error, answer))
    changed = tuple(
        name
        for name, before, after in zip(names, inputs, given, strict=True)
        if isinstance(before, np.ndarray) and not _untouched(before, after)
    )
    return Returned(value, changed)


def _untouched(before: np.ndarray, after: np.ndarray) -> bool:
    # Compared as bytes: NaN equals itself, and no warning is possible.
    return before.shape == after.shape and before.tobytes() == after.tobytes()


def learner_line(error: BaseException, answer: object) -> str:
    """Find the last line of the learner's own code that an exception passed through.

    Parameters
    ----------
    error : exception
    answer : object
        The learner's function, whose file (or notebook cell) tells whose code is whose.

    Returns
    -------
    str
        `line 3: total = total + x[i]`, or an empty string if there is no such line.
    """
    home = _code_of(answer)
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if home is not None and frame.filename == home.co_filename]
    if not own:
        own = [frame for frame in frames if not frame.filename.startswith((HERE, *LIBRARIES))]
    if not own or not own[-1].line:
        return ""
    return f"line {own[-1].lineno}: {own[-1].line}"


def _code_of(answer: object) -> CodeType | None:
    if not callable(answer):
        return None
    try:
        code = getattr(inspect.unwrap(answer), "__code__", None)
    except Exception:  # wrapped in a circle, or an object that refuses
        return None
    return code if isinstance(code, CodeType) else None


def is_blank(outcome: Outcome, *, written: bool = False) -> bool:
    """Tell whether nothing was filled in yet: `...`, `pass`, or a `...` left inside.

    Parameters
    ----------
    outcome : Returned or Raised
    written : bool
        Whether the code is known to have no gap. Then None is an answer, if a wrong one, and a
        complaint about an ellipsis is about one in an index.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_blank(Returned(None)), is_blank(Returned(0)), is_blank(Raised(NotImplementedError(), ""))
    (True, False, True)
    >>> is_blank(Returned(None), written=True)
    False
    """
    if isinstance(outcome, Raised):
        unfinished = isinstance(outcome.error, NotImplementedError)
        return unfinished or (not written and "ellipsis" in outcome.message.lower())
    if outcome.value is None:
        return not written
    return is_blank_value(outcome.value)


def is_blank_value(value: object) -> bool:
    """Tell whether a value is None, `...`, or an array or list that still holds `...`."""
    if value is None or value is Ellipsis or value is NotImplemented:
        return True
    if isinstance(value, np.ndarray):
        return value.dtype == object and any(item is Ellipsis for item in value.flat)
    if not isinstance(value, list | tuple):
        return False
    rows = [row if isinstance(row, list | tuple) else [row] for row in value]
    return any(item is Ellipsis for row in rows for item in row)
