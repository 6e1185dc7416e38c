"""Notebook 11, Optimisers and initialisation: how weights move, and what they start from."""

import numpy as np

from cnnkit.course.exercise import Exercise
from cnnkit.course.misconception import mistake
from cnnkit.course.mistakes.optimisers_and_initialisation.adam_step import ADAM_STEP
from cnnkit.course.mistakes.optimisers_and_initialisation.he_rule import HE_RULE
from cnnkit.course.mistakes.optimisers_and_initialisation.momentum_step import MOMENTUM_STEP
from cnnkit.course.mistakes.optimisers_and_initialisation.warm_up_cosine import WARM_UP_COSINE
from cnnkit.course.progress import Progress
from cnnkit.course.question import Quiz
from cnnkit.course.questions.optimisers_and_initialisation import (
    QUESTIONS,
    QUIZ,
    all_zeros,
    best_of_five,
    first_step_of_adam,
    four_times_steeper,
    slow_direction,
)
from cnnkit.course.solutions import optimisers_and_initialisation as solutions
from cnnkit.course.verdict import Case

__all__ = [
    "EXERCISES",
    "QUESTIONS",
    "adam_step",
    "all_zeros",
    "best_of_five",
    "first_step_of_adam",
    "four_times_steeper",
    "he_rule",
    "momentum_step",
    "progress",
    "quiz",
    "slow_direction",
    "warm_up_cosine",
]

momentum_step = Exercise(
    name="momentum_step",
    task=(
        "Write `momentum_step(w, gradient, velocity, learning_rate, momentum)`: the pair "
        "(w, velocity) after one step of SGD with momentum. All three arrays have one shape.\n\n"
        "    velocity ← momentum · velocity + gradient\n"
        "    w ← w − learning rate · velocity\n\n"
        "Make new arrays; do not write into those that you are given."
    ),
    reference=solutions.momentum_step,
    cases=(
        Case(
            (np.array([1.0]), np.array([2.0]), np.array([3.0]), 0.1, 0.5),
            "one weight that is already rolling",
        ),
        Case(
            (np.array([1.0, -2.0]), np.array([0.5, 4.0]), np.array([0.0, 0.0]), 0.2, 0.9),
            "two weights at the first step",
        ),
        Case(
            (
                np.array([[1.0, 2.0, -1.0], [0.0, 3.0, 5.0]]),
                np.array([[0.5, -1.0, 2.0], [4.0, 0.0, -3.0]]),
                np.array([[2.0, 1.0, 0.0], [-1.0, 5.0, 3.0]]),
                0.05,
                0.8,
            ),
            "a table of weights",
        ),
        Case(
            (np.array([1.0, 2.0]), np.array([3.0, -1.0]), np.array([4.0, 1.0]), 0.3, 0.0),
            "momentum 0: plain SGD",
        ),
    ),
    misconceptions=tuple(map(mistake, MOMENTUM_STEP)),
    hints=(
        "Two lines, in the order of the task. Which of them needs the result of the other?",
        "The new velocity: keep a part of the old one and add the whole gradient. The learning "
        "rate is not in it.",
        "The step uses the new velocity, and goes downhill:\n\n"
        "    velocity = momentum * velocity + gradient\n"
        "    return w - learning_rate * velocity, velocity",
    ),
    afterword=(
        "On a steady slope the velocity grows to gradient / (1 − momentum): with 0.9, ten times "
        "the plain step."
    ),
)

