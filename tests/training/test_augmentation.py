"""Augmentation: exact where it can be, as SciPy where it interpolates, and within its limits."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from cnnkit.training import Augmentation, affine_map
from tests.functional.drawing import DTYPES, arrays

RNG = np.random.default_rng(0)
X = RNG.random((3, 7, 9, 2))
STILL = {"shift": np.zeros((3, 2)), "rotate": np.zeros(3), "scale": np.ones(3)}


def moved(x, rows, columns):
    """Shift whole pixels by slices, filling with zeros."""
    y = np.zeros_like(x)
    H, W = x.shape[1:3]
    y[:, max(rows, 0) : H + rows, max(columns, 0) : W + columns] = x[
        :, max(-rows, 0) : H - rows, max(-columns, 0) : W - columns
    ]
    return y


@settings(max_examples=60)
@given(st.data())
def test_affine_map_is_that_of_scipy(data):
    H, W, C = (data.draw(st.integers(1, high)) for high in (9, 9, 3))
    x = data.draw(arrays(2, H, W, C, dtype=data.draw(DTYPES)))
    amounts = st.floats(-3, 3)
    shift = np.array([[data.draw(amounts), data.draw(amounts)] for _ in x])
    rotate = np.array([data.draw(st.floats(-180, 180)) for _ in x])
    scale = np.array([data.draw(st.floats(0.5, 2)) for _ in x])
    y = affine_map(x, shift=shift, rotate=rotate, scale=scale)
    assert y.dtype == x.dtype
    middle = np.array([(H - 1) / 2, (W - 1) / 2])
    tolerance = 1e-11 if x.dtype == np.float64 else 1e-4
    for n, angle in enumerate(np.radians(rotate)):
        turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        back = turn / scale[n]
        offset = middle - back @ (middle + shift[n])
        for c in range(C):
            expected = ndimage.affine_transform(
                x[n, :, :, c].astype(np.float64), back, offset, order=1, mode="grid-constant"
            )
            np.testing.assert_allclose(y[n, :, :, c], expected, atol=tolerance)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize(("rows", "columns"), [(0, 0), (1, 0), (-2, 3), (6, -8), (5, 5)])
def test_shifts_by_whole_pixels_are_exact(rows, columns, dtype):
    x = X.astype(dtype)
    y = affine_map(x, **(STILL | {"shift": [(rows, columns)] * 3}))
    np.testing.assert_array_equal(y, moved(x, rows, columns))


def test_a_shift_out_of_the_image_leaves_nothing():
    assert not affine_map(X, **(STILL | {"shift": [(7, 0), (0, -9), (1e6, -1e6)]})).any()


def test_a_quarter_turn_goes_counter_clockwise():
    square = X[:, :, :7].astype(np.float32)
    y = affine_map(square, **(STILL | {"rotate": [90, 180, -90]}))
    for n, turns in enumerate((1, 2, -1)):
        np.testing.assert_allclose(y[n], np.rot90(square[n], turns), atol=1e-5)


def test_each_image_has_its_own_map():
    one_by_one = [
        affine_map(X[n : n + 1], shift=[(n, -n)], rotate=[20 * n], scale=[1 + n / 4])[0]
        for n in range(3)
    ]
    shift = [(n, -n) for n in range(3)]
    together = affine_map(X, shift=shift, rotate=[0, 20, 40], scale=[1, 1.25, 1.5])
    np.testing.assert_array_equal(together, one_by_one)


def test_zero_strengths_change_nothing():
    y = Augmentation()(X, np.random.default_rng(0))
    np.testing.assert_array_equal(y, X)
    assert not np.shares_memory(y, X)
    np.testing.assert_array_equal(affine_map(X, **STILL), X)


@given(st.integers(0, 2**32 - 1), DTYPES)
def test_flip_mirrors_about_every_other_image_and_nothing_else(seed, dtype):
    x = X.astype(dtype)
    y = Augmentation(flip=True)(x, np.random.default_rng(seed))
    assert y.dtype == x.dtype
    for image, result in zip(x, y, strict=True):
        assert any(np.array_equal(result, other) for other in (image, image[:, ::-1]))


def test_flip_has_probability_one_half():
    x = np.broadcast_to(np.array([0.0, 1.0])[:, None], (4000, 1, 2, 1))
    flipped = Augmentation(flip=True)(x, np.random.default_rng(0))[:, 0, 0, 0]
    assert abs(flipped.mean() - 0.5) < 0.03


@pytest.mark.parametrize("side", [1, 2, 3, 6])
def test_cut_out_is_a_square_around_any_pixel(side):
    gone = Augmentation(cut_out=side)(np.ones((2000, 8, 10, 2)), np.random.default_rng(0)) == 0
    np.testing.assert_array_equal(gone[..., 0], gone[..., 1])
    areas = gone[..., 0].sum((1, 2))
    heights, widths = gone[..., 0].any(2).sum(1), gone[..., 0].any(1).sum(1)
    np.testing.assert_array_equal(areas, heights * widths)  # a rectangle, cut off by the border
    assert (heights.max(), widths.max()) == (side, side)
    assert min(heights.min(), widths.min()) == -(-side // 2)
    inside = (8 - side + 1) * (10 - side + 1) / 80
    assert abs((areas == side * side).mean() - inside) < 0.05
    assert gone[..., 0].any(0).all()


def test_draws_stay_within_their_limits_and_reach_them():
    """One bright pixel in the middle says by its mass and place how its image was moved."""
    x = np.zeros((3000, 21, 21, 1))
    x[:, 10, 10] = 1
    y = Augmentation(shift=2.5)(x, np.random.default_rng(0))[..., 0]
    places = np.arange(21) - 10
    for axis in (1, 2):
        shifts = (y.sum(3 - axis) * places).sum(1)
        assert -2.5 <= shifts.min() < -2.4
        assert 2.4 < shifts.max() <= 2.5
        assert abs(shifts.mean()) < 0.1
    area = np.ones((2000, 40, 40, 1)) * (np.hypot(*np.indices((40, 40)) - 19.5) < 10)[..., None]
    sizes = Augmentation(scale=0.2)(area, np.random.default_rng(0)).sum((1, 2, 3))
    scales = np.sqrt(sizes / area[0].sum())
    assert 0.79 < scales.min() < 0.82
    assert 1.18 < scales.max() < 1.21


def test_the_generator_decides():
    augmentation = Augmentation(shift=1, rotate=30, scale=0.2, flip=True, cut_out=2)
    first = augmentation(X, np.random.default_rng(1))
    np.testing.assert_array_equal(first, augmentation(X, np.random.default_rng(1)))
    assert not np.array_equal(first, augmentation(X, np.random.default_rng(2)))


@pytest.mark.parametrize(
    "x",
    [
        np.asfortranarray(X),
        X[:, ::-1],
        X.astype(">f4"),
        (X * 255).astype(np.uint8),
        np.broadcast_to(X[:1], X.shape),
    ],
)
def test_any_layout_is_taken_and_left_alone(x):
    before = x.copy()
    plain = np.array(x, "f4" if x.dtype.itemsize < 8 else "f8")
    augmentation = Augmentation(shift=1, rotate=30, flip=True, cut_out=2)
    y = augmentation(x, np.random.default_rng(0))
    np.testing.assert_array_equal(y, augmentation(plain, np.random.default_rng(0)))
    assert y.dtype == plain.dtype
    np.testing.assert_array_equal(x, before)


def test_nan_stays_where_it_is():
    x = X.copy()
    x[0, 3, 4] = np.nan
    y = affine_map(x, **(STILL | {"rotate": [10, 10, 10]}))
    assert np.isnan(y[0]).any()
    assert np.isfinite(y[1:]).all()


@pytest.mark.parametrize(
    ("call", "error", "parts"),
    [
        (lambda: Augmentation(shift=-1), ValueError, ["shift is -1", "≥ 0", "such as 2"]),
        (lambda: Augmentation(rotate=200), ValueError, ["rotate is 200", "≤ 180", "such as 10"]),
        (lambda: Augmentation(scale=1.0), ValueError, ["scale is 1.0", "< 1", "such as 0.1"]),
        (lambda: Augmentation(scale="0.1"), TypeError, ["scale is '0.1'", "such as 0.1"]),
        (lambda: Augmentation(flip=1), TypeError, ["flip is 1", "True or False"]),
        (lambda: Augmentation(cut_out=2.5), TypeError, ["cut_out is 2.5", "whole number"]),
        (lambda: Augmentation()(X[0], RNG), ValueError, ["x has shape (7, 9, 2)", "x[None]"]),
        (
            lambda: Augmentation()(X, 0),
            TypeError,
            ["rng is 0", "numpy.random.Generator", "np.random.default_rng(0)"],
        ),
        (
            lambda: affine_map(X, **(STILL | {"shift": [(1, 2)]})),
            ValueError,
            ["shift has shape (1, 2)", "shape (3, 2)"],
        ),
        (
            lambda: affine_map(X, **(STILL | {"scale": [1, 0, 1]})),
            ValueError,
            ["scale has 0", "> 0"],
        ),
        (
            lambda: affine_map(X, **(STILL | {"rotate": [0, np.nan, 0]})),
            ValueError,
            ["rotate is not finite", "shape (3,)"],
        ),
    ],
)
def test_errors_teach(call, error, parts):
    with pytest.raises(error) as caught:
        call()
    assert [part for part in parts if part not in str(caught.value)] == []
