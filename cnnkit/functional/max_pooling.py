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

HALVED_CHANNELS = 8
"""Up to here windows of 2×2 are halved rather than compared with the output. That takes a third
of the time with 2 channels, six tenths with 3 and 4, and nine tenths with 8; with 16 it is slower,
and with a single one."""


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
    return max_gradient(dy, x, geometry)


def max_gradient(dy: Array, x: Array, geometry: Geometry, y: Array | None = None) -> Array:
    """Return the gradient of a max pooling; whoever has kept its output ``y`` may give it.

    That saves a quarter of the time.
    """
    few = x.shape[3] <= HALVED_CHANNELS
    if few and geometry.window == (2, 2) and _side_by_side(x, geometry):
        return _by_halves(dy, x, geometry)
    return _by_offsets(dy, x, _maxima(x, geometry) if y is None else y, geometry)


def _side_by_side(x: Array, geometry: Geometry) -> bool:
    """Tell whether the windows lie close together, without sharing a pixel, and hold no padding."""
    inside = all(
        o * s <= n for o, s, n in zip(geometry.output, geometry.stride, x.shape[1:3], strict=True)
    )
    plain = geometry.padding == ((0, 0), (0, 0)) and geometry.dilation == (1, 1)
    return plain and inside and geometry.window == geometry.stride


def _by_offsets(dy: Array, x: Array, y: Array, geometry: Geometry) -> Array:
    """Find the maxima by comparing the pixels at each offset in the window with the output.

    A window that has found its maximum takes no further part, so that the first one wins.
    """
    (s_h, s_w), (d_h, d_w) = geometry.stride, geometry.dilation
    (top, _), (left, _) = geometry.padding
    (H, W), (height, width) = x.shape[1:3], geometry.output
    last = geometry.window[0] - 1, geometry.window[1] - 1
    apart = s_h > last[0] * d_h and s_w > last[1] * d_w  # no two windows share a pixel
    every = _side_by_side(x, geometry) and H % s_h == W % s_w == 0
    dx = np.empty(x.shape, x.dtype) if every else np.zeros(x.shape, x.dtype)
    bits = _bits(x)
    for images, rows in blocks(len(x), height, 2 * y[0, 0].nbytes):
        largest, gradient = y[images, rows], dy[images, rows].view(bits)
        searching = np.ones(largest.shape, bool)
        has_nan = bool(np.isnan(largest).any())
        for u, v in np.ndindex(geometry.window):
            from_rows, to_rows = landing(rows.start, rows.stop, u * d_h - top, s_h, H)
            from_columns, to_columns = landing(0, width, v * d_w - left, s_w, W)
            window, pixel = (slice(None), from_rows, from_columns), (images, to_rows, to_columns)
            found = searching[window]
            if (u, v) != last:  # where else should it be?
                found = x[pixel] == largest[window]
                if has_nan:
                    found |= np.isnan(x[pixel])
                found &= searching[window]
                searching[window] ^= found
            if apart:
                np.multiply(gradient[window], found, out=dx[pixel].view(bits))
            else:
                dx[pixel] += (gradient[window] * found).view(x.dtype)
    return dx


def _by_halves(dy: Array, x: Array, geometry: Geometry) -> Array:
    """Find the maxima of windows of 2×2 side by side: the larger of two, and of two again.

    All pixels are compared with their right neighbours, though only every second answer is of
    use: with few channels, a map read as one line is faster than its every second pixel. And the
    output is not needed.
    """
    (N, H, W, C), height, bits = x.shape, geometry.output[0], _bits(x)
    has_rest = H % 2 or W % 2
    dx = np.zeros(x.shape, x.dtype) if has_rest else np.empty(x.shape, x.dtype)
    begins = (np.arange(W) % 2 == 0).repeat(C)  # where in a row a window does
    for images, rows in blocks(N, height, 2 * x[0, 0].nbytes):
        seen = x[images, 2 * rows.start : 2 * rows.stop]
        lines = (*seen.shape[:2], W * C)
        line = seen.reshape(-1)
        right, larger = np.zeros(line.shape, bool), np.empty_like(line)
        np.greater(line[C:], line[:-C], out=right[:-C])
        np.maximum(line[C:], line[:-C], out=larger[:-C])
        larger[-C:] = line[-C:]
        if np.isnan(larger.max()):  # no comparison finds a NaN
            return _by_offsets(dy, x, _maxima(x, geometry), geometry)
        right, larger = right.reshape(lines), larger.reshape(lines)
        below = larger[:, 1::2] > larger[:, ::2]
        # (N, rows, W', C) → (N, rows, 2·W'·C): a copy of dY for either column
        gradient = dy[images, rows].repeat(2, axis=2).view(bits).reshape(*below.shape[:2], -1)
        reached = gradient.shape[2]
        out = dx[images, 2 * rows.start : 2 * rows.stop].view(bits).reshape(lines)
        for u, found in enumerate((begins > below, begins & below)):
            found_right = found & right[:, u::2]
            found ^= found_right
            found[..., C:] |= found_right[..., :-C]
            np.multiply(gradient, found[..., :reached], out=out[:, u::2, :reached])
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
