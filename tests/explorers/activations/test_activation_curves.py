import math
import re

import numpy as np
import pytest
from driving import Page, check_sound, formula, html, value_of
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.explorers import ActivationCurves
from tests.explorers.activations.equations import FUNCTIONS

names = st.sampled_from([name for name in FUNCTIONS if name != "none"])
tenths = st.integers(-40, 40).map(lambda n: n / 10)


def slope(name, x):
    """Nudge x to both sides; at a kink, where both sides differ, only to the left."""
    function, h = FUNCTIONS[name], 1e-6
    at_kink = name in ("ReLU", "leaky ReLU") and x == 0
    right = 0.0 if at_kink else h
    return (function(x + right) - function(x - h)) / (right + h)


@settings(max_examples=40)
@given(
    st.fixed_dictionaries(
        {
            "activation": names,
            "compare": st.one_of(st.just("nothing"), names),
            "x": tenths,
            "numbers": st.sampled_from(["normal numbers", "edges of a photo"]),
            "mean": tenths,
            "spread": st.integers(5, 40).map(lambda n: n / 10),
        }
    )
)
def test_values_slopes_and_shares_agree_with_scipy(state):
    explorer = ActivationCurves(**state)
    check_sound(explorer)
    result = explorer.result
    assert result.x.mean() == pytest.approx(state["mean"], abs=1e-9)
    assert result.x.std() == pytest.approx(state["spread"])
    shown = [state["activation"]]
    if state["compare"] not in ("nothing", state["activation"]):
        shown.append(state["compare"])
    assert [passed.name for passed in result.passed] == shown
    for passed, line in zip(result.passed, formula(explorer), strict=True):
        function = FUNCTIONS[passed.name]
        np.testing.assert_allclose(passed.y, function(result.x), atol=1e-12)
        stated_value, stated_slope = re.search(r" = (\S+), slope (\S+)", line).groups()
        assert value_of(stated_value) == pytest.approx(float(function(state["x"])), abs=5.1e-4)
        assert value_of(stated_slope) == pytest.approx(
            float(slope(passed.name, state["x"])), abs=5.2e-4
        )
        assert passed.zeros == (function(result.x) == 0).mean()
        steep = np.abs((function(result.x + 1e-6) - function(result.x - 1e-6)) / 2e-6)
        # Two slopes that differ by rounding may fall on both sides of the limit.
        assert passed.saturated == pytest.approx((steep < 0.05).mean(), abs=0.002)


def test_words_say_the_shares():
    explorer = ActivationCurves(activation="ReLU", mean=0, spread=1)
    assert "50 % come out as exactly 0, and for 50 % the slope is within ±0.05" in (
        explorer.description
    )
    # The mean and the standard deviation of max(0, x) for normal x.
    mean, deviation = 1 / math.sqrt(2 * math.pi), math.sqrt(0.5 - 1 / (2 * math.pi))
    assert f"mean {mean:.1f} and standard deviation {deviation:.2f}." in explorer.description


def test_all_saturate_where_the_sigmoid_is_flat():
    explorer = ActivationCurves(activation="sigmoid", mean=4, spread=0.5)
    # σ′ falls below 0.05 at 2.887, which is 2.2 spreads below the mean.
    assert explorer.result.passed[0].saturated == pytest.approx(0.987, abs=0.001)


def test_the_slope_of_relu_at_its_kink_is_a_convention():
    (line,) = formula(ActivationCurves(activation="ReLU", x=0))
    assert line == "ReLU: max(0, 0) = 0, slope 0 (a kink: by convention that of the left side)"
    (line,) = formula(ActivationCurves(activation="sigmoid", x=-2))
    assert line == "sigmoid: 1 / (1 + exp(−(−2))) = 0.119, slope 0.105"


def test_elu_says_the_equation_that_holds():
    (line,) = formula(ActivationCurves(activation="ELU", x=-5))
    assert line == "ELU: exp(−5) − 1 (below 0) = −0.993, slope 0.007"
    (line,) = formula(ActivationCurves(activation="ELU", x=1.5))
    assert line == "ELU: 1.5 (above 0) = 1.5, slope 1"


def test_touching_the_curves_moves_x():
    explorer = ActivationCurves()
    (panel,) = Page(html(explorer)).panels
    assert panel == ("curve", 1, 101)
    explorer._pointer.set_state({"cell": ["curve", 0, 0]})
    assert explorer.state["x"] == -5
    explorer._pointer.set_state({"cell": ["curve", 0, 73]})
    assert explorer.state["x"] == 2.3


def test_the_slope_of_relu_is_drawn_without_a_wall():
    page = Page(html(ActivationCurves(activation="ReLU")))
    lines = [part["points"] for part in page.all(tag="polyline")]
    assert len(lines) == 3  # the curve, and the slope in two pieces
