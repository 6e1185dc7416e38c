"""depth_to_space and space_to_depth: every pixel where it belongs, and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit.functional import (
    depth_to_space,
    depth_to_space_backward,
    space_to_depth,
    space_to_depth_backward,
)
from tests.functional.drawing import DTYPES, arrays

BLOCKS = st.integers(1, 3)


@st.composite
def deep_maps(draw):
    """A block, and a map whose channels fill its square."""
    block = draw(BLOCKS)
    shape = [draw(st.integers(1, 4)) for _ in range(4)]
    return draw(arrays(*shape[:3], shape[3] * block**2, dtype=draw(DTYPES))), block


@given(deep_maps())
def test_every_pixel_is_where_the_equation_says(case):
    x, b = case
    y = depth_to_space(x, b)
    N, H, W, C = y.shape
    assert x.shape == (N, H // b, W // b, C * b**2)
    for n, i, j, c in np.ndindex(y.shape):
        u, v = i % b, j % b
        assert y[n, i, j, c] == x[n, i // b, j // b, (u * b + v) * C + c]
    assert not np.shares_memory(x, y)


@given(deep_maps())
def test_there_and_back(case):
    x, b = case
    y = depth_to_space(x, b)
    back = space_to_depth(y, b)
    np.testing.assert_array_equal(back, x)
    np.testing.assert_array_equal(depth_to_space_backward(y, x, b), x)
    np.testing.assert_array_equal(space_to_depth_backward(x, y, b), y)
    assert back.dtype == x.dtype
    assert not np.shares_memory(back, y)


def test_the_order_of_pytorchs_pixel_shuffle_is_another():
    """As the docstring tells: there, the square is innermost among the channels."""
    x = np.arange(8).reshape(1, 1, 1, 8)
    assert depth_to_space(x, 2)[0, :, :, 0].tolist() == [[0, 2], [4, 6]]
    pixel_shuffle = depth_to_space(x.reshape(1, 1, 1, 2, 4).swapaxes(3, 4).reshape(x.shape), 2)
    assert pixel_shuffle[0, :, :, 0].tolist() == [[0, 1], [2, 3]]


@pytest.mark.parametrize("given_dtype", ["uint8", ">f4", "float32", "float64"])
def test_dtype_follows_x(given_dtype):
    x, dy = np.ones((1, 2, 2, 4), given_dtype), np.ones((1, 4, 4, 1))
    expected = "float64" if given_dtype == "float64" else "float32"
    assert depth_to_space(x, 2).dtype == expected
    assert depth_to_space_backward(dy, x, 2).dtype == expected
    assert space_to_depth(x, 2).dtype == expected


X = np.ones((1, 4, 6, 8))


@pytest.mark.parametrize(
    ("function", "arguments", "error", "parts"),
    [
        (depth_to_space, (X, 3), ValueError, ["block is 3", "x has 8", "(1, 4, 6, 9)"]),
        (depth_to_space, (X, 0), ValueError, ["block is 0", "such as 1"]),
        (depth_to_space, (X, 2.0), TypeError, ["block is 2.0", "such as 1"]),
        (depth_to_space, (X, (2, 2)), TypeError, ["block is (2, 2)", "such as 1"]),
        (depth_to_space, (X, 10**30), ValueError, ["block is 1000", "x has 8"]),
        (depth_to_space, (X[0], 2), ValueError, ["depth_to_space takes (N, H, W, C)"]),
        (space_to_depth, (X, 4), ValueError, ["block is 4", "4×6 pixels", "4×8", "pad2d"]),
        (space_to_depth, (X, True), TypeError, ["block is True", "such as 1"]),
        (space_to_depth, (X[0], 2), ValueError, ["space_to_depth takes (N, H, W, C)"]),
        (depth_to_space_backward, (X, X, 2), ValueError, ["dy has", "np.ones((1, 8, 12, 2))"]),
        (depth_to_space_backward, (X, X, 3), ValueError, ["block is 3", "x has 8"]),
        (space_to_depth_backward, (X, X, 2), ValueError, ["dy has", "np.ones((1, 2, 3, 32))"]),
        (space_to_depth_backward, (X, X, 4), ValueError, ["block is 4", "4×6 pixels"]),
    ],
)
def test_the_error_teaches(function, arguments, error, parts):
    with pytest.raises(error) as caught:
        function(*arguments)
    for part in parts:
        assert part in str(caught.value)
