"""Receptive fields, told before anything is built, against which pixels change which output."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.layers import (
    AdaptiveAveragePool2D,
    Concatenate,
    Conv2D,
    Conv2DTranspose,
    Dense,
    Flatten,
    GlobalAveragePool2D,
    GroupNorm,
    MaxPool2D,
    Residual,
    Sequential,
    Softmax,
    SqueezeExcite,
)
from tests.layers.drawing import CHANNELS, IMAGES, shape_or_none, transposed, windowed


def seen(layer, input_shape, axis):
    """For each output along an axis, the pixels whose change changes it."""
    layer.build(input_shape, np.random.default_rng(0))
    layer.load_state({name: np.ones(v.shape) for name, v in layer.state().items()})
    before = layer.forward(np.ones((1, *input_shape)))
    found = [set() for _ in range(before.shape[1 + axis])]
    for pixel in range(input_shape[axis]):
        x = np.ones((1, *input_shape))
        np.moveaxis(x, 1 + axis, 0)[pixel] += 1
        changed = np.moveaxis(layer.forward(x) != before, 1 + axis, 0)
        for output, has_changed in enumerate(changed.reshape(len(changed), -1).any(axis=1)):
            if has_changed:
                found[output].add(pixel)
    return found


def assert_seen_is_within(view, found):
    for output, pixels in enumerate(found):
        first = view.start + output * view.jump
        assert all(first <= pixel <= first + view.size - 1 for pixel in pixels)


@given(st.lists(windowed(), min_size=1, max_size=3).map(Sequential), IMAGES, st.integers(0, 1))
@settings(max_examples=150)
def test_the_receptive_field_holds_all_that_is_seen_and_is_no_larger(model, input_shape, axis):
    shape_or_none(model, input_shape)
    view = model.views(input_shape)[axis]
    found = seen(model, input_shape, axis)
    assert_seen_is_within(view, found)
    inside = [
        output
        for output in range(len(found))
        if view.start + output * view.jump >= 0
        and view.start + output * view.jump + view.size <= input_shape[axis]
    ]
    # Where windows see nothing but padding along the other axis, nothing changes anything.
    for output in inside if any(found) else []:
        first = view.start + output * view.jump
        assert {first, first + view.size - 1} <= found[output]


@given(transposed(), windowed(), IMAGES, st.integers(0, 1))
@settings(max_examples=100)
def test_the_receptive_field_behind_a_transposed_convolution(upward, after, input_shape, axis):
    model = Sequential([upward, after])
    shape_or_none(model, input_shape)
    assert_seen_is_within(model.views(input_shape)[axis], seen(model, input_shape, axis))


@given(st.integers(1, 6), st.integers(1, 4))
def test_the_receptive_field_of_a_transposed_convolution_is_no_larger(kernel_size, stride):
    layer = Conv2DTranspose(CHANNELS, kernel_size, stride=stride)
    found = seen(layer, (14, 1, CHANNELS), 0)
    most = max(max(pixels) - min(pixels) + 1 for pixels in found if pixels)
    assert most == int(layer.views((14, 1, CHANNELS))[0].size)


@given(st.integers(1, 12), st.integers(1, 12))
def test_the_windows_of_adaptive_pooling_are_within_its_receptive_field(size, output):
    layer = AdaptiveAveragePool2D((output, 1))
    view = layer.views((size, 3, 1))[0]
    assert_seen_is_within(view, seen(layer, (size, 3, 1), 0))
    if size % output == 0:
        assert (view.size, view.jump) == (size // output, size // output)


def test_branches_see_together_what_each_of_them_sees():
    narrow, wide = Conv2D(4, 1), Conv2D(4, (3, 5), padding=((2, 0), (2, 2)))
    for joint in (Residual(narrow, wide), Concatenate(narrow, wide), Residual(wide)):
        height, width = joint.views((9, 9, 4))
        assert (height.size, height.start) == (3, -2)
        assert (width.size, width.start) == (5, -2)
    down = Concatenate(
        Conv2D(2, 1, stride=2),
        Sequential([Conv2D(2, 3, padding=1), MaxPool2D(2)]),
    )
    height, _ = down.views((8, 8, 4))
    assert (height.size, height.jump, height.start) == (4, 2, -1)
    assert_seen_is_within(height, seen(down, (8, 8, 4), 0))


@pytest.mark.parametrize("last", [Flatten, GlobalAveragePool2D])
def test_what_depends_on_all_pixels_sees_the_whole_image_and_no_more(last):
    model = Sequential([Conv2D(4, 3, padding="full"), MaxPool2D(2), last(), Dense(2)])
    fields = [row.receptive_field for row in model.summary((8, 12, 3)).rows]
    assert fields == [(3, 3), (4, 4), (8, 12), (8, 12)]
    for layer in (SqueezeExcite(2), GroupNorm(2)):
        model = Sequential([Conv2D(4, 3), Residual(layer), Conv2D(4, 3)])
        fields = [row.receptive_field for row in model.summary((8, 12, 3)).rows]
        assert fields == [(3, 3), (8, 12), (8, 12), (8, 12)]


def test_pixels_that_no_window_reaches_are_not_seen_by_what_depends_on_all_others():
    """One row and one column are left over at 13 → 6, and two pixels of the input with them."""
    layers = [Conv2D(1, 3), MaxPool2D(2), Conv2D(1, 3), MaxPool2D(2), Conv2D(1, 3), Flatten()]
    model = Sequential([*layers, Dense(1)])
    assert model.summary((32, 32, 1)).rows[-1].receptive_field == (30, 30)
    assert seen(model, (32, 32, 1), 0)[0] == set(range(30))


def test_softmax_sees_the_axis_that_it_sums_over():
    for axis, field in ((1, (8, 1)), (-2, (1, 12)), (3, (1, 1))):
        model = Sequential([Softmax(axis=axis)])
        assert model.summary((8, 12, 3)).rows[0].receptive_field == field
        height, width = model.views((8, 12, 3))
        assert_seen_is_within(height, seen(model, (8, 12, 3), 0))
        assert_seen_is_within(width, seen(model, (8, 12, 3), 1))
