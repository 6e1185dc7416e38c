"""Softmax and cross-entropy, and their gradients, one loop for each index, as in `loops`.

Here n is a row of scores: an image, or a pixel of a map.
"""

import math

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.checks import Array, upstream_gradient
from cnnkit.functional.losses.checks import class_numbers, class_scores
from cnnkit.functional.softmax import checked_scores


def softmax(x: ArrayLike) -> Array:
    """Y[n, c] = exp(X[n, c]) / Σ exp(X[n, k]), with the greatest X[n, k] taken off all of them.

    Examples
    --------
    >>> softmax([[10000, 10000, -10000]]).tolist()
    [[0.5, 0.5, 0.0]]
    """
    X, _ = checked_scores(x, -1)

    Y = np.zeros(X.shape, X.dtype)
    for n in np.ndindex(X.shape[:-1]):
        for c in range(X.shape[-1]):
            Y[n][c] = math.exp(X[n][c] - max(X[n]))
        Y[n] /= sum(Y[n])
    return Y


def softmax_backward(dy: ArrayLike, x: ArrayLike) -> Array:
    """dX[n, k] = Σ dY[n, c] · Y[n, c] · ([c = k] − Y[n, k]) over the classes c.

    Examples
    --------
    >>> softmax_backward([[8, 0]], [[0, 0]]).tolist()
    [[2.0, -2.0]]
    """
    Y = softmax(x)
    dY = upstream_gradient(dy, Y.shape, Y, "softmax")

    dX = np.zeros(Y.shape, Y.dtype)
    for n in np.ndindex(Y.shape[:-1]):
        for c, k in np.ndindex(Y.shape[-1], Y.shape[-1]):
            dX[n][k] += dY[n][c] * Y[n][c] * ((c == k) - Y[n][k])
    return dX


def cross_entropy(logits: ArrayLike, labels: ArrayLike) -> float:
    """L = −Σ log P[n, label of n] / N, where log P[n, c] = X[n, c] − log Σ exp(X[n, k]).

    P itself may round to 0, which has no logarithm. X are the logits.

    Examples
    --------
    >>> round(cross_entropy([[0, 0, 0, 0]], [2]), 4)
    1.3863
    """
    X = class_scores(logits)
    label = class_numbers(labels, X).reshape(X.shape[:-1])

    L = 0.0
    for n in np.ndindex(label.shape):
        scores = X[n].tolist()
        greatest = max(scores)  # exp of what is left cannot overflow
        log_sum = greatest + math.log(sum(math.exp(score - greatest) for score in scores))
        L -= (scores[label[n]] - log_sum) / label.size
    return L


def cross_entropy_backward(logits: ArrayLike, labels: ArrayLike) -> Array:
    """dlogits[n, c] = (P[n, c] − [c is the label of n]) / N.

    Examples
    --------
    >>> cross_entropy_backward([[0, 0, 0, 0]], [2]).tolist()
    [[0.25, 0.25, -0.75, 0.25]]
    """
    P = softmax(class_scores(logits))
    label = class_numbers(labels, P).reshape(P.shape[:-1])

    dlogits = P.copy()
    for n in np.ndindex(label.shape):
        dlogits[n][label[n]] -= 1
        dlogits[n] /= label.size
    return dlogits
