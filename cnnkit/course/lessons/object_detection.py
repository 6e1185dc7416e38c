"""Notebook 17, Object detection: what is where, how many of it, and how good an answer is."""

import numpy as np

from cnnkit.course.exercise import Exercise
from cnnkit.course.misconception import mistake
from cnnkit.course.mistakes.object_detection.dense_as_kernel import DENSE_AS_KERNEL
from cnnkit.course.mistakes.object_detection.iou import IOU
from cnnkit.course.mistakes.object_detection.non_maximum_suppression import (
    NON_MAXIMUM_SUPPRESSION,
)
from cnnkit.course.mistakes.object_detection.precision_and_recall import PRECISION_AND_RECALL
from cnnkit.course.progress import Progress
from cnnkit.course.question import Quiz
from cnnkit.course.questions.object_detection import (
    QUESTIONS,
    QUIZ,
    half_shifted,
    lower_threshold,
    one_pass,
    two_digits,
    which_scale,
)
from cnnkit.course.solutions import object_detection as solutions
from cnnkit.course.verdict import Case

__all__ = [
    "EXERCISES",
    "QUESTIONS",
    "dense_as_kernel",
    "half_shifted",
    "iou",
    "lower_threshold",
    "non_maximum_suppression",
    "one_pass",
    "precision_and_recall",
    "progress",
    "quiz",
    "two_digits",
    "which_scale",
]


def _numbers(*shape: int) -> np.ndarray:
    """Make an array without any symmetry, of small whole numbers."""
    count = np.arange(np.prod(shape))
    return (count**2 % 11 - count % 4).reshape(shape).astype(float)


def _overlaps(count: int, pairs: dict[tuple[int, int], float]) -> np.ndarray:
    """Make a table of overlaps: 1 on the diagonal, and the same above and below it."""
    table = np.eye(count)
    for (one, other), overlap in pairs.items():
        table[one, other] = table[other, one] = overlap
    return table


iou = Exercise(
    name="iou",
    task=(
        "Write `iou(a, b)`: two boxes, each (top, left, bottom, right), edges in pixels. Return "
        "the area that both share, divided by the area that they cover together."
    ),
    reference=solutions.iou,
    cases=(
        Case(((0, 0, 4, 4), (2, 2, 6, 6)), "two squares of 4 × 4 that share 2 × 2"),
        Case(((2, 3, 5, 9), (2, 3, 5, 9)), "twice the same box"),
        Case(((0, 0, 2, 3), (0, 5, 2, 9)), "side by side, with a gap"),
        Case(((0, 0, 2, 3), (4, 5, 7, 9)), "apart along both axes"),
        Case(((1, 2, 4, 5), (0, 0, 6, 8)), "one inside the other"),
        Case(((0, 0, 6, 8), (1, 2, 4, 5)), "the same, exchanged"),
        Case(((0.5, 1.0, 3.0, 4.5), (1.0, 0.0, 4.0, 3.0)), "edges within pixels"),
        Case(((0, 0, 3, 2), (3, 1, 5, 4)), "sharing an edge and nothing else"),
    ),
    misconceptions=tuple(map(mistake, IOU)),
    hints=(
        "Take the rows first. Two intervals, such as 0 to 4 and 2 to 6: where does their common "
        "part begin, and where does it end?",
        "It begins at the larger start and ends at the smaller end. If it would end before it "
        "begins, its length is 0. The columns go the same way.",
        "The area of the intersection is height · width. The two areas together count it twice:\n\n"
        "    height = max(0, min(a[2], b[2]) - max(a[0], b[0]))",
    ),
    afterword="Exchange a and b: the number stays. Scale both boxes by ten: it stays, too.",
)

dense_as_kernel = Exercise(
    name="dense_as_kernel",
    task=(
        "Maps of shape (H, W, C) were flattened into a dense layer with weights (H·W·C, units). "
        "Write `dense_as_kernel(weights, shape)` with `shape` (H, W, C): the kernel (H, W, C, "
        "units) of the convolution that computes the same."
    ),
    reference=solutions.dense_as_kernel,
    cases=(
        Case((_numbers(4, 2), (1, 2, 2)), "maps of 1 × 2 with two channels, two units"),
        Case((_numbers(6, 2), (2, 3, 1)), "maps of 2 × 3 with one channel, two units"),
        Case((_numbers(12, 3), (2, 3, 2)), "maps of 2 × 3 with two channels, three units"),
        Case((_numbers(24, 5), (4, 2, 3)), "maps of 4 × 2 with three channels, five units"),
    ),
    misconceptions=tuple(map(mistake, DENSE_AS_KERNEL)),
    hints=(
        "No number changes and none moves past another. It is only the first axis of the table, of "
        "H·W·C rows, that unfolds into three.",
        "Flattened maps run row by row, in a row pixel by pixel, and in a pixel channel by channel "
        "(notebook 08). `reshape` reads and fills in that very order.",
        "The last axis, the units, stays where it is:\n\n"
        "    weights.reshape(H, W, C, weights.shape[1])",
    ),
    afterword="The bias stays as it is: one number for each unit, which is now a filter.",
)

