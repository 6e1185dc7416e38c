"""Mistakes known in `non_maximum_suppression` of notebook 17."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions import object_detection as solutions

Array = NDArray[Any]


def _best_first(scores: Array) -> list[int]:
    return [int(box) for box in np.argsort(-scores)]


def worst_first(overlaps: Array, scores: Array, threshold: float) -> list[int]:
    """You began with the lowest score.

    `np.argsort` sorts upwards. So the worst box of each heap is kept and suppresses all better
    ones. Which sign turns the order of your scores round?
    """
    return solutions.non_maximum_suppression(overlaps, -scores, threshold)


def compared_with_all_better_ones(overlaps: Array, scores: Array, threshold: float) -> list[int]:
    """You compared each box with every better box, also with those that were suppressed.

    A box that is gone suppresses nothing. In a row of three, where each overlaps the next, the
    middle one goes because of the first, and then the third is free to stay. Which boxes do you
    have to compare with?
    """
    order = _best_first(scores)
    return [
        box
        for place, box in enumerate(order)
        if all(overlaps[box, better] <= threshold for better in order[:place])
    ]


def both_removed(overlaps: Array, scores: Array, threshold: float) -> list[int]:
    """You removed every box that overlaps any other, the best ones too.

    Of a heap that means one thing, one box should be left: the best. A box falls only to a *better*
    one. With how many of the others do you compare the first?
    """
    return [
        box
        for box in _best_first(scores)
        if all(overlaps[box, other] <= threshold for other in range(len(scores)) if other != box)
    ]


def threshold_the_other_way(overlaps: Array, scores: Array, threshold: float) -> list[int]:
    """You kept the boxes that overlap the kept ones, and dropped those that lie apart.

    A large overlap says "the same thing once more". A small one says "something else", and that has
    to stay. Which way round is your comparison with the threshold?
    """
    kept: list[int] = []
    for box in _best_first(scores):
        if all(overlaps[box, better] > threshold for better in kept):
            kept.append(box)
    return kept


def equal_is_too_much(overlaps: Array, scores: Array, threshold: float) -> list[int]:
    """You suppress a box whose overlap is just the threshold.

    Either way can be meant, so the task says it: a box falls to an overlap *above* the threshold.
    It matters for threshold 1, which should keep everything. Which sign do you need, < or ≤?
    """
    kept: list[int] = []
    for box in _best_first(scores):
        if all(overlaps[box, better] < threshold for better in kept):
            kept.append(box)
    return kept


def in_order_of_place(overlaps: Array, scores: Array, threshold: float) -> list[int]:
    """You returned the right boxes, but not the best one first.

    Whoever takes your list's first entry wants the surest box. You went through them best first, so
    that they came in that order. Where did you sort them again?
    """
    return sorted(solutions.non_maximum_suppression(overlaps, scores, threshold))


def scores_not_sorted(overlaps: Array, scores: Array, threshold: float) -> list[int]:
    """You went through the boxes as they came, without looking at their scores.

    Then the first box suppresses its neighbours, whether it is the best of them or not. In which
    order do the scores tell you to go?
    """
    return solutions.non_maximum_suppression(overlaps, -np.arange(len(scores)), threshold)


def best_only(overlaps: Array, scores: Array, threshold: float) -> list[int]:
    """You kept the best box alone.

    There may be several faces in a photo. Boxes that do not overlap the best one mean something
    else, and among those the game begins again. What do you loop over?
    """
    return _best_first(scores)[:1]


def compared_with_the_best_only(overlaps: Array, scores: Array, threshold: float) -> list[int]:
    """You removed what overlaps the best box, and stopped there.

    Around the second face lies a heap of boxes, too, and its best one has to suppress the others.
    Which boxes does each newcomer have to be compared with?
    """
    order = _best_first(scores)
    return order[:1] + [box for box in order[1:] if overlaps[box, order[0]] <= threshold]


def compared_with_the_last_kept(overlaps: Array, scores: Array, threshold: float) -> list[int]:
    """You compared each box with the last one that you kept.

    Between them others may have been kept, anywhere in the image. One overlap with *any* kept box
    is enough to fall. Which word do you need, the last, any or all?
    """
    kept: list[int] = []
    for box in _best_first(scores):
        if not kept or overlaps[box, kept[-1]] <= threshold:
            kept.append(box)
    return kept


def compared_with_itself(overlaps: Array, scores: Array, threshold: float) -> list[int]:
    """You compared each box with itself as well, and nothing was left.

    On the diagonal of the table stands 1: every box overlaps itself wholly. So every box suppresses
    itself. With which boxes do you want to compare, and is a newcomer among them already?
    """
    return [box for box in _best_first(scores) if all(overlaps[box] <= threshold)]


def threshold_on_the_scores(overlaps: Array, scores: Array, threshold: float) -> list[int]:
    """You kept the boxes whose *score* is above the threshold.

    That is done too, but before, with a threshold of its own. This one says how much two boxes may
    overlap, and you have not looked at the overlaps. Which table do they stand in?
    """
    return [box for box in _best_first(scores) if scores[box] > threshold]


def scores_returned(overlaps: Array, scores: Array, threshold: float) -> list[float]:
    """You returned the scores of the boxes that are kept.

    They do not say which boxes these are. Places can be used to look up both: `boxes[kept]` and
    `scores[kept]`. What do you append?
    """
    kept = solutions.non_maximum_suppression(overlaps, scores, threshold)
    return [float(scores[box]) for box in kept]


def mask_returned(overlaps: Array, scores: Array, threshold: float) -> list[bool]:
    """You returned a yes or no for every box.

    That says which ones are kept, and not which is the best of them. Places are asked for, the
    surest box first. What do you append, and in which order do you go?
    """
    kept = solutions.non_maximum_suppression(overlaps, scores, threshold)
    return [box in kept for box in range(len(scores))]


NON_MAXIMUM_SUPPRESSION = (
    worst_first,
    compared_with_all_better_ones,
    both_removed,
    threshold_the_other_way,
    equal_is_too_much,
    in_order_of_place,
    scores_not_sorted,
    best_only,
    compared_with_the_best_only,
    compared_with_the_last_kept,
    compared_with_itself,
    threshold_on_the_scores,
    scores_returned,
    mask_returned,
)
