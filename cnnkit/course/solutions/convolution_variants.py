"""Reference solutions of notebook 15, each complete in itself."""

import numpy as np


def grouped_counts(H: int, W: int, C: int, F: int, k: int, groups: int) -> tuple[int, int] | None:
    """Count (parameters, multiply-adds) of a k×k convolution in groups; None if there is none.

    The map keeps H × W, and each of the F filters has a bias.
    """
    if C % groups or F % groups:
        return None
    weights = k * k * (C // groups) * F
    return weights + F, weights * H * W


def separable_conv2d(x: np.ndarray, depthwise: np.ndarray, pointwise: np.ndarray) -> np.ndarray:
    """Convolve each channel of x (H, W, C) with its own kernel (kh, kw, C), then mix by (C, F)."""
    kh, kw, C = depthwise.shape
    rows, columns = x.shape[0] - kh + 1, x.shape[1] - kw + 1
    between = np.zeros((rows, columns, C))
    for u in range(kh):
        for v in range(kw):
            between += x[u : u + rows, v : v + columns] * depthwise[u, v]
    y: np.ndarray = between @ pointwise
    return y


def transposed_size(n: int, k: int, s: int, p: int, d: int, output_padding: int) -> int:
    """Give the size of a transposed convolution's output: p is cropped at each end."""
    return (n - 1) * s + d * (k - 1) + 1 - 2 * p + output_padding


def transposed_conv2d(x: np.ndarray, kernel: np.ndarray, s: int) -> np.ndarray:
    """Let each number of x (H, W) add itself times the kernel to a window; stride s, no crop."""
    (H, W), (kh, kw) = x.shape, kernel.shape
    y = np.zeros(((H - 1) * s + kh, (W - 1) * s + kw))
    for i in range(H):
        for j in range(W):
            y[i * s : i * s + kh, j * s : j * s + kw] += x[i, j] * kernel
    return y


def resize_convolve(x: np.ndarray, kernel: np.ndarray, factor: int) -> np.ndarray:
    """Repeat each pixel of x (H, W) along both axes, then convolve; the size stays factor times."""
    large = x.repeat(factor, axis=0).repeat(factor, axis=1)
    (rows, columns), (kh, kw) = large.shape, kernel.shape
    padded = np.pad(large, ((kh // 2, kh // 2), (kw // 2, kw // 2)), mode="edge")
    y = np.zeros((rows, columns))
    for u in range(kh):
        for v in range(kw):
            y += kernel[u, v] * padded[u : u + rows, v : v + columns]
    return y
