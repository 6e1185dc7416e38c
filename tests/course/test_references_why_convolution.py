"""The reference solutions of notebook 02 against the library, which has tests of its own."""

import itertools

import numpy as np
import pytest

from cnnkit import functional
from cnnkit.course.lessons import why_convolution as lesson
from cnnkit.layers import Conv2D, Dense, Flatten, Sequential
from cnnkit.training import SGD, MeanSquaredError


def test_the_step_is_that_of_the_optimiser():
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(9, 1)), rng.normal(size=(9, 1))
    layer = Dense(1)
    layer.build((1,), rng)
    weight, bias = layer.parameters()
    for parameter, value in ((weight, 0.7), (bias, -1.2)):
        parameter.value = np.full_like(parameter.value, value, dtype=np.float64)
    loss = MeanSquaredError()
    layer.backward(loss.backward(layer.forward(x, training=True), y))
    SGD(0.05).step(layer.parameters())
    w, b = lesson.gradient_step.reference(x[:, 0], y[:, 0], 0.7, -1.2, 0.05)
    assert (weight.value.item(), bias.value.item()) == pytest.approx((w, b))


def test_the_step_follows_the_slope_of_the_loss():
    rng = np.random.default_rng(1)
    x, y, w, b, h = rng.normal(size=6), rng.normal(size=6), 0.3, 1.1, 1e-5

    def loss(w, b):
        return functional.mean_squared_error(w * x + b, y)

    slopes = (
        (loss(w + h, b) - loss(w - h, b)) / (2 * h),
        (loss(w, b + h) - loss(w, b - h)) / (2 * h),
    )
    after = lesson.gradient_step.reference(x, y, w, b, 0.1)
    assert after == pytest.approx((w - 0.1 * slopes[0], b - 0.1 * slopes[1]))
    assert loss(*after) < loss(w, b)


def test_counts_are_those_of_the_layers():
    for height, width, channels, units in itertools.product((5, 8), (6, 9), (1, 3), (1, 4)):
        shape = height, width, channels
        dense = Sequential([Flatten(), Dense(units)]).count(shape)[0]
        assert lesson.dense_weights.reference(*shape, units) == dense
        for k in (1, 2, 5):
            convolution = Conv2D(units, k).count(shape)[0]
            assert lesson.convolution_weights.reference(*shape, units, k) == convolution


def test_shuffled_weights_give_the_same_answers():
    rng = np.random.default_rng(2)
    x, weights, order = rng.normal(size=(4, 7)), rng.normal(size=(7, 3)), rng.permutation(7)
    moved = lesson.shuffled_weights.reference(weights, order)
    np.testing.assert_allclose(
        functional.dense(x[:, order], moved), functional.dense(x, weights), rtol=1e-12
    )
