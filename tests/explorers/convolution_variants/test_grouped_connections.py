"""Who sees whom, against a convolution into which one channel after the other is put."""

import numpy as np
import pytest
from driving import check_sound, formula
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.explorers import GroupedConnections
from cnnkit.explorers.convolution_variants.grouped_connections import CHANNELS, THEN
from cnnkit.functional import conv2d

states = st.fixed_dictionaries(
    {
        "channels": st.sampled_from(CHANNELS),
        "filters": st.sampled_from(CHANNELS),
        "groups": st.integers(1, 4),
        "kernel": st.sampled_from([1, 3, 5]),
        "then": st.sampled_from(THEN),
    }
)


def ways_by_convolving(state):
    """Give every channel in turn a 1, and convolve with ones."""
    channels, filters, groups = state["channels"], state["filters"], state["groups"]
    x = np.eye(channels)[:, None, None, :]
    y = conv2d(x, np.ones((1, 1, channels // groups, filters)), groups=groups)
    first = y
    again = np.ones((1, 1, filters // groups, filters))
    if state["then"] == "the same layer again":
        y = conv2d(y, again, groups=groups)
    elif state["then"] == "a shuffle, the same again":
        shuffled = y.reshape(channels, 1, 1, groups, -1).swapaxes(3, 4).reshape(y.shape)
        y = conv2d(shuffled, again, groups=groups)
    elif state["then"] == "a 1×1 convolution":
        y = conv2d(y, np.ones((1, 1, filters, filters)))
    return first[:, 0, 0].T, y[:, 0, 0].T


@settings(max_examples=60)
@given(states)
def test_the_matrices_are_those_of_convolutions(state):
    explorer = GroupedConnections(**state)
    check_sound(explorer)
    result = explorer.result
    if state["channels"] % state["groups"] or state["filters"] % state["groups"]:
        assert result.seen is None
        assert "there is no such layer" in explorer.description
        assert "whole numbers" in formula(explorer)[0]
        return
    seen, ways = ways_by_convolving(state)
    np.testing.assert_array_equal(result.seen, seen)
    np.testing.assert_array_equal(result.ways, ways)
    assert result.weights == seen.sum() * state["kernel"] ** 2
    assert f"= {result.weights:,}; at 14 × 14" in formula(explorer)[0]
    assert f"{result.weights * 196:,} multiply-adds" in formula(explorer)[0]


def test_the_misfit_is_named():
    explorer = GroupedConnections(channels=8, filters=12, groups=8)
    assert "12 filters cannot be shared out evenly" in explorer.description
    assert "8 channels cannot" not in explorer.description


def test_a_shuffle_brings_the_groups_together():
    apart = GroupedConnections(groups=4, then="the same layer again").description
    joined = GroupedConnections(groups=2, then="a shuffle, the same again").description
    assert "output 3 depends on 2 of 8" in apart
    assert "output 3 depends on 8 of 8" in joined


def test_a_touched_row_is_looked_at():
    explorer = GroupedConnections(groups=4)
    explorer._pointer.set_state({"cell": ["matrix", 6, 0]})
    assert explorer.state["filter"] == 7
    assert "filter 7 sees channels 7 to 8" in explorer.description


def test_more_groups_than_channels_cannot_be_reached():
    with pytest.raises(ValueError, match="use a value from 1 to 4"):
        GroupedConnections(channels=4, groups=5)
