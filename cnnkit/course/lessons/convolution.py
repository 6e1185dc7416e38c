"""Notebook 03, Convolution: loops, vectorised, channels, the matrix, and a kernel learned."""

import numpy as np

from cnnkit.course.exercise import Exercise
from cnnkit.course.misconception import mistake
from cnnkit.course.mistakes.convolution.channels import CHANNELS
from cnnkit.course.mistakes.convolution.convolution import LOOPS, VECTORISED
from cnnkit.course.mistakes.convolution.matrix_and_gradient import GRADIENT, MATRIX
from cnnkit.course.progress import Progress
from cnnkit.course.question import Quiz
from cnnkit.course.questions.convolution import (
    QUESTIONS,
    QUIZ,
    number_of_maps,
    pattern_or_brightness,
    second_window,
    single_pixel,
)
from cnnkit.course.solutions import convolution as solutions
from cnnkit.course.verdict import Case

__all__ = [
    "EXERCISES",
    "QUESTIONS",
    "convolution_matrix",
    "convolve2d",
    "convolve2d_vectorised",
    "convolve_channels",
    "kernel_gradient",
    "number_of_maps",
    "pattern_or_brightness",
    "progress",
    "quiz",
    "second_window",
    "single_pixel",
]

# On an antisymmetric kernel, flipped and sign-flipped look alike; this one tells all apart.
KERNEL = np.array([[1.0, 2.0], [3.0, 5.0]])
WIDE_KERNEL = np.array([[1.0, -2.0, 4.0], [3.0, 5.0, -1.0]])


def _image(*shape: int) -> np.ndarray:
    """Make an image without any symmetry, of small whole numbers."""
    count = int(np.prod(shape))
    return (np.arange(count) ** 2 % 11 - np.arange(count) % 4).reshape(shape).astype(float)


MAP_CASES = (
    Case((np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), KERNEL), "a 2×3 input, a 2×2 kernel"),
    Case(
        (np.tile([1.0, 1.0, 0.0, 0.0], (4, 1)), np.array([[-1.0, 1.0], [-1.0, 1.0]])),
        "a 4×4 input with an edge, and a kernel that compares left with right",
    ),
    Case((_image(3, 4), KERNEL), "a 3×4 input, a 2×2 kernel"),
    Case(
        (np.array([[1, 2, 0], [0, 1, 3], [2, 1, 1]]), np.array([[0.5, -0.25], [0.125, 1.5]])),
        "an input of whole numbers, a kernel of fractions",
    ),
    Case((_image(4, 6), WIDE_KERNEL), "a 4×6 input, a kernel that is not square (2×3)"),
    Case((_image(5, 3), WIDE_KERNEL.T), "a 5×3 input, a kernel as wide as the input (3×2)"),
    Case((_image(3, 4), np.array([[2.0]])), "a 3×4 input, a kernel of a single weight"),
)

convolve2d = Exercise(
    name="convolve2d",
    task=(
        "Write `convolve2d(x, kernel)` with loops: slide the kernel over x (H, W), multiply cell "
        "by cell, sum, and write one number for each place of the window. No padding, no flip:\n\n"
        "    y[i, j] = Σ over u, v of  x[i + u, j + v] · kernel[u, v]"
    ),
    reference=solutions.convolve2d,
    cases=MAP_CASES,
    misconceptions=tuple(map(mistake, LOOPS)),
    hints=(
        "Start with the size: along an axis of n pixels, a window of k pixels has n − k + 1 "
        "places. Make an array of zeros of that height and width, of floats.",
        "Two loops go through the places (i, j) of the window. The pixels of one window are a "
        "slice of x that starts at row i and column j and is as large as the kernel.",
        "`patch * kernel` multiplies cell by cell, and `np.sum` makes one number of it:\n\n"
        "    patch = x[i : i + kernel_height, j : j + kernel_width]",
    ),
    afterword="Four loops hide in these lines: two over the places, two inside `patch * kernel`.",
)

convolve2d_vectorised = Exercise(
    name="convolve2d_vectorised",
    task=(
        "Write `convolve2d_vectorised(x, kernel)`: the same map, without a loop over its places. "
        "Either loop over the few cells of the kernel and add shifted copies of x, or use "
        "`np.lib.stride_tricks.sliding_window_view`."
    ),
    reference=solutions.convolve2d_vectorised,
    cases=MAP_CASES,
    misconceptions=tuple(map(mistake, VECTORISED)),
    hints=(
        "Turn the loops inside out. Take one weight, kernel[u, v]: which pixel does it meet in the "
        "window at (0, 0), in the window at (0, 1), in the last one?",
        "All the pixels that weight (u, v) meets form a rectangle of x: as large as the output, "
        "starting at row u and column v.",
        "Add up one such rectangle for each weight:\n\n"
        "    y += kernel[u, v] * x[u : u + height, v : v + width]",
    ),
    afterword=(
        "If your loop runs over the kernel's cells, it has as many steps as there are cells, "
        "however large the image is. If it still runs over the places, the cell below will tell."
    ),
)

