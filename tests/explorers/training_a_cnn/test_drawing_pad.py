"""The drawing pad's side of the kernel: it takes ink, and nothing else."""

import numpy as np
import pytest
import traitlets
from driving import INKS
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as nps
from scipy.ndimage import distance_transform_edt

from cnnkit.explorers import DrawADigit
from cnnkit.explorers.training_a_cnn.drawing_pad import DrawingPad
from cnnkit.explorers.training_a_cnn.ink import SIDE, as_array, as_text, is_ink, strokes

FULL = "ff" * SIDE * SIDE
NO_INK = [
    "f",
    FULL[:-2],
    FULL + "00",
    "FF" * SIDE * SIDE,
    "gg" * SIDE * SIDE,
    " " + FULL[1:],
    None,
    7,
    float("nan"),
    ["ff"] * SIDE * SIDE,
    {"value": FULL},
    FULL + "\n",
]


@given(cells=nps.arrays(np.uint8, (SIDE, SIDE, 1)))
def test_ink_becomes_text_and_comes_back(cells: np.ndarray) -> None:
    text = as_text(cells)
    assert is_ink(text)
    assert np.array_equal(as_array(text), cells.astype(np.float32) / np.float32(255))
    assert as_text(as_array(text)) == text


@pytest.mark.parametrize("sent", NO_INK, ids=lambda sent: repr(sent)[:12])
def test_what_is_no_ink_is_ignored_with_words_when_the_page_sends_it(sent: object) -> None:
    pad = DrawingPad(as_text(INKS[1]))
    pad.set_state({"value": sent})
    assert pad.value == as_text(INKS[1])
    assert "no drawing; it was ignored" in pad.trouble
    pad.set_state({"value": FULL})
    assert (pad.value, pad.trouble) == (FULL, "")


@pytest.mark.parametrize("value", NO_INK, ids=lambda sent: repr(sent)[:12])
def test_what_is_no_ink_is_refused_when_python_sets_it(value: object) -> None:
    pad = DrawingPad()
    with pytest.raises(traitlets.TraitError):
        pad.value = value
    assert pad.value == ""
    explorer = DrawADigit()
    with pytest.raises(ValueError, match=r"drawing cannot be .* here; use \"\", or two hexa"):
        explorer.update(drawing=value)
    assert explorer.state == DrawADigit().state


@given(text=st.text(max_size=40))
def test_text_is_ink_only_if_it_is_empty_or_long_enough(text: str) -> None:
    assert is_ink(text) == (text == "")


def test_a_stroke_is_as_wide_as_the_brush() -> None:
    ink = strokes([[(10, 30), (45, 30)], [(20, 10), (20, 50)]], brush=3)[:, :, 0]
    line = np.ones((SIDE, SIDE))
    line[30, 10:45] = line[10:50, 20] = 0
    away = distance_transform_edt(line)
    # The line runs between cells: its distance is half a cell less on the one side.
    assert (ink[away <= 1.5] == 1).all()
    assert (ink[away >= 5] == 0).all()
    assert ink[30, 30] == ink[29, 30] == 1
    assert ink[32, 30] == ink[27, 30] == 1
    assert ink[33, 30] == ink[26, 30] == 0


def test_the_page_is_told_how_large_pad_and_brush_are() -> None:
    state = DrawingPad().get_state()
    assert (state["side"], state["brush"], state["value"]) == (SIDE, 2.0, "")
    assert "import " not in state["_esm"]
    assert "http" not in state["_esm"]
