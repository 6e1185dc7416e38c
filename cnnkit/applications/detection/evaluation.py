"""How good a detector is: precision, recall, and one number for both."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnkit.applications.detection.boxes import over_union
from cnnkit.applications.detection.checks import Boxes, box_array, score_array, share
from cnnkit.functional.checks import read_array

Curve = NDArray[np.float64]


def precision_and_recall(
    boxes: ArrayLike,
    scores: ArrayLike,
    truth: ArrayLike,
    *,
    threshold: float = 0.5,
    images: ArrayLike | None = None,
    truth_images: ArrayLike | None = None,
) -> tuple[Curve, Curve]:
    """Return precision and recall after each detection, the best one first.

    A detection is right if the true box that it overlaps most has an IoU of at least the
    threshold with it, and no better detection has found that one: a second detection of the same
    thing is wrong. After k detections, of which r are right,

        precision = r / k,    recall = r / (number of true boxes).

    Parameters
    ----------
    boxes : array_like, (N, 4)
        What was detected; each (top, left, bottom, right), in pixels.
    scores : array_like, (N,)
        Larger is better. Of equal ones the first counts as better.
    truth : array_like, (T, 4)
        What there is; at least one, since a recall of nothing is no number.
    threshold : float
        From 0 to 1.
    images, truth_images : array_like of int, (N,) and (T,), optional
        In which image each box is, for boxes of several images; both or none.

    Returns
    -------
    precision, recall : ndarray, (N,)
        The k-th number of each counts the k best detections.

    Raises
    ------
    TypeError, ValueError
        If these are no boxes, there is no truth, or a score is NaN or missing.

    Notes
    -----
    Source: M. Everingham et al., "The PASCAL Visual Object Classes (VOC) Challenge",
    International Journal of Computer Vision 88, 2010, section 4.2.

    Examples
    --------
    One face of two is found twice, the other one later:

    >>> truth = [[0, 0, 10, 10], [0, 50, 10, 60]]
    >>> found = [[1, 0, 11, 10], [0, 1, 10, 11], [0, 50, 10, 60]]
    >>> precision, recall = precision_and_recall(found, [0.9, 0.8, 0.7], truth)
    >>> precision.round(2).tolist(), recall.tolist()
    ([1.0, 0.5, 0.67], [0.5, 0.5, 1.0])
    """
    boxes, truth = box_array(boxes), box_array(truth, "truth")
    scores, threshold = score_array(scores, boxes), share(threshold)
    if not len(truth):
        raise ValueError("truth holds no box, and recall is a share of it; give at least one")
    overlaps = over_union(boxes, truth)
    if images is not None or truth_images is not None:
        here, there = _numbers_of_images(images, boxes, truth_images, truth)
        overlaps[here[:, None] != there[None, :]] = -1  # below every threshold
    right = np.cumsum(_are_right(overlaps, scores, threshold))
    return right / np.arange(1, len(boxes) + 1), right / len(truth)


def average_precision(precision: ArrayLike, recall: ArrayLike) -> float:
    """Return the area under the curve of precision over recall: 1 is perfect.

    AP = Σ (recallₖ − recallₖ₋₁) · max of precisionⱼ for j ≥ k, with recall₀ = 0. Each precision
    is replaced by the best one at this recall or a larger one, which takes the teeth out of the
    curve. True boxes that are never found count as precision 0.

    Parameters
    ----------
    precision, recall : array_like, (N,)
        What `precision_and_recall` returned. Nothing detected has 0.

    Returns
    -------
    float
        From 0 to 1.

    Raises
    ------
    TypeError, ValueError
        If these are no shares, the shapes differ, or the recall falls.

    Notes
    -----
    This is "all-points" interpolation, PASCAL VOC's since 2010: M. Everingham et al., "The PASCAL
    Visual Object Classes Challenge: A Retrospective", International Journal of Computer Vision
    111, 2015. Up to 2009 it took the mean at the recalls 0, 0.1, …, 1 instead. COCO (T.-Y. Lin et
    al., "Microsoft COCO: Common Objects in Context", ECCV 2014) takes the mean at 101 recalls,
    and then over the IoU thresholds 0.5, 0.55, …, 0.95. A mean average precision (mAP) is the
    mean over all classes.

    Examples
    --------
    >>> average_precision([1.0, 0.5, 2 / 3], [0.5, 0.5, 1.0])
    0.8333333333333333
    """
    precision, recall = _shares(precision, "precision"), _shares(recall, "recall")
    if precision.shape != recall.shape:
        raise ValueError(
            f"precision has shape {precision.shape} and recall {recall.shape}; they take what "
            "precision_and_recall returned, one number each for every detection"
        )
    steps = np.diff(recall, prepend=0.0)
    if (steps < 0).any():
        raise ValueError(
            f"recall falls to {recall[steps.argmin()]:g}; with more detections it can only grow: "
            "give what precision_and_recall returned, best detection first"
        )
    best_from_here = np.maximum.accumulate(precision[::-1])[::-1]
    return float(steps @ best_from_here)


def _are_right(
    overlaps: NDArray[np.float64], scores: NDArray[np.float64], threshold: float
) -> NDArray[np.bool_]:
    """Say of each detection, best first, whether it finds a true box that was not found yet."""
    order = np.argsort(-scores, kind="stable")
    found = np.zeros(overlaps.shape[1], dtype=np.bool_)
    right = np.zeros(len(scores), dtype=np.bool_)
    for k, detection in enumerate(order):
        true_box = overlaps[detection].argmax()
        right[k] = overlaps[detection, true_box] >= threshold and not found[true_box]
        found[true_box] |= right[k]
    return right


def _numbers_of_images(
    images: ArrayLike | None, boxes: Boxes, truth_images: ArrayLike | None, truth: Boxes
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return in which image each box is, detected and true."""
    read = []
    for value, of, name in ((images, boxes, "images"), (truth_images, truth, "truth_images")):
        if value is None:
            raise ValueError(f"{name} is None, and the other one is not; give both, or neither")
        array = read_array(value, name)
        if array.shape != (len(of),) or (array.size and array.dtype.kind not in "iu"):
            raise ValueError(
                f"{name} holds {array.dtype} of shape {array.shape}; it takes a whole number for "
                f"each of the {len(of)} boxes, shape {(len(of),)}"
            )
        read.append(array.astype(np.int64))
    return read[0], read[1]


def _shares(values: ArrayLike, name: str) -> Curve:
    array = read_array(values, name)
    if array.size and array.dtype.kind not in "biuf":
        raise TypeError(f"{name} holds {array.dtype}; it takes numbers from 0 to 1")
    if array.ndim != 1 or not ((array >= 0) & (array <= 1)).all():
        raise ValueError(
            f"{name} is {values!r}; it takes one row of numbers from 0 to 1, as "
            "precision_and_recall returns it"
        )
    return array.astype(np.float64)
