"""The engine on an exercise made for it."""

import numpy as np
import pytest

from cnnkit.course.exercise import Exercise
from cnnkit.course.misconception import Misconception
from cnnkit.course.outcome import Raised, Returned, run
from cnnkit.course.source import starter_of
from cnnkit.course.verdict import Case


def test_right(doubling):
    verdict = doubling.check(lambda x: x + x)
    assert verdict
    assert verdict.kind == "right"
    assert verdict.mistake is None
    assert "All 3 cases agree." in str(verdict)
    assert "Well done." in str(verdict)


def test_solved_follows_the_last_check(doubling):
    doubling.check(doubling.reference)
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
    verdict = doubling.check(doubling.misconceptions[1].answer)
    assert verdict.kind == "wrong"
    assert verdict.mistake == "crashes on two"


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
        doubling.check(doubling.reference)


@pytest.mark.parametrize("number", ["two", 1.5, ...], ids=str)
def test_hints_are_given_whatever_is_asked(doubling, number):
    assert "First." in str(doubling.hint(number))


def test_run_tells_what_happened(doubling):
    assert run(None, doubling.reference, (2,), ["x"]) == Returned(4)
    raised = run(None, doubling.reference, (None,), ["x"])
    assert isinstance(raised, Raised)
    assert raised.line.endswith("return 2 * x")


@pytest.mark.parametrize(
    ("answer", "advice"),
    [
        (lambda x: x if x > 0 else 0, "one yes or no"),
        (lambda x: x.transpose(2, 0, 1), "another number of axes"),
        (lambda x: x + np.ones((3, 2)), "two shapes"),
        (lambda x: [rows for rows, columns, channels in [x.shape]], "more names on the left"),
    ],
)
def test_an_exception_is_explained_by_what_it_says(answer, advice):
    raised = run(None, answer, (np.ones((2, 3)),), ["x"])
    assert isinstance(raised, Raised)
    assert advice in raised.explanation


def test_starters_keep_signature_and_docstring():
    source = 'def f(x: int) -> int:\n    """Do it."""\n    y = x\n    return y\n'
    assert starter_of(source) == 'def f(x: int) -> int:\n    """Do it."""\n    ...\n'
    with pytest.raises(ValueError, match="one function or one assignment"):
        starter_of("import os")
