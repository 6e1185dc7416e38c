"""Notebook 10, Backpropagation: messages from the loss back to every number of a network."""

import numpy as np

from cnnkit.course.exercise import Exercise
from cnnkit.course.misconception import mistake
from cnnkit.course.mistakes.backpropagation.as_convolution import AS_CONVOLUTION
from cnnkit.course.mistakes.backpropagation.dense_gradient import DENSE_GRADIENT
from cnnkit.course.mistakes.backpropagation.input_gradient import INPUT_GRADIENT
from cnnkit.course.mistakes.backpropagation.kernel_gradient import KERNEL_GRADIENT
from cnnkit.course.mistakes.backpropagation.max_pool_gradient import MAX_POOL_GRADIENT
from cnnkit.course.mistakes.backpropagation.numerical_gradient import NUMERICAL_GRADIENT
from cnnkit.course.progress import Progress
from cnnkit.course.question import Quiz
from cnnkit.course.questions.backpropagation import (
    QUESTIONS,
    QUIZ,
    all_at_once,
    best_step,
    most_messages,
    weight_used_twice,
    who_gets_it,
)
from cnnkit.course.solutions import backpropagation as solutions
from cnnkit.course.verdict import Case

__all__ = [
    "EXERCISES",
    "QUESTIONS",
    "all_at_once",
    "best_step",
    "convolution_input_gradient",
    "convolution_kernel_gradient",
    "dense_gradient",
    "input_gradient_as_convolution",
    "max_pool_gradient",
    "most_messages",
    "numerical_gradient",
    "progress",
    "quiz",
    "weight_used_twice",
    "who_gets_it",
]


def _numbers(*shape: int) -> np.ndarray:
    """Make an array without any symmetry, of small whole numbers."""
    count = np.arange(int(np.prod(shape)))
    return (count**2 % 11 - count % 4).reshape(shape).astype(float)


dense_gradient = Exercise(
    name="dense_gradient",
    task=(
        "Write `dense_gradient(dz, x)` for a dense layer z = x @ W + b: x is (N, inputs), and dz "
        "(N, outputs) the upstream gradient. Return dW with db as one more row below it, "
        "(inputs + 1, outputs). The loss was averaged over the batch before: dz holds that already."
    ),
    reference=solutions.dense_gradient,
    cases=(
        Case((np.array([[1.0, -2.0]]), np.array([[3.0, 4.0]])), "one image, two inputs"),
        Case(
            (np.array([[1.0, 10.0], [2.0, 0.0]]), np.array([[3.0, 4.0, 5.0], [1.0, 0.0, -1.0]])),
            "two images, three inputs, two outputs",
        ),
        Case((_numbers(3, 2), _numbers(3, 2) + 1), "three images, as many inputs as outputs"),
        Case((_numbers(4, 3), _numbers(4, 5)), "four images, five inputs, three outputs"),
    ),
    misconceptions=tuple(map(mistake, DENSE_GRADIENT)),
    hints=(
        "W[j, k] stands between input j and output k. It multiplies x[n, j], so that image n sends "
        "it x[n, j] · dz[n, k]. What becomes of the images?",
        "A sum over n of x[n, j] · dz[n, k] is a matrix product. The shapes tell which: "
        "(inputs, N) times (N, outputs).",
        "The bias gets dz itself, from every image. `np.vstack` puts a row below a matrix:\n\n"
        "    np.vstack([x.T @ dz, db])",
    ),
    afterword="One product for the whole batch: the sum over the images happens inside it.",
)

max_pool_gradient = Exercise(
    name="max_pool_gradient",
    task=(
        "Write `max_pool_gradient(dy, x, k)` for max pooling of a map x (H, W) with windows of "
        "k × k at stride k. Each number of dy (H // k, W // k) goes to the largest pixel of its "
        "window, to the first in row-major order where several are equal. Return dx, of x's shape."
    ),
    reference=solutions.max_pool_gradient,
    cases=(
        Case(
            (np.array([[7.0]]), np.array([[1.0, 3.0], [2.0, 0.0]]), 2), "a single window of 2 × 2"
        ),
        Case((np.array([[4.0]]), np.array([[2.0, 5.0], [5.0, 1.0]]), 2), "a window with a tie"),
        Case(
            (
                np.array([[5.0, -7.0]]),
                np.array([[-1.0, -3.0, -2.0, -8.0], [-4.0, -2.0, -8.0, -2.0]]),
                2,
            ),
            "two windows of negative numbers, the second with a tie",
        ),
        Case(
            (np.array([[2.0, -3.0, 1.0]]), _numbers(3, 7), 2),
            "a map of 3 × 7: a row and a column are left over",
        ),
        Case((np.array([[3.0], [-2.0]]), _numbers(6, 4) - 2, 3), "windows of 3 × 3"),
    ),
    misconceptions=tuple(map(mistake, MAX_POOL_GRADIENT)),
    hints=(
        "Begin with zeros of x's shape. Only the winners get something: one pixel for each number "
        "of dy.",
        "`window.argmax()` counts in row-major order, and of equal numbers it gives the first. "
        "`np.unravel_index(place, window.shape)` makes a row and a column of it.",
        "The window of output [i, j] begins at row i · k and column j · k. So its winner stands "
        "at:\n\n"
        "    dx[i * k + u, j * k + v]",
    ),
    afterword="Nobody asks how large the maximum was: the slope of a maximum by its winner is 1.",
)

