"""The effective field against convolved kernels, and averaged over draws against theory."""

import math
import re

import numpy as np
import pytest
from driving import check_sound, formula, html, value_of
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import fftconvolve

from cnnkit.explorers import EffectiveField
from cnnkit.explorers.receptive_fields.effective_field import EQUAL, NETWORKS, RANDOM, WITH_RELU

states = st.tuples(
    st.sampled_from([3, 5, 7]), st.integers(1, 20), st.sampled_from(NETWORKS), st.integers(0, 19)
).map(
    lambda drawn: {
        "kernel_size": drawn[0],
        "depth": min(drawn[1], 40 // (drawn[0] - 1)),
        "network": drawn[2],
        "draw": 0 if drawn[2] == EQUAL else drawn[3],
        "logarithmic": drawn[3] % 2 == 0,
    }
)


@settings(max_examples=40)
@given(states)
def test_words_and_formula_say_what_the_map_holds(state):
    explorer = EffectiveField(**state)
    check_sound(explorer)
    field = explorer.result.field
    size = state["depth"] * (state["kernel_size"] - 1) + 1
    assert field.shape == (size, size)
    assert field.sum() == pytest.approx(1)
    assert field.min() >= 0
    strongest, percent = re.search(
        r"strongest (\d+) of them, (\d+) %", explorer.description
    ).groups()
    largest = np.sort(field.ravel())[::-1]
    assert largest[: int(strongest)].sum() >= 0.95 * (1 - 1e-9)
    assert largest[: int(strongest) - 1].sum() < 0.95
    assert int(percent) == pytest.approx(100 * int(strongest) / size**2, abs=0.51)
    across = re.search(
        r"Across it is (\d+) columns, of which (\d+) hold 95 %(, on average over all draws)?; "
        r"at (\d+) layers (\d+) and (\d+)\.",
        explorer.description,
    ).groups()
    fields, effective = explorer.result.widths
    assert [int(across[0]), int(across[1])] == [size, effective[state["depth"] - 1]]
    assert (across[2] is not None) == (state["network"] != EQUAL)
    assert [int(text) for text in across[3:]] == [len(fields), fields[-1], effective[-1]]
    size_line, gaussian_line = formula(explorer)
    assert ("draw" in gaussian_line) == (state["network"] != EQUAL)
    assert size_line.endswith(f"= {size}")
    variance = state["depth"] * (state["kernel_size"] ** 2 - 1) / 12
    variance /= 2 if state["network"] == EQUAL else 1
    stated = value_of(re.search(r"= (\S+) pixels", gaussian_line)[1])
    assert stated == pytest.approx(math.sqrt(variance), abs=0.006)


@pytest.mark.parametrize(("kernel_size", "depth"), [(3, 1), (3, 7), (5, 10), (7, 3)])
def test_equal_weights_are_kernels_convolved_with_each_other(kernel_size, depth):
    ways = np.ones((1, 1))
    for _ in range(depth):
        ways = fftconvolve(ways, np.ones((kernel_size, kernel_size)))
    field = EffectiveField(kernel_size=kernel_size, depth=depth).result.field
    np.testing.assert_allclose(field, ways**2 / (ways**2).sum(), atol=1e-12)


@pytest.mark.parametrize("network", [RANDOM, WITH_RELU])
def test_random_weights_spread_the_square_as_equal_ones_spread_the_gradient(network):
    """On average over draws; each column's share within what 20 draws let one expect."""
    columns = [
        EffectiveField(depth=6, network=network, draw=draw).result.field.sum(axis=0)
        for draw in range(20)
    ]
    ways = np.ones(1)
    for _ in range(6):
        ways = np.convolve(ways, np.ones(3) / 3)
    np.testing.assert_allclose(np.mean(columns, axis=0), ways, atol=0.05)


def test_the_field_grows_with_the_depth_and_its_effective_part_with_the_root():
    fields, effective = EffectiveField().result.widths
    assert fields == [2 * depth + 1 for depth in range(1, 21)]
    assert 1.7 <= effective[19] / effective[4] <= 2.3  # four times as deep
    assert effective == sorted(effective)


def test_equal_weights_are_not_drawn():
    explorer = EffectiveField()
    assert explorer.controls["draw"].disabled
    explorer.update(network=RANDOM, draw=7)
    explorer.update(network=EQUAL, draw=0)
    assert explorer.state["draw"] == 0


def test_a_larger_kernel_allows_fewer_layers():
    explorer = EffectiveField(depth=20)
    explorer.controls["kernel_size"].value = 7
    assert explorer.state["depth"] == 6
    assert explorer.result.size == 37


def test_the_axis_of_shares_stays_still_while_the_stack_grows():
    ticks = set()
    for depth in range(3, 21):
        profile = html(EffectiveField(depth=depth)).split("share of each column")[1].split("</svg>")
        ticks.add(tuple(re.findall(r'<text class="left" [^>]*>([^<]*)<', profile[0])))
    assert len(ticks) == 1
