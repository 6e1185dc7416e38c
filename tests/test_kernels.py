import re

import numpy as np
import pytest

from cnnkit.functional import conv2d
from cnnkit.kernels import KERNELS, hand_made, slide

SIZES = (3, 5, 7, 9, 11)
SUMS_TO_ZERO = {
    "vertical edges",
    "horizontal edges",
    "outline",
    "Gabor, upright stripes",
    "Gabor, slanted stripes",
    "Gabor, level stripes",
}
EVERY = [pytest.param(name, size, id=f"{name}-{size}") for name in KERNELS for size in SIZES]


def answers(kernel, image):
    """Return the map of a kernel on an image."""
    return conv2d(np.asarray(image, float)[None, :, :, None], kernel[:, :, None, None])[0, :, :, 0]


@pytest.mark.parametrize(("name", "size"), EVERY)
def test_shape_type_and_sum(name, size):
    kernel = hand_made(name, size)
    assert kernel.shape == (size, size)
    assert kernel.dtype == np.float64
    assert np.abs(kernel).max() > 0
    assert kernel.sum() == pytest.approx(0 if name in SUMS_TO_ZERO else 1, abs=1e-12)


@pytest.mark.parametrize(("name", "size"), EVERY)
def test_flat_areas_keep_their_brightness_or_answer_zero(name, size):
    answer = answers(hand_made(name, size), np.full((size, size), 0.6))
    assert answer.item() == pytest.approx(0 if name in SUMS_TO_ZERO else 0.6)


@pytest.mark.parametrize(
    ("name", "size"), [case for case in EVERY if case.values[0] in SUMS_TO_ZERO]
)
def test_edges_answer_from_minus_one_to_one(name, size):
    kernel = hand_made(name, size)
    assert answers(kernel, kernel > 0).item() == pytest.approx(1)
    assert answers(kernel, kernel < 0).item() == pytest.approx(-1)


@pytest.mark.parametrize("size", SIZES)
def test_edges_are_positive_where_it_is_brighter_to_the_right_and_below(size):
    bright_right = np.broadcast_to(np.arange(size) >= size // 2, (size, size))
    vertical, horizontal = hand_made("vertical edges", size), hand_made("horizontal edges", size)
    emboss = hand_made("emboss", size)
    assert answers(vertical, bright_right).item() > 0.4
    assert answers(vertical, bright_right[:, ::-1]).item() < -0.4
    assert answers(horizontal, bright_right).item() == pytest.approx(0)
    assert answers(horizontal, bright_right.T).item() > 0.4
    # Light from the lower right: the slope is added to the pixel.
    assert answers(emboss, bright_right).item() > 1
    assert answers(emboss, bright_right.T).item() > 1


@pytest.mark.parametrize("size", SIZES)
def test_symmetries(size):
    vertical = hand_made("vertical edges", size)
    np.testing.assert_array_equal(vertical, -vertical[:, ::-1])
    np.testing.assert_array_equal(vertical, vertical[::-1])
    np.testing.assert_array_equal(vertical.T, hand_made("horizontal edges", size))
    for name in ("identity", "box blur", "Gaussian blur", "sharpen", "outline"):
        kernel = hand_made(name, size)
        for turned in (kernel.T, kernel[::-1], kernel[:, ::-1]):
            np.testing.assert_allclose(turned, kernel, atol=1e-15)
    upright = hand_made("Gabor, upright stripes", size)
    np.testing.assert_allclose(upright.T, hand_made("Gabor, level stripes", size), atol=1e-12)
    for direction in ("upright", "slanted", "level"):
        gabor = hand_made(f"Gabor, {direction} stripes", size)
        np.testing.assert_allclose(gabor, gabor[::-1, ::-1], atol=1e-12)


@pytest.mark.parametrize("size", SIZES)
def test_gabor_answers_its_own_direction_most(size):
    stripes = {
        "upright": np.broadcast_to(
            hand_made("Gabor, upright stripes", size)[size // 2] > 0, (size,) * 2
        )
    }
    stripes["level"] = stripes["upright"].T
    for own, other in (("upright", "level"), ("level", "upright")):
        kernel = hand_made(f"Gabor, {own} stripes", size)
        assert answers(kernel, stripes[own]).item() > answers(kernel, stripes[other]).item() + 0.2


@pytest.mark.parametrize("size", SIZES)
def test_blurs_spread_and_sharpening_gathers(size):
    point = np.zeros((size, size))
    point[size // 2, size // 2] = 1.0
    np.testing.assert_array_equal(hand_made("identity", size), point)
    np.testing.assert_allclose(hand_made("box blur", size), 1 / size**2)
    assert 1 / size**2 < answers(hand_made("Gaussian blur", size), point).item() < 1
    assert answers(hand_made("sharpen", size), point).item() > 1


def test_three_by_three_is_what_the_books_print():
    sixteenths = [[1, 2, 1], [2, 4, 2], [1, 2, 1]]
    np.testing.assert_allclose(hand_made("Gaussian blur") * 16, sixteenths)
    np.testing.assert_allclose(
        hand_made("vertical edges") * 4, [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
    )


def test_large_kernels_are_numbers_too():
    """The binomials of a row beyond the 67th do not fit into NumPy's integers."""
    for size in (71, 1201):
        blur = hand_made("Gaussian blur", size)
        assert blur.dtype == np.float64
        assert blur.sum() == pytest.approx(1)


def test_a_kernel_belongs_to_its_caller():
    hand_made("identity")[:] = 7
    assert hand_made("identity").sum() == 1


@pytest.mark.parametrize("size", [2, 4, 1, 0, -3])
def test_sizes_that_have_no_centre(size):
    with pytest.raises(ValueError, match=f"size is {size}; .* such as 3$"):
        hand_made("box blur", size)


@pytest.mark.parametrize("size", [3.0, "3", True, None, (3, 3)])
def test_sizes_that_are_no_whole_numbers(size):
    with pytest.raises(TypeError, match=re.escape(f"size is {size!r} ")):
        hand_made("box blur", size)


def test_numpys_integers_are_sizes():
    assert hand_made("box blur", np.uint8(5)).shape == (5, 5)


@pytest.mark.parametrize("name", ["sobel", "", "Vertical edges"])
def test_unknown_names(name):
    with pytest.raises(
        ValueError, match=f"name is '{name}'; use one of 'identity', 'vertical edges'"
    ):
        hand_made(name)


@pytest.mark.parametrize("name", [None, 3, ["identity"]])
def test_names_that_are_no_words(name):
    with pytest.raises(TypeError, match=re.escape(f"name is {name!r} ") + ".*'vertical edges'"):
        hand_made(name)


def test_sliding_is_a_convolution_without_the_other_axes():
    rng = np.random.default_rng(0)
    image, kernel = rng.normal(size=(9, 12)), rng.normal(size=(2, 3))
    settings = {"stride": 2, "padding": "same", "dilation": (1, 2)}
    expected = conv2d(image[None, :, :, None], kernel[:, :, None, None], **settings)
    np.testing.assert_array_equal(slide(image, kernel, **settings), expected[0, :, :, 0])


@pytest.mark.parametrize(
    ("image", "kernel", "name"), [((4, 4, 3), (2, 2), "image"), ((4, 4), (2, 2, 1), "kernel")]
)
def test_only_two_axes_slide(image, kernel, name):
    with pytest.raises(ValueError, match=rf"{name} has shape .*; it must have two axes"):
        slide(np.zeros(image), np.zeros(kernel))
