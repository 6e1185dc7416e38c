"""Notebook 02, Why convolution: one step downhill, two counts of weights, shuffled pixels."""

import numpy as np

from cnnkit.course.exercise import Exercise
from cnnkit.course.misconception import mistake
from cnnkit.course.mistakes.why_convolution.gradient_step import GRADIENT_STEP
from cnnkit.course.mistakes.why_convolution.shuffled_weights import SHUFFLED_WEIGHTS
from cnnkit.course.mistakes.why_convolution.weight_counts import CONVOLUTION_WEIGHTS, DENSE_WEIGHTS
from cnnkit.course.progress import Progress
from cnnkit.course.question import Quiz
from cnnkit.course.questions.why_convolution import (
    QUESTIONS,
    QUIZ,
    how_many_weights,
    what_stays,
    which_way,
    who_minds,
)
from cnnkit.course.solutions import why_convolution as solutions
from cnnkit.course.verdict import Case

__all__ = [
    "EXERCISES",
    "QUESTIONS",
    "convolution_weights",
    "dense_weights",
    "gradient_step",
    "how_many_weights",
    "progress",
    "quiz",
    "shuffled_weights",
    "what_stays",
    "which_way",
    "who_minds",
]

gradient_step = Exercise(
    name="gradient_step",
    task=(
        "Write `gradient_step(x, y, w, b, learning_rate)`: the pair (w, b) after one step of "
        "gradient descent. x and y are arrays with the points, the line is w·x + b, and the loss "
        "is the mean squared error:\n\n"
        "    slope by w = 2 · mean of (error · x)\n"
        "    slope by b = 2 · mean of error\n\n"
        "with error = w·x + b − y at each point."
    ),
    reference=solutions.gradient_step,
    cases=(
        Case((np.array([1.0, 3.0]), np.array([4.0, 8.0]), 2.0, 1.0, 0.1), "two points"),
        Case(
            (np.array([0.0, 1.0, 2.0]), np.array([1.0, -1.0, 1.0]), 0.5, 3.0, 0.05),
            "three points below the line",
        ),
        Case(
            (np.array([-2.0, 1.0, 3.0, 5.0]), np.array([4.0, 0.0, 7.0, -3.0]), -1.0, 2.0, 0.02),
            "four points on both sides of a falling line",
        ),
    ),
    misconceptions=tuple(map(mistake, GRADIENT_STEP)),
    hints=(
        "Start with the errors: what does the line say at each x, and how far is that above y? "
        "One line of NumPy makes all of them at once.",
        "Each slope is 2 times a mean. For b it is the mean of the errors; for w each error is "
        "multiplied by its x first.",
        "Downhill is against the slope, and the learning rate says how far:\n\n"
        "    w - learning_rate * slope_w\n\n"
        "Work both slopes out before you change anything.",
    ),
    afterword=(
        "A network is trained by this very step, with one slope for each of its weights. Where "
        "those slopes come from is notebook 10."
    ),
)

dense_weights = Exercise(
    name="dense_weights",
    task=(
        "Write `dense_weights(height, width, channels, units)`: how many numbers a dense layer "
        "with so many units has to learn on such an image, biases included."
    ),
    reference=solutions.dense_weights,
    cases=(
        Case((1, 2, 1, 3), "two grey pixels, three units"),
        Case((2, 3, 1, 1), "six grey pixels, one unit"),
        Case((4, 5, 3, 2), "a small colour image"),
        Case((224, 224, 3, 64), "a photo of 224 × 224"),
    ),
    misconceptions=tuple(map(mistake, DENSE_WEIGHTS)),
    hints=(
        "How many numbers is the image? Each pixel counts once for each channel.",
        "One unit: a weight for each of these numbers, and one bias. How many knobs is that?",
        "Every unit has its own:\n\n    inputs * units + units",
    ),
    rtol=0.0,
    afterword="The count grows with the image: twice as high and twice as wide is four times it.",
)

convolution_weights = Exercise(
    name="convolution_weights",
    task=(
        "Write `convolution_weights(height, width, channels, filters, k)`: how many numbers a "
        "convolution has to learn, biases included, on an image of this size, with so many "
        "filters of k × k pixels."
    ),
    reference=solutions.convolution_weights,
    cases=(
        Case((3, 4, 1, 1, 2), "one filter of 2 × 2 on a small grey image"),
        Case((4, 5, 3, 1, 2), "one filter on a small colour image"),
        Case((5, 7, 2, 4, 3), "four filters of 3 × 3"),
        Case((32, 32, 3, 32, 3), "the first layer of a network of notebook 09"),
        Case((224, 224, 3, 64, 3), "a photo of 224 × 224"),
    ),
    misconceptions=tuple(map(mistake, CONVOLUTION_WEIGHTS)),
    hints=(
        "How many numbers lie under one window? It covers k rows and k columns, and all channels.",
        "One filter has a weight for each of these numbers, and one bias. It uses them at every "
        "place.",
        "So height and width do not occur at all:\n\n    k * k * channels * filters + filters",
    ),
    rtol=0.0,
    afterword="Two of the five inputs are not needed. That is what weight sharing means.",
)

shuffled_weights = Exercise(
    name="shuffled_weights",
    task=(
        "The pixels of an image x, written as a list, have been shuffled: place i now holds "
        "x[order[i]]. Write `shuffled_weights(weights, order)`, the weights (inputs, units) with "
        "which a dense layer gives the shuffled list the answers that `weights` gave x:\n\n"
        "    x[order] @ shuffled_weights(weights, order) == x @ weights"
    ),
    reference=solutions.shuffled_weights,
    cases=(
        Case(
            (np.arange(12.0).reshape(3, 4) ** 2 % 13, np.array([2, 0, 1])),
            "three inputs, four units",
        ),
        Case(
            (np.arange(20.0).reshape(4, 5) ** 2 % 7, np.array([1, 3, 0, 2])),
            "four inputs, five units",
        ),
        Case(
            (np.arange(12.0).reshape(6, 2) ** 2 % 11, np.array([3, 5, 0, 4, 1, 2])),
            "six inputs, two units",
        ),
    ),
    misconceptions=tuple(map(mistake, SHUFFLED_WEIGHTS)),
    hints=(
        "Each weight belongs to one pixel: row j of the weights to pixel j. When the pixel moves, "
        "where does its row have to go?",
        "The new list begins with pixel order[0]. So the new weights begin with row order[0].",
        "An array can be indexed with a whole array of row numbers:\n\n    weights[order]",
    ),
    afterword=(
        "So every dense network on images has a twin on shuffled images that answers the same. "
        "Nothing in a dense layer knows which pixels are neighbours."
    ),
)

EXERCISES = (gradient_step, dense_weights, convolution_weights, shuffled_weights)
quiz = Quiz(QUIZ)
progress = Progress(EXERCISES, (*QUESTIONS, *QUIZ))
