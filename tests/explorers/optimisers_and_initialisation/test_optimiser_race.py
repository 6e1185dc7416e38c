import itertools
import re

import numpy as np
import pytest
from driving import Page, check_sound, html
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from cnnkit.explorers import OptimiserRace
from cnnkit.explorers.optimisers_and_initialisation.racing import (
    JUDGED_AFTER,
    LOST,
    RACERS,
    RATES,
    draws,
    race,
)
from cnnkit.explorers.optimisers_and_initialisation.surfaces import (
    SURFACES,
    loss_at,
    slopes_at,
)
from tests.explorers.optimisers_and_initialisation.reading import read

FAMILY = {"SGD": "rate", "momentum": "rate", "Nesterov": "rate"}
states = st.fixed_dictionaries(
    {
        "surface": st.sampled_from(list(SURFACES)),
        "steep": st.sampled_from([1, 3, 10, 30, 100]),
        "turn": st.integers(0, 45),
        "rate": st.sampled_from(RATES[:7]),
        "adaptive": st.sampled_from(RATES),
        "keep": st.integers(0, 49).map(lambda n: round(n * 0.02, 2)),
        "noise": st.sampled_from([0.0, 0.25, 4.0]),
        "seed": st.integers(0, 20),
        "x": st.integers(-30, 30).map(lambda n: n / 10),
        "y": st.integers(-40, 40).map(lambda n: round(n * 0.05, 2)),
        "step": st.integers(0, 100),
    }
)


