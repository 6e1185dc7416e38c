import re

import numpy as np
import pytest
from driving import check_sound, formula, value_of
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.explorers import VideoScrubber
from cnnkit.explorers.images_as_tensors.video_scrubber import FRAMES, HEIGHT, WIDTH
from cnnkit.explorers.photos import COLOUR_PHOTOS, small_photo

states = st.fixed_dictionaries(
    {
        "photo": st.sampled_from(COLOUR_PHOTOS),
        "t": st.integers(0, FRAMES - 1),
        "speed": st.integers(-3, 3),
        "row": st.integers(0, HEIGHT - 1),
    }
)


@settings(max_examples=40)
@given(states)
def test_both_cuts_are_cuts_of_one_array(state):
    explorer = VideoScrubber(**state)
    check_sound(explorer)
    result = explorer.result
    video = result.video
    assert video.shape == (41, 72, 128, 3)
    np.testing.assert_array_equal(result.frame[state["row"]], result.over_time[state["t"]])
    photo = small_photo(state["photo"], grey=False)
    for t in (0, 17, FRAMES - 1):
        left = result.left + state["speed"] * t
        assert 0 <= left <= photo.shape[1] - WIDTH
        expected = photo[result.top : result.top + HEIGHT, left : left + WIDTH]
        np.testing.assert_array_equal(video[t], expected)


@settings(max_examples=40)
@given(states)
def test_what_is_followed_keeps_its_colour(state):
    explorer = VideoScrubber(**state)
    colours = []
    for t in range(FRAMES):
        result = explorer.compute({**state, "t": t})
        assert 4 <= result.column <= WIDTH - 4
        colours.append(result.over_time[t, result.column])
    np.testing.assert_array_equal(colours, np.tile(colours[0], (FRAMES, 1)))


@settings(max_examples=40)
@given(states)
def test_formula_and_words(state):
    explorer = VideoScrubber(**state)
    shapes, place = formula(explorer)
    assert shapes == (
        f"video[{state['t']}] has shape (72, 128, 3); "
        f"video[:, {state['row']}] has shape (41, 128, 3)"
    )
    first, speed, t, column = re.fullmatch(
        r"the small box: column (\d+) − (\S+)·(\d+) = (\d+)", place
    ).groups()
    assert int(first) - value_of(speed) * int(t) == int(column) == explorer.result.column
    assert value_of(speed) == state["speed"]
    words = explorer.description
    assert f"in column {column} of this frame, and stood in column {first} of frame 0" in words
    assert ("straight down" in words) == (state["speed"] == 0)
    assert ("leans to the left" in words) == (state["speed"] > 0)
    if state["speed"]:
        pixels = "1 pixel" if abs(state["speed"]) == 1 else f"{abs(state['speed'])} pixels"
        assert f", {pixels} a frame" in words


def test_the_box_stands_still_in_the_photo():
    explorer = VideoScrubber(speed=2, row=31)
    boxes = set()
    for t in (0, 10, FRAMES - 1):
        result = explorer.compute({**explorer.state, "t": t})
        top, left, _, _ = result.followed
        camera = result.left + 2 * t
        assert (top - result.top, left - camera) == (31 - 4, result.column - 4)
        boxes.add(result.followed)
    assert len(boxes) == 1


@pytest.mark.parametrize(
    ("panel", "cell", "name", "value"),
    [
        ("frame", (60, 3), "row", 60),
        ("time", (21, 3), "t", 10),
        ("time", (81, 127), "t", 40),
    ],
)
def test_touching_a_cut_chooses_the_other_one(panel, cell, name, value):
    explorer = VideoScrubber()
    explorer._pointer.set_state({"cell": [panel, *cell]})
    assert explorer.state[name] == value
