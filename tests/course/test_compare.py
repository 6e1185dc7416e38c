"""Comparison by type, shape, every element and kind of number."""

import warnings

import numpy as np
import pytest

from cnnkit.course.compare import compare, same_values

MATRIX = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.5]])


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        (MATRIX, MATRIX.copy()),
        (MATRIX, MATRIX.astype(np.float32)),
        (np.array([1.0, 2.0]), np.array([1, 2])),
        (np.array([np.nan, np.inf]), np.array([np.nan, np.inf])),
        (3, np.int64(3)),
        (3, np.uint8(3)),
        (3, np.array(3)),
        ((1, 2), [1, 2]),
        ((1, 2), np.array([1, 2])),
        (2.5, np.float32(2.5)),
        (1 / 3, np.float32(1 / 3)),
        (None, None),
        ("word", "word"),
        (True, np.True_),
        (1 + 2j, 1 + 2j),
        (np.zeros((0, 3)), np.zeros((0, 3))),
    ],
)
def test_the_same(expected, got):
    assert compare(expected, got) is None


@pytest.mark.parametrize(
    ("expected", "got", "kind", "words"),
    [
        (MATRIX, MATRIX.T, "shape", "transpose"),
        (MATRIX, MATRIX[None], "shape", "numbers themselves are right"),
        (MATRIX, MATRIX[:1], "shape", "1 × 3 and should be 2 × 3"),
        (MATRIX, 3.0, "shape", "a single number and should be 2 × 3"),
        (3, np.array([3]), "shape", "(1,) and should be a single number"),
        ((1, 2), 3, "shape", "single number"),
        (MATRIX, MATRIX.tolist(), "type", "come as a list"),
        (MATRIX, None, "type", "`return` missing"),
        (None, 3, "type", "the answer is None"),
        (3, "three", "type", "'three', a str"),
        ("positive", "negative", "type", "'negative' and should be 'positive'"),
        (3, 3.0, "kind", "3.0 where 3 is meant"),
        ((1, 2), (1.0, 2.0), "kind", "floats and should be whole numbers"),
        (3, 3 + 0j, "kind", "complex"),
        (1, True, "kind", "truth values"),
        (True, 1, "kind", "should be truth values"),
        (3, 3.5, "value", "It is 3.5 and should be 3."),
        (MATRIX, MATRIX + 1, "value", "6 of 6 numbers differ"),
        (MATRIX, -MATRIX, "value", "Every sign is the other way round"),
        (MATRIX, MATRIX / 4, "value", "0.25 times what it should be"),
        (MATRIX, MATRIX * 1.0001, "value", "You are close"),
        (MATRIX, MATRIX.astype(int), "value", "fractions were cut off"),
        (MATRIX[:, :2], MATRIX[:, :2].T, "value", "it is the transpose"),
        (MATRIX, MATRIX * np.nan, "value", "NaN means"),
        (np.array([1.0, np.nan]), np.array([1.0, 2.0]), "value", "[1]: expected nan, got 2"),
        (np.array([1.0, np.inf]), np.array([1.0, -np.inf]), "value", "expected inf, got -inf"),
        (0.5, 0.50001, "value", "0.50001"),
        (3, 10**30, "type", "far too large"),
        (3, [10**30], "type", "a list, where numbers are expected"),
        (3, {1: 2}, "type", "{1: 2}, a dict"),
        (3, OSError(), "type", "OSError(), an OSError"),
        (3, (number for number in [3]), "type", "`yield`"),
        (3, abs, "type", "the function `abs` itself; call it"),
        (3, dict, "type", "the class `dict` itself"),
        (MATRIX, MATRIX.astype(object), "type", "2 × 3 whose dtype is object"),
    ],
)
def test_differences_are_named(expected, got, kind, words):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        difference = compare(expected, got)
    assert difference is not None
    assert difference.kind == kind
    assert words in difference.message


def test_the_worst_element_is_found_and_every_element_counts():
    for place in np.ndindex(*MATRIX.shape):
        got = MATRIX.copy()
        got[place] += 0.001
        assert compare(MATRIX, got).index == place
    got = MATRIX.copy()
    got[0, 1], got[1, 2] = 9, 6.6
    assert compare(MATRIX, got).index == (0, 1)


def test_nan_counts_as_the_worst():
    got = MATRIX.copy()
    got[0, 0], got[1, 1] = 1e9, np.nan
    assert compare(MATRIX, got).index == (1, 1)


def test_unsigned_numbers_do_not_wrap():
    expected, got = np.array([1, 5]), np.array([3, 5], dtype=np.uint8)
    assert "expected 1, got 3" in compare(expected, got).message


def test_a_sparse_matrix_is_told_what_to_do():
    sparse = pytest.importorskip("scipy.sparse")
    assert ".toarray()" in compare(np.eye(3), sparse.csr_matrix(np.eye(3))).message


def test_the_tolerance_can_be_set():
    assert compare(1.0, 1.01, rtol=0.1) is None
    assert compare(1.0, 1.01) is not None
    assert same_values(1.0, 1.01, rtol=0.1)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (3, 3.0, True),
        ([1, 2], np.array([1.0, 2.0]), True),
        (None, None, True),
        (None, 0, False),
        (0, None, False),
        ("a", "a", True),
        ("a", 1, False),
        (object(), object(), False),
        ([1], 1, False),
    ],
)
def test_same_values_looks_past_the_kind(first, second, same):
    assert same_values(first, second) is same
