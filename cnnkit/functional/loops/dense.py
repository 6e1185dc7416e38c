"""The dense layer with its activation, and their gradients: loops with the letters of `loops`.

Here m is an input and k an output.
"""

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.checks import Array, float_array, upstream_gradient
from cnnkit.functional.dense import dense_arrays


def dense(x: ArrayLike, weight: ArrayLike, bias: ArrayLike | None = None) -> Array:
    """Y[n, k] = Σ X[n, m] · W[m, k] + b[k].

    Examples
    --------
    >>> dense([[1, 2, 3]], [[1, 0], [0, 1], [1, 1]], [10, 20]).tolist()
    [[14.0, 25.0]]
    """
    X, W, b = dense_arrays(x, weight, bias)

    Y = np.zeros((len(X), W.shape[1]), X.dtype)
    for n, k in np.ndindex(Y.shape):
        for m in range(len(W)):
            Y[n, k] += X[n, m] * W[m, k]
        if b is not None:
            Y[n, k] += b[k]
    return Y


def dense_backward(dy: ArrayLike, x: ArrayLike, weight: ArrayLike) -> tuple[Array, Array, Array]:
    """Each product X[n, m] · W[m, k] sends dY[n, k] back to both of its factors.

    Examples
    --------
    >>> dX, dW, db = dense_backward([[1, 10]], [[1, 2, 3]], [[1, 0], [0, 1], [1, 1]])
    >>> dX.tolist(), dW.tolist(), db.tolist()
    ([[1.0, 10.0, 11.0]], [[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]], [1.0, 10.0])
    """
    X, W, _ = dense_arrays(x, weight, None)
    dY = upstream_gradient(dy, (len(X), W.shape[1]), X, "dense")

    dX, dW, db = np.zeros_like(X), np.zeros_like(W), np.zeros_like(W[0])
    for n, k in np.ndindex(dY.shape):
        for m in range(len(W)):
            dX[n, m] += dY[n, k] * W[m, k]
            dW[m, k] += dY[n, k] * X[n, m]
        db[k] += dY[n, k]
    return dX, dW, db


def relu(x: ArrayLike) -> Array:
    """Y = 0 where X ≤ 0, and X elsewhere.

    Examples
    --------
    >>> relu([-2, 0, 3]).tolist()
    [0.0, 0.0, 3.0]
    """
    X = float_array(x, "x")

    Y = X.copy()
    for index in np.ndindex(X.shape):
        if X[index] <= 0:
            Y[index] = 0
    return Y


def relu_backward(dy: ArrayLike, x: ArrayLike) -> Array:
    """Return dX = 0 where X ≤ 0, and dY elsewhere.

    Examples
    --------
    >>> relu_backward([5, 5, 5], [-2, 0, 3]).tolist()
    [0.0, 0.0, 5.0]
    """
    X = float_array(x, "x")
    dY = upstream_gradient(dy, X.shape, X, "relu")

    dX = dY.copy()
    for index in np.ndindex(X.shape):
        if X[index] <= 0:
            dX[index] = 0
    return dX
