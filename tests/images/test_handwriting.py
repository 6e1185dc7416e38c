"""Drawings prepared as MNIST's makers prepared theirs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as nps
from PIL import Image
from scipy import ndimage

from cnnkit import datasets, images

INK = nps.arrays(
    np.uint8,
    st.tuples(st.integers(1, 40), st.integers(1, 40), st.just(1)),
    elements=st.sampled_from([0, 0, 0, 90, 255]),
).filter(lambda drawing: drawing.any())


def by_hand(drawing):
    """Prepare a drawing of bytes with Pillow and SciPy."""
    ink = Image.fromarray(drawing[:, :, 0])
    ink = ink.crop(ink.getbbox())
    scale = 20 / max(ink.size)
    small = ink.resize([max(1, round(n * scale)) for n in ink.size], Image.Resampling.BILINEAR)
    pixels = np.asarray(small) / 255
    canvas = np.zeros((68, 68))
    canvas[20 : 20 + pixels.shape[0], 20 : 20 + pixels.shape[1]] = pixels
    middle = ndimage.center_of_mass(canvas)
    centred = np.roll(canvas, [round(34 - place) for place in middle], axis=(0, 1))
    return centred[20:48, 20:48]


@pytest.mark.parametrize("shape", [(100, 60), (33, 90), (9, 5), (56, 56)])
def test_it_agrees_with_pillow_and_scipy(shape: tuple[int, int]) -> None:
    drawing = np.zeros((*shape, 1), np.uint8)
    height, width = shape
    drawing[1 : height // 2 + 1, width // 3 : width // 3 + 2] = 255
    drawing[height // 2, 1 : width - 1] = 180
    assert np.abs(images.like_mnist(drawing)[:, :, 0] - by_hand(drawing)).max() < 0.012


def test_mnist_itself_stays_as_it_is() -> None:
    digits = images.to_float(datasets.digits().x_test)
    prepared = np.stack([images.like_mnist(digit) for digit in digits])
    unchanged = (prepared == digits).all(axis=(1, 2, 3))
    # The one other digit is 19 pixels high in MNIST.
    assert unchanged.sum() == 999
    assert max(images.ink_box(digits[~unchanged][0])[2:]) == 19


@given(drawing=INK)
def test_what_comes_out_is_centred_and_large_as_in_mnist(drawing: np.ndarray) -> None:
    prepared = images.like_mnist(drawing)
    assert prepared.shape == (28, 28, 1)
    assert prepared.dtype == np.float32
    assert prepared.min() >= 0
    assert prepared.max() <= 1
    top, left, height, width = images.ink_box(prepared)
    # Antialiasing may leave so little at an edge that nothing is seen of it, never more.
    assert max(height, width) <= 20
    places = images.centre_of_mass(prepared)
    np.testing.assert_allclose(places, ndimage.center_of_mass(prepared[:, :, 0]), atol=1e-5)
    for first, length, place in zip((top, left), (height, width), places, strict=True):
        assert abs(place - 14) <= 0.5001 or first == 0 or first + length == 28


@given(drawing=INK)
def test_preparing_twice_changes_no_place_by_more_than_a_pixel(drawing: np.ndarray) -> None:
    once = images.like_mnist(drawing)
    twice = images.like_mnist(once)
    for before, after in zip(images.ink_box(once), images.ink_box(twice), strict=True):
        assert abs(before - after) <= 1
    moved = np.subtract(images.centre_of_mass(twice), images.centre_of_mass(once))
    assert np.abs(moved).max() <= 1


@given(drawing=INK, below=st.integers(0, 30), right=st.integers(0, 30))
def test_where_the_ink_lies_makes_no_difference(
    drawing: np.ndarray, below: int, right: int
) -> None:
    placed = np.pad(drawing, ((below, 5), (right, 9), (0, 0)))
    assert np.array_equal(images.like_mnist(placed), images.like_mnist(drawing))
    box = images.ink_box(drawing)
    assert images.ink_box(placed) == (box[0] + below, box[1] + right, *box[2:])
    places = np.add(images.centre_of_mass(drawing), (below, right))
    np.testing.assert_allclose(images.centre_of_mass(placed), places)


def test_bytes_and_floats_are_the_same_drawing() -> None:
    drawing = np.random.default_rng(0).integers(0, 256, (30, 17, 1)).astype(np.uint8)
    as_bytes, as_floats = images.like_mnist(drawing), images.like_mnist(drawing / 255)
    np.testing.assert_allclose(as_bytes, as_floats, atol=1e-6)
    full = np.ones((3, 3, 1), bool)
    assert images.like_mnist(full).sum() == pytest.approx(400)


def test_lopsided_ink_stays_whole() -> None:
    drawing = np.zeros((100, 100, 1))
    drawing[:, 0] = 0.01  # faint, and far from the mass
    drawing[95:, 90:] = 1
    prepared = images.like_mnist(drawing)
    _, _, height, width = images.ink_box(prepared)
    assert (height, width) == (20, 20)


def test_they_teach() -> None:
    for function in (images.like_mnist, images.ink_box, images.centre_of_mass):
        with pytest.raises(ValueError, match=r"drawing holds no ink.*1 - drawing"):
            function(np.zeros((28, 28, 1)))
        with pytest.raises(ValueError, match=r"3 channels.*to_grey"):
            function(np.ones((28, 28, 3)))
        with pytest.raises(ValueError, match=r"\(H, W, C\).*add the channel axis"):
            function(np.ones((28, 28)))
    with pytest.raises(ValueError, match="255"):
        images.like_mnist(np.full((5, 5, 1), 255.0))
    with pytest.raises(TypeError, match="uint8"):
        images.like_mnist(np.ones((5, 5, 1), np.int64))
