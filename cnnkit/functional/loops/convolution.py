"""Convolution and its gradients, one loop for each index; the letters are those of `loops`."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.checks import Array
from cnnkit.functional.convolution_checks import convolution_arrays
from cnnkit.functional.loops.padding import pad2d
from cnnkit.shapes import Padding2D, output_shape, padding_2d, pair

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
