import pytest
from counting import Axis, axes
from hypothesis import assume, given
from hypothesis import strategies as st

from cnnkit import shapes


@given(axes(), st.booleans())
def test_the_output_counts_the_windows(axis, ceil_mode):
    expected = len(axis.windows(ceil_mode))
    if expected == 0:
        with pytest.raises(ValueError, match="does not fit into the padded input"):
            shapes.output_size(**axis.arguments, ceil_mode=ceil_mode)
    else:
        assert shapes.output_size(**axis.arguments, ceil_mode=ceil_mode) == expected


@given(axes(), st.booleans())
def test_pixel_use_counts_the_windows_over_each_pixel(axis, ceil_mode):
    windows = axis.windows(ceil_mode)
    assume(windows)
    touched = [pixel for window in windows for pixel in window]
    expected = [touched.count(pixel) for pixel in range(axis.size)]
    assert shapes.pixel_use(**axis.arguments, ceil_mode=ceil_mode) == expected


@given(axes())
def test_the_remainder_is_what_lies_after_the_last_window(axis):
    windows = axis.windows()
    assume(windows)
    expected = axis.size + axis.after - 1 - max(windows[-1])
    assert shapes.remainder(**axis.arguments) == expected


@given(axes())
def test_same_is_the_least_padding_that_gives_a_window_every_stride(axis):
    arguments = axis.arguments | {"padding": "same"}
    before, after = shapes.padding_sides(**arguments)
    outputs = len(range(0, axis.size, axis.stride))
    assert len(_padded(axis, before, after).windows()) == outputs
    assert shapes.output_size(**arguments) == outputs
    assert after - before in (0, 1)
    if after:
        assert len(_padded(axis, before, after - 1).windows()) < outputs


@given(axes())
def test_full_holds_every_window_that_touches_a_pixel(axis):
    axis = _padded(axis, *shapes.padding_sides(**axis.arguments | {"padding": "full"}))
    every_pixel = range(axis.size)
    reach = axis.dilation * (axis.kernel_size - 1)
    starts = [
        start
        for start in range(-reach - 3, axis.size + 3)
        if any(start + tap * axis.dilation in every_pixel for tap in range(axis.kernel_size))
    ]
    # The outermost windows that touch a pixel are the first and the last that fit.
    assert (starts[0], starts[-1]) == (-axis.before, axis.size + axis.after - 1 - reach)
    at_stride_one = axis.arguments | {"stride": 1, "padding": "full"}
    assert shapes.pixel_use(**at_stride_one) == [axis.kernel_size] * axis.size


@given(axes())
def test_valid_and_explicit_padding_are_taken_as_they_stand(axis):
    assert shapes.padding_sides(**axis.arguments | {"padding": "valid"}) == (0, 0)
    assert shapes.padding_sides(**axis.arguments) == axis.sides
    assert shapes.padding_sides(**axis.arguments | {"padding": list(axis.sides)}) == axis.sides
    one_number = axis.arguments | {"padding": axis.before}
    assert shapes.padding_sides(**one_number) == (axis.before, axis.before)


@given(axes(), axes(), st.booleans())
def test_two_axes_are_one_axis_twice(rows, columns, ceil_mode):
    expected = len(rows.windows(ceil_mode)), len(columns.windows(ceil_mode))
    arguments = {
        "shape": (rows.size, columns.size),
        "kernel_shape": (rows.kernel_size, columns.kernel_size),
        "stride": (rows.stride, columns.stride),
        "padding": (rows.sides, columns.sides),
        "dilation": (rows.dilation, columns.dilation),
        "ceil_mode": ceil_mode,
    }
    if 0 in expected:
        with pytest.raises(ValueError, match="does not fit into the padded input"):
            shapes.output_shape(**arguments)
    else:
        assert shapes.output_shape(**arguments) == expected
        del arguments["ceil_mode"]
        assert shapes.padding_2d(**arguments) == (rows.sides, columns.sides)


