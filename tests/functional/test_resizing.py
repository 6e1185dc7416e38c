"""resize: what must hold for every image. Its numbers are held against PyTorch's elsewhere."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit.functional import resize
from tests.functional.drawing import arrays

METHODS = ["nearest", "bilinear", "bicubic"]
SIZES = st.tuples(st.integers(1, 12), st.integers(1, 12))
OPTIONS = st.sampled_from([{}, {"align_corners": True}, {"antialias": True}])


def fitting(method, options):
    """Leave out the options that "nearest" does not have."""
    return {} if method == "nearest" else options


@given(SIZES, SIZES, st.sampled_from(METHODS), OPTIONS)
def test_a_flat_image_stays_flat(shape, size, method, options):
    y = resize(np.full((1, *shape, 2), 3.0), size, method=method, **fitting(method, options))
    assert y.shape == (1, *size, 2)
    np.testing.assert_allclose(y, 3.0, rtol=1e-12)


@given(arrays(2, 4, 5, 2), st.sampled_from(METHODS), OPTIONS)
def test_the_same_size_changes_nothing(x, method, options):
    y = resize(x, (4, 5), method=method, **fitting(method, options))
    np.testing.assert_allclose(y, x, rtol=1e-12, atol=1e-12)
    assert not np.shares_memory(x, y)


@given(arrays(1, 5, 4, 1), SIZES, st.sampled_from(METHODS))
def test_mirrored_images_give_mirrored_results(x, size, method):
    if method == "nearest":  # a centre exactly between two pixels goes to the right one
        size = (15, 12)
    y, mirrored = (resize(image, size, method=method) for image in (x, x[:, ::-1, ::-1]))
    np.testing.assert_allclose(mirrored[:, ::-1, ::-1], y, rtol=1e-9, atol=1e-12)


def test_aligned_corners_keep_the_corners():
    x = np.arange(12.0).reshape(1, 3, 4, 1)
    y = resize(x, (7, 9), method="bilinear", align_corners=True)
    np.testing.assert_allclose(y[0, [0, 0, -1, -1], [0, -1, 0, -1], 0], [0, 3, 8, 11], atol=1e-12)


def test_antialias_lets_every_pixel_count():
    """Every third column of fine stripes is bright: shrunk to a third, the image is even grey."""
    x = np.tile([0.0, 0.0, 9.0], 12)[None, None, :, None]
    sampled = resize(x, (1, 12), method="bilinear")
    assert sampled.max() == 0  # every output fell on a dark column
    smooth = resize(x, (1, 12), method="bilinear", antialias=True)
    np.testing.assert_allclose(smooth[0, 0, 1:-1, 0], 3.0, atol=1e-12)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("given_dtype", ["uint8", "float32", "float64"])
def test_dtype_follows_x(method, given_dtype):
    y = resize(np.ones((1, 2, 2, 1), given_dtype), 3, method=method)
    assert y.dtype == ("float64" if given_dtype == "float64" else "float32")
