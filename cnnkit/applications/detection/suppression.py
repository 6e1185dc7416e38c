"""Non-maximum suppression: of boxes that mean the same thing, keep the best."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnkit.applications.detection.boxes import Overlaps, over_smaller, over_union
from cnnkit.applications.detection.checks import Boxes, box_array, score_array, share
from cnnkit.functional.checks import choice

MEASURES: dict[str, Callable[[Boxes, Boxes], Overlaps]] = {
    "union": over_union,
    "smaller": over_smaller,
}


def non_maximum_suppression(
    boxes: ArrayLike, scores: ArrayLike, *, threshold: float = 0.5, over: str = "union"
) -> NDArray[np.intp]:
    """Return which boxes are left when the best ones have suppressed those that overlap them.

    Take the best box that is left and keep it. Remove every other one whose overlap with it is
    above the threshold. Repeat until none is left. A box that has been removed removes nothing.

    Parameters
    ----------
    boxes : array_like, (N, 4)
        Each (top, left, bottom, right), in pixels.
    scores : array_like, (N,)
        Larger is better. Of equal ones the first counts as better.
    threshold : float
        From 0 to 1. An overlap of just the threshold is allowed; with 1 all boxes stay.
    over : "union" or "smaller"
        What the intersection is divided by: the union, as in `iou`, or the smaller of the two
        areas, as in `intersection_over_smaller`.

    Returns
    -------
    ndarray of int, (K,)
        Positions in ``boxes``, best first.

    Raises
    ------
    TypeError, ValueError
        If these are no boxes, a score is NaN or missing, or the threshold is no share.

    Notes
    -----
    Source: P. Felzenszwalb et al., "Object Detection with Discriminatively Trained Part-Based
    Models", IEEE Transactions on Pattern Analysis and Machine Intelligence 32(9), 2010,
    section 7.2. One class at a time: a horse must not suppress its rider. Some programs let boxes
    that have been removed remove others, too; that loses things in a crowd.

    Examples
    --------
    The second box lies 3 of 4 rows over the first (IoU 0.6), the third one elsewhere:

    >>> boxes = [[0, 0, 4, 4], [1, 0, 5, 4], [0, 9, 4, 13]]
    >>> non_maximum_suppression(boxes, [0.9, 0.8, 0.7]).tolist()
    [0, 2]
    >>> non_maximum_suppression(boxes, [0.9, 0.8, 0.7], threshold=0.7).tolist()
    [0, 1, 2]
    """
    boxes = box_array(boxes)
    scores = score_array(scores, boxes)
    threshold = share(threshold)
    measure = MEASURES[choice(over, "over", tuple(MEASURES))]
    left = np.argsort(-scores, kind="stable")
    kept = []
    while left.size:
        best, left = left[0], left[1:]
        kept.append(best)
        left = left[measure(boxes[best, None], boxes[left])[0] <= threshold]
    return np.array(kept, dtype=np.intp)
