"""The chain of boxes against the loss written as one formula, nudged."""

import re

import pytest
from driving import check_sound, formula, html, inputs, value_of
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.explorers import ChainRule
from cnnkit.explorers.backpropagation.chain_drawing import graph_panel
from cnnkit.explorers.backpropagation.chain_rule import INPUTS, LAST_STEP, ONE, TWO

quarters = st.integers(-12, 12).map(lambda quarter: quarter / 4)
states = st.fixed_dictionaries(
    {name: quarters for name in ("w", "x_0", "x_1", "b")}
    | {
        "y": st.integers(0, 24).map(lambda quarter: quarter / 4),
        "graph": st.sampled_from([ONE, TWO]),
        "nudged": st.sampled_from(list(INPUTS)),
        "nudge": st.integers(-20, 20).map(lambda part: part / 20),
        "step": st.integers(0, LAST_STEP),
    }
)


def loss(state, **moved):
    values = state | moved
    pixels = [values["x_0"], values["x_1"]][: 1 + (values["graph"] == TWO)]
    answer = sum(max(0.0, values["w"] * x + values["b"]) for x in pixels)
    return (answer - values["y"]) ** 2


def at_a_corner(state):
    return any(abs(state["w"] * state[x] + state["b"]) < 1e-3 for x in ("x_0", "x_1"))


@settings(max_examples=60, deadline=None)
@given(state=states)
def test_loss_gradient_and_nudge_agree_with_the_formula(state):
    result = ChainRule(**state).result
    assert result.chain.loss == pytest.approx(loss(state))
    letter = INPUTS[state["nudged"]]
    moved = {letter: state[letter] + state["nudge"]}
    assert result.true == pytest.approx(loss(state, **moved) - loss(state), abs=1e-9)
    if at_a_corner(state):
        return
    h = 1e-6
    up, down = (loss(state, **{letter: state[letter] + step}) for step in (h, -h))
    slope = (up - down) / (2 * h)
    assert result.chain.gradients[letter] == pytest.approx(slope, abs=1e-5)
    assert result.promised == pytest.approx(slope * state["nudge"], abs=1e-5)


@settings(max_examples=30, deadline=None)
@given(state=states)
def test_every_state_is_sound(state):
    check_sound(ChainRule(**state))


def test_two_places_add_up_for_weight_and_bias():
    explorer = ChainRule()
    g = explorer.result.chain.gradients
    assert g["w"] == g["a_0"] * 1.5 + g["a_1"] * 0.75 == -2.25
    assert g["b"] == g["z_0"] + g["z_1"] == -2
    last = formula(explorer)[1]
    assert "dw = (−1)·1.5 + (−1)·0.75 = −2.25" in last
    assert "db = (−1) + (−1) = −2" in last


def test_slopes_keep_their_promise_close_by():
    state = {"graph": ONE, "w": 2.0, "x_0": 1.5, "b": -1.0, "y": 3.0}
    near, far = (ChainRule(**state, nudge=nudge).result for nudge in (0.1, 1.0))
    assert (round(near.promised, 2), round(near.true, 2)) == (-0.3, -0.28)
    assert (far.promised, far.true) == (-3, -0.75)


def test_no_message_goes_to_the_truth():
    chain = ChainRule(y=0.25).result.chain
    assert chain.gradients["e"] == 4.5
    drawn = graph_panel(chain, LAST_STEP).svg
    assert ">4.5<" in drawn
    assert "−4.5" not in drawn


def test_a_shut_relu_stops_everything_behind_it():
    g = ChainRule(graph=ONE, b=-3, w=1, x_0=1).result.chain.gradients
    assert g["e"] != 0
    assert (g["w"], g["b"], g["x_0"]) == (0, 0, 0)


def test_numbers_come_before_messages():
    first = ChainRule(step=0)
    assert "step 0: w = 2, b = −1, y = 3, x₀ = 1.5, x₁ = 0.75." in first.description
    assert formula(first)[2].endswith("the slope is not known yet")
    middle = ChainRule(step=5)
    assert middle.description == "The loss is 0.25. Now the way back begins."
    back = ChainRule(step=8)
    assert "dz₀ = −1" in back.description
    assert "da₀" not in back.description
    assert html(first).count("·−") == 0


def test_the_second_pixel_is_switched_off_with_the_first_graph():
    explorer = ChainRule(graph=ONE)
    (widget,) = (widget for name, widget in inputs(explorer) if name == "x_1")
    assert widget.disabled
    explorer.update(graph=TWO)
    assert not widget.disabled


def test_the_nudge_in_the_formula():
    line = formula(ChainRule(nudge=0.5))[2]
    found = re.fullmatch(
        r"nudge weight w by 0\.5: slope · nudge = \(−2\.25\)·0\.5 = (\S+); "
        r"in truth the loss changes by (\S+)",
        line,
    )
    assert value_of(found[1]) == -1.125
    state = {"graph": TWO, "w": 2.0, "x_0": 1.5, "x_1": 0.75, "b": -1.0, "y": 3.0}
    assert value_of(found[2]) == pytest.approx(loss(state, w=2.5) - loss(state), abs=6e-4)
