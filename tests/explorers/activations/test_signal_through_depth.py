import math
import re

import numpy as np
import pytest
from driving import check_sound, formula, html
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.explorers import SignalThroughDepth
from cnnkit.explorers.activations.signal_through_depth import RULES, _draws, _signal, _size
from tests.explorers.activations.equations import FUNCTIONS


def run(name, layers, deviation):
    """Send the explorer's own draws through layers written here."""
    x, weights, _ = _draws()
    outputs = [x]
    for weight in weights[:layers]:
        outputs.append(FUNCTIONS[name](outputs[-1] @ (weight * deviation)))
    return outputs


@settings(max_examples=30)
@given(
    st.fixed_dictionaries(
        {
            "layers": st.integers(1, 30),
            "activation": st.sampled_from(list(FUNCTIONS)),
            "compare": st.sampled_from(["nothing", *FUNCTIONS]),
            "rule": st.sampled_from(list(RULES)),
            "factor": st.integers(10, 40).map(lambda n: n / 20),
        }
    )
)
def test_the_signal_agrees_with_layers_written_out(state):
    explorer = SignalThroughDepth(**state)
    check_sound(explorer)
    two_over_n = 2 if state["rule"].startswith("He") else 1
    deviation = state["factor"] * math.sqrt(two_over_n / 64)
    for signal in explorer.result.signals:
        outputs = run(signal.name, state["layers"], deviation)
        np.testing.assert_allclose(signal.size, [np.std(y) for y in outputs], rtol=1e-6)
        differences = [np.sqrt(np.mean(np.var(y, axis=0))) for y in outputs]
        np.testing.assert_allclose(signal.difference, differences, rtol=1e-6, atol=1e-15)
        for layer, values in zip(explorer.result.shown_layers, signal.shown, strict=True):
            np.testing.assert_allclose(
                values, outputs[layer], rtol=1e-6, atol=1e-9 * np.std(values)
            )
    stated = re.search(r"= (\S+)$", formula(explorer)[0])[1]
    assert float(stated) == pytest.approx(deviation, abs=5.1e-4)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_gradient_agrees_with_slopes_found_by_nudges(name):
    layers, deviation = 6, math.sqrt(2 / 64)
    _, weights, dy = _draws()
    sizes = [dy.std()]
    outputs = run(name, layers, deviation)
    for layer in reversed(range(layers)):
        sums = outputs[layer] @ (weights[layer] * deviation)
        slope = (FUNCTIONS[name](sums + 1e-6) - FUNCTIONS[name](sums - 1e-6)) / 2e-6
        dy = (dy * slope) @ (weights[layer] * deviation).T
        sizes.append(dy.std())
    signal = SignalThroughDepth(activation=name, layers=layers).result.signals[0]
    np.testing.assert_allclose(signal.gradient, sizes[::-1], rtol=1e-5)


def test_relu_with_he_carries_what_sigmoids_lose():
    relu, sigmoid = SignalThroughDepth(
        activation="ReLU", compare="sigmoid", layers=30
    ).result.signals
    assert 0.1 < relu.gradient[0] < 10
    assert 0.1 < relu.size[-1] < 10
    assert sigmoid.gradient[0] < 0.25**30 * 1e6
    assert sigmoid.difference[-1] < 1e-9
    assert sigmoid.size[-1] > 0.05  # large, and the same for every input


def test_no_size_of_the_weights_saves_the_sigmoid():
    for rule in RULES:
        for factor in (0.5, 1.0, 1.5, 2.0):
            explorer = SignalThroughDepth(activation="sigmoid", layers=30, rule=rule, factor=factor)
            assert explorer.result.signals[0].gradient[0] < 1e-6


def test_weights_ten_times_as_large_as_xaviers_save_it():
    """What the notebook says of sizes that the slider does not reach."""
    signal = _signal("sigmoid", 10.5 / 8, 30)
    assert 0.05 < signal.gradient[0] < 20
    flat = np.minimum(signal.shown[-1], 1 - signal.shown[-1]) < 0.05
    assert flat.mean() > 0.5


def test_both_signals_start_with_exactly_one():
    signal = SignalThroughDepth(layers=3).result.signals[0]
    starts = [signal.size[0], signal.difference[0], signal.gradient[-1]]
    assert starts == pytest.approx([1, 1, 1])


def test_histograms_are_drawn_when_asked_for_each_layer_once():
    for layers, panels in ((1, 4), (2, 5), (9, 6)):
        explorer = SignalThroughDepth(layers=layers, values=True)
        check_sound(explorer)
        assert html(explorer).count('class="title"') == panels
    assert html(SignalThroughDepth()).count('class="title"') == 3


def test_sizes_are_written_short():
    assert _size(0.9987) == "1"
    assert _size(0.0123) == "0.012"
    assert _size(0.00123) == "1.2 · 10⁻³"
    assert _size(4.8e13) == "4.8 · 10¹³"
    assert _size(640.0) == "640"
