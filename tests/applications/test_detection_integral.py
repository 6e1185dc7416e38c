"""Means over boxes from a table of sums, against sums over pixels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit.applications.detection import IntegralImage

PHOTO = np.random.default_rng(0).uniform(-1, 1, (7, 9, 2))
EDGES = st.floats(-6, 14)
LENGTHS = st.floats(0.5, 12)


def mean_of(photo, top, left, bottom, right):
    """Each pixel by the part of it that lies in the box; beyond the border there are zeros."""
    height, width, _ = photo.shape
    total = np.zeros(photo.shape[2])
    for i in range(height):
        down = max(min(bottom, i + 1) - max(top, i), 0)
        for j in range(width):
            total += down * max(min(right, j + 1) - max(left, j), 0) * photo[i, j]
    return total / ((bottom - top) * (right - left))


@given(EDGES, EDGES, LENGTHS, LENGTHS, st.integers(1, 4), st.integers(1, 4))
def test_each_cell_is_the_mean_of_what_it_covers(top, left, height, width, rows, columns):
    box = np.array([[top, left, top + height, left + width]])
    means = IntegralImage(PHOTO).means(box, (rows, columns))
    assert (means.shape, means.dtype.name) == ((1, rows, columns, 2), "float32")
    down = top + height * np.arange(rows + 1) / rows
    across = left + width * np.arange(columns + 1) / columns
    for i in range(rows):
        for j in range(columns):
            edges = down[i], across[j], down[i + 1], across[j + 1]
            np.testing.assert_allclose(means[0, i, j], mean_of(PHOTO, *edges), atol=2e-6)


def test_a_box_of_its_own_size_is_the_photo():
    whole = np.array([[0.0, 0.0, 7.0, 9.0]])
    np.testing.assert_allclose(IntegralImage(PHOTO).means(whole, (7, 9))[0], PHOTO, atol=1e-6)


def test_many_boxes_are_each_of_them():
    table, rng = IntegralImage(PHOTO), np.random.default_rng(1)
    corners = rng.uniform(-3, 7, (5, 2))
    boxes = np.hstack([corners, corners + rng.uniform(1, 9, (5, 2))])
    together = table.means(boxes, (3, 2))
    for i in range(5):
        np.testing.assert_array_equal(together[i], table.means(boxes[i : i + 1], (3, 2))[0])
    assert table.means(np.zeros((0, 4)), (3, 2)).shape == (0, 3, 2, 2)


@pytest.mark.parametrize("size", [512, 700])
def test_sums_of_large_photos_stay_exact(size):
    photo = np.random.default_rng(0).uniform(-1, 1, (size, size, 1)).astype(np.float32)
    box = np.array([[size - 4.0, size - 4.0, size, size]])
    np.testing.assert_allclose(
        IntegralImage(photo).means(box, (4, 4))[0], photo[-4:, -4:], atol=1e-6
    )
