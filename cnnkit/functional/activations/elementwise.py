"""What the activations share: an equation computed in blocks, and the chain rule."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.checks import Array, float_array, upstream_gradient

BLOCK = 1 << 16
"""Numbers computed at a time, so that what an equation leaves in between stays in the processor's
second-level cache: 2 to 5 times faster than arrays of 4 megabytes and more in one go, and next to
no memory."""


def elementwise(equation: Callable[..., Array], *arrays: Array) -> Array:
    """Apply an equation, number by number, to arrays of one shape and dtype.

    The equation sees one-dimensional blocks. Where it exceeds the largest number, it is to go on
    with ∞ without a warning; 1 / (1 + ∞) is 0, as it should be.

    Examples
    --------
    >>> elementwise(lambda x, y: x * y + 1, np.array([[1.0, 2.0]]), np.array([[3.0, 4.0]])).tolist()
    [[4.0, 9.0]]
    """
    y = np.empty(arrays[0].shape, arrays[0].dtype)
    flat_y, flat_arrays = y.reshape(-1), [array.reshape(-1) for array in arrays]
    with np.errstate(over="ignore", invalid="ignore"):
        for start in range(0, y.size, BLOCK):
            block = slice(start, start + BLOCK)
            flat_y[block] = equation(*(array[block] for array in flat_arrays))
    return y


def chain_rule(
    derivative: Callable[[Array], Array], dy: ArrayLike, x: ArrayLike, function: str
) -> Array:
    """Return dx = dy · f'(x), given f' and the name of f.

    Examples
    --------
    >>> chain_rule(lambda x: 2 * x, [10.0, 10.0], [1.0, 3.0], "square").tolist()
    [20.0, 60.0]
    """
    x = float_array(x, "x")
    dy = upstream_gradient(dy, x.shape, x, function)
    return elementwise(lambda dy, x: dy * derivative(x), dy, x)


def positive_part(x: Array) -> Array:
    """Return max(x, 0); NaN stays NaN."""
    return clipped(x, 0, np.inf)


def negative_part(x: Array) -> Array:
    """Return min(x, 0); NaN stays NaN."""
    return clipped(x, -np.inf, 0)


def clipped(x: Array, lowest: float, highest: float) -> Array:
    """Return min(max(x, lowest), highest); NaN stays NaN.

    With two limits, even infinite ones, this is 3 times faster than np.maximum(x, 0) on NumPy 2,
    and a fifth slower on NumPy 1.
    """
    y = np.empty(x.shape, x.dtype)
    return np.clip(x, lowest, highest, out=y)


def one_above_zero(x: Array, otherwise: float | Array) -> Array:
    """Return 1 where x > 0, and ``otherwise`` where x ≤ 0: a slope with a kink at 0.

    Examples
    --------
    >>> one_above_zero(np.array([-2.0, 0.0, 2.0]), 0.1).tolist()
    [0.1, 0.1, 1.0]
    """
    # By arithmetic: on signs without a pattern np.where is several times slower.
    above = (x > 0).astype(x.dtype)
    return above + otherwise * (1 - above)


def pass_where(dy: Array, mask: Array) -> Array:
    """Return ``dy`` where the mask is True, and 0 elsewhere, even where ``dy`` is ∞ or NaN.

    Examples
    --------
    >>> pass_where(np.array([1.0, 2.0, np.inf]), np.array([False, True, False])).tolist()
    [0.0, 2.0, 0.0]
    """
    dx = np.empty(dy.shape, dy.dtype)
    # The bits times 0 or 1, read as integers: as fast as dy * mask, in which ∞ · 0 would be NaN,
    # and, on a mask without a pattern, 20 times faster than np.where.
    bits = np.dtype(f"i{dy.itemsize}")
    np.multiply(dy.view(bits), mask, out=dx.view(bits))
    return dx
