"""Layers of windows, drawn at random with hypothesis."""

from hypothesis import assume
from hypothesis import strategies as st

from cnnkit.layers import (
    AveragePool2D,
    Conv2D,
    Conv2DTranspose,
    DepthwiseConv2D,
    MaxPool2D,
    SeparableConv2D,
)
from tests.functional.drawing import PADDINGS, pairs

CHANNELS = 4
WINDOWED = [Conv2D, DepthwiseConv2D, SeparableConv2D, MaxPool2D, AveragePool2D]
IMAGES = st.tuples(st.integers(1, 12), st.integers(1, 12), st.just(CHANNELS))


@st.composite
def windowed(draw):
    """A layer of windows, with any options."""
    kind = draw(
        st.sampled_from([Conv2D, DepthwiseConv2D, SeparableConv2D, MaxPool2D, AveragePool2D])
    )
    window, padding = draw(pairs(1, 4)), draw(PADDINGS)
    if kind is AveragePool2D:
        stride, ceil_mode = draw(st.none() | pairs(1, 3)), draw(st.booleans())
        return AveragePool2D(window, stride=stride, padding=padding, ceil_mode=ceil_mode)
    options = {"padding": padding, "dilation": draw(pairs(1, 2)), "stride": draw(pairs(1, 3))}
    if kind is MaxPool2D:
        return MaxPool2D(window, ceil_mode=draw(st.booleans()), **options)
    if kind is Conv2D:
        groups = draw(st.sampled_from([1, 2, 4]))
        return Conv2D(CHANNELS, window, groups=groups, bias=draw(st.booleans()), **options)
    multiplier = draw(st.integers(1, 2))
    if kind is SeparableConv2D:
        return SeparableConv2D(CHANNELS, window, depth_multiplier=multiplier, **options)
    return DepthwiseConv2D(window, depth_multiplier=multiplier, **options)


@st.composite
def transposed(draw):
    """A transposed convolution, with any options."""
    stride, dilation = draw(pairs(1, 3)), draw(pairs(1, 2))
    return Conv2DTranspose(
        CHANNELS,
        draw(pairs(1, 4)),
        stride=stride,
        dilation=dilation,
        padding=draw(PADDINGS),
        output_padding=draw(st.integers(0, 1)),
        groups=draw(st.sampled_from([1, 2])),
    )


def shape_or_none(layer, input_shape):
    """The output's shape; the errors of layers that do not fit have tests of their own."""
    try:
        return layer.output_shape(input_shape)
    except ValueError:
        assume(False)
