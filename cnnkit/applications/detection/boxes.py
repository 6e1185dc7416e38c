"""Boxes, how large they are, and how much two of them have in common."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnkit.applications.detection.checks import Boxes, box_array

Overlaps = NDArray[np.float64]
"""(A, B): one number for each pair of a box and another."""


def area(boxes: ArrayLike) -> NDArray[np.float64]:
    """Return the area of each box: (bottom − top) · (right − left).

    An edge lies between pixels. A box of rows 2, 3 and 4 has top 2 and bottom 5, so that no + 1
    is needed.

    Parameters
    ----------
    boxes : array_like, (N, 4)
        Each (top, left, bottom, right), in pixels.

    Returns
    -------
    ndarray, (N,)
        In square pixels.

    Raises
    ------
    TypeError, ValueError
        If these are no boxes.

    Examples
    --------
    >>> area([[2, 0, 5, 4], [7, 7, 7, 9]]).tolist()
    [12.0, 0.0]
    """
    return areas(box_array(boxes))


def intersection(boxes: ArrayLike, others: ArrayLike) -> Overlaps:
    """Return the area that each box has in common with each of the others.

    Along each axis the common part begins at the later start and ends at the earlier end. Where
    it would end before it begins there is none, and the length is 0, never negative: boxes that
    lie apart along both axes would otherwise have a product of two negative lengths in common.

    Parameters
    ----------
    boxes : array_like, (A, 4)
        Each (top, left, bottom, right), in pixels.
    others : array_like, (B, 4)
        Boxes too.

    Returns
    -------
    ndarray, (A, B)
        In square pixels.

    Raises
    ------
    TypeError, ValueError
        If these are no boxes.

    Examples
    --------
    >>> intersection([[0, 0, 4, 4]], [[2, 1, 6, 3], [4, 0, 8, 4], [6, 6, 8, 8]]).tolist()
    [[4.0, 0.0, 0.0]]
    """
    return common(box_array(boxes), box_array(others, "others"))


def iou(boxes: ArrayLike, others: ArrayLike) -> Overlaps:
    """Return the intersection over union of each box and each of the others.

    IoU = |A ∩ B| / |A ∪ B|, where |A ∪ B| = |A| + |B| − |A ∩ B|, since the sum counts the common
    part twice. 1: the same box; 0: nothing in common. It is the Jaccard index of two sets of
    points.

    Parameters
    ----------
    boxes : array_like, (A, 4)
        Each (top, left, bottom, right), in pixels. Others write (x1, y1, x2, y2), which is (left,
        top, right, bottom); it makes no difference to the result as long as both are written so.
    others : array_like, (B, 4)
        Boxes too.

    Returns
    -------
    ndarray, (A, B)
        From 0 to 1. Two boxes without an area have 0.

    Raises
    ------
    TypeError, ValueError
        If these are no boxes.

    Notes
    -----
    Source: M. Everingham et al., "The PASCAL Visual Object Classes (VOC) Challenge",
    International Journal of Computer Vision 88, 2010, section 4.2.

    Examples
    --------
    Two squares of 16 that share 4, so that their union is 28:

    >>> iou([[0, 0, 4, 4]], [[2, 2, 6, 6], [0, 0, 4, 4]]).round(3).tolist()
    [[0.143, 1.0]]
    """
    return over_union(box_array(boxes), box_array(others, "others"))


def intersection_over_smaller(boxes: ArrayLike, others: ArrayLike) -> Overlaps:
    """Return which share of the smaller box of each pair lies within the larger one.

    |A ∩ B| / min(|A|, |B|): 1 for a box inside another one, however small it is, where `iou` may
    be near 0.

    Parameters
    ----------
    boxes : array_like, (A, 4)
        Each (top, left, bottom, right), in pixels.
    others : array_like, (B, 4)
        Boxes too.

    Returns
    -------
    ndarray, (A, B)
        From 0 to 1, and 0 where a box has no area.

    Raises
    ------
    TypeError, ValueError
        If these are no boxes.

    Notes
    -----
    Source: the last stage of MTCNN's code (K. Zhang et al., 2016) suppresses boxes by it, so that
    a face found within a face goes.

    Examples
    --------
    >>> inside, around = [[1, 1, 3, 3]], [[0, 0, 4, 4]]
    >>> intersection_over_smaller(inside, around).tolist(), iou(inside, around).tolist()
    ([[1.0]], [[0.25]])
    """
    return over_smaller(box_array(boxes), box_array(others, "others"))


def areas(boxes: Boxes) -> NDArray[np.float64]:
    """Return `area` of boxes that have been checked."""
    lengths = boxes[:, 2:] - boxes[:, :2]
    product: NDArray[np.float64] = lengths[:, 0] * lengths[:, 1]
    return product


def common(boxes: Boxes, others: Boxes) -> Overlaps:
    """Return `intersection` of boxes that have been checked."""
    # (A, 1, 2) with (1, B, 2) → (A, B, 2): the two axes of each pair
    start = np.maximum(boxes[:, None, :2], others[None, :, :2])
    end = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    lengths = np.maximum(end - start, 0)
    product: Overlaps = lengths[:, :, 0] * lengths[:, :, 1]
    return product


def over_union(boxes: Boxes, others: Boxes) -> Overlaps:
    """Return `iou` of boxes that have been checked."""
    shared = common(boxes, others)
    return _ratio(shared, areas(boxes)[:, None] + areas(others)[None, :] - shared)


def over_smaller(boxes: Boxes, others: Boxes) -> Overlaps:
    """Return `intersection_over_smaller` of boxes that have been checked."""
    return _ratio(common(boxes, others), np.minimum(areas(boxes)[:, None], areas(others)[None, :]))


def _ratio(part: Overlaps, whole: Overlaps) -> Overlaps:
    """Divide, with 0 for 0 / 0: nothing has nothing in common."""
    ratio = np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
    return np.minimum(ratio, 1)  # which rounding may pass by a last digit