adam_step = Exercise(
    name="adam_step",
    task=(
        "Write `adam_step(values, gradients, means, squares, t, learning_rate, epsilon)`: one step "
        "of Adam for a network with several parameters. The first four are lists with one array "
        "for each parameter; t is the number of the step, 1 at the first. For each parameter w "
        "with gradient g:\n\n"
        "    mean   ← 0.9 · mean + 0.1 · g\n"
        "    square ← 0.999 · square + 0.001 · g²\n"
        "    w ← w − learning rate · (mean / (1 − 0.9ᵗ)) / (√(square / (1 − 0.999ᵗ)) + epsilon)\n\n"
        "Return three lists: the new values, means and squares. Make new arrays; do not write into "
        "those that you are given."
    ),
    reference=solutions.adam_step,
    cases=(
        Case(
            (
                [np.array([1.0, -2.0])],
                [np.array([0.5, -4.0])],
                [np.array([0.0, 0.0])],
                [np.array([0.0, 0.0])],
                1,
                0.1,
                0.01,
            ),
            "one parameter of two numbers, at its first step",
        ),
        Case(
            (
                [np.array([1.0, -2.0])],
                [np.array([0.5, -4.0])],
                [np.array([2.0, 1.0])],
                [np.array([3.0, 9.0])],
                4,
                0.1,
                0.01,
            ),
            "one parameter at its fourth step",
        ),
        Case(
            (
                [np.array([1.0, -2.0]), np.array([0.5, 3.0]), np.array([-1.0, 0.0])],
                [np.array([0.5, -4.0]), np.array([20.0, 1.0]), np.array([-0.3, 6.0])],
                [np.array([1.0, -1.0]), np.array([5.0, 2.0]), np.array([-2.0, 1.0])],
                [np.array([2.0, 7.0]), np.array([90.0, 5.0]), np.array([4.0, 11.0])],
                3,
                0.2,
                0.05,
            ),
            "three parameters at their third step",
        ),
        Case(
            (
                [np.array([[1.0, 2.0, 3.0]]), np.array([[-1.0, 0.5, 0.0]])],
                [np.array([[2.0, -1.0, 0.5]]), np.array([[100.0, 50.0, -80.0]])],
                [np.zeros((1, 3)), np.zeros((1, 3))],
                [np.zeros((1, 3)), np.zeros((1, 3))],
                1,
                0.01,
                0.1,
            ),
            "two tables at their first step, one with large gradients",
        ),
    ),
    misconceptions=tuple(map(mistake, ADAM_STEP)),
    hints=(
        "Begin with one parameter: write the two averages, then the step. A loop over "
        "`zip(values, gradients, means, squares)` then does it for each, and three lists gather "
        "the results.",
        "Divide each average by its own correction, under a new name: what is given back are the "
        "averages without it.",
        "The root covers the corrected square; epsilon is added to the root:\n\n"
        "    mean_hat = mean / (1 - 0.9**t)\n"
        "    square_hat = square / (1 - 0.999**t)\n"
        "    w - learning_rate * mean_hat / (np.sqrt(square_hat) + epsilon)",
    ),
    afterword=(
        "At the first step every weight has moved by nearly the whole learning rate, whatever its "
        "gradient was: only epsilon is in the way."
    ),
)

he_rule = Exercise(
    name="he_rule",
    task=(
        "Write `he_rule(shape)`: the pair (fan_in, σ) for first weights of this shape. σ is He's "
        "standard deviation, the root of 2 / fan_in. The shape is (kernel height, kernel width, "
        "C, F) for a convolution with F filters on C channels, and (inputs, units) for a dense "
        "layer."
    ),
    reference=solutions.he_rule,
    cases=(
        Case(((2, 1, 1, 3),), "three filters of 2 × 1 on one channel"),
        Case(((1, 1, 8, 2),), "two filters of 1 × 1 on eight channels"),
        Case(((3, 3, 2, 5),), "five filters of 3 × 3 on two channels"),
        Case(((5, 3, 16, 32),), "filters of 5 × 3"),
        Case(((784, 10),), "a dense layer on flattened digits"),
    ),
    misconceptions=tuple(map(mistake, HE_RULE)),
    hints=(
        "How many products does one filter add up at one place? It covers a window, and in it all "
        "channels.",
        "That is the product of all the sizes in the shape but one. Which size says how many such "
        "sums there are?",
        "All but the last size, multiplied; then the root of the whole fraction:\n\n"
        "    fan_in = int(np.prod(shape[:-1]))\n"
        "    np.sqrt(2 / fan_in)",
    ),
    afterword="Neither the size of the image nor the number of filters appears.",
)

warm_up_cosine = Exercise(
    name="warm_up_cosine",
    task=(
        "Write `warm_up_cosine(step, peak, warm_up, steps)`: the learning rate of a step, counted "
        "from 0. In the first `warm_up` steps it rises in a straight line, from a tenth of the "
        "peak at step 0 to the peak at step `warm_up`. From there it goes down along half a cosine "
        "wave:\n\n"
        "    peak · (1 + cos(π · done)) / 2\n\n"
        "where done is 0 at step `warm_up` and 1 at step `steps`. From `steps` on the rate is 0."
    ),
    reference=solutions.warm_up_cosine,
    cases=(
        Case((0, 1.0, 4, 12), "the first step"),
        Case((2, 1.0, 4, 12), "half-way through the warm-up"),
        Case((4, 1.0, 4, 12), "the end of the warm-up"),
        Case((6, 1.0, 4, 12), "a quarter of the way down"),
        Case((9, 0.3, 3, 15), "half-way down, from another peak"),
        Case((12, 1.0, 4, 12), "the last step"),
        Case((14, 1.0, 4, 12), "after the end"),
    ),
    misconceptions=tuple(map(mistake, WARM_UP_COSINE)),
    hints=(
        "Two cases: before step `warm_up`, and from there on. An `if` tells them apart.",
        "On the way up: a tenth of the peak, and the other nine tenths times the share of the "
        "warm-up that is over. On the way down: how many steps are there between `warm_up` and "
        "`steps`, and how many of them are over?",
        "The share must not go beyond 1:\n\n"
        "    done = min((step - warm_up) / (steps - warm_up), 1.0)",
    ),
    afterword=(
        "In cnnkit this is `WarmUp(CosineDecay(peak, steps=steps - warm_up), steps=warm_up)`."
    ),
)

EXERCISES = (momentum_step, adam_step, he_rule, warm_up_cosine)
quiz = Quiz(QUIZ)
progress = Progress(EXERCISES, (*QUESTIONS, *QUIZ))
