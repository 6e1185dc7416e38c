"""Every layer's gradients against central differences, in float64, with a random upstream."""

import copy

import numpy as np
import pytest

from tests.layers.kinds import KINDS, built, name_of

STEP = 1e-5


def loss(layer, x, upstream, training):
    """A weighted sum of the outputs, always with the same dropout."""
    states = [copy.deepcopy(rng.bit_generator.state) for rng in layer.generators()]
    y = layer.forward(x, training)
    for rng, state in zip(layer.generators(), states, strict=True):
        rng.bit_generator.state = state
    return float((upstream * y).sum())


def differences(values, evaluate):
    """The derivative of ``evaluate()`` for each number of an array that it reads."""
    gradient = np.zeros(values.shape)
    for place in np.ndindex(values.shape):
        kept = values[place]
        values[place] = kept + STEP
        above = evaluate()
        values[place] = kept - STEP
        below = evaluate()
        values[place] = kept
        gradient[place] = (above - below) / (2 * STEP)
    return gradient


def case(make, input_shape):
    layer = built(make, input_shape)
    rng = np.random.default_rng(1)
    x = rng.standard_normal((2, *input_shape))
    upstream = rng.standard_normal((2, *layer.output_shape(input_shape)))
    return layer, x, upstream


@pytest.mark.parametrize("training", [True, False], ids=["training", "evaluation"])
@pytest.mark.parametrize(("make", "input_shape"), KINDS, ids=name_of)
def test_gradients_equal_central_differences(make, input_shape, training):
    layer, x, upstream = case(make, input_shape)

    def evaluate():
        return loss(layer, x, upstream, training)

    numerical = [differences(p.value, evaluate) for p in layer.parameters()]
    numerical.append(differences(x, evaluate))
    evaluate()
    dx = layer.backward(upstream)
    analytical = [*(p.grad for p in layer.parameters()), dx]
    for found, expected in zip(analytical, numerical, strict=True):
        assert found.dtype == np.float64
        np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize(("make", "input_shape"), KINDS, ids=name_of)
def test_parameter_gradients_are_those_of_backward(make, input_shape):
    layer, x, upstream = case(make, input_shape)
    layer.forward(x, training=True)
    layer.backward(upstream)
    expected = [p.grad for p in layer.parameters()]
    for parameter in layer.parameters():
        parameter.grad = None
    assert layer.parameter_gradients(upstream) is None
    for parameter, gradient in zip(layer.parameters(), expected, strict=True):
        np.testing.assert_allclose(parameter.grad, gradient, rtol=1e-12)


@pytest.mark.parametrize(("make", "input_shape"), KINDS, ids=name_of)
def test_backward_sets_gradients_and_does_not_add_to_them(make, input_shape):
    layer, x, upstream = case(make, input_shape)
    layer.forward(x, training=True)
    first = layer.backward(upstream)
    kept = [p.grad.copy() for p in layer.parameters()]
    np.testing.assert_array_equal(layer.backward(upstream), first)
    for parameter, gradient in zip(layer.parameters(), kept, strict=True):
        np.testing.assert_array_equal(parameter.grad, gradient)


@pytest.mark.parametrize(("make", "input_shape"), KINDS, ids=name_of)
def test_nothing_that_a_layer_is_given_is_changed(make, input_shape):
    layer, x, upstream = case(make, input_shape)
    x.flags.writeable = upstream.flags.writeable = False
    layer.forward(x, training=True)
    layer.backward(upstream)
    layer.forward(x)
    layer.backward(upstream)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize(("make", "input_shape"), KINDS, ids=name_of)
def test_activations_and_gradients_are_of_the_inputs_type(make, input_shape, dtype):
    layer = make()
    layer.build(input_shape, np.random.default_rng(0))
    assert {p.value.dtype.name for p in layer.parameters()} <= {"float32"}
    x = np.random.default_rng(1).standard_normal((2, *input_shape)).astype(dtype)
    for training in (True, False):
        y = layer.forward(x, training)
        dx = layer.backward(np.ones(y.shape, dtype))
        assert {y.dtype.name, dx.dtype.name} == {dtype}
        assert {p.grad.dtype.name for p in layer.parameters()} <= {dtype}
    assert {p.value.dtype.name for p in layer.parameters()} <= {"float32"}
