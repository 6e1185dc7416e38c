"""Notebook 04, Padding and stride: sizes, same padding, the inverse question, strides."""

import numpy as np

from cnnkit.course.exercise import Exercise
from cnnkit.course.misconception import mistake
from cnnkit.course.mistakes.padding_and_stride.output_size import OUTPUT_SIZE
from cnnkit.course.mistakes.padding_and_stride.padding import PADDING_NEEDED, SAME_PADDING
from cnnkit.course.mistakes.padding_and_stride.strided_convolution import STRIDED
from cnnkit.course.progress import Progress
from cnnkit.course.question import Quiz
from cnnkit.course.questions.padding_and_stride import (
    QUESTIONS,
    QUIZ,
    corner_and_centre,
    left_over,
    odd_pixel,
    what_is_left,
)
from cnnkit.course.solutions import padding_and_stride as solutions
from cnnkit.course.verdict import Case

__all__ = [
    "EXERCISES",
    "QUESTIONS",
    "corner_and_centre",
    "left_over",
    "odd_pixel",
    "output_size",
    "padding_needed",
    "progress",
    "quiz",
    "same_padding",
    "strided_convolution",
    "what_is_left",
]


def _image(height: int, width: int) -> np.ndarray:
    """Make an image without any symmetry, of small whole numbers."""
    count = np.arange(height * width)
    return (count**2 % 13 - count % 5).reshape(height, width).astype(float)


output_size = Exercise(
    name="output_size",
    task=(
        "Write `output_size(n, k, s, p_before, p_after, d)`: how many windows of a kernel of size "
        "k with stride s and dilation d fit along an axis of n pixels, with p_before and p_after "
        "pixels of padding. At least one window fits."
    ),
    reference=solutions.output_size,
    cases=(
        Case((5, 3, 1, 0, 0, 1), "the plain case"),
        Case((5, 3, 2, 0, 0, 1), "a stride that leaves nothing over"),
        Case((6, 3, 2, 0, 0, 1), "a stride that leaves a pixel over"),
        Case((7, 3, 3, 0, 0, 1), "stride 3, and one pixel left over"),
        Case((8, 3, 3, 0, 0, 1), "stride 3, and two pixels left over"),
        Case((5, 3, 1, 1, 1, 1), "padding on both sides"),
        Case((6, 2, 1, 0, 1, 1), "padding on one side only"),
        Case((9, 3, 1, 0, 0, 2), "dilation 2"),
        Case((12, 3, 2, 1, 2, 3), "everything at once"),
        Case((224, 7, 2, 3, 3, 1), "the first layer of a large network"),
    ),
    misconceptions=tuple(map(mistake, OUTPUT_SIZE)),
    hints=(
        "How long is the padded axis, and how many pixels does the kernel span from its first to "
        "its last? With dilation d there are k − 1 steps of d pixels.",
        "Put the first window at the very start. What is left behind it is the room in which it "
        "can still move. Each step takes s pixels, and a step that does not fit completely is not "
        "made.",
        "The number of windows is the number of steps plus one, and `//` drops what is left "
        "over:\n\n"
        "    room // s + 1",
    ),
    afterword="What `//` drops are the pixels at the end that no window reaches.",
)

same_padding = Exercise(
    name="same_padding",
    task=(
        "Write `same_padding(n, k, s, d)`, which returns (before, after): the smallest padding "
        "with which there are ceil(n / s) windows. If the total is odd, the extra pixel comes "
        "after."
    ),
    reference=solutions.same_padding,
    cases=(
        Case((5, 3, 1, 1), "an odd kernel at stride 1"),
        Case((5, 2, 1, 1), "an even kernel"),
        Case((6, 3, 2, 1), "stride 2 on an even number of pixels"),
        Case((5, 3, 2, 1), "stride 2 on an odd number of pixels"),
        Case((5, 3, 1, 2), "dilation 2"),
        Case((6, 1, 4, 1), "a stride larger than the kernel"),
        Case((7, 4, 2, 1), "an even kernel at stride 2"),
        Case((13, 4, 3, 2), "everything at once"),
    ),
    misconceptions=tuple(map(mistake, SAME_PADDING)),
    hints=(
        "How many windows should there be? Where does the last of them start, if the first starts "
        "at 0 and they are s apart?",
        "The last window starts (windows − 1)·s after the first one and spans d·(k − 1) + 1 "
        "pixels. So long must the padded axis be. How much is missing to that, and can it be less "
        "than 0?",
        "The total is shared out with the smaller half first:\n\n"
        "    before = total // 2\n"
        "    after = total - before",
    ),
    afterword="At stride 1 with an odd kernel this is the familiar (k − 1) / 2 on each side.",
)

