"""Optimisers against their equations, resumed to the last bit, and their errors."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit.layers.parameter import Parameter
from cnnkit.training import SGD, Adam, AdamW, RMSProp

EVERY = [
    SGD(0.1),
    SGD(0.1, momentum=0.9),
    SGD(0.1, momentum=0.9, nesterov=True, weight_decay=0.01),
    RMSProp(),
    RMSProp(0.02, decay=0.9, epsilon=1e-3, momentum=0.5, weight_decay=0.1),
    Adam(),
    Adam(0.03, beta1=0.8, beta2=0.95, epsilon=1e-4, weight_decay=0.1),
    AdamW(0.03, weight_decay=0.3),
]
optimisers = pytest.mark.parametrize("optimiser", EVERY, ids=repr)


def fresh(optimiser):
    """An optimiser of the same options, without memories."""
    return dataclasses.replace(optimiser)


def parameters(dtype="float64"):
    rng = np.random.default_rng(0)
    shapes = {"kernel": (3, 4), "bias": (4,), "scale": ()}
    return [Parameter(name, np.array(rng.standard_normal(s), dtype)) for name, s in shapes.items()]


def train(optimiser, weights, steps, seed=1):
    rng = np.random.default_rng(seed)
    for _ in range(steps):
        for weight in weights:
            gradient = rng.standard_normal(weight.value.shape) * 10 ** rng.uniform(-3, 2)
            weight.grad = np.array(gradient, weight.value.dtype)
        optimiser.step(weights)


def by_the_equations(optimiser, w, gradients):
    """One weight, number after number, as the docstrings have it."""
    v = m = s = 0.0
    o = optimiser
    for t, g in enumerate(gradients, start=1):
        if isinstance(o, AdamW):
            w = (1 - o.learning_rate * o.weight_decay) * w
        else:
            g = g + o.weight_decay * w
        if isinstance(o, SGD):
            v = o.momentum * v + g
            w = w - o.learning_rate * (g + o.momentum * v if o.nesterov else v)
        elif isinstance(o, RMSProp):
            s = o.decay * s + (1 - o.decay) * g**2
            v = o.momentum * v + g / (math.sqrt(s) + o.epsilon)
            w = w - o.learning_rate * v
        else:
            m = o.beta1 * m + (1 - o.beta1) * g
            s = o.beta2 * s + (1 - o.beta2) * g**2
            mean, square = m / (1 - o.beta1**t), s / (1 - o.beta2**t)
            w = w - o.learning_rate * mean / (math.sqrt(square) + o.epsilon)
    return w


@optimisers
@given(st.lists(st.floats(-100, 100).map(lambda g: round(g, 6)), min_size=1, max_size=8))
def test_equals_the_equations(optimiser, gradients):
    weight = Parameter("weight", np.array([1.5]))
    running = fresh(optimiser)
    for gradient in gradients:
        weight.grad = np.array([gradient])
        running.step([weight])
    expected = by_the_equations(optimiser, 1.5, gradients)
    assert weight.value[0] == pytest.approx(expected, rel=1e-10, abs=1e-10)


@optimisers
def test_every_entry_moves_as_if_alone(optimiser):
    weights, alone = parameters(), parameters()
    train(fresh(optimiser), weights, 5)
    rng = np.random.default_rng(1)
    history = []
    for _ in range(5):
        history.append(
            [rng.standard_normal(w.value.shape) * 10 ** rng.uniform(-3, 2) for w in alone]
        )
    for i, weight in enumerate(alone):
        for place in np.ndindex(weight.value.shape):
            gradients = [float(step[i][place]) if place else float(step[i]) for step in history]
            expected = by_the_equations(optimiser, float(weight.value[place]), gradients)
            assert weights[i].value[place] == pytest.approx(expected, rel=1e-9)


@optimisers
def test_float32_stays_and_is_near_float64(optimiser):
    single, double = parameters("float32"), parameters("float64")
    for weight, exact in zip(single, double, strict=True):
        exact.value = weight.value.astype("float64")
    running = fresh(optimiser)
    running.learning_rate = np.float64(optimiser.learning_rate)
    train(running, single, 10)
    train(fresh(optimiser), double, 10)
    for weight, exact in zip(single, double, strict=True):
        assert weight.value.dtype == np.float32
        np.testing.assert_allclose(weight.value, exact.value, rtol=1e-4, atol=1e-4)
    kept = {name: array for name, array in running.state().items() if "." in name}
    assert {array.dtype.name for array in kept.values()} <= {"float32", "int64"}


@optimisers
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_resuming_gives_the_same_bits(optimiser, dtype):
    through, stopped = parameters(dtype), parameters(dtype)
    first = fresh(optimiser)
    train(first, through, 4, seed=1)
    first.learning_rate /= 3
    train(first, through, 4, seed=2)

    second = fresh(optimiser)
    train(second, stopped, 4, seed=1)
    second.learning_rate /= 3
    saved = {name: array.copy() for name, array in second.state().items()}
    copies = [Parameter(weight.name, weight.value.copy()) for weight in stopped]
    train(second, stopped, 4, seed=7)  # what happens after saving changes nothing in it
    third = fresh(optimiser)
    third.load_state(saved)
    again = third.state()
    assert saved.keys() == again.keys()
    assert all(np.array_equal(saved[name], again[name]) for name in saved)
    train(third, copies, 4, seed=2)
    for weight, other in zip(through, copies, strict=True):
        np.testing.assert_array_equal(weight.value, other.value)


@optimisers
def test_loading_forgets_what_was_before_and_shares_nothing(optimiser):
    weights = parameters()
    running = fresh(optimiser)
    train(running, weights, 3)
    saved = running.state()
    train(running, weights, 3)
    running.load_state(saved)
    first = running.state()
    train(running, weights, 1)
    assert int(running.state()["0.steps"]) == 4
    assert all(np.array_equal(first[name], saved[name]) for name in saved)


@optimisers
def test_values_change_in_place_and_gradients_do_not(optimiser):
    weights = parameters("float32")
    arrays = [weight.value for weight in weights]
    before = [array.copy() for array in arrays]
    gradients = [np.full(array.shape, 0.5, np.float32) for array in arrays]
    for weight, gradient in zip(weights, gradients, strict=True):
        gradient.flags.writeable = False
        weight.grad = gradient
    running = fresh(optimiser)
    running.step(weights)
    running.step(weights)
    for weight, array, old in zip(weights, arrays, before, strict=True):
        assert weight.value is array
        assert (array != old).all()


@optimisers
def test_memory_follows_the_parameter_and_not_its_place(optimiser):
    straight, shuffled = parameters(), parameters()
    one, other = fresh(optimiser), fresh(optimiser)
    rng = np.random.default_rng(0)
    for step in range(6):
        for weight, twin in zip(straight, shuffled, strict=True):
            weight.grad = twin.grad = np.array(rng.standard_normal(weight.value.shape))
        one.step(straight)
        turn = step % 3
        other.step(shuffled[turn:] + shuffled[:turn])
    for weight, twin in zip(straight, shuffled, strict=True):
        np.testing.assert_array_equal(weight.value, twin.value)


def test_a_new_learning_rate_acts_at_once():
    weight = Parameter("weight", np.array([0.0]))
    optimiser = SGD(0.5, momentum=0.5)
    for rate, expected in ((0.5, -0.5), (0.0, -0.5), (0.1, -0.675)):
        optimiser.learning_rate = rate
        weight.grad = np.array([1.0])
        optimiser.step([weight])
        assert weight.value[0] == pytest.approx(expected)


def test_momentum_may_begin_later():
    weight = Parameter("weight", np.array([0.0]))
    optimiser = SGD(1.0)
    for momentum, expected in ((0.0, -1.0), (0.5, -2.0), (0.5, -3.5)):
        optimiser.momentum = momentum
        weight.grad = np.array([1.0])
        optimiser.step([weight])
        assert weight.value[0] == pytest.approx(expected)


@optimisers
def test_nan_is_not_hidden(optimiser):
    weight = Parameter("weight", np.ones(2))
    weight.grad = np.array([np.nan, 1.0])
    fresh(optimiser).step([weight])
    assert np.isnan(weight.value).tolist() == [True, False]


def ready(value=None, grad=None):
    weight = Parameter("conv2d_1.kernel", np.ones(3) if value is None else value)
    weight.grad = np.ones(3) if grad is None else grad
    return weight


def without_gradient():
    Adam().step([ready(), Parameter("bias", np.ones(2))])


def read_only():
    weight = ready()
    weight.value.flags.writeable = False
    Adam().step([weight])


def twice():
    weight = ready()
    Adam().step([weight, weight])


def of_another_network():
    optimiser, resumed = Adam(), Adam()
    optimiser.step([ready()])
    resumed.load_state(optimiser.state())
    resumed.step([ready(np.ones((2, 2)), np.ones((2, 2)))])


def of_another_dtype():
    optimiser, weight = SGD(0.1, momentum=0.9), ready()
    optimiser.step([weight])
    weight.value = weight.value.astype(np.float32)
    optimiser.step([weight])


def of_another_optimiser():
    optimiser = SGD(0.1, momentum=0.9)
    optimiser.step([ready()])
    Adam().load_state(optimiser.state())


def spoilt_learning_rate():
    optimiser = SGD(0.1)
    optimiser.learning_rate = -0.1
    optimiser.step([ready()])


@pytest.mark.parametrize(
    ("call", "error", "parts"),
    [
        (without_gradient, ValueError, ("bias has no gradient", "model.backward")),
        (read_only, ValueError, ("conv2d_1.kernel is read-only", "copy()")),
        (twice, ValueError, ("twice", "model.parameters()")),
        (of_another_network, ValueError, ("conv2d_1.kernel", "(2, 2)", "(3,)", "same network")),
        (of_another_dtype, ValueError, ("float32", "float64", "velocity")),
        (of_another_optimiser, ValueError, ("0.velocity", "mean, mean_square", "Adam")),
        (lambda: Adam().load_state({}), ValueError, ("state holds nothing", "learning_rate")),
        (spoilt_learning_rate, ValueError, ("learning_rate is -0.1", "≥ 0")),
        (lambda: Adam().step([ready(grad=np.ones(2))]), ValueError, ("shape (2,)", "(3,)")),
        (lambda: Adam().step([np.ones(3)]), TypeError, ("must be a list", "model.parameters()")),
        (lambda: Adam().step(ready()), TypeError, ("must be a list", "model.parameters()")),
        (lambda: SGD("0.1"), TypeError, ("learning_rate is '0.1'",)),
        (lambda: SGD(0.1, momentum=1), ValueError, ("momentum is 1", "< 1", "0.9")),
        (lambda: SGD(0.1, nesterov=True), ValueError, ("momentum is 0", "momentum=0.9")),
        (lambda: SGD(0.1, nesterov=1, momentum=0.9), TypeError, ("nesterov is 1", "True or")),
        (lambda: SGD(0.1, weight_decay=-1), ValueError, ("weight_decay is -1", "≥ 0")),
        (lambda: RMSProp(decay=1.0), ValueError, ("decay is 1.0", "< 1", "0.99")),
        (lambda: RMSProp(epsilon=0), ValueError, ("epsilon is 0", "> 0")),
        (lambda: Adam(beta1=1.0), ValueError, ("beta1 is 1.0", "< 1")),
        (lambda: AdamW(beta2=math.nan), ValueError, ("beta2 is nan", "0.999")),
    ],
)
def test_errors(call, error, parts):
    with pytest.raises(error) as caught:
        call()
    assert [part for part in parts if part not in str(caught.value)] == []


def test_a_failing_step_changes_nothing():
    good, bad = ready(), Parameter("bias", np.ones(2))
    optimiser = Adam()
    with pytest.raises(ValueError, match="bias"):
        optimiser.step([good, bad])
    assert good.value.tolist() == [1, 1, 1]
    assert [*optimiser.state()] == ["learning_rate"]
