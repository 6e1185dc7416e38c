"""Compare an answer with what was expected: type, shape, every element, kind of number."""

import inspect
import reprlib
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

RTOL = 1e-5  # loose enough for an answer computed in float32
ATOL = 1e-6

KINDS = {"b": "truth values", "i": "whole numbers", "f": "floats", "c": "complex numbers"}
# Whole numbers are fine where floats are expected as long as the values agree.
ACCEPTED = {"b": "b", "i": "i", "f": "fi", "c": "cfi"}


@dataclass(frozen=True)
class Difference:
    """The first thing in which an answer differs, in words; `index` is the worst element."""

    kind: Literal["type", "shape", "value", "kind"]
    message: str
    index: tuple[int, ...] | None = None


def as_numbers(value: object) -> NDArray[Any] | None:
    """Read a number, an array or nested lists as an array; None if it is something else.

    Parameters
    ----------
    value : object

    Returns
    -------
    array of bool, integers, floats or complex numbers, or None

    Examples
    --------
    >>> as_numbers([[1, 2], [3, 4]]).shape
    (2, 2)
    >>> as_numbers("three") is None
    True
    """
    if value is None or isinstance(value, str | bytes):
        return None
    try:
        numbers = np.asarray(value)
    except Exception:  # a learner's object may refuse in any way
        return None
    return numbers if numbers.dtype.kind in "biufc" else None


def kind_of(numbers: NDArray[Any]) -> str:
    """Give the kind of number as one letter: b, i (signed or not), f or c."""
    return numbers.dtype.kind.replace("u", "i")


def same_values(expected: object, got: object, *, rtol: float = RTOL, atol: float = ATOL) -> bool:
    """Tell whether two results hold the same numbers in the same shape, whatever their kind.

    Parameters
    ----------
    expected, got : object
        Numbers, arrays, nested lists, strings or None.
    rtol, atol : float
        Allowed is `atol + rtol * |expected|` on every element; NaN equals NaN.

    Returns
    -------
    bool

    Examples
    --------
    >>> same_values([1, 2], (1.0, 2.0))
    True
    >>> same_values([1, 2], [1, 2.1])
    False
    """
    first, second = as_numbers(expected), as_numbers(got)
    if first is None or second is None:
        comparable = isinstance(expected, str) or expected is None
        return comparable and type(expected) is type(got) and expected == got
    return first.shape == second.shape and not _wrong(first, second, rtol, atol).any()


def compare(
    expected: object, got: object, *, rtol: float = RTOL, atol: float = ATOL
) -> Difference | None:
    """Find the first difference between an expected result and what came.

    Parameters
    ----------
    expected : number, tuple of numbers, array, str or None
        An array asks for an array; a tuple is content with a list or an array.
    got : object
        Anything at all.
    rtol, atol : float
        Allowed is `atol + rtol * |expected|` on every element; NaN equals NaN.

    Returns
    -------
    Difference or None
        None if the answer is right.

    Examples
    --------
    >>> compare(3, 3) is None
    True
    >>> compare(3, 3.0).kind
    'kind'
    >>> compare(np.eye(2), np.zeros((2, 2))).index
    (0, 0)
    """
    wanted, numbers = as_numbers(expected), as_numbers(got)
    if wanted is None or numbers is None:
        if same_values(expected, got):
            return None
        return Difference("type", _type_message(expected, got))
    if wanted.shape != numbers.shape:
        return Difference("shape", _shape_message(wanted, numbers))
    wrong = _wrong(wanted, numbers, rtol, atol)
    if wrong.any():
        return _value_difference(wanted, numbers, wrong)
    if isinstance(expected, np.ndarray) and isinstance(got, list | tuple):
        return Difference(
            "type",
            f"The numbers are right, but they come as a {type(got).__name__}. Return a NumPy "
            "array: the next step will want its `.shape`.",
        )
    if kind_of(numbers) not in ACCEPTED[kind_of(wanted)]:
        return Difference("kind", _kind_message(wanted, numbers))
    return None


def _wrong(
    expected: NDArray[Any], got: NDArray[Any], rtol: float, atol: float
) -> NDArray[np.bool_]:
    with np.errstate(all="ignore"):
        wide = np.complex128 if "c" in (kind_of(expected), kind_of(got)) else np.float64
        close = np.isclose(
            got.astype(wide), expected.astype(wide), rtol=rtol, atol=atol, equal_nan=True
        )
    return np.asarray(~close)


def _value_difference(
    expected: NDArray[Any], got: NDArray[Any], wrong: NDArray[np.bool_]
) -> Difference:
    with np.errstate(all="ignore"):
        distance = np.abs(got.astype(np.complex128) - expected.astype(np.complex128))
    distance = np.where(np.isnan(distance), np.inf, distance)
    worst = np.unravel_index(int(np.argmax(np.where(wrong, distance, -1.0))), wrong.shape)
    index = tuple(int(i) for i in worst)
    should_be, is_now = short(expected[index]), short(got[index])
    if not index:
        message = f"It is {is_now} and should be {should_be}."
    else:
        place = "[" + ", ".join(map(str, index)) + "]"
        share = f"{int(wrong.sum())} of {wrong.size} numbers differ"
        message = f"{share}; the furthest off is at {place}: expected {should_be}, got {is_now}."
    return Difference("value", " ".join([message, *_clues(expected, got)]), index)


