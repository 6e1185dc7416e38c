"""Pooling and its gradients, one loop for each index; the letters are those of `loops`."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.checks import Array, image_array, upstream_gradient
from cnnkit.shapes import (
    Padding2D,
    check_pooling_windows,
    flag,
    output_shape,
    padding_2d,
    pair,
)

Pair = int | tuple[int, int]


def max_pool2d(
    x: ArrayLike,
    window: Pair,
    *,
    stride: Pair | None = None,
    padding: Padding2D = "valid",
    dilation: Pair = 1,
    ceil_mode: bool = False,
) -> Array:
    """Y[n, i, j, c] = max X[n, i·s + u·d, j·s + v·d, c] over the pixels of the window.

    Examples
    --------
    >>> image = np.array([[-1, -2, -3, -4], [-5, -6, -7, -8]])[None, :, :, None]
    >>> max_pool2d(image, 2)[0, :, :, 0].tolist()
    [[-1.0, -3.0]]
    """
    X = image_array(x, "max_pool2d")
    N, H, W, C = X.shape
    k, d = pair(window, "window"), pair(dilation, "dilation")
    s = k if stride is None else pair(stride, "stride")
    options: dict[str, Any] = {"stride": s, "padding": padding, "dilation": d}
    check_pooling_windows((H, W), k, **options, ceil_mode=ceil_mode)
    height, width = output_shape((H, W), k, **options, ceil_mode=ceil_mode)
    (top, _), (left, _) = padding_2d((H, W), k, **options)

    Y = np.full((N, height, width, C), -np.inf, X.dtype)
    for n, i, j, c in np.ndindex(Y.shape):
        for u, v in np.ndindex(k):
            row, column = i * s[0] + u * d[0] - top, j * s[1] + v * d[1] - left
            if 0 <= row < H and 0 <= column < W:  # the padding takes no part
                # Python's max would drop a NaN.
                Y[n, i, j, c] = np.maximum(Y[n, i, j, c], X[n, row, column, c])
    return Y


def max_pool2d_backward(
    dy: ArrayLike,
    x: ArrayLike,
    window: Pair,
    *,
    stride: Pair | None = None,
    padding: Padding2D = "valid",
    dilation: Pair = 1,
    ceil_mode: bool = False,
) -> Array:
    """Give each window's dY to its largest pixel: the first in row-major order, if several are.

    dX[n, i·s + u·d, j·s + v·d, c] += dY[n, i, j, c] where X[n, i·s + u·d, j·s + v·d, c] is
    Y[n, i, j, c].

    Examples
    --------
    >>> image = np.array([[1, 3, 2, 2], [3, 0, 2, 2]])[None, :, :, None]
    >>> max_pool2d_backward([[[[5], [7]]]], image, 2)[0, :, :, 0].tolist()
    [[0.0, 5.0, 7.0, 0.0], [0.0, 0.0, 0.0, 0.0]]
    """
    X = image_array(x, "max_pool2d_backward")
    H, W = X.shape[1:3]
    k, d = pair(window, "window"), pair(dilation, "dilation")
    s = k if stride is None else pair(stride, "stride")
    options: dict[str, Any] = {"stride": s, "padding": padding, "dilation": d}
    Y = max_pool2d(X, k, **options, ceil_mode=ceil_mode)
    dY = upstream_gradient(dy, Y.shape, X, "max_pool2d")
    (top, _), (left, _) = padding_2d((H, W), k, **options)

    dX = np.zeros_like(X)
    for n, i, j, c in np.ndindex(Y.shape):
        for u, v in np.ndindex(k):
            row, column = i * s[0] + u * d[0] - top, j * s[1] + v * d[1] - left
            if 0 <= row < H and 0 <= column < W:
                pixel = X[n, row, column, c]
                if pixel == Y[n, i, j, c] or np.isnan(pixel):
                    dX[n, row, column, c] += dY[n, i, j, c]
                    break  # equal pixels further on get nothing
    return dX


def average_pool2d(
    x: ArrayLike,
    window: Pair,
    *,
    stride: Pair | None = None,
    padding: Padding2D = "valid",
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> Array:
    """Y[n, i, j, c] = Σ X[n, i·s + u, j·s + v, c] / number of cells counted.

    Examples
    --------
    >>> image = np.array([[1, 2, 3, 4], [5, 6, 7, 8]])[None, :, :, None]
    >>> average_pool2d(image, 2)[0, :, :, 0].tolist()
    [[3.5, 5.5]]
    """
    X = image_array(x, "average_pool2d")
    N, H, W, C = X.shape
    k = pair(window, "window")
    s = k if stride is None else pair(stride, "stride")
    check_pooling_windows((H, W), k, stride=s, padding=padding, ceil_mode=ceil_mode)
    height, width = output_shape((H, W), k, stride=s, padding=padding, ceil_mode=ceil_mode)
    (top, bottom), (left, right) = padding_2d((H, W), k, stride=s, padding=padding)
    counts_padding = flag(count_include_pad, "count_include_pad")

    Y = np.zeros((N, height, width, C), X.dtype)
    for n, i, j, c in np.ndindex(Y.shape):
        cells = 0
        for u, v in np.ndindex(k):
            row, column = i * s[0] + u - top, j * s[1] + v - left
            is_pixel = 0 <= row < H and 0 <= column < W
            is_padding = not is_pixel and row < H + bottom and column < W + right
            if is_pixel:
                Y[n, i, j, c] += X[n, row, column, c]
            cells += is_pixel or (is_padding and counts_padding)
        Y[n, i, j, c] /= cells
    return Y


def average_pool2d_backward(
    dy: ArrayLike,
    x: ArrayLike,
    window: Pair,
    *,
    stride: Pair | None = None,
    padding: Padding2D = "valid",
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> Array:
    """dX[n, i·s + u, j·s + v, c] += dY[n, i, j, c] / number of cells counted.

    Examples
    --------
    >>> average_pool2d_backward([[[[4], [8]]]], np.zeros((1, 2, 4, 1)), 2)[0, :, :, 0].tolist()
    [[1.0, 1.0, 2.0, 2.0], [1.0, 1.0, 2.0, 2.0]]
    """
    X = image_array(x, "average_pool2d_backward")
    N, H, W, C = X.shape
    k = pair(window, "window")
    s = k if stride is None else pair(stride, "stride")
    check_pooling_windows((H, W), k, stride=s, padding=padding, ceil_mode=ceil_mode)
    height, width = output_shape((H, W), k, stride=s, padding=padding, ceil_mode=ceil_mode)
    dY = upstream_gradient(dy, (N, height, width, C), X, "average_pool2d")
    (top, bottom), (left, right) = padding_2d((H, W), k, stride=s, padding=padding)
    counts_padding = flag(count_include_pad, "count_include_pad")

    dX = np.zeros_like(X)
    for n, i, j, c in np.ndindex(dY.shape):
        pixels, cells = [], 0
        for u, v in np.ndindex(k):
            row, column = i * s[0] + u - top, j * s[1] + v - left
            is_pixel = 0 <= row < H and 0 <= column < W
            is_padding = not is_pixel and row < H + bottom and column < W + right
            if is_pixel:
                pixels.append((row, column))
            cells += is_pixel or (is_padding and counts_padding)
        for row, column in pixels:
            dX[n, row, column, c] += dY[n, i, j, c] / cells
    return dX
