"""Reference solutions of notebook 03, each complete in itself."""

import numpy as np


def convolve2d(x: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Slide a kernel (kernel_height, kernel_width) over x (H, W): one number a window."""
    height, width = x.shape
    kernel_height, kernel_width = kernel.shape
    y = np.zeros((height - kernel_height + 1, width - kernel_width + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            patch = x[i : i + kernel_height, j : j + kernel_width]
            y[i, j] = np.sum(patch * kernel)
    return y


def convolve2d_vectorised(x: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Do the same without a loop over the output: a loop over the kernel's cells will do."""
    kernel_height, kernel_width = kernel.shape
    height = x.shape[0] - kernel_height + 1
    width = x.shape[1] - kernel_width + 1
    y = np.zeros((height, width))
    for u in range(kernel_height):
        for v in range(kernel_width):
            y += kernel[u, v] * x[u : u + height, v : v + width]
    return y


def convolve_channels(x: np.ndarray, kernel: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """Convolve x (H, W, C) with kernel (kernel_height, kernel_width, C, F), add bias (F,)."""
    kernel_height, kernel_width, _, filters = kernel.shape
    height = x.shape[0] - kernel_height + 1
    width = x.shape[1] - kernel_width + 1
    y = np.zeros((height, width, filters))
    for i in range(height):
        for j in range(width):
            patch = x[i : i + kernel_height, j : j + kernel_width]  # (kh, kw, C)
            for f in range(filters):
                y[i, j, f] = np.sum(patch * kernel[:, :, :, f]) + bias[f]
    return y


def convolution_matrix(shape: tuple[int, int], kernel: np.ndarray) -> np.ndarray:
    """Build M so that M @ x.reshape(-1) is the convolution of x (of this shape), flattened."""
    height, width = shape
    kernel_height, kernel_width = kernel.shape
    output_height = height - kernel_height + 1
    output_width = width - kernel_width + 1
    matrix = np.zeros((output_height, output_width, height, width))
    for i in range(output_height):
        for j in range(output_width):
            matrix[i, j, i : i + kernel_height, j : j + kernel_width] = kernel
    return matrix.reshape(output_height * output_width, height * width)


def kernel_gradient(x: np.ndarray, target: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Give the slopes of the mean squared error of (x convolved with kernel) - target."""
    output_height, output_width = target.shape
    gradient = np.zeros(kernel.shape)
    for i in range(output_height):
        for j in range(output_width):
            patch = x[i : i + kernel.shape[0], j : j + kernel.shape[1]]
            error = np.sum(patch * kernel) - target[i, j]
            gradient += 2 * error * patch
    return gradient / target.size
