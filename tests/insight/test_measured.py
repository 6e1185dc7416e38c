"""Stored measurements against the network."""

import numpy as np
import pytest

from cnnkit import datasets, functional, pretrained
from cnnkit.insight import OCCLUSION_PHOTOS, OCCLUSION_WINDOWS, measured_occlusion


@pytest.mark.parametrize("photo", OCCLUSION_PHOTOS)
@pytest.mark.parametrize("window", OCCLUSION_WINDOWS)
def test_every_photo_has_a_place_for_each_step(photo, window):
    measured = measured_occlusion(photo, window)
    places = (224 - window) // measured.stride + 1
    assert measured.covered.shape == (places, places, 5)
    assert measured.first.shape == measured.first_probability.shape == (places, places)
    assert len(set(measured.classes)) == 5
    assert (np.diff(measured.whole) <= 0).all()
    assert (measured.covered.sum(axis=2) <= 1.01).all()
    assert (measured.first_probability[..., None] >= measured.covered - 1e-3).all()
    with pytest.raises(ValueError, match="read-only"):
        measured.covered[0] = 0


def test_the_network_says_the_same_again():
    model = pretrained.efficientnet_lite0()
    for photo, window, row, column in (("chelsea", 96, 3, 8), ("rocket", 32, 20, 11)):
        measured = measured_occlusion(photo, window)
        x = pretrained.imagenet_image(datasets.photo(photo))
        (whole,) = functional.softmax(model.forward(x))
        np.testing.assert_allclose(measured.whole, whole[list(measured.classes)], atol=1e-3)
        top, left = row * measured.stride, column * measured.stride
        x[0, top : top + window, left : left + window] = 0
        (covered,) = functional.softmax(model.forward(x))
        expected = covered[list(measured.classes)]
        np.testing.assert_allclose(measured.covered[row, column], expected, atol=2e-3)
        assert measured.first_probability[row, column] == pytest.approx(covered.max(), abs=2e-3)
        assert covered[measured.first[row, column]] == pytest.approx(covered.max(), abs=2e-3)


def test_what_notebook_14_says_of_the_portrait_and_the_cats():
    """Squares of 64: the head costs nearly half, the suit doubles it; the cats share their sum."""
    portrait, cats = measured_occlusion("astronaut", 64), measured_occlusion("chelsea", 64)
    left = portrait.covered[..., 0] / portrait.whole[0]
    assert 0.5 < left[:3:2, 8:11:2].min() < 0.6
    assert left[14:16, 8:10].max() > 2.0
    assert left[16:, 14:].max() < 0.15
    three = cats.covered[..., :3].sum(axis=2)
    assert three.min() > 0.8 > 0.6 > cats.covered[..., 0].max() > 2 * cats.covered[..., 0].min()


def test_what_was_not_measured_is_refused():
    with pytest.raises(ValueError, match=r"photo 'brick' with a window of 32.*astronaut, camera"):
        measured_occlusion("brick", 32)
    with pytest.raises(ValueError, match="the windows 32, 64, 96"):
        measured_occlusion("chelsea", 33)