convolve_channels = Exercise(
    name="convolve_channels",
    task=(
        "Write `convolve_channels(x, kernel, bias)` for x (H, W, C), kernel (kernel_height, "
        "kernel_width, C, F) and bias (F,). Each filter looks at all channels and makes one map; "
        "the result is (H′, W′, F)."
    ),
    reference=solutions.convolve_channels,
    cases=(
        Case(
            (_image(2, 2, 2), _image(1, 1, 2, 1) + 2, np.array([10.0])),
            "a 2×2 input of 2 channels, one filter of 1×1",
        ),
        Case(
            (_image(3, 4, 2), _image(2, 2, 2, 3), np.array([10.0, -20.0, 0.5])),
            "a 3×4 input of 2 channels, 3 filters of 2×2",
        ),
        Case(
            (_image(4, 5, 3), _image(2, 3, 3, 2), np.array([1.0, -3.0])),
            "a 4×5 input of 3 channels, 2 filters that are not square (2×3)",
        ),
    ),
    misconceptions=CHANNELS,
    hints=(
        "One filter is kernel[:, :, :, f], of shape (kernel_height, kernel_width, C). The patch "
        "of x at (i, j) has the same shape. What makes one number of the two?",
        "Sum the products over height, width and channels at once, without dividing. Then the bias "
        "of that filter is added, once.",
        "The output has one more axis than before, for the filters:\n\n"
        "    y[i, j, f] = np.sum(patch * kernel[:, :, :, f]) + bias[f]",
    ),
    afterword="This output has the layout of an input, so that it can go into the next layer.",
)

convolution_matrix = Exercise(
    name="convolution_matrix",
    task=(
        "Write `convolution_matrix(shape, kernel)`: the matrix M with "
        "`M @ x.reshape(-1) == convolve2d(x, kernel).reshape(-1)` for every x of this shape (H, "
        "W). One row for each output, one column for each pixel."
    ),
    reference=solutions.convolution_matrix,
    cases=(
        Case(((2, 3), KERNEL), "a 2×3 input, a 2×2 kernel"),
        Case(((3, 4), KERNEL), "a 3×4 input, a 2×2 kernel"),
        Case(((4, 3), WIDE_KERNEL.T), "a 4×3 input, a kernel that is not square (3×2)"),
    ),
    misconceptions=tuple(map(mistake, MATRIX)),
    hints=(
        "Row 0 computes the first output: it holds the weights at the pixels of the first window, "
        "and 0 everywhere else.",
        "`x.reshape(-1)` goes along the rows of x: pixel (r, c) comes at place r·W + c. Output "
        "(i, j) comes at place i·W′ + j, where W′ is the width of the output.",
        "Let NumPy do the counting: fill an array with four axes, (H′, W′, H, W), and reshape it "
        "at the end:\n\n    matrix[i, j, i : i + kernel_height, j : j + kernel_width] = kernel",
    ),
    afterword=(
        "Convolution is a dense layer with two rules: most weights are 0, and the others are the "
        "same in every row."
    ),
)

kernel_gradient = Exercise(
    name="kernel_gradient",
    task=(
        "Write `kernel_gradient(x, target, kernel)`: how the mean squared error between "
        "convolve2d(x, kernel) and the target changes with each weight. The result has the "
        "kernel's shape; `kernel -= learning_rate * kernel_gradient(...)` then learns the kernel."
    ),
    reference=solutions.kernel_gradient,
    cases=(
        Case(
            (np.array([[1.0, 2.0, 0.0]]), np.array([[1.0, 0.0]]), np.array([[1.0, 3.0]])),
            "a 1×3 input, a 1×2 kernel",
        ),
        Case((_image(3, 4), _image(2, 3) / 2, KERNEL), "a 3×4 input, a 2×2 kernel"),
        Case(
            (_image(4, 6), _image(3, 4), WIDE_KERNEL),
            "a 4×6 input, a kernel that is not square (2×3)",
        ),
    ),
    misconceptions=tuple(map(mistake, GRADIENT)),
    hints=(
        "Begin with the error of one window: prediction minus target, where the prediction is the "
        "sum of patch times kernel. The loss is the mean of its squares.",
        "The square gives 2 · error, and the prediction changes with weight (u, v) as fast as the "
        "pixel under that weight is bright. So one window adds 2 · error · patch.",
        "Gather that from all windows, and divide by their number:\n\n"
        "    gradient += 2 * error * patch",
    ),
    afterword="It is a convolution again: the errors slide over the input.",
)

EXERCISES = (
    convolve2d,
    convolve2d_vectorised,
    convolve_channels,
    convolution_matrix,
    kernel_gradient,
)
quiz = Quiz(QUIZ)
progress = Progress(EXERCISES, (*QUESTIONS, *QUIZ))
