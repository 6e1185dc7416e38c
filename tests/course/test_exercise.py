"""The engine on exercises made for it: crashes, odd objects, odd functions."""

import functools

import numpy as np
import pytest

from cnnkit.course.exercise import Exercise
from cnnkit.course.misconception import Misconception, mistake
from cnnkit.course.outcome import Raised, Returned, run
from cnnkit.course.source import starter_of
from cnnkit.course.verdict import Case


def double(x):
    """Twice x."""
    return 2 * x


def added_ten(x):
    """You added ten."""
    return x + 10


def crashes_on_two(x):
    """You divide by x less 2."""
    return x / (x - 2) if isinstance(x, int) else x


@pytest.fixture
def doubling():
    return Exercise(
        name="double",
        task="Double it.",
        reference=double,
        cases=(
            Case((1,), "one"),
            Case((2,), "two"),
            Case((np.arange(6.0).reshape(2, 3),), "an array"),
        ),
        misconceptions=(mistake(added_ten), mistake(crashes_on_two)),
        hints=("First.", "Second.\n\n    2 * x"),
        afterword="Well done.",
    )


def test_right(doubling):
    verdict = doubling.check(lambda x: x + x)
    assert verdict
    assert verdict.kind == "right"
    assert verdict.mistake is None
    assert "All 3 cases agree." in str(verdict)
    assert "Well done." in str(verdict)


def test_solved_follows_the_last_check(doubling):
    doubling.check(double)
    assert doubling.solved
    doubling.check(lambda x: 3)
    assert not doubling.solved


def test_the_first_failing_case_is_shown_with_expected_beside_got(doubling):
    text = str(doubling.check(lambda x: 2 * x if isinstance(x, int) else x * [1, 2, 5]))
    assert "The smallest case that fails: an array." in text
    assert "expected:" in text
    assert "got:" in text
    assert "[1, 2]: expected 10, got 25" in text
    assert ">25<" in text


def test_a_crash_is_described_with_line_and_case(doubling):
    def answer(x):
        if isinstance(x, int):
            return 2 * x
        return np.zeros((2, 2)) @ np.zeros((3, 3))  # does not fit

    verdict = doubling.check(answer)
    assert verdict.kind == "crashed"
    words = " ".join(str(verdict).split())
    assert "ValueError: matmul" in words
    assert "# does not fit" in words
    assert "on this case: an array." in words
    assert "two shapes that do not fit" in words


def test_a_crash_before_a_wrong_case_is_a_crash_and_the_reverse(doubling):
    assert doubling.check(lambda x: x[0]).kind == "crashed"
    assert doubling.check(lambda x: 7 if np.size(x) == 1 else x.missing).kind == "wrong"


def test_a_known_crash_is_a_known_mistake(doubling):
    verdict = doubling.check(crashes_on_two)
    assert verdict.kind == "wrong"
    assert verdict.mistake == "crashes on two"


