"""The rectifier whose slope is learned."""

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.activations.elementwise import (
    negative_part,
    one_above_zero,
    positive_part,
)
from cnnkit.functional.channel_rows import channel_sums
from cnnkit.functional.checks import Array, float_array, upstream_gradient


def prelu(x: ArrayLike, slope: ArrayLike) -> Array:
    """Rectify with a slope that is a parameter: one for all channels, or one for each.

    Y[..., c] = max(X[..., c], 0) + slope[c] · min(X[..., c], 0)

    Parameters
    ----------
    x : array_like, (..., C)
        float32 and float64 are kept, integers become float32.
    slope : array_like, () or (1,) for all channels, or (C,)
        The derivative for x ≤ 0; cast to ``x``'s dtype.

    Returns
    -------
    array
        A new array of ``x``'s shape and dtype.

    Raises
    ------
    TypeError, ValueError
        If an argument does not hold real numbers, or the slope has another shape.

    Notes
    -----
    Source: K. He, X. Zhang, S. Ren and J. Sun, "Delving Deep into Rectifiers: Surpassing
    Human-Level Performance on ImageNet Classification", arXiv:1502.01852, section 2.1.

    Examples
    --------
    >>> prelu([[-2.0, -2.0], [3.0, 3.0]], [0.25, 0.5]).tolist()
    [[-0.5, -1.0], [3.0, 3.0]]
    """
    x, slope = _prelu_arrays(x, slope)
    rows, slopes = x.reshape(-1, slope.size), slope.reshape(-1)  # (..., C) → (M, C) or (M, 1)
    with np.errstate(over="ignore", invalid="ignore"):
        y: Array = positive_part(rows) + slopes * negative_part(rows)
    return y.reshape(x.shape)


def prelu_backward(dy: ArrayLike, x: ArrayLike, slope: ArrayLike) -> tuple[Array, Array]:
    """Return the gradients with respect to ``x`` and the slope.

    dX = dY · (1 where X > 0, slope elsewhere); dslope[c] = Σ dY[..., c] · min(X[..., c], 0),
    the sum running over all other axes, and over the channels too where they share one slope.
    Shapes and errors are those of `prelu`; each gradient has the shape of its argument.

    Examples
    --------
    >>> x, slope = [[-2.0, -2.0], [3.0, -4.0]], [0.25, 0.5]
    >>> dx, dslope = prelu_backward([[1.0, 1.0], [1.0, 1.0]], x, slope)
    >>> dx.tolist(), dslope.tolist()
    ([[0.25, 0.5], [1.0, 0.5]], [-2.0, -6.0])
    """
    x, slope = _prelu_arrays(x, slope)
    dy = upstream_gradient(dy, x.shape, x, "prelu")
    rows, slopes = x.reshape(-1, slope.size), slope.reshape(-1)  # (..., C) → (M, C) or (M, 1)
    dy_rows = dy.reshape(rows.shape)
    with np.errstate(over="ignore", invalid="ignore"):
        dx = dy_rows * one_above_zero(rows, slopes)
        dslope = channel_sums(dy_rows * negative_part(rows))
    return dx.reshape(x.shape), dslope.reshape(slope.shape)


def _prelu_arrays(x: ArrayLike, slope: ArrayLike) -> tuple[Array, Array]:
    """Return ``x`` and a slope that fits it, in its dtype."""
    x = float_array(x, "x")
    slope = float_array(slope, "slope").astype(x.dtype, copy=False)
    if slope.shape not in ((), (1,), x.shape[-1:]) or slope.size == 0:
        channels = x.shape[-1:] or (1,)
        raise ValueError(
            f"slope has shape {slope.shape}, but x has shape {x.shape}; give one number, such as "
            f"0.25, or one for each channel, such as np.full({channels}, 0.25)"
        )
    return x, slope
