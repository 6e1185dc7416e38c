"""The way back through pooling against loops and the library."""

import numpy as np
import pytest
from driving import check_sound, formula
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.explorers import PoolingGradients
from cnnkit.explorers.backpropagation.pooling_gradients import ALL, AVERAGE, FIRST, KINDS, SHARED
from cnnkit.functional import average_pool2d_backward, max_pool2d_backward

maps = st.lists(st.lists(st.integers(-3, 3), min_size=5, max_size=5), min_size=4, max_size=4)
states = st.fixed_dictionaries(
    {
        "map": maps,
        "kind": st.sampled_from(KINDS),
        "window": st.integers(1, 3),
        "stride": st.integers(1, 3),
    }
)


def explorer_of(state):
    return PoolingGradients(**{"step": 0} | state)


@settings(max_examples=80, deadline=None)
@given(state=states)
def test_it_agrees_with_the_library(state):
    explorer = explorer_of(state)
    result = explorer.result
    dx = result.gathered(result.dy.size)
    batch = result.dy[None, :, :, None], result.x[None, :, :, None], state["window"]
    if state["kind"] == FIRST:
        expected = max_pool2d_backward(*batch, stride=state["stride"])
        np.testing.assert_allclose(dx, expected[0, :, :, 0])
    if state["kind"] == AVERAGE:
        expected = average_pool2d_backward(*batch, stride=state["stride"])
        np.testing.assert_allclose(dx, expected[0, :, :, 0])
    if state["kind"] != ALL:
        assert dx.sum() == pytest.approx(result.dy.sum())
    check_sound(explorer)


def test_ties():
    assert PoolingGradients(kind=FIRST).result.shares(1, 1) == {(2, 2): 1.0}
    assert PoolingGradients(kind=ALL).result.shares(1, 1) == {(2, 2): 1.0, (3, 3): 1.0}
    assert PoolingGradients(kind=SHARED).result.shares(1, 1) == {(2, 2): 0.5, (3, 3): 0.5}
    assert "more or less than arrived" in PoolingGradients(kind=ALL).description
    assert "as much as arrived" in PoolingGradients(kind=SHARED).description


def test_windows_hand_over_one_after_the_other():
    result = PoolingGradients(stride=1).result
    total = np.zeros(result.x.shape)
    for step in range(result.dy.size):
        i, j = divmod(step, result.output[1])
        patch = result.x[i : i + 2, j : j + 2]
        u, v = divmod(int(patch.argmax()), 2)
        total[i + u, j + v] += result.dy[i, j]
        np.testing.assert_array_equal(result.gathered(step + 1), total)


def test_the_formula():
    lines = formula(PoolingGradients())
    assert lines[0].endswith("Y[1, 1] = max(5, 2, 1, 5) = 5")
    assert lines[1] == "dY[1, 1] = 1: dX[2, 2] += 1"
    assert lines[2] == "Σ dY = 6, after all windows Σ dX = 6"
    assert formula(PoolingGradients(kind=AVERAGE))[1].endswith("dX[3, 3] += 1 / 4")


def test_touch():
    explorer = PoolingGradients(stride=1)
    explorer._pointer.set_state({"cell": ["dY", 2, 1]})
    assert explorer.state["step"] == 2 * 4 + 1
    explorer._pointer.set_state({"cell": ["X", 3, 4]})
    assert explorer.state["step"] == 2 * 4 + 3
