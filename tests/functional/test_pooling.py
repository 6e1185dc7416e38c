"""max_pool2d and average_pool2d, forward: the loops, and the cases that are often wrong."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cnnkit import functional
from cnnkit.functional import loops
from tests.functional.drawing import DTYPES, PADDINGS, arrays, assert_same, pairs

GUIDE = json.loads(
    (Path(__file__).parent.parent / "reference" / "conv_arithmetic.json").read_text("utf-8")
)


@st.composite
def poolings(draw, *, maximum):
    """A pooling's map, window and options."""
    shape = [draw(st.integers(1, high)) for high in (2, 9, 9, 3)]
    options = {
        "stride": draw(st.none() | pairs(1, 5)),
        "padding": draw(PADDINGS),
        "ceil_mode": draw(st.booleans()),
    }
    if maximum:
        options["dilation"] = draw(pairs(1, 3))
    else:
        options["count_include_pad"] = draw(st.booleans())
    offset = draw(st.sampled_from([0.0, -9.0, 9.0]))
    x = draw(arrays(*shape, dtype=draw(DTYPES), offset=offset))
    return x, draw(pairs(1, 4)), options


def in_loops(function, x, window, options):
    """Ask the loops, and leave out what does not fit: the errors have tests of their own."""
    try:
        return function(x, window, **options)
    except ValueError:
        assume(False)


@given(poolings(maximum=True))
@settings(max_examples=150)
def test_max_pooling_equals_the_loops(case):
    x, window, options = case
    expected = in_loops(loops.max_pool2d, *case)
    y = functional.max_pool2d(x, window, **options)
    assert y.dtype == expected.dtype
    np.testing.assert_array_equal(y, expected)
    assert not np.shares_memory(x, y)


@given(poolings(maximum=False))
@settings(max_examples=150)
def test_average_pooling_equals_the_loops(case):
    x, window, options = case
    expected = in_loops(loops.average_pool2d, *case)
    y = functional.average_pool2d(x, window, **options)
    assert_same(y, expected, scale=20)
    assert not np.shares_memory(x, y)


@pytest.mark.parametrize(
    "figure",
    [f for f in GUIDE["numeric_figures"] if f["mode"] != "convolution"],
    ids=lambda figure: figure["figure"],
)
@pytest.mark.parametrize("room", [functional, loops])
def test_numbers_of_the_convolution_guide(figure, room):
    function = {"max": room.max_pool2d, "average": room.average_pool2d}[figure["mode"]]
    x = np.array(figure["input"], np.float64)[None, :, :, None]
    y = function(x, figure["k"], stride=figure["s"], padding=figure["p"])
    np.testing.assert_allclose(y[0, :, :, 0], figure["output"], rtol=1e-15)


@pytest.mark.parametrize("room", [functional, loops])
def test_padding_never_wins_over_negative_numbers(room):
    x = -np.arange(1.0, 10.0).reshape(1, 3, 3, 1)
    y = room.max_pool2d(x, 2, stride=2, padding=1)
    assert y[0, :, :, 0].tolist() == [[-1, -2], [-4, -5]]


@pytest.mark.parametrize("room", [functional, loops])
def test_a_last_window_that_begins_in_the_padding_is_left_out(room):
    """PyTorch's rule for ceil_mode: n=3, k=2, s=2, p=1 would round up to a third window at 3."""
    x = np.arange(1.0, 10.0).reshape(1, 3, 3, 1)
    options = {"stride": 2, "padding": 1}
    plain = room.max_pool2d(x, 2, **options)
    np.testing.assert_array_equal(room.max_pool2d(x, 2, **options, ceil_mode=True), plain)


@pytest.mark.parametrize("room", [functional, loops])
def test_divisors_of_average_pooling(room):
    """Padding counts unless told not to; what lies beyond the padding never does."""
    x = np.full((1, 3, 3, 1), 36.0)
    options = {"stride": 2, "padding": ((0, 1), (0, 1)), "ceil_mode": True}
    # Windows begin at 0 and 2; the second holds one pixel and one padded cell, and overhangs by 1.
    counted = room.average_pool2d(x, 3, **options)
    assert counted[0, :, :, 0].tolist() == [[36, 36 / 2], [36 / 2, 36 / 4]]
    left_out = room.average_pool2d(x, 3, **options, count_include_pad=False)
    assert left_out.ravel().tolist() == [36.0] * 4


@pytest.mark.parametrize("function", [functional.max_pool2d, functional.average_pool2d])
def test_integers_become_float32(function):
    y = function(np.full((1, 2, 2, 1), -200, np.int16), 2)
    assert y.dtype == np.float32
    assert y.item() == -200


@pytest.mark.parametrize("function", [functional.max_pool2d, functional.average_pool2d])
def test_result_never_aliases_the_input(function):
    x = np.ones((1, 3, 3, 2))
    y = function(x, 1)
    y[...] = 5
    assert x.max() == 1


@pytest.mark.parametrize("function", [functional.max_pool2d, functional.average_pool2d])
def test_nan_stays_in_its_window(function):
    x = np.zeros((1, 4, 4, 1))
    x[0, 0, 0] = np.nan
    assert np.isnan(function(x, 2)).ravel().tolist() == [True, False, False, False]


@pytest.mark.parametrize("room", [functional, loops])
def test_whether_padding_counts_is_yes_or_no(room):
    x = np.ones((1, 2, 2, 1))
    for call in (
        lambda: room.average_pool2d(x, 2, count_include_pad=5, padding=1),
        lambda: room.average_pool2d_backward(
            np.ones((1, 2, 2, 1)), x, 2, count_include_pad=5, padding=1
        ),
    ):
        with pytest.raises(TypeError, match="count_include_pad is 5; it must be True or False"):
            call()
