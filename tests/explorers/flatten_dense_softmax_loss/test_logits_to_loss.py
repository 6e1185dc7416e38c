"""Logits, probabilities, loss and slopes against plain loops and small differences."""

import math
import re

import pytest
from driving import check_sound, formula, html, inputs, move, value_of
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.explorers import LogitsToLoss
from cnnkit.explorers.drawing.bars import bar_panel
from cnnkit.explorers.flatten_dense_softmax_loss.logits_to_loss import (
    CLASSES,
    LOGITS,
    OWN,
    SITUATIONS,
)

quarters = st.integers(-24, 24).map(lambda quarter: quarter / 4)
states = st.fixed_dictionaries(
    {name: quarters for name in LOGITS}
    | {
        "true": st.sampled_from(CLASSES),
        "temperature": st.integers(1, 20).map(lambda quarter: quarter / 4),
        "constant": st.integers(-50, 50),
    }
)


def by_hand(state):
    """Compute probabilities and loss from ratios only, so that nothing overflows."""
    logits = [state[name] / state["temperature"] for name in LOGITS]
    p = [1 / sum(math.exp(other - logit) for other in logits) for logit in logits]
    return p, -math.log(p[CLASSES.index(state["true"])])


@settings(max_examples=60)
@given(state=states)
def test_probabilities_and_loss_agree_with_loops(state):
    explorer = LogitsToLoss(**state)
    result = explorer.result
    p, loss = by_hand(state)
    assert result.probabilities.tolist() == pytest.approx(p, rel=1e-9)
    assert result.loss == pytest.approx(loss, abs=1e-12, rel=1e-9)
    assert result.gradient.sum() == pytest.approx(0, abs=1e-12)
    check_sound(explorer)


@settings(max_examples=30)
@given(state=states, which=st.sampled_from(LOGITS))
def test_the_gradient_is_the_slope_of_the_loss(state, which):
    h = 1e-6
    slope = LogitsToLoss(**state).result.gradient[LOGITS.index(which)]
    up, down = (by_hand(state | {which: state[which] + step})[1] for step in (h, -h))
    assert slope == pytest.approx((up - down) / (2 * h), abs=1e-6)


def test_adding_a_constant_changes_the_exponentials_only():
    plain, shifted = LogitsToLoss(), LogitsToLoss(constant=-37)
    assert shifted.result.probabilities == pytest.approx(plain.result.probabilities)
    assert shifted.description == plain.description
    assert formula(shifted)[0] != formula(plain)[0]
    assert formula(shifted)[1:] == formula(plain)[1:]


def test_the_formula_holds():
    line, loss, gradient = formula(LogitsToLoss(logit_cat=-1.5, true="dog", temperature=2.0))
    exponents = re.findall(r"exp\((\S+) / 2\)", line)
    assert [value_of(text) for text in exponents] == [1, -1.5, 1, 0.5, -1.5]
    powers = [math.exp(value_of(text) / 2) for text in exponents]
    assert f"= {powers[0]:.3g} / {sum(powers[1:]):.3g} = {powers[0] / sum(powers[1:]):.3g}" in line
    assert loss.endswith(f"{-math.log(powers[0] / sum(powers[1:])):.3g}")
    assert gradient.startswith("gradient = (p − y) / 2 = (")
    terms, divided, slopes = re.search(r"= \(([^()p]+)\) / (\d) = \((.+)\)$", gradient).groups()
    for term, slope in zip(terms.split(", "), slopes.split(", "), strict=True):
        p, y = map(value_of, term.split(" − "))
        assert (p - y) / float(divided) == pytest.approx(value_of(slope), abs=6e-4)


@pytest.mark.parametrize("name", [name for name in SITUATIONS if name != OWN])
def test_a_situation_sets_the_logits_by_hand_and_in_code(name):
    chosen, given_ = LogitsToLoss(), LogitsToLoss(situation=name)
    chosen.controls["situation"].value = name
    assert chosen.state == given_.state
    assert chosen.state == chosen.state | SITUATIONS[name]
    (slider,) = (widget for control, widget in inputs(chosen) if control == "logit_dog")
    move(slider, 0.1)
    assert chosen.state["situation"] == OWN


def test_a_situation_sets_the_truth_and_another_truth_ends_it():
    explorer = LogitsToLoss(true="car")
    explorer.controls["situation"].value = "confident and right"
    assert explorer.state["true"] == "cat"
    assert ": right, loss" in explorer.description
    before = [explorer.state[name] for name in LOGITS]
    explorer.controls["true"].value = "dog"
    assert explorer.state["situation"] == OWN
    assert [explorer.state[name] for name in LOGITS] == before
    explorer.update(situation="a timid mistake")
    explorer.update(true="dog")
    assert explorer.state["situation"] == OWN
    explorer.update(situation="no idea", temperature=3.0)
    explorer.update(constant=5)
    assert explorer.state["situation"] == "no idea"


@pytest.mark.parametrize("temperature", [0.25, 0.5, 1, 4])
def test_no_bar_of_the_gradient_is_cut(temperature):
    explorer = LogitsToLoss(situation="a confident mistake", temperature=temperature)
    end = re.search(r"bars from −([\d.]+) to ([\d.]+)", html(explorer))
    assert end[1] == end[2]
    assert abs(explorer.result.gradient).max() <= float(end[2])


def test_a_value_that_the_browser_sends_back_is_no_move():
    explorer = LogitsToLoss(situation="a confident mistake")
    picture = html(explorer)
    explorer.controls["logit_cat"].set_state({"value": -1.9999999999999991})
    assert explorer.state["situation"] == "a confident mistake"
    assert html(explorer) == picture


def test_what_the_situations_say_is_so():
    surprises = {}
    for name in SITUATIONS:
        result = LogitsToLoss(situation=name).result
        right = result.probabilities.argmax() == result.true
        surprises[name] = result.loss
        if "mistake" in name:
            assert not right
        if "right" in name:
            assert right
    assert surprises["confident and right"] < surprises["timid, but right"]
    assert surprises["a timid mistake"] < surprises["a confident mistake"]
    assert surprises["no idea"] == pytest.approx(math.log(4))


def test_words_at_the_extremes():
    sure = LogitsToLoss(logit_cat=6, logit_dog=-6, logit_cup=-6, logit_car=-6, temperature=0.5)
    assert "cat with 1 − " in sure.description
    assert "right" in sure.description
    wrong = LogitsToLoss(logit_cat=-6, logit_dog=6, temperature=0.25)
    assert "wrong, loss 48." in wrong.description
    assert "above the top" in html(wrong)
    assert "undecided" in LogitsToLoss(situation="no idea").description


def test_bars_keep_to_their_axis():
    panel = bar_panel("z", [9.0, -9.0], low=-6, high=6, width=90)
    widths = [float(w) for w in re.findall(r'class="bar".*? width="([\d.]+)"', panel.svg)]
    assert widths == [45.0, 45.0]
