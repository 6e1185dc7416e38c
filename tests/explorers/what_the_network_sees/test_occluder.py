"""The dragged square against the network itself."""

import re

import numpy as np
import pytest
from driving import check_sound, html, value_of
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import softmax

from cnnkit import insight, pretrained
from cnnkit.explorers import Occluder
from cnnkit.explorers.what_the_network_sees.networks import prepared
from cnnkit.explorers.what_the_network_sees.occluders import covering


@settings(max_examples=20)
@given(
    st.integers(0, 9),
    st.integers(1, 3),
    st.sampled_from([("black", 0.0), ("grey", 0.5), ("white", 1.0)]),
    st.tuples(st.integers(0, 8), st.integers(0, 8)),
)
def test_on_digits_it_says_what_the_network_says(digit, size, fill, place):
    row, column = place
    name = f"digit {digit}"
    explorer = Occluder(photo=name, size=size, fill=fill[0], row=row, column=column)
    check_sound(explorer)
    x, width = prepared(name).copy(), 4 * size
    whole = softmax(pretrained.digits_cnn().forward(x)[0].astype(float))
    x[0, 2 * row : 2 * row + width, 2 * column : 2 * column + width] = fill[1]
    p = softmax(pretrained.digits_cnn().forward(x)[0].astype(float))
    first, chance = explorer.result.first
    assert first == p.argmax()
    assert chance == pytest.approx(p.max(), abs=1e-5)
    stated = re.search(r"goes from ([^ ]+) to (.+?)\.(?: |$)", explorer.description)
    if "·" not in stated[2]:
        assert value_of(stated[2]) == pytest.approx(p[whole.argmax()], rel=6e-3, abs=1e-6)


def test_the_map_of_drops_is_that_of_the_library():
    result = Occluder(photo="digit 4", size=2, fill="grey").result
    image = prepared("digit 4")[0]
    left = insight.occlusion(pretrained.digits_cnn(), image, 4, window=8, stride=2, value=0.5)
    np.testing.assert_allclose(result.drops, result.whole[0] - left, atol=1e-5)


@pytest.mark.parametrize("fill", ["black", "grey", "white", "blurred"])
def test_what_is_stored_of_photos_is_what_the_network_says(fill):
    result = Occluder(photo="astronaut", size=2, fill=fill, row=9, column=7).result
    x = prepared("astronaut").copy()
    x[0, 144:208, 112:176] = covering(prepared("astronaut"), fill)[0, 144:208, 112:176]
    p = softmax(pretrained.efficientnet_lite0().forward(x)[0].astype(float))
    assert result.first[1] == pytest.approx(p.max(), abs=5e-3)
    np.testing.assert_allclose(result.left, p[list(result.answers.classes)], atol=5e-3)


def test_black_on_black_changes_nothing():
    result = Occluder(photo="digit 1", size=1, fill="black").result
    assert abs(result.drops[0, 0]) < 1e-6


def test_the_answers_at_all_places_are_shown_on_request():
    """Nothing gives them away before: the notebook has just asked for the strongest place."""
    asking, told = (Occluder(photo="astronaut", everywhere=shown) for shown in (False, True))
    assert "It loses most" not in asking.description
    assert 'data-panel="places"' not in html(asking)
    assert 'data-panel="places"' in html(told)
    drops = told.result.drops
    row, column = np.unravel_index(drops.argmax(), drops.shape)
    assert f"at place {row}, {column}" in told.description


def test_a_touch_brings_the_middle_of_the_square():
    explorer = Occluder(photo="chelsea", size=2)
    explorer._pointer.set_state({"cell": ["image", 7, 9]})
    assert (explorer.state["row"], explorer.state["column"]) == (5, 7)
    explorer._pointer.set_state({"cell": ["image", 0, 13]})
    assert (explorer.state["row"], explorer.state["column"]) == (0, 10)
    explorer._pointer.set_state({"cell": ["places", 3, 4]})
    assert (explorer.state["row"], explorer.state["column"]) == (3, 4)


def test_the_fill_matters_most_on_the_coffee():
    """The numbers that notebook 14 states in words."""
    left = {
        fill: Occluder(photo="coffee", size=3, fill=fill).result.answers.left[:, :, 0].min()
        for fill in ("black", "blurred")
    }
    assert left == {
        "black": pytest.approx(0.44, abs=0.005),
        "blurred": pytest.approx(0.11, abs=0.005),
    }
