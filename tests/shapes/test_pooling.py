import itertools
import re

import pytest
from counting import Axis, axes
from hypothesis import assume, example, given
from hypothesis import strategies as st

from cnnkit import shapes


def arguments_of(rows, columns):
    return {
        "shape": (rows.size, columns.size),
        "window": (rows.kernel_size, columns.kernel_size),
        "stride": (rows.stride, columns.stride),
        "padding": (rows.sides, columns.sides),
        "dilation": (rows.dilation, columns.dilation),
    }


def sees_a_pixel(axis, window):
    return any(0 <= pixel < axis.size for pixel in window)


@given(axes(most_padding=3), axes(most_padding=3), st.booleans())
@example(Axis(2, 2, 1, 1, 1, dilation=3), Axis(4, 2, 2, 0, 0, dilation=1), False)
@example(Axis(2, 2, 2, 2, 2, dilation=1), Axis(4, 3, 1, 5, 0, dilation=2), True)
def test_it_refuses_exactly_when_a_window_sees_only_padding(rows, columns, ceil_mode):
    windows = {axis: axis.windows(ceil_mode) for axis in (rows, columns)}
    assume(all(windows.values()))
    blind = any(
        not sees_a_pixel(axis, window) for axis in (rows, columns) for window in windows[axis]
    )
    arguments = arguments_of(rows, columns) | {"ceil_mode": ceil_mode}
    if blind:
        with pytest.raises(ValueError, match="wholly outside") as caught:
            shapes.check_pooling_windows(**arguments)
        _take_the_advice(str(caught.value), arguments)
    else:
        shapes.check_pooling_windows(**arguments)


def _take_the_advice(message, arguments):
    """Do what the error says, as long as it says something: it must end."""
    axis = 0 if "height" in message else 1
    if advice := re.search(r"use padding ≤ (\d+)", message):
        padding = list(arguments["padding"])
        padding[axis] = (int(advice[1]), int(advice[1]))
        changed = arguments | {"padding": tuple(padding)}
    else:
        assert "use a dilation of 1" in message
        dilation = list(arguments["dilation"])
        dilation[axis] = 1
        changed = arguments | {"dilation": tuple(dilation)}
    try:
        shapes.check_pooling_windows(**changed)
    except ValueError as error:
        next_message = str(error)
    else:
        return
    # What is left is the other axis, or too much padding for a dilation of 1.
    assert "wholly outside" in next_message
    assert next_message != message
    _take_the_advice(next_message, changed)


@pytest.mark.parametrize("bad", [0, 2.0, (1, 2, 3), None])
def test_a_bad_window_is_called_window(bad):
    with pytest.raises((TypeError, ValueError), match=re.escape(f"window is {bad!r}")):
        shapes.check_pooling_windows((4, 4), bad, stride=1)


@given(st.integers(1, 50), st.integers(1, 60))
def test_adaptive_windows_cover_the_axis(size, output_size):
    windows = shapes.adaptive_windows(size, output_size)
    assert len(windows) == output_size
    assert windows[0][0] == 0
    assert windows[-1][1] == size
    for (start, stop), (next_start, next_stop) in itertools.pairwise(windows):
        assert start <= next_start <= stop <= next_stop  # no pixel is left out
    lengths = {stop - start for start, stop in windows}
    assert min(lengths) >= 1
    assert max(lengths) - min(lengths) <= 1


@given(st.integers(1, 9), st.integers(1, 9))
def test_adaptive_windows_that_divide_the_axis_are_equal(length, output_size):
    windows = shapes.adaptive_windows(length * output_size, output_size)
    assert windows == [(i * length, (i + 1) * length) for i in range(output_size)]


@pytest.mark.parametrize("name", ["size", "output_size"])
@pytest.mark.parametrize("bad", [0, -1, 2.0, None, True])
def test_adaptive_windows_name_what_is_wrong(name, bad):
    arguments = {"size": 4, "output_size": 2} | {name: bad}
    with pytest.raises((TypeError, ValueError), match=f"^{name} is {bad}"):
        shapes.adaptive_windows(**arguments)