def _clues(expected: NDArray[Any], got: NDArray[Any]) -> list[str]:
    """Name the simple relations that a wrong answer often has to the right one."""
    clues = []
    if np.isnan(got.astype(np.complex128)).any():
        clues.append("NaN means that somewhere 0 was divided by 0 or an infinity subtracted.")
    elif expected.size > 1 and np.any(expected):
        if same_values(expected.T, got):
            clues.append("Rows and columns are swapped: it is the transpose of what is expected.")
        if same_values(-expected.astype(np.complex128), got):
            clues.append("Every sign is the other way round.")
        else:
            clues += _factor_clue(expected.astype(np.complex128), got.astype(np.complex128))
    if kind_of(got) == "i" and kind_of(expected) == "f":
        clues.append("Your answer holds whole numbers only, so fractions were cut off.")
    return clues


def _factor_clue(expected: NDArray[Any], got: NDArray[Any]) -> list[str]:
    with np.errstate(all="ignore"):
        factor = complex(np.vdot(expected, got) / np.vdot(expected, expected)).real
    if factor == 0 or not np.isfinite(factor) or not same_values(expected * factor, got):
        return []
    if abs(factor - 1) < 1e-3:
        return ["You are close: every number is off by the same tiny share."]
    return [f"Every number is {factor:.4g} times what it should be."]


def _type_message(expected: object, got: object) -> str:
    if isinstance(expected, str) and isinstance(got, str):
        return f"The answer is {got!r} and should be {expected!r}."
    if got is None:
        return "Here your answer is None: is a `return` missing on the way that this case takes?"
    if expected is None:
        return f"Here the answer is None, and you returned {brief(got)}."
    if hasattr(type(got), "toarray"):
        return "This is a sparse matrix; return it as a NumPy array with `.toarray()`."
    if inspect.isgenerator(got):
        return "This is a generator, which `yield` makes; hand the whole answer back with `return`."
    if callable(got):
        return f"You returned {brief(got)} itself; call it, with brackets after its name."
    if isinstance(got, int):
        return f"You returned {brief(got)}, which is far too large."
    if isinstance(got, np.ndarray):
        return f"You returned {brief(got)} whose dtype is {got.dtype}, where numbers are expected."
    name = type(got).__name__
    article = "an" if name[0].lower() in "aeiou" else "a"
    return f"You returned {brief(got)}, {article} {name}, where numbers are expected."


def _shape_message(expected: NDArray[Any], got: NDArray[Any]) -> str:
    message = f"The shape is {shape_text(got)} and should be {shape_text(expected)}."
    if expected.ndim > 1 and same_values(expected.T, got):
        return message + " Rows and columns are swapped: it is the transpose."
    if same_values(np.squeeze(expected), np.squeeze(got)):
        return message + " The numbers themselves are right."
    return message


def _kind_message(expected: NDArray[Any], got: NDArray[Any]) -> str:
    have, want = KINDS[kind_of(got)], KINDS[kind_of(expected)]
    message = f"The values agree, but they are {have} and should be {want}."
    if kind_of(expected) == "i" and kind_of(got) == "f":
        message += (
            f" It is {exact(got.flat[0])} where {exact(expected.flat[0])} is meant: a count of "
            "pixels cannot have a fraction, and `range` or a shape will refuse it. Look at where "
            "you divide: `/` gives a float, `//` a whole number."
        )
    return message


def shape_text(numbers: NDArray[Any]) -> str:
    """Write a shape the way it is read aloud.

    Examples
    --------
    >>> shape_text(np.zeros((2, 3))), shape_text(np.float64(1))
    ('2 × 3', 'a single number')
    """
    shape = np.shape(numbers)
    if not shape:
        return "a single number"
    return " × ".join(map(str, shape)) if len(shape) > 1 else f"({shape[0]},)"


def short(number: Any) -> str:
    """Write one number without regard to its kind.

    Examples
    --------
    >>> short(np.float64(3)), short(np.int64(3)), short(np.float64(1 / 3))
    ('3', '3', '0.33333333')
    """
    return exact(number).removesuffix(".0")


def exact(number: Any) -> str:
    """Write one number with the digits that tell it from its neighbours.

    Examples
    --------
    >>> exact(np.float64(3)), exact(np.int64(3)), exact(np.float64(0.1))
    ('3.0', '3', '0.1')
    """
    value = number.item() if hasattr(number, "item") else number
    if isinstance(value, float) and np.isfinite(value) and not value.is_integer():
        return f"{value:.8g}"
    return repr(value)


def brief(value: object, limit: int = 80) -> str:
    """Describe any object in a few characters, even one whose repr fails.

    Examples
    --------
    >>> brief([1, 2]), brief(np.zeros((100, 100)))
    ('[1, 2]', 'an array of shape 100 × 100')
    """
    if isinstance(value, np.ndarray):
        return f"an array of shape {shape_text(value)}" if value.ndim else exact(value)
    try:
        if isinstance(value, type):
            return f"the class `{value.__name__}`"
        if callable(value):
            return f"the function `{getattr(value, '__name__', type(value).__name__)}`"
        text = reprlib.repr(value)  # cuts long containers short before they are written out
    except BaseException:  # a learner's __repr__ may fail or exit; that of an enormous int fails
        text = f"a {type(value).__name__}"
    return text if len(text) <= limit else text[: limit - 1] + "…"
