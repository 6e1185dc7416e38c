"""Pooling: each window of a feature map becomes one number.

Axes: N images, H, W height and width, C channels.
"""

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.checks import Array, image_array, new_array
from cnnkit.functional.windows import Geometry, Pair
from cnnkit.shapes import (
    Padding2D,
    check_pooling_windows,
    flag,
    output_shape,
    padding_2d,
    pair,
    window_span,
)


def max_pool2d(
    x: ArrayLike,
    window: int | Pair,
    *,
    stride: int | Pair | None = None,
    padding: Padding2D = "valid",
    dilation: int | Pair = 1,
    ceil_mode: bool = False,
) -> Array:
    """Keep the largest number of each window.

    Y[n, i, j, c] = max X[n, i·s + u·d, j·s + v·d, c] over the window's rows u and columns v.
    The padding takes no part, as if it held −∞.

    Parameters
    ----------
    x : array_like, (N, H, W, C)
        Feature maps. float32 and float64 are kept, integers become float32.
    window : int or (int, int)
        Size of the window, (height, width).
    stride : int or (int, int), optional
        Pixels from one window to the next; the window's size if left out.
    padding : "valid", "same", "full", int, (int, int) or ((int, int), (int, int))
        Padding around the map. No window may lie wholly in it.
    dilation : int or (int, int)
        Distance between neighbouring pixels of a window; 1 means that they touch.
    ceil_mode : bool
        Round the output's size up, so that a last window may reach past the end.

    Returns
    -------
    array, (N, H', W', C)
        A new array of ``x``'s dtype. H' and W' are those of `cnnkit.shapes.output_shape`.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above, the window does not fit, or one lies
        wholly in the padding.

    See Also
    --------
    cnnkit.functional.loops.max_pool2d : the same, as the equation.

    Notes
    -----
    Source: V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning",
    arXiv:1603.07285, section 3; ``ceil_mode`` is PyTorch's.

    Examples
    --------
    >>> x = np.array([[-1, -2, -3, -4], [-5, -6, -7, -8]])[None, :, :, None]
    >>> max_pool2d(x, 2)[0, :, :, 0].tolist()
    [[-1.0, -3.0]]
    """
    x = image_array(x, "max_pool2d")
    geometry = _geometry(x, window, stride, padding, dilation, ceil_mode)
    return _combine(np.maximum, _padded(x, geometry, -np.inf), geometry)


