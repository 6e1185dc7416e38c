import pytest
from counting import axes
from hypothesis import assume, given
from hypothesis import strategies as st

from cnnkit import shapes


def written(axis):
    """Return the positions that a transposed convolution of this axis writes to, uncropped."""
    taps = range(axis.kernel_size)
    return {place * axis.stride + tap * axis.dilation for place in range(axis.size) for tap in taps}


@given(axes(), st.data())
def test_the_size_is_what_the_scattered_windows_cover_less_the_crop(axis, data):
    extra = data.draw(st.integers(0, max(axis.stride, axis.dilation) - 1), "output_padding")
    arguments = axis.arguments | {"output_padding": extra}
    expected = max(written(axis)) + 1 + extra - axis.before - axis.after
    if expected < 1:
        with pytest.raises(ValueError, match="crops all"):
            shapes.transposed_output_size(**arguments)
    else:
        assert shapes.transposed_output_size(**arguments) == expected


@given(axes())
def test_the_size_is_the_input_of_the_convolution_that_it_runs_backwards(axis):
    assume(axis.windows())
    output = len(axis.windows())
    assume(shapes.remainder(**axis.arguments) < max(axis.stride, axis.dilation))
    back = axis.arguments | {"size": output}
    size = shapes.transposed_output_size(**back, output_padding=shapes.remainder(**axis.arguments))
    assert size == axis.size


@given(axes())
def test_every_output_padding_gives_another_input_of_the_same_output(axis):
    sizes = []
    for extra in range(axis.stride):
        if max(written(axis)) + extra < axis.before + axis.after:
            continue  # the crop leaves nothing
        sizes.append(shapes.transposed_output_size(**axis.arguments, output_padding=extra))
        assert shapes.output_size(**axis.arguments | {"size": sizes[-1]}) == axis.size
    if sizes:
        smallest, largest = shapes.input_sizes(axis.size, **_without_size(axis))
        assert sizes == list(range(smallest, largest + 1))


@given(axes())
def test_same_multiplies_the_size_by_the_stride(axis):
    arguments = axis.arguments | {"padding": "same"}
    assert shapes.transposed_output_size(**arguments) == axis.size * axis.stride
    del arguments["size"]
    before, after = shapes.transposed_padding_sides(**arguments)
    assert before >= 0
    assert after - before in (0, 1) or (before == 0 and after < 0)


@given(axes())
def test_valid_crops_nothing_and_full_the_kernels_reach_on_both_sides(axis):
    arguments = _without_size(axis)
    reach = axis.dilation * (axis.kernel_size - 1)
    crop = shapes.transposed_padding_sides
    assert crop(**arguments | {"padding": "valid"}) == (0, 0)
    assert crop(**arguments | {"padding": "full"}) == (reach, reach)
    assert crop(**arguments) == axis.sides
    assert crop(**arguments | {"padding": axis.after}) == (axis.after, axis.after)


def _without_size(axis):
    return {key: value for key, value in axis.arguments.items() if key != "size"}
