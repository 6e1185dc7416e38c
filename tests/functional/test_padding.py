"""pad2d against numpy.pad, and the promises about arrays."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit.functional import loops, pad2d
from tests.functional.drawing import DTYPES, arrays

MODES = ["constant", "reflect", "edge", "wrap"]


@st.composite
def paddings(draw):
    shape = [draw(st.integers(1, high)) for high in (2, 6, 6, 2)]
    mode = draw(st.sampled_from(MODES))
    limits = [{"reflect": n - 1, "wrap": n}.get(mode, 4) for n in shape[1:3]]
    padding = tuple((draw(st.integers(0, n)), draw(st.integers(0, n))) for n in limits)
    return draw(arrays(*shape, dtype=draw(DTYPES))), padding, mode


@given(paddings())
def test_equals_numpy(case):
    x, padding, mode = case
    y = pad2d(x, padding, mode=mode)
    assert y.dtype == x.dtype
    assert not np.shares_memory(x, y)
    np.testing.assert_array_equal(y, np.pad(x, ((0, 0), *padding, (0, 0)), mode=mode))


@given(paddings(), st.floats(-9, 9, width=32))
def test_constant_equals_the_loops(case, value):
    x, padding, _ = case
    np.testing.assert_array_equal(
        pad2d(x, padding, value=value), loops.pad2d(x, padding, value=value)
    )


@pytest.mark.parametrize(
    ("padding", "shape"), [(1, (4, 5)), ((1, 2), (4, 7)), (((0, 1), (2, 3)), (3, 8))]
)
def test_forms_of_padding(padding, shape):
    assert pad2d(np.ones((1, 2, 3, 1)), padding).shape == (1, *shape, 1)


@pytest.mark.parametrize("mode", MODES)
def test_no_padding_is_a_copy(mode):
    x = np.ones((1, 2, 3, 1))
    y = pad2d(x, 0, mode=mode)
    y[...] = 5
    assert x.max() == 1


def test_infinity_may_be_filled_in():
    assert pad2d(np.zeros((1, 1, 1, 1)), 1, value=-np.inf)[0, 0, 0, 0] == -np.inf
