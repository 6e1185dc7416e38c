"""Notebook 06, Pooling: max, average and global pooling, padding, and what shifts change."""

from inspect import getdoc

import numpy as np

from cnnkit.course.exercise import Exercise
from cnnkit.course.misconception import Misconception, mistake
from cnnkit.course.mistakes.pooling.average_pool import AVERAGE_POOL, GLOBAL_AVERAGE_POOL
from cnnkit.course.mistakes.pooling.max_pool import MAX_POOL
from cnnkit.course.mistakes.pooling.padded_max_pool import (
    PADDED_MAX_POOL,
    low_number_won,
    padded_with_a_low_number,
)
from cnnkit.course.progress import Progress
from cnnkit.course.question import Quiz
from cnnkit.course.questions.pooling import (
    QUESTIONS,
    QUIZ,
    largest_of_four,
    one_pixel,
    whose_weights,
    zeros_around,
)
from cnnkit.course.solutions import pooling as solutions
from cnnkit.course.verdict import Case

__all__ = [
    "EXERCISES",
    "QUESTIONS",
    "average_pool2d",
    "global_average_pool2d",
    "largest_of_four",
    "max_pool2d",
    "max_pool2d_padded",
    "one_pixel",
    "progress",
    "quiz",
    "whose_weights",
    "zeros_around",
]


def _numbers(*shape: int) -> np.ndarray:
    """Make small whole numbers of both signs, without any symmetry."""
    count = np.arange(int(np.prod(shape)))
    return (count**2 % 13 - count % 7 - 3).reshape(shape).astype(float)


BELOW_ZERO = np.array([[-3.0, -5.0, -4.0, -2.0], [-8.0, -6.0, -3.0, -9.0]])

max_pool2d = Exercise(
    name="max_pool2d",
    task=(
        "Write `max_pool2d(x, k, s)` for one map x (H, W): the largest number of each window of "
        "k × k, with windows s apart, and no padding. A window that does not fit completely is "
        "left out:\n\n"
        "    y[i, j] = the largest  x[i·s + u, j·s + v]  over u, v = 0 … k − 1"
    ),
    reference=solutions.max_pool2d,
    cases=(
        Case(
            (
                np.array(
                    [[3.0, -1, 0, 2, 5], [1, 2, -8, 0, 4], [-3, -1, 0, 4, 1], [-4, -2, 6, 1, 7]]
                ),
                2,
                2,
            ),
            "a 4×5 map with negative numbers, windows of 2 at stride 2 (a column is left over)",
        ),
        Case((_numbers(4, 6) - 10, 2, 2), "a 4×6 map with all numbers below zero"),
        Case((_numbers(5, 7), 3, 2), "a 5×7 map, windows of 3 at stride 2 (they overlap)"),
        Case(
            (_numbers(6, 8), 3, 2), "a 6×8 map, windows of 3 at stride 2 (something is left over)"
        ),
        Case((_numbers(5, 7), 2, 3), "a 5×7 map, windows of 2 at stride 3 (gaps between them)"),
        Case((_numbers(4, 6), 3, 1), "a 4×6 map, windows of 3 at stride 1"),
    ),
    misconceptions=tuple(map(mistake, MAX_POOL)),
    hints=(
        "Start with the size. Pooling counts its windows as a convolution does: how many windows "
        "of k fit into H rows if they begin s apart?",
        "Window (i, j) begins at row i·s and column j·s, and holds k rows and k columns. Make an "
        "array of zeros of the right size, and fill it in two loops.",
        "`.max()` looks at all numbers of a patch:\n\n"
        "    y[i, j] = x[i * s : i * s + k, j * s : j * s + k].max()",
    ),
    afterword="Nothing in it is learned: no weight, no bias.",
)

