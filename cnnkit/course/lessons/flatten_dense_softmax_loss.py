"""Notebook 08, Flatten, dense, softmax, loss: from feature maps to a number that can be lowered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from cnnkit.course.exercise import Exercise
from cnnkit.course.misconception import Misconception, mistake
from cnnkit.course.mistakes.flatten_dense_softmax_loss import cross_entropy as losses
from cnnkit.course.mistakes.flatten_dense_softmax_loss import cross_entropy_gradient as gradients
from cnnkit.course.mistakes.flatten_dense_softmax_loss import softmax as probabilities
from cnnkit.course.mistakes.flatten_dense_softmax_loss.dense_layer import DENSE
from cnnkit.course.mistakes.flatten_dense_softmax_loss.flat_index import FLAT_INDEX
from cnnkit.course.mistakes.flatten_dense_softmax_loss.small_logits import like_on
from cnnkit.course.progress import Progress
from cnnkit.course.question import Quiz
from cnnkit.course.questions.flatten_dense_softmax_loss import (
    QUESTIONS,
    QUIZ,
    middle_of_a_zero,
    next_in_line,
    same_gaps,
    sure_of_a_shoe,
    timid_or_bold,
)
from cnnkit.course.solutions import flatten_dense_softmax_loss as solutions
from cnnkit.course.verdict import Case

__all__ = [
    "EXERCISES",
    "QUESTIONS",
    "cross_entropy",
    "cross_entropy_gradient",
    "dense",
    "flat_index",
    "middle_of_a_zero",
    "next_in_line",
    "progress",
    "quiz",
    "same_gaps",
    "softmax",
    "sure_of_a_shoe",
    "timid_or_bold",
]


Function = Callable[..., Any]
Recogniser = Callable[[tuple[Any, ...]], bool]


def _numbers(*shape: int) -> np.ndarray:
    """Make an array without any symmetry, of small whole numbers."""
    count = np.arange(np.prod(shape))
    return (count**2 % 11 - count % 4).reshape(shape).astype(float)


def _known(
    wrongs: Sequence[Function], recognisers: Mapping[Function, Recogniser]
) -> tuple[Misconception, ...]:
    """Make known mistakes, some of which are recognised in a way of their own."""
    return tuple(replace(mistake(wrong), recognises=recognisers.get(wrong)) for wrong in wrongs)


flat_index = Exercise(
    name="flat_index",
    task=(
        "Write `flat_index(i, j, c, shape)`: X has the shape (H, W, C). After `X.reshape(-1)`, at "
        "which place does X[i, j, c] stand? Compute it; do not reshape anything."
    ),
    reference=solutions.flat_index,
    cases=(
        Case((0, 1, 0, (2, 3, 2)), "the neighbour on the right of the first number"),
        Case((0, 0, 1, (2, 3, 2)), "the second channel of the first pixel"),
        Case((1, 0, 0, (2, 3, 2)), "the first number of the second row"),
        Case((1, 2, 1, (2, 3, 2)), "the last number of all"),
        Case((2, 1, 0, (4, 3, 1)), "a single channel"),
        Case((3, 4, 2, (5, 6, 3)), "a small colour image"),
        Case((6, 2, 9, (7, 7, 16)), "the maps of the digit network"),
    ),
    misconceptions=tuple(map(mistake, FLAT_INDEX)),
    hints=(
        "How many numbers stand before X[i, j, c]? First those of all complete rows above, then "
        "those of the complete pixels to the left, then the channels before c.",
        "A pixel holds C numbers. A row holds W pixels. How many numbers are i rows, and how many "
        "are j pixels?",
        "Count pixels first: i rows of W pixels, and j more. Each holds C numbers:\n\n"
        "    pixels_before = i * W + j",
    ),
    afterword="The height does not appear: nobody needs to know how many rows are still to come.",
)

dense = Exercise(
    name="dense",
    task=(
        "Write `dense(maps, weights, bias)`: flatten maps (N, H, W, C) into rows, one for each "
        "image, in the order that you have just counted; then compute `x @ W + b` with weights "
        "(H·W·C, outputs) and bias (outputs,)."
    ),
    reference=solutions.dense,
    cases=(
        Case(
            (
                np.array([[[[1.0], [2.0], [3.0]]]]),
                np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]),
                np.array([10.0, 20.0]),
            ),
            "one image of a single row of three numbers",
        ),
        Case(
            (_numbers(2, 2, 3, 2), _numbers(12, 2), np.array([1.0, -5.0])),
            "two images of 2 × 3 with two channels, two outputs",
        ),
        Case(
            (_numbers(3, 1, 2, 3), _numbers(6, 4), np.array([1.0, -5.0, 2.0, 7.0])),
            "three images of 1 × 2 with three channels, four outputs",
        ),
        Case(
            (-_numbers(2, 3, 4, 1), _numbers(12, 3), np.array([0.5, -1.0, 2.0])),
            "two grey images of 3 × 4, three outputs",
        ),
    ),
    misconceptions=tuple(map(mistake, DENSE)),
    hints=(
        "Which shape should the flattened maps have? One row for each image: N rows.",
        "`reshape(N, -1)` joins all the other axes, and it does so row by row with the channels "
        "last.",
        "With `x` of shape (N, H·W·C), what is left is one matrix product and one addition:\n\n"
        "    x = maps.reshape(len(maps), -1)",
    ),
    afterword="NumPy adds the bias to every row by itself: its axis is the product's last one.",
)

SMALL_LOGITS = (
    Case((np.array([[2.0, 0.0]]), 1.0), "one image, two classes"),
    Case((np.array([[2.0, 0.0]]), 2.0), "the same at temperature 2"),
    Case((np.array([[1.0, -3.0, 2.0], [0.5, 0.0, -0.5]]), 1.0), "two images, and scores below 0"),
    Case(
        (np.array([[1.0, -3.0, 2.0, 0.0], [0.5, 0.0, -1.5, 1.0], [3.0, 2.0, 1.0, 4.0]]), 0.5),
        "three images, four classes, temperature 0.5",
    ),
)
"""Logits that exp can take as they stand."""

softmax = Exercise(
    name="softmax",
    task=(
        "Write `softmax(logits, temperature)`: logits (N, C), one row for each image, become "
        "probabilities of the same shape:\n\n"
        "    p[i, k] = exp(z[i, k] / T) / Σ over j of exp(z[i, j] / T)\n\n"
        "It has to survive logits such as 1000."
    ),
    reference=solutions.softmax,
    cases=(
        *SMALL_LOGITS,
        Case(
            (np.array([[1000.0, 998.0, 0.0], [-1000.0, -1001.0, -1003.0]]), 1.0),
            "very large and very low scores",
        ),
    ),
    misconceptions=_known(
        probabilities.SOFTMAX,
        {
            wrong: like_on(SMALL_LOGITS, *forms)
            for wrong, forms in probabilities.OF_SMALL_LOGITS.items()
        },
    ),
    hints=(
        "Four steps: divide by the temperature, take `np.exp`, sum, divide. Each row by itself: "
        "which axis runs over the classes?",
        "`sum(axis=1, keepdims=True)` makes a column of shape (N, 1), and a table divided by a "
        "column is divided row by row.",
        "Before `np.exp`, subtract the largest number of each row. No probability changes, and no "
        "exponent is above 0:\n\n"
        "    z = z - z.max(axis=1, keepdims=True)",
    ),
    afterword="The temperature has changed no order: the winner of every row is the same at any T.",
)

SMALL_BATCHES = (
    Case((np.array([[2.0, 0.0]]), np.array([0])), "one image, two classes"),
    Case(
        (np.array([[1.0, -3.0, 2.0], [0.5, 0.0, -0.5]]), np.array([0, 2])),
        "two images, three classes",
    ),
    Case(
        (
            np.array([[1.0, -3.0, 2.0, 0.0], [0.5, 0.0, -1.5, 1.0], [3.0, 2.0, 1.0, 4.0]]),
            np.array([2, 1, 2]),
        ),
        "three images, two of the same class",
    ),
)
"""Logits and labels, for the loss and for its gradient."""

cross_entropy = Exercise(
    name="cross_entropy",
    task=(
        "Write `cross_entropy(logits, labels)` for logits (N, C) and labels (N,), whole numbers "
        "from 0: the mean over the batch of −log p[i, labels[i]], where p is the softmax of the "
        "logits at temperature 1. A network that is sure and wrong must get a large number, and "
        "not infinity: do not compute p first."
    ),
    reference=solutions.cross_entropy,
    cases=(
        *SMALL_BATCHES,
        Case((np.array([[1000.0, 998.0, 0.0]]), np.array([1])), "large logits that lie close"),
        Case(
            (np.array([[1000.0, 0.0], [0.0, 5.0], [1.0, 0.0]]), np.array([1, 1, 0])),
            "one image that it is sure of, and wrong",
        ),
    ),
    misconceptions=_known(
        losses.CROSS_ENTROPY,
        {wrong: like_on(SMALL_BATCHES, wrong) for wrong in losses.OF_SMALL_LOGITS}
        | losses.MANY_FORMS,
    ),
    hints=(
        "The logarithm of a fraction is a difference: log p = z − log Σ exp(z). Start with that "
        "table, of the same shape as the logits.",
        "Subtract the largest logit of each row first, as in your softmax. Then no exponential "
        "overflows, and the sum is at least 1, so that its logarithm is never that of 0.",
        "`log_p[rows, columns]` with two lists of indices picks one number for each pair. The rows "
        "are all of them, the columns are the labels:\n\n"
        "    log_p[np.arange(len(labels)), labels]",
    ),
    afterword="log Σ exp(z) is a soft maximum: the loss asks how far the truth lies below it.",
)

cross_entropy_gradient = Exercise(
    name="cross_entropy_gradient",
    task=(
        "Write `cross_entropy_gradient(logits, labels)`: the slope of your mean cross-entropy in "
        "every logit, a table (N, C). It is (p − y) / N, where y has a 1 in the column of the "
        "label and zeros elsewhere. Large logits are fine here too."
    ),
    reference=solutions.cross_entropy_gradient,
    cases=(
        *SMALL_BATCHES,
        Case(
            (np.array([[1000.0, 998.0, 0.0], [0.0, 1.0, -1000.0]]), np.array([1, 0])),
            "large logits",
        ),
    ),
    misconceptions=_known(
        gradients.CROSS_ENTROPY_GRADIENT,
        {wrong: like_on(SMALL_BATCHES, wrong) for wrong in gradients.OF_SMALL_LOGITS},
    ),
    hints=(
        "Begin with the probabilities: the softmax of each row, with its largest logit subtracted "
        "first.",
        "Take 1 away from one entry of each row. Two lists of indices reach these entries: all "
        "rows, and the labels.",
        "A mean over N images divides every slope by N:\n\n"
        "    p[np.arange(len(labels)), labels] -= 1\n"
        "    return p / len(labels)",
    ),
    afterword="Each row adds up to 0: what the true class gains, the others lose.",
)

EXERCISES = (flat_index, dense, softmax, cross_entropy, cross_entropy_gradient)
quiz = Quiz(QUIZ)
progress = Progress(EXERCISES, (*QUESTIONS, *QUIZ))
