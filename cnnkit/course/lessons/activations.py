"""Notebook 05, Activations: two layers that are one, ReLU, and gradients through activations."""

from dataclasses import replace

import numpy as np

from cnnkit.course.exercise import Exercise
from cnnkit.course.misconception import mistake
from cnnkit.course.mistakes.activations.collapse import COLLAPSE, is_two_arrays, two_arrays
from cnnkit.course.mistakes.activations.relu import RELU, RELU_GRADIENT
from cnnkit.course.mistakes.activations.sigmoid_gradient import SIGMOID_GRADIENT
from cnnkit.course.progress import Progress
from cnnkit.course.question import Quiz
from cnnkit.course.questions.activations import (
    QUESTIONS,
    QUIZ,
    fifty_layers,
    ten_sigmoids,
    what_relu_drops,
    zeros_untrained,
)
from cnnkit.course.solutions import activations as solutions
from cnnkit.course.verdict import Case

__all__ = [
    "EXERCISES",
    "QUESTIONS",
    "collapse",
    "fifty_layers",
    "progress",
    "quiz",
    "relu",
    "relu_gradient",
    "sigmoid_gradient",
    "ten_sigmoids",
    "what_relu_drops",
    "zeros_untrained",
]


def _numbers(*shape: int) -> np.ndarray:
    """Make numbers without any pattern in their signs: small, whole, some of them 0."""
    count = np.arange(int(np.prod(shape)))
    return ((count**2 + 3 * count) % 11 - 4.0).reshape(shape)


collapse = Exercise(
    name="collapse",
    task=(
        "Write `collapse(W1, b1, W2, b2)` for two linear layers, one behind the other:\n\n"
        "    hidden = x @ W1 + b1\n"
        "    y      = hidden @ W2 + b2\n\n"
        "Find the one layer `y = x @ W + b` that gives the same for every x. Return both in one "
        "array: W, and below it b as one more row."
    ),
    reference=solutions.collapse,
    cases=(
        Case(
            (
                np.array([[1.0, 2.0], [3.0, 5.0]]),
                np.array([1.0, -2.0]),
                np.array([[2.0, -1.0], [4.0, 3.0]]),
                np.array([3.0, 10.0]),
            ),
            "2 inputs, 2 hidden units, 2 outputs: everything is square",
        ),
        Case(
            (
                np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 3.0]]),
                np.array([1.0, 0.0, -1.0]),
                np.array([[2.0, 1.0], [0.0, 1.0], [1.0, -1.0]]),
                np.array([5.0, 7.0]),
            ),
            "2 inputs, 3 hidden units, 2 outputs",
        ),
        Case(
            (_numbers(1, 3), _numbers(3) + 1, _numbers(3, 2) + 2, np.array([1.0, -3.0])),
            "1 input, 3 hidden units, 2 outputs",
        ),
        Case(
            (_numbers(3, 2) + 2, np.array([2.0, -1.0]), _numbers(2, 4), _numbers(4) + 6),
            "3 inputs, 2 hidden units, 4 outputs",
        ),
    ),
    misconceptions=(
        *map(mistake, COLLAPSE),
        replace(mistake(two_arrays), recognises=is_two_arrays),
    ),
    hints=(
        "Put the first line into the second, in place of `hidden`. What do you get when you "
        "multiply the bracket out?",
        "(x @ W1 + b1) @ W2 + b2 has three parts: one with x, one with b1, and b2. The order of "
        "the factors must stay as it is.",
        "What stands behind x is W; what is left over, without x, is b. `np.vstack([W, b])` puts b "
        "under W:\n\n"
        "    b = b1 @ W2 + b2",
    ),
    afterword=(
        "However wide the hidden layer was, its width is gone: W has the inputs' rows and the "
        "outputs' columns."
    ),
)

