"""Reference solutions of notebook 17, each complete in itself."""

import numpy as np


def iou(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    """Give the intersection over union of two boxes, each (top, left, bottom, right)."""
    height = max(0, min(a[2], b[2]) - max(a[0], b[0]))
    width = max(0, min(a[3], b[3]) - max(a[1], b[1]))
    both = height * width
    first, second = ((box[2] - box[0]) * (box[3] - box[1]) for box in (a, b))
    return both / (first + second - both)


def dense_as_kernel(weights: np.ndarray, shape: tuple[int, int, int]) -> np.ndarray:
    """Turn dense weights (H·W·C, units) behind maps (H, W, C) into a kernel (H, W, C, units)."""
    kernel: np.ndarray = weights.reshape(*shape, weights.shape[1])
    return kernel


def non_maximum_suppression(
    overlaps: np.ndarray, scores: np.ndarray, threshold: float
) -> list[int]:
    """Give the places of the boxes that are kept, best first; overlaps[i, j] is an IoU."""
    kept: list[int] = []
    for box in np.argsort(-scores):
        if all(overlaps[box, better] <= threshold for better in kept):
            kept.append(int(box))
    return kept


def precision_and_recall(
    right: np.ndarray, scores: np.ndarray, objects: int, threshold: float
) -> tuple[float, float]:
    """Give precision and recall of the detections whose score is at least the threshold."""
    shown = right[scores >= threshold]
    if len(shown) == 0:
        return 1.0, 0.0
    return shown.sum() / len(shown), shown.sum() / objects
