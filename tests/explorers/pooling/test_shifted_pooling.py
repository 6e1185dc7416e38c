import re

import numpy as np
import pytest
from driving import check_sound, formula, html, value_of
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import correlate2d

from cnnkit.explorers import ShiftedPooling
from cnnkit.explorers.photos import small_photo
from cnnkit.explorers.pooling.shifted_pooling import (
    DIGIT,
    IMAGES,
    IN_PLACE,
    MOVED_BACK,
    RELATIVE,
    SHARE,
    SHOWN,
    WINDOWS,
)

states = st.fixed_dictionaries(
    {
        "image": st.sampled_from(IMAGES),
        "down": st.integers(-4, 4),
        "right": st.integers(-4, 4),
        "window": st.sampled_from(WINDOWS),
        "shown": st.sampled_from(SHOWN),
        "relu": st.booleans(),
        "measure": st.sampled_from([RELATIVE, SHARE]),
        "difference": st.sampled_from([IN_PLACE, MOVED_BACK]),
    }
)
SOBEL = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]) / 4


def blocks(x, k):
    """Cut a map into windows side by side: (H/k, W/k, k·k)."""
    height, width = x.shape
    cut = x.reshape(height // k, k, width // k, k).swapaxes(1, 2)
    return cut.reshape(height // k, width // k, k * k)


def pooled(x, k):
    windows = blocks(x, k)
    return {
        "map": x,
        "max": windows.max(axis=2),
        "average": windows.mean(axis=2),
        "every k-th cell": windows[:, :, 0],
        "global max": np.array([[x.max()]]),
        "global average": np.array([[x.mean()]]),
    }


def change(before, after, measure, largest):
    if measure == RELATIVE:
        return np.sqrt(((after - before) ** 2).sum() / (before**2).sum())
    tolerance = 0.05 * largest
    filled = (abs(before) > tolerance) | (abs(after) > tolerance)
    return (abs(after - before)[filled] > tolerance).mean() if filled.any() else 0.0


@settings(max_examples=60)
@given(states)
def test_changes_formula_and_words_agree_with_plain_numpy(state):
    explorer = ShiftedPooling(**state)
    check_sound(explorer)
    result, k = explorer.result, state["window"]
    before, after = (pooled(maps["map"], k) for maps in (result.before, result.after))
    largest = abs(before["map"]).max()
    assert ("global average" in result.changes) == state["relu"]
    for name, value in result.changes.items():
        np.testing.assert_allclose(result.after[name], after[name], atol=1e-6)
        expected = change(before[name], after[name], state["measure"], largest)
        assert value == pytest.approx(expected, abs=2e-3)
        assert f"{name} {value:.2f}" in explorer.description
    back = explorer.description.partition("Moved back")[2]
    for name, value in result.changes_moved_back.items():
        assert f"{name} {value:.2f}" in back
    shift_line, change_line = formula(explorer)
    for name in ("down", "right"):
        stated = re.search(rf"{name} (\S+) / {k} = ([^,]+)", shift_line)
        assert value_of(stated[1]) == state[name]
        assert value_of(stated[2]) == pytest.approx(state[name] / k, abs=0.00501)
    moved_back = state["difference"] == MOVED_BACK
    changes = result.changes_moved_back if moved_back else result.changes
    assert value_of(change_line.rsplit(" = ")[-1]) == pytest.approx(
        changes[state["shown"]], abs=0.00501
    )
    assert ("moved back − before" in html(explorer)) == moved_back


@pytest.mark.parametrize("shown", SHOWN)
@pytest.mark.parametrize(("down", "right"), [(0, 1), (-3, 2), (4, -4), (0, 0)])
def test_the_difference_is_that_of_the_map_as_it_is_or_moved_back(down, right, shown):
    state = {"down": down, "right": right, "shown": shown, "image": DIGIT}
    result = ShiftedPooling(**state).result
    np.testing.assert_array_equal(result.difference, result.after[shown] - result.before[shown])
    result = ShiftedPooling(**state, difference=MOVED_BACK).result
    rows, columns = result.cells
    # A digit's map is empty at the border, so that nothing comes round from the other side.
    back = np.roll(result.after[shown], (-rows, -columns), axis=(0, 1))
    np.testing.assert_array_equal(result.difference, back - result.before[shown])


def test_the_bars_of_both_panels_stand_in_the_same_rows():
    page = html(ShiftedPooling())
    for name in ("map", "max", "average", "every k-th cell", "global max", "global average"):
        rows = re.findall(rf'<text class="left" x="[^"]*" y="([^"]*)">{name}</text>', page)
        assert len(rows) == 2
        assert len(set(rows)) == 1
    assert page.count(">no places</text>") == 2


def test_the_words_say_where_it_moved():
    words = ShiftedPooling(right=-3, down=1).description
    assert "moved 1 pixel down, 3 left." in words
    assert "(pooled maps: 1 cell right)" in words
    assert "moved 0 pixels." in ShiftedPooling(right=0).description


@pytest.mark.parametrize(("down", "right"), [(0, 1), (-3, 2), (4, -4)])
def test_the_maps_are_those_of_a_moved_photo(down, right):
    photo = small_photo("camera", grey=True, longest_side=192).astype(float)
    edges = np.maximum(correlate2d(photo, SOBEL, mode="valid"), 0)
    result = ShiftedPooling(down=down, right=right).result
    height, width = result.before["map"].shape
    top, left = (edges.shape[0] - height) // 2, (edges.shape[1] - width) // 2
    here = edges[top : top + height, left : left + width]
    there = edges[top - down : top - down + height, left - right : left - right + width]
    np.testing.assert_allclose(result.before["map"], here, atol=1e-6)
    np.testing.assert_allclose(result.after["map"], there, atol=1e-6)


@pytest.mark.parametrize("image", ["brick", DIGIT])
@pytest.mark.parametrize("window", [2, 3, 4])
def test_pooling_moves_along_with_shifts_by_whole_strides_and_no_others(image, window):
    for right in range(-4, 5):
        result = ShiftedPooling(image=image, right=right, window=window).result
        whole = right % window == 0
        assert result.changes_moved_back["map"] == 0
        for name in ("max", "average", "every k-th cell"):
            assert (result.changes_moved_back[name] == 0) == whole
        assert result.changes["global max"] < 0.05


def test_nothing_changes_without_a_shift():
    result = ShiftedPooling(right=0).result
    assert set(result.changes.values()) == {0.0}


def test_a_pixel_changes_more_than_half_of_the_cells_of_an_edge_map():
    # As the notebook says of the state in which it opens.
    result = ShiftedPooling(measure=SHARE).result
    assert result.changes["max"] > 0.5
    relative = ShiftedPooling().result.changes
    assert 0.5 < relative["max"] < relative["map"]
