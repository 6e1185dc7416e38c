import json
import re

import numpy as np
import pytest
from driving import check_sound, formula
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import datasets
from cnnkit.explorers import NetworkOnABudget
from cnnkit.explorers.capstone.measured_designs import TRACKS, baseline, designs, seconds_of
from cnnkit.explorers.capstone.network_on_a_budget import AVERAGE, FLATTEN, SCORES
from cnnkit.layers import Conv2D, Dense, Flatten, GlobalAveragePool2D, MaxPool2D, ReLU, Sequential

STORED = json.loads(datasets.data_path("measured/capstone.json").read_text("utf-8"))
every_track = pytest.mark.parametrize("track", TRACKS)


def counted(state):
    """Count the same network by its layers."""
    layers, facts = [], TRACKS[state["track"]]
    for block in range(state["blocks"]):
        filters = state["filters"] * state["growth"] ** block
        layers += [Conv2D(filters, state["kernel"], padding="same"), ReLU()]
        layers += [MaxPool2D(2)] * bool(facts.outputs)
    if facts.outputs:
        end = Flatten() if state["ending"] == FLATTEN else GlobalAveragePool2D()
        layers += [end, Dense(facts.outputs)]
    else:
        layers.append(Conv2D(1, state["kernel"], padding="same"))
    return Sequential(layers).count((facts.side, facts.side, 1))


@given(
    st.sampled_from(list(TRACKS)),
    st.integers(1, 4),
    st.integers(1, 32),
    st.sampled_from([1, 2]),
    st.sampled_from([3, 5]),
    st.sampled_from([FLATTEN, AVERAGE]),
    st.integers(1, 60),
)
def test_counts_are_those_of_the_layers(track, blocks, filters, growth, kernel, ending, epochs):
    state = {"track": track, "blocks": blocks, "filters": filters, "growth": growth}
    state |= {"kernel": kernel, "ending": ending, "epochs": epochs}
    explorer = NetworkOnABudget(**state)
    check_sound(explorer)
    result = explorer.result
    assert (result.total, result.multiply_adds) == counted(state)
    words = explorer.description
    assert f"{result.total:,} parameters, " in words
    within = re.findall(r"(within|over) the budget of", words)
    facts = TRACKS[track]
    held = [result.total <= facts.parameters, result.seconds <= facts.seconds]
    assert within == ["within" if each else "over" for each in held]
    first, *lines = formula(explorer)
    assert first.startswith(f"filters {filters}")
    for line, expected in zip(lines, (result.parameters[-2], result.parameters[-1]), strict=False):
        products = re.sub(r"^.*?: ", "", line).split(" = ")
        left = products[0].split(" (no")[0].replace("·", "*").replace(",", "")
        assert eval(left) == expected
        assert f"{expected:,}" in products[-1]


@every_track
def test_the_estimate_is_near_what_was_measured(track):
    for design in designs(track):
        estimate = seconds_of(track, design.multiply_adds, design.epochs)
        if design.name == "linear":
            continue
        # Augmentation costs time too, and the estimate does not know of it.
        assert 0.4 < estimate / np.mean(design.seconds) < 2.5, design.name


@every_track
def test_everything_measured_lies_within_the_axes(track):
    low, high = SCORES[track]
    assert low < baseline(track)[1] < high
    visible = [score for one in designs(track) for score in one.scores if low < score < high]
    assert len(visible) >= 3 * (len(designs(track)) - 1)


@every_track
def test_designs_are_those_stored(track):
    scale = 1 if track == "restore" else 100
    for one in designs(track):
        stored = STORED[track]["designs"][one.name]
        assert one.scores == pytest.approx([scale * value for value in stored["validation"]])


def test_twice_as_wide_is_four_times_the_weights_between_layers():
    narrow, wide = (NetworkOnABudget(filters=f, growth=1).result for f in (8, 16))
    assert (wide.parameters[1] - 16) / (narrow.parameters[1] - 8) == 4
