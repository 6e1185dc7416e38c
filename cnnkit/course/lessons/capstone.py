"""Notebook 20, Capstone: the four tools that an honest answer needs."""

from collections.abc import Callable

import numpy as np

from cnnkit.course.exercise import Exercise
from cnnkit.course.misconception import mistake
from cnnkit.course.mistakes.capstone.chance_range import CHANCE_RANGE
from cnnkit.course.mistakes.capstone.leaked import LEAKED
from cnnkit.course.mistakes.capstone.seed_by_seed import SEED_BY_SEED
from cnnkit.course.mistakes.capstone.widest import WIDEST
from cnnkit.course.progress import Progress
from cnnkit.course.question import Quiz
from cnnkit.course.questions.capstone import (
    QUESTIONS,
    QUIZ,
    best_of_twenty,
    nearest,
    what_breaks,
)
from cnnkit.course.solutions import capstone as solutions
from cnnkit.course.verdict import Case

__all__ = [
    "EXERCISES",
    "QUESTIONS",
    "best_of_twenty",
    "chance_range",
    "leaked",
    "nearest",
    "progress",
    "quiz",
    "seed_by_seed",
    "what_breaks",
    "widest",
]


def row_of_filters(width: int) -> int:
    """Count one convolution of 3×3 on one channel, averaged, and two classes."""
    return (9 + 1) * width + (width + 1) * 2


def two_rows_of_filters(width: int) -> int:
    """Count two convolutions of 3×3, the second with twice the filters, and ten classes."""
    return 10 * width + (9 * width + 1) * 2 * width + (2 * width + 1) * 10


def units_on_pixels(width: int) -> int:
    """Count one dense layer on 28 × 28 pixels, and ten classes."""
    return 785 * width + (width + 1) * 10


def _images(*rows: str) -> np.ndarray:
    """Read images of 2 × 3 pixels from their digits."""
    return np.array([[int(digit) for digit in row] for row in rows], float).reshape(-1, 2, 3)


def _case(function: Callable[[int], int], budget: int, label: str) -> Case:
    return Case((function, budget), label)


widest = Exercise(
    name="widest",
    task=(
        "Write `widest(parameters_of, budget)`: how wide may a network be? `parameters_of(width)` "
        "counts the parameters of the network with that many filters (or units) in its first "
        "layer; it grows with the width. Return the largest width, from 1 on, with at most "
        "`budget` parameters. A width of 1 always fits."
    ),
    reference=solutions.widest,
    cases=(
        _case(row_of_filters, 50, "a convolution, averaged: 12 parameters a filter, and 2"),
        _case(two_rows_of_filters, 1000, "two convolutions: parameters grow with the square"),
        _case(row_of_filters, 86, "a budget that is used up exactly"),
        _case(two_rows_of_filters, 5000, "the budget of track read"),
        _case(units_on_pixels, 30_000, "dense units on all pixels"),
    ),
    misconceptions=tuple(map(mistake, WIDEST)),
    hints=(
        "Begin with width 1 and get wider, as long as the next one fits.",
        "Ask before you go: is `parameters_of(width + 1)` within the budget?",
        "A `while` loop with that condition, and `width += 1` in it. When it ends, `width` is the "
        "answer:\n\n"
        "    width = 1\n"
        "    while parameters_of(width + 1) <= budget:\n"
        "        ...",
    ),
    afterword="Twice the budget is not twice the width: mostly about 1.4 times.",
)

