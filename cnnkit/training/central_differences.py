"""Slopes found by trying: move an input a little both ways, and see what the output does."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.checks import Array, float_array, real_number
from cnnkit.training.arguments import a_function


class Slope(NamedTuple):
    """A slope, and how far several ways of finding it disagree: hardly, unless there is a kink."""

    value: float
    doubt: float


def slope_along(
    output: Callable[[], Array], y: Array, value: Array, place: Any, dy: Array, distance: float
) -> Slope:
    """Move ``value[place]`` both ways, and return the slope of L = Σ dy · output().

    With h the distance, and L measured from where it is:

    wide   = (L(h) − L(−h)) / 2h              narrow = (L(h/2) − L(−h/2)) / h
    slope  = (4 · narrow − wide) / 3          in which the curvature's part, of h², cancels
    bend   = (L(h) + L(−h)) / h − 2 · (L(h/2) + L(−h/2)) / (h/2)

    (L(h) + L(−h)) / h is the slope to the right minus that to the left. Half as far away a smooth
    curve halves it, and the bend is zero; at a kink it stays. The doubt is the larger of |bend|
    and |wide − narrow|. It knows nothing of any gradient that is to be checked.

    Parameters
    ----------
    output : function
        Computes the output anew, from ``value`` as it is then.
    y : array
        The output where ``value`` is now.
    value : array of float64
        Changed for the duration.
    place : index
        One entry of ``value``, or several that move together.
    dy : array
        The upstream gradient, in the shape of the output.
    distance : float
        How far to move.

    Returns
    -------
    Slope
    """
    start = value[place].copy()

    def rise(part: float) -> float:
        value[place] = start + part * distance
        # Subtracted before the sum, so that only what changes is rounded.
        return float(((output() - y) * dy).sum())

    right, left, half_right, half_left = rise(1.0), rise(-1.0), rise(0.5), rise(-0.5)
    value[place] = start
    wide, narrow = (right - left) / (2 * distance), (half_right - half_left) / distance
    bend = (right + left) / distance - 4 * (half_right + half_left) / distance
    return Slope((4 * narrow - wide) / 3, max(abs(bend), abs(wide - narrow)))


def size_of(value: Array, place: Any) -> float:
    """Return by what to measure distances: the entry, or if it is small what is usual around it."""
    usual = float(np.sqrt(np.square(value).mean()))
    return max(float(np.abs(value[place]).max()), usual) or 1.0


def numerical_gradient(
    function: Callable[[Array], ArrayLike], x: ArrayLike, dy: ArrayLike = 1.0, *, step: float = 1e-5
) -> Array:
    """Return the gradient of Σ dy · function(x) with respect to x, found by trying.

    dx[i] ≈ Σ dy · (function(x + h eᵢ) − function(x − h eᵢ)) / 2h

    Parameters
    ----------
    function : function from array to array_like
        What is differentiated.
    x : array_like
        Where. The function gets it as float64.
    dy : array_like
        The upstream gradient, in the shape of what the function returns; 1 for a loss.
    step : float
        h, > 0, in parts of the entry, or of the root mean square of x where that is larger.

    Returns
    -------
    array of float64, of x's shape

    Raises
    ------
    TypeError, ValueError
        If the function is none, x or dy no array of real numbers, the step not above 0, or dy of
        another shape than what the function returns.

    Notes
    -----
    Two such differences, of h and h/2, are joined so that their error shrinks with h⁴; see
    `slope_along`. At a kink, such as that of the ReLU, there is no gradient, and this gives the
    mean of both sides.
    Source: Press, Teukolsky, Vetterling, Flannery, "Numerical Recipes", 3rd edition, section 5.7.

    Examples
    --------
    >>> numerical_gradient(lambda x: (x**3).sum(), [1.0, 2.0]).round(6).tolist()
    [3.0, 12.0]
    """
    a_function(function, "function", "np.sin")
    x = float_array(x, "x").astype(np.float64)  # a copy, to be moved
    step = real_number(step, "step", above=0, example=1e-5)
    upstream = float_array(dy, "dy")

    def output() -> Array:
        return np.array(function(x))

    y = output()
    if upstream.shape != y.shape:
        raise ValueError(
            f"dy has shape {upstream.shape}; it must have that of what function returns, "
            f"{y.shape}, such as np.ones({y.shape})"
        )
    gradient = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        distance = step * size_of(x, place)
        gradient[place] = slope_along(output, y, x, place, upstream, distance).value
    return gradient
