"""Reference solutions of notebook 06, each complete in itself."""

import numpy as np


def max_pool2d(x: np.ndarray, k: int, s: int) -> np.ndarray:
    """Keep the largest number of each window of k × k in x (H, W), windows s apart."""
    height = (x.shape[0] - k) // s + 1
    width = (x.shape[1] - k) // s + 1
    y = np.zeros((height, width))
    for i in range(height):
        for j in range(width):
            y[i, j] = x[i * s : i * s + k, j * s : j * s + k].max()
    return y


def average_pool2d(x: np.ndarray, k: int, s: int, p: int) -> np.ndarray:
    """Average the pixels of each window in x (H, W), padded by p a side; padding is not counted."""
    padded = np.pad(x.astype(float), p, constant_values=np.nan)
    height = (padded.shape[0] - k) // s + 1
    width = (padded.shape[1] - k) // s + 1
    y = np.zeros((height, width))
    for i in range(height):
        for j in range(width):
            y[i, j] = np.nanmean(padded[i * s : i * s + k, j * s : j * s + k])
    return y


def max_pool2d_padded(x: np.ndarray, k: int, s: int, p: int) -> np.ndarray:
    """Keep the largest pixel of each window in x (H, W, C), padded by p a side, by channel."""
    sides = ((p, p), (p, p), (0, 0))
    padded = np.pad(x.astype(float), sides, constant_values=-np.inf)
    height = (padded.shape[0] - k) // s + 1
    width = (padded.shape[1] - k) // s + 1
    y = np.zeros((height, width, x.shape[2]))
    for i in range(height):
        for j in range(width):
            y[i, j] = padded[i * s : i * s + k, j * s : j * s + k].max(axis=(0, 1))
    return y


def global_average_pool2d(x: np.ndarray) -> np.ndarray:
    """Average each map of x (N, H, W, C) to one number: (N, C)."""
    means: np.ndarray = x.mean(axis=(1, 2))
    return means
