"""Finding the most detailed part."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import datasets, images


def detail(part: np.ndarray) -> int:
    """Add up squared differences of neighbours, pixel by pixel."""
    rows, columns, _ = part.shape
    total = 0
    for i in range(rows):
        for j in range(columns):
            if i + 1 < rows:
                total += int(((part[i + 1, j] - part[i, j]) ** 2).sum())
            if j + 1 < columns:
                total += int(((part[i, j + 1] - part[i, j]) ** 2).sum())
    return total


@given(st.integers(0, 10**6), st.integers(2, 7), st.integers(2, 8), st.integers(1, 3), st.data())
def test_no_window_has_more_detail(seed, rows, columns, channels, data):
    image = np.random.default_rng(seed).integers(0, 9, (rows, columns, channels))
    height, width = data.draw(st.integers(1, rows)), data.draw(st.integers(1, columns))
    # A window's own pixels, each against the one below and the one on the right, in the image.
    framed = np.pad(image, ((0, 1), (0, 1), (0, 0)), mode="edge")
    sums = {}
    for top in range(rows - height + 1):
        for left in range(columns - width + 1):
            total = 0
            for i in range(top, top + height):
                for j in range(left, left + width):
                    total += int(((framed[i + 1, j] - framed[i, j]) ** 2).sum())
                    total += int(((framed[i, j + 1] - framed[i, j]) ** 2).sum())
            sums[top, left] = total
    row, column = images.most_detailed(image.astype(np.uint8), (height, width))
    found = row - height // 2, column - width // 2
    assert sums[found] == max(sums.values())
    assert found == min(place for place, total in sums.items() if total == sums[found])


def test_the_middle_is_what_crop_takes() -> None:
    photo = datasets.photo("hubble")
    for size in (40, (31, 64)):
        part = images.crop(photo, size, centre=images.most_detailed(photo, size)).astype(int)
        central = images.crop(photo, size).astype(int)
        assert detail(part) > detail(central)


def test_nothing_to_see_is_the_first_window() -> None:
    assert images.most_detailed(np.full((5, 7, 3), 9, np.uint8), (3, 4)) == (1, 2)


def test_it_teaches() -> None:
    with pytest.raises(ValueError, match=r"use size at most \(4, 5\)"):
        images.most_detailed(np.zeros((4, 5, 1)), 6)
    with pytest.raises(ValueError, match="add the channel axis"):
        images.most_detailed(np.zeros((4, 5)), 2)