def average_pool2d(
    x: ArrayLike,
    window: int | Pair,
    *,
    stride: int | Pair | None = None,
    padding: Padding2D = "valid",
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> Array:
    """Replace each window by its mean.

    Y[n, i, j, c] = Σ X[n, i·s + u, j·s + v, c] / number of cells counted, over the window's
    rows u and columns v.

    Parameters
    ----------
    x : array_like, (N, H, W, C)
        Feature maps. float32 and float64 are kept, integers become float32.
    window : int or (int, int)
        Size of the window, (height, width).
    stride : int or (int, int), optional
        Pixels from one window to the next; the window's size if left out.
    padding : "valid", "same", "full", int, (int, int) or ((int, int), (int, int))
        Zeros around the map. No window may lie wholly in them.
    ceil_mode : bool
        Round the output's size up, so that a last window may reach past the end. What lies
        beyond the padding is never counted.
    count_include_pad : bool
        Count the padded zeros as cells of the window, or only the pixels.

    Returns
    -------
    array, (N, H', W', C)
        A new array of ``x``'s dtype. H' and W' are those of `cnnkit.shapes.output_shape`.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above, the window does not fit, or one lies
        wholly in the padding.

    See Also
    --------
    cnnkit.functional.loops.average_pool2d : the same, as the equation.

    Notes
    -----
    Source: V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning",
    arXiv:1603.07285, section 3; ``ceil_mode`` and ``count_include_pad`` are PyTorch's.

    Examples
    --------
    >>> x = np.array([[4, 8], [8, 4]])[None, :, :, None]
    >>> average_pool2d(x, 2)[0, :, :, 0].tolist()
    [[6.0]]
    >>> average_pool2d(x, 2, padding=1)[0, :, :, 0].tolist()
    [[1.0, 2.0], [2.0, 1.0]]
    >>> average_pool2d(x, 2, padding=1, count_include_pad=False)[0, :, :, 0].tolist()
    [[4.0, 8.0], [8.0, 4.0]]
    """
    x = image_array(x, "average_pool2d")
    geometry = _geometry(x, window, stride, padding, 1, ceil_mode)
    include_padding = flag(count_include_pad, "count_include_pad")
    y = _combine(np.add, _padded(x, geometry, 0.0), geometry)
    rows, columns = (_cells(x, geometry, axis, include_padding) for axis in (0, 1))
    y /= np.outer(rows, columns)[:, :, None].astype(x.dtype)
    return y


def _geometry(
    x: Array,
    window: int | Pair,
    stride: int | Pair | None,
    padding: Padding2D,
    dilation: int | Pair,
    ceil_mode: bool,
) -> Geometry:
    """Work out where the windows stand, from the arguments of a pooling."""
    shape, kernel = x.shape[1:3], pair(window, "window")
    strides = kernel if stride is None else pair(stride, "stride")
    dilations = pair(dilation, "dilation")
    output = output_shape(
        shape,
        kernel,
        stride=strides,
        padding=padding,
        dilation=dilations,
        ceil_mode=ceil_mode,
        name="window",
    )
    check_pooling_windows(
        shape, kernel, stride=strides, padding=padding, dilation=dilations, ceil_mode=ceil_mode
    )
    sides = padding_2d(shape, kernel, stride=strides, padding=padding, dilation=dilations)
    return Geometry(kernel, strides, dilations, sides, output)


def _padded(x: Array, geometry: Geometry, value: float) -> Array:
    """Return ``x`` with ``value`` wherever a window reaches past it, or ``x`` itself."""
    N, H, W, C = x.shape
    (top, _), (left, _) = geometry.padding
    height, width = (
        (o - 1) * s + window_span(k, d)
        for o, s, k, d in zip(
            geometry.output, geometry.stride, geometry.window, geometry.dilation, strict=True
        )
    )
    if top == left == 0 and height <= H and width <= W:
        return x
    shape = (N, max(height, top + H), max(width, left + W), C)
    padded = new_array(shape, x.dtype, "padding")
    padded[...] = value
    padded[:, top : top + H, left : left + W] = x
    return padded


def _combine(operation: np.ufunc, padded: Array, geometry: Geometry) -> Array:
    """Reduce all windows by ``operation``, one offset in the window after the other.

    Whole shifted maps are combined, which is far faster than a reduction of each window; rows
    come first and columns then, so that k + k steps do the work of k · k.
    """
    (height, width), (s_h, s_w) = geometry.output, geometry.stride
    d_h, d_w = geometry.dilation
    row_span, column_span = (height - 1) * s_h + 1, (width - 1) * s_w + 1
    rows = padded[:, :row_span:s_h]
    for u in range(1, geometry.window[0]):
        rows = operation(rows, padded[:, u * d_h : u * d_h + row_span : s_h])
    y = rows[:, :, :column_span:s_w].copy()
    for v in range(1, geometry.window[1]):
        operation(y, rows[:, :, v * d_w : v * d_w + column_span : s_w], out=y)
    return y


def _cells(x: Array, geometry: Geometry, axis: int, include_padding: bool) -> list[int]:
    """Count, along one axis, the cells by which each window's sum is divided."""
    n, k, s = x.shape[1 + axis], geometry.window[axis], geometry.stride[axis]
    before, after = geometry.padding[axis]
    first, end = (-before, n + after) if include_padding else (0, n)
    starts = (i * s - before for i in range(geometry.output[axis]))
    return [min(start + k, end) - max(start, first) for start in starts]
