"""The reference solutions of notebook 01 against the library, and the numbers it mentions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import images
from cnnkit.course.lessons import images_as_tensors as lesson
from cnnkit.datasets import digits, photo
from cnnkit.pretrained import digits_cnn


@given(st.integers(0, 10**6))
def test_change_agrees_with_floats(seed):
    rng = np.random.default_rng(seed)
    before, after = rng.integers(0, 256, (2, 3, 5, 2), dtype=np.uint8)
    expected = images.to_float(after) - images.to_float(before)
    np.testing.assert_allclose(lesson.change.reference(before, after), expected, atol=1e-6)


def test_channels_first_agrees_with_moveaxis():
    batch = np.random.default_rng(0).normal(size=(2, 4, 5, 3))
    moved = lesson.channels_first.reference(batch)
    np.testing.assert_array_equal(moved, np.moveaxis(batch, 3, 1))
    np.testing.assert_array_equal(moved[1, 2], batch[1, :, :, 2])


@given(st.integers(1, 9), st.integers(1, 9), st.data())
def test_centre_crop_agrees_with_the_library(rows, columns, data):
    image = np.arange(rows * columns * 2.0).reshape(rows, columns, 2)
    height, width = data.draw(st.integers(1, rows)), data.draw(st.integers(1, columns))
    cut = lesson.centre_crop.reference(image, height, width)
    np.testing.assert_array_equal(cut, images.crop(image, (height, width)))


@given(st.integers(1, 90), st.integers(1, 90), st.integers(1, 60))
def test_letterbox_agrees_with_the_library(height, width, size):
    if min(height, width) * size < max(height, width):
        return  # so thin that the library keeps one pixel of it
    boxed = images.letterbox(np.ones((height, width, 1)), size)[:, :, 0] > 0
    rows, columns = np.flatnonzero(boxed.any(axis=1)), np.flatnonzero(boxed.any(axis=0))
    expected = len(rows), len(columns), rows[0], columns[0]
    assert lesson.letterbox_geometry.reference(height, width, size) == expected


def test_normalise_agrees_with_the_library():
    rng = np.random.default_rng(1)
    batch, train = rng.uniform(size=(2, 3, 4, 3)), rng.uniform(size=(5, 3, 4, 3))
    mean = [train[..., c].mean() for c in range(3)]
    std = [train[..., c].std() for c in range(3)]
    answer = lesson.normalise_channels.reference(batch, train)
    np.testing.assert_allclose(answer, images.normalise(batch, mean, std), rtol=1e-6)


# Numbers that questions, explanations and prose mention.


@pytest.fixture(scope="module")
def share_right():
    data, network = digits(), digits_cnn()
    x = images.to_float(data.x_test)
    return x, lambda changed: (network.forward(changed).argmax(axis=1) == data.y_test).mean()


def test_what_the_question_about_preparations_says(share_right):
    x, right = share_right
    cropped = np.stack([images.resize(images.crop(image, 20), 28) for image in x])
    assert round(100 * right(x * 255)) == 98
    assert {round(100 * right(np.roll(x, 2, axis=axis))) for axis in (1, 2)} == {96, 97}
    assert round(100 * right(1 - x)) == 19
    assert round(100 * right(cropped)) == 95


def test_what_is_said_of_overflow_and_grey():
    assert (np.uint8([200]) + np.uint8([100])).tolist() == [44]
    assert (np.uint8([5]) - np.uint8([10])).tolist() == [251]
    colours = np.array([[[255, 0, 0], [0, 130, 0]]], dtype=np.uint8)
    assert images.to_grey(colours).ravel().tolist() == [76, 76]


def test_what_is_said_of_photos():
    assert photo("chelsea").size == 405_900
    assert photo("coffee").shape == (400, 600, 3)
    assert photo("chelsea").shape == (300, 451, 3)
    numbers = np.array([1, 1, 4, 6])
    assert numbers.mean() == 3
    assert numbers.std() == pytest.approx(2.12, abs=0.005)
