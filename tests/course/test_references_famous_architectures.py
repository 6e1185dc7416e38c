"""The reference solutions of notebook 16 against the library, and against small differences."""

import numpy as np
import pytest

from cnnkit.architectures.googlenet import MODULES, inception
from cnnkit.course.lessons import famous_architectures as lesson
from cnnkit.layers import Conv2D, ReLU, Residual, Sequential, SqueezeExcite
from cnnkit.training import numerical_gradient


@pytest.mark.parametrize(
    ("k", "layers", "channels", "filters"),
    [(3, 2, 64, 64), (5, 1, 64, 64), (3, 3, 3, 64), (7, 1, 3, 64), (1, 4, 5, 2), (5, 3, 2, 7)],
)
def test_stack_cost_agrees_with_a_stack(k, layers, channels, filters):
    stack = Sequential([Conv2D(filters, k, padding="same") for _ in range(layers)])
    summary = stack.summary((30, 41, channels))
    expected = summary.rows[-1].receptive_field[0], summary.parameters
    assert lesson.stack_cost.reference(k, layers, channels, filters) == expected


def test_the_saving_is_one_of_the_middle():
    cost = lesson.stack_cost.reference
    assert cost(3, 2, 64, 64)[0] == cost(5, 1, 64, 64)[0] == 5
    assert cost(3, 2, 64, 64)[1] / cost(5, 1, 64, 64)[1] == pytest.approx(18 / 25, abs=0.001)
    assert cost(5, 1, 3, 64)[1] == 4864
    assert cost(3, 2, 3, 64)[1] == 38_720


def test_inception_cost_agrees_with_googlenets_modules():
    channels = 192
    for numbers in (module for stage in MODULES for module in stage):
        layer = inception(*numbers)
        expected = layer.output_shape((14, 14, channels))[2], layer.count((14, 14, channels))[0]
        assert lesson.inception_cost.reference(channels, *numbers) == expected
        channels = expected[0]
    assert channels == 1024


@pytest.mark.parametrize(("n", "channels", "units"), [(5, 3, 4), (2, 6, 2), (7, 1, 3)])
def test_the_residual_block_agrees_with_the_layers_and_with_differences(n, channels, units):
    rng = np.random.default_rng(n)
    body = Sequential([Conv2D(units, 1, bias=False), ReLU(), Conv2D(channels, 1, bias=False)])
    block = Sequential([Residual(body), ReLU()])
    block.build((1, n, channels), rng)
    w1, w2 = (parameter.value[0, 0].astype(float) for parameter in block.parameters())
    x, dy = rng.normal(size=(2, n, channels))
    y = lesson.residual_forward.reference(x, w1, w2)
    dx = lesson.residual_backward.reference(dy, x, w1, w2)
    np.testing.assert_allclose(y, block.forward(x[None, None])[0, 0], atol=1e-5)
    np.testing.assert_allclose(dx, block.backward(dy[None, None])[0, 0], atol=1e-5)

    measured = numerical_gradient(lambda x: lesson.residual_forward.reference(x, w1, w2), x, dy)
    np.testing.assert_allclose(dx, measured, atol=1e-6)


def test_squeeze_excite_agrees_with_the_layer():
    rng = np.random.default_rng(3)
    x = rng.normal(size=(3, 4, 5, 6)).astype(np.float32)
    layer = SqueezeExcite(2, activation="relu")
    layer.build((4, 5, 6), rng)
    w1, b1, w2, b2 = (parameter.value for parameter in layer.parameters())
    assert not b1.any()
    assert not b2.any()
    expected = layer.forward(x)
    np.testing.assert_allclose(lesson.squeeze_excite.reference(x, w1, w2), expected, atol=1e-6)


def test_the_numbers_that_questions_state():
    assert 256 * 64 + 9 * 64 * 64 + 64 * 256 == 69_632
    assert 9 * 256 * 256 == 589_824
