"""pad2d against numpy.pad, its gradient, and the promises about arrays."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit.functional import loops, pad2d, pad2d_backward
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


@given(paddings(), st.data())
def test_each_pixel_collects_from_its_copies(case, data):
    """Where the copies are is told by padding the pixels' numbers."""
    x, padding, mode = case
    numbers = np.arange(1, 1 + x.shape[1] * x.shape[2]).reshape(x.shape[1:3])
    copies = np.pad(numbers, padding, mode=mode)  # with "constant" the padding holds 0, no pixel
    dy = data.draw(arrays(len(x), *copies.shape, x.shape[3], dtype=x.dtype))
    dx = pad2d_backward(dy, x, padding, mode=mode)
    assert dx.dtype == x.dtype
    assert not np.shares_memory(dx, dy)
    expected = np.stack([dy[:, copies == k].sum(axis=1) for k in numbers.ravel()], axis=1)
    np.testing.assert_allclose(dx, expected.reshape(x.shape), rtol=1e-5, atol=1e-5)


@given(paddings(), st.data())
def test_the_gradient_of_constant_equals_the_loops(case, data):
    x, padding, _ = case
    dy = data.draw(arrays(*loops.pad2d(x, padding).shape, dtype=x.dtype))
    dx = pad2d_backward(dy, x, padding, value=3.0)
    np.testing.assert_array_equal(dx, loops.pad2d_backward(dy, x, padding))


@pytest.mark.parametrize("mode", MODES)
def test_dtype_of_the_gradient_follows_x(mode):
    dy = np.ones((1, 5, 6, 1))
    dy.flags.writeable = False
    dx = pad2d_backward(dy, np.ones((1, 3, 4, 1), np.uint8), 1, mode=mode)
    assert dx.dtype == np.float32


X = np.ones((1, 4, 4, 4))


@pytest.mark.parametrize(
    ("dy", "padding", "options", "error", "parts"),
    [
        (X, 1, {}, ValueError, ["dy has shape (1, 4, 4, 4)", "pad2d", "np.ones((1, 6, 6, 4))"]),
        ("up", 1, {}, TypeError, ["dy holds text", "such as"]),
        (X, "same", {}, ValueError, ['padding is "same"', "such as 1"]),
        (X, 4, {"mode": "reflect"}, ValueError, ["padding is 4", '"reflect"', "padding ≤ 3"]),
        (X, 0, {"mode": "mirror"}, ValueError, ["mode is 'mirror'", '"reflect"']),
        (X, 0, {"value": None}, TypeError, ["value is None", "such as 0.0"]),
        (X, 0, {"mode": "edge", "value": 1}, ValueError, ["value is 1", 'mode="constant"']),
    ],
)
def test_the_error_of_the_gradient_teaches(dy, padding, options, error, parts):
    backwards = [pad2d_backward] if "mode" in options else [pad2d_backward, loops.pad2d_backward]
    for backward in backwards:
        with pytest.raises(error) as caught:
            backward(dy, X, padding, **options)
        for part in parts:
            assert part in str(caught.value)
