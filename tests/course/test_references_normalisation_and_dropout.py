"""The reference solutions of notebook 13 against the library, and against small differences."""

import numpy as np
import pytest

from cnnkit import functional
from cnnkit.course.lessons import normalisation_and_dropout as lesson
from cnnkit.layers import BatchNorm

SHAPES = [(4, 3, 5, 2), (2, 1, 1, 3), (3, 2, 2, 1)]


def drawn(shape):
    rng = np.random.default_rng(0)
    return (rng.normal(2, 3, shape), rng.normal(size=shape), rng.normal(size=(2, shape[-1])))


@pytest.mark.parametrize("shape", SHAPES)
def test_batch_norm_and_its_gradients_agree_with_the_library(shape):
    x, dy, (gamma, beta) = drawn(shape)
    np.testing.assert_allclose(
        lesson.batch_norm.reference(x, gamma, beta, 1e-5), functional.batch_norm(x, gamma, beta)
    )
    dx, _, _ = functional.batch_norm_backward(dy, x, gamma)
    np.testing.assert_allclose(
        lesson.batch_norm_backward.reference(dy, x, gamma, 1e-5), dx, atol=1e-12
    )


@pytest.mark.parametrize("shape", SHAPES)
def test_the_gradient_agrees_with_differences(shape):
    x, dy, (gamma, beta) = drawn(shape)
    dx = lesson.batch_norm_backward.reference(dy, x, gamma, 0.1)
    for place in [(0, 0, 0, 0), tuple(n - 1 for n in shape)]:
        step = np.zeros(shape)
        step[place] = 1e-5
        above, below = (
            lesson.batch_norm.reference(changed, gamma, beta, 0.1)
            for changed in (x + step, x - step)
        )
        assert dx[place] == pytest.approx(((above - below) * dy).sum() / 2e-5, abs=1e-7)


def test_running_statistics_and_modes_agree_with_the_layer():
    layer = BatchNorm()
    layer.build((3, 5, 2), np.random.default_rng(0))
    running = np.array([[0.0, 0.0], [1.0, 1.0]])
    rng = np.random.default_rng(1)
    for _ in range(3):
        x = rng.normal(2, 3, (4, 3, 5, 2))
        y = layer.forward(x, training=True)
        np.testing.assert_allclose(lesson.normalise.reference(x, running, True, 1e-5), y)
        running = lesson.running_statistics.reference(x, running, 0.1)
        kept = [statistic.value for statistic in layer.statistics.values()]
        np.testing.assert_allclose(running, kept, rtol=1e-5)
    expected = layer.forward(x[:1])
    np.testing.assert_allclose(
        lesson.normalise.reference(x[:1], running, False, 1e-5), expected, rtol=1e-5, atol=1e-6
    )


def test_dropout_agrees_with_the_library():
    x = np.random.default_rng(0).normal(size=(6, 7)).astype(np.float32)
    for rate in (0.0, 0.2, 0.7):
        y, _ = functional.dropout(x, rate, np.random.default_rng(3))
        random = np.random.default_rng(3).random(x.shape, np.float32)
        np.testing.assert_allclose(lesson.dropout.reference(x, rate, random, True), y, rtol=1e-6)
        np.testing.assert_array_equal(lesson.dropout.reference(x, rate, random, False), x)


def test_what_explanations_and_afterwords_say_in_numbers():
    weight = 0.1 * 0.9**100
    assert weight == pytest.approx(3e-6, rel=0.15)
    assert 1 / np.sqrt(4.01) == pytest.approx(0.49938, abs=5e-6)
    assert 0.5**8 == 1 / 256
    assert [round(kept, 2) for kept in (0.9**10, 0.99**100)] == [0.35, 0.37]
    x, dy, (gamma, _) = drawn((4, 3, 5, 2))
    x_hat = functional.batch_norm(x, np.ones(2), np.zeros(2))
    axes = (0, 1, 2)
    compact = gamma / np.sqrt(x.var(axis=axes) + 1e-5)
    compact = compact * (dy - dy.mean(axis=axes) - x_hat * (dy * x_hat).mean(axis=axes))
    np.testing.assert_allclose(lesson.batch_norm_backward.reference(dy, x, gamma, 1e-5), compact)


def test_a_right_message_adds_up_to_nothing_over_a_channel():
    x, dy, (gamma, _) = drawn((4, 3, 5, 2))
    dx = lesson.batch_norm_backward.reference(dy, x, gamma, 1e-5)
    np.testing.assert_allclose(dx.sum(axis=(0, 1, 2)), 0, atol=1e-12)
