"""The mean squared error, for numbers that should come near other numbers."""

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.checks import Array, real_number
from cnnkit.functional.losses.checks import matching_arrays


def mean_squared_error(y: ArrayLike, target: ArrayLike) -> float:
    """Average the squared distance of each number from its target.

    L = Σ (Y − T)² / number of elements

    Parameters
    ----------
    y : array_like, any shape
        Predictions. float32 and float64 are kept, integers become float32.
    target : array_like, the same shape
        What they should be; cast to ``y``'s dtype.

    Returns
    -------
    float
        The mean over all elements, added up in float64.

    Raises
    ------
    TypeError, ValueError
        If an argument does not hold real numbers, holds none, or the shapes differ.

    Notes
    -----
    Source: I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", 2016, section 5.1.4.

    Examples
    --------
    >>> mean_squared_error([1, 2, 3], [1, 2, 6])
    3.0
    """
    y, target = matching_arrays(y, target, "y", "target", "mean_squared_error")
    with np.errstate(over="ignore", invalid="ignore"):
        return float(np.square(y - target).mean(dtype=np.float64))


def mean_squared_error_backward(y: ArrayLike, target: ArrayLike, *, dloss: float = 1.0) -> Array:
    """Return the gradient with respect to ``y``: dY = 2 (Y − T) / number of elements · dloss.

    Shapes and errors are those of `mean_squared_error`; the result has ``y``'s shape and dtype.
    ``dloss`` is the gradient with respect to the loss: 1, or its weight in a sum of losses.

    Examples
    --------
    >>> mean_squared_error_backward([1, 2, 3], [1, 2, 6]).tolist()
    [0.0, 0.0, -2.0]
    """
    y, target = matching_arrays(y, target, "y", "target", "mean_squared_error")
    scale = 2 * real_number(dloss, "dloss", example=1.0) / y.size
    with np.errstate(over="ignore", invalid="ignore"):
        dy = np.asarray(y - target)
        dy *= scale
    return dy
