"""Sizes of the transposed convolution, which runs a convolution's sizes backwards."""

from cnnkit.shapes.arguments import pair, whole_number
from cnnkit.shapes.padding import Padding, Padding2D, padding_by_axis, padding_sides, window_span


def transposed_padding_sides(
    kernel_size: int, *, stride: int = 1, padding: Padding = "valid", dilation: int = 1
) -> tuple[int, int]:
    """Return how many pixels a transposed convolution crops before and after one axis.

    Parameters
    ----------
    kernel_size, stride, dilation : int
        The window: k, s and d, each at least 1.
    padding : "valid", "same", "full", int or (int, int)
        ``"valid"`` crops nothing. ``"same"`` crops to exactly n s, the odd pixel after; where
        the stride exceeds the span it extends instead, which is a negative crop. ``"full"``
        crops d(k - 1) on each side. A number is cropped on each side; a pair is (before, after).

    Returns
    -------
    tuple of two ints
        (before, after).

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above.

    Examples
    --------
    >>> transposed_padding_sides(4, stride=2, padding="same")
    (1, 1)
    >>> transposed_padding_sides(2, stride=3, padding="same")
    (0, -1)
    """
    span = window_span(kernel_size, dilation)
    stride = whole_number(stride, "stride")
    if isinstance(padding, str) and padding == "same":
        crop = span - stride
        before = max(crop, 0) // 2
        return before, crop - before
    return padding_sides(1, kernel_size, stride=stride, padding=padding, dilation=dilation)


def transposed_output_size(
    size: int,
    kernel_size: int,
    *,
    stride: int = 1,
    padding: Padding = "valid",
    output_padding: int = 0,
    dilation: int = 1,
) -> int:
    """Return the size of a transposed convolution's output along one axis.

    (n - 1)s + d(k - 1) + 1 - before - after + output_padding

    Parameters
    ----------
    size : int
        Pixels along the axis, n ≥ 1.
    kernel_size, stride, dilation : int
        The window: k, s and d, each at least 1.
    padding : "valid", "same", "full", int or (int, int)
        What is cropped, as in `transposed_padding_sides`.
    output_padding : int
        Rows added at the end, fewer than the stride or the dilation: it chooses among the s
        input sizes from which a convolution of this stride makes the same output.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of range, or the crop leaves nothing.

    Notes
    -----
    Source: V. Dumoulin and F. Visin, arXiv:1603.07285, relationships 8 to 14.

    Examples
    --------
    >>> transposed_output_size(3, 3, stride=2, padding=1)
    5
    >>> transposed_output_size(3, 3, stride=2, padding=1, output_padding=1)
    6
    >>> transposed_output_size(7, 4, stride=2, padding="same")
    14
    """
    size = whole_number(size, "size")
    stride = whole_number(stride, "stride")
    dilation = whole_number(dilation, "dilation")
    output_padding = whole_number(output_padding, "output_padding", minimum=0)
    before, after = transposed_padding_sides(
        kernel_size, stride=stride, padding=padding, dilation=dilation
    )
    if output_padding >= max(stride, dilation):
        raise ValueError(
            f"output_padding is {output_padding}; it must be smaller than the stride {stride} or "
            f"the dilation {dilation}, such as {max(stride, dilation) - 1}"
        )
    uncropped = (size - 1) * stride + window_span(kernel_size, dilation) + output_padding
    if before + after >= uncropped:
        raise ValueError(
            f"padding {(before, after)} crops all {uncropped} pixels of the output; "
            f"use a total padding ≤ {uncropped - 1}"
        )
    return uncropped - before - after


def transposed_padding_2d(
    kernel_shape: int | tuple[int, int],
    *,
    stride: int | tuple[int, int] = 1,
    padding: Padding2D = "valid",
    dilation: int | tuple[int, int] = 1,
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the rows and columns that a transposed convolution crops off its image.

    Parameters
    ----------
    kernel_shape, stride, dilation : int or (int, int)
        The window along both axes; one number stands for both.
    padding : "valid", "same", "full", int, (int, int) or ((int, int), (int, int))
        What is cropped, as in `transposed_padding_sides` along each axis.

    Returns
    -------
    tuple
        ((top, bottom), (left, right)).

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above.

    Examples
    --------
    >>> transposed_padding_2d((4, 3), stride=2, padding="same")
    ((1, 1), (0, 1))
    """
    kernels, strides = pair(kernel_shape, "kernel_shape"), pair(stride, "stride")
    dilations, paddings = pair(dilation, "dilation"), padding_by_axis(padding)
    top_bottom, left_right = (
        transposed_padding_sides(k, stride=s, padding=p, dilation=d)
        for k, s, p, d in zip(kernels, strides, paddings, dilations, strict=True)
    )
    return top_bottom, left_right


def transposed_output_shape(
    shape: tuple[int, int],
    kernel_shape: int | tuple[int, int],
    *,
    stride: int | tuple[int, int] = 1,
    padding: Padding2D = "valid",
    output_padding: int | tuple[int, int] = 0,
    dilation: int | tuple[int, int] = 1,
) -> tuple[int, int]:
    """Return height and width of a transposed convolution's output.

    Parameters
    ----------
    shape : (int, int)
        Height and width of its input.
    kernel_shape, stride, padding, dilation
        As in `transposed_padding_2d`.
    output_padding : int or (int, int)
        Rows and columns added at the bottom and the right, as in `transposed_output_size`.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of range, or the crop leaves nothing.

    Examples
    --------
    >>> transposed_output_shape((3, 5), 3, stride=2, padding=1, output_padding=(1, 0))
    (6, 9)
    """
    added = pair(output_padding, "output_padding", minimum=0)
    sizes = zip(
        pair(shape, "shape"),
        pair(kernel_shape, "kernel_shape"),
        pair(stride, "stride"),
        padding_by_axis(padding),
        added,
        pair(dilation, "dilation"),
        strict=True,
    )
    height, width = (
        transposed_output_size(n, k, stride=s, padding=p, output_padding=o, dilation=d)
        for n, k, s, p, o, d in sizes
    )
    return height, width
