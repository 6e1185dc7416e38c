import math
import re

import numpy as np
import pytest
from driving import check_sound, formula
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.explorers import FirstWeights
from cnnkit.explorers.optimisers_and_initialisation.deep_stack import (
    EDGES,
    FIRST_WEIGHTS,
    UNITS,
    _ends,
    _weights,
)
from tests.explorers.activations.equations import FUNCTIONS
from tests.explorers.optimisers_and_initialisation.reading import read

HE, XAVIER = "He: √(2/n)", "Xavier: √(1/n)"


def run(state):
    """Send the explorer's own draws forwards and back, with slopes from small nudges."""
    x, dy = _ends(state["seed"])
    weights = [w * state["factor"] for w in _weights(state["rule"], state["seed"])]
    function, outputs, sums = FUNCTIONS[state["activation"]], [x], []
    for weight in weights[: state["layers"]]:
        sums.append(outputs[-1] @ weight)
        outputs.append(function(sums[-1]))
    gradients = [dy]
    for layer in reversed(range(state["layers"])):
        h = 1e-6
        slope = (function(sums[layer] + h) - function(sums[layer] - h)) / (2 * h)
        gradients.append((gradients[-1] * slope) @ weights[layer].T)
    return outputs, gradients[::-1]


@settings(max_examples=25)
@given(
    st.fixed_dictionaries(
        {
            "rule": st.sampled_from([HE, XAVIER, "all equal: 1/n"]),
            "factor": st.integers(10, 40).map(lambda n: n / 20),
            "activation": st.sampled_from(list(FUNCTIONS)),
            "layers": st.integers(1, 12),
            "seed": st.integers(0, 9),
        }
    )
)
def test_sizes_and_histograms_agree_with_layers_written_out(state):
    explorer = FirstWeights(**state, layer=state["layers"])
    check_sound(explorer)
    values, gradients = run(state)
    stack = explorer.result.stack
    for found, arrays in ((stack.size, values), (stack.gradient, gradients)):
        expected = [math.sqrt(np.mean(array**2)) for array in arrays]
        np.testing.assert_allclose(found, expected, rtol=2e-3)
    for shares, array in zip(stack.values, values, strict=True):
        inside = np.clip(array, -2.999, 2.999)
        np.testing.assert_allclose(shares, np.histogram(inside, EDGES)[0] / array.size, atol=2e-3)
        assert shares.sum() == pytest.approx(1)


@pytest.mark.parametrize("rule", [HE, XAVIER])
@pytest.mark.parametrize(("activation", "kept"), [("ReLU", 0.5), ("none", 1.0)])
def test_the_expected_factor_is_about_the_measured_one(rule, activation, kept):
    explorer = FirstWeights(rule=rule, activation=activation, layers=10)
    line = formula(explorer)[1]
    expected, values, gradient = map(
        read, re.search(r"≈ (\S+); measured: values (\S+), gradient (\S+)$", line).groups()
    )
    weights = np.asarray(FIRST_WEIGHTS[rule]((UNITS, UNITS), np.random.default_rng(0)))
    assert expected == pytest.approx(math.sqrt(UNITS * weights.var() * kept), rel=0.03)
    assert values == pytest.approx(expected, rel=0.1)
    assert gradient == pytest.approx(expected, rel=0.1)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"rule": HE}, "it survives"),
        ({"rule": XAVIER}, "vanishing"),
        ({"rule": "small: 0.01"}, "vanishing"),
        ({"rule": "large: 1"}, "exploding"),
        ({"rule": "zeros"}, "nothing is left"),
        ({"rule": "all equal: 1/n"}, "they are one unit"),
        ({"rule": XAVIER, "activation": "tanh"}, "fading"),
        ({"rule": HE, "factor": 1.1}, "growing"),
    ],
)
def test_each_start_is_named_for_what_it_does(state, words):
    explorer = FirstWeights(**state)
    assert words in explorer.description


def test_a_layer_that_is_gone_is_not_looked_at():
    explorer = FirstWeights(layers=20, layer=18)
    explorer.update(layers=5)
    assert explorer.state["layer"] == 5
    explorer._pointer.set_state({"cell": ["values", 3, 29]})
    assert explorer.state["layer"] == 5
    explorer._pointer.set_state({"cell": ["gradients", 3, 2]})
    assert explorer.state["layer"] == 2
