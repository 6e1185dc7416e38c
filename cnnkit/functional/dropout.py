"""Dropout: numbers switched off at random, so that none can rely on any other."""

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.checks import (
    Array,
    float_array,
    generator,
    read_array,
    real_number,
    upstream_gradient,
)


def dropout(x: ArrayLike, rate: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """Set numbers to zero at random, and scale up the others so that the mean stays.

    Y = X · M / (1 − rate), where each M is 0 with probability ``rate``, and 1 otherwise

    Parameters
    ----------
    x : array_like, any shape
        float32 and float64 are kept, integers become float32.
    rate : float
        The probability that a number is dropped, at least 0 and below 1.
    rng : numpy.random.Generator
        Where the random numbers come from, such as ``np.random.default_rng(0)``. The mask is the
        same for float32 and float64.

    Returns
    -------
    y : array
        A new array of ``x``'s shape and dtype.
    mask : array of bool
        M, of the same shape: True where a number was kept. The gradient needs it.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above.

    Notes
    -----
    Source: N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever and R. Salakhutdinov, "Dropout:
    A Simple Way to Prevent Neural Networks from Overfitting", 2014, section 4; scaled during
    training ("inverted"), as its section 10 describes, so that nothing is left to do afterwards.

    Examples
    --------
    >>> y, mask = dropout(np.ones(100), 0.5, np.random.default_rng(0))
    >>> sorted(set(y.tolist()))
    [0.0, 2.0]
    >>> bool((y == 2 * mask).all())
    True
    """
    x = float_array(x, "x")
    rate = real_number(rate, "rate", minimum=0, below=1)
    generator(rng)
    mask = np.asarray(rng.random(x.shape, np.float32) >= rate)
    return _masked(x, mask, rate), mask


def dropout_backward(dy: ArrayLike, mask: ArrayLike, rate: float) -> Array:
    """Return dX = dY · M / (1 − rate), of ``dy``'s dtype, from the mask that `dropout` returned.

    Errors are those of `dropout`; ``dy`` and the result have the shape of the mask.

    Examples
    --------
    >>> dropout_backward([3.0, 3.0], [True, False], 0.5).tolist()
    [6.0, 0.0]
    """
    rate = real_number(rate, "rate", minimum=0, below=1)
    mask = read_array(mask, "mask")
    if mask.dtype != np.bool_:
        raise TypeError(
            f"mask holds {mask.dtype.name} values; give the mask of True and False that dropout "
            "returned, such as y, mask = dropout(x, rate, rng)"
        )
    dy = float_array(dy, "dy")
    return _masked(upstream_gradient(dy, mask.shape, dy, "dropout"), mask, rate)


def _masked(x: Array, mask: Array, rate: float) -> Array:
    """Return x · mask / (1 − rate)."""
    y = np.empty(x.shape, x.dtype)
    with np.errstate(over="ignore", invalid="ignore"):
        np.multiply(x, mask, out=y)
        y *= 1 / (1 - rate)
    return y
