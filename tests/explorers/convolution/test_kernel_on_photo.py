import re

import numpy as np
import pytest
from driving import Page, check_products, check_sound, formula, html, value_of
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import correlate2d

from cnnkit import datasets
from cnnkit.explorers import KernelOnPhoto
from cnnkit.explorers.photos import PHOTOS, small_photo

numbers = st.floats(-99, 99).map(lambda value: round(value, 2))
kernels = st.lists(st.lists(numbers, min_size=3, max_size=3), min_size=3, max_size=3)


@settings(max_examples=30)
@given(kernels, st.sampled_from(PHOTOS), st.floats(0, 1), st.floats(0, 1))
def test_formula_and_words_agree_with_scipy(kernel, photo, down, right):
    explorer = KernelOnPhoto(kernel=kernel, photo=photo)
    pixels = small_photo(photo, grey=True).astype(float)
    expected = correlate2d(pixels, np.array(kernel), mode="valid")
    row, column = (
        round(share * (n - 1)) for share, n in zip((down, right), expected.shape, strict=True)
    )
    explorer.update(row=row, column=column)
    check_sound(explorer)
    (line,) = formula(explorer)
    assert line.startswith(f"Y[{row}, {column}] = ")
    # A map of float32 to two digits.
    assert check_products(line) == pytest.approx(expected[row, column], abs=0.00501)
    words = explorer.description
    rows, columns = expected.shape
    assert f"“{photo}” through a 3×3 kernel gives a feature map of {rows} × {columns}, " in words
    low, high = re.search(r"from (\S+) to (\S+)\. ", words).groups()
    assert value_of(low) == pytest.approx(expected.min(), abs=0.00501)
    assert value_of(high) == pytest.approx(expected.max(), abs=0.00501)
    strongest, at_row, at_column = re.search(
        r"strongest answer, (\S+), is at row (\d+), column (\d+)", words
    ).groups()
    assert abs(value_of(strongest)) == pytest.approx(np.abs(expected).max(), abs=0.00501)
    there = expected[int(at_row), int(at_column)]
    assert there == pytest.approx(value_of(strongest), abs=0.00501)


def test_the_window_shows_the_pixels_under_the_kernel():
    explorer = KernelOnPhoto(row=17, column=30)
    pixels = small_photo("camera", grey=True)[17:20, 30:33]
    np.testing.assert_array_equal(explorer.compute(explorer.state).window, pixels)
    texts = [part["text"] for part in Page(html(explorer)).all(tag="text")]
    for pixel in pixels.flat:
        assert f"{pixel:.2f}".rstrip("0").rstrip(".") in texts


def test_touching_moves_the_window_over_the_photo_or_to_the_maps_cell():
    explorer = KernelOnPhoto()
    explorer._pointer.set_state({"cell": ["map", 20, 31]})
    assert (explorer.state["row"], explorer.state["column"]) == (20, 31)
    explorer._pointer.set_state({"cell": ["photo", 20, 31]})
    assert (explorer.state["row"], explorer.state["column"]) == (19, 30)
    explorer._pointer.set_state({"cell": ["photo", 0, 255]})
    assert (explorer.state["row"], explorer.state["column"]) == (0, 253)


def test_photos_of_other_heights_keep_the_window_inside():
    explorer = KernelOnPhoto(row=253, column=253)
    for photo in PHOTOS:
        explorer.update(photo=photo)
        rows, columns = small_photo(photo, grey=True).shape
        assert max(rows, columns) == 256
        assert explorer.controls["row"].max == rows - 3
        assert explorer.controls["column"].max == columns - 3
        check_sound(explorer)


def test_photos_keep_their_proportions_and_brightness():
    for name in PHOTOS:
        photo = datasets.photo(name)
        small = small_photo(name, grey=False)
        assert small.shape[2] == 3
        assert small.shape[0] / small.shape[1] == pytest.approx(
            photo.shape[0] / photo.shape[1], rel=0.01
        )
        assert small.min() >= 0
        assert small.max() <= 1
        assert small.mean() * 255 == pytest.approx(photo.mean(), abs=2)


@pytest.mark.parametrize("kind", [np.array, tuple, list], ids=["array", "tuple", "list"])
def test_a_kernel_may_come_as_an_array(kind):
    rows = [[0.0, 1.0, 0.0], [1.0, -4.0, 1.0], [0.0, 1.0, 0.0]]
    explorer = KernelOnPhoto(kernel=kind([kind(row) for row in rows]))
    assert explorer.state["kernel"] == rows
    assert all(type(entry) is float for row in explorer.state["kernel"] for entry in row)


@pytest.mark.parametrize(
    "kernel",
    [
        [[1, 2], [3, 4]],
        [[0, 0, 0]] * 4,
        [[100, 0, 0]] * 3,
        [[float("nan"), 0, 0]] * 3,
        "Sobel",
        3,
        None,
    ],
)
def test_kernels_that_the_grid_cannot_hold(kernel):
    explorer = KernelOnPhoto()
    with pytest.raises(
        ValueError, match="kernel cannot be .* use 3 rows of 3 numbers from −99 to 99$"
    ):
        explorer.update(kernel=kernel)
    assert explorer.state["kernel"] == [[-1.0, 0.0, 1.0]] * 3
    check_sound(explorer)


def test_a_kernel_of_zeros_answers_zero_everywhere():
    explorer = KernelOnPhoto(kernel=[[0, 0, 0]] * 3)
    check_sound(explorer)
    assert check_products(formula(explorer)[0]) == 0
    assert "from 0 to 0" in explorer.description