@given(axes(), axes(), st.sampled_from(["valid", "same", "full"]))
def test_a_word_pads_both_axes_by_itself(rows, columns, word):
    both = shapes.padding_2d(
        (rows.size, columns.size),
        (rows.kernel_size, columns.kernel_size),
        stride=(rows.stride, columns.stride),
        padding=word,
        dilation=(rows.dilation, columns.dilation),
    )
    assert both == tuple(
        shapes.padding_sides(**axis.arguments | {"padding": word}) for axis in (rows, columns)
    )


def test_padding_of_an_image_is_read_as_height_then_width():
    assert shapes.padding_2d((5, 5), 3, padding=2) == ((2, 2), (2, 2))
    assert shapes.padding_2d((5, 5), 3, padding=(1, 2)) == ((1, 1), (2, 2))
    assert shapes.padding_2d((5, 5), 3, padding=((0, 1), (2, 3))) == ((0, 1), (2, 3))
    assert shapes.padding_2d((5, 5), 3, padding=[[0, 1], 2]) == ((0, 1), (2, 2))


@given(axes())
def test_the_span_reaches_from_the_first_to_the_last_pixel_touched(axis):
    touched = [tap * axis.dilation for tap in range(axis.kernel_size)]
    assert shapes.window_span(axis.kernel_size, axis.dilation) == touched[-1] - touched[0] + 1


# size, kernel_size, stride, padding, dilation and the size that PyTorch 2.13 gives:
# torch.nn.functional.max_pool1d(torch.zeros(1, 1, size), ..., ceil_mode=True).shape[2]
PYTORCH_CEIL_SIZES = [
    (4, 5, 5, 1, 1, 1),
    (10, 4, 5, 2, 1, 3),
    (4, 4, 5, 1, 3, 1),
    (7, 2, 2, 0, 3, 3),
    (5, 4, 5, 1, 3, 1),
    (12, 4, 4, 2, 3, 3),
    (8, 2, 3, 0, 1, 3),
    (3, 4, 2, 2, 2, 1),
    (7, 3, 4, 1, 3, 2),
    (10, 3, 5, 1, 3, 2),
    (9, 5, 5, 2, 1, 3),
    (2, 1, 4, 0, 3, 1),
    (1, 5, 5, 1, 1, 1),
    (2, 1, 5, 0, 3, 1),
    (2, 3, 2, 0, 1, 1),
]


@pytest.mark.parametrize("case", PYTORCH_CEIL_SIZES)
def test_ceil_mode_rounds_up_as_pytorch_does(case):
    *_, expected = case
    size, kernel_size, stride, padding, dilation, _ = case
    arguments = {"stride": stride, "padding": padding, "dilation": dilation, "ceil_mode": True}
    assert shapes.output_size(size, kernel_size, **arguments) == expected


def test_same_does_not_make_all_pixels_of_an_image_count_equally():
    along = shapes.pixel_use(6, 3, padding="same")
    use = {(row, column): along[row] * along[column] for row in range(6) for column in range(6)}
    assert (use[0, 0], use[0, 2], use[2, 2]) == (4, 6, 9)
    assert set(shapes.pixel_use(6, 3, padding="full")) == {3}


def test_the_first_network_of_the_course_leaves_one_row_over():
    layers = [(3, 1), (2, 2), (3, 1), (2, 2), (3, 1)]
    sizes, left_over = [32], []
    for kernel_size, stride in layers:
        left_over.append(shapes.remainder(sizes[-1], kernel_size, stride=stride))
        sizes.append(shapes.output_size(sizes[-1], kernel_size, stride=stride))
    assert sizes == [32, 30, 15, 13, 6, 4]
    assert left_over == [0, 0, 0, 1, 0]
    stack = [shapes.Window(kernel_size, stride) for kernel_size, stride in layers]
    assert shapes.receptive_fields(stack)[-1].size == 18


def _padded(axis, before, after):
    return Axis(axis.size, axis.kernel_size, axis.stride, before, after, axis.dilation)
