"""Feature maps against the network itself, and fields against changed pixels."""

import re

import numpy as np
import pytest
from driving import check_sound, formula, html, value_of
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit import datasets, insight, pretrained
from cnnkit.explorers import FeatureMaps
from cnnkit.explorers.what_the_network_sees.networks import LAYERS, prepared
from cnnkit.explorers.what_the_network_sees.strongest import strongest_of
from cnnkit.images import to_float


@settings(max_examples=15)
@given(st.integers(0, 9), st.integers(1, 4), st.integers(0, 7), st.tuples(*[st.integers(0, 6)] * 2))
def test_a_cell_answers_what_the_network_says_and_sees_what_it_depends_on(
    digit, layer, channel, cell
):
    row, column = cell
    explorer = FeatureMaps(
        photo=f"digit {digit}", layer=layer, channel=channel, row=row, column=column
    )
    check_sound(explorer)
    part = insight.network_up_to(pretrained.digits_cnn(), LAYERS[False][layer - 1].layer)
    x = prepared(f"digit {digit}").copy()
    value = part.forward(x)[0, row, column, channel]
    stated = re.search(r"answers (−?[\d.]+) and sees rows (−?\d+) to (−?\d+)", explorer.description)
    assert value_of(stated[1]) == pytest.approx(value, abs=0.006)
    (top, bottom), (left, right) = explorer.result.seen
    assert (value_of(stated[2]), value_of(stated[3])) == (top, bottom)
    outside = np.ones((28, 28), bool)
    outside[max(top, 0) : bottom + 1, max(left, 0) : right + 1] = False
    x[0, outside] = 0.7
    assert part.forward(x)[0, row, column, channel] == pytest.approx(value, abs=1e-5)


def test_a_photo_in_the_deepest_layer():
    explorer = FeatureMaps(photo="coffee", layer=9, channel=300, row=3, column=3)
    check_sound(explorer)
    model = pretrained.efficientnet_lite0()
    maps = insight.network_up_to(model, "relu6_2").forward(prepared("coffee"))[0]
    np.testing.assert_allclose(explorer.result.maps, maps, atol=1e-3)
    silent = int((maps.max(axis=(0, 1)) <= 0).sum())
    assert f"{silent} of the 1280 channels have no answer above 0" in explorer.description
    assert "the field is larger" in html(explorer)
    assert "−394 + 3 · 32 = −298 to 552" in formula(explorer)[0]


@pytest.mark.parametrize("layer", [0, 2])
def test_the_strongest_pieces_of_digits_are_those_of_the_library(layer):
    images = to_float(datasets.digits().x_test)
    name = LAYERS[False][layer].layer
    best = strongest_of(False, layer)
    for channel in (0, 5):
        found = insight.strongest_patches(
            pretrained.digits_cnn(), images, layer=name, channel=channel, count=5
        )
        values = [patch.value for patch in found]
        np.testing.assert_allclose(best.value[:, channel], values, rtol=1e-4)
        assert best.image[0, channel] == found[0].image
        assert (best.row[0, channel], best.column[0, channel]) == found[0].cell


def test_the_stored_strongest_cells_are_what_the_network_answers():
    model = pretrained.efficientnet_lite0()
    part = insight.network_up_to(model, "sequential_2")
    best = strongest_of(True, 2)
    number = int(best.image[0, 8])
    photo = datasets.photo(datasets.photo_names()[number])
    maps = part.forward(pretrained.imagenet_image(photo))[0, :, :, 8]
    row, column = np.unravel_index(maps.argmax(), maps.shape)
    assert (int(best.row[0, 8]), int(best.column[0, 8])) == (row, column)
    assert float(best.value[0, 8]) == pytest.approx(float(maps.max()), rel=1e-3)


def test_another_layer_stays_over_the_same_place():
    explorer = FeatureMaps(photo="chelsea", layer=1, row=56, column=28)
    explorer.controls["layer"].value = 4
    assert (explorer.state["row"], explorer.state["column"]) == (14, 7)
    explorer.controls["layer"].value = 5
    assert (explorer.state["row"], explorer.state["column"]) == (7, 3)


def test_a_touch_chooses_a_cell_or_a_channel():
    explorer = FeatureMaps(photo="digit 3", layer=3)
    explorer._pointer.set_state({"cell": ["map", 4, 9]})
    assert (explorer.state["row"], explorer.state["column"]) == (4, 9)
    explorer._pointer.set_state({"cell": ["channels", 15, 3]})
    assert explorer.state["channel"] == 5  # second row of five: 14 pixels a map
