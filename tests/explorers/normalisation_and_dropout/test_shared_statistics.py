import re

import numpy as np
import pytest
from driving import Page, check_sound, formula, html, value_of
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import functional
from cnnkit.explorers import SharedStatistics
from cnnkit.explorers.normalisation_and_dropout.shared_statistics import ARRAYS, KINDS, C, H, N, W

STATES = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(list(KINDS)),
        "values": st.sampled_from(list(ARRAYS)),
        "image": st.integers(0, N - 1),
        "row": st.integers(0, H - 1),
        "column": st.integers(0, W - 1),
        "channel": st.integers(0, C - 1),
        "epsilon": st.sampled_from([1e-5, 0.1, 10.0]),
        "gamma": st.sampled_from([-2.0, 1.0, 2.5]),
        "beta": st.sampled_from([-4.0, 0.0, 3.5]),
        "step": st.integers(0, 5),
    }
)


def expected(state, x, gamma, beta):
    """Ask the library for the same normalisation."""
    ones, options = (gamma, beta), {"epsilon": state["epsilon"]}
    kind = state["kind"]
    if kind == "batch norm":
        return functional.batch_norm(x, *ones, **options)
    if kind == "layer norm, each pixel":
        return functional.layer_norm(x, *ones, **options)
    groups = {"layer norm, whole image": 1, "group norm, 2 groups": 2, "instance norm": C}[kind]
    return functional.group_norm(x, groups, *ones, **options)


@given(STATES)
def test_the_blocks_agree_with_the_library(state):
    explorer = SharedStatistics(**state)
    check_sound(explorer)
    result = explorer.result
    gamma, beta = np.ones(C), np.zeros(C)
    gamma[state["channel"]], beta[state["channel"]] = state["gamma"], state["beta"]
    np.testing.assert_allclose(result.y, expected(state, result.x, gamma, beta), atol=1e-8)
    plain = expected(state, result.x, np.ones(C), np.zeros(C))
    np.testing.assert_allclose(result.x_hat, plain, atol=1e-8)


@given(STATES)
def test_the_bright_values_are_those_whose_mean_is_stated(state):
    explorer = SharedStatistics(**state)
    result = explorer.result
    place = state["image"], state["row"], state["column"], state["channel"]
    values = result.x[result.together]
    assert result.together[place]
    assert result.mean[place] == pytest.approx(values.mean())
    assert result.variance[place] == pytest.approx(values.var())
    m = {"batch norm": 12, "layer norm, each pixel": 4, "instance norm": 6}
    assert len(values) == m.get(state["kind"], 24 if "whole" in state["kind"] else 12)
    assert f": {len(values)} values" in explorer.description
    faint = [part for part in Page(html(explorer)).elements if part.get("opacity")]
    assert len(faint) == 48 - len(values)


def test_moving_another_value_changes_nothing_where_no_mean_is_shared():
    for kind in KINDS:
        one = SharedStatistics(kind=kind).result
        bright = SharedStatistics(kind=kind, values="image 1 ten times as bright").result
        same = np.allclose(one.y[0], bright.y[0])
        assert same == (kind != "batch norm")


def test_the_formula_counts_up_with_the_steps():
    explorer = SharedStatistics(gamma=2, beta=1)
    for step in range(6):
        explorer.update(step=step)
        assert len(formula(explorer)) == step + 1
    lines = formula(explorer)
    terms = re.search(r"\((.*)\) / 12", lines[1])[1].split(" + ")
    assert sum(map(value_of, terms)) / 12 == pytest.approx(value_of(lines[1].split(" = ")[-1]))
    assert value_of(lines[-1].split(" = ")[-1]) == pytest.approx(
        explorer.result.y[explorer.result.place], abs=0.005
    )


def test_any_value_can_be_touched():
    explorer = SharedStatistics()
    explorer._pointer.set_state({"cell": ["block-1-3", 2, 0]})
    assert explorer.result.place == (1, 2, 0, 3)


def test_epsilon_is_said_to_help_where_the_variance_is_zero():
    explorer = SharedStatistics(values="channel 0 constant", channel=0)
    assert "only ε keeps from dividing by 0" in explorer.description
    assert (explorer.result.x_hat[..., 0] == 0).all()
