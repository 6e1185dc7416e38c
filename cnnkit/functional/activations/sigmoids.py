"""Curves that flatten out: the sigmoid, the hyperbolic tangent, and softplus, one's integral."""

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.activations.elementwise import chain_rule, elementwise, positive_part
from cnnkit.functional.checks import Array, float_array


def sigmoid(x: ArrayLike) -> Array:
    """Squeeze numbers into 0 … 1: the logistic function.

    Y = 1 / (1 + exp(−X))

    Parameters
    ----------
    x : array_like, any shape
        float32 and float64 are kept, integers become float32.

    Returns
    -------
    array
        A new array of ``x``'s shape and dtype.

    Raises
    ------
    TypeError, ValueError
        If ``x`` does not hold real numbers.

    Notes
    -----
    Source: Y. LeCun, L. Bottou, G. Orr and K.-R. Müller, "Efficient BackProp", 1998, section 4.4.

    Examples
    --------
    >>> sigmoid([-10000.0, 0.0, 10000.0]).tolist()
    [0.0, 0.5, 1.0]
    """
    return elementwise(logistic, float_array(x, "x"))


def sigmoid_backward(dy: ArrayLike, x: ArrayLike) -> Array:
    """Multiply the gradient by the sigmoid's derivative: dX = dY · Y · (1 − Y).

    Shapes and errors are those of `sigmoid`; ``dy`` and the result have the shape of ``x``.

    Examples
    --------
    >>> sigmoid_backward([8.0, 8.0], [0.0, 10000.0]).tolist()
    [2.0, 0.0]
    """
    return chain_rule(logistic_derivative, dy, x, "sigmoid")


def tanh(x: ArrayLike) -> Array:
    """Squeeze numbers into −1 … 1: the hyperbolic tangent.

    Y = (exp(X) − exp(−X)) / (exp(X) + exp(−X))

    Parameters
    ----------
    x : array_like, any shape
        float32 and float64 are kept, integers become float32.

    Returns
    -------
    array
        A new array of ``x``'s shape and dtype.

    Raises
    ------
    TypeError, ValueError
        If ``x`` does not hold real numbers.

    Notes
    -----
    Source: Y. LeCun, L. Bottou, G. Orr and K.-R. Müller, "Efficient BackProp", 1998, section 4.4.

    Examples
    --------
    >>> tanh([-10000.0, 0.0, 10000.0]).tolist()
    [-1.0, 0.0, 1.0]
    """
    return elementwise(np.tanh, float_array(x, "x"))


def tanh_backward(dy: ArrayLike, x: ArrayLike) -> Array:
    """Multiply the gradient by the derivative of tanh: dX = dY · (1 − Y²).

    Shapes and errors are those of `tanh`; ``dy`` and the result have the shape of ``x``.

    Examples
    --------
    >>> tanh_backward([8.0, 8.0], [0.0, 10000.0]).tolist()
    [8.0, 0.0]
    """
    return chain_rule(lambda x: 1 - np.square(np.tanh(x)), dy, x, "tanh")


def softplus(x: ArrayLike) -> Array:
    """Round off the corner of relu.

    Y = log(1 + exp(X))

    Parameters
    ----------
    x : array_like, any shape
        float32 and float64 are kept, integers become float32.

    Returns
    -------
    array
        A new array of ``x``'s shape and dtype.

    Raises
    ------
    TypeError, ValueError
        If ``x`` does not hold real numbers.

    Notes
    -----
    Source: C. Dugas, Y. Bengio, F. Bélisle, C. Nadeau and R. Garcia, "Incorporating Second-Order
    Functional Knowledge for Better Option Pricing", 2000, section 3. PyTorch returns ``x`` itself
    above 20, which is too little by 2e-9 at most; here the equation holds everywhere.

    Examples
    --------
    >>> softplus([-10000.0, 0.0, 10000.0]).round(4).tolist()
    [0.0, 0.6931, 10000.0]
    """
    # log(1 + exp(x)) = x + log(1 + exp(−x)): with the sign that keeps exp from overflowing.
    return elementwise(
        lambda x: positive_part(x) + np.log1p(np.exp(-np.abs(x))), float_array(x, "x")
    )


def softplus_backward(dy: ArrayLike, x: ArrayLike) -> Array:
    """Multiply the gradient by the derivative of softplus, the sigmoid: dX = dY · sigmoid(X).

    Shapes and errors are those of `softplus`; ``dy`` and the result have the shape of ``x``.

    Examples
    --------
    >>> softplus_backward([8.0, 8.0], [0.0, 10000.0]).tolist()
    [4.0, 8.0]
    """
    return chain_rule(logistic, dy, x, "softplus")


def logistic(x: Array) -> Array:
    """Return 1 / (1 + exp(−x)) of a block, where exp(−x) may be ∞."""
    y: Array = 1 / (1 + np.exp(-x))
    return y


def logistic_derivative(x: Array) -> Array:
    """Return the derivative of the logistic function, for a block."""
    # σ · (1 − σ) = e / (1 + e)², which is the same for x and −x, and has all its digits where
    # 1 − σ has none left.
    e = np.exp(-np.abs(x))
    derivative: Array = e / np.square(1 + e)
    return derivative
