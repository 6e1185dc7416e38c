"""dense against the loops and differences; its gradient in parts; errors."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit import functional
from cnnkit.functional import loops
from tests.functional.drawing import DTYPES, arrays, assert_same
from tests.functional.slopes import assert_slopes

X, WEIGHT = np.ones((2, 3)), np.ones((3, 4))


@st.composite
def dense_arrays(draw):
    """dy, x, weight and bias that fit each other."""
    N, inputs, outputs = (draw(st.integers(1, 6)) for _ in range(3))
    dtype = draw(DTYPES)
    shapes = (N, outputs), (N, inputs), (inputs, outputs), (outputs,)
    return [draw(arrays(*shape, dtype=dtype)) for shape in shapes]


@given(dense_arrays())
@settings(max_examples=100)
def test_equals_the_loops(case):
    dy, x, weight, bias = case
    y = functional.dense(x, weight, bias)
    assert_same(y, loops.dense(x, weight, bias), scale=10)
    assert_same(functional.dense(x, weight), y - bias, scale=10)
    for fast, slow in zip(
        functional.dense_backward(dy, x, weight), loops.dense_backward(dy, x, weight), strict=True
    ):
        assert_same(fast, slow, scale=10)


@given(dense_arrays())
@settings(max_examples=30)
def test_gradients_equal_differences(case):
    dy, *values = (array.astype(float) for array in case)
    gradients = functional.dense_backward(dy, values[0], values[1])
    assert_slopes(functional.dense, values, dy, gradients)


@given(dense_arrays())
@settings(max_examples=20)
def test_the_parts_are_the_whole(case):
    dy, x, weight, _ = case
    parts = (
        functional.dense_input_gradient(dy, weight),
        *functional.dense_parameter_gradients(dy, x),
    )
    for part, whole in zip(parts, functional.dense_backward(dy, x, weight), strict=True):
        np.testing.assert_array_equal(part, whole)


@pytest.mark.parametrize(
    ("call", "error", "parts"),
    [
        (
            lambda: functional.dense(np.ones((2, 4, 4, 3)), WEIGHT),
            ValueError,
            ["x has shape (2, 4, 4, 3)", "(N, inputs)", "Flatten", "x.reshape(len(x), -1)"],
        ),
        (lambda: functional.dense(np.ones(3), WEIGHT), ValueError, ["x has shape (3,)", "x[None]"]),
        (lambda: functional.dense(np.ones((0, 3)), WEIGHT), ValueError, ["(0, 3)", "such as"]),
        (lambda: functional.dense(5, WEIGHT), ValueError, ["x has shape ()", "such as (1, 3)"]),
        (lambda: functional.dense("a", WEIGHT), TypeError, ["x holds text", "such as"]),
        (
            lambda: functional.dense(X, np.ones((4, 3))),
            ValueError,
            ["weight has shape (4, 3)", "3 inputs", "(inputs, outputs)", "such as (3, 3)"],
        ),
        (
            lambda: functional.dense(X, np.ones(3)),
            ValueError,
            ["weight has shape (3,)", "weight[:, None]"],
        ),
        (
            lambda: functional.dense(X, WEIGHT, np.ones(3)),
            ValueError,
            ["bias has shape (3,)", "4 outputs", "np.ones(4)"],
        ),
        (lambda: functional.dense(X, WEIGHT, 1), ValueError, ["bias has shape ()", "np.ones(4)"]),
        (lambda: loops.dense(X, WEIGHT, np.ones(5)), ValueError, ["bias has shape (5,)"]),
        (
            lambda: functional.dense_backward(np.ones((2, 3)), X, WEIGHT),
            ValueError,
            ["dy has shape (2, 3)", "dense's output", "(2, 4)"],
        ),
        (
            lambda: functional.dense_backward(np.ones((2, 4)), X, WEIGHT.T),
            ValueError,
            ["weight has shape (4, 3)", "3 inputs"],
        ),
        (
            lambda: functional.dense_input_gradient(np.ones((2, 3)), WEIGHT),
            ValueError,
            ["dy has shape (2, 3)", "4 outputs", "such as (2, 4)"],
        ),
        (
            lambda: functional.dense_parameter_gradients(np.ones((3, 4)), X),
            ValueError,
            ["dy has shape (3, 4)", "2 rows", "such as (2, 4)"],
        ),
    ],
)
def test_the_error_teaches(call, error, parts):
    with pytest.raises(error) as caught:
        call()
    for part in parts:
        assert part in str(caught.value)


@pytest.mark.parametrize("inputs", [3, 27, 64])
def test_what_is_not_finite_stays_in_its_row_and_is_no_cause_for_a_warning(inputs):
    x, weight = np.ones((7, inputs), np.float32), np.ones((inputs, 2), np.float32)
    x[3, 1] = np.inf
    y = functional.dense(x, weight)
    assert np.flatnonzero(~np.isfinite(y).all(axis=1)).tolist() == [3]
    dx, dweight, _ = functional.dense_backward(np.ones_like(y), x, weight)
    assert np.isfinite(dx).all()
    assert np.flatnonzero(~np.isfinite(dweight).all(axis=1)).tolist() == [1]
