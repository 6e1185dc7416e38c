"""Pooling: each window of a feature map becomes its mean.

Axes: N images, H, W height and width, C channels.
"""

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.checks import Array, image_array, upstream_gradient
from cnnkit.functional.geometry import Geometry, Pair, pooling_geometry
from cnnkit.functional.pooling_windows import combine_windows, padded_map
from cnnkit.functional.windows import landing
from cnnkit.shapes import Padding2D, flag


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
    geometry = pooling_geometry(x, window, stride, padding, 1, ceil_mode)
    include_padding = flag(count_include_pad, "count_include_pad")
    y = combine_windows(np.add, padded_map(x, geometry, 0.0), geometry)
    y /= _cells(x, geometry, include_padding)
    return y


def average_pool2d_backward(
    dy: ArrayLike,
    x: ArrayLike,
    window: int | Pair,
    *,
    stride: int | Pair | None = None,
    padding: Padding2D = "valid",
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> Array:
    """Return the gradient of `average_pool2d`: each pixel gets its share of its windows' dY.

    dX[n, a, b, c] = Σ dY[n, i, j, c] / number of cells counted, over the windows (i, j) that see
    the pixel (a, b).

    Parameters
    ----------
    dy : array_like, (N, H', W', C)
        Gradient with respect to the output; cast to ``x``'s dtype.
    x : array_like, (N, H, W, C)
        The feature maps that were pooled. Only their shape and dtype matter.
    window, stride, padding, ceil_mode, count_include_pad
        As in `average_pool2d`.

    Returns
    -------
    array, (N, H, W, C)
        Gradient with respect to ``x``, in its dtype.

    Raises
    ------
    TypeError, ValueError
        As in `average_pool2d`, and if ``dy`` does not have its output's shape.

    Examples
    --------
    >>> dy = np.array([4, 8]).reshape(1, 1, 2, 1)
    >>> average_pool2d_backward(dy, np.zeros((1, 2, 3, 1)), 2, stride=1)[0, :, :, 0].tolist()
    [[1.0, 3.0, 2.0], [1.0, 3.0, 2.0]]
    """
    x = image_array(x, "average_pool2d_backward")
    geometry = pooling_geometry(x, window, stride, padding, 1, ceil_mode)
    include_padding = flag(count_include_pad, "count_include_pad")
    N, H, W, C = x.shape
    (height, width), (s_h, s_w) = geometry.output, geometry.stride
    (top, _), (left, _) = geometry.padding
    dy = upstream_gradient(dy, (N, height, width, C), x, "average_pool2d")
    share = dy / _cells(x, geometry, include_padding)
    # As in the forward, rows and columns come one after the other.
    drows = np.zeros((N, H, width, C), x.dtype)
    for u in range(geometry.window[0]):
        windows, pixels = landing(0, height, u - top, s_h, H)
        drows[:, pixels] += share[:, windows]
    dx = np.zeros(x.shape, x.dtype)
    for v in range(geometry.window[1]):
        windows, pixels = landing(0, width, v - left, s_w, W)
        dx[:, :, pixels] += drows[:, :, windows]
    return dx


def _cells(x: Array, geometry: Geometry, include_padding: bool) -> Array:
    """Count the cells by which each window's sum is divided: (H', W', 1)."""
    rows, columns = (_cells_along(axis, x, geometry, include_padding) for axis in (0, 1))
    cells: Array = np.outer(rows, columns)[:, :, None].astype(x.dtype)
    return cells


def _cells_along(axis: int, x: Array, geometry: Geometry, include_padding: bool) -> list[int]:
    """Count the cells of each window along one axis."""
    n, k, s = x.shape[1 + axis], geometry.window[axis], geometry.stride[axis]
    before, after = geometry.padding[axis]
    first, end = (-before, n + after) if include_padding else (0, n)
    starts = (i * s - before for i in range(geometry.output[axis]))
    return [min(start + k, end) - max(start, first) for start in starts]