convolution_input_gradient = Exercise(
    name="convolution_input_gradient",
    task=(
        "Write `convolution_input_gradient(dy, kernel)`, in loops: for one image, without padding, "
        "at stride 1. dy is (H', W', F), the kernel (kernel_height, kernel_width, C, F). Each "
        "output hands dy[i, j, f] · kernel[:, :, :, f] to the window that it saw; what pixels get "
        "from several windows and filters adds up. Return dx (H, W, C)."
    ),
    reference=solutions.convolution_input_gradient,
    cases=(
        Case(
            (np.array([[[1.0], [10.0]]]), np.array([[[[3.0]], [[5.0]]]])),
            "one row: dy 1 10, kernel 3 5, so that the image had three pixels",
        ),
        Case(
            (
                np.array([[[1.0], [10.0]], [[-2.0], [20.0]]]),
                np.array([[1.0, 2.0], [3.0, 5.0]])[:, :, None, None],
            ),
            "one channel, one filter: dy 2 × 2, kernel 2 × 2",
        ),
        Case((_numbers(2, 3, 2), _numbers(2, 2, 2, 2) + 1), "two channels, two filters"),
        Case(
            (_numbers(3, 2, 3), _numbers(2, 3, 2, 3)), "kernel 2 × 3, two channels, three filters"
        ),
        Case((_numbers(2, 4, 1) - 3, _numbers(3, 1, 3, 1) - 2), "kernel 3 × 1, three channels"),
    ),
    misconceptions=tuple(map(mistake, INPUT_GRADIENT)),
    hints=(
        "First the shape: a map of H' rows came from an image of H = H' + kernel_height − 1 rows. "
        "Begin with zeros of that shape.",
        "Loop over i, j and f, the places of dy. `kernel[:, :, :, f]` has the shape "
        "(kernel_height, kernel_width, C): just that of the window of x which this output saw.",
        "Windows overlap. So add to what is there:\n\n"
        "    dx[i : i + kernel_height, j : j + kernel_width] += dy[i, j, f] * kernel[:, :, :, f]",
    ),
    afterword="Of x itself nothing was needed: the way back through a sum of products is linear.",
)

convolution_kernel_gradient = Exercise(
    name="convolution_kernel_gradient",
    task=(
        "Write `convolution_kernel_gradient(dy, x)`, in loops: for a whole batch, without padding, "
        "at stride 1. dy is (N, H', W', F), x is (N, H, W, C). Each output adds dy[n, i, j, f] · "
        "(the window of x that it saw) to dk[:, :, :, f], over all places and over all images. "
        "Return dk (kernel_height, kernel_width, C, F); its size follows from those of x and dy."
    ),
    reference=solutions.convolution_kernel_gradient,
    cases=(
        Case(
            (
                np.array([1.0, 10.0])[None, None, :, None],
                np.array([1.0, 2, 4])[None, None, :, None],
            ),
            "one image of one row, 1 2 4, and dy 1 10: the kernel had two weights",
        ),
        Case(
            (
                np.array([[1.0, 10.0], [-2.0, 20.0]])[None, :, :, None],
                np.array([[1.0, 2, 0], [3, 1, 4], [0, 5, 2]])[None, :, :, None],
            ),
            "one image of 3 × 3, dy 2 × 2",
        ),
        Case((_numbers(2, 1, 2, 1), _numbers(2, 2, 4, 1)), "two images, kernel 2 × 3"),
        Case((_numbers(2, 2, 3, 2), _numbers(2, 3, 4, 2) + 1), "two channels, two filters"),
        Case((_numbers(3, 2, 2, 3), _numbers(3, 4, 3, 2) - 1), "three images, three filters"),
    ),
    misconceptions=tuple(map(mistake, KERNEL_GRADIENT)),
    hints=(
        "First the shape: of n pixels n − k + 1 windows are left, so that k = n − n' + 1. C is the "
        "last axis of x, F the last one of dy.",
        "Loop over n, i, j and f. The window `x[n, i : i + kernel_height, j : j + kernel_width]` "
        "has all channels: its shape is that of one filter.",
        "Every output adds to its own filter:\n\n    dk[:, :, :, f] += dy[n, i, j, f] * patch",
    ),
    afterword="The kernel itself was not needed, but x was: it has to be kept for the way back.",
)

