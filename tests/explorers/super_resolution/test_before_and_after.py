"""Two ways of enlarging, side by side: pixels and numbers against an independent computation."""

import re

import numpy as np
import pytest
from driving import check_sound, formula, html
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cnnkit import images, pretrained
from cnnkit.applications import super_resolution as sr
from cnnkit.explorers import BeforeAndAfter
from cnnkit.explorers.super_resolution.pieces import METHODS, PHOTOS, SIDE, truth

states = st.fixed_dictionaries(
    {
        "photo": st.sampled_from(PHOTOS),
        "scale": st.sampled_from((2, 3)),
        "by": st.sampled_from(sr.SHRINKING),
        "left": st.sampled_from(METHODS),
        "right": st.sampled_from(METHODS),
        "divider": st.integers(0, 96),
        "row": st.integers(0, SIDE - 96),
        "column": st.integers(0, SIDE - 96),
    }
)


def made_anew(state, method):
    """Enlarge the whole piece without the explorer's helpers."""
    piece = truth(state["photo"])
    small = sr.shrink(piece, state["scale"], by=state["by"])
    if method == "network":
        network = pretrained.espcn(f"x{state['scale']}")
        detail = network.forward(small[None])[0]
        return np.clip(sr.enlarge(small, state["scale"]) + detail, 0, 1)
    return np.clip(sr.enlarge(small, state["scale"], method=method), 0, 1)


@given(states)
@settings(max_examples=12, deadline=None)
def test_pixels_and_numbers_are_those_of_the_two_ways(state):
    explorer = BeforeAndAfter(**state)
    result = explorer.result
    rows = slice(state["row"], state["row"] + 96)
    columns = slice(state["column"], state["column"] + 96)
    wanted = truth(state["photo"])[rows, columns]
    ways = {side: made_anew(state, state[side])[rows, columns] for side in ("left", "right")}
    divider = state["divider"]
    expected = np.concatenate([ways["left"][:, :divider], ways["right"][:, divider:]], axis=1)
    np.testing.assert_allclose(result.shown, expected[:, :, 0], atol=1e-6)
    for side, image in ways.items():
        decibels, likeness = result.part[state[side]]
        assert decibels == pytest.approx(images.psnr(image, wanted), abs=1e-3)
        assert likeness == pytest.approx(images.ssim(image, wanted), abs=1e-4)
        said = re.search(rf"{state[side]} ([\d.]+) dB and SSIM ([\d.]+)", explorer.description)
        assert float(said[1]) == pytest.approx(decibels, abs=0.051)
        assert float(said[2].rstrip(".")) == pytest.approx(likeness, abs=0.00051)
    check_sound(explorer)


def test_bicubic_is_that_of_an_other_library():
    # Pillow enlarges with the softer curve: near, but not the same.
    piece = truth("camera")
    small = sr.shrink(piece, 2)[:, :, 0]
    theirs = np.asarray(Image.fromarray(small).resize((SIDE, SIDE), Image.Resampling.BICUBIC))
    ours = BeforeAndAfter(photo="camera", left="bicubic", divider=96, row=20, column=30).result
    assert abs(theirs[20:116, 30:126] - ours.shown).max() < 0.1
    assert abs(theirs[20:116, 30:126] - ours.shown).mean() < 0.01


def test_the_order_of_the_ways_on_a_held_out_photo():
    whole = BeforeAndAfter().result.whole
    assert [whole[method][0] for method in METHODS] == sorted(whole[m][0] for m in METHODS)
    assert whole["network"][0] > whole["bicubic"][0] + 1


def test_another_shrinking_turns_the_gain_into_a_loss():
    explorer = BeforeAndAfter(by="every nth pixel")
    whole = explorer.result.whole
    assert whole["network"][0] < whole["bicubic"][0] - 1
    assert "−" in formula(explorer)[1]
    assert "by every nth pixel" in explorer.description


def test_it_can_be_kept_to_some_methods():
    explorer = BeforeAndAfter(methods=sr.ENLARGING)
    assert tuple(explorer.result.whole) == sr.ENLARGING
    assert (explorer.state["left"], explorer.state["right"]) == ("bilinear", "bicubic")
    assert "<td>network</td>" not in html(explorer)
    check_sound(explorer)


def test_it_says_on_which_photos_the_network_was_trained():
    assert "which no network was trained on" in BeforeAndAfter(photo="text").description
    assert "which the network was trained on" in BeforeAndAfter(photo="brick").description


def test_a_touch_moves_the_divider_or_the_square():
    explorer = BeforeAndAfter()
    explorer._pointer.set_state({"cell": ["square", 5, 80]})
    assert explorer.state["divider"] == 80
    explorer._pointer.set_state({"cell": ["photo", 0, SIDE - 1]})
    assert (explorer.state["row"], explorer.state["column"]) == (0, SIDE - 96)
    assert len(html(explorer)) < 40_000
