"""Reference solutions of notebook 18, each complete in itself."""

import numpy as np


def gram_matrix(maps: np.ndarray) -> np.ndarray:
    """Give, for each two channels of the maps (H, W, C), the mean of their product: (C, C)."""
    rows = maps.reshape(-1, maps.shape[2])
    result: np.ndarray = rows.T @ rows / len(rows)
    return result


def style_gradient(maps: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Give the gradient of mean((G - target)²) with respect to the maps (H, W, C)."""
    H, W, C = maps.shape
    rows = maps.reshape(-1, C)
    difference = rows.T @ rows / len(rows) - target
    gradient = 4 / (C * C * H * W) * rows @ difference
    return gradient.reshape(H, W, C)


def transfer_loss(
    made: np.ndarray,
    content: np.ndarray,
    style: np.ndarray,
    content_weight: float,
    style_weight: float,
) -> float:
    """Give the loss of the made maps: far from the content's maps, or from the style's Gram."""
    grams = []
    for maps in (made, style):
        rows = maps.reshape(-1, maps.shape[2])
        grams.append(rows.T @ rows / len(rows))
    content_loss = np.mean((made - content) ** 2)
    style_loss = np.mean((grams[0] - grams[1]) ** 2)
    return float(content_weight * content_loss + style_weight * style_loss)


def picture_step(picture: np.ndarray, gradient: np.ndarray, learning_rate: float) -> np.ndarray:
    """Move a picture one step downhill, and keep its numbers between 0 and 1."""
    moved = picture - learning_rate * gradient
    return np.clip(moved, 0, 1)
