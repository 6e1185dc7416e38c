"""Convolution and its gradients, one loop for each index; the letters are those of `loops`."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.checks import Array, upstream_gradient
from cnnkit.functional.convolution_checks import convolution_arrays, transposed_arrays
from cnnkit.functional.loops.padding import pad2d
from cnnkit.shapes import (
    Padding2D,
    output_shape,
    padding_2d,
    pair,
    transposed_output_shape,
    transposed_padding_2d,
)

Pair = int | tuple[int, int]


def conv2d(
    x: ArrayLike,
    kernel: ArrayLike,
    bias: ArrayLike | None = None,
    *,
    stride: Pair = 1,
    padding: Padding2D = "valid",
    dilation: Pair = 1,
    groups: int = 1,
) -> Array:
    """Y[n, i, j, f] = Σ X[n, i·s + u·d, j·s + v·d, c] · K[u, v, c, f] + b[f].

    Examples
    --------
    >>> image = np.array([[1, 2, 3], [4, 5, 6]])[None, :, :, None]
    >>> kernel = np.array([[-1, 1], [-1, 1]])[:, :, None, None]
    >>> conv2d(image, kernel)[0, :, :, 0].tolist()
    [[2.0, 2.0]]
    """
    X, K, b = convolution_arrays(x, kernel, bias, groups, "conv2d")
    options: dict[str, Any] = {"stride": stride, "padding": padding, "dilation": dilation}
    height, width = output_shape(X.shape[1:3], K.shape[:2], **options)
    X = pad2d(X, padding_2d(X.shape[1:3], K.shape[:2], **options))
    s, d = pair(stride, "stride"), pair(dilation, "dilation")
    kernel_height, kernel_width, channels, F = K.shape

    Y = np.zeros((len(X), height, width, F), X.dtype)
    for n, i, j, f in np.ndindex(Y.shape):
        first = f // (F // groups) * channels  # a filter sees the channels of its own group
        for u, v, c in np.ndindex(kernel_height, kernel_width, channels):
            row, column = i * s[0] + u * d[0], j * s[1] + v * d[1]
            Y[n, i, j, f] += X[n, row, column, first + c] * K[u, v, c, f]
        if b is not None:
            Y[n, i, j, f] += b[f]
    return Y


def conv2d_backward(
    dy: ArrayLike,
    x: ArrayLike,
    kernel: ArrayLike,
    *,
    stride: Pair = 1,
    padding: Padding2D = "valid",
    dilation: Pair = 1,
    groups: int = 1,
) -> tuple[Array, Array, Array]:
    """Give each pixel and each weight the other one that it met in the forward, times dY.

    dX[n, i·s + u·d, j·s + v·d, c] += dY[n, i, j, f] · K[u, v, c, f]

    dK[u, v, c, f] += dY[n, i, j, f] · X[n, i·s + u·d, j·s + v·d, c]

    db[f] += dY[n, i, j, f]

    Examples
    --------
    >>> x = np.array([1, 2, 4])[None, None, :, None]
    >>> kernel = np.array([3, 5])[None, :, None, None]
    >>> dx, dkernel, dbias = conv2d_backward(np.array([1, 10])[None, None, :, None], x, kernel)
    >>> dx[0, 0, :, 0].tolist(), dkernel[0, :, 0, 0].tolist(), dbias.tolist()
    ([3.0, 35.0, 50.0], [21.0, 42.0], [11.0])
    """
    X, K, _ = convolution_arrays(x, kernel, None, groups, "conv2d_backward")
    options: dict[str, Any] = {"stride": stride, "padding": padding, "dilation": dilation}
    height, width = output_shape(X.shape[1:3], K.shape[:2], **options)
    sides = padding_2d(X.shape[1:3], K.shape[:2], **options)
    s, d = pair(stride, "stride"), pair(dilation, "dilation")
    kernel_height, kernel_width, channels, F = K.shape
    dY = upstream_gradient(dy, (len(X), height, width, F), X, "conv2d")
    X = pad2d(X, sides)

    dX, dK, db = np.zeros_like(X), np.zeros_like(K), np.zeros(F, X.dtype)
    for n, i, j, f in np.ndindex(dY.shape):
        first = f // (F // groups) * channels  # a filter sees the channels of its own group
        for u, v, c in np.ndindex(kernel_height, kernel_width, channels):
            row, column = i * s[0] + u * d[0], j * s[1] + v * d[1]
            dX[n, row, column, first + c] += dY[n, i, j, f] * K[u, v, c, f]
            dK[u, v, c, f] += dY[n, i, j, f] * X[n, row, column, first + c]
        db[f] += dY[n, i, j, f]
    return _crop(dX, sides), dK, db


def conv2d_transpose(
    x: ArrayLike,
    kernel: ArrayLike,
    bias: ArrayLike | None = None,
    *,
    stride: Pair = 1,
    padding: Padding2D = "valid",
    output_padding: Pair = 0,
    dilation: Pair = 1,
    groups: int = 1,
) -> Array:
    """Y[n, i·s + u·d, j·s + v·d, f] += X[n, i, j, c] · K[u, v, f, c], cropped; then + b[f].

    Examples
    --------
    >>> x, kernel = np.array([1, 10])[None, None, :, None], np.ones((1, 3, 1, 1))
    >>> conv2d_transpose(x, kernel, stride=2)[0, 0, :, 0].tolist()
    [1.0, 1.0, 11.0, 10.0, 10.0]
    """
    X, K, b = transposed_arrays(x, kernel, bias, groups, "conv2d_transpose")
    options: dict[str, Any] = {"stride": stride, "padding": padding, "dilation": dilation}
    height, width = transposed_output_shape(
        X.shape[1:3], K.shape[:2], output_padding=output_padding, **options
    )
    (top, bottom), (left, right) = transposed_padding_2d(K.shape[:2], **options)
    s, d = pair(stride, "stride"), pair(dilation, "dilation")
    kernel_height, kernel_width, filters, C = K.shape

    # A negative crop extends: the map below is never smaller than the result.
    shape = (top + height + max(bottom, 0), left + width + max(right, 0), filters * groups)
    Y = np.zeros((len(X), *shape), X.dtype)
    for n, i, j, c in np.ndindex(X.shape):
        first = c // (C // groups) * filters  # a channel reaches the filters of its own group
        for u, v, f in np.ndindex(kernel_height, kernel_width, filters):
            row, column = i * s[0] + u * d[0], j * s[1] + v * d[1]
            Y[n, row, column, first + f] += X[n, i, j, c] * K[u, v, f, c]
    Y = Y[:, top : top + height, left : left + width]
    return Y if b is None else Y + b


def conv2d_transpose_backward(
    dy: ArrayLike,
    x: ArrayLike,
    kernel: ArrayLike,
    *,
    stride: Pair = 1,
    padding: Padding2D = "valid",
    output_padding: Pair = 0,
    dilation: Pair = 1,
    groups: int = 1,
) -> tuple[Array, Array, Array]:
    """Give each pixel and each weight the other one that it met in the forward, times dY.

    dX[n, i, j, c] += dY[n, i·s + u·d, j·s + v·d, f] · K[u, v, f, c]

    dK[u, v, f, c] += dY[n, i·s + u·d, j·s + v·d, f] · X[n, i, j, c]

    db[f] += dY[n, i, j, f]

    Examples
    --------
    >>> x, dy = np.ones((1, 1, 1, 1)), np.array([1, 2, 4])[None, None, :, None]
    >>> dx, dkernel, dbias = conv2d_transpose_backward(dy, x, np.ones((1, 3, 1, 1)))
    >>> dx.tolist(), dkernel[0, :, 0, 0].tolist(), dbias.tolist()
    ([[[[7.0]]]], [1.0, 2.0, 4.0], [7.0])
    """
    X, K, _ = transposed_arrays(x, kernel, None, groups, "conv2d_transpose_backward")
    options: dict[str, Any] = {"stride": stride, "padding": padding, "dilation": dilation}
    (top, _), (left, _) = transposed_padding_2d(K.shape[:2], **options)
    height, width = transposed_output_shape(
        X.shape[1:3], K.shape[:2], output_padding=output_padding, **options
    )
    s, d = pair(stride, "stride"), pair(dilation, "dilation")
    kernel_height, kernel_width, filters, C = K.shape
    dY = upstream_gradient(dy, (len(X), height, width, filters * groups), X, "conv2d_transpose")

    dX, dK = np.zeros_like(X), np.zeros_like(K)
    for n, i, j, c in np.ndindex(X.shape):
        first = c // (C // groups) * filters
        for u, v, f in np.ndindex(kernel_height, kernel_width, filters):
            row, column = i * s[0] + u * d[0] - top, j * s[1] + v * d[1] - left
            if 0 <= row < height and 0 <= column < width:  # what was cropped has no gradient
                dX[n, i, j, c] += dY[n, row, column, first + f] * K[u, v, f, c]
                dK[u, v, f, c] += dY[n, row, column, first + f] * X[n, i, j, c]
    return dX, dK, dY.sum(axis=(0, 1, 2))


def _crop(padded: Array, sides: tuple[tuple[int, int], tuple[int, int]]) -> Array:
    """Cut the padding off again."""
    (top, bottom), (left, right) = sides
    return padded[:, top : padded.shape[1] - bottom, left : padded.shape[2] - right]
