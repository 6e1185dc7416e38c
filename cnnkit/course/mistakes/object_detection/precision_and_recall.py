"""Mistakes known in `precision_and_recall` of notebook 17."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions import object_detection as solutions

Array = NDArray[Any]
Two = tuple[float, float]


def the_two_exchanged(right: Array, scores: Array, objects: int, threshold: float) -> Two:
    """You returned recall first and precision second.

    Both have the same number on top. Precision asks of the boxes that are *shown*: how many are
    right? Recall asks of the objects that are *there*: how many are found? Which of your two
    denominators belongs to which?
    """
    precision, recall = solutions.precision_and_recall(right, scores, objects, threshold)
    return recall, precision


def below_the_threshold(right: Array, scores: Array, objects: int, threshold: float) -> Two:
    """You counted the detections *below* the threshold, those that are not shown.

    A detector shows what it is sure of. A high threshold means: few boxes, and sure ones. Which way
    round is your comparison?
    """
    return solutions.precision_and_recall(right, -scores, objects, -threshold)


def strictly_above(right: Array, scores: Array, objects: int, threshold: float) -> Two:
    """You left out detections whose score is just the threshold.

    The task says "at least", as most detectors do. It matters if you take the score of a detection
    for the threshold, which is how the curve is drawn. Which sign do you need?
    """
    return solutions.precision_and_recall(right, scores, objects, float(np.nextafter(threshold, 2)))


def threshold_ignored(right: Array, scores: Array, objects: int, threshold: float) -> Two:
    """You counted all detections, whatever their score.

    Then nothing depends on the threshold, and there is no curve to draw. Which of the detections
    are shown to anybody?
    """
    return solutions.precision_and_recall(right, scores, objects, -np.inf)


def recall_of_the_found(right: Array, scores: Array, objects: int, threshold: float) -> Two:
    """You divided the recall by the right detections of the whole list.

    An object that no box covers at all is in no list, and it is missed all the same. So your recall
    rises to 1 although something was never found. Which of the inputs knows how many objects there
    are?
    """
    precision, recall = solutions.precision_and_recall(right, scores, objects, threshold)
    return precision, recall * objects / right.sum()


def recall_over_all_detections(right: Array, scores: Array, objects: int, threshold: float) -> Two:
    """You divided the recall by the number of all detections.

    Detections are what the network says; recall is about what is *there*. A detector that adds a
    thousand wrong boxes below the threshold would lose recall in your code. Which number counts the
    objects?
    """
    precision, recall = solutions.precision_and_recall(right, scores, objects, threshold)
    return precision, recall * objects / len(right)


def shown_over_objects(right: Array, scores: Array, objects: int, threshold: float) -> Two:
    """You divided the number of boxes that are shown by the number of objects.

    Wrong boxes find nothing. With many of them your recall would pass 1. What has to stand on top,
    all that are shown or the right ones among them?
    """
    precision, _ = solutions.precision_and_recall(right, scores, objects, threshold)
    return precision, (scores >= threshold).sum() / objects


def precision_over_all_detections(
    right: Array, scores: Array, objects: int, threshold: float
) -> Two:
    """You divided the precision by the length of the whole list.

    `right.mean()` or `len(right)` counts the detections below the threshold too, and those are
    shown to nobody. Of which boxes do you want to know how many are right?
    """
    _, recall = solutions.precision_and_recall(right, scores, objects, threshold)
    if not (scores >= threshold).any():
        return 1.0, 0.0
    return recall * objects / len(right), recall


def accuracy_of_the_list(right: Array, scores: Array, objects: int, threshold: float) -> Two:
    """You counted detections that are rightly *not* shown as right, as accuracy does.

    A detector looks at thousands of places where nothing is, and is right about nearly all of them.
    So nobody counts those. What do you divide by, if only the boxes that are shown count?
    """
    _, recall = solutions.precision_and_recall(right, scores, objects, threshold)
    return float(np.mean((scores >= threshold) == right)), recall


def nothing_is_worth_nothing(right: Array, scores: Array, objects: int, threshold: float) -> Two:
    """You gave precision 0 where no box is shown.

    0 of 0 is no number, so that a convention is needed, and the task states it: a detector that
    claims nothing claims nothing wrong, and its precision is 1. With 0 your curve would fall where
    the detector is most careful. What do you return for an empty list?
    """
    if not (scores >= threshold).any():
        return 0.0, 0.0
    return solutions.precision_and_recall(right, scores, objects, threshold)


def nothing_by_nothing(right: Array, scores: Array, objects: int, threshold: float) -> Two:
    """You divided 0 by 0 where no box is shown, and that is no number.

    NumPy returns NaN with a warning, and one NaN spoils every mean and every curve it enters. The
    task says what the precision of nothing is. Where do you ask whether your list is empty?
    """
    if not (scores >= threshold).any():
        return float("nan"), 0.0
    return solutions.precision_and_recall(right, scores, objects, threshold)


def in_percent(right: Array, scores: Array, objects: int, threshold: float) -> Two:
    """You multiplied by 100.

    Percent are for people to read. Shares from 0 to 1 are what the other functions take, and you
    could not multiply two of yours. What do you leave out?
    """
    precision, recall = solutions.precision_and_recall(right, scores, objects, threshold)
    return 100 * precision, 100 * recall


PRECISION_AND_RECALL = (
    the_two_exchanged,
    below_the_threshold,
    strictly_above,
    threshold_ignored,
    recall_of_the_found,
    recall_over_all_detections,
    shown_over_objects,
    precision_over_all_detections,
    accuracy_of_the_list,
    nothing_is_worth_nothing,
    nothing_by_nothing,
    in_percent,
)