@pytest.mark.parametrize("name", SURFACES)
@pytest.mark.parametrize("turn", [0, 17, 45])
def test_slopes_agree_with_differences_of_the_loss(name, turn):
    shape = (30.0, float(turn))
    for x, y in itertools.product((-2.3, 0.4, 1.7), (-1.1, 0.05, 1.6)):
        h = 1e-6
        measured = (
            (loss_at(name, shape, x + h, y) - loss_at(name, shape, x - h, y)) / (2 * h),
            (loss_at(name, shape, x, y + h) - loss_at(name, shape, x, y - h)) / (2 * h),
        )
        np.testing.assert_allclose(slopes_at(name, shape, x, y), measured, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("name", SURFACES)
def test_the_lowest_loss_is_zero(name):
    shape = (10.0, 30.0)
    found = [
        minimize(lambda place: float(loss_at(name, shape, *place)), start).fun
        for start in itertools.product((-2, 0.1, 2), (-1.5, 0.1, 1.5))
    ]
    assert min(found) == pytest.approx(0, abs=1e-4)
    assert min(found) > -1e-4


def step_by_step(name, slopes, start, rate, keep, noise, steps):
    """Run one optimiser by its published equations, number by number."""
    w, v, m, s, path = np.array(start), np.zeros(2), np.zeros(2), np.zeros(2), [start]
    for t in range(1, steps + 1):
        g = np.array(slopes(*w)) + noise[t - 1]
        if name == "SGD":
            w = w - rate * g
        elif name in ("momentum", "Nesterov"):
            v = keep * v + g
            w = w - rate * (v if name == "momentum" else g + keep * v)
        elif name == "RMSProp":
            s = 0.99 * s + 0.01 * g**2
            w = w - rate * g / (np.sqrt(s) + 1e-8)
        else:
            m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
            w = w - rate * (m / (1 - 0.9**t)) / (np.sqrt(s / (1 - 0.999**t)) + 1e-8)
        path.append(tuple(w))
        if np.abs(w).max() >= LOST:
            break
    return np.array(path)


@settings(max_examples=25)
@given(states)
def test_everybody_runs_by_the_published_equations(state):
    explorer = OptimiserRace(**state)
    check_sound(explorer)
    shape = float(state["steep"]), float(state["turn"])
    result = explorer.result
    for name, path in result.paths.items():
        rate = state[FAMILY.get(name, "adaptive")]
        steps = min(state["step"], 12)
        expected = step_by_step(
            name,
            lambda x, y: slopes_at(state["surface"], shape, x, y),
            (state["x"], state["y"]),
            rate,
            state["keep"],
            state["noise"] * draws(state["seed"]),
            steps,
        )
        followed = path[: len(expected)]
        seen = ~np.isnan(followed[:, 0])
        np.testing.assert_allclose(followed[seen], expected[seen], rtol=1e-6, atol=1e-6)
        if len(expected) == steps + 1 and np.abs(expected[-1]).max() < LOST:
            assert seen.all()


@settings(max_examples=25)
@given(states)
def test_the_words_name_the_leader_and_the_lost(state):
    explorer = OptimiserRace(**state)
    losses = {name: values[-1] for name, values in explorer.result.losses.items()}
    finished = {name: loss for name, loss in losses.items() if np.isfinite(loss)}
    words = explorer.description
    for name in losses.keys() - finished.keys():
        assert name in words.rsplit("Diverged: ", 1)[1]
    if finished:
        leader, stated = re.search(r"(\w+) leads with a loss of (\S+)\.", words).groups()
        assert finished[leader] == min(finished.values())
        assert read(stated) == pytest.approx(finished[leader], rel=0.051, abs=1e-300)
    else:
        assert "nobody is left" in words


@pytest.mark.parametrize("surface", SURFACES)
def test_the_best_rate_is_the_best_of_all(surface):
    explorer = OptimiserRace(surface=surface, best=True, step=JUDGED_AFTER)
    x, y = SURFACES[surface].start
    explorer.update(x=x, y=y)
    for name, rate in explorer.result.rates.items():
        keep = 0.9 if name in ("momentum", "Nesterov") else 0.0
        for other in RATES:
            path = race(name, surface, (30.0, 0.0), (x, y), other, keep)[: JUDGED_AFTER + 1]
            loss = float(loss_at(surface, (30.0, 0.0), *path[-1]))
            reached = explorer.result.losses[name][-1]
            assert not loss < reached, (name, rate, other)


def test_turning_the_ravine_changes_nothing_for_sgd_and_much_for_adam():
    ends = {}
    for turn in (0, 45):
        angle = np.radians(turn)
        x = round(float(-2.0 * np.cos(angle) - 1.0 * np.sin(angle)), 9)
        y = round(float(-2.0 * np.sin(angle) + 1.0 * np.cos(angle)), 9)
        for name in RACERS:
            path = race(name, "ravine", (30.0, float(turn)), (x, y), 0.02, 0.5)
            ends[name, turn] = loss_at("ravine", (30.0, float(turn)), *path[40])
    for name in ("SGD", "momentum", "Nesterov"):
        assert ends[name, 0] == pytest.approx(ends[name, 45], rel=1e-4)
    assert abs(np.log(ends["RMSProp", 0] / ends["RMSProp", 45])) > 1


def test_a_new_landscape_begins_at_its_own_start_and_a_touch_moves_it():
    explorer = OptimiserRace()
    explorer.controls["surface"].value = "two valleys"
    assert (explorer.state["x"], explorer.state["y"]) == SURFACES["two valleys"].start
    explorer._pointer.set_state({"cell": ["map", 20, 30]})
    assert (explorer.state["x"], explorer.state["y"]) == pytest.approx((0.05, -0.05), abs=0.051)
    for paths in (explorer.result.paths.values(),):
        assert {tuple(path[0]) for path in paths} == {(explorer.state["x"], explorer.state["y"])}


def test_only_those_who_are_ticked_run():
    explorer = OptimiserRace(**dict.fromkeys(RACERS, False))
    assert "Nobody runs" in explorer.description
    explorer.update(Adam=True)
    assert list(explorer.result.paths) == ["Adam"]
    letters = {part["text"] for part in Page(html(explorer)).all(tag="text")}
    assert "A" in letters
    assert "S" not in letters
