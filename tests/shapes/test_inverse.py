import pytest
from counting import Axis, axes
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import shapes


@given(axes(largest=12), st.integers(1, 12), st.integers(0, 8))
def test_exactly_the_totals_in_the_range_give_the_output(axis, output, before):
    arguments = {"stride": axis.stride, "dilation": axis.dilation}
    most = output * axis.stride + 6 * axis.dilation + 1
    totals = [total for total in range(most) if _windows(axis, total, before) == output]
    if not totals:
        with pytest.raises(ValueError, match="without any padding"):
            shapes.padding_for_output(axis.size, output, axis.kernel_size, **arguments)
    else:
        smallest, largest = shapes.padding_for_output(
            axis.size, output, axis.kernel_size, **arguments
        )
        assert totals == list(range(smallest, largest + 1))


@given(axes(), st.integers(1, 8))
def test_exactly_the_inputs_in_the_range_give_the_output(axis, output):
    arguments = {key: axis.arguments[key] for key in ("stride", "padding", "dilation")}
    most = output * axis.stride + 6 * axis.dilation + 1
    sizes = [size for size in range(1, most) if len(_of_size(axis, size).windows()) == output]
    if not sizes:
        with pytest.raises(ValueError, match="alone makes room for more windows"):
            shapes.input_sizes(output, axis.kernel_size, **arguments)
    else:
        smallest, largest = shapes.input_sizes(output, axis.kernel_size, **arguments)
        assert sizes == list(range(smallest, largest + 1))


def test_an_input_needs_no_padding_by_default():
    assert shapes.input_sizes(4, 3) == (6, 6)
    assert shapes.input_sizes(4, 3, padding=1) == (4, 4)


def _windows(axis, total, before):
    before = min(before, total)
    padded = Axis(axis.size, axis.kernel_size, axis.stride, before, total - before, axis.dilation)
    return len(padded.windows())


def _of_size(axis, size):
    return Axis(size, axis.kernel_size, axis.stride, axis.before, axis.after, axis.dilation)