non_maximum_suppression = Exercise(
    name="non_maximum_suppression",
    task=(
        "Write `non_maximum_suppression(overlaps, scores, threshold)`. `overlaps[i, j]` is the IoU "
        "of boxes i and j, and no two scores are equal. Go through the boxes, best score first: "
        "keep a box unless its overlap with one that you have kept is above the threshold. Return "
        "the list of the places that are kept, best first."
    ),
    reference=solutions.non_maximum_suppression,
    cases=(
        Case(
            (_overlaps(2, {(0, 1): 0.6}), np.array([0.8, 0.9]), 0.5),
            "two boxes of the same thing, the second one better",
        ),
        Case(
            (
                _overlaps(3, {(0, 1): 0.6, (1, 2): 0.6, (0, 2): 0.2}),
                np.array([0.9, 0.8, 0.7]),
                0.5,
            ),
            "three in a row, each overlapping the next",
        ),
        Case(
            (_overlaps(3, {(0, 1): 0.5, (1, 2): 0.1}), np.array([0.3, 0.7, 0.9]), 0.5),
            "an overlap of just the threshold",
        ),
        Case(
            (
                _overlaps(5, {(0, 3): 0.7, (1, 4): 0.8, (0, 1): 0.1, (2, 4): 0.35}),
                np.array([0.6, 0.4, 0.2, 0.9, 0.7]),
                0.4,
            ),
            "two things, and a box between them",
        ),
        Case(
            (
                _overlaps(5, {(0, 2): 0.5, (0, 4): 0.4, (1, 2): 0.45, (3, 4): 0.9}),
                np.array([0.5, 0.2, 0.8, 0.95, 0.1]),
                0.3,
            ),
            "a low threshold",
        ),
    ),
    misconceptions=tuple(map(mistake, NON_MAXIMUM_SUPPRESSION)),
    hints=(
        "Start with an empty list of kept boxes. Each newcomer is compared with that list, and "
        "with nothing else.",
        "`np.argsort(-scores)` gives the places, best score first.",
        "The comparison is one line. For the first box the list is empty, and `all` of nothing is "
        "True:\n\n"
        "    if all(overlaps[box, better] <= threshold for better in kept):",
    ),
    afterword="No training was needed: three lines decide which boxes a user sees.",
)

precision_and_recall = Exercise(
    name="precision_and_recall",
    task=(
        "Write `precision_and_recall(right, scores, objects, threshold)`. `right` holds a 1 for "
        "each detection that is right and a 0 for each that is not, `scores` its score, and "
        "`objects` says how many objects are really there. Shown are the detections whose score "
        "is at least the threshold. Return (precision, recall): which share of what is shown is "
        "right, and which share of the objects is found. Where nothing is shown, precision is 1."
    ),
    reference=solutions.precision_and_recall,
    cases=(
        Case(
            (np.array([1, 0, 1]), np.array([0.9, 0.8, 0.7]), 4, 0.75),
            "two of three detections are shown, and four objects are there",
        ),
        Case(
            (np.array([1, 0, 1]), np.array([0.9, 0.8, 0.7]), 4, 0.7),
            "a score of just the threshold",
        ),
        Case(
            (
                np.array([0, 1, 1, 0, 1]),
                np.array([0.2, 0.9, 0.4, 0.6, 0.5]),
                6,
                0.45,
            ),
            "detections that are not sorted",
        ),
        Case(
            (np.array([1, 1, 0]), np.array([0.6, 0.5, 0.1]), 2, 0.3),
            "all found, and the wrong one is not shown",
        ),
        Case((np.array([1, 0]), np.array([0.6, 0.5]), 3, 0.99), "a threshold above all scores"),
    ),
    misconceptions=tuple(map(mistake, PRECISION_AND_RECALL)),
    hints=(
        "Begin with the detections that are shown: `right[scores >= threshold]` picks their ones "
        "and zeros.",
        "`.sum()` counts the ones. Divide that number twice, by two different counts.",
        "Ask first whether anything is shown at all:\n\n"
        "    shown = right[scores >= threshold]\n"
        "    if len(shown) == 0:\n"
        "        return 1.0, 0.0",
    ),
    afterword="A second box on the same object counts as wrong: `right` has to be made so.",
)

EXERCISES = (iou, dense_as_kernel, non_maximum_suppression, precision_and_recall)
quiz = Quiz(QUIZ)
progress = Progress(EXERCISES, (*QUESTIONS, *QUIZ))
