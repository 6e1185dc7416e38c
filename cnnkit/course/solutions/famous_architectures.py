"""Reference solutions of notebook 16, as the course shows them."""

import numpy as np


def stack_cost(k: int, layers: int, channels: int, filters: int) -> tuple[int, int]:
    """Give receptive field and parameters of a stack of k×k convolutions with biases."""
    field, parameters = 1, 0
    for _ in range(layers):
        field += k - 1
        parameters += k * k * channels * filters + filters
        channels = filters  # the next layer is given what this one makes
    return field, parameters


def inception_cost(
    channels: int, ones: int, reduce3: int, threes: int, reduce5: int, fives: int, pooled: int
) -> tuple[int, int]:
    """Give channels out and parameters of an inception module, biases counted."""

    def convolution(k: int, before: int, filters: int) -> int:
        return k * k * before * filters + filters

    parameters = convolution(1, channels, ones)
    parameters += convolution(1, channels, reduce3) + convolution(3, reduce3, threes)
    parameters += convolution(1, channels, reduce5) + convolution(5, reduce5, fives)
    parameters += convolution(1, channels, pooled)  # the pooling itself has none
    return ones + threes + fives + pooled, parameters


def residual_forward(x: np.ndarray, w1: np.ndarray, w2: np.ndarray) -> np.ndarray:
    """Give relu(x + relu(x @ w1) @ w2): a body of two layers, and its input added."""
    body = np.maximum(x @ w1, 0) @ w2
    return np.maximum(x + body, 0)


def residual_backward(dy: np.ndarray, x: np.ndarray, w1: np.ndarray, w2: np.ndarray) -> np.ndarray:
    """Give the gradient of x, from the gradient of y = relu(x + relu(x @ w1) @ w2)."""
    hidden = x @ w1
    total = x + np.maximum(hidden, 0) @ w2
    dtotal = dy * (total > 0)
    dhidden = (dtotal @ w2.T) * (hidden > 0)
    return dtotal + dhidden @ w1.T  # the shortcut's share, and the body's


def squeeze_excite(x: np.ndarray, w1: np.ndarray, w2: np.ndarray) -> np.ndarray:
    """Weigh the channels of maps (N, H, W, C) by a number from 0 to 1 for each image."""
    means = x.mean(axis=(1, 2))
    scores = np.maximum(means @ w1, 0) @ w2
    weights = 1 / (1 + np.exp(-scores))
    return x * weights[:, None, None, :]
