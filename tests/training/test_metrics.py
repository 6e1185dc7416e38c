"""Accuracy, top-k accuracy and the confusion matrix against counting one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit.training import accuracy, confusion_matrix, top_k_accuracy


@st.composite
def scored(draw):
    """Scores of few values, so that there are ties, and labels."""
    count, classes = draw(st.integers(1, 20)), draw(st.integers(1, 6))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    scores = rng.integers(-2, 3, (count, classes))
    dtype = draw(st.sampled_from(["float32", "float64", "int8"]))
    return scores.astype(dtype), rng.integers(0, classes, count)


def ranked(row):
    """The classes from the highest score to the lowest, the first of equal ones first."""
    return sorted(range(len(row)), key=lambda place: (-float(row[place]), place))


@given(scored())
def test_accuracy_counts_highest_scores(case):
    scores, labels = case
    hits = [ranked(row)[0] == label for row, label in zip(scores, labels, strict=True)]
    assert accuracy(scores, labels) == pytest.approx(sum(hits) / len(hits))
    assert accuracy(scores.argmax(axis=1), labels) == accuracy(scores, labels)
    assert isinstance(accuracy(scores, labels), float)


@given(scored(), st.data())
def test_top_k_counts_the_k_first(case, data):
    scores, labels = case
    k = data.draw(st.integers(1, scores.shape[1]))
    hits = [label in ranked(row)[:k] for row, label in zip(scores, labels, strict=True)]
    assert top_k_accuracy(scores, labels, k) == pytest.approx(sum(hits) / len(hits))
    assert top_k_accuracy(scores, labels, 1) == accuracy(scores, labels)
    assert top_k_accuracy(scores, labels, scores.shape[1]) == 1


@given(scored(), st.integers(0, 3))
def test_confusion_matrix_counts_every_example_once(case, unused):
    scores, labels = case
    classes = scores.shape[1] + unused
    expected = np.zeros((classes, classes), int)
    for row, label in zip(scores, labels, strict=True):
        expected[label, ranked(row)[0]] += 1
    matrix = confusion_matrix(scores.argmax(axis=1), labels, classes)
    assert matrix.dtype == np.int64
    np.testing.assert_array_equal(matrix, expected)
    np.testing.assert_array_equal(confusion_matrix(scores, labels, classes), expected)
    assert np.trace(matrix) / len(labels) == pytest.approx(accuracy(scores, labels))


def test_small_integer_types_do_not_overflow():
    labels = np.full(3, 99, np.uint8)
    matrix = confusion_matrix(np.full(3, 98, np.int8), labels, 100)
    assert matrix[99, 98] == 3
    assert matrix.sum() == 3


def test_every_pixel_may_have_a_class():
    labels = np.array([[[0, 1], [2, 1]]])
    scores = np.eye(3)[labels]
    assert accuracy(scores, labels) == 1
    assert accuracy(labels[..., ::-1], labels) == 0
    assert top_k_accuracy(scores, labels, 2) == 1
    assert confusion_matrix(scores, labels, 3).tolist() == [[1, 0, 0], [0, 2, 0], [0, 0, 1]]


SCORES = np.array([[0.1, 0.9], [0.8, 0.2]])
NAN = np.array([[0.1, 0.9], [0.8, np.nan]])


@pytest.mark.parametrize(
    ("call", "error", "parts"),
    [
        (lambda: accuracy(SCORES, []), ValueError, ("labels is empty", "[0]")),
        (lambda: accuracy(SCORES, [0.0, 1.0]), TypeError, ("labels holds float64", "class")),
        (lambda: accuracy(SCORES, [True, False]), TypeError, ("labels holds bool",)),
        (lambda: accuracy(SCORES, ["cat", "dog"]), TypeError, ("labels holds text",)),
        (lambda: accuracy(SCORES, [0, -1]), ValueError, ("labels holds -1", "from 0")),
        (lambda: accuracy(SCORES, 1), TypeError, ("labels holds one number",)),
        (lambda: accuracy(SCORES, [0, 2]), ValueError, ("class 2", "2 classes", "(2, 3)")),
        (lambda: accuracy(SCORES, [0, 1, 0]), ValueError, ("(2, 2)", "(3,)", "(3, 10)")),
        (lambda: accuracy([0, 1], [0, 1, 0]), ValueError, ("(2,)", "(3,)")),
        (lambda: accuracy([0.9, 0.1], [0, 1]), TypeError, ("scores holds float64",)),
        (lambda: accuracy(NAN, [0, 1]), ValueError, ("NaN", "(1, 1)", "learning rate")),
        (lambda: accuracy(SCORES, np.eye(2, dtype=int)), TypeError, ("scores holds float64",)),
        (lambda: top_k_accuracy(SCORES, [0, 1], 3), ValueError, ("k is 3", "k ≤ 2")),
        (lambda: top_k_accuracy(SCORES, [0, 1], 0), ValueError, ("k is 0", "≥ 1")),
        (lambda: top_k_accuracy([0, 1], [0, 1], 1), ValueError, ("(2,)", "score for each")),
        (lambda: top_k_accuracy(NAN, [0, 1], 1), ValueError, ("NaN",)),
        (lambda: confusion_matrix([0, 2], [0, 1], 2), ValueError, ("predictions", "classes=3")),
        (lambda: confusion_matrix([0, 1], [0, 2], 2), ValueError, ("labels", "classes=3")),
        (lambda: confusion_matrix([0, 1], [0, 1], 2.0), TypeError, ("classes is 2.0",)),
        (lambda: confusion_matrix([0, -1], [0, 1], 2), ValueError, ("predictions holds -1",)),
    ],
)
def test_errors(call, error, parts):
    with pytest.raises(error) as caught:
        call()
    assert [part for part in parts if part not in str(caught.value)] == []
