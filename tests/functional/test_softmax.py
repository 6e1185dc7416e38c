"""softmax and log_softmax: against the loops and differences, along any axis, and far out."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit import functional
from cnnkit.functional import loops
from tests.functional.drawing import DTYPES, arrays, assert_same
from tests.functional.slopes import assert_slopes

INF, NAN = math.inf, math.nan


@st.composite
def scores(draw):
    """Scores, a gradient of the same shape, and an axis."""
    shape = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    dtype = draw(DTYPES)
    axis = draw(st.integers(-len(shape), len(shape) - 1))
    return draw(arrays(*shape, dtype=dtype)), draw(arrays(*shape, dtype=dtype)), axis


@given(scores())
@settings(max_examples=100)
def test_softmax_equals_the_loops_along_any_axis(case):
    x, dy, axis = case
    y, dx = functional.softmax(x, axis=axis), functional.softmax_backward(dy, x, axis=axis)
    last, dy_last = np.moveaxis(x, axis, -1), np.moveaxis(dy, axis, -1)
    assert_same(np.moveaxis(y, axis, -1), loops.softmax(last))
    assert_same(np.moveaxis(dx, axis, -1), loops.softmax_backward(dy_last, last), scale=5)


@given(scores())
@settings(max_examples=50)
def test_log_softmax_is_the_logarithm(case):
    x, _, axis = case
    expected = np.log(functional.softmax(x, axis=axis))
    assert_same(functional.log_softmax(x, axis=axis), expected, scale=5)


@given(scores())
@settings(max_examples=50)
@pytest.mark.parametrize("name", ["softmax", "log_softmax"])
def test_gradients_equal_differences(name, case):
    x, dy, axis = case
    x, dy = x.astype(float), dy.astype(float)
    dx = getattr(functional, f"{name}_backward")(dy, x, axis=axis)
    assert_slopes(lambda x: getattr(functional, name)(x, axis=axis), [x], dy, [dx])
    # Adding one number to all scores changes nothing, so that each gradient adds up to 0.
    np.testing.assert_allclose(dx.sum(axis=axis), 0, atol=1e-12)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_confident_and_impossible_scores(dtype):
    x = np.array([[1e4, -1e4, 1e4], [-1e4, -1e4, -1e4], [-INF, 0, -INF]], dtype)
    y, log_y = functional.softmax(x), functional.log_softmax(x)
    np.testing.assert_allclose(y, [[0.5, 0, 0.5], [1 / 3] * 3, [0, 1, 0]], rtol=1e-6)
    half, third = math.log(2), math.log(3)
    expected = [[-half, -2e4 - half, -half], [-third] * 3, [-INF, 0, -INF]]
    np.testing.assert_allclose(log_y, expected, rtol=1e-6)
    for name in ("softmax", "log_softmax"):
        dx = getattr(functional, f"{name}_backward")(np.ones((3, 3)), x)
        assert np.isfinite(dx).all()


@pytest.mark.parametrize("name", ["softmax", "log_softmax"])
@pytest.mark.parametrize("row", [[-INF, -INF], [INF, 0.0], [NAN, 0.0]])
def test_without_an_answer_a_row_is_nan_and_the_others_are_not(name, row):
    y = getattr(functional, name)([row, [0.0, 0.0]])
    dx = getattr(functional, f"{name}_backward")([[1.0, 2.0]] * 2, [row, [0.0, 0.0]])
    for result in (y, dx):
        assert np.isnan(result).tolist() == [[True, True], [False, False]]


@pytest.mark.parametrize("name", ["softmax", "log_softmax"])
@pytest.mark.parametrize(
    ("x", "axis", "error", "parts"),
    [
        (np.ones((2, 3)), 2, ValueError, ["axis is 2", "(2, 3)", "the last axis is 1"]),
        (np.ones((2, 3)), -3, ValueError, ["axis is -3", "≥ -2", "such as -2"]),
        (np.ones((2, 3)), 1.0, TypeError, ["axis is 1.0", "whole number"]),
        (np.ones((2, 3)), None, TypeError, ["axis is None", "whole number"]),
        (5, -1, ValueError, ["x is the single number 5", "such as [1, 2]"]),
        (np.ones((2, 0)), -1, ValueError, ["x has shape (2, 0)", "at least one score"]),
        (["a"], -1, TypeError, ["x holds text", "such as"]),
    ],
)
def test_the_error_teaches(name, x, axis, error, parts):
    for call in (
        lambda: getattr(functional, name)(x, axis=axis),
        lambda: getattr(functional, f"{name}_backward")(x, x, axis=axis),
    ):
        with pytest.raises(error) as caught:
            call()
        for part in parts:
            assert part in str(caught.value)


@pytest.mark.parametrize("name", ["softmax", "log_softmax"])
def test_a_gradient_of_another_shape_is_refused(name):
    with pytest.raises(ValueError, match=rf"dy has shape \(3,\).*{name}'s output.*\(2, 3\)"):
        getattr(functional, f"{name}_backward")(np.ones(3), np.ones((2, 3)))
