"""Reference solutions of notebook 10, each complete in itself."""

from collections.abc import Callable

import numpy as np


def dense_gradient(dz: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Give dW of z = x @ W + b, with db as one more row below it: (inputs + 1, outputs)."""
    dW = x.T @ dz
    db = dz.sum(axis=0)
    return np.vstack([dW, db])


def max_pool_gradient(dy: np.ndarray, x: np.ndarray, k: int) -> np.ndarray:
    """Hand each number of dy back to the first maximum of its k × k window in x (H, W)."""
    dx = np.zeros(x.shape)
    for i, j in np.ndindex(dy.shape):
        window = x[i * k : i * k + k, j * k : j * k + k]
        u, v = np.unravel_index(window.argmax(), window.shape)  # the first of equal ones
        dx[i * k + u, j * k + v] += dy[i, j]
    return dx


def convolution_input_gradient(dy: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Gather dx (H, W, C) from dy (H', W', F), kernel (kernel_height, kernel_width, C, F)."""
    height, width, filters = dy.shape
    kernel_height, kernel_width, channels, _ = kernel.shape
    dx = np.zeros((height + kernel_height - 1, width + kernel_width - 1, channels))
    for i, j, f in np.ndindex(height, width, filters):
        dx[i : i + kernel_height, j : j + kernel_width] += dy[i, j, f] * kernel[:, :, :, f]
    return dx


def convolution_kernel_gradient(dy: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Gather dk (kernel_height, kernel_width, C, F) from dy (N, H', W', F), x (N, H, W, C)."""
    images, height, width, filters = dy.shape
    kernel_height, kernel_width = x.shape[1] - height + 1, x.shape[2] - width + 1
    dk = np.zeros((kernel_height, kernel_width, x.shape[3], filters))
    for n, i, j, f in np.ndindex(images, height, width, filters):
        patch = x[n, i : i + kernel_height, j : j + kernel_width]  # (kh, kw, C)
        dk[:, :, :, f] += dy[n, i, j, f] * patch
    return dk


def input_gradient_as_convolution(dy: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Find dx (H, W) of one map by sliding a kernel over a padded dy (H', W')."""
    kernel_height, kernel_width = kernel.shape
    rows, columns = kernel_height - 1, kernel_width - 1
    padded = np.pad(dy, ((rows, rows), (columns, columns)))
    turned = kernel[::-1, ::-1]
    dx = np.zeros((dy.shape[0] + rows, dy.shape[1] + columns))
    for i, j in np.ndindex(dx.shape):
        dx[i, j] = np.sum(padded[i : i + kernel_height, j : j + kernel_width] * turned)
    return dx


def numerical_gradient(f: "Callable[[np.ndarray], float]", x: np.ndarray, h: float) -> np.ndarray:
    """Measure the slope of the number f(x) by each entry of x, with steps of h to both sides."""
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[place] += h
        down[place] -= h
        gradient[place] = (f(up) - f(down)) / (2 * h)
    return gradient
