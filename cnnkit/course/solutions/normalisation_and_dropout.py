"""Reference solutions of notebook 13, each complete in itself."""

import numpy as np


def batch_norm(x: np.ndarray, gamma: np.ndarray, beta: np.ndarray, epsilon: float) -> np.ndarray:
    """Normalise maps x (N, H, W, C) by each channel's mean and variance; scale by γ, shift by β."""
    mean = x.mean(axis=(0, 1, 2))
    variance = x.var(axis=(0, 1, 2))
    x_hat = (x - mean) / np.sqrt(variance + epsilon)
    y: np.ndarray = gamma * x_hat + beta
    return y


def running_statistics(x: np.ndarray, running: np.ndarray, momentum: float) -> np.ndarray:
    """Move the running mean (row 0) and variance (row 1) of C channels towards a batch's."""
    m = x.size / x.shape[-1]
    mean = x.mean(axis=(0, 1, 2))
    variance = x.var(axis=(0, 1, 2)) * m / (m - 1)
    new: np.ndarray = (1 - momentum) * running + momentum * np.stack([mean, variance])
    return new


def normalise(x: np.ndarray, running: np.ndarray, training: bool, epsilon: float) -> np.ndarray:
    """Return x̂ for maps x: by the batch's statistics in training, else by the running ones."""
    if training:
        mean, variance = x.mean(axis=(0, 1, 2)), x.var(axis=(0, 1, 2))
    else:
        mean, variance = running
    x_hat: np.ndarray = (x - mean) / np.sqrt(variance + epsilon)
    return x_hat


def batch_norm_backward(
    dy: np.ndarray, x: np.ndarray, gamma: np.ndarray, epsilon: float
) -> np.ndarray:
    """Return dx of batch norm in training: directly, through the variance, through the mean."""
    m = x.size / x.shape[-1]
    centred = x - x.mean(axis=(0, 1, 2))
    deviation = np.sqrt(x.var(axis=(0, 1, 2)) + epsilon)

    dx_hat = dy * gamma
    d_variance = (dx_hat * centred).sum(axis=(0, 1, 2)) * -0.5 / deviation**3
    d_mean = -dx_hat.sum(axis=(0, 1, 2)) / deviation
    dx: np.ndarray = dx_hat / deviation + d_variance * 2 * centred / m + d_mean / m
    return dx


def dropout(x: np.ndarray, rate: float, random: np.ndarray, training: bool) -> np.ndarray:
    """Drop the values of x whose random number is below the rate, and scale up the others."""
    if not training:
        return x
    mask = random >= rate
    y: np.ndarray = x * mask / (1 - rate)
    return y
