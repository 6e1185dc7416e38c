"""The tiny network against plain loops, its gradients against nudges of every number."""

import math
import re

import numpy as np
import pytest
from driving import Page, check_sound, formula, html, move, value_of
from driving import inputs as widgets_of
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.explorers import TinyNetwork
from cnnkit.explorers.backpropagation.tiny_pass import (
    ANSWERED,
    ARRAYS,
    BIASES,
    CLASSES,
    IMAGES,
    LAST_STEP,
    REACHED,
    WEIGHTS,
)

halves = st.integers(-6, 6).map(lambda half: half / 2)
states = st.fixed_dictionaries(
    {
        "kernel": st.lists(st.lists(halves, min_size=2, max_size=2), min_size=2, max_size=2),
        "image": st.sampled_from(list(IMAGES)),
        "truth": st.sampled_from(CLASSES),
        "bias": st.integers(-12, 12).map(lambda quarter: quarter / 4),
        "step": st.integers(0, LAST_STEP),
    }
)


def loss(x, kernel, bias, weights, biases, true):
    """The whole network in loops."""
    a = [
        [
            sum(x[i + u][j + v] * kernel[u][v] for u in (0, 1) for v in (0, 1)) + bias
            for j in range(4)
        ]
        for i in range(2)
    ]
    m = [max(0.0, *(a[i][j] for i in (0, 1) for j in (2 * k, 2 * k + 1))) for k in (0, 1)]
    z = [sum(m[j] * weights[j][k] for j in (0, 1)) + biases[k] for k in range(3)]
    return math.log(sum(math.exp(n) for n in z)) - z[true]


def parts(state):
    return {
        "image X": np.array(IMAGES[state["image"]], float),
        "kernel K": np.array(state["kernel"], float),
        "bias b": np.array([[state["bias"]]], float),
        "weights W": WEIGHTS.copy(),
        "biases": BIASES[None].copy(),
    }


def loss_of(p, true):
    return loss(
        p["image X"],
        p["kernel K"],
        p["bias b"][0, 0],
        p["weights W"],
        p["biases"][0],
        true,
    )


@settings(max_examples=40, deadline=None)
@given(state=states)
def test_the_loss_and_the_step_agree_with_loops(state):
    explorer = TinyNetwork(**state)
    result, true = explorer.result, CLASSES.index(state["truth"])
    p = parts(state)
    assert result.loss == pytest.approx(loss_of(p, true), abs=1e-12)
    for name in ("kernel K", "bias b", "weights W", "biases"):
        p[name] = p[name] - 0.1 * result.gradients[name]
    assert result.loss_after == pytest.approx(loss_of(p, true), abs=1e-12)
    check_sound(explorer)


def test_every_gradient_is_the_slope_of_the_loss():
    # Away from ties and corners, where there are slopes.
    state = {"image": "two edges", "kernel": [[-1.1, 0.9], [-0.7, 1.3]], "bias": 0.25}
    result = TinyNetwork(**state, truth=CLASSES[1]).result
    p, h = parts(state), 1e-6
    for name, array in p.items():
        for place in np.ndindex(array.shape):
            start = array[place]
            array[place] = start + h
            up = loss_of(p, 1)
            array[place] = start - h
            down = loss_of(p, 1)
            array[place] = start
            slope = (up - down) / (2 * h)
            assert result.gradients[name][place] == pytest.approx(slope, abs=1e-8), (name, place)


def test_the_slopes_promise_what_a_small_step_keeps():
    result = TinyNetwork(rate=0.05).result
    small = result.loss - 1e-6 * result.steepness
    assert TinyNetwork(rate=0.0).result.loss_after == result.loss
    assert small < result.loss
    assert result.steepness == pytest.approx(
        sum((result.gradients[n] ** 2).sum() for n in ("kernel K", "bias b", "weights W", "biases"))
    )


def test_numbers_appear_with_the_steps():
    for step in range(LAST_STEP + 1):
        explorer = TinyNetwork(step=step)
        for name, (rows, columns) in ARRAYS.items():
            explorer.update(look_at=name, cell=rows * columns - 1)
            forward, backward = formula(explorer)[1:3]
            assert ("not known yet" in forward) == (step < REACHED[name])
            if name in ANSWERED:
                assert ("not known yet" in backward) == (step < ANSWERED[name])


@pytest.mark.parametrize("name", [name for name in ANSWERED if name != "ReLU R"])
def test_the_written_gradient_is_the_sum_that_stands_there(name):
    rows, columns = ARRAYS[name]
    explorer = TinyNetwork(look_at=name)
    for cell in range(rows * columns):
        explorer.update(cell=cell)
        line = re.sub(r" \((A is|the truth is) [^)]*\)", "", formula(explorer)[2])
        *_, terms, stated = line.rsplit(" = ", 2)
        value = 0.0
        if "·" in terms:
            for product in terms.split(" + "):
                a, b = product.split("·")
                value += value_of(a) * value_of(b)
        elif " − " in terms:
            p, y = terms.split(" − ")
            value = value_of(p) - value_of(y)
        elif "[" not in terms:
            value = sum(value_of(term) for term in terms.split(" + "))
        else:
            continue
        assert value == pytest.approx(value_of(stated), abs=6e-3), (line, cell)


def test_the_winner_of_each_window_takes_the_message():
    result = TinyNetwork().result
    assert np.count_nonzero(result.gradients["ReLU R"]) == 2
    assert result.gradients["ReLU R"].sum() == pytest.approx(result.gradients["pooled M"].sum())


def test_where_every_relu_is_shut_the_kernel_learns_nothing():
    result = TinyNetwork(image="bright to dark").result
    for name in ("kernel K", "bias b", "image X", "map A", "weights W"):
        assert not result.gradients[name].any()
    assert result.gradients["biases"].any()


def test_a_step_looks_at_what_it_computes():
    explorer = TinyNetwork(step=0)
    (stepper,) = (widget for name, widget in widgets_of(explorer) if name == "step")
    stepper.set_state({"value": 6})
    assert explorer.state["look_at"] == "logits z"
    stepper.set_state({"value": 10})
    assert explorer.state["look_at"] == "kernel K"
    move(stepper, 0)
    assert explorer.state["look_at"] == "image X"


def test_every_number_can_be_touched():
    explorer = TinyNetwork()
    panels = dict((name, (rows, columns)) for name, rows, columns in Page(html(explorer)).panels)
    assert panels == ARRAYS
    explorer._pointer.set_state({"cell": ["weights W", 1, 2]})
    assert explorer.state["look_at"] == "weights W"
    assert explorer.state["cell"] == 5
