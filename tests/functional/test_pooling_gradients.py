"""max_pool2d_backward and average_pool2d_backward: the loops, differences, ties and NaN."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit import functional
from cnnkit.functional import loops, windows
from tests.functional.drawing import DTYPES, arrays, assert_same
from tests.functional.test_pooling import in_loops, poolings

POOLINGS = ["max_pool2d", "average_pool2d"]
BACKWARDS = [functional.max_pool2d_backward, functional.average_pool2d_backward]
INF, NAN = np.inf, np.nan
NEW = np.empty
FEW = st.sampled_from([[0, 1], [-2, -1], [-INF], [-INF, -1], [NAN, 0, 1], [-INF, INF], [*range(9)]])


def column(*values):
    """A map of one column and one channel."""
    return np.array(values, np.float64)[None, :, None, None]


@st.composite
def full_of_ties(draw):
    """A max pooling of numbers of which many are equal, infinite or NaN."""
    x, window, options = draw(poolings(maximum=True))
    rng = np.random.default_rng(draw(st.integers(0, 99)))
    return rng.choice(draw(FEW), x.shape).astype(x.dtype), window, options


@st.composite
def side_by_side(draw):
    """Windows of 2×2, as in nearly all networks, with a row or a column to spare."""
    shape = [draw(st.integers(low, high)) for low, high in ((1, 3), (2, 7), (2, 7), (1, 3))]
    rng = np.random.default_rng(draw(st.integers(0, 99)))
    return rng.choice(draw(FEW), shape).astype(draw(DTYPES)), 2, {}


def full_of_sevens(*arguments):
    """New memory that is not zero by chance."""
    array = NEW(*arguments)
    array.fill(7)
    return array


@given(poolings(maximum=True) | full_of_ties() | side_by_side(), st.data())
@settings(max_examples=300)
def test_max_equals_the_loops(case, data):
    x, window, options = case
    y = in_loops(loops.max_pool2d, *case)
    dy = data.draw(arrays(*y.shape, dtype=x.dtype))
    expected = loops.max_pool2d_backward(dy, x, window, **options)
    dx = functional.max_pool2d_backward(dy, x, window, **options)
    assert_same(dx, expected, scale=20)


@given(full_of_ties() | side_by_side(), st.sampled_from([1, 100, 500]), st.data())
def test_max_equals_the_loops_in_small_blocks_and_used_memory(case, block_bytes, data):
    x, window, options = case
    y = in_loops(loops.max_pool2d, *case)
    dy = data.draw(arrays(*y.shape, dtype=x.dtype))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(windows, "BLOCK_BYTES", block_bytes)
        patch.setattr(np, "empty", full_of_sevens)
        dx = functional.max_pool2d_backward(dy, x, window, **options)
    assert_same(dx, loops.max_pool2d_backward(dy, x, window, **options), scale=20)


@given(poolings(maximum=False), st.data())
@settings(max_examples=150)
def test_average_equals_the_loops(case, data):
    x, window, options = case
    y = in_loops(loops.average_pool2d, *case)
    dy = data.draw(arrays(*y.shape, dtype=x.dtype))
    dx = functional.average_pool2d_backward(dy, x, window, **options)
    assert_same(dx, loops.average_pool2d_backward(dy, x, window, **options), scale=20)


@given(poolings(maximum=True), st.integers(0, 99))
@settings(max_examples=50)
def test_max_equals_differences(case, seed):
    """Numbers a whole 1 apart, so that a small step changes no maximum."""
    x, window, options = case
    rng = np.random.default_rng(seed)
    x = rng.permutation(np.arange(x.size, dtype=np.float64)).reshape(x.shape)
    y = in_loops(loops.max_pool2d, x, window, options)
    dy = rng.standard_normal(y.shape)
    dx = functional.max_pool2d_backward(dy, x, window, **options)
    for _ in range(5):
        step = np.zeros_like(x)
        place = tuple(rng.integers(0, n) for n in x.shape)
        step[place] = 0.25
        ahead, behind = (functional.max_pool2d(x + h, window, **options) for h in (step, -step))
        assert np.vdot(dy, ahead - behind) / 0.5 == pytest.approx(dx[place], abs=1e-9)


@pytest.mark.parametrize("room", [functional, loops])
@pytest.mark.parametrize(
    ("x", "options", "expected"),
    [
        (column(3, 3, 3), {"stride": 2}, [1, 0, 0]),  # of equals, the first
        (column(1, NAN, NAN), {"stride": 1}, [0, 2, 0]),  # and of NaNs
        (column(NAN, NAN, 1), {"stride": 1}, [1, 1, 0]),
        (column(INF, NAN, 1), {"stride": 1}, [0, 2, 0]),
        (column(-INF, -INF), {"stride": 1}, [1, 0]),
        (column(-INF, -INF), {"padding": ((1, 1), (0, 0)), "stride": 1}, [2, 1]),
        (column(-3, -2), {"padding": ((1, 1), (0, 0)), "stride": 1}, [1, 2]),
        (column(5, 4, 9), {"padding": ((1, 1), (0, 0)), "dilation": 2, "stride": 1}, [0, 2, 1]),
    ],
)
def test_who_is_the_maximum(room, x, options, expected):
    y = room.max_pool2d(x, (2, 1), **options)
    dx = room.max_pool2d_backward(np.ones_like(y), x, (2, 1), **options)
    assert dx.ravel().tolist() == expected


def test_ties_go_by_rows_first():
    """The first column's maximum lies below the second one's: row-major order decides."""
    x = np.array([[0, 7], [7, 7]])[None, :, :, None]
    dx = functional.max_pool2d_backward(np.ones((1, 1, 1, 1)), x, 2)
    assert dx[0, :, :, 0].tolist() == [[0, 1], [0, 0]]


@pytest.mark.parametrize("stride", [1, 2])
def test_an_infinite_gradient_reaches_its_pixel_only(stride):
    x = np.array([[1.0, 2.0], [4.0, 3.0]])[None, :, :, None]
    dx = functional.max_pool2d_backward([[[[INF]]]], x, 2, stride=stride)
    assert dx.ravel().tolist() == [0, 0, INF, 0]


@pytest.mark.parametrize("backward", BACKWARDS)
@pytest.mark.parametrize("given_dtype", ["uint8", "float16", ">f4", "float32", "float64"])
def test_dtype_follows_x(backward, given_dtype):
    x = np.arange(16).reshape(1, 4, 4, 1).astype(given_dtype)
    for dy_dtype in ("int64", "float32", "float64"):
        dx = backward(np.full((1, 2, 2, 1), 4, dy_dtype), x, 2)
        assert dx.dtype == ("float64" if given_dtype == "float64" else "float32")
        assert dx.dtype.isnative
        assert dx.sum() == 16


@pytest.mark.parametrize("backward", BACKWARDS)
@pytest.mark.parametrize(
    ("options", "size"), [({}, 2), ({"stride": 1}, 3), ({"padding": 1}, 3), ({"stride": 3}, 1)]
)
def test_arguments_stay_as_they_are(backward, options, size):
    rng = np.random.default_rng(0)
    x, dy = rng.standard_normal((2, 4, 4, 3)), rng.standard_normal((2, size, size, 3))
    copies = x.copy(), dy.copy()
    dx = backward(dy, x, 2, **options)
    assert not any(np.shares_memory(dx, array) for array in (x, dy))
    dx[...] = 7
    np.testing.assert_array_equal(x, copies[0])
    np.testing.assert_array_equal(dy, copies[1])


@pytest.mark.parametrize("backward", BACKWARDS)
def test_a_window_of_one_pixel_hands_the_gradient_on(backward):
    dy = np.arange(6.0).reshape(1, 2, 3, 1)
    dx = backward(dy, np.zeros((1, 2, 3, 1)), 1)
    np.testing.assert_array_equal(dx, dy)
    assert not np.shares_memory(dx, dy)


X = np.ones((1, 4, 4, 4), np.float32)
DY = np.ones((1, 2, 2, 4), np.float32)


@pytest.mark.parametrize("name", POOLINGS)
@pytest.mark.parametrize(
    ("dy", "x", "window", "options", "error", "parts"),
    [
        (X, X, 2, {}, ValueError, ["dy has shape (1, 4, 4, 4)", "np.ones((1, 2, 2, 4))"]),
        (DY[0], X, 2, {}, ValueError, ["dy has shape (2, 2, 4)", "np.ones((1, 2, 2, 4))"]),
        ("up", X, 2, {}, TypeError, ["dy holds text", "such as"]),
        (DY, X[0], 2, {}, ValueError, ["x has shape (4, 4, 4)", "x[None]"]),
        (DY, X, 5, {}, ValueError, ["window 5×5", "4×4", "smaller window"]),
        (DY, X, 2.0, {}, TypeError, ["window is 2.0", "such as"]),
        (DY, X, 2, {"stride": 0}, ValueError, ["stride is 0", "such as 1"]),
        (DY, X, 2, {"padding": 2}, ValueError, ["padding (2, 2)", "padding ≤ 1"]),
        (DY, X, 2, {"ceil_mode": None}, TypeError, ["ceil_mode is None", "True or False"]),
    ],
)
def test_the_error_teaches(name, dy, x, window, options, error, parts):
    with pytest.raises(error) as caught:
        getattr(functional, f"{name}_backward")(dy, x, window, **options)
    for part in (*parts, *([name] if parts[0].startswith("dy has") else [])):
        assert part in str(caught.value)
