"""Reference solutions of notebook 11, each complete in itself."""

import numpy as np


def momentum_step(
    w: np.ndarray,
    gradient: np.ndarray,
    velocity: np.ndarray,
    learning_rate: float,
    momentum: float,
) -> tuple[np.ndarray, np.ndarray]:
    """Give the pair (w, velocity) after one step of SGD with momentum."""
    velocity = momentum * velocity + gradient
    return w - learning_rate * velocity, velocity


def adam_step(
    values: list[np.ndarray],
    gradients: list[np.ndarray],
    means: list[np.ndarray],
    squares: list[np.ndarray],
    t: int,
    learning_rate: float,
    epsilon: float,
) -> tuple[list[np.ndarray], list[np.ndarray], list[np.ndarray]]:
    """Give three lists after step t of Adam: values, means, squares; keep 0.9 and 0.999."""
    new_values, new_means, new_squares = [], [], []
    for w, g, mean, square in zip(values, gradients, means, squares, strict=True):
        mean = 0.9 * mean + 0.1 * g
        square = 0.999 * square + 0.001 * g**2
        mean_hat = mean / (1 - 0.9**t)
        square_hat = square / (1 - 0.999**t)
        new_values.append(w - learning_rate * mean_hat / (np.sqrt(square_hat) + epsilon))
        new_means.append(mean)
        new_squares.append(square)
    return new_values, new_means, new_squares


def he_rule(shape: tuple[int, ...]) -> tuple[int, float]:
    """Give fan_in and He's standard deviation for weights of shape (..., inputs, outputs)."""
    fan_in = 1
    for size in shape[:-1]:
        fan_in *= size
    return fan_in, float(np.sqrt(2 / fan_in))


def warm_up_cosine(step: int, peak: float, warm_up: int, steps: int) -> float:
    """Give the rate of a step: up from peak / 10 in warm_up steps, then down to 0 at steps."""
    if step < warm_up:
        return peak * (0.1 + 0.9 * step / warm_up)
    done = min((step - warm_up) / (steps - warm_up), 1.0)
    return peak * (1 + float(np.cos(np.pi * done))) / 2
