"""Padding and its gradient, one loop for each index; the letters are those of `loops`."""

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.checks import Array, image_array, upstream_gradient
from cnnkit.functional.padding import padding_options
from cnnkit.shapes import Padding2D


def pad2d(x: ArrayLike, padding: Padding2D, *, value: float = 0.0) -> Array:
    """Y[n, top + i, left + j, c] = X[n, i, j, c], and ``value`` all around.

    Examples
    --------
    >>> pad2d(np.ones((1, 1, 2, 1)), 1)[0, :, :, 0].tolist()
    [[0.0, 0.0, 0.0, 0.0], [0.0, 1.0, 1.0, 0.0], [0.0, 0.0, 0.0, 0.0]]
    """
    X = image_array(x, "pad2d")
    N, H, W, C = X.shape
    ((top, bottom), (left, right)), fill = padding_options(X, padding, "constant", value)

    Y = np.full((N, top + H + bottom, left + W + right, C), fill, X.dtype)
    for n, i, j, c in np.ndindex(X.shape):
        Y[n, top + i, left + j, c] = X[n, i, j, c]
    return Y


def pad2d_backward(dy: ArrayLike, x: ArrayLike, padding: Padding2D, *, value: float = 0.0) -> Array:
    """dX[n, i, j, c] = dY[n, top + i, left + j, c]; what was filled in needs no gradient.

    Examples
    --------
    >>> dy = np.arange(12).reshape(1, 3, 4, 1)
    >>> pad2d_backward(dy, np.ones((1, 1, 2, 1)), 1)[0, :, :, 0].tolist()
    [[5.0, 6.0]]
    """
    X = image_array(x, "pad2d_backward")
    dY = upstream_gradient(dy, pad2d(X, padding, value=value).shape, X, "pad2d")
    ((top, _), (left, _)), _ = padding_options(X, padding, "constant", value)

    dX = np.zeros_like(X)
    for n, i, j, c in np.ndindex(X.shape):
        dX[n, i, j, c] = dY[n, top + i, left + j, c]
    return dX
