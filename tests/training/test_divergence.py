"""A loss that is not finite: the training stops, and the message names the cause."""

import re

import numpy as np
import pytest

from cnnkit.layers import Dense, Flatten, Layer, Sequential
from cnnkit.training import SGD, DivergedError, History, MeanSquaredError, Step, train
from cnnkit.training.divergence import diagnosis
from tests.training.small import X, Y, run, steps


def message(parts, **options):
    """Train until it diverges, and return what is said."""
    with pytest.raises(DivergedError) as caught:
        list(steps(parts, augmentation=None, **options))
    return str(caught.value)


def deep(x, y, optimiser, gain=1.0):
    """Train three dense layers in a row, the last two with weights gain times too large."""
    rng = np.random.default_rng(0)
    model = Sequential([Dense(8), Dense(8), Dense(y.shape[1])])
    model.build(x.shape[1:], rng)
    for parameter in model.parameters()[2:]:
        parameter.value *= gain
    history = History()
    options = {"epochs": 200, "batch_size": 8, "rng": rng, "history": history}
    with pytest.raises(DivergedError) as caught:
        list(train(model, (x, y), MeanSquaredError(), optimiser, **options))
    return str(caught.value), history


def test_nan_in_the_inputs(monkeypatch):
    broken = X.copy()
    broken[:, 2, 3] = np.nan
    monkeypatch.setattr("tests.training.small.X", broken)
    said = message(run(), validation=None)
    assert "The loss is nan. What" in said
    assert "inputs: 5 of 320 numbers are NaN or infinite\n  → correct these examples" in said
    assert "activations" not in said


def test_infinite_targets():
    x = np.ones((8, 3), np.float32)
    said, _ = deep(x, np.full((8, 1), np.inf), SGD(0.1))
    assert "targets: 8 of 8 numbers are NaN or infinite\n  → correct these targets" in said


def test_pixels_that_nobody_divided_by_255():
    rng = np.random.default_rng(0)
    x = rng.integers(0, 256, (64, 30)).astype(np.float32)
    x[:, 0] = 255
    x[:, 1] = 0
    said, history = deep(x, rng.random((64, 1)), SGD(0.01))
    assert "inputs: from 0 to 255\n  → these look like pixels from 0 to 255" in said
    assert f"at step {len(history.steps) + 1}." in said
    assert "learning rate: 0.01" in said


def test_inputs_of_another_scale():
    x = np.random.default_rng(0).normal(5e4, 1e4, (64, 5))
    said, _ = deep(x, x[:, :1], SGD(0.1))
    assert "subtract their mean" in said


def test_a_learning_rate_that_is_too_large():
    x = np.random.default_rng(0).standard_normal((64, 5))
    said, history = deep(x, x[:, :2], SGD(5.0))
    assert "inputs: from -" in said
    assert re.search(
        r"parameters: not finite in .*\n  → a step before .* learning rate, such as 0.01\n", said
    )
    assert "gradients of the step before: norm" in said
    assert "last losses: " + ", ".join(f"{loss:.3g}" for loss in history.losses[-5:]) in said
    assert "learning rate: 5" in said
    assert history.losses[-1] > history.losses[0]


def test_what_follows_from_a_cause_is_shown_without_advice():
    x = np.random.default_rng(0).uniform(0, 255, (64, 5))
    for inputs, rate in ((x, 0.1), (x / 255, 1e3)):
        said, _ = deep(inputs, x[:, :2] / 255, SGD(rate))
        assert said.count("→") == 1
        assert "is the first layer with one of" in said


def test_long_gradients_of_good_parameters_are_to_be_clipped():
    parts = run()
    parts["model"].parameters()[0].grad = np.full((3, 3, 1, 4), 1e6)
    broken = diagnosis(parts["model"], X, Y, float("inf"), [Step(1, 2, 1, 5, 1.0, None, 0.01)])
    assert "norm 6e+06\n  → clip=1" in broken


def test_the_first_layer_with_large_activations_is_named():
    x = np.random.default_rng(0).standard_normal((8, 5), np.float32)
    said, _ = deep(x, x[:, :1], SGD(0.1), gain=1e10)
    assert "activations: dense_2 is the first layer" in said
    assert "he_normal" in said


class Logarithm(Layer):
    """NaN where its input is negative."""

    def forward(self, x, training=False):
        return np.log(self.receive(x))


@pytest.mark.parametrize("inside", [True, False])
def test_a_layer_that_makes_nan_is_named(inside):
    model = Sequential([Flatten(), Logarithm()]) if inside else Logarithm()
    name = "logarithm_1" if inside else "Logarithm()"
    x = np.array([[1.0], [-1.0]])
    options = {"epochs": 1, "batch_size": 2, "rng": np.random.default_rng(0)}
    with pytest.raises(DivergedError, match=rf"{re.escape(name)} is the first layer .* nan\n"):
        list(train(model, (x, x), MeanSquaredError(), SGD(0.1), **options))


def test_parameters_that_a_step_made_infinite():
    parts = run()
    parts["model"].parameters()[0].value[...] = np.inf
    said = message(parts)
    assert "parameters: not finite in conv2d_1.kernel\n  → a step before" in said


def test_nothing_is_changed_by_the_step_that_diverges():
    parts = run()
    parts["model"].parameters()[-1].value[0] = np.nan
    before = parts["model"].state()
    message(parts)
    for parameter in parts["model"].parameters():
        np.testing.assert_array_equal(parameter.value, before[parameter.name])
    assert parts["history"].steps == []


def test_a_loss_that_is_not_finite_in_validation():
    x = np.array(X[:7])
    x[0] = np.inf
    said = message(run(), validation=(x, Y[:7]))
    assert "The loss is nan. What" in said
    assert "inputs: 64 of 320 numbers" in said