padding_needed = Exercise(
    name="padding_needed",
    task=(
        "Write `padding_needed(n, k, s, d, wanted)`, the question turned round: the smallest total "
        "padding (both sides together) with which there are exactly `wanted` windows, or None if "
        "no padding does it."
    ),
    reference=solutions.padding_needed,
    cases=(
        Case((5, 3, 1, 1, 5), "as many windows as pixels"),
        Case((5, 3, 1, 1, 3), "as many windows as there are without padding"),
        Case((6, 3, 2, 1, 2), "stride 2, and a pixel is left over"),
        Case((7, 3, 1, 1, 3), "fewer windows than there are without padding"),
        Case((6, 3, 2, 1, 4), "stride 2, and more windows"),
        Case((5, 3, 1, 2, 5), "dilation 2"),
        Case((2, 3, 1, 1, 1), "a kernel larger than the input"),
    ),
    misconceptions=tuple(map(mistake, PADDING_NEEDED)),
    hints=(
        "How long must the padded axis be, at the least, to hold `wanted` windows that start s "
        "apart and span d·(k − 1) + 1 pixels each?",
        "The padding is that length minus n. If it comes out below 0, there is room enough "
        "already: take 0, and ask whether it gives the wanted number or too many.",
        "Padding can only add windows. So put your padding into the formula of `output_size`, and "
        "return None if it does not give what is wanted:\n\n"
        "    (n + padding - span) // s + 1 == wanted",
    ),
    afterword=(
        "At stride s, up to s different paddings give the same size. If any is needed, the "
        "smallest leaves no pixel over."
    ),
)

strided_convolution = Exercise(
    name="strided_convolution",
    task=(
        "Write `strided_convolution(x, kernel, stride)` for x (H, W), without padding. With s for "
        "the stride:\n\n"
        "    y[i, j] = Σ over u, v of  x[i·s + u, j·s + v] · kernel[u, v]"
    ),
    reference=solutions.strided_convolution,
    cases=(
        Case(
            (_image(4, 5), np.array([[1.0, 2.0], [3.0, 5.0]]), 2),
            "a 4×5 input, a 2×2 kernel, stride 2 (a column is left over)",
        ),
        Case((_image(3, 4), np.array([[1.0, 2.0], [3.0, 5.0]]), 1), "a 3×4 input, stride 1"),
        Case(
            (_image(5, 7), np.array([[1.0, 2.0], [3.0, 5.0]]), 2),
            "a 5×7 input, a 2×2 kernel, stride 2 (a row and a column are left over)",
        ),
        Case(
            (_image(7, 9), np.array([[1.0, -2.0, 4.0], [3.0, 5.0, -1.0], [2.0, 0.0, 7.0]]), 2),
            "a 7×9 input, a 3×3 kernel, stride 2 (windows share a row)",
        ),
        Case(
            (_image(7, 8), np.array([[1.0, -2.0, 4.0], [3.0, 5.0, -1.0]]), 3),
            "a 7×8 input, a 2×3 kernel, stride 3 (the stride exceeds the kernel's height)",
        ),
    ),
    misconceptions=tuple(map(mistake, STRIDED)),
    hints=(
        "The stride appears twice: in the number of windows, and in the place of each. Start with "
        "the number, for the height and for the width.",
        "Window (i, j) starts at row i·stride and column j·stride. Its pixels are neighbours, as "
        "always.",
        "With `top, left = i * stride, j * stride` the patch is:\n\n"
        "    patch = x[top : top + kernel_height, left : left + kernel_width]",
    ),
    afterword=(
        "The same map comes out if you convolve at stride 1 and keep every s-th number; this way "
        "the others are never computed."
    ),
)

EXERCISES = (output_size, same_padding, strided_convolution, padding_needed)
quiz = Quiz(QUIZ)
progress = Progress(EXERCISES, (*QUESTIONS, *QUIZ))
