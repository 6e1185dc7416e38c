"""Adaptive and global pooling: each window looked at by itself, and one window for all."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit import functional
from tests.functional.drawing import DTYPES, arrays, assert_same

FUNCTIONS = {"adaptive_average_pool2d": np.mean, "adaptive_max_pool2d": np.max}
GLOBAL = {"global_average_pool2d": np.mean, "global_max_pool2d": np.max}
NAN = np.nan


@st.composite
def maps(draw, *, ties=False):
    """A map, and the size of its output."""
    shape = [draw(st.integers(1, high)) for high in (3, 9, 9, 3)]
    x = draw(arrays(*shape, dtype=draw(DTYPES)))
    if ties:
        few = draw(st.sampled_from([[0, 1], [-np.inf], [NAN, 0, 1], [-3, -2, -1]]))
        x = np.random.default_rng(draw(st.integers(0, 99))).choice(few, shape).astype(x.dtype)
    return x, (draw(st.integers(1, 11)), draw(st.integers(1, 11)))


def windows_of(x, output_size):
    """Each output and the slices of its window, by PyTorch's formula in floating point."""
    spans = [
        [(int(np.floor(i * n / o)), int(np.ceil((i + 1) * n / o))) for i in range(o)]
        for n, o in zip(x.shape[1:3], output_size, strict=True)
    ]
    for i, (top, bottom) in enumerate(spans[0]):
        for j, (left, right) in enumerate(spans[1]):
            yield (i, j), (slice(None), slice(top, bottom), slice(left, right))


@pytest.mark.parametrize("name", FUNCTIONS)
@given(case=maps())
def test_each_output_is_its_windows_number(name, case):
    x, output_size = case
    y = getattr(functional, name)(x, output_size)
    expected = np.empty((len(x), *output_size, x.shape[3]), x.dtype)
    for (i, j), window in windows_of(x, output_size):
        expected[:, i, j] = FUNCTIONS[name](x[window], axis=(1, 2))
    assert_same(y, expected, scale=20)
    assert not np.shares_memory(x, y)


@given(maps(), st.data())
def test_average_gives_each_pixel_its_share(case, data):
    x, output_size = case
    dy = data.draw(arrays(len(x), *output_size, x.shape[3], dtype=x.dtype))
    expected = np.zeros_like(x)
    for (i, j), window in windows_of(x, output_size):
        pixels = x[window].shape[1] * x[window].shape[2]
        expected[window] += dy[:, i : i + 1, j : j + 1] / pixels
    dx = functional.adaptive_average_pool2d_backward(dy, x, output_size)
    assert_same(dx, expected, scale=50)


@given(maps() | maps(ties=True), st.data())
@settings(max_examples=150)
def test_max_gives_all_to_the_first_largest(case, data):
    x, output_size = case
    dy = data.draw(arrays(len(x), *output_size, x.shape[3], dtype=x.dtype))
    expected = np.zeros_like(x)
    for (i, j), window in windows_of(x, output_size):
        for n, c in np.ndindex(len(x), x.shape[3]):
            seen, row = x[window][n, :, :, c], window[1].start
            largest = np.isnan(seen) if np.isnan(seen).any() else seen == seen.max()
            a, b = np.argwhere(largest)[0]
            expected[n, row + a, window[2].start + b, c] += dy[n, i, j, c]
    dx = functional.adaptive_max_pool2d_backward(dy, x, output_size)
    assert_same(dx, expected, scale=50)


@pytest.mark.parametrize("name", GLOBAL)
@given(case=maps(), data=st.data())
def test_global_is_adaptive_to_one_pixel(name, case, data):
    x, _ = case
    adaptive = name.replace("global", "adaptive")
    y = getattr(functional, name)(x)
    assert_same(y, getattr(functional, adaptive)(x, 1)[:, 0, 0], scale=20)
    dy = data.draw(arrays(*y.shape, dtype=x.dtype))
    dx = getattr(functional, f"{name}_backward")(dy, x)
    expected = getattr(functional, f"{adaptive}_backward")(dy[:, None, None], x, 1)
    assert_same(dx, expected)
    assert not np.shares_memory(dx, dy)