leaked = Exercise(
    name="leaked",
    task=(
        "Write `leaked(train, test)`: both hold images (N, H, W). Return the list of the places in "
        "`test` whose image also stands somewhere in `train`, the same in every pixel, in rising "
        "order."
    ),
    reference=solutions.leaked,
    cases=(
        Case(
            (_images("100200", "012345"), _images("543210", "100200")),
            "two images on each side, one of them on both",
        ),
        Case(
            (
                _images("000111", "123000", "900009", "123000"),
                _images("123000", "111000", "009900", "000111", "900009"),
            ),
            "five test images, three of them known, one of these twice",
        ),
        Case(
            (
                _images("100000", "222222", "310001"),
                _images("001000", "222222", "310002", "310001"),
            ),
            "images that are equally bright, or differ in one pixel",
        ),
        Case(
            (_images("123456", "654321"), _images("111111", "123465", "654321")),
            "only the last one has leaked",
        ),
    ),
    misconceptions=tuple(map(mistake, LEAKED)),
    hints=(
        "Each test image has to be compared with every training image, all pixels of both.",
        "`np.array_equal(a, b)` compares two images. Two loops will do; `any(...)` over the "
        "training images says it in a line.",
        "With thousands of images two loops are slow. A set answers at once whether something is "
        "in it, and `image.tobytes()` makes an image into something a set can hold:\n\n"
        "    known = {image.tobytes() for image in train}",
    ),
    afterword=(
        "This finds exact copies. The same photo cut a pixel further, or the same hand, it does "
        "not find: for those one splits by photo and by writer."
    ),
)

seed_by_seed = Exercise(
    name="seed_by_seed",
    task=(
        "Write `seed_by_seed(first, second)`: the scores of two designs, in points, one for each "
        "seed, in the same order of seeds. Return an array of three numbers: the mean, the lowest "
        "and the highest of the differences first − second, each between two runs of one seed."
    ),
    reference=solutions.seed_by_seed,
    cases=(
        Case((np.array([96.0, 94.0, 95.5]), np.array([95.0, 94.5, 93.5])), "three seeds"),
        Case(
            (np.array([90.0, 91.0, 97.0]), np.array([89.0, 90.5, 96.75])),
            "seeds that differ more than the designs do",
        ),
        Case(
            (np.array([80.0, 82.0, 81.0, 85.0, 79.0]), np.array([81.0, 80.0, 84.0, 83.0, 80.0])),
            "five seeds, to and fro",
        ),
    ),
    misconceptions=tuple(map(mistake, SEED_BY_SEED)),
    hints=(
        "Which two numbers belong together? Those at the same place in both arrays: one seed.",
        "NumPy subtracts place by place: `first - second` gives all differences at once.",
        "What is left is\n\n"
        "    np.array([differences.mean(), differences.min(), differences.max()])",
    ),
    afterword="If the lowest and the highest have different signs, you have not seen a winner.",
)

chance_range = Exercise(
    name="chance_range",
    task=(
        "Write `chance_range(right, count)`: of `count` test images `right` are read rightly. "
        "Return an array of three shares: two standard errors below the accuracy p, p itself, and "
        "two above. One standard error is the root of p(1 − p)/N."
    ),
    reference=solutions.chance_range,
    cases=(
        Case((50, 100), "half of a hundred: p(1 − p)/N = 0.0025, the root 0.05"),
        Case((90, 100), "ninety of a hundred"),
        Case((980, 1000), "a good network on a thousand images"),
        Case((150, 144 + 56), "two hundred images"),
    ),
    misconceptions=tuple(map(mistake, CHANCE_RANGE)),
    hints=(
        "First the accuracy: `right / count`. Then the standard error, by the formula of the task.",
        "Mind the brackets: p·(1 − p)/N, all of it, stands under the root.",
        "With `error = np.sqrt(accuracy * (1 - accuracy) / count)` the array is made of "
        "`accuracy - 2 * error`, `accuracy` and `accuracy + 2 * error`.",
    ),
    afterword=(
        "This is the luck of the test images only. The luck of the weights, seed by seed, comes "
        "on top."
    ),
)

EXERCISES = (widest, leaked, seed_by_seed, chance_range)
quiz = Quiz(QUIZ)
progress = Progress(EXERCISES, (*QUESTIONS, *QUIZ))
