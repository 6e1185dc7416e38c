import re

import numpy as np
import pytest
from counting import Axis
from driving import Page, check_size, check_sound, formula, html, value_of
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import correlate2d

from cnnkit import shapes
from cnnkit.explorers import KernelGallery
from cnnkit.explorers.photos import small_photo
from cnnkit.kernels import KERNELS, hand_made

states = st.fixed_dictionaries(
    {
        "photo": st.sampled_from(["chelsea", "rocket", "camera", "text", "coffee"]),
        "kernel": st.sampled_from(KERNELS),
        "kernel_size": st.sampled_from([3, 5, 7, 9, 11]),
        "stride": st.integers(1, 8),
        "padding": st.sampled_from(["valid", "same", "full"]),
        "dilation": st.integers(1, 6),
        "colour": st.booleans(),
    }
)


def expected_maps(state):
    """Return the map of each channel, by SciPy on a kernel with zeros between its numbers."""
    photo = small_photo(state["photo"], grey=not state["colour"], longest_side=192).astype(float)
    photo = photo.reshape(*photo.shape[:2], -1)
    k, s, d = state["kernel_size"], state["stride"], state["dilation"]
    spread = np.zeros((d * (k - 1) + 1,) * 2)
    spread[::d, ::d] = hand_made(state["kernel"], k)
    sides = [
        shapes.padding_sides(n, k, stride=s, padding=state["padding"], dilation=d)
        for n in photo.shape[:2]
    ]
    maps = [
        correlate2d(np.pad(photo[..., channel], sides), spread, mode="valid")[::s, ::s]
        for channel in range(photo.shape[2])
    ]
    return np.stack(maps, axis=2), sides, photo.shape


@settings(max_examples=25)
@given(states)
def test_maps_formula_and_words_agree_with_scipy(state):
    explorer = KernelGallery(**state)
    page = check_sound(explorer)
    maps, sides, (height, width, _) = expected_maps(state)
    result = explorer.compute(explorer.state)
    np.testing.assert_allclose(result.channel_maps, maps, atol=2e-5)
    rows, columns = maps.shape[:2]
    for line, n, (before, after), size in zip(
        formula(explorer), (height, width), sides, (rows, columns), strict=True
    ):
        stated, left_over = check_size(line)
        axis = Axis(n, state["kernel_size"], state["stride"], before, after, state["dilation"])
        assert (stated, left_over) == (size, 0) == (len(axis.windows()), 0)
    words = explorer.description
    total = maps.sum(axis=2)
    assert f"“{state['photo']}”, {height} × {width}, " in words
    assert f"gives a feature map of {rows} × {columns}, " in words
    low, high, mean = re.search(r"from (\S+) to (\S+), (\S+) on average\.$", words).groups()
    assert value_of(low) == pytest.approx(total.min(), abs=0.00503)
    assert value_of(high) == pytest.approx(total.max(), abs=0.00503)
    assert value_of(mean) == pytest.approx(total.mean(), abs=0.00053)
    titles = [part["text"] for part in page.all(**{"class": "title"})]
    colours = ["map of red", "map of green", "map of blue"] if state["colour"] else []
    assert titles == ["photo", "kernel", *colours, "feature map"]


def test_the_three_maps_of_the_colours_have_one_scale():
    explorer = KernelGallery(photo="rocket", colour=True)
    maps = explorer.compute(explorer.state).channel_maps
    limit = f"{np.abs(maps).max():.2f}".rstrip("0").rstrip(".")
    ends = [part["text"] for part in Page(html(explorer)).all(tag="text", x="120", y="26")]
    assert ends.count(limit) >= 3


def test_turning_the_colours_on_and_off_changes_no_other_setting():
    explorer = KernelGallery(kernel="sharpen", stride=3, dilation=4, padding="full")
    before = explorer.state
    explorer.update(colour=True)
    explorer.update(colour=False)
    assert explorer.state == before


def test_settings_that_do_nothing_are_not_named():
    plain = KernelGallery().description
    assert not any(word in plain for word in ("stride", "padding", "dilation"))
    assert " at stride 1, padding valid, dilation 2 " in KernelGallery(dilation=2).description
