"""Tests here that ask for an `exercise`, a `mistake` or a `question` run for each one there is.

A `task` is an exercise whose answer is a function.
"""

from collections.abc import Callable

import numpy as np
import pytest

from cnnkit.course import lessons
from cnnkit.course.exercise import Exercise
from cnnkit.course.misconception import mistake
from cnnkit.course.verdict import Case

MODULES = lessons.modules()
EXERCISES = [exercise for module in MODULES for exercise in module.EXERCISES]
EVERY = {
    "lesson": MODULES,
    "exercise": EXERCISES,
    "task": [exercise for exercise in EXERCISES if exercise.observe is None],
    "mistake": [(exercise, known) for exercise in EXERCISES for known in exercise.misconceptions],
    "question": [
        question for module in MODULES for question in (*module.QUESTIONS, *module.quiz.questions)
    ],
}


def _name(item: object) -> str:
    if isinstance(item, tuple):
        return "-".join(map(_name, item))
    return str(getattr(item, "name", getattr(item, "__name__", item))).replace(" ", "_")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    for fixture, items in EVERY.items():
        if fixture in metafunc.fixturenames:
            metafunc.parametrize(fixture, items, ids=map(_name, items))


@pytest.fixture
def wrapped() -> Callable[[Exercise, Callable[[object], object]], Callable[..., object]]:
    """Makes an answer of a reference and what is done to its result."""

    def wrap(exercise, change):
        def answer(*inputs):
            return change(exercise.reference(*inputs))

        return answer

    return wrap


@pytest.fixture
def exercise_named() -> Callable[[str], Exercise]:
    return lambda name: next(exercise for exercise in EXERCISES if exercise.name == name)


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
