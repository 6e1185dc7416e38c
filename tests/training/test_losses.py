"""Losses: the functions of cnnkit.functional with their options, and what counts as right."""

import numpy as np
import pytest

from cnnkit import functional
from cnnkit.training import BinaryCrossEntropy, CrossEntropy, MeanSquaredError

RNG = np.random.default_rng(0)
LOGITS = RNG.standard_normal((6, 4))
LABELS = RNG.integers(0, 4, 6)
OPTIONS = {"weight": (0.5, 1.0, 2.0, 3.0), "label_smoothing": 0.2}

CASES = [
    (
        CrossEntropy(),
        LOGITS,
        LABELS,
        functional.cross_entropy,
        functional.cross_entropy_backward,
        {},
    ),
    (
        CrossEntropy(**OPTIONS),
        LOGITS,
        LABELS,
        functional.cross_entropy,
        functional.cross_entropy_backward,
        OPTIONS,
    ),
    (
        BinaryCrossEntropy(),
        LOGITS,
        RNG.random((6, 4)),
        functional.binary_cross_entropy,
        functional.binary_cross_entropy_backward,
        {},
    ),
    (
        MeanSquaredError(),
        LOGITS,
        RNG.random((6, 4)),
        functional.mean_squared_error,
        functional.mean_squared_error_backward,
        {},
    ),
]


@pytest.mark.parametrize(("loss", "prediction", "target", "value", "gradient", "options"), CASES)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_value_and_gradient_are_those_of_the_functions(
    loss, prediction, target, value, gradient, options, dtype
):
    prediction = prediction.astype(dtype)
    assert loss(prediction, target) == float(value(prediction, target, **options))
    assert type(loss(prediction, target)) is float
    expected = gradient(prediction, target, **options)
    np.testing.assert_array_equal(loss.backward(prediction, target), expected)
    assert loss.backward(prediction, target).dtype == dtype


@pytest.mark.parametrize(("loss", "prediction", "target"), [case[:3] for case in CASES])
def test_the_gradient_is_that_of_the_value(loss, prediction, target):
    gradient, h = loss.backward(prediction, target), 1e-6
    for place in np.ndindex(prediction.shape):
        step = np.zeros_like(prediction)
        step[place] = h
        slope = (loss(prediction + step, target) - loss(prediction - step, target)) / (2 * h)
        assert abs(slope - gradient[place]) < 1e-8


def test_accuracy_of_classes_pixels_and_yes_or_no():
    logits = np.array([[0.0, 1.0], [1.0, 0.0], [3.0, 2.0], [0.0, 0.1]])
    assert CrossEntropy().accuracy(logits, [1, 0, 1, 1]) == 0.75
    assert CrossEntropy().accuracy(logits.reshape(1, 2, 2, 2), [[[1, 0], [1, 1]]]) == 0.75
    assert BinaryCrossEntropy().accuracy([2.0, -1.0, 0.5, -0.1], [1, 0, 0, 1]) == 0.5
    assert MeanSquaredError().accuracy(logits, logits) is None


def test_options_are_fixed_and_shown():
    loss = CrossEntropy(label_smoothing=0.1)
    assert repr(loss) == "CrossEntropy(weight=None, label_smoothing=0.1)"
    with pytest.raises(AttributeError):
        loss.label_smoothing = 0.2
    with pytest.raises(ValueError, match=r"label_smoothing is 2; .* ≤ 1, such as 0\.1"):
        CrossEntropy(label_smoothing=2)
