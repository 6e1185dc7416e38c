import re

import numpy as np
import pytest
from counting import Axis
from driving import check_size, check_sound, formula
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit import shapes
from cnnkit.explorers import ShapeExplorer
from cnnkit.explorers.convolution.shape_explorer import A_NUMBER

wishes = st.fixed_dictionaries(
    {
        "height": st.integers(1, 14),
        "width": st.integers(1, 14),
        "kernel_size": st.integers(1, 7),
        "stride": st.integers(1, 7),
        "padding": st.sampled_from(["valid", "same", "full", A_NUMBER]),
        "pixels": st.integers(0, 4),
        "dilation": st.integers(1, 4),
        "row": st.integers(0, 3),
        "column": st.integers(0, 3),
    }
)


def axis_of(state, name):
    k, s, d = state["kernel_size"], state["stride"], state["dilation"]
    padding = state["pixels"] if state["padding"] == A_NUMBER else state["padding"]
    sides = shapes.padding_sides(state[name], k, stride=s, padding=padding, dilation=d)
    return Axis(state[name], k, s, *sides, d)


def is_possible(state):
    return (
        (state["padding"] == A_NUMBER or state["pixels"] == 0)
        and len(axis_of(state, "height").windows()) > state["row"]
        and len(axis_of(state, "width").windows()) > state["column"]
    )


@settings(max_examples=150)
@given(wishes)
def test_exactly_the_possible_states_can_be_opened(wish):
    if not is_possible(wish):
        with pytest.raises(ValueError, match="cannot be"):
            ShapeExplorer(**wish)
        return
    explorer = ShapeExplorer(**wish)
    assert explorer.state == wish
    page = check_sound(explorer)
    words = explorer.description
    axes = [axis_of(wish, name) for name in ("height", "width")]
    windows = [axis.windows() for axis in axes]
    unreached = [
        axis.size + axis.after - 1 - max(found[-1])
        for axis, found in zip(axes, windows, strict=True)
    ]
    for line, found, left_over in zip(formula(explorer), windows, unreached, strict=True):
        assert check_size(line) == (len(found), left_over)
    rows, columns = map(len, windows)
    assert f"of {wish['height']} × {wish['width']} gives an output of {rows} × {columns}. " in words
    for count, noun in zip(unreached, ("row", "column"), strict=True):
        phrase = "" if count == 0 else noun if count == 1 else f"{count} {noun}s"
        said = re.search(rf"the last (\d+ )?{noun}s?\b", words)
        assert (said[0] if said else "") == (f"the last {phrase}" if phrase else "")
    use = np.array(
        [
            [
                sum(row in window for window in windows[0])
                * sum(column in window for window in windows[1])
                for column in range(wish["width"])
            ]
            for row in range(wish["height"])
        ]
    )
    least, most = use.min(), use.max()
    if most == 0:
        assert words.endswith("No window uses any pixel.")
    elif least == most:
        times = "once" if most == 1 else f"{most} times"
        assert words.endswith(f"Every pixel is used equally often: {times}.")
    else:
        by_none = "" if least else f"; {(use == 0).sum()} of {use.size} by none"
        assert words.endswith(f"Pixels are used by {least} to {most} windows each{by_none}.")
    texts = [part["text"] for part in page.all(tag="text")]
    for count in np.unique(use):
        assert str(count) in texts


def test_the_padded_input_never_shrinks_below_the_kernel():
    explorer = ShapeExplorer(height=7, width=9, kernel_size=7, dilation=1)
    explorer.controls["height"].set_state({"value": 2})
    assert explorer.state["kernel_size"] == 2
    assert explorer.controls["kernel_size"].max == 2
    explorer.controls["dilation"].set_state({"value": 1})
    explorer.controls["height"].set_state({"value": 14})
    assert explorer.controls["kernel_size"].max == 7
    assert explorer.state["kernel_size"] == 2


@pytest.mark.parametrize(("row", "column"), [(0, 0), (2, 3), (3, 5)])
def test_touching_an_output_cell_moves_the_window_there(row, column):
    explorer = ShapeExplorer()
    explorer._pointer.cell = ["output", row, column]
    assert (explorer.state["row"], explorer.state["column"]) == (row, column)
    assert explorer.compute(explorer.state).touched == [(row, column, 3, 3)]


def test_touching_the_input_moves_to_a_window_that_begins_there_or_before():
    explorer = ShapeExplorer(stride=2, padding="full")
    explorer._pointer.cell = ["input", 5, 7]
    assert (explorer.state["row"], explorer.state["column"]) == (2, 3)


def test_the_cells_under_a_dilated_window_are_outlined_one_by_one():
    explorer = ShapeExplorer(height=9, width=9, dilation=3, row=1, column=2)
    touched = {(row, column) for row, column, _, _ in explorer.compute(explorer.state).touched}
    assert touched == {(1 + 3 * i, 2 + 3 * j) for i in range(3) for j in range(3)}
