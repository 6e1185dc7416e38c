"""Reference solutions of notebook 14, each complete in itself."""

from collections.abc import Callable

import numpy as np


def strongest_place(maps: np.ndarray, channel: int, jump: int, start: int) -> tuple[int, int, int]:
    """Find the strongest cell of one channel: which image, first row and column that it sees."""
    answers = maps[:, :, :, channel]
    image, row, column = np.unravel_index(answers.argmax(), answers.shape)
    return int(image), int(start + row * jump), int(start + column * jump)


def occlusion_map(
    score: "Callable[[np.ndarray], float]", image: np.ndarray, size: int, stride: int, fill: float
) -> np.ndarray:
    """Give how much the score falls when a square of `size` covers each place, `stride` apart."""
    whole = score(image)
    H, W, _ = image.shape
    drops = np.zeros(((H - size) // stride + 1, (W - size) // stride + 1))
    for i in range(drops.shape[0]):
        for j in range(drops.shape[1]):
            covered = image.copy()
            covered[i * stride : i * stride + size, j * stride : j * stride + size] = fill
            drops[i, j] = whole - score(covered)
    return drops


def saliency_map(gradient: np.ndarray) -> np.ndarray:
    """Make one number a pixel from the gradient (H, W, C) of a logit: its largest size, (H, W)."""
    sizes: np.ndarray = np.abs(gradient).max(axis=2)
    return sizes


def grad_cam(maps: np.ndarray, gradient: np.ndarray) -> np.ndarray:
    """Weigh the maps (H, W, C) with the mean of their gradient, add, keep what is above 0."""
    weights = gradient.mean(axis=(0, 1))
    evidence: np.ndarray = (maps * weights).sum(axis=2)
    return np.maximum(evidence, 0)
