"""Notebook 19, Super-resolution: larger pictures, and detail that is invented."""

import numpy as np

from cnnkit.course.exercise import Exercise
from cnnkit.course.misconception import mistake
from cnnkit.course.mistakes.super_resolution.depth_to_space import DEPTH_TO_SPACE
from cnnkit.course.mistakes.super_resolution.enlarge_row import ENLARGE_ROW
from cnnkit.course.mistakes.super_resolution.psnr import PSNR
from cnnkit.course.mistakes.super_resolution.ssim_of_window import SSIM_OF_WINDOW
from cnnkit.course.progress import Progress
from cnnkit.course.question import Quiz
from cnnkit.course.questions.super_resolution import (
    QUESTIONS,
    QUIZ,
    another_shrinking,
    how_many_pictures,
    nearest_to_the_truth,
    only_threes,
    where_to_enlarge,
)
from cnnkit.course.solutions import super_resolution as solutions
from cnnkit.course.verdict import Case

__all__ = [
    "EXERCISES",
    "QUESTIONS",
    "another_shrinking",
    "depth_to_space",
    "enlarge_row",
    "how_many_pictures",
    "nearest_to_the_truth",
    "only_threes",
    "progress",
    "psnr",
    "quiz",
    "ssim_of_window",
    "where_to_enlarge",
]

enlarge_row = Exercise(
    name="enlarge_row",
    task=(
        "Write `enlarge_row(row, scale)`: a row of n pixels becomes one of n · scale pixels, by "
        "linear interpolation. Output k looks at the place (k + 1/2) / scale − 1/2 of the small "
        "row. Between two centres take from each neighbour in proportion; beyond the outermost "
        "centres repeat the end."
    ),
    reference=solutions.enlarge_row,
    cases=(
        Case((np.array([0.0, 4.0]), 2), "two pixels, twice as long"),
        Case((np.array([3.0, 6.0, 0.0]), 3), "three pixels, three times as long"),
        Case((np.array([5.0]), 4), "a single pixel"),
        Case((np.array([1.0, -2.0, 4.0, 4.0, 9.0]), 2), "five pixels, twice as long"),
        Case((np.array([2.0, 7.0, 1.0, 8.0]), 5), "four pixels, five times as long"),
    ),
    misconceptions=tuple(map(mistake, ENLARGE_ROW)),
    hints=(
        "First all the places: `(np.arange(n * scale) + 0.5) / scale - 0.5`. For two pixels, twice "
        "as long, they are −0.25, 0.25, 0.75, 1.25.",
        "`np.clip` brings the places into 0 … n − 1: then the ends repeat by themselves. "
        "`np.floor` finds the pixel on the left, and the one on its right is the next, but never "
        "beyond the last.",
        "The share of the way from left to right is `places - left`. That is how much the right "
        "one counts:\n\n"
        "    (1 - share) * row[left] + share * row[right]",
    ),
    afterword="Do it along the rows and then along the columns, and it is bilinear interpolation.",
)


def _channels(height: int, width: int, channels: int) -> np.ndarray:
    """Count through an array, so that every number is another one."""
    return np.arange(height * width * channels, dtype=float).reshape(height, width, channels)


depth_to_space = Exercise(
    name="depth_to_space",
    task=(
        "Write `depth_to_space(x, block)`: x has the shape (H, W, b·b·C) with b = block. Spread "
        "the channels of each pixel over a square of b × b pixels, so that the shape becomes "
        "(H·b, W·b, C):\n\n"
        "    Y[i·b + u, j·b + v, c] = X[i, j, (u·b + v)·C + c]"
    ),
    reference=solutions.depth_to_space,
    cases=(
        Case((_channels(1, 1, 4), 2), "one pixel with four channels"),
        Case((_channels(2, 3, 4), 2), "2 × 3 pixels with four channels"),
        Case((_channels(1, 2, 9), 3), "1 × 2 pixels with nine channels"),
        Case((_channels(2, 1, 12), 2), "2 × 1 pixels, and three channels are left"),
        Case((-_channels(3, 2, 18), 3), "3 × 2 pixels with block 3, two channels are left"),
    ),
    misconceptions=tuple(map(mistake, DEPTH_TO_SPACE)),
    hints=(
        "By hand for one pixel with the channels 0, 1, 2, 3: the square has 0 and 1 in its first "
        "row, 2 and 3 in its second. Four loops (i, j, u, v) do it all.",
        "Without loops: split the last axis into three, `x.reshape(H, W, b, b, C)`. Its axes are "
        "now i, j, u, v, c.",
        "The rows of the result are i·b + u: i and u have to stand side by side, and j and v "
        "behind them. So the order of axes is i, u, j, v, c:\n\n"
        "    x.reshape(H, W, b, b, C).transpose(0, 2, 1, 3, 4)",
    ),
    afterword="No number is computed, only moved: the convolution before it has done the work.",
)

