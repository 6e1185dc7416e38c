"""Exponential linear units: x where it is positive, and a curve towards a floor where it is not."""

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.activations.elementwise import (
    chain_rule,
    elementwise,
    negative_part,
    one_above_zero,
    positive_part,
)
from cnnkit.functional.checks import Array, float_array, real_number

SELU_SCALE = 1.0507009873554804934193349852946
SELU_ALPHA = 1.6732632423543772848170429916717
"""With these two, numbers of mean 0 and variance 1 have them still after the layer."""


def elu(x: ArrayLike, *, alpha: float = 1.0) -> Array:
    """Bend negative numbers smoothly towards a floor of −alpha.

    Y = X where X > 0, and alpha · (exp(X) − 1) elsewhere

    Parameters
    ----------
    x : array_like, any shape
        float32 and float64 are kept, integers become float32.
    alpha : float
        Where the curve ends, below zero.

    Returns
    -------
    array
        A new array of ``x``'s shape and dtype.

    Raises
    ------
    TypeError, ValueError
        If ``x`` does not hold real numbers, or ``alpha`` is not finite.

    Notes
    -----
    Source: D.-A. Clevert, T. Unterthiner and S. Hochreiter, "Fast and Accurate Deep Network
    Learning by Exponential Linear Units (ELUs)", arXiv:1511.07289, section 3.

    Examples
    --------
    >>> elu([-1000.0, 0.0, 3.0], alpha=0.5).tolist()
    [-0.5, 0.0, 3.0]
    """
    alpha = real_number(alpha, "alpha", example=1.0)
    return elementwise(lambda x: _elu(x, alpha), float_array(x, "x"))


def elu_backward(dy: ArrayLike, x: ArrayLike, *, alpha: float = 1.0) -> Array:
    """Multiply the gradient by 1 where ``x`` is positive and by alpha · exp(x) elsewhere.

    Shapes and errors are those of `elu`; ``dy`` and the result have the shape of ``x``.

    Examples
    --------
    >>> elu_backward([5.0, 5.0, 5.0], [-1000.0, 0.0, 3.0], alpha=0.5).tolist()
    [0.0, 2.5, 5.0]
    """
    alpha = real_number(alpha, "alpha", example=1.0)
    return chain_rule(lambda x: _elu_derivative(x, alpha), dy, x, "elu")


def selu(x: ArrayLike) -> Array:
    """Apply the exponential linear unit whose two constants keep activations normalised.

    Y = 1.0507 · elu(X, alpha=1.6733), the constants with all their digits

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
    Source: G. Klambauer, T. Unterthiner, A. Mayr and S. Hochreiter, "Self-Normalizing Neural
    Networks", arXiv:1706.02515, section 2. It goes with `cnnkit.initialisers.lecun_normal`.

    Examples
    --------
    >>> selu([-1000.0, 0.0, 1.0]).round(4).tolist()
    [-1.7581, 0.0, 1.0507]
    """
    return elementwise(lambda x: SELU_SCALE * _elu(x, SELU_ALPHA), float_array(x, "x"))


def selu_backward(dy: ArrayLike, x: ArrayLike) -> Array:
    """Multiply the gradient by 1.0507 times the derivative of elu with alpha 1.6733.

    Shapes and errors are those of `selu`; ``dy`` and the result have the shape of ``x``.

    Examples
    --------
    >>> selu_backward([1.0, 1.0, 1.0], [-1000.0, 0.0, 1.0]).round(4).tolist()
    [0.0, 1.7581, 1.0507]
    """
    return chain_rule(lambda x: SELU_SCALE * _elu_derivative(x, SELU_ALPHA), dy, x, "selu")


def _elu(x: Array, alpha: float) -> Array:
    # expm1 is exp(x) − 1 without the loss of digits that the difference brings near 0.
    y: Array = positive_part(x) + alpha * np.expm1(negative_part(x))
    return y


def _elu_derivative(x: Array, alpha: float) -> Array:
    return one_above_zero(x, alpha * np.exp(negative_part(x)))