max_pool2d_padded = Exercise(
    name="max_pool2d_padded",
    task=(
        "Write `max_pool2d_padded(x, k, s, p)` for x (H, W, C): p rows and columns of padding on "
        "each side, which must never win, and each channel pooled by itself. The result is (H′, "
        "W′, C). No window lies wholly in the padding."
    ),
    reference=solutions.max_pool2d_padded,
    cases=(
        Case(
            (BELOW_ZERO.reshape(2, 2, 2), 2, 2, 1),
            "a 2×2 map of 2 channels below zero, windows of 2 at stride 2, padding 1",
        ),
        Case(
            (_numbers(3, 4, 2) - 10, 3, 2, 1),
            "a 3×4 map of 2 channels below zero, windows of 3 at stride 2, padding 1",
        ),
        Case(
            ((_numbers(3, 4, 2) - 10) * [1e12, 1], 3, 2, 1),
            "a 3×4 map of 2 channels, one far below zero, windows of 3 at stride 2, padding 1",
        ),
        Case(
            (_numbers(4, 6, 3), 3, 2, 1),
            "a 4×6 map of 3 channels, windows of 3 at stride 2, padding 1 (something is left over)",
        ),
        Case(
            (_numbers(5, 4, 3), 2, 2, 0),
            "a 5×4 map of 3 channels, windows of 2 at stride 2, no padding",
        ),
        Case(
            (_numbers(6, 7, 2), 4, 3, 2),
            "a 6×7 map of 2 channels, windows of 4 at stride 3, padding 2",
        ),
    ),
    misconceptions=(
        *map(mistake, PADDED_MAX_POOL),
        Misconception(
            "padded with a low number",
            padded_with_a_low_number,
            getdoc(padded_with_a_low_number) or "",
            recognises=low_number_won,
        ),
    ),
    hints=(
        "Which number can you put around the map so that it is never the largest, whatever the map "
        "holds? NumPy has it as `np.inf`, with a sign.",
        "`np.pad` takes (before, after) for each axis: the last axis, the channels, gets (0, 0). "
        "From there on it is `max_pool2d` on a larger map, with an axis more.",
        "Take the maximum over the patch's rows and columns, and not over its channels:\n\n"
        "    y[i, j] = patch.max(axis=(0, 1))",
    ),
    afterword=(
        "Libraries pad with −∞ as well, or leave the padded cells out. Convolution pads with 0, "
        "which is what adds nothing to a sum; −∞ is what changes no maximum."
    ),
)

average_pool2d = Exercise(
    name="average_pool2d",
    task=(
        "Write `average_pool2d(x, k, s, p)` for one map x (H, W) with p rows and columns of "
        "padding on each side: the mean of each window. Padded cells do not count: at the "
        "border, divide by the number of pixels that the window really holds."
    ),
    reference=solutions.average_pool2d,
    cases=(
        Case(
            (np.array([[4.0, 8, 0], [-2, 6, 2]]), 2, 1, 1),
            "a 2×3 map, windows of 2 at stride 1, padding 1",
        ),
        Case((_numbers(4, 5), 2, 2, 0), "a 4×5 map, windows of 2 at stride 2, no padding"),
        Case((_numbers(4, 5), 3, 2, 1), "a 4×5 map, windows of 3 at stride 2, padding 1"),
        Case(
            (np.maximum(_numbers(5, 7), 0), 3, 1, 1),
            "a 5×7 map after ReLU, windows of 3 at stride 1, padding 1",
        ),
        Case((_numbers(6, 8), 4, 3, 2), "a 6×8 map, windows of 4 at stride 3, padding 2"),
    ),
    misconceptions=tuple(map(mistake, AVERAGE_POOL)),
    hints=(
        "The sum of a window needs no care: padded zeros add nothing. What needs care is the "
        "number by which you divide. How could you count the pixels of each window?",
        "Either mark the padding with something that no pixel is, such as NaN. Or pad a second "
        "array, of ones, in the same way: its sum in a window is the number of pixels.",
        "With NaN around the map, one function averages all the others:\n\n"
        "    y[i, j] = np.nanmean(padded[i * s : i * s + k, j * s : j * s + k])",
    ),
    afterword=(
        "TensorFlow averages like this. PyTorch counts padded zeros unless you say "
        "`count_include_pad=False`; so does this course's `functional.average_pool2d`."
    ),
)

global_average_pool2d = Exercise(
    name="global_average_pool2d",
    task=(
        "Write `global_average_pool2d(x)` for a batch of maps x (N, H, W, C): the mean of each "
        "map. The result is (N, C): one number for each channel of each image."
    ),
    reference=solutions.global_average_pool2d,
    cases=(
        Case((_numbers(1, 2, 3, 2),), "one image of 2×3 with 2 channels"),
        Case((_numbers(2, 3, 4, 3),), "two images of 3×4 with 3 channels"),
        Case((_numbers(3, 4, 2, 5),), "three images of 4×2 with 5 channels"),
    ),
    misconceptions=tuple(map(mistake, GLOBAL_AVERAGE_POOL)),
    hints=(
        "Of the four axes (N, H, W, C) two disappear. Which?",
        "`x.mean(axis=…)` averages along an axis. It also takes several of them, in brackets.",
        "Height and width are axes 1 and 2:\n\n    x.mean(axis=(1, 2))",
    ),
    afterword=(
        "The result has the same length whatever the height and width are. A dense layer behind it "
        "takes images of any size."
    ),
)

EXERCISES = (max_pool2d, max_pool2d_padded, global_average_pool2d, average_pool2d)
quiz = Quiz(QUIZ)
progress = Progress(EXERCISES, (*QUESTIONS, *QUIZ))
