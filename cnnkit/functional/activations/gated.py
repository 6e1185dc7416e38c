"""Activations that multiply x by a gate between 0 and 1, which x itself opens.

Far out the gate is shut or wide open to every digit. So that an infinite x gives the limit and
not NaN = ∞ · 0, x is held within `FAR` on the side where its gate is shut.
"""

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.activations.elementwise import chain_rule, elementwise, pass_where
from cnnkit.functional.activations.sigmoids import logistic
from cnnkit.functional.checks import Array, float_array, upstream_gradient

FAR = 800.0
"""exp(−800) is 0 in float64, and so in float32."""

MISH_OPEN = 22.0
"""Above it the gate of mish is 1 to float64's last digit; and exp(22)⁴ still fits into float32."""


def swish(x: ArrayLike) -> Array:
    """Multiply numbers by their own sigmoid; the function is called SiLU as well.

    Y = X · sigmoid(X)

    Parameters
    ----------
    x : array_like, any shape
        float32 and float64 are kept, integers become float32.

    Returns
    -------
    array
        A new array of ``x``'s shape and dtype. At −∞ it is 0.

    Raises
    ------
    TypeError, ValueError
        If ``x`` does not hold real numbers.

    Notes
    -----
    Source: P. Ramachandran, B. Zoph and Q. Le, "Searching for Activation Functions",
    arXiv:1710.05941, section 4, with β = 1.

    Examples
    --------
    >>> swish([-1.0, 0.0, 10000.0]).round(4).tolist()
    [-0.2689, 0.0, 10000.0]
    """
    return elementwise(lambda x: x.clip(-FAR, np.inf) * logistic(x), float_array(x, "x"))


def swish_backward(dy: ArrayLike, x: ArrayLike) -> Array:
    """Multiply the gradient by the derivative: dX = dY · S · (1 + X · (1 − S)), S = sigmoid(X).

    Shapes and errors are those of `swish`; ``dy`` and the result have the shape of ``x``.

    Examples
    --------
    >>> swish_backward([8.0, 8.0], [0.0, 10000.0]).tolist()
    [4.0, 8.0]
    """
    return chain_rule(_swish_derivative, dy, x, "swish")


def _swish_derivative(x: Array) -> Array:
    s = logistic(x)
    derivative: Array = s * (1 + x.clip(-FAR, FAR) * (1 - s))
    return derivative


def hard_swish(x: ArrayLike) -> Array:
    """Approximate swish with straight lines, which need no exponential.

    Y = X · relu6(X + 3) / 6

    Parameters
    ----------
    x : array_like, any shape
        float32 and float64 are kept, integers become float32.

    Returns
    -------
    array
        A new array of ``x``'s shape and dtype. At −∞ it is 0.

    Raises
    ------
    TypeError, ValueError
        If ``x`` does not hold real numbers.

    Notes
    -----
    Source: A. Howard et al., "Searching for MobileNetV3", arXiv:1905.02244, section 5.2.

    Examples
    --------
    >>> hard_swish([-1.5, 0.0, 1.5, 4.0]).tolist()
    [-0.375, 0.0, 1.125, 4.0]
    """
    return elementwise(lambda x: x.clip(-3, np.inf) * ((x + 3).clip(0, 6) / 6), float_array(x, "x"))


def hard_swish_backward(dy: ArrayLike, x: ArrayLike) -> Array:
    """Multiply the gradient by 0 up to −3, by X / 3 + 1/2 between, and by 1 from 3 on.

    Shapes and errors are those of `hard_swish`; ``dy`` and the result have the shape of ``x``.

    Examples
    --------
    >>> hard_swish_backward([6.0, 6.0, 6.0, 6.0], [-3.0, -1.5, 0.0, 3.0]).tolist()
    [0.0, 0.0, 3.0, 6.0]
    """
    x = float_array(x, "x")
    dy = upstream_gradient(dy, x.shape, x, "hard_swish")
    return elementwise(_hard_swish_gradient, dy, x)


def _hard_swish_gradient(dy: Array, x: Array) -> Array:
    sloped = ~((x <= -3) | (x >= 3))
    return pass_where(dy, x >= 3) + pass_where(dy, sloped) * (x.clip(-3, 3) / 3 + 0.5)


def mish(x: ArrayLike) -> Array:
    """Multiply numbers by a smooth gate of their own, tanh of their softplus.

    Y = X · tanh(log(1 + exp(X)))

    Parameters
    ----------
    x : array_like, any shape
        float32 and float64 are kept, integers become float32.

    Returns
    -------
    array
        A new array of ``x``'s shape and dtype. At −∞ it is 0.

    Raises
    ------
    TypeError, ValueError
        If ``x`` does not hold real numbers.

    Notes
    -----
    Source: D. Misra, "Mish: A Self Regularized Non-Monotonic Activation Function",
    arXiv:1908.08681, section 2.

    Examples
    --------
    >>> mish([-1.0, 0.0, 1.0, 10000.0]).round(4).tolist()
    [-0.3034, 0.0, 0.8651, 10000.0]
    """
    return elementwise(_mish, float_array(x, "x"))


def mish_backward(dy: ArrayLike, x: ArrayLike) -> Array:
    """Multiply the gradient by the derivative: dX = dY · (gate + X · (1 − gate²) · sigmoid(X)).

    Shapes and errors are those of `mish`; ``dy`` and the result have the shape of ``x``.

    Examples
    --------
    >>> mish_backward([10.0, 10.0], [0.0, 10000.0]).round(4).tolist()
    [6.0, 10.0]
    """
    return chain_rule(_mish_derivative, dy, x, "mish")


# With e = exp(x) the gate is tanh(log(1 + e)) = ((1 + e)² − 1) / ((1 + e)² + 1) = m / (m + 2),
# where m = e · (e + 2): one exponential, and no difference in which digits are lost.


def _mish(x: Array) -> Array:
    e = np.exp(x.clip(-np.inf, MISH_OPEN))
    m = e * (e + 2)
    y: Array = x.clip(-FAR, np.inf) * (m / (m + 2))
    return y


def _mish_derivative(x: Array) -> Array:
    x = x.clip(-FAR, MISH_OPEN)
    e = np.exp(x)
    m = e * (e + 2)
    # (1 − gate²) · sigmoid(x) = 4 (1 + e)² / (m + 2)² · e / (1 + e)
    derivative: Array = m / (m + 2) + x * (4 * e * (1 + e) / np.square(m + 2))
    return derivative
