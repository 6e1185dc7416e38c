"""Batch normalisation: each channel of a batch is brought to mean 0 and variance 1.

`batch_norm` and `batch_norm_backward` check their arguments and ask the three functions below
them, which a layer may ask as well: it needs the statistics twice, and computes them once.

Axes: N images, H, W height and width, C channels; m = N·H·W pixels.
"""

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.channel_rows import (
    ROW_NUMBERS,
    pixel_rows,
    repeated,
    row_blocks,
    sum_of_pixels,
    sum_of_rows,
)
from cnnkit.functional.checks import Array, upstream_gradient
from cnnkit.functional.normalisation_checks import (
    channel_vector,
    checked_epsilon,
    feature_maps,
    given_statistics,
)


def batch_norm(
    x: ArrayLike,
    gamma: ArrayLike,
    beta: ArrayLike,
    *,
    epsilon: float = 1e-5,
    mean: ArrayLike | None = None,
    variance: ArrayLike | None = None,
) -> Array:
    """Normalise each channel by its mean and variance over the batch, then scale and shift it.

    Y = γ · (X − μ) / √(σ² + ε) + β, where a channel's μ = Σ X / m and σ² = Σ (X − μ)² / m are
    taken over its m = N·H·W pixels. In evaluation μ and σ² are given, and are constants.

    Parameters
    ----------
    x : array_like, (N, H, W, C) or (N, C)
        Feature maps, or rows of features. float32 and float64 are kept, integers become float32.
    gamma, beta : array_like, (C,)
        Each channel's scale and shift; cast to ``x``'s dtype.
    epsilon : float
        Added to the variance, so that a constant channel is not divided by zero; above 0.
    mean, variance : array_like, (C,), optional
        For evaluation, both of them: the statistics to normalise by, as training collected them.
        In training leave them out.

    Returns
    -------
    array, ``x``'s shape
        A new array of ``x``'s dtype.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above, only one of ``mean`` and ``variance`` is
        given, or none is and each channel has only one value.

    See Also
    --------
    cnnkit.functional.loops.batch_norm : the same, as the equations.

    Notes
    -----
    Source: S. Ioffe and C. Szegedy, "Batch Normalization: Accelerating Deep Network Training by
    Reducing Internal Covariate Shift", arXiv:1502.03167, algorithm 1.

    Examples
    --------
    Two channels of very different size become alike:

    >>> x = np.array([[1.0, 100.0], [2.0, 200.0], [3.0, 300.0]])
    >>> batch_norm(x, np.ones(2), np.zeros(2)).round(2).tolist()
    [[-1.22, -1.22], [0.0, 0.0], [1.22, 1.22]]

    In evaluation a batch of one will do:

    >>> batch_norm([[5.0]], [2], [1], mean=[3], variance=[4]).round(2).tolist()
    [[3.0]]
    """
    x = feature_maps(x, "batch_norm")
    gamma, beta = channel_vector(gamma, "gamma", x), channel_vector(beta, "beta", x)
    epsilon = checked_epsilon(epsilon)
    statistics = given_statistics(mean, variance, x)
    return normalise(x, gamma, beta, *(statistics or channel_statistics(x)), epsilon)


@np.errstate(over="ignore", invalid="ignore")  # what is infinite shows in the gradients
def batch_norm_backward(
    dy: ArrayLike,
    x: ArrayLike,
    gamma: ArrayLike,
    *,
    epsilon: float = 1e-5,
    mean: ArrayLike | None = None,
    variance: ArrayLike | None = None,
) -> tuple[Array, Array, Array]:
    """Return the gradients dx, dγ and dβ of batch normalisation.

    With X̂ = (X − μ) / √(σ² + ε), dβ = Σ dY and dγ = Σ dY · X̂. A pixel moves its own output, and
    through the mean and the variance those of all m pixels of its channel:
    dX = γ / √(σ² + ε) · (dY − dβ / m − X̂ · dγ / m).
    In evaluation the statistics are constants, and dX = γ / √(σ² + ε) · dY.

    Parameters
    ----------
    dy : array_like, ``x``'s shape
        The gradient with respect to the output.
    x, gamma, epsilon, mean, variance
        As in `batch_norm`. In training leave ``mean`` and ``variance`` out here too, or dX lacks
        what flows through them.

    Returns
    -------
    dx : array, ``x``'s shape
    dgamma, dbeta : array, (C,)
        New arrays of ``x``'s dtype.

    Raises
    ------
    TypeError, ValueError
        As in `batch_norm`, and if ``dy`` has another shape than ``x``.

    Examples
    --------
    Normalised pixels cannot all grow, so a gradient that asks all of them to comes to nothing:

    >>> dx, dgamma, dbeta = batch_norm_backward(np.ones((3, 1)), [[1.0], [2.0], [3.0]], [1])
    >>> dx.round(6).tolist(), dgamma.round(6).tolist(), dbeta.tolist()
    ([[0.0], [0.0], [0.0]], [0.0], [3.0])
    """
    x = feature_maps(x, "batch_norm_backward")
    dy = upstream_gradient(dy, x.shape, x, "batch_norm")
    gamma, epsilon = channel_vector(gamma, "gamma", x), checked_epsilon(epsilon)
    statistics = given_statistics(mean, variance, x)
    if statistics is None:
        return gradients(dy, x, gamma, *channel_statistics(x), epsilon)
    mean, variance = statistics
    deviation = np.sqrt(variance + epsilon)
    _, products, dbeta = _centred_sums(pixel_rows(dy), x, mean)
    dgamma = (products / deviation).astype(x.dtype)
    return dy * (gamma / deviation), dgamma, dbeta.astype(x.dtype)


