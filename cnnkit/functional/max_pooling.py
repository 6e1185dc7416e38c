"""Pooling: each window of a feature map becomes its largest number.

Axes: N images, H, W height and width, C channels.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.checks import Array, image_array, upstream_gradient
from cnnkit.functional.geometry import Geometry, Pair, pooling_geometry
from cnnkit.functional.pooling_windows import combine_windows, padded_map
from cnnkit.functional.windows import blocks, landing
from cnnkit.shapes import Padding2D


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
    geometry = pooling_geometry(x, window, stride, padding, dilation, ceil_mode)
    return _maxima(x, geometry)


def max_pool2d_backward(
    dy: ArrayLike,
    x: ArrayLike,
    window: int | Pair,
    *,
    stride: int | Pair | None = None,
    padding: Padding2D = "valid",
    dilation: int | Pair = 1,
    ceil_mode: bool = False,
) -> Array:
    """Return the gradient of `max_pool2d`: each window hands dY on to its largest pixel.

    dX[n, a, b, c] = Σ dY[n, i, j, c], over the windows (i, j) whose maximum is the pixel (a, b).
    Of equal pixels the first one in row-major order is the maximum, and so is the first NaN.

    Parameters
    ----------
    dy : array_like, (N, H', W', C)
        Gradient with respect to the output; cast to ``x``'s dtype.
    x : array_like, (N, H, W, C)
        The feature maps that were pooled.
    window, stride, padding, dilation, ceil_mode
        As in `max_pool2d`.

    Returns
    -------
    array, (N, H, W, C)
        Gradient with respect to ``x``, in its dtype.

    Raises
    ------
    TypeError, ValueError
        As in `max_pool2d`, and if ``dy`` does not have its output's shape.

    Examples
    --------
    >>> x = np.array([[1, 3, 3, 1], [2, 3, 0, 2]])[None, :, :, None]
    >>> dx = max_pool2d_backward(np.array([5, 7]).reshape(1, 1, 2, 1), x, 2)
    >>> dx[0, :, :, 0].tolist()
    [[0.0, 5.0, 7.0, 0.0], [0.0, 0.0, 0.0, 0.0]]
    """
    x = image_array(x, "max_pool2d_backward")
    geometry = pooling_geometry(x, window, stride, padding, dilation, ceil_mode)
    dy = upstream_gradient(dy, (len(x), *geometry.output, x.shape[3]), x, "max_pool2d")
    return max_gradient(dy, x, _maxima(x, geometry), geometry)


def max_gradient(dy: Array, x: Array, y: Array, geometry: Geometry) -> Array:
    """Hand each gradient to the first of the window's largest pixels, given these as ``y``.

    The pixels at each offset in the window are compared with the maximum. A window that has found
    its pixel takes no further part, so that the first one wins. A layer still has ``y`` from its
    forward pass, and spares a quarter of the time.
    """
    (s_h, s_w), (d_h, d_w) = geometry.stride, geometry.dilation
    (top, _), (left, _) = geometry.padding
    (H, W), (height, width) = x.shape[1:3], geometry.output
    last = geometry.window[0] - 1, geometry.window[1] - 1
    apart = s_h > last[0] * d_h and s_w > last[1] * d_w  # no two windows share a pixel
    tiled = apart and geometry.window == geometry.stride and (height * s_h, width * s_w) == (H, W)
    dx = np.empty(x.shape, x.dtype) if tiled and top == left == 0 else np.zeros(x.shape, x.dtype)
    bits = _bits(x)
    for images, rows in blocks(len(x), height, 2 * y[0, 0].nbytes):
        largest, gradient = y[images, rows], dy[images, rows].view(bits)
        searching = np.ones(largest.shape, bool)
        has_nan = bool(np.isnan(largest).any())
        for u, v in np.ndindex(geometry.window):
            from_rows, to_rows = landing(rows.start, rows.stop, u * d_h - top, s_h, H)
            from_columns, to_columns = landing(0, width, v * d_w - left, s_w, W)
            window, pixels = (slice(None), from_rows, from_columns), (images, to_rows, to_columns)
            found = x[pixels] == largest[window]
            if has_nan:
                found |= np.isnan(x[pixels])
            found &= searching[window]
            searching[window] ^= found
            if apart:
                np.multiply(gradient[window], found, out=dx[pixels].view(bits))
            else:
                dx[pixels] += (gradient[window] * found).view(x.dtype)
    return dx


def _maxima(x: Array, geometry: Geometry) -> Array:
    """Return the largest number of each window; the padding takes no part."""
    return combine_windows(np.maximum, padded_map(x, geometry, -np.inf), geometry)


def _bits(x: Array) -> np.dtype[np.signedinteger[Any]]:
    """Return the integers of the width of ``x``'s numbers.

    A gradient's bits times 0 or 1 are nothing or the gradient, whatever it is; as a number,
    infinity times 0 would be NaN.
    """
    return np.dtype(f"i{x.itemsize}")
