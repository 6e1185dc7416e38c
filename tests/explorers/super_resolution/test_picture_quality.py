"""A spoilt picture: its two numbers against SciPy, and how the ways of spoiling rank."""

import re

import numpy as np
import pytest
from driving import check_sound
from scipy.ndimage import gaussian_filter

from cnnkit import images
from cnnkit.explorers import PictureQuality
from cnnkit.explorers.super_resolution.picture_quality import DISTORTIONS


@pytest.mark.parametrize("distortion", DISTORTIONS)
def test_the_numbers_are_those_of_the_pictures_that_are_shown(distortion):
    explorer = PictureQuality(distortion=distortion, photo="text")
    before = np.inf
    for strength in (1, 5, 12):
        explorer.update(strength=strength)
        result = explorer.result
        spoilt, truth = (each[:, :, None].astype(float) for each in (result.spoilt, result.truth))
        error = np.mean((spoilt - truth) ** 2)
        decibels, likeness = result.quality
        assert decibels == pytest.approx(-10 * np.log10(error), abs=1e-3)
        assert likeness == pytest.approx(images.ssim(spoilt, truth), abs=1e-6)
        said = re.search(r"PSNR ([\d.]+) dB, SSIM ([\d.]+)", explorer.description)
        assert float(said[1]) == pytest.approx(decibels, abs=0.051)
        assert float(said[2].rstrip(".")) == pytest.approx(likeness, abs=0.0051)
        assert decibels < before
        before = decibels
    check_sound(explorer)


def test_blur_is_that_of_scipy():
    result = PictureQuality(distortion="blur", strength=8).result
    expected = gaussian_filter(result.truth.astype(float), 2.0, mode="mirror", radius=9)
    np.testing.assert_allclose(result.spoilt, expected, atol=1e-5)


def test_brightness_costs_decibels_and_hardly_any_similarity():
    brighter, noisy = (
        PictureQuality(distortion=name).result.paths[name] for name in ("brighter", "noise")
    )
    for decibels, likeness in brighter:
        nearest = min(noisy, key=lambda other, at=decibels: abs(other[0] - at))
        if abs(nearest[0] - decibels) < 1:
            assert likeness > nearest[1] + 0.02


def test_it_names_others_of_the_same_decibels():
    explorer = PictureQuality(distortion="noise", strength=4)
    decibels, _ = explorer.result.quality
    for name, at in re.findall(r"([a-z ]+) at (\d+) SSIM", explorer.description.split("PSNR: ")[1]):
        other = explorer.result.paths[name.strip()][int(at) - 1][0]
        assert abs(other - decibels) < 1