psnr = Exercise(
    name="psnr",
    task=(
        "Write `psnr(image, truth, peak)`: 10 · log₁₀(peak² / MSE), with MSE the mean of all "
        "squared differences. The images may hold bytes (uint8) or floats; they are never equal."
    ),
    reference=solutions.psnr,
    cases=(
        Case(
            (np.array([[10, 20, 30]], np.uint8), np.array([[12, 16, 30]], np.uint8), 255.0),
            "three bytes",
        ),
        Case((np.array([[0.5, 0.5]]), np.array([[0.4, 0.8]]), 1.0), "two floats from 0 to 1"),
        Case(
            (
                np.array([[0.0, 0.25], [0.5, 0.75]]),
                np.array([[0.5, 0.25], [0.25, 0.5]]),
                1.0,
            ),
            "four floats, some too dark and some too bright",
        ),
        Case(
            (
                np.array([[200, 3, 90], [0, 255, 17]], np.uint8),
                np.array([[10, 90, 92], [250, 4, 20]], np.uint8),
                255.0,
            ),
            "six bytes that are far apart",
        ),
        Case(
            (np.array([[100.0, 900.0]]), np.array([[140.0, 870.0]]), 1023.0),
            "numbers of ten bits, from 0 to 1023",
        ),
    ),
    misconceptions=tuple(map(mistake, PSNR)),
    hints=(
        "Four steps: the difference, its square, the mean, the logarithm. What happens to "
        "10 − 12 in uint8?",
        "`image.astype(float)` makes room for negative differences. `np.log10` counts tens.",
        "The peak is squared, since the error is:\n\n"
        "    10 * np.log10(peak**2 / np.mean(difference**2))",
    ),
    afterword=(
        "The squared peak stands there so that bytes and floats get the same number of decibels."
    ),
)

WAVE = np.array([[0.2, 0.8, 0.3], [0.7, 0.1, 0.9]])

ssim_of_window = Exercise(
    name="ssim_of_window",
    task=(
        "Write `ssim_of_window(x, y, peak)` for two windows of one shape, all of whose pixels "
        "count alike: with means μ, variances σ² and the covariance σxy, the mean of "
        "(x − μx)(y − μy),\n\n"
        "    (2 μx μy + c1) (2 σxy + c2) / ((μx² + μy² + c1) (σx² + σy² + c2))\n\n"
        "c1 is (0.01 · peak)² and c2 is (0.03 · peak)². Variances and covariance are plain means."
    ),
    reference=solutions.ssim_of_window,
    cases=(
        Case((np.array([[0.0, 1.0]]), np.array([[0.5, 1.0]]), 1.0), "two pixels each"),
        Case((WAVE, 1 - WAVE, 1.0), "a window and its negative"),
        Case((WAVE, WAVE + 0.05, 1.0), "a window and the same, brighter"),
        Case((WAVE / 50 + 0.5, 0.5 - WAVE / 40, 1.0), "two windows that are nearly flat"),
        Case(
            (
                np.array([[12.0, 200.0], [90.0, 31.0]]),
                np.array([[40.0, 160.0], [99.0, 8.0]]),
                255.0,
            ),
            "numbers from 0 to 255",
        ),
        Case((WAVE / 60, WAVE[::-1] / 30, 1.0), "two dark windows"),
    ),
    misconceptions=tuple(map(mistake, SSIM_OF_WINDOW)),
    hints=(
        "Seven numbers first: c1, c2, both means, both variances, the covariance.",
        "`x.mean()` and `x.var()` are plain means over all pixels. The covariance is the mean of "
        "`(x - x.mean()) * (y - y.mean())`.",
        "The fraction has two factors above and two below:\n\n"
        "    above = (2 * mx * my + c1) * (2 * covariance + c2)",
    ),
    afterword="The two constants keep the fraction calm where a window is dark or flat.",
)

EXERCISES = (enlarge_row, depth_to_space, psnr, ssim_of_window)
quiz = Quiz(QUIZ)
progress = Progress(EXERCISES, (*QUESTIONS, *QUIZ))
