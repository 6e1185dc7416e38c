"""Adaptive pooling: the size of the output is given, and the windows follow from it.

Axes: N images, H, W height and width, C channels.
"""

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.checks import Array, image_array, new_array, upstream_gradient
from cnnkit.functional.geometry import Pair
from cnnkit.shapes import adaptive_windows, pair

Spans = list[tuple[int, int]]
"""Along one axis, the first pixel of each window and the one after its last."""


def adaptive_average_pool2d(x: ArrayLike, output_size: int | Pair) -> Array:
    """Divide a map into windows, as many as the output has pixels, and average each.

    Y[n, i, j, c] = mean of X[n, a, b, c] over ⌊i·H/H'⌋ ≤ a < ⌈(i + 1)·H/H'⌉, and b likewise.
    Maps of any size become maps of one size, as a dense layer after them needs.

    Parameters
    ----------
    x : array_like, (N, H, W, C)
        Feature maps. float32 and float64 are kept, integers become float32.
    output_size : int or (int, int)
        H' and W'. They need not divide H and W: windows then overlap by a pixel.

    Returns
    -------
    array, (N, H', W', C)
        A new array of ``x``'s dtype.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above.

    See Also
    --------
    cnnkit.shapes.adaptive_windows : where the windows begin and end.

    Notes
    -----
    The windows are those of PyTorch's function of this name.

    Examples
    --------
    >>> row = np.array([1, 2, 3, 4, 5])[None, None, :, None]
    >>> adaptive_average_pool2d(row, (1, 3))[0, 0, :, 0].tolist()
    [1.5, 3.0, 4.5]
    """
    x = image_array(x, "adaptive_average_pool2d")
    rows, columns = _spans(x, output_size)
    y = _reduce(np.add, x, rows, columns)
    y /= _sizes(rows, columns, x)
    return y


def adaptive_average_pool2d_backward(dy: ArrayLike, x: ArrayLike, output_size: int | Pair) -> Array:
    """Return the gradient of `adaptive_average_pool2d`: a window's pixels share its dY equally.

    dX[n, a, b, c] = Σ dY[n, i, j, c] / size of window (i, j), over the windows that hold (a, b).

    Parameters
    ----------
    dy : array_like, (N, H', W', C)
        Gradient with respect to the output; cast to ``x``'s dtype.
    x : array_like, (N, H, W, C)
        The feature maps that were pooled. Only their shape and dtype matter.
    output_size : int or (int, int)
        As in `adaptive_average_pool2d`.

    Returns
    -------
    array, (N, H, W, C)
        Gradient with respect to ``x``, in its dtype.

    Raises
    ------
    TypeError, ValueError
        As in `adaptive_average_pool2d`, and if ``dy`` does not have its output's shape.

    Examples
    --------
    >>> dy, x = np.array([2, 6, 4]).reshape(1, 1, 3, 1), np.zeros((1, 1, 5, 1))
    >>> adaptive_average_pool2d_backward(dy, x, (1, 3))[0, 0, :, 0].tolist()
    [1.0, 3.0, 2.0, 4.0, 2.0]
    """
    x = image_array(x, "adaptive_average_pool2d_backward")
    rows, columns = _spans(x, output_size)
    N, H, _, C = x.shape
    y_shape = (N, len(rows), len(columns), C)
    share = upstream_gradient(dy, y_shape, x, "adaptive_average_pool2d") / _sizes(rows, columns, x)
    drows = np.zeros((N, H, len(columns), C), x.dtype)
    for i, (start, stop) in enumerate(rows):
        drows[:, start:stop] += share[:, i : i + 1]
    dx = np.zeros(x.shape, x.dtype)
    for j, (start, stop) in enumerate(columns):
        dx[:, :, start:stop] += drows[:, :, j : j + 1]
    return dx