relu = Exercise(
    name="relu",
    task=(
        "Write `relu(x)` for an array x of any shape: every negative number becomes 0, every other "
        "one stays as it is. x itself must not change."
    ),
    reference=solutions.relu,
    cases=(
        Case((np.array([[-2.0]]),), "a single negative number"),
        Case((np.array([[3.0, -2.0, 0.0], [-0.5, 4.0, -7.0]]),), "a 2×3 map"),
        Case((np.array([-3.0, -1.0, -2.0]),), "a row without a positive number"),
        Case(
            (np.array([[1.0, 0.25], [2.0, 0.5], [3.0, 4.0]]),), "a 3×2 map without a negative one"
        ),
        Case((np.array([-300.0, 0.5, 300.0]),), "a row with large numbers"),
        Case((_numbers(2, 3, 2),), "two rows, three columns, two channels"),
    ),
    misconceptions=tuple(map(mistake, RELU)),
    hints=(
        "Each number is compared with 0 by itself, and the larger of the two stays. No number "
        "looks at its neighbours.",
        "NumPy has a function that takes two arrays, or an array and a number, and returns the "
        "larger one at each place. It is not `np.max`, which looks for the largest of all.",
        "`np.where(condition, a, b)` would do it as well. The shortest way is:\n\n"
        "    np.maximum(x, 0)",
    ),
    afterword="`x[x < 0] = 0` would give the same numbers, and change the caller's x too.",
)

relu_gradient = Exercise(
    name="relu_gradient",
    task=(
        "Write `relu_gradient(dy, x)`. x went into ReLU, and dy is the upstream gradient: for each "
        "output, how fast the loss grows with it. Return the same for each input, dx = dy · slope "
        "at x. At exactly 0 take the slope 0."
    ),
    reference=solutions.relu_gradient,
    cases=(
        Case((np.array([[5.0]]), np.array([[3.0]])), "a single number"),
        Case(
            (np.array([[5.0, -4.0, 7.0]]), np.array([[3.0, 2.0, -1.0]])), "a row of three numbers"
        ),
        Case((np.array([[5.0, -4.0]]), np.array([[0.0, 0.0]])), "inputs that are exactly 0"),
        Case(
            (
                np.array([[1.0, -2.0, 3.0], [-4.0, 5.0, -6.0]]),
                np.array([[-1.0, 2.0, 0.5], [0.0, -3.0, 4.0]]),
            ),
            "a 2×3 map",
        ),
        Case((_numbers(3, 2, 2) + 0.5, _numbers(3, 2, 2)[::-1, :, ::-1].copy()), "two channels"),
    ),
    misconceptions=tuple(map(mistake, RELU_GRADIENT)),
    hints=(
        "What is the slope of ReLU at x = 3, and at x = −1? Nudge x by a little and see how much "
        "the output moves.",
        "The slope is 1 where x is above 0, and 0 elsewhere. So each number of dy passes "
        "unchanged, or it becomes 0. The sign of dy plays no part.",
        "A comparison gives True and False, which count as 1 and 0 in a product:\n\n"
        "    dy * (x > 0)",
    ),
    afterword=(
        "ReLU is a gate: x opened or shut it on the way forwards, and on the way back the message "
        "finds it as it was left."
    ),
)

sigmoid_gradient = Exercise(
    name="sigmoid_gradient",
    task=(
        "Write `sigmoid_gradient(dy, x)`, which passes the upstream gradient dy back through the "
        "sigmoid: dx = dy · slope at x. With y = 1 / (1 + exp(−x)) the slope at x is y · (1 − y)."
    ),
    reference=solutions.sigmoid_gradient,
    cases=(
        Case((np.array([[8.0]]), np.array([[0.0]])), "the middle of the curve"),
        Case(
            (np.array([[1.0, -4.0, 7.0]]), np.array([[2.0, -1.0, 0.5]])), "a row of three numbers"
        ),
        Case(
            (
                np.array([[1.0, -2.0, 3.0], [-4.0, 5.0, -6.0]]),
                np.array([[-1.0, 2.0, 0.5], [0.0, -6.0, 4.0]]),
            ),
            "a 2×3 map",
        ),
    ),
    misconceptions=tuple(map(mistake, SIGMOID_GRADIENT)),
    hints=(
        "Two steps: first the value y for each x, with `np.exp`, then the slope from y.",
        "At x = 0 the value is 0.5, so the slope is 0.5 · 0.5 = 0.25. Does your y give 0.5 there?",
        "The message dy is multiplied by the slope, number by number:\n\n    dy * y * (1 - y)",
    ),
    afterword=(
        "The slope is at most 0.25, so every sigmoid that a gradient passes leaves a quarter of it "
        "at best."
    ),
)

EXERCISES = (collapse, relu, relu_gradient, sigmoid_gradient)
quiz = Quiz(QUIZ)
progress = Progress(EXERCISES, (*QUESTIONS, *QUIZ))
