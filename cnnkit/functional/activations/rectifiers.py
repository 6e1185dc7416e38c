"""Rectifiers: x where it is positive, and zero or a gentle slope where it is not."""

from numpy.typing import ArrayLike

from cnnkit.functional.activations.elementwise import (
    chain_rule,
    clipped,
    elementwise,
    negative_part,
    one_above_zero,
    pass_where,
    positive_part,
)
from cnnkit.functional.checks import Array, float_array, real_number, upstream_gradient


def relu(x: ArrayLike) -> Array:
    """Replace negative numbers by zero: the rectified linear unit.

    Y = max(X, 0)

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

    See Also
    --------
    cnnkit.functional.loops.relu : the same, as the equation.

    Notes
    -----
    Source: V. Nair and G. Hinton, "Rectified Linear Units Improve Restricted Boltzmann Machines",
    2010, section 2.

    Examples
    --------
    >>> relu([-2, 0, 3]).tolist()
    [0.0, 0.0, 3.0]
    """
    x = float_array(x, "x")
    return positive_part(x)


def relu_backward(dy: ArrayLike, x: ArrayLike) -> Array:
    """Pass the gradient where ``x`` is positive: dX = dY · [X > 0]; at 0 it is 0, by convention.

    Shapes and errors are those of `relu`; ``dy`` and the result have the shape of ``x``.

    Examples
    --------
    >>> relu_backward([5, 5, 5], [-2, 0, 3]).tolist()
    [0.0, 0.0, 5.0]
    """
    x = float_array(x, "x")
    dy = upstream_gradient(dy, x.shape, x, "relu")
    return pass_where(dy, ~(x <= 0))  # where x is NaN, the gradient passes too


def relu6(x: ArrayLike) -> Array:
    """Limit numbers to 0 … 6, a range that suits arithmetic of few bits.

    Y = min(max(X, 0), 6)

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
    Source: A. Krizhevsky, "Convolutional Deep Belief Networks on CIFAR-10", 2010, section 2.

    Examples
    --------
    >>> relu6([-2, 3, 8]).tolist()
    [0.0, 3.0, 6.0]
    """
    x = float_array(x, "x")
    return clipped(x, 0, 6)


def relu6_backward(dy: ArrayLike, x: ArrayLike) -> Array:
    """Pass the gradient between the limits: dX = dY · [0 < X < 6].

    Shapes and errors are those of `relu6`; ``dy`` and the result have the shape of ``x``.

    Examples
    --------
    >>> relu6_backward([5, 5, 5, 5], [-2, 3, 6, 8]).tolist()
    [0.0, 5.0, 0.0, 0.0]
    """
    x = float_array(x, "x")
    dy = upstream_gradient(dy, x.shape, x, "relu6")
    return pass_where(dy, ~((x <= 0) | (x >= 6)))


def leaky_relu(x: ArrayLike, *, negative_slope: float = 0.01) -> Array:
    """Let a little of the negative numbers through, so that no unit is ever wholly off.

    Y = max(X, 0) + negative_slope · min(X, 0)

    Parameters
    ----------
    x : array_like, any shape
        float32 and float64 are kept, integers become float32.
    negative_slope : float
        The derivative for x ≤ 0.

    Returns
    -------
    array
        A new array of ``x``'s shape and dtype.

    Raises
    ------
    TypeError, ValueError
        If ``x`` does not hold real numbers, or the slope is not finite.

    Notes
    -----
    Source: A. Maas, A. Hannun and A. Ng, "Rectifier Nonlinearities Improve Neural Network
    Acoustic Models", 2013, section 2.

    Examples
    --------
    >>> leaky_relu([-2.0, 0.0, 3.0], negative_slope=0.1).tolist()
    [-0.2, 0.0, 3.0]
    """
    slope = real_number(negative_slope, "negative_slope", example=0.01)
    return elementwise(lambda x: positive_part(x) + slope * negative_part(x), float_array(x, "x"))


def leaky_relu_backward(dy: ArrayLike, x: ArrayLike, *, negative_slope: float = 0.01) -> Array:
    """Multiply the gradient by 1 where ``x`` is positive and by the slope elsewhere.

    Shapes and errors are those of `leaky_relu`; ``dy`` and the result have the shape of ``x``.

    Examples
    --------
    >>> leaky_relu_backward([5.0, 5.0, 5.0], [-2.0, 0.0, 3.0], negative_slope=0.1).tolist()
    [0.5, 0.5, 5.0]
    """
    slope = real_number(negative_slope, "negative_slope", example=0.01)
    return chain_rule(lambda x: one_above_zero(x, slope), dy, x, "leaky_relu")
