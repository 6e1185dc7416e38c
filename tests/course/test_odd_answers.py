"""Answers that no one expects: whatever they do, the learner gets a kind verdict."""

import functools

import numpy as np
import pytest


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
        np.vectorize(lambda x: 2 * x),
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