@given(maps(ties=True))
def test_global_max_gives_all_to_the_first_largest(case):
    x, _ = case
    dx = functional.global_max_pool2d_backward(np.ones((len(x), x.shape[3])), x)
    expected = functional.adaptive_max_pool2d_backward(np.ones((len(x), 1, 1, x.shape[3])), x, 1)
    np.testing.assert_array_equal(dx, expected)


@pytest.mark.parametrize("name", ["adaptive_average_pool2d", "adaptive_max_pool2d"])
def test_equal_windows_are_a_plain_pooling(name):
    x = np.random.default_rng(0).standard_normal((2, 6, 8, 3))
    y = getattr(functional, name)(x, (3, 2))
    plain = getattr(functional, name.removeprefix("adaptive_"))(x, (2, 4))
    np.testing.assert_allclose(y, plain, rtol=1e-12)


@pytest.mark.parametrize("name", [*FUNCTIONS, *GLOBAL])
def test_nan_stays_in_its_window(name):
    x = np.zeros((1, 4, 4, 2))
    x[0, 3, 3, 0] = NAN
    size = (2,) if name in FUNCTIONS else ()
    y = getattr(functional, name)(x, *size)
    assert np.flatnonzero(np.isnan(y)).tolist() == ([6] if name in FUNCTIONS else [0])


@pytest.mark.parametrize("name", [*FUNCTIONS, *GLOBAL])
@pytest.mark.parametrize("given_dtype", ["uint8", ">f4", "float32", "float64"])
def test_dtype_follows_x(name, given_dtype):
    x, size = np.full((1, 5, 3, 2), 9, given_dtype), (2,) if name in FUNCTIONS else ()
    expected = "float64" if given_dtype == "float64" else "float32"
    y = getattr(functional, name)(x, *size)
    dx = getattr(functional, f"{name}_backward")(np.ones(y.shape, np.int8), x, *size)
    assert (y.dtype, dx.dtype) == (expected, expected)
    assert y.tolist() == np.full(y.shape, 9).tolist()
    assert dx.sum() == pytest.approx(y.size)


X = np.ones((1, 4, 4, 3), np.float32)


@pytest.mark.parametrize(
    ("name", "arguments", "error", "parts"),
    [
        *[
            case
            for name in FUNCTIONS
            for case in (
                (name, (X[0], 2), ValueError, ["x has shape (4, 4, 3)", name, "x[None]"]),
                (name, (X, 0), ValueError, ["output_size is 0", "such as"]),
                (name, (X, 2.0), TypeError, ["output_size is 2.0", "such as"]),
                (name, (X, None), TypeError, ["output_size is None", "such as"]),
                (name, (X, (1, 2, 3)), ValueError, ["output_size is (1, 2, 3)", "(height, width)"]),
                (name, (X, 10**9), ValueError, ["output_size makes", "use a smaller output_size"]),
                (f"{name}_backward", (X, X, 2), ValueError, ["dy has shape (1, 4, 4, 3)", name]),
                (f"{name}_backward", (X, X, 10**9), ValueError, ["use a smaller output_size"]),
            )
        ],
        *[
            case
            for name in GLOBAL
            for case in (
                (name, (X[0],), ValueError, ["x has shape (4, 4, 3)", name, "x[None]"]),
                (f"{name}_backward", (X, X), ValueError, ["dy has", name, "np.ones((1, 3))"]),
                (f"{name}_backward", (None, X), TypeError, ["dy holds", "such as"]),
            )
        ],
    ],
)
def test_the_error_teaches(name, arguments, error, parts):
    with pytest.raises(error) as caught:
        getattr(functional, name)(*arguments)
    for part in parts:
        assert part in str(caught.value)
