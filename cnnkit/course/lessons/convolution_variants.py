"""Notebook 15, Convolution variants: 1×1, grouped, separable, dilated, transposed; and costs."""

import numpy as np

from cnnkit.course.exercise import Exercise
from cnnkit.course.misconception import mistake
from cnnkit.course.mistakes.convolution_variants.grouped_counts import GROUPED_COUNTS
from cnnkit.course.mistakes.convolution_variants.resize_convolve import RESIZE_CONVOLVE
from cnnkit.course.mistakes.convolution_variants.separable_conv2d import SEPARABLE_CONV2D
from cnnkit.course.mistakes.convolution_variants.transposed_conv2d import TRANSPOSED_CONV2D
from cnnkit.course.mistakes.convolution_variants.transposed_size import TRANSPOSED_SIZE
from cnnkit.course.progress import Progress
from cnnkit.course.question import Quiz
from cnnkit.course.questions.convolution_variants import (
    QUESTIONS,
    QUIZ,
    a_quarter,
    an_eighth_of_the_time,
    flat_grey,
    holes,
    way_back,
)
from cnnkit.course.solutions import convolution_variants as solutions
from cnnkit.course.verdict import Case

__all__ = [
    "EXERCISES",
    "QUESTIONS",
    "a_quarter",
    "an_eighth_of_the_time",
    "flat_grey",
    "grouped_counts",
    "holes",
    "progress",
    "quiz",
    "resize_convolve",
    "separable_conv2d",
    "transposed_conv2d",
    "transposed_size",
    "way_back",
]


def _numbers(*shape: int) -> np.ndarray:
    """Make an array without any symmetry, of small whole numbers."""
    count = np.arange(np.prod(shape))
    return (count**2 % 11 - count % 4).reshape(shape).astype(float)


grouped_counts = Exercise(
    name="grouped_counts",
    task=(
        "Write `grouped_counts(H, W, C, F, k, groups)`: a convolution of k × k windows from C "
        "channels to F filters, in so many groups. The map keeps H × W places, and each filter has "
        "a bias. Return two numbers, parameters and multiply-adds, or None if there is no such "
        "layer because the groups do not come out even."
    ),
    reference=solutions.grouped_counts,
    cases=(
        Case((1, 1, 2, 2, 1, 1), "a single pixel, two channels, two filters of 1×1, one group"),
        Case((4, 5, 4, 6, 3, 2), "four channels, six filters of 3×3, two groups"),
        Case((4, 5, 4, 6, 3, 4), "the same with four groups: six filters in four groups"),
        Case((5, 4, 6, 4, 3, 4), "six channels and four filters, four groups"),
        Case((3, 7, 6, 6, 5, 4), "six channels, six filters, four groups"),
        Case((3, 4, 6, 6, 3, 6), "depthwise: as many groups as channels"),
        Case((4, 3, 3, 6, 3, 3), "two filters for each channel"),
    ),
    misconceptions=tuple(map(mistake, GROUPED_COUNTS)),
    hints=(
        "How many channels does one filter see? And how many filters are there in all? The groups "
        "change only one of the two.",
        "A filter has k · k · (C / groups) weights and one bias. Every weight is used once at each "
        "of the H · W places; a bias is only added.",
        "`C % groups` is what is left over when C is shared out. Both C and F have to come out "
        "even:\n\n"
        "    if C % groups or F % groups:\n"
        "        return None",
    ),
    afterword="With one group it is the standard convolution, with C groups the depthwise one.",
)

separable_conv2d = Exercise(
    name="separable_conv2d",
    task=(
        "Write `separable_conv2d(x, depthwise, pointwise)`, in two steps. First slide over each "
        "channel c of x (H, W, C) its own kernel `depthwise[:, :, c]`, of shape (kh, kw), at "
        "stride 1 and without padding. Then mix the C maps at each place: output f is the sum over "
        "c of map c times `pointwise[c, f]`. The result is (H', W', F)."
    ),
    reference=solutions.separable_conv2d,
    cases=(
        Case(
            (
                np.array([[[1.0, 10.0], [2.0, 20.0], [4.0, 50.0]]]),
                np.array([[[1.0, 2.0], [3.0, -1.0]]]),
                np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 2.0]]),
            ),
            "a row of three pixels with two channels, three filters",
        ),
        Case(
            (_numbers(4, 5, 3), _numbers(2, 3, 3), _numbers(3, 2)),
            "4 × 5 pixels, kernels of 2 × 3, three channels to two",
        ),
        Case(
            (_numbers(5, 4, 2), _numbers(3, 2, 2) - 2, _numbers(2, 2) - 1),
            "5 × 4 pixels, kernels of 3 × 2, two channels to two",
        ),
        Case(
            (-_numbers(4, 6, 1), _numbers(2, 2, 1), np.array([[1.0, -2.0, 3.0]])),
            "a grey image, three filters",
        ),
        Case(
            (_numbers(3, 4, 4), _numbers(1, 1, 4), _numbers(4, 3)),
            "windows of a single pixel",
        ),
    ),
    misconceptions=tuple(map(mistake, SEPARABLE_CONV2D)),
    hints=(
        "Step one gives C maps, one for each channel. Which shape does their array have, and how "
        "many rows and columns?",
        "Shift the whole image instead of the window: `x[u : u + rows, v : v + columns]` holds, "
        "for every place, the pixel under weight (u, v), in all channels. Times "
        "`depthwise[u, v]`, which has one number for each channel.",
        "Add these up over u and v. What is left is one matrix product over the channels:\n\n"
        "    return between @ pointwise",
    ),
    afterword=(
        "It does the same as a standard convolution with K[u, v, c, f] = depthwise[u, v, c] · "
        "pointwise[c, f], and takes fewer multiply-adds."
    ),
)

