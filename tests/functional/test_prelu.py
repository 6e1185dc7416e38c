"""prelu, whose slope is a parameter with a gradient of its own."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit import functional
from tests.functional.drawing import arrays, assert_same
from tests.functional.slopes import assert_slopes


@pytest.mark.parametrize("slope_shape", [(), (1,), (3,)])
@given(data=st.data())
@settings(max_examples=30)
def test_prelu_equals_its_equation_and_differences(slope_shape, data):
    x, dy = data.draw(arrays(2, 4, 3)), data.draw(arrays(2, 4, 3))
    slope = np.reshape(data.draw(arrays(3))[: math.prod(slope_shape)], slope_shape)
    x = np.where(np.abs(x) < 1e-3, 0.5, x)
    y = functional.prelu(x, slope)
    assert_same(y, np.where(x > 0, x, slope * x))
    dx, dslope = functional.prelu_backward(dy, x, slope)
    assert dslope.shape == slope_shape
    assert_slopes(functional.prelu, [x, slope], dy, [dx, dslope])


def test_the_gradient_of_prelu_keeps_its_digits_over_many_pixels():
    x, dy = np.full((2, 2**18, 3), -1, np.float32), np.full((2, 2**18, 3), 0.1, np.float32)
    for slope in (np.ones(3), 1.0):
        _, dslope = functional.prelu_backward(dy, x, slope)
        exact = -dy.sum(dtype=np.float64) / dslope.size
        np.testing.assert_allclose(dslope, exact, rtol=5e-7)


def test_prelu_of_nothing_is_nothing():
    dx, dslope = functional.prelu_backward(np.ones((0, 3)), np.ones((0, 3)), np.ones(3))
    assert dx.shape == (0, 3)
    assert dslope.tolist() == [0, 0, 0]


def test_prelu_at_zero_takes_the_slope():
    dx, dslope = functional.prelu_backward([1.0, 1.0], [0.0, -0.0], 0.25)
    assert dx.tolist() == [0.25, 0.25]
    assert float(dslope) == 0.0
