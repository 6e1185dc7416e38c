"""Reference solutions of notebook 12, each complete in itself."""

from collections.abc import Callable

import numpy as np


def train_epoch(
    weights: np.ndarray,
    gradient_of: "Callable[..., np.ndarray]",
    x: np.ndarray,
    y: np.ndarray,
    order: np.ndarray,
    batch_size: int,
    learning_rate: float,
) -> np.ndarray:
    """Go once through the examples in the given order, one step a batch; return the weights."""
    for start in range(0, len(order), batch_size):
        chosen = order[start : start + batch_size]
        gradient = gradient_of(weights, x[chosen], y[chosen])
        weights = weights - learning_rate * gradient
    return weights


def dataset_accuracy(
    forward: "Callable[..., np.ndarray]", x: np.ndarray, labels: np.ndarray, batch_size: int
) -> float:
    """Give the share of images that are read rightly, at most batch_size of them at a time."""
    right = 0
    for start in range(0, len(x), batch_size):
        part = slice(start, start + batch_size)
        logits = forward(x[part], training=False)
        right += int((logits.argmax(axis=1) == labels[part]).sum())
    return right / len(x)


def validation_images(writers: np.ndarray, order: np.ndarray, count: int) -> list[int]:
    """List the places of the images that are put aside: all those of the first writers."""
    chosen = order[:count]
    return [place for place, writer in enumerate(writers) if writer in chosen]


def early_stop(losses: np.ndarray, patience: int) -> int:
    """Give the epoch, from 1, whose weights are kept if patience epochs without a gain end it."""
    best, kept = np.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < best:
            best, kept = loss, epoch
        elif epoch - kept >= patience:
            break
    return kept


def confusion(labels: np.ndarray, predictions: np.ndarray, classes: int) -> np.ndarray:
    """Count which class is taken for which: a row for each label, a column for each prediction."""
    matrix = np.zeros((classes, classes))
    for truth, read in zip(labels, predictions, strict=True):
        matrix[truth, read] += 1
    return matrix
