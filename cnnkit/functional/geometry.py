"""Where the windows of a convolution or a pooling stand, worked out once for each arrangement."""

from functools import lru_cache
from typing import NamedTuple

from cnnkit.functional.checks import Array
from cnnkit.shapes import (
    Padding,
    Padding2D,
    check_pooling_windows,
    flag,
    output_shape,
    padding_by_axis,
    padding_sides,
    pair,
    transposed_output_size,
    transposed_padding_sides,
)

Pair = tuple[int, int]


class Geometry(NamedTuple):
    """Where the windows of a convolution or a pooling stand, along (height, width)."""

    window: Pair
    stride: Pair
    dilation: Pair
    padding: tuple[Pair, Pair]
    output: Pair


def convolution_geometry(
    x_shape: tuple[int, ...],
    kernel_shape: tuple[int, ...],
    stride: int | Pair,
    padding: Padding2D,
    dilation: int | Pair,
) -> Geometry:
    """Work out where the windows stand, from the arguments of a convolution."""
    return _convolution_geometry(
        (x_shape[1], x_shape[2]),
        (kernel_shape[0], kernel_shape[1]),
        pair(stride, "stride"),
        padding_by_axis(padding),
        pair(dilation, "dilation"),
    )


def transposed_geometry(
    x_shape: tuple[int, ...],
    kernel_shape: tuple[int, ...],
    stride: int | Pair,
    padding: Padding2D,
    output_padding: int | Pair,
    dilation: int | Pair,
) -> tuple[Geometry, Pair]:
    """Work out the convolution that is transposed, and the height and width of its input.

    That convolution's input is the output here, and the other way round.
    """
    return _transposed_geometry(
        (x_shape[1], x_shape[2]),
        (kernel_shape[0], kernel_shape[1]),
        pair(stride, "stride"),
        padding_by_axis(padding),
        pair(output_padding, "output_padding", minimum=0),
        pair(dilation, "dilation"),
    )


def pooling_geometry(
    x: Array,
    window: int | Pair,
    stride: int | Pair | None,
    padding: Padding2D,
    dilation: int | Pair,
    ceil_mode: bool,
) -> Geometry:
    """Work out where the windows stand, from the arguments of a pooling."""
    windows = pair(window, "window")
    return _pooling_geometry(
        (x.shape[1], x.shape[2]),
        windows,
        windows if stride is None else pair(stride, "stride"),
        padding_by_axis(padding),
        pair(dilation, "dilation"),
        flag(ceil_mode, "ceil_mode"),
    )


# Training asks for the same few geometries at every step; to work one out took half of the time of
# a small convolution. What is remembered is whole numbers only: the arguments are checked before.
@lru_cache(maxsize=1024)
def _convolution_geometry(
    shape: Pair, window: Pair, stride: Pair, padding: tuple[Padding, Padding], dilation: Pair
) -> Geometry:
    sides = _sides(shape, window, stride, padding, dilation)
    output = output_shape(shape, window, stride=stride, padding=sides, dilation=dilation)
    return _without_empty_steps(window, stride, dilation, sides, output)


@lru_cache(maxsize=1024)
def _transposed_geometry(
    shape: Pair,
    window: Pair,
    stride: Pair,
    padding: tuple[Padding, Padding],
    output_padding: Pair,
    dilation: Pair,
) -> tuple[Geometry, Pair]:
    height, width = (
        transposed_output_size(n, k, stride=s, padding=p, output_padding=o, dilation=d)
        for n, k, s, p, o, d in zip(
            shape, window, stride, padding, output_padding, dilation, strict=True
        )
    )
    top_bottom, left_right = (
        transposed_padding_sides(k, stride=s, padding=p, dilation=d)
        for k, s, p, d in zip(window, stride, padding, dilation, strict=True)
    )
    sides = top_bottom, left_right
    return _without_empty_steps(window, stride, dilation, sides, shape), (height, width)


@lru_cache(maxsize=1024)
def _pooling_geometry(
    shape: Pair,
    window: Pair,
    stride: Pair,
    padding: tuple[Padding, Padding],
    dilation: Pair,
    ceil_mode: bool,
) -> Geometry:
    sides = _sides(shape, window, stride, padding, dilation)
    output = output_shape(
        shape,
        window,
        stride=stride,
        padding=sides,
        dilation=dilation,
        ceil_mode=ceil_mode,
        name="window",
    )
    check_pooling_windows(
        shape, window, stride=stride, padding=sides, dilation=dilation, ceil_mode=ceil_mode
    )
    return Geometry(window, stride, dilation, sides, output)


def _sides(
    shape: Pair, window: Pair, stride: Pair, padding: tuple[Padding, Padding], dilation: Pair
) -> tuple[Pair, Pair]:
    """Return the rows and columns that the padding adds: ((top, bottom), (left, right))."""
    top_bottom, left_right = (
        padding_sides(n, k, stride=s, padding=p, dilation=d)
        for n, k, s, p, d in zip(shape, window, stride, padding, dilation, strict=True)
    )
    return top_bottom, left_right


def _without_empty_steps(
    window: Pair, stride: Pair, dilation: Pair, padding: tuple[Pair, Pair], output: Pair
) -> Geometry:
    """Set a stride beyond the image and a dilation of a single pixel, which lead nowhere, to 1."""
    s_h, s_w = (s if o > 1 else 1 for s, o in zip(stride, output, strict=True))
    d_h, d_w = (d if k > 1 else 1 for d, k in zip(dilation, window, strict=True))
    return Geometry(window, (s_h, s_w), (d_h, d_w), padding, output)