def adaptive_max_pool2d(x: ArrayLike, output_size: int | Pair) -> Array:
    """Divide a map into windows, as many as the output has pixels, and keep each one's largest.

    Y[n, i, j, c] = max of X[n, a, b, c] over ⌊i·H/H'⌋ ≤ a < ⌈(i + 1)·H/H'⌉, and b likewise.

    Parameters
    ----------
    x : array_like, (N, H, W, C)
        Feature maps. float32 and float64 are kept, integers become float32.
    output_size : int or (int, int)
        H' and W'. They need not divide H and W: windows then overlap by a pixel.

    Returns
    -------
    array, (N, H', W', C)
        A new array of ``x``'s dtype.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above.

    See Also
    --------
    cnnkit.shapes.adaptive_windows : where the windows begin and end.

    Notes
    -----
    The windows are those of PyTorch's function of this name.

    Examples
    --------
    >>> row = np.array([1, 2, 3, 4, 5])[None, None, :, None]
    >>> adaptive_max_pool2d(row, (1, 3))[0, 0, :, 0].tolist()
    [2.0, 4.0, 5.0]
    """
    x = image_array(x, "adaptive_max_pool2d")
    return _reduce(np.maximum, x, *_spans(x, output_size))


def adaptive_max_pool2d_backward(dy: ArrayLike, x: ArrayLike, output_size: int | Pair) -> Array:
    """Return the gradient of `adaptive_max_pool2d`: each window hands dY on to its largest pixel.

    dX[n, a, b, c] = Σ dY[n, i, j, c], over the windows (i, j) whose maximum is the pixel (a, b).
    Of equal pixels the first one in row-major order is the maximum, and so is the first NaN.

    Parameters
    ----------
    dy : array_like, (N, H', W', C)
        Gradient with respect to the output; cast to ``x``'s dtype.
    x : array_like, (N, H, W, C)
        The feature maps that were pooled.
    output_size : int or (int, int)
        As in `adaptive_max_pool2d`.

    Returns
    -------
    array, (N, H, W, C)
        Gradient with respect to ``x``, in its dtype.

    Raises
    ------
    TypeError, ValueError
        As in `adaptive_max_pool2d`, and if ``dy`` does not have its output's shape.

    Examples
    --------
    >>> row = np.array([1, 2, 3, 2, 1])[None, None, :, None]
    >>> adaptive_max_pool2d_backward(np.ones((1, 1, 3, 1)), row, (1, 3))[0, 0, :, 0].tolist()
    [0.0, 1.0, 1.0, 1.0, 0.0]
    """
    x = image_array(x, "adaptive_max_pool2d_backward")
    rows, columns = _spans(x, output_size)
    N, _, _, C = x.shape
    dy = upstream_gradient(dy, (N, len(rows), len(columns), C), x, "adaptive_max_pool2d")
    dx = np.zeros(x.shape, x.dtype)
    n, c = np.ogrid[:N, :C]
    for i, (top, bottom) in enumerate(rows):
        for j, (left, right) in enumerate(columns):
            # (N, k_h, k_w, C) → (N, k_h·k_w, C): argmax takes the first of equals, and of NaNs
            window = x[:, top:bottom, left:right].reshape(N, -1, C)
            a, b = np.divmod(window.argmax(axis=1), right - left)
            dx[n, top + a, left + b, c] += dy[:, i, j]
    return dx


def _spans(x: Array, output_size: int | Pair) -> tuple[Spans, Spans]:
    """Return where the windows begin and end, along the height and along the width."""
    height, width = pair(output_size, "output_size")
    # The output's memory is asked for first: more windows than fit would take for ever to list.
    new_array((len(x), height, width, x.shape[3]), x.dtype, "output_size")
    return adaptive_windows(x.shape[1], height), adaptive_windows(x.shape[2], width)


def _sizes(rows: Spans, columns: Spans, like: Array) -> Array:
    """Count the pixels of each window: (H', W', 1)."""
    heights, widths = ([stop - start for start, stop in spans] for spans in (rows, columns))
    return np.outer(heights, widths)[:, :, None].astype(like.dtype)


def _reduce(operation: np.ufunc, x: Array, rows: Spans, columns: Spans) -> Array:
    """Reduce each window by ``operation``: the rows first, and then the columns."""
    N, _, W, C = x.shape
    # NumPy 1.26.0 reduces rows that lie backwards in memory wrongly, if told where to (out=).
    by_rows = np.empty((N, len(rows), W, C), x.dtype)
    for i, (start, stop) in enumerate(rows):
        by_rows[:, i] = operation.reduce(x[:, start:stop], axis=1)
    y = np.empty((N, len(rows), len(columns), C), x.dtype)
    for j, (start, stop) in enumerate(columns):
        y[:, :, j] = operation.reduce(by_rows[:, :, start:stop], axis=2)
    return y
