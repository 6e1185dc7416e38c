import math
import re

import numpy as np
import pytest
from driving import check_sound, formula
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.explorers import RateSchedule
from cnnkit.explorers.optimisers_and_initialisation.rate_schedule import (
    CURVATURES,
    KINDS,
    LOWEST,
    NOISE,
    NUMBERS,
    PEAKS,
    RUNS,
    START,
    STEPS,
    _noise,
    walk,
)
from cnnkit.layers.parameter import Parameter
from cnnkit.training import SGD
from tests.explorers.optimisers_and_initialisation.reading import read

states = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(KINDS),
        "peak": st.sampled_from(PEAKS),
        "warm_up": st.integers(0, 60),
        "every": st.integers(10, 100),
        "factor": st.integers(1, 9).map(lambda n: n / 10),
        "lowest": st.sampled_from(LOWEST),
        "step": st.integers(0, STEPS - 1),
    }
)


def rate_at(state, step):
    """Return a rate by the equations, written here again."""
    if step < state["warm_up"]:
        return state["peak"] * (0.1 + 0.9 * step / state["warm_up"])
    since = step - state["warm_up"]
    if state["kind"] == "constant":
        return state["peak"]
    if state["kind"] == "step":
        return state["peak"] * state["factor"] ** (since // state["every"])
    low = state["lowest"] * state["peak"]
    angle = math.pi * since / (STEPS - state["warm_up"])
    return low + (state["peak"] - low) * (1 + math.cos(angle)) / 2


@settings(max_examples=30)
@given(states)
def test_rates_words_and_formula_agree_with_the_equations(state):
    explorer = RateSchedule(**state)
    check_sound(explorer)
    result = explorer.result
    expected = [rate_at(state, step) for step in range(STEPS)]
    np.testing.assert_allclose(result.rates[state["kind"]], expected, rtol=1e-9, atol=1e-12)
    now = expected[state["step"]]
    (line,) = formula(explorer)
    assert read(line.rsplit("=", 1)[1]) == pytest.approx(now, rel=0.051, abs=1e-12)
    stated = re.search(r"the rate is (\S+) at step (\d+)", explorer.description)
    assert read(stated[1]) == pytest.approx(now, rel=0.051, abs=1e-12)
    assert int(stated[2]) == state["step"]


@pytest.mark.parametrize("rate", [0.1, 0.5, 1.0])
def test_a_constant_rate_settles_where_theory_says(rate):
    # Of w ← (1 − ηc) w − η · noise the variance settles at η · noise² / (c (2 − ηc)).
    expected = sum(c / 2 * rate * NOISE**2 / (c * (2 - rate * c)) for c in CURVATURES)
    settled = walk(((rate,) * STEPS,))[0, -40:].mean()
    assert settled == pytest.approx(expected, rel=0.35)
    assert walk(((rate,) * 2,))[0, 0] == pytest.approx(sum(CURVATURES) / 2 * START**2)


def test_it_is_the_walk_of_the_librarys_sgd():
    rates = RateSchedule(kind="cosine", peak=0.5, warm_up=20).result.rates["cosine"]
    w, optimiser, expected = Parameter("w", np.full((RUNS, NUMBERS), START)), SGD(0.0), []
    for rate, noise in zip(rates, _noise(), strict=True):
        expected.append((CURVATURES * w.value**2).sum() / (2 * RUNS))
        w.grad = CURVATURES * w.value + noise
        optimiser.learning_rate = float(rate)
        optimiser.step([w])
    np.testing.assert_allclose(walk((tuple(rates),))[0], expected, rtol=1e-9)


def test_falling_rates_end_lower_than_a_constant_large_one():
    losses = RateSchedule(peak=0.5).result.losses
    assert losses["cosine"][-1] < losses["constant"][-1] / 3
    assert losses["step"][-1] < losses["constant"][-1] / 3
