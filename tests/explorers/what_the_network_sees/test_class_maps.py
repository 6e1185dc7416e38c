"""Grad-CAM and saliency in the explorers against gradients computed by hand."""

import re

import numpy as np
import pytest
from driving import check_sound, formula, html
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr

from cnnkit import insight, pretrained
from cnnkit.explorers import ClassMaps, RandomisedWeights
from cnnkit.explorers.what_the_network_sees.explanations import METHODS, agreements, explanation
from cnnkit.explorers.what_the_network_sees.networks import prepared
from cnnkit.plots.colours import ink


@settings(max_examples=15)
@given(st.integers(0, 9), st.integers(1, 10), st.integers(1, 3), st.booleans())
def test_digits_are_explained_as_the_library_does(digit, place, layer, own_scale):
    explorer = ClassMaps(photo=f"digit {digit}", class_=place, layer=layer, own_scale=own_scale)
    check_sound(explorer)
    result, image = explorer.result, prepared(f"digit {digit}")[0]
    target = result.classes[place - 1]
    model = pretrained.digits_cnn()
    maps, dmaps = insight.maps_and_gradient(model, image, target, layer=result.layer)
    by_hand = np.maximum(np.einsum("hwc,c->hw", maps, dmaps.mean(axis=(0, 1))), 0)
    np.testing.assert_allclose(result.cam, by_hand, atol=1e-5)
    np.testing.assert_allclose(result.saliency, insight.saliency(model, image, target), atol=1e-6)
    height, width = by_hand.shape
    assert f"{height} · {width} = {height * width} numbers" in formula(explorer)[0]


def test_what_is_stored_of_a_photo_is_what_the_network_says():
    model, image = pretrained.efficientnet_lite0(), prepared("astronaut")[0]
    result = ClassMaps(photo="astronaut", class_=1, layer=4).result
    cam = insight.grad_cam(model, image, result.classes[0], layer="relu6_2")
    np.testing.assert_allclose(result.cam, cam, atol=0.02 * cam.max())
    pixels = insight.saliency(model, image, result.classes[0])
    blocks = pixels.reshape(56, 4, 56, 4).mean(axis=(1, 3))
    # At the kinks of ReLU6 another processor's rounding may send a gradient another way.
    close = np.isclose(result.saliency, blocks, atol=0.02 * blocks.max())
    assert close.mean() > 0.99
    assert np.corrcoef(result.saliency.ravel(), blocks.ravel())[0, 1] > 0.999


def test_two_cats_are_seen_at_the_same_place_and_espresso_is_not():
    cats = ClassMaps(photo="chelsea", class_=2)
    assert cats.result.likeness > 0.95
    assert "correlation with the map of “Egyptian cat” is 0.98" in cats.description
    assert abs(ClassMaps(photo="chelsea", class_=6).result.likeness) < 0.3


def test_numbers_are_white_on_dark_places_and_black_on_bright_ones():
    explorer = ClassMaps(photo="chelsea")
    result = explorer.result
    # In the style, since the sheet makes numbers inherit their colour and outranks an attribute.
    inks = re.findall(r'<text [^>]*style="fill:(#\w+)"[^>]*>[−.\d]+</text>', html(explorer))
    assert inks == ink(result.cam, "positive", result.limits)
    assert set(inks) == {"#fff", "#000"}


@pytest.mark.parametrize("method", METHODS)
def test_agreement_is_spearmans(method):
    values = agreements("digit 3", 1, method)
    trained = explanation("digit 3", 1, 0, method)
    for stop in (1, 3):
        other = explanation("digit 3", 1, stop, method)
        if np.ptp(other) > 0:
            expected = spearmanr(trained.ravel(), other.ravel()).statistic
            assert values[stop] == pytest.approx(expected, abs=1e-9)


@settings(max_examples=10)
@given(st.sampled_from(["camera", "chelsea", "digit 0", "digit 7"]), st.integers(0, 10))
def test_randomised_weights_are_sound(photo, stop):
    stop = min(stop, 3) if photo.startswith("digit") else stop
    explorer = RandomisedWeights(photo=photo, stop=stop, seed=2)
    check_sound(explorer)
    if stop == 0:
        assert "random weights in no layer" in explorer.description
        assert list(explorer.result.now.values()) == pytest.approx([1, 1, 1])


def test_guided_backpropagation_notices_last_in_all_draws():
    for photo in ("camera", "chelsea"):
        for seed in range(3):
            now = RandomisedWeights(photo=photo, stop=3, seed=seed).result.now
            assert now["guided"] > 0.95
            assert now["saliency"] < 0.6
            assert now["cam"] < 0.6