@pytest.mark.parametrize(
    "error",
    [
        KeyboardInterrupt(),
        SystemExit(1),
        GeneratorExit(),
        RecursionError("deep"),
        MemoryError(),
        UnboundLocalError("local"),
        KeyError("key"),
        StopIteration(3),
        OSError("disk"),
        type("Odd", (Exception,), {"__str__": lambda self: 1 / 0})(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_no_exception_gets_through(doubling, error):
    def answer(x):
        raise error

    verdict = doubling.check(answer)
    assert verdict.kind == "crashed"
    assert type(error).__name__ in str(verdict)
    assert verdict._repr_mimebundle_()


def test_endless_recursion_is_caught(doubling):
    def answer(x):
        return answer(x)

    assert doubling.check(answer).kind == "crashed"


class Hostile:
    """An object that fails at everything it is asked."""

    def __getattr__(self, name):
        raise RuntimeError(name)

    def __repr__(self):
        raise RuntimeError("repr")

    def __eq__(self, other):
        raise RuntimeError("eq")

    __hash__ = None

    def __array__(self, *args, **kwargs):
        raise RuntimeError("array")

    def __bool__(self):
        raise RuntimeError("bool")


class Unlookable:
    """An object that does not even tell its class."""

    def __getattribute__(self, name):
        raise RuntimeError(name)


class Exits:
    """An object that ends the program when it is shown or made an array."""

    def __repr__(self):
        raise SystemExit

    def __array__(self, *args, **kwargs):
        raise SystemExit


class BrokenList(list):
    """A list that cannot be gone through."""

    def __iter__(self):
        raise RuntimeError("iter")


# The classes, as pytest would look at the objects themselves.
@pytest.mark.parametrize("kind", [Unlookable, Exits, BrokenList])
def test_what_cannot_be_looked_at_is_told(doubling, kind):
    value = kind()
    verdict = doubling.check(lambda x: value)
    assert verdict.kind == "crashed"
    assert "fails when it is printed or compared" in " ".join(str(verdict).split())
    assert not doubling.check(value)


def test_texts_that_no_message_can_carry_are_mended(doubling):
    def crash(x):
        raise ValueError("\ud800")

    for answer in ("\ud800", lambda x: "\ud800", crash):
        bundle = doubling.check(answer)._repr_mimebundle_()
        assert all(text.encode("utf-8") for text in bundle.values())


CIRCLE: list = []
CIRCLE.append(CIRCLE)


@pytest.mark.parametrize(
    "value",
    [
        Hostile(),
        CIRCLE,
        10**5000,
        float("nan"),
        float("inf"),
        np.zeros((3, 0)),
        np.array([{}, None], dtype=object),
        np.array(["a"]),
        np.array(1, dtype="datetime64[D]"),
        np.ma.masked_array([1.0], mask=[True]),
        {"a": 1},
        {1, 2},
        b"bytes",
        "x" * 10**6,
        [1, [2, 3]],
        2j,
        True,
        np.float16(2),
    ],
    ids=lambda value: type(value).__name__,
)
def test_no_value_is_too_odd(doubling, value):
    for answer in (value, lambda x: value):
        verdict = doubling.check(answer)
        assert verdict.kind == "wrong"
        assert len(str(verdict)) < 2000
        assert verdict._repr_mimebundle_()


@pytest.mark.parametrize(
    "answer",
    [
        functools.partial(lambda factor, x: factor * x, 2),
        np.vectorize(double),
        (lambda x, factor=2: factor * x),
        (lambda *values: 2 * values[0]),
        type("Callable", (), {"__call__": lambda self, x: 2 * x})(),
    ],
    ids=["partial", "vectorize", "default", "star", "object"],
)
def test_any_callable_is_a_function(doubling, answer):
    verdict = doubling.check(answer)
    assert verdict.kind in ("right", "wrong")  # np.vectorize makes arrays of numbers
    assert verdict or "shape" in str(verdict)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (lambda: 1, "wrong"),
        (lambda x, y: 1, "wrong"),
        (print, "not attempted"),
        (int, "wrong"),
        (dict, "crashed"),
        (np.zeros, "wrong"),
    ],
    ids=["no input", "two inputs", "print", "int", "dict", "zeros"],
)
def test_functions_of_another_kind_are_told(doubling, answer, kind):
    assert doubling.check(answer).kind == kind


def test_a_builtin_without_a_signature_is_run(doubling):
    assert doubling.check(dict.fromkeys).kind in ("wrong", "crashed")


def test_changed_inputs_are_reported_with_whatever_else_is_wrong(doubling):
    def answer(x):
        if isinstance(x, np.ndarray):
            x *= 3
            return x
        return 2 * x

    text = " ".join(str(doubling.check(answer)).split())
    assert "Every number is 1.5 times" in text
    assert "changes its input `x`" in text


def test_cases_are_never_changed_by_an_answer(doubling):
    before = doubling.cases[2].inputs[0].copy()
    doubling.check(lambda x: np.add(x, 1, out=x) if isinstance(x, np.ndarray) else 2 * x)
    np.testing.assert_array_equal(doubling.cases[2].inputs[0], before)


def test_a_predicate_recognises_a_family():
    exercise = Exercise(
        name="steps",
        task="",
        reference=2,
        cases=(Case((3,), "three"),),
        misconceptions=(
            Misconception("negative", -1, "You go down.", lambda values: values[0] < 0),
        ),
        hints=("",),
        observe=lambda answer, times: answer * times,
        source="steps = 2\n",
    )
    assert exercise.check(2)
    assert exercise.check(-7).mistake == "negative"
    assert exercise.check(5).mistake is None
    assert exercise.check("ab").kind == "wrong"
    assert exercise.check({}).kind == "crashed"
    assert exercise.check(np.convolve).kind == "wrong"
    assert exercise.starter == "steps = ...\n"


def test_a_reference_that_fails_is_a_mistake_of_the_course(doubling):
    doubling.reference = lambda x: x.missing
    with pytest.raises(AttributeError):
        doubling.check(double)


@pytest.mark.parametrize("number", ["two", 1.5, ...], ids=str)
def test_hints_are_given_whatever_is_asked(doubling, number):
    assert "First." in str(doubling.hint(number))


def test_run_tells_what_happened():
    assert run(None, double, (2,), ["x"]) == Returned(4)
    raised = run(None, double, (None,), ["x"])
    assert isinstance(raised, Raised)
    assert raised.line.endswith("return 2 * x")


def test_starters_keep_signature_and_docstring():
    source = 'def f(x: int) -> int:\n    """Do it."""\n    y = x\n    return y\n'
    assert starter_of(source) == 'def f(x: int) -> int:\n    """Do it."""\n    ...\n'
    with pytest.raises(ValueError, match="one function or one assignment"):
        starter_of("import os")