input_gradient_as_convolution = Exercise(
    name="input_gradient_as_convolution",
    task=(
        "Write `input_gradient_as_convolution(dy, kernel)` for one map and one filter: dy "
        "(H', W'), kernel (kernel_height, kernel_width), stride 1, no padding on the way forwards. "
        "Return dx (H, W), computed as one convolution: put zeros around dy, and slide the kernel "
        "over it, turned as in the picture. You may use `slide(image, kernel)`."
    ),
    reference=solutions.input_gradient_as_convolution,
    cases=(
        Case(
            (np.array([[1.0, 10.0]]), np.array([[3.0, 5.0]])),
            "one row: dy 1 10, kernel 3 5, so that the image had three pixels",
        ),
        Case(
            (np.array([[1.0, 10.0], [-2.0, 20.0]]), np.array([[1.0, 2.0], [3.0, 5.0]])),
            "dy 2 × 2, kernel 2 × 2",
        ),
        Case((_numbers(3, 4), _numbers(2, 3) + 1), "dy 3 × 4, kernel 2 × 3"),
        Case((_numbers(5, 3) - 2, _numbers(3, 2) + 2), "dy 5 × 3, kernel 3 × 2"),
        Case((_numbers(4, 5) + 1, _numbers(3, 3) - 1), "dy 4 × 5, kernel 3 × 3"),
    ),
    misconceptions=tuple(map(mistake, AS_CONVOLUTION)),
    hints=(
        "Look at the explorer from one pixel. Which zeros stand around dY, and what does the "
        "kernel look like that slides there?",
        "`np.pad(dy, ((rows, rows), (columns, columns)))` puts zeros around. The sliding kernel "
        "has to touch dy with one weight at least: how far may it reach out?",
        "Half a turn is both axes counted backwards; then slide as in notebook 03:\n\n"
        "    turned = kernel[::-1, ::-1]",
    ),
    afterword="Padding k − 1 on each side is what notebook 04 calls `full`.",
)


def squares(x: np.ndarray) -> float:
    """Add up the squares."""
    return float((x**2).sum())


def cubes(x: np.ndarray) -> float:
    """Add up the cubes."""
    return float((x**3).sum())


def weighted_cubes(x: np.ndarray) -> float:
    """Add up the cubes, each with a weight of its own, and a product of two entries."""
    weights = np.arange(1, x.size + 1).reshape(x.shape)
    return float((weights * x**3).sum() + x.flat[0] * x.flat[-1])


numerical_gradient = Exercise(
    name="numerical_gradient",
    task=(
        "Write `numerical_gradient(f, x, h)`: f takes an array and gives one number. For each "
        "entry of x, of any shape, move that entry by h up and by h down, and divide the change of "
        "f by the distance. Return an array of x's shape; x must be as before."
    ),
    reference=solutions.numerical_gradient,
    cases=(
        Case((squares, np.array([3.0]), 0.5), "the square of a single number"),
        Case((cubes, np.array([1.0, -2.0]), 0.1), "the cubes of two numbers, added up"),
        Case(
            (weighted_cubes, np.array([[1.0, -2.0, 0.5], [2.0, 0.0, 1.5]]), 0.1),
            "a function of a 2 × 3 table",
        ),
    ),
    misconceptions=tuple(map(mistake, NUMERICAL_GRADIENT)),
    hints=(
        "`for place in np.ndindex(x.shape)` gives the indices of every entry, whatever the shape "
        "is, and `x[place]` reads it.",
        "Make two fresh copies of x for each entry: `x.copy()`. In one of them add h at that "
        "place, in the other subtract it.",
        "The two points lie 2h apart:\n\n    gradient[place] = (f(up) - f(down)) / (2 * h)",
    ),
    afterword="It asks for f twice for each entry. That is why it is a test, and no way to train.",
)

EXERCISES = (
    dense_gradient,
    max_pool_gradient,
    convolution_kernel_gradient,
    convolution_input_gradient,
    input_gradient_as_convolution,
    numerical_gradient,
)
quiz = Quiz(QUIZ)
progress = Progress(EXERCISES, (*QUESTIONS, *QUIZ))
