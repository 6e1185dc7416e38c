"""What a layer holds, taken out and put back; training and evaluation."""

import numpy as np
import pytest

from cnnkit.layers import BatchNorm, Conv2D, Dense, Dropout, Parameter, ReLU, Residual, Sequential
from tests.layers.kinds import KINDS, built, name_of


@pytest.mark.parametrize(("make", "input_shape"), KINDS, ids=name_of)
def test_state_is_a_copy_that_puts_everything_back(make, input_shape):
    layer = built(make, input_shape)
    x = np.random.default_rng(1).standard_normal((2, *input_shape))
    y, state = layer.forward(x), layer.state()
    for parameter in [*layer.weights.values(), *layer.statistics.values()]:
        parameter.value += 1
    layer.load_state(state)
    np.testing.assert_array_equal(layer.forward(x), y)
    for parameter in layer.parameters():  # what was put in is not shared with the state
        parameter.value += 1
    layer.load_state(state)
    np.testing.assert_array_equal(layer.forward(x), y)


def test_state_names_parameters_and_running_statistics():
    model = Sequential([Residual(Sequential([BatchNorm()])), ReLU()])
    model.build((4, 4, 3), np.random.default_rng(0))
    names = ("gamma", "beta", "running_mean", "running_variance")
    assert sorted(model.state()) == sorted(f"residual_1.body.batch_norm_1.{name}" for name in names)
    assert len(model.parameters()) == 2
    assert model.count((4, 4, 3)) == (6, 0)


def test_state_keeps_its_type():
    layer = built(lambda: Dense(2), (3,))
    assert layer.weights["weight"].value.dtype == np.float64
    layer.load_state({name: value.astype(np.float32) for name, value in layer.state().items()})
    assert layer.weights["weight"].value.dtype == np.float32


@pytest.mark.parametrize(
    ("state", "error", "parts"),
    [
        ("model.npz", TypeError, ["the state is 'model.npz'", "state() returned"]),
        ({}, ValueError, ["lacks ['bias', 'weight']", "Dense(2)", "state()"]),
        (
            {"weight": np.ones((3, 2)), "bias": np.ones(2), "gamma": 1},
            ValueError,
            ["holds ['gamma']"],
        ),
        (
            {"weight": np.ones((2, 3)), "bias": np.ones(2)},
            ValueError,
            ["weight has shape (2, 3) in the state and (3, 2) in Dense(2)"],
        ),
        ({"weight": np.ones((3, 2)), "bias": "ab"}, TypeError, ["bias holds text"]),
    ],
)
def test_a_state_that_does_not_fit_changes_nothing(state, error, parts):
    layer = built(lambda: Dense(2), (3,))
    before = layer.state()
    with pytest.raises(error) as caught:
        layer.load_state(state)
    for part in parts:
        assert part in str(caught.value)
    for name, value in layer.state().items():
        np.testing.assert_array_equal(value, before[name])


def test_parameters_are_compared_by_identity():
    one, same = (Parameter("bias", np.zeros(2)) for _ in range(2))
    assert one != same
    assert len({one, same}) == 2
    assert one.grad is None


def test_running_statistics_are_weighted_averages_with_the_unbiased_variance():
    layer = BatchNorm(momentum=0.25)
    layer.build((1, 1, 1), np.random.default_rng(0))
    x = np.array([1.0, 3.0, 5.0, 7.0]).reshape(4, 1, 1, 1)  # mean 4, variance 5 or 20 / 3
    layer.forward(x, training=True)
    mean, variance = (p.value.item() for p in layer.statistics.values())
    assert mean == pytest.approx(0.75 * 0 + 0.25 * 4)
    assert variance == pytest.approx(0.75 * 1 + 0.25 * 20 / 3)
    layer.forward(x)  # evaluation leaves them alone
    assert [p.value.item() for p in layer.statistics.values()] == [mean, variance]
    y = layer.forward(np.array([[[[6.0]]]]))
    assert y.item() == pytest.approx((6 - mean) / np.sqrt(variance + 1e-5))


def test_running_statistics_stay_float32_in_float32():
    layer = BatchNorm()
    layer.build((3,), np.random.default_rng(0))
    layer.forward(np.ones((2, 3), np.float32), training=True)
    assert {p.value.dtype.name for p in layer.statistics.values()} == {"float32"}


def test_backward_after_an_evaluation_has_the_running_statistics_as_constants():
    layer = built(lambda: BatchNorm(), (4,))
    x = np.random.default_rng(1).standard_normal((5, 4))
    layer.forward(x, training=True)
    layer.forward(x)
    gamma, variance = layer.weights["gamma"].value, layer.statistics["running_variance"].value
    dx = layer.backward(np.ones((5, 4)))
    np.testing.assert_allclose(dx, np.tile(gamma / np.sqrt(variance + 1e-5), (5, 1)))


def test_one_value_a_channel_has_no_statistics():
    layer = built(lambda: BatchNorm(), (1, 1, 3))
    before = layer.state()
    with pytest.raises(ValueError, match=r"BatchNorm\(\) needs more than one value.*batch of 2"):
        layer.forward(np.ones((1, 1, 1, 3)), training=True)
    assert layer.forward(np.ones((1, 1, 1, 3))).shape == (1, 1, 1, 3)
    for name, value in layer.state().items():
        np.testing.assert_array_equal(value, before[name])


def test_dropout_drops_in_training_and_backward_drops_the_same():
    layer = Dropout(0.5)
    layer.build((1000,), np.random.default_rng(0))
    x = np.ones((2, 1000))
    y = layer.forward(x, training=True)
    assert set(y.ravel().tolist()) == {0.0, 2.0}
    assert 900 < (y > 0).sum() < 1100
    np.testing.assert_array_equal(layer.backward(x), y)
    np.testing.assert_array_equal(layer.backward(x), y)
    assert not np.array_equal(layer.forward(x, training=True), y)
    np.testing.assert_array_equal(layer.forward(x), x)
    np.testing.assert_array_equal(layer.backward(x), x)


def test_dropout_leaves_the_other_layers_numbers_as_they_are():
    def first_weight(layers):
        model = Sequential(layers)
        model.build((4,), np.random.default_rng(0))
        return model.state()["dense_1.weight"]

    with_dropout = first_weight([Dropout(0.5), Dense(3)])
    np.testing.assert_array_equal(with_dropout, first_weight([ReLU(), Dense(3)]))


def test_a_generators_state_brings_a_mask_back():
    model = Sequential([Conv2D(2, 1), Residual(Dropout(0.5)), Dropout(0.5)])
    assert model.generators() == []
    model.build((4, 4, 1), np.random.default_rng(0))
    first, second = model.generators()
    assert first is not second
    states = [rng.bit_generator.state for rng in (first, second)]
    x = np.ones((2, 4, 4, 1))
    y = model.forward(x, training=True)
    assert not np.array_equal(model.forward(x, training=True), y)
    for rng, state in zip((first, second), states, strict=True):
        rng.bit_generator.state = state
    np.testing.assert_array_equal(model.forward(x, training=True), y)
