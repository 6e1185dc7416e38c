"""Saliency against central differences, and its mean over noisy images."""

import numpy as np
import pytest

from cnnkit.insight import network_up_to, saliency, smooth_saliency
from tests.insight.small_networks import NETWORKS, image, logit, plain_network

STEP = 1e-5


@pytest.mark.parametrize("name", NETWORKS)
def test_it_is_the_largest_slope_of_a_pixels_channels(name):
    model, x = NETWORKS[name](), image()
    found = saliency(model, x, 2)
    assert found.shape == x.shape[:2]
    assert found.dtype == np.float64
    for row, column in ((0, 0), (4, 3), (8, 6), (2, 5)):
        slopes = []
        for channel in range(x.shape[2]):
            change = np.zeros_like(x)
            change[row, column, channel] = STEP
            difference = logit(model, x + change, 2) - logit(model, x - change, 2)
            slopes.append(abs(difference) / (2 * STEP))
        assert found[row, column] == pytest.approx(max(slopes), rel=1e-5, abs=1e-8)


def test_float32_is_kept_and_the_network_stays_as_it_is():
    model, x = plain_network(), image().astype(np.float32)
    before = [parameter.value.copy() for parameter in model.parameters()]
    kept = x.copy()
    assert saliency(model, x, 0).dtype == np.float32
    smooth = smooth_saliency(model, x, 0, rng=np.random.default_rng(0), samples=2)
    assert smooth.dtype == np.float32
    np.testing.assert_array_equal(x, kept)
    for old, parameter in zip(before, model.parameters(), strict=True):
        np.testing.assert_array_equal(old, parameter.value)


def test_the_smooth_one_averages_signed_gradients_of_noisy_images():
    model, x = plain_network(), image()
    rng, total = np.random.default_rng(3), np.zeros_like(x)
    for _ in range(4):
        model.forward((x + 0.2 * np.ptp(x) * rng.standard_normal((1, *x.shape))[0])[None])
        total += model.backward(np.array([[0.0, 1.0, 0.0, 0.0]]))[0]
    found = smooth_saliency(model, x, 1, rng=np.random.default_rng(3), noise=0.2, samples=4)
    np.testing.assert_allclose(found, np.abs(total / 4).max(axis=2), rtol=1e-10)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"target": 4}, "target is 4, but the network has 4 classes; use a number from 0 to 3"),
        ({"target": -1}, "target is -1"),
        ({"image": image()[None]}, r"\(1, 9, 7, 2\), but one of \(H, W, C\).*give x\[0\]"),
        ({"image": image()[..., 0]}, r"\(9, 7\), but one of \(H, W, C\) is needed$"),
    ],
)
def test_what_is_not_there_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        saliency(plain_network(), **{"image": image(), "target": 0, **options})


@pytest.mark.parametrize(
    ("options", "message"),
    [({"noise": -1}, "noise is -1; .* ≥ 0"), ({"samples": 0}, "samples is 0")],
)
def test_noise_that_cannot_be_drawn_is_refused(options, message):
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match=message):
        smooth_saliency(plain_network(), image(), 0, rng=rng, **options)


def test_a_network_without_logits_is_refused():
    part = network_up_to(plain_network(), "max_pool2d_1")
    with pytest.raises(ValueError, match=r"\(1, 3, 2, 5\), but logits are \(N, classes\)"):
        saliency(part, image(), 0)
