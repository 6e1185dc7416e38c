"""Mistakes that nobody listed are caught all the same, and nothing is raised."""

import itertools

import numpy as np
import pytest


def one_element_off(result):
    if not isinstance(result, np.ndarray):
        return 0 if result is None else np.asarray(result) + 17
    result = result.copy()
    result.flat[-1] += 0.01
    return result


def one_is_nan(result):
    result = np.array(0 if result is None else result, dtype=float)
    result.flat[0] = np.nan
    return result


def another_kind(result):
    return np.asarray(0 if result is None else result) + 0j


OFF_LIST = {
    "one element off": one_element_off,
    "one is NaN": one_is_nan,
    "complex": another_kind,
    "words": str,
    "wrapped in a list": lambda result: [result, result],
    "one axis more": lambda result: np.asarray(0 if result is None else result)[..., None],
    "huge": lambda result: np.broadcast_to(0.0, (10**6, 10**6)),
    "an object": lambda result: object(),
    "a generator": lambda result: (number for number in [1, 2]),
    "the class": lambda result: dict,
    "empty": lambda result: np.zeros((0, 3)),
}


@pytest.mark.parametrize("change", OFF_LIST.values(), ids=list(OFF_LIST))
def test_a_mistake_that_is_not_known_is_caught(task, change, wrapped):
    verdict = task.check(wrapped(task, change))
    assert verdict.kind == "wrong"
    assert "smallest case that fails" in str(verdict)
    assert "expected" in str(verdict)
    assert "got" in str(verdict)


def test_an_array_as_a_list_is_caught(task, wrapped):
    verdict = task.check(wrapped(task, lambda result: np.asarray(result).tolist()))
    if isinstance(task._expected(task.cases[0]), np.ndarray):
        assert verdict.kind == "wrong"
        assert "come as a list" in str(verdict)
    else:
        assert verdict, "a pair may be a list"


def test_rows_and_columns_swapped_are_caught(task, wrapped):
    def swap(result):
        return result.swapaxes(0, 1) if isinstance(result, np.ndarray) else result

    expected = [task._expected(case) for case in task.cases]
    # A result that is always its own mirror image cannot tell.
    changes = any(
        isinstance(each, np.ndarray) and (each.ndim < 2 or not np.array_equal(each, swap(each)))
        for each in expected
    )
    assert bool(task.check(wrapped(task, swap))) is not changes


def test_a_mistake_on_a_single_case_is_caught(task):
    for wrong_case in range(len(task.cases)):
        calls = itertools.count()

        def answer(*inputs, calls=calls, wrong_case=wrong_case):
            result = task.reference(*inputs)
            return one_element_off(result) if next(calls) == wrong_case else result

        verdict = task.check(answer)
        assert verdict.kind == "wrong"
        assert task.cases[wrong_case].label in " ".join(str(verdict).split())


def test_nothing_returned_on_a_single_case_is_caught(task):
    calls = itertools.count()

    def answer(*inputs):
        return task.reference(*inputs) if next(calls) else None

    verdict = task.check(answer)
    assert verdict.kind == "wrong"
    assert "`return` missing" in str(verdict)


@pytest.mark.parametrize("number", [0, 1, -1, 1000, 0.5])
def test_a_constant_is_caught(task, number, wrapped):
    assert task.check(wrapped(task, lambda result: number)).kind == "wrong"


def test_an_exception_is_shown_kindly(task):
    def answer(*inputs):
        return [][3]  # the line to blame

    verdict = task.check(answer)
    assert verdict.kind == "crashed"
    assert "IndexError: list index out of range" in str(verdict)
    assert "# the line to blame" in " ".join(str(verdict).split())
    assert "reached past the end" in str(verdict)
    assert task.cases[0].label in " ".join(str(verdict).split())


def test_changing_the_input_is_noticed(task):
    def answer(*inputs):
        result = task.reference(*inputs)
        for value in inputs:
            if isinstance(value, np.ndarray):
                value *= 0
        return result

    verdict = task.check(answer)
    if any(isinstance(value, np.ndarray) for value in task.cases[0].inputs):
        assert verdict.kind == "wrong"
        assert "changes its input" in str(verdict)
    else:
        assert verdict
    assert task.check(task.reference), "the cases themselves were changed"


def test_too_many_parameters_are_told(task):
    def answer(first, second, third, fourth, fifth, sixth, seventh, eighth):
        return 0

    verdict = task.check(answer)
    assert verdict.kind == "wrong"
    assert f"{task.name}({', '.join(task.parameters)})" in " ".join(str(verdict).split())


@pytest.mark.parametrize("value", [3, "text", np.zeros((2, 2)), [1, 2], {"a": 1}], ids=str)
def test_a_result_in_place_of_the_function_is_told(task, value):
    verdict = task.check(value)
    assert verdict.kind == "wrong"
    assert f"check({task.name})" in str(verdict)
