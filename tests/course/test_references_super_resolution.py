"""The reference solutions of notebook 19 against the library, which has tests of its own."""

import numpy as np
import pytest

from cnnkit import datasets, functional, images, pretrained
from cnnkit.applications import super_resolution as sr
from cnnkit.architectures import espcn
from cnnkit.course.lessons import super_resolution as lesson
from cnnkit.layers import ReLU
from cnnkit.training import Adam, MeanSquaredError, fit


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


def test_threes_alone_turn_a_tenth_to_a_fifth_of_the_eights_into_threes():
    # The notebook says so of several seeds, and shows one.
    digits, reader = datasets.digits(), pretrained.digits_cnn()
    eights = images.to_float(digits.x_test[digits.y_test == 8])
    small = functional.average_pool2d(eights, 4)
    bicubic = functional.resize(small, 28, method="bicubic").clip(0, 1)

    def threes_read(pictures, seed):
        learned = functional.average_pool2d(pictures, 4)
        missing = pictures - functional.resize(learned, 28, method="bicubic")
        rng = np.random.default_rng(seed)
        network = espcn(4, filters=(32, 16), activation=ReLU)
        network.build((7, 7, 1), rng)
        sr.start_from_bicubic(network)
        options = {"epochs": 40, "batch_size": 20, "rng": rng, "quiet": True}
        fit(network, (learned, missing), MeanSquaredError(), Adam(0.003), **options)
        enlarged = (bicubic + network.forward(small)).clip(0, 1)
        assert np.mean((enlarged - eights) ** 2) < 0.8 * np.mean((bicubic - eights) ** 2)
        return np.mean(reader.forward(enlarged).argmax(axis=1) == 3)

    threes = images.to_float(digits.x_train[digits.y_train == 3])
    shares = [threes_read(threes, seed) for seed in range(3)]
    assert min(shares) > 0.06
    assert max(shares) < 0.25
    assert threes_read(images.to_float(digits.x_train[::10]), 0) < 0.02