transposed_size = Exercise(
    name="transposed_size",
    task=(
        "Write `transposed_size(n, k, s, p, d, output_padding)`: how many pixels along one axis "
        "come out of a transposed convolution? n numbers, windows of k pixels that stand d apart "
        "(the dilation), s from one window to the next (the stride). p pixels are cropped at "
        "each end, and `output_padding` more are kept at the far end."
    ),
    reference=solutions.transposed_size,
    cases=(
        Case((3, 3, 2, 0, 1, 0), "three windows of 3, two apart"),
        Case((3, 3, 2, 1, 1, 0), "the same, cropped by 1 at each end"),
        Case((3, 3, 2, 1, 1, 1), "the same, with an output padding of 1"),
        Case((1, 4, 2, 0, 1, 0), "a single number"),
        Case((5, 2, 3, 0, 1, 2), "a stride larger than the kernel"),
        Case((4, 3, 2, 2, 2, 1), "dilation 2"),
        Case((6, 1, 3, 0, 4, 0), "kernel 1 with dilation 4"),
        Case((7, 5, 4, 3, 3, 3), "everything at once"),
    ),
    misconceptions=tuple(map(mistake, TRANSPOSED_SIZE)),
    hints=(
        "Draw it for n = 3, k = 3, s = 2: three windows. Where does the first one begin, and where "
        "the last one?",
        "The last window begins at (n − 1)·s. How far does a window reach whose k pixels stand d "
        "apart? Notebook 04 counted it.",
        "First the length of what is written, then take 2p away and add the output padding:\n\n"
        "    (n - 1) * s + d * (k - 1) + 1",
    ),
    afterword="Put a convolution's formula the other way round and you get it, up to the floor.",
)

transposed_conv2d = Exercise(
    name="transposed_conv2d",
    task=(
        "Write `transposed_conv2d(x, kernel, s)` in loops. Each number x[i, j] of x (H, W) is "
        "multiplied with the whole kernel (kh, kw), and the result is added to the window of the "
        "output that begins at row i·s, column j·s. Nothing is cropped."
    ),
    reference=solutions.transposed_conv2d,
    cases=(
        Case(
            (np.array([[1.0, 10.0]]), np.array([[1.0, 2.0, 4.0]]), 2),
            "two numbers, a kernel of 1 × 3, stride 2",
        ),
        Case((np.array([[1.0]]), np.array([[1.0, 2.0], [3.0, 5.0]]), 3), "a single number"),
        Case((_numbers(2, 3), np.array([[1.0, 2.0], [3.0, 5.0]]), 1), "stride 1"),
        Case((_numbers(3, 2) + 1, _numbers(2, 3) + 1, 2), "3 × 2 numbers, a kernel of 2 × 3"),
        Case((_numbers(2, 2) - 3, _numbers(2, 2) + 2, 3), "a stride larger than the kernel"),
        Case((_numbers(4, 5), _numbers(3, 3) - 1, 2), "4 × 5 numbers, a kernel of 3 × 3"),
    ),
    misconceptions=tuple(map(mistake, TRANSPOSED_CONV2D)),
    hints=(
        "How large is the output? You have just counted it along one axis, with p = 0, d = 1 and "
        "no output padding. Begin with that many zeros.",
        "Two loops, over the rows i and the columns j of x. Each round touches one window of the "
        "output, kh rows and kw columns.",
        "Windows overlap, so add:\n\n"
        "    y[i * s : i * s + kh, j * s : j * s + kw] += x[i, j] * kernel",
    ),
    afterword="The loop of notebook 10 that handed dY out to dX has the same line in it.",
)

resize_convolve = Exercise(
    name="resize_convolve",
    task=(
        "Write `resize_convolve(x, kernel, factor)`. First make x (H, W) larger: repeat each pixel "
        "`factor` times along both axes. Then convolve with the kernel, whose sizes are odd, at "
        "stride 1. The result keeps the large size: pad by repeating the pixels at the edge."
    ),
    reference=solutions.resize_convolve,
    cases=(
        Case((np.array([[1.0, 5.0]]), np.array([[1.0, 2.0, 4.0]]), 2), "two pixels, factor 2"),
        Case((np.array([[3.0]]), np.ones((3, 3)) / 9, 2), "a single grey pixel"),
        Case((_numbers(2, 3), np.array([[1.0]]), 3), "a kernel of a single pixel"),
        Case((_numbers(3, 2), _numbers(3, 3), 2), "3 × 2 pixels, a kernel of 3 × 3"),
        Case((_numbers(2, 4), _numbers(1, 5) - 1, 3), "2 × 4 pixels, a kernel of 1 × 5"),
    ),
    misconceptions=tuple(map(mistake, RESIZE_CONVOLVE)),
    hints=(
        "`x.repeat(2, axis=0)` repeats each row. What repeats each column as well?",
        "For the size to stay, pad kh // 2 rows at the top and at the bottom, and kw // 2 columns "
        'on the left and on the right. `np.pad(..., mode="edge")` repeats the pixels at the edge.',
        "Then the same shifting as in `separable_conv2d`, with one kernel:\n\n"
        "    y += kernel[u, v] * padded[u : u + rows, v : v + columns]",
    ),
    afterword="An even grey stays even: every window sees the same, so every output is the same.",
)

EXERCISES = (
    grouped_counts,
    separable_conv2d,
    transposed_size,
    transposed_conv2d,
    resize_convolve,
)
quiz = Quiz(QUIZ)
progress = Progress(EXERCISES, (*QUESTIONS, *QUIZ))
