import re

import numpy as np
import pytest
from driving import check_sound, formula, value_of
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import correlate2d

from cnnkit import datasets, pretrained
from cnnkit.explorers import SparsityOfMaps
from cnnkit.explorers.activations.sparsity_of_maps import DIGITS, PHOTOS
from cnnkit.explorers.drawing.plotting import plot_panel
from cnnkit.explorers.photos import small_photo
from cnnkit.kernels import KERNELS, hand_made


def photo_map(name, place):
    photo = small_photo(name, grey=True, longest_side=144)
    return correlate2d(photo, hand_made(KERNELS[place - 1]), mode="valid")


def digit_map(name, layer, place):
    """Compute a convolution of the network without its own layers' forward passes."""
    digits = datasets.digits()
    first = int(np.flatnonzero(digits.y_test == DIGITS.index(name))[0])
    x = digits.x_test[first].astype(float) / 255
    model = pretrained.digits_cnn()
    for convolution in (model[0], model[3])[:layer]:
        kernel, bias = (parameter.value for parameter in convolution.parameters())
        maps = [
            bias[f]
            + sum(
                correlate2d(x[:, :, c], kernel[:, :, c, f], mode="same") for c in range(x.shape[2])
            )
            for f in range(kernel.shape[3])
        ]
        y = np.stack(maps, axis=2)
        height, width, filters = y.shape
        x = np.maximum(y, 0).reshape(height // 2, 2, width // 2, 2, filters).max(axis=(1, 3))
    return y[:, :, place - 1]


@settings(max_examples=25)
@given(st.sampled_from(PHOTOS), st.integers(1, len(KERNELS)), st.integers(-100, 100))
def test_maps_of_photos_agree_with_scipy(name, place, hundredths):
    explorer = SparsityOfMaps(photo=name, filter=place, bias=hundredths / 100)
    check_sound(explorer)
    result = explorer.result
    maps = {photo: photo_map(photo, place) for photo in PHOTOS}
    largest = max(np.abs(one).max() for one in maps.values())
    bias = hundredths / 100 * largest
    np.testing.assert_allclose(result.before, maps[name] + bias, atol=2e-5)
    np.testing.assert_allclose(result.after, np.maximum(maps[name] + bias, 0), atol=2e-5)
    assert value_of(re.search(r"= (\S+); zeros", formula(explorer)[0])[1]) == pytest.approx(
        bias, abs=0.0051
    )
    # Numbers that are 0 up to rounding may fall on either side.
    nearly = (np.abs(maps[name] + bias) < 1e-5).mean()
    zeros = (maps[name] + bias <= 0).mean()
    assert result.zeros == pytest.approx(zeros, abs=nearly + 1e-9)
    assert f"After ReLU {100 * result.zeros:.1f} % of its values are 0." in explorer.description


@pytest.mark.parametrize(("name", "layer", "place"), [("digit 3", 1, 8), ("digit 0", 2, 16)])
def test_maps_of_digits_agree_with_scipy(name, layer, place):
    explorer = SparsityOfMaps(photo=name, layer=layer, filter=place)
    np.testing.assert_allclose(explorer.result.before, digit_map(name, layer, place), atol=1e-4)


@pytest.mark.parametrize("name", ["chelsea", "text", "digit 7"])
def test_a_bias_that_is_low_enough_kills_the_unit(name):
    explorer = SparsityOfMaps(photo=name, bias=-1)
    assert explorer.result.zeros == 1
    assert "does anything pass: a dead unit." in explorer.description
    explorer.update(bias=1)
    assert explorer.result.zeros < 0.01
    assert "something passes." in explorer.description


@pytest.mark.parametrize("bias", [-1, 0, 1])
def test_no_bar_is_cut_off(bias, monkeypatch):
    drawn = []
    monkeypatch.setattr(
        "cnnkit.explorers.activations.sparsity_of_maps.plot_panel",
        lambda *given, **settings: drawn.append(given) or plot_panel(*given, **settings),
    )
    SparsityOfMaps(photo="digit 3", filter=3, bias=bias)
    _, bars, _, upwards = drawn[-1]
    heights = np.concatenate([one.heights for one in bars])
    assert heights.sum() == pytest.approx(100)
    assert heights.max() <= upwards.high


def test_more_bias_never_makes_more_zeros():
    explorer = SparsityOfMaps(photo="camera", filter=3)
    shares = []
    for tenth in range(-10, 11):
        explorer.update(bias=tenth / 10)
        shares.append(explorer.result.zeros)
    assert shares == sorted(shares, reverse=True)


def test_filters_follow_the_picture_and_the_layer():
    explorer = SparsityOfMaps(photo="digit 1", layer=2, filter=16)
    explorer.update(photo="digit 1", layer=1)
    assert explorer.state["filter"] == 8
    explorer.update(photo="brick")
    assert explorer.controls["layer"].disabled
    assert explorer.controls["filter"].max == len(KERNELS)
