"""Softmax and its logarithm: scores become probabilities."""

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.checks import Array, float_array, upstream_gradient
from cnnkit.shapes import whole_number


def softmax(x: ArrayLike, *, axis: int = -1) -> Array:
    """Turn scores into probabilities: positive, with a sum of 1 along an axis.

    Y[c] = exp(X[c]) / Σ exp(X[k]), the sum running along the axis

    Parameters
    ----------
    x : array_like, any shape
        Scores. −∞ means a probability of 0. float32 and float64 are kept, integers become
        float32.
    axis : int
        The axis along which the probabilities add up to 1; the channels' unless given.

    Returns
    -------
    array
        A new array of ``x``'s shape and dtype; NaN where all scores along the axis are −∞.

    Raises
    ------
    TypeError, ValueError
        If ``x`` does not hold real numbers, or has no such axis.

    See Also
    --------
    cnnkit.functional.loops.softmax : the same, as the equation.

    Notes
    -----
    The greatest score is subtracted first, which changes nothing in the result and keeps exp from
    overflowing. Source: I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", 2016,
    sections 4.1 and 6.2.2.3.

    Examples
    --------
    >>> softmax([10000.0, 10000.0, -10000.0]).tolist()
    [0.5, 0.5, 0.0]
    """
    x, axis = checked_scores(x, axis)
    return probabilities(x, axis)


def softmax_backward(dy: ArrayLike, x: ArrayLike, *, axis: int = -1) -> Array:
    """Return dX[c] = Y[c] · (dY[c] − Σ dY[k] · Y[k]).

    Shapes and errors are those of `softmax`; ``dy`` and the result have the shape of ``x``.

    Examples
    --------
    >>> softmax_backward([8.0, 0.0], [0.0, 0.0]).tolist()
    [2.0, -2.0]
    """
    x, axis = checked_scores(x, axis)
    dy = upstream_gradient(dy, x.shape, x, "softmax")
    y = probabilities(x, axis)
    with np.errstate(over="ignore", invalid="ignore"):
        dx: Array = y * (dy - np.sum(dy * y, axis=axis, keepdims=True))
    return dx


def log_softmax(x: ArrayLike, *, axis: int = -1) -> Array:
    """Return the logarithm of `softmax`, finite also where a probability would round to 0.

    Y[c] = X[c] − log Σ exp(X[k]), the sum running along the axis

    Parameters
    ----------
    x : array_like, any shape
        Scores. float32 and float64 are kept, integers become float32.
    axis : int
        The axis along which the probabilities add up to 1; the channels' unless given.

    Returns
    -------
    array
        A new array of ``x``'s shape and dtype; NaN where all scores along the axis are −∞.

    Raises
    ------
    TypeError, ValueError
        If ``x`` does not hold real numbers, or has no such axis.

    Notes
    -----
    Source: I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", 2016, section 6.2.2.3.

    Examples
    --------
    >>> log_softmax([10000.0, 0.0]).tolist()
    [0.0, -10000.0]
    """
    x, axis = checked_scores(x, axis)
    return log_probabilities(x, axis)


def log_softmax_backward(dy: ArrayLike, x: ArrayLike, *, axis: int = -1) -> Array:
    """Return dX[c] = dY[c] − softmax(X)[c] · Σ dY[k].

    Shapes and errors are those of `log_softmax`; ``dy`` and the result have the shape of ``x``.

    Examples
    --------
    >>> log_softmax_backward([8.0, 0.0], [0.0, 0.0]).tolist()
    [4.0, -4.0]
    """
    x, axis = checked_scores(x, axis)
    dy = upstream_gradient(dy, x.shape, x, "log_softmax")
    y = probabilities(x, axis)
    with np.errstate(over="ignore", invalid="ignore"):
        dx: Array = dy - y * np.sum(dy, axis=axis, keepdims=True)
    return dx


def probabilities(x: Array, axis: int) -> Array:
    """Return the softmax of checked scores."""
    with np.errstate(over="ignore", invalid="ignore"):
        y: Array = x - x.max(axis=axis, keepdims=True)
        np.exp(y, out=y)
        y /= y.sum(axis=axis, keepdims=True)
    return y


def log_probabilities(x: Array, axis: int) -> Array:
    """Return the logarithm of the softmax of checked scores."""
    with np.errstate(over="ignore", invalid="ignore"):
        y: Array = x - x.max(axis=axis, keepdims=True)
        y -= np.log(np.exp(y).sum(axis=axis, keepdims=True))
    return y


def checked_scores(x: ArrayLike, axis: int) -> tuple[Array, int]:
    """Return scores as a float array, and an axis that it has, or say what would work."""
    x = float_array(x, "x")
    if x.ndim == 0:
        raise ValueError(f"x is the single number {x:g}; give scores along an axis, such as [1, 2]")
    axis = whole_number(axis, "axis", minimum=-x.ndim)
    if axis >= x.ndim:
        raise ValueError(
            f"axis is {axis}, but x has shape {x.shape}; the last axis is {x.ndim - 1}, or -1"
        )
    if x.shape[axis] == 0:
        raise ValueError(f"x has shape {x.shape}; along axis {axis} it needs at least one score")
    return x, axis
