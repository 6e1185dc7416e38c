"""The Gram matrix explorer: its numbers against NumPy, and shuffling changes none of them."""

import numpy as np
import pytest
from driving import check_sound, formula
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.applications.style_transfer import STYLE_LAYERS, maps_of
from cnnkit.explorers import GramOfLayer
from cnnkit.explorers.style_transfer.pictures import PICTURES, picture
from cnnkit.pretrained import VGG_LAYERS, VGG_MEAN, vgg_features

STATES = st.fixed_dictionaries(
    {
        "photo": st.sampled_from(PICTURES),
        "layer": st.sampled_from(STYLE_LAYERS),
        "first": st.integers(1, 24),
        "second": st.integers(1, 24),
        "shuffled": st.booleans(),
    }
)


@pytest.fixture(scope="module")
def vgg():
    return vgg_features()


@settings(max_examples=15, deadline=None)
@given(state=STATES)
def test_the_number_is_the_mean_of_the_product_of_two_channels(vgg, state):
    explorer = GramOfLayer(**state)
    layer = VGG_LAYERS[state["layer"]]
    maps = maps_of(vgg, picture(state["photo"], 64) - VGG_MEAN, [layer])[layer]
    result = explorer.result
    a, b = (result.channels[state[name] - 1] for name in ("first", "second"))
    expected = (maps[:, :, a].astype(float) * maps[:, :, b]).mean()
    assert result.value == pytest.approx(expected, rel=1e-4, abs=1e-6)
    assert f"channel {a} times channel {b}" in explorer.description
    strength = (maps**2).mean(axis=(0, 1))
    assert strength[list(result.channels)].min() >= np.sort(strength)[-24] * (1 - 1e-6)
    (line,) = formula(explorer)
    assert line.startswith(f"G[{state['first']}, {state['second']}] = ")
    check_sound(explorer)


def test_shuffling_moves_every_place_and_no_number():
    explorer = GramOfLayer(photo="text", layer="conv2_1", first=3, second=7)
    before = explorer.result
    explorer.update(shuffled=True)
    after = explorer.result
    assert not np.array_equal(after.maps, before.maps)
    one = sorted(map(tuple, after.maps.reshape(-1, 24)))
    assert one == sorted(map(tuple, before.maps.reshape(-1, 24)))
    np.testing.assert_allclose(after.gram, before.gram, rtol=1e-4, atol=1e-6)
    assert after.largest_change < 1e-5 * before.gram.max()
    assert "all numbers of the matrix are the same" in explorer.description


def test_touching_the_matrix_chooses_both_maps():
    explorer = GramOfLayer()
    explorer._pointer.cell = ["gram", 4, 10]
    assert (explorer.state["first"], explorer.state["second"]) == (5, 11)
    explorer._pointer.cell = ["gram", 23, 0]
    assert (explorer.state["first"], explorer.state["second"]) == (24, 1)
