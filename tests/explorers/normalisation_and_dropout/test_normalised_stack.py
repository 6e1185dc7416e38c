import numpy as np
import pytest
from driving import check_sound
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.explorers import NormalisedStack
from cnnkit.explorers.normalisation_and_dropout.normalised_stack import (
    ACTIVATIONS,
    SCALES,
    UNITS,
    _draws,
    stack,
)
from cnnkit.layers import BatchNorm, Dense, ReLU, Sequential

FUNCTIONS = {
    "ReLU": lambda x: np.where(x > 0, x, 0),
    "tanh": np.tanh,
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
}


@settings(max_examples=25)
@given(
    st.sampled_from(list(ACTIVATIONS)),
    st.sampled_from(SCALES),
    st.integers(1, 30),
    st.integers(0, 29),
)
def test_the_values_agree_with_layers_written_out(activation, scale, layers, shown):
    explorer = NormalisedStack(
        activation=activation, scale=scale, layers=layers, shown=min(shown + 1, layers)
    )
    check_sound(explorer)
    for name, one in explorer.result.stacks.items():
        x, weights, _ = _draws()
        for layer in range(layers):
            sums = x @ weights[layer] * scale * np.sqrt(2 / UNITS)
            if name != "without":
                sums = (sums - sums.mean(axis=0)) / np.sqrt(sums.var(axis=0) + 1e-5)
            x = FUNCTIONS[activation](sums)
            assert one.forward[layer] == pytest.approx(sums.std(), rel=1e-6)


@pytest.mark.parametrize("normalised", [False, True])
def test_the_gradient_is_that_of_the_layers(normalised):
    x, weights, dy = _draws()
    norm = [BatchNorm()] if normalised else []
    layers = [*norm, ReLU()]
    for _ in range(3):
        layers += [Dense(UNITS, bias=False), *([BatchNorm()] if normalised else []), ReLU()]
    model = Sequential(layers)
    model.build((UNITS,), np.random.default_rng(0))
    deviation = 0.9 * np.sqrt(2 / UNITS)
    matrices = [p for p in model.parameters() if p.value.shape == (UNITS, UNITS)]
    for parameter, weight in zip(matrices, weights[1:], strict=False):
        parameter.value = weight * deviation
    model.forward(x @ weights[0] * deviation, training=True)
    # What goes back to the first layer's sums.
    expected = model.backward(dy).std()
    assert stack("ReLU", 0.9, 4, normalised).backward[0] == pytest.approx(expected, rel=1e-5)


def test_normalising_forgets_the_scale_but_the_gradient_grows():
    for scale in SCALES:
        one = stack("ReLU", scale, 30, True)
        assert one.forward[-1] == pytest.approx(1, abs=0.05)
        growth = (one.backward[0] / one.backward[-1]) ** (1 / 29)
        assert 1.1 < growth < 1.35
    assert stack("ReLU", 0.5, 8, False).forward[-1] < 0.02
