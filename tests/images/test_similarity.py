"""PSNR and SSIM against independent computations, and what they refuse."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.ndimage import correlate1d

from cnnkit import images


def ssim_by_scipy(x, y, peak):
    """The mean over windows wholly inside, with SciPy's filter."""
    places = np.arange(-5, 6)
    weights = np.exp(-(places**2) / (2 * 1.5**2))
    weights /= weights.sum()

    def mean(values):
        filtered = correlate1d(correlate1d(values, weights, axis=0), weights, axis=1)
        return filtered[5:-5, 5:-5]

    mx, my = mean(x), mean(y)
    vx, vy, cov = mean(x * x) - mx**2, mean(y * y) - my**2, mean(x * y) - mx * my
    c1, c2 = (0.01 * peak) ** 2, (0.03 * peak) ** 2
    above, below = (2 * mx * my + c1) * (2 * cov + c2), (mx**2 + my**2 + c1) * (vx + vy + c2)
    return (above / below).mean()


@pytest.mark.parametrize("shape", [(11, 11, 1), (13, 24, 1), (17, 12, 3)])
def test_ssim_is_that_of_scipy(shape):
    x, y = np.random.default_rng(0).random((2, *shape))
    expected = np.mean([ssim_by_scipy(x[..., c], y[..., c], 1.0) for c in range(shape[2])])
    assert images.ssim(x, y) == pytest.approx(expected, rel=1e-9)
    assert images.ssim_map(x, y).shape == (shape[0] - 10, shape[1] - 10, shape[2])
    assert images.ssim(x, x) == pytest.approx(1.0)


def test_one_window_is_the_equation_written_out():
    x, y = np.random.default_rng(1).random((2, 11, 11, 1))
    bell = np.exp(-(np.arange(-5, 6) ** 2) / 4.5)
    weights = np.outer(bell, bell) / bell.sum() ** 2
    a, b = x[..., 0], y[..., 0]
    mx, my = (weights * a).sum(), (weights * b).sum()
    vx, vy = (weights * (a - mx) ** 2).sum(), (weights * (b - my) ** 2).sum()
    cov = (weights * (a - mx) * (b - my)).sum()
    c1, c2 = 1e-4, 9e-4
    expected = (2 * mx * my + c1) * (2 * cov + c2) / ((mx**2 + my**2 + c1) * (vx + vy + c2))
    assert images.ssim(x, y) == pytest.approx(expected)


@given(st.integers(0, 2**32 - 1))
def test_psnr_is_the_equation_and_bytes_and_floats_agree(seed):
    rng = np.random.default_rng(seed)
    x, y = (rng.integers(0, 256, (5, 4, 3)).astype(np.uint8) for _ in range(2))
    error = np.mean([(int(a) - int(b)) ** 2 for a, b in zip(x.flat, y.flat, strict=True)])
    expected = 20 * math.log10(255 / math.sqrt(error)) if error else math.inf
    assert images.psnr(x, y) == pytest.approx(expected)
    assert images.psnr(x, y) == images.psnr(y, x)
    floats = images.psnr(images.to_float(x), images.to_float(y))
    assert floats == pytest.approx(expected, abs=1e-4)


def test_the_peak_can_be_given():
    x, y = np.zeros((2, 2, 1)), np.full((2, 2, 1), 10.0)
    assert images.psnr(x, y, peak=1000) == pytest.approx(40)
    assert images.psnr(x, x) == math.inf
    same = images.ssim(np.full((11, 11, 1), 3.0), np.full((11, 11, 1), 3.0), peak=1023)
    assert same == pytest.approx(1)


def test_what_does_not_go_together_is_refused():
    x = np.zeros((12, 12, 1))
    with pytest.raises(ValueError, match="crop or resize"):
        images.psnr(x, np.zeros((12, 11, 1)))
    with pytest.raises(TypeError, match="to_float"):
        images.psnr(x, np.zeros((12, 12, 1), np.uint8))
    with pytest.raises(TypeError, match="give peak"):
        images.psnr(np.zeros((2, 2, 1), int), np.zeros((2, 2, 1), int))
    with pytest.raises(ValueError, match="peak is 0"):
        images.psnr(x, x, peak=0)
    with pytest.raises(ValueError, match="windows of 11×11"):
        images.ssim(x[:10], x[:10])
