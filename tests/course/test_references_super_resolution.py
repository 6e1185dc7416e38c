"""The reference solutions of notebook 19 against the library, which has tests of its own."""

import numpy as np
import pytest

from cnnkit import functional, images
from cnnkit.course.lessons import super_resolution as lesson


@pytest.mark.parametrize(("n", "scale"), [(1, 3), (2, 2), (7, 2), (5, 4)])
def test_a_row_is_enlarged_as_by_resize(n, scale):
    row = np.random.default_rng(n).normal(size=n)
    expected = functional.resize(row[None, None, :, None], (1, n * scale), method="bilinear")
    np.testing.assert_allclose(lesson.enlarge_row.reference(row, scale), expected[0, 0, :, 0])


@pytest.mark.parametrize(("block", "channels"), [(1, 2), (2, 1), (3, 2)])
def test_channels_are_spread_as_by_the_library(block, channels):
    x = np.random.default_rng(0).normal(size=(3, 5, block**2 * channels))
    expected = functional.depth_to_space(x[None], block)[0]
    np.testing.assert_array_equal(lesson.depth_to_space.reference(x, block), expected)


def test_decibels_are_those_of_the_library():
    rng = np.random.default_rng(1)
    image, truth = (rng.integers(0, 256, (4, 6, 3)).astype(np.uint8) for _ in range(2))
    assert lesson.psnr.reference(image, truth, 255.0) == pytest.approx(images.psnr(image, truth))


def test_a_window_counts_as_in_the_definition():
    rng = np.random.default_rng(2)
    x, y = rng.random((2, 5, 7))
    (vx, cov), (_, vy) = np.cov(x.ravel(), y.ravel(), bias=True)
    c1, c2 = 0.01**2, 0.03**2
    mx, my = x.mean(), y.mean()
    expected = (2 * mx * my + c1) / (mx**2 + my**2 + c1) * (2 * cov + c2) / (vx + vy + c2)
    assert lesson.ssim_of_window.reference(x, y, 1.0) == pytest.approx(expected)
