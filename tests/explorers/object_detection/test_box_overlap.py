"""Intersection and union against squares counted one by one."""

import numpy as np
import pytest
from driving import check_sound, formula, html, inputs
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.applications import detection
from cnnkit.explorers import BoxOverlap
from cnnkit.explorers.object_detection.box_overlap import COLUMNS, LONGEST, ROWS


@st.composite
def states(draw):
    state = {}
    for prefix in ("", "other_"):
        height, width = draw(st.integers(1, LONGEST)), draw(st.integers(1, LONGEST))
        state |= {
            prefix + "height": height,
            prefix + "width": width,
            prefix + "row": draw(st.integers(0, ROWS - height)),
            prefix + "column": draw(st.integers(0, COLUMNS - width)),
        }
    return state


def covered(state, prefix):
    """Return the paper with ones where a box lies."""
    paper = np.zeros((ROWS, COLUMNS), bool)
    row, column = state[prefix + "row"], state[prefix + "column"]
    height, width = state[prefix + "height"], state[prefix + "width"]
    paper[row : row + height, column : column + width] = True
    return paper


@settings(max_examples=80)
@given(state=states())
def test_areas_are_counted_squares(state):
    explorer = BoxOverlap(**state)
    check_sound(explorer)
    blue, pink = covered(state, ""), covered(state, "other_")
    result = explorer.result
    assert result.areas == (blue.sum(), pink.sum())
    assert result.intersection == (blue & pink).sum()
    assert result.union == (blue | pink).sum()
    iou = detection.iou([result.boxes[0]], [result.boxes[1]])[0, 0]
    assert result.iou == pytest.approx(iou)
    assert f"together they cover {(blue | pink).sum()}" in explorer.description
    assert f"/ {(blue | pink).sum()} = " in formula(explorer)[-1]


def test_the_slips_of_diagonal_boxes():
    apart = {"row": 0, "column": 0, "height": 3, "width": 4}
    apart |= {f"other_{name}": n for name, n in (("row", 6), ("column", 7), ("height", 3))}
    explorer = BoxOverlap(slips=True, other_width=4, **apart)
    slips = explorer.result.slips
    # Two lengths of −3 make 9, and 9 of 24 − 9 is 0.6.
    assert slips["lengths below 0 let through"] == pytest.approx(0.6)
    assert slips["+ 1 on every length"] == slips["divided by A + B"] == explorer.result.iou == 0
    assert "<table>" in html(explorer)
    assert "would give 0.6" in explorer.description


def test_slips_where_the_denominator_is_0():
    # 1 − −1 … lengths −1 and −2 of boxes with areas 1 and 1: 2 / (2 − 2).
    explorer = BoxOverlap(
        slips=True,
        row=0,
        column=0,
        height=1,
        width=1,
        other_row=2,
        other_column=3,
        other_height=1,
        other_width=1,
    )
    assert explorer.result.lengths == (-1, -2)
    assert "a division by 0" in explorer.description


def test_a_touch_moves_the_middle_of_the_chosen_box():
    explorer = BoxOverlap(height=3, width=5)
    explorer.update(moved="blue", **explorer.touch("paper", 0, 0))
    explorer.update(**explorer.touch("paper", 6, 9))
    assert (explorer.state["row"], explorer.state["column"]) == (5, 7)
    explorer.update(**explorer.touch("paper", ROWS - 1, COLUMNS - 1))
    assert explorer.result.boxes[0][2:] == (ROWS, COLUMNS)
    explorer.update(moved="pink")
    assert set(explorer.touch("paper", 2, 2)) == {"other_row", "other_column"}


def test_a_box_that_grows_stays_on_the_paper():
    explorer = BoxOverlap(height=2, row=10)
    (slider,) = (widget for name, widget in inputs(explorer) if name == "height")
    slider.set_state({"value": 6})
    assert explorer.state["row"] == ROWS - 6
