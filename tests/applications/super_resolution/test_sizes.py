"""Shrinking, enlarging, and the part of a picture that shrinking does not see."""

import numpy as np
import pytest

from cnnkit import functional
from cnnkit.applications import super_resolution as sr

PICTURE = np.random.default_rng(0).random((24, 36, 2))


@pytest.mark.parametrize("scale", [1, 2, 3, 4])
def test_each_way_of_shrinking_is_what_it_says(scale):
    size = 24 // scale, 36 // scale
    squares = PICTURE.reshape(size[0], scale, size[1], scale, 2)
    mean = sr.shrink(PICTURE, scale, by="area average")
    np.testing.assert_allclose(mean, squares.mean(axis=(1, 3)))
    one = sr.shrink(PICTURE, scale, by="every nth pixel")
    np.testing.assert_array_equal(one, squares[:, scale // 2, :, scale // 2])
    expected = functional.resize(PICTURE[None], size, method="bicubic", antialias=True)[0]
    np.testing.assert_array_equal(sr.shrink(PICTURE, scale), expected)


@pytest.mark.parametrize("method", sr.ENLARGING)
def test_enlarging_is_resize(method):
    expected = functional.resize(PICTURE[None], (72, 108), method=method)[0]
    np.testing.assert_array_equal(sr.enlarge(PICTURE, 3, method=method), expected)


@pytest.mark.parametrize("by", sr.SHRINKING)
@pytest.mark.parametrize("scale", [2, 3, 4])
def test_what_shrinking_does_not_see_is_all_that_it_does_not_see(by, scale):
    hidden = sr.unseen(PICTURE, scale, by=by)
    assert abs(hidden).max() > 0.3
    assert abs(sr.shrink(hidden, scale, by=by)).max() < 1e-9
    # The rest is seen wholly: nothing of it is hidden.
    np.testing.assert_allclose(sr.unseen(PICTURE - hidden, scale, by=by), 0, atol=1e-9)
    if by == "area average":
        means = sr.enlarge(sr.shrink(PICTURE, scale, by=by), scale, method="nearest")
        np.testing.assert_allclose(hidden, PICTURE - means, atol=1e-9)


def test_a_size_that_does_not_divide_is_refused():
    with pytest.raises(ValueError, match="whole_blocks"):
        sr.shrink(PICTURE[:23], 2)
    assert sr.whole_blocks(PICTURE[:23], 2).shape == (22, 36, 2)
    with pytest.raises(ValueError, match='use one of "bicubic"'):
        sr.shrink(PICTURE, 2, by="magic")