@np.errstate(over="ignore", invalid="ignore")  # what is too large makes its channel NaN
def channel_statistics(x: Array) -> tuple[Array, Array]:
    """Return each channel's mean and biased variance, as float64 whatever ``x``'s dtype.

    E[X²] − E[X]² loses a small variance around a large mean, for 10,000² takes all the digits of
    float32. Here X is shifted by the mean of its first pixels before. That is near enough to the
    mean of all: were it far off, the variance would be as large.

    Examples
    --------
    >>> x = np.array([[10000, 10001, 10002, 10003]] * 9, np.float32).reshape(-1, 1)
    >>> mean, variance = channel_statistics(x)
    >>> mean.tolist(), variance.tolist()
    ([10001.5], [1.25])
    """
    rows, C, m = pixel_rows(x), x.shape[-1], x.size // x.shape[-1]
    blocks = row_blocks(rows)
    first = rows[: -(-ROW_NUMBERS // rows.shape[1])]
    shift = (sum_of_pixels(sum_of_rows(first), C) * C / first.size).astype(x.dtype)
    shifts = repeated(shift, rows)
    room = np.empty_like(rows[blocks[0]])
    sums, squares = np.zeros((2, rows.shape[1]))
    for block in blocks:
        pixels = rows[block]
        shifted = np.subtract(pixels, shifts, out=room[: len(pixels)])
        sums += sum_of_rows(shifted)
        # Squared in place and then summed: a quarter less time than einsum("ij,ij->j").
        squares += sum_of_rows(np.square(shifted, out=shifted))
    rest = sum_of_pixels(sums, C) / m
    variance = sum_of_pixels(squares, C) / m - rest**2
    variance[np.isinf(variance)] = np.nan  # squares did not fit: to divide by it would hide that
    return shift + rest, variance


@np.errstate(over="ignore", invalid="ignore")
def normalise(
    x: Array, gamma: Array, beta: Array, mean: Array, variance: Array, epsilon: float
) -> Array:
    """Return γ · (X − mean) / √(variance + ε) + β, with one number a channel for each.

    X · scale + (β − mean · scale) would spare a step of three, and lose the digits of a channel
    whose mean is large.
    """
    rows = pixel_rows(x)
    centre = mean.astype(x.dtype)
    scale = gamma / np.sqrt(variance + epsilon)
    shift = beta + scale * (centre - mean)  # the digits of the mean that x's dtype cannot hold
    centres, scales, shifts = (repeated(numbers, rows) for numbers in (centre, scale, shift))
    y = np.empty_like(rows)
    for block in row_blocks(rows):
        out = np.subtract(rows[block], centres, out=y[block])
        out *= scales
        out += shifts
    return y.reshape(x.shape)


@np.errstate(over="ignore", invalid="ignore")
def gradients(
    dy: Array, x: Array, gamma: Array, mean: Array, variance: Array, epsilon: float
) -> tuple[Array, Array, Array]:
    """Return dX, dγ and dβ in training, through the mean and the variance as well.

    The sums over the batch give dX = scale · (dY + slope · (X − mean) + shift), with three numbers
    a channel. Term by term on whole arrays it would take 5 to 20 times as long.
    """
    m = x.size // x.shape[-1]
    deviation = np.sqrt(variance + epsilon)
    upstream = pixel_rows(dy)
    centred, products, dbeta = _centred_sums(upstream, x, mean)
    dgamma = products / deviation
    slope = -dgamma / (m * deviation)
    shift = slope * (mean.astype(x.dtype) - mean) - dbeta / m
    scale = gamma / deviation
    slopes, shifts, scales = (repeated(numbers, upstream) for numbers in (slope, shift, scale))
    for block in row_blocks(upstream):
        # Each step in place: with its result put elsewhere it would take 1.6 times as long.
        dx = centred[block]
        dx *= slopes
        dx += upstream[block]
        dx += shifts
        dx *= scales
    return centred.reshape(x.shape), dgamma.astype(x.dtype), dbeta.astype(x.dtype)


def _centred_sums(upstream: Array, x: Array, mean: Array) -> tuple[Array, Array, Array]:
    """Return X − mean as rows, and each channel's Σ dY · (X − mean) and Σ dY, as float64.

    The mean is rounded to ``x``'s dtype in the first, and is not in the second.
    """
    rows, C = pixel_rows(x), x.shape[-1]
    centre = mean.astype(x.dtype)
    centres = repeated(centre, rows)
    centred = np.empty_like(rows)
    products, sums = np.zeros((2, rows.shape[1]))
    for block in row_blocks(rows):
        out = np.subtract(rows[block], centres, out=centred[block])
        # An eighth less time for all gradients than multiplying first and then summing.
        products += np.einsum("ij,ij->j", upstream[block], out)
        sums += sum_of_rows(upstream[block])
    dbeta = sum_of_pixels(sums, C)
    return centred, sum_of_pixels(products, C) + (centre - mean) * dbeta, dbeta
