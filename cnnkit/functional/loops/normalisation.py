"""Batch normalisation and its gradients, channel by channel, in the paper's own steps."""

import numpy as np
from numpy.typing import ArrayLike

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
    """Y = γ · (X − μ) / √(σ² + ε) + β, with each channel's own μ, σ², γ and β.

    Examples
    --------
    >>> batch_norm([[1.0], [2.0], [3.0]], [1], [0]).round(2).tolist()
    [[-1.22], [0.0], [1.22]]
    """
    X = feature_maps(x, "batch_norm")
    gamma, beta = channel_vector(gamma, "gamma", X), channel_vector(beta, "beta", X)
    epsilon = checked_epsilon(epsilon)
    statistics = given_statistics(mean, variance, X)

    Y = np.zeros_like(X)
    for c in range(X.shape[-1]):
        x_c = X[..., c]
        if statistics is None:
            mu = np.sum(x_c) / x_c.size
            sigma2 = np.sum((x_c - mu) ** 2) / x_c.size
        else:
            mu, sigma2 = statistics[0][c], statistics[1][c]
        x_hat = (x_c - mu) / np.sqrt(sigma2 + epsilon)
        Y[..., c] = gamma[c] * x_hat + beta[c]
    return Y


def batch_norm_backward(
    dy: ArrayLike,
    x: ArrayLike,
    gamma: ArrayLike,
    *,
    epsilon: float = 1e-5,
    mean: ArrayLike | None = None,
    variance: ArrayLike | None = None,
) -> tuple[Array, Array, Array]:
    """Follow three paths from X to the loss: directly, through the variance, through the mean.

    Examples
    --------
    >>> dx, dgamma, dbeta = batch_norm_backward([[0.0], [0.0], [1.0]], [[1.0], [2.0], [3.0]], [1])
    >>> dx.round(3).tolist(), dgamma.round(3).tolist(), dbeta.tolist()
    ([[0.204], [-0.408], [0.204]], [1.225], [1.0])
    """
    X = feature_maps(x, "batch_norm_backward")
    dY = upstream_gradient(dy, X.shape, X, "batch_norm")
    gamma, epsilon = channel_vector(gamma, "gamma", X), checked_epsilon(epsilon)
    statistics = given_statistics(mean, variance, X)

    dX, dgamma, dbeta = np.zeros_like(X), np.zeros_like(gamma), np.zeros_like(gamma)
    for c in range(X.shape[-1]):
        x_c, dy_c, m = X[..., c], dY[..., c], X[..., c].size
        if statistics is None:
            mu = np.sum(x_c) / m
            sigma2 = np.sum((x_c - mu) ** 2) / m
        else:
            mu, sigma2 = statistics[0][c], statistics[1][c]
        deviation = np.sqrt(sigma2 + epsilon)
        dgamma[c] = np.sum(dy_c * (x_c - mu) / deviation)
        dbeta[c] = np.sum(dy_c)

        dx_hat = dy_c * gamma[c]
        dX[..., c] = dx_hat / deviation
        if statistics is None:  # those given are constants, and lead nowhere
            dsigma2 = np.sum(dx_hat * (x_c - mu)) * -0.5 / deviation**3
            dmu = -np.sum(dx_hat) / deviation
            dX[..., c] += dsigma2 * 2 * (x_c - mu) / m
            dX[..., c] += dmu / m
    return dX, dgamma, dbeta
