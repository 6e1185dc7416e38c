"""resize: what must hold for every image. Its numbers are held against PyTorch's elsewhere."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit.functional import resize, resize_backward
from tests.functional.drawing import arrays, assert_same

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


@given(st.data(), SIZES, st.sampled_from(METHODS), OPTIONS)
def test_the_gradient_of_a_pixel_is_its_weights(data, size, method, options):
    """What a single bright pixel turns into, met with the upstream gradient."""
    shape = (1, *data.draw(SIZES), 1)
    options = {"method": method, **fitting(method, options)}
    dy = data.draw(arrays(1, *size, 1))
    expected = np.empty(shape)
    for pixel in np.ndindex(shape):
        bright = np.zeros(shape)
        bright[pixel] = 1
        expected[pixel] = np.vdot(resize(bright, size, **options), dy)
    dx = resize_backward(dy, np.zeros(shape), size, **options)
    assert_same(dx, expected, scale=200)


@given(arrays(2, 3, 5, 2, dtype="float32"), st.sampled_from(METHODS), OPTIONS)
def test_the_gradient_of_the_same_size_is_the_gradient(dy, method, options):
    dx = resize_backward(dy, dy, (3, 5), method=method, **fitting(method, options))
    np.testing.assert_allclose(dx, dy, rtol=1e-5, atol=1e-5)
    assert dx.dtype == np.float32
    assert not np.shares_memory(dx, dy)


def test_a_pixel_that_nearest_left_out_has_no_gradient():
    dy = np.array([[np.nan, 2.0]])[..., None, None]
    dx = resize_backward(dy.reshape(1, 1, 2, 1), np.zeros((1, 1, 6, 1)), (1, 2))
    np.testing.assert_array_equal(dx.ravel(), [0, np.nan, 0, 0, 2, 0])


X = np.ones((1, 4, 4, 2))


@pytest.mark.parametrize(
    ("dy", "size", "options", "error", "parts"),
    [
        (X, 3, {}, ValueError, ["dy has shape (1, 4, 4, 2)", "resize", "np.ones((1, 3, 3, 2))"]),
        (None, 3, {}, TypeError, ["dy holds", "such as"]),
        (X, 0, {}, ValueError, ["size is 0", "such as"]),
        (X, 4, {"method": "cubic"}, ValueError, ["method is 'cubic'", '"bicubic"']),
        (X, 4, {"antialias": True}, ValueError, ["antialias is True", 'method="bilinear"']),
        (X, 4, {"align_corners": 1}, TypeError, ["align_corners is 1", "True or False"]),
        (
            X,
            4,
            {"method": "bilinear", "align_corners": True, "antialias": True},
            ValueError,
            ["align_corners=False"],
        ),
    ],
)
def test_the_error_of_the_gradient_teaches(dy, size, options, error, parts):
    with pytest.raises(error) as caught:
        resize_backward(dy, X, size, **options)
    for part in parts:
        assert part in str(caught.value)
