"""Losses against the loops, their equations and differences; sure, unsure, and refused."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit import functional
from cnnkit.functional import loops
from tests.functional.drawing import DTYPES, TOLERANCE, arrays, assert_same
from tests.functional.slopes import assert_slopes

INF, NAN = math.inf, math.nan
REDUCTIONS = ["mean", "sum", "none"]


@st.composite
def classified(draw, dtypes=DTYPES):
    """Scores of any number of leading axes, and labels."""
    *leading, C = draw(st.lists(st.integers(1, 4), min_size=2, max_size=4))
    labels = np.array(draw(st.lists(st.integers(0, C - 1), min_size=1)), np.int64)
    logits = draw(arrays(*leading, C, dtype=draw(dtypes)))
    return logits, np.resize(labels, leading)


@st.composite
def options(draw, classes):
    """A weight, a smoothing and a reduction."""
    weight = draw(st.none() | arrays(classes))
    return {
        "weight": None if weight is None else np.exp(weight),
        "label_smoothing": draw(st.sampled_from([0, 0.1, 1])),
        "reduction": draw(st.sampled_from(REDUCTIONS)),
    }


def from_the_equation(logits, labels, weight, label_smoothing, reduction):
    """Cross-entropy with a table of the truth, as its docstring has it."""
    C = logits.shape[-1]
    weight = np.ones(C) if weight is None else weight
    truth = (1 - label_smoothing) * np.eye(C)[labels] + label_smoothing / C
    losses = -(weight * truth * np.log(functional.softmax(logits))).sum(axis=-1)
    return {
        "mean": losses.sum() / weight[labels].sum(),
        "sum": losses.sum(),
        "none": losses,
    }[reduction]


@given(classified())
@settings(max_examples=100)
def test_cross_entropy_equals_the_loops(case):
    logits, labels = case
    tolerance = TOLERANCE[logits.dtype.name]
    loss = functional.cross_entropy(logits, labels)
    assert loss == pytest.approx(loops.cross_entropy(logits, labels), rel=tolerance, abs=tolerance)
    assert_same(
        functional.cross_entropy_backward(logits, labels),
        loops.cross_entropy_backward(logits, labels),
    )


@given(st.data())
@settings(max_examples=100)
def test_cross_entropy_equals_its_equation_and_differences(data):
    logits, labels = data.draw(classified(st.just("float64")))
    given_options = data.draw(options(logits.shape[-1]))
    loss = functional.cross_entropy(logits, labels, **given_options)
    expected = from_the_equation(logits, labels, **given_options)
    np.testing.assert_allclose(loss, expected, rtol=1e-12, atol=1e-12)
    dloss = 0.7
    if given_options["reduction"] == "none":
        dloss = data.draw(arrays(*labels.shape))
        assert loss.shape == labels.shape
    else:
        assert type(loss) is float
    dlogits = functional.cross_entropy_backward(logits, labels, **given_options, dloss=dloss)
    assert_slopes(
        lambda logits: functional.cross_entropy(logits, labels, **given_options),
        [logits],
        dloss,
        [dlogits],
    )


def test_not_knowing_costs_the_logarithm_of_the_number_of_classes():
    for C in (2, 10, 1000):
        assert functional.cross_entropy(np.zeros((3, C)), [0, 1, C - 1]) == pytest.approx(
            math.log(C)
        )


def test_the_gradient_is_what_was_predicted_less_what_is_true():
    logits, labels = np.random.default_rng(0).standard_normal((6, 4)), [0, 3, 1, 1, 2, 0]
    expected = (functional.softmax(logits) - np.eye(4)[labels]) / 6
    np.testing.assert_allclose(functional.cross_entropy_backward(logits, labels), expected)


def test_cross_entropy_is_the_log_softmax_followed_backwards():
    logits, labels = np.random.default_rng(1).standard_normal((6, 4)), np.array([0, 3, 1, 1, 2, 0])
    dy = -np.eye(4)[labels] / 6
    np.testing.assert_allclose(
        functional.cross_entropy_backward(logits, labels),
        functional.log_softmax_backward(dy, logits),
        atol=1e-15,
    )


def test_a_weight_counts_as_often_as_the_image_was_there():
    logits, labels = np.random.default_rng(2).standard_normal((3, 2)), np.array([0, 1, 1])
    twice = functional.cross_entropy(logits[[0, 0, 1, 2]], labels[[0, 0, 1, 2]])
    assert functional.cross_entropy(logits, labels, weight=[2, 1]) == pytest.approx(twice)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("smoothing", [0, 0.1])
def test_confident_scores_stay_finite(dtype, smoothing):
    logits = np.array([[1e4, -1e4], [1e4, -1e4]], dtype)
    given_options = {"label_smoothing": smoothing, "reduction": "none"}
    losses = functional.cross_entropy(logits, [0, 1], **given_options)
    np.testing.assert_allclose(losses, [2e4 * smoothing / 2, 2e4 * (1 - smoothing / 2)], rtol=1e-6)
    assert losses.dtype == dtype
    dlogits = functional.cross_entropy_backward(logits, [0, 1], **given_options)
    spread = smoothing / 2
    expected = [[spread, -spread], [1 - spread, spread - 1]]
    np.testing.assert_allclose(dlogits, expected, atol=1e-6)


def test_impossible_classes_cost_nothing_unless_they_are_true():
    logits = [[-INF, 0.0, 0.0]]
    for room in (functional, loops):
        assert room.cross_entropy(logits, [1]) == pytest.approx(math.log(2))
        assert room.cross_entropy(logits, [0]) == INF
    np.testing.assert_allclose(functional.cross_entropy_backward(logits, [1]), [[0, -0.5, 0.5]])


def test_a_row_without_an_answer_is_nan():
    for row in ([-INF, -INF], [INF, 0.0], [NAN, 0.0]):
        losses = functional.cross_entropy([row, [0.0, 0.0]], [1, 1], reduction="none")
        assert np.isnan(losses).tolist() == [True, False]
        assert np.isnan(functional.cross_entropy_backward([row], [1])).all()


@pytest.mark.parametrize("dtype", ["uint8", "int8", "int64", ">i4"])
def test_labels_of_every_whole_type(dtype):
    logits = np.eye(3)
    labels = np.array([2, 0, 1], dtype)
    assert functional.cross_entropy(logits, labels) == functional.cross_entropy(logits, [2, 0, 1])


@given(arrays(3, 4), arrays(3, 4), st.sampled_from([1.0, -0.5]))
@settings(max_examples=50)
def test_binary_cross_entropy_equals_its_equation_and_differences(logits, targets, dloss):
    targets = functional.sigmoid(targets)
    p = functional.sigmoid(logits)
    expected = -(targets * np.log(p) + (1 - targets) * np.log(1 - p)).mean()
    assert functional.binary_cross_entropy(logits, targets) == pytest.approx(expected, rel=1e-12)
    dlogits = functional.binary_cross_entropy_backward(logits, targets, dloss=dloss)
    np.testing.assert_allclose(dlogits, dloss * (p - targets) / 12, rtol=1e-12)
    assert_slopes(
        lambda logits: functional.binary_cross_entropy(logits, targets), [logits], dloss, [dlogits]
    )


def test_binary_cross_entropy_is_cross_entropy_of_two_classes():
    logits, labels = np.linspace(-3, 3, 8), np.arange(8) % 2
    two = np.stack([np.zeros(8), logits], axis=-1)
    assert functional.binary_cross_entropy(logits, labels) == pytest.approx(
        functional.cross_entropy(two, labels)
    )


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_confident_answers_stay_finite(dtype):
    logits = np.array([1e4, -1e4, 1e4, -1e4], dtype)
    for targets, cost, slopes in (
        ([1, 0, 1, 0], 0, [0, 0, 0, 0]),
        ([0, 1, 0, 1], 1e4, [0.25, -0.25, 0.25, -0.25]),
    ):
        assert functional.binary_cross_entropy(logits, targets) == cost
        dlogits = functional.binary_cross_entropy_backward(logits, targets)
        assert dlogits.tolist() == slopes
    small = functional.binary_cross_entropy(np.array([60.0], dtype), [1])
    assert small == pytest.approx(math.exp(-60), rel=1e-5)


@given(arrays(3, 4), arrays(3, 4), st.sampled_from([1.0, -0.5]))
@settings(max_examples=50)
def test_mean_squared_error_equals_its_equation_and_differences(y, target, dloss):
    loss = functional.mean_squared_error(y, target)
    assert loss == pytest.approx(float(((y - target) ** 2).mean()), rel=1e-12)
    dy = functional.mean_squared_error_backward(y, target, dloss=dloss)
    assert_slopes(lambda y: functional.mean_squared_error(y, target), [y], dloss, [dy])


@pytest.mark.parametrize("name", ["binary_cross_entropy", "mean_squared_error"])
def test_a_single_number_is_enough(name):
    dy = getattr(functional, f"{name}_backward")(np.float32(0.5), 1)
    assert (type(dy), dy.shape, dy.dtype) == (np.ndarray, (), np.float32)
    assert type(getattr(functional, name)(0.5, 1)) is float
