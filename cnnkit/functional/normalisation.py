"""Normalisations that need no batch: each image is brought to mean 0 and variance 1 by itself.

`layer_norm` takes the statistics over the channels of one pixel, `group_norm` over all pixels of
a group of channels. They differ only in what is averaged, so each hands its way to average to the
same two functions.

Axes: N images, H, W height and width, C channels.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.channel_checks import dividing_groups
from cnnkit.functional.channel_rows import repeated, row_blocks, sum_of_pixels, sum_of_rows
from cnnkit.functional.checks import Array, upstream_gradient
from cnnkit.functional.normalisation_checks import (
    channel_vector,
    checked_epsilon,
    feature_maps,
)

Average = Callable[[Array], Array]
"""Takes the mean over what is normalised together, in a shape that broadcasts."""


def layer_norm(x: ArrayLike, gamma: ArrayLike, beta: ArrayLike, *, epsilon: float = 1e-5) -> Array:
    """Normalise each pixel by the mean and variance of its channels, then scale and shift them.

    Y[…, c] = γ[c] · (X[…, c] − μ) / √(σ² + ε) + β[c], with μ and σ² over the C channels of the
    pixel (or of the row of features).

    Parameters
    ----------
    x : array_like, (N, H, W, C) or (N, C)
        Feature maps, or rows of features. float32 and float64 are kept, integers become float32.
    gamma, beta : array_like, (C,)
        Each channel's scale and shift; cast to ``x``'s dtype.
    epsilon : float
        Added to the variance, so that equal channels are not divided by zero; above 0.

    Returns
    -------
    array, ``x``'s shape
        A new array of ``x``'s dtype.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above.

    Notes
    -----
    Source: J. L. Ba, J. R. Kiros and G. E. Hinton, "Layer Normalization", arXiv:1607.06450,
    section 3; over the channels of each pixel as in ConvNeXt, arXiv:2201.03545.

    Examples
    --------
    >>> layer_norm([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]], np.ones(3), np.zeros(3)).round(2).tolist()
    [[-1.22, 0.0, 1.22], [-1.22, 0.0, 1.22]]
    """
    x = feature_maps(x, "layer_norm")
    gamma, beta = channel_vector(gamma, "gamma", x), channel_vector(beta, "beta", x)
    pixels = np.ascontiguousarray(x).reshape(-1, x.shape[-1])
    return _forward(pixels, gamma, beta, _channel_mean, checked_epsilon(epsilon)).reshape(x.shape)


def layer_norm_backward(
    dy: ArrayLike, x: ArrayLike, gamma: ArrayLike, *, epsilon: float = 1e-5
) -> tuple[Array, Array, Array]:
    """Return the gradients dx, dγ and dβ of layer normalisation.

    With X̂ = (X − μ) / √(σ² + ε) and G = dY · γ, dX = (G − mean(G) − X̂ · mean(G · X̂)) / √(σ² + ε),
    the means over each pixel's channels; dγ[c] = Σ dY · X̂ and dβ[c] = Σ dY over all pixels.

    Parameters
    ----------
    dy : array_like, ``x``'s shape
        The gradient with respect to the output.
    x, gamma, epsilon
        As in `layer_norm`.

    Returns
    -------
    dx : array, ``x``'s shape
    dgamma, dbeta : array, (C,)
        New arrays of ``x``'s dtype.

    Raises
    ------
    TypeError, ValueError
        As in `layer_norm`, and if ``dy`` has another shape than ``x``.

    Examples
    --------
    >>> dx, dgamma, dbeta = layer_norm_backward([[1.0, 1.0]], [[3.0, 5.0]], [1, 1])
    >>> dx.tolist(), dgamma.round(3).tolist(), dbeta.tolist()
    ([[0.0, 0.0]], [-1.0, 1.0], [1.0, 1.0])
    """
    x = feature_maps(x, "layer_norm_backward")
    dy = upstream_gradient(dy, x.shape, x, "layer_norm")
    gamma, epsilon = channel_vector(gamma, "gamma", x), checked_epsilon(epsilon)
    upstream, pixels = (np.ascontiguousarray(a).reshape(-1, x.shape[-1]) for a in (dy, x))
    dx, dgamma, dbeta = _backward(upstream, pixels, gamma, _channel_mean, epsilon)
    return dx.reshape(x.shape), dgamma.astype(x.dtype), dbeta.astype(x.dtype)


def group_norm(
    x: ArrayLike,
    groups: int,
    gamma: ArrayLike,
    beta: ArrayLike,
    *,
    epsilon: float = 1e-5,
) -> Array:
    """Normalise groups of channels by their mean and variance in each image, then scale and shift.

    Y[n, i, j, c] = γ[c] · (X[n, i, j, c] − μ) / √(σ² + ε) + β[c], with μ and σ² over the pixels of
    image n in all channels of c's group. One group for each channel is instance normalisation.

    Parameters
    ----------
    x : array_like, (N, H, W, C) or (N, C)
        Feature maps, or rows of features. float32 and float64 are kept, integers become float32.
    groups : int
        Into how many groups of neighbours the channels are split; it divides C.
    gamma, beta : array_like, (C,)
        Each channel's scale and shift; cast to ``x``'s dtype.
    epsilon : float
        Added to the variance, so that a constant group is not divided by zero; above 0.

    Returns
    -------
    array, ``x``'s shape
        A new array of ``x``'s dtype.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above.

    Notes
    -----
    Source: Y. Wu and K. He, "Group Normalization", arXiv:1803.08494, section 3.

    Examples
    --------
    >>> x = [[1.0, 3.0, 100.0, 300.0]]
    >>> group_norm(x, 2, np.ones(4), np.zeros(4)).round(3).tolist()
    [[-1.0, 1.0, -1.0, 1.0]]
    """
    x = feature_maps(x, "group_norm")
    gamma, beta = channel_vector(gamma, "gamma", x), channel_vector(beta, "beta", x)
    C, images = len(gamma), _images(x)
    average = _group_mean(dividing_groups(groups, ("x's", C, "channels")), C)
    gamma, beta = repeated(gamma, images), repeated(beta, images)
    return _forward(images, gamma, beta, average, checked_epsilon(epsilon)).reshape(x.shape)


def group_norm_backward(
    dy: ArrayLike, x: ArrayLike, groups: int, gamma: ArrayLike, *, epsilon: float = 1e-5
) -> tuple[Array, Array, Array]:
    """Return the gradients dx, dγ and dβ of group normalisation.

    The equations are those of `layer_norm_backward`, with the means over the pixels of an image
    in a group of channels.

    Parameters
    ----------
    dy : array_like, ``x``'s shape
        The gradient with respect to the output.
    x, groups, gamma, epsilon
        As in `group_norm`.

    Returns
    -------
    dx : array, ``x``'s shape
    dgamma, dbeta : array, (C,)
        New arrays of ``x``'s dtype.

    Raises
    ------
    TypeError, ValueError
        As in `group_norm`, and if ``dy`` has another shape than ``x``.

    Examples
    --------
    >>> dx, dgamma, dbeta = group_norm_backward([[1.0, 1.0]], [[3.0, 5.0]], 1, [1, 1])
    >>> dx.tolist(), dgamma.round(3).tolist(), dbeta.tolist()
    ([[0.0, 0.0]], [-1.0, 1.0], [1.0, 1.0])
    """
    x = feature_maps(x, "group_norm_backward")
    dy = upstream_gradient(dy, x.shape, x, "group_norm")
    gamma, epsilon = channel_vector(gamma, "gamma", x), checked_epsilon(epsilon)
    C, images = len(gamma), _images(x)
    average = _group_mean(dividing_groups(groups, ("x's", C, "channels")), C)
    dx, dgamma, dbeta = _backward(_images(dy), images, repeated(gamma, images), average, epsilon)
    dgamma, dbeta = (sum_of_pixels(a, C).astype(x.dtype) for a in (dgamma, dbeta))
    return dx.reshape(x.shape), dgamma, dbeta


def _images(x: Array) -> Array:
    """Return ``x`` as (N, H, W·C), since NumPy is fastest along long rows."""
    x = np.ascontiguousarray(x)
    N, H, row = (len(x), x.shape[1], x[0, 0].size) if x.ndim == 4 else (len(x), 1, x.shape[1])
    return x.reshape(N, H, row)


def _channel_mean(pixels: Array) -> Array:
    """Average over channels, (…, C) → (…, 1): a product with ones is faster than a sum."""
    C = pixels.shape[-1]
    means: Array = pixels @ np.ones((C, 1), pixels.dtype)
    means /= C
    return means


def _group_mean(groups: int, C: int) -> Average:
    """Return what averages (N, H, W·C) over the pixels and channels of each group."""

    def average(images: Array) -> Array:
        N, H, row = images.shape
        sums = np.ones(H, images.dtype) @ images
        # (N, W·C) → (N, W, C) → (N, C) → (N, groups, C // groups) → (N, groups)
        means = sums.reshape(N, -1, C).sum(axis=1).reshape(N, groups, -1).sum(axis=2)
        means /= H * row // groups
        # → (N, W, groups, C // groups) → (N, 1, W·C)
        spread = (N, row // C, groups, C // groups)
        return np.broadcast_to(means[:, None, :, None], spread).reshape(N, 1, row)

    return average


def _standardised(x: Array, average: Average, epsilon: float) -> tuple[Array, Array]:
    """Return X̂ = (X − μ) / √(σ² + ε), and √(σ² + ε)."""
    x = x - average(x)
    x -= average(x)  # the mean of large numbers is rounded; this takes what it left
    deviation = np.sqrt(average(np.square(x)) + epsilon)
    deviation[np.isinf(deviation)] = np.nan  # squares did not fit: dividing would hide that
    x /= deviation
    return x, deviation


@np.errstate(over="ignore", invalid="ignore")  # what is too large makes its average NaN
def _forward(x: Array, gamma: Array, beta: Array, average: Average, epsilon: float) -> Array:
    """Return γ · X̂ + β, block by block: up to twice as fast as on whole arrays."""
    y = np.empty_like(x)
    for block in row_blocks(x):
        standardised, _ = _standardised(x[block], average, epsilon)
        out = np.multiply(standardised, gamma, out=y[block])
        out += beta
    return y


@np.errstate(over="ignore", invalid="ignore")
def _backward(
    dy: Array, x: Array, gamma: Array, average: Average, epsilon: float
) -> tuple[Array, Array, Array]:
    """Return dX, and for each number of a row dγ and dβ, as float64."""
    row = x.shape[-1]
    dx = np.empty_like(x)
    dgamma, dbeta = np.zeros((2, row))
    for block in row_blocks(x):
        standardised, deviation = _standardised(x[block], average, epsilon)
        products = dy[block] * standardised
        dgamma += sum_of_rows(products.reshape(-1, row))
        dbeta += sum_of_rows(dy[block].reshape(-1, row))
        out = np.multiply(dy[block], gamma, out=dx[block])
        out -= average(out)
        # mean(G · X̂) is that of (G − mean(G)) · X̂, whose smaller numbers are rounded less.
        np.multiply(out, standardised, out=products)
        standardised *= average(products)
        out -= standardised
        out /= deviation
    return dx, dgamma, dbeta
