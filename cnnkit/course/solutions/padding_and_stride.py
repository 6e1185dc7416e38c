"""Reference solutions of notebook 04, each complete in itself."""

import numpy as np


def output_size(n: int, k: int, s: int, p_before: int, p_after: int, d: int) -> int:
    """Count the windows along one axis: size n, kernel k, stride s, padding, dilation d."""
    span = d * (k - 1) + 1
    return (n + p_before + p_after - span) // s + 1


def same_padding(n: int, k: int, s: int, d: int) -> tuple[int, int]:
    """Give (before, after): the padding with which ceil(n / s) windows fit along an axis."""
    windows = (n + s - 1) // s
    total = max((windows - 1) * s + d * (k - 1) + 1 - n, 0)
    before = total // 2
    return before, total - before


def padding_needed(n: int, k: int, s: int, d: int, wanted: int) -> int | None:
    """Give the smallest total padding with exactly `wanted` windows, None if there is none."""
    span = d * (k - 1) + 1
    padding = max((wanted - 1) * s + span - n, 0)
    if (n + padding - span) // s + 1 == wanted:
        return padding
    return None


def strided_convolution(x: np.ndarray, kernel: np.ndarray, stride: int) -> np.ndarray:
    """Convolve x (H, W) with kernel (kernel_height, kernel_width), windows `stride` apart."""
    kernel_height, kernel_width = kernel.shape
    height = (x.shape[0] - kernel_height) // stride + 1
    width = (x.shape[1] - kernel_width) // stride + 1
    y = np.zeros((height, width))
    for i in range(height):
        for j in range(width):
            top, left = i * stride, j * stride
            patch = x[top : top + kernel_height, left : left + kernel_width]
            y[i, j] = np.sum(patch * kernel)
    return y
