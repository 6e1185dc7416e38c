"""Mistakes known in `adam_step` of notebook 11."""

import numpy as np

from cnnkit.course.mistakes.optimisers_and_initialisation.adam_correction import CORRECTION
from cnnkit.course.mistakes.optimisers_and_initialisation.adam_parts import (
    Arrays,
    Three,
    moved_by,
    remembered,
)
from cnnkit.course.solutions.optimisers_and_initialisation import adam_step


def memory_shared(
    values: Arrays,
    gradients: Arrays,
    means: Arrays,
    squares: Arrays,
    t: int,
    learning_rate: float,
    epsilon: float,
) -> Three:
    """You let all parameters share one memory.

    Your second parameter goes on with the mean and the square that the first has left behind. Each
    has its own: a kernel's gradients say nothing about those of a bias. From which lists do mean
    and square of the second one come?
    """
    mean, square = means[0], squares[0]
    new_means, new_squares = [], []
    for g in gradients:
        mean, square = 0.9 * mean + 0.1 * g, 0.999 * square + 0.001 * g**2
        new_means.append(mean)
        new_squares.append(square)
    moved = moved_by(values, new_means, new_squares, t, learning_rate, epsilon)
    return moved, new_means, new_squares


def memory_not_updated(
    values: Arrays,
    gradients: Arrays,
    means: Arrays,
    squares: Arrays,
    t: int,
    learning_rate: float,
    epsilon: float,
) -> Three:
    """You gave back the means and squares that you were given, without the new gradients.

    Your values are right. But the next step begins from what you return, and so nothing is ever
    remembered. In which lists do you gather the new mean and the new square of each parameter?
    """
    new_values, _, _ = adam_step(values, gradients, means, squares, t, learning_rate, epsilon)
    return new_values, means, squares


def epsilon_inside_the_root(
    values: Arrays,
    gradients: Arrays,
    means: Arrays,
    squares: Arrays,
    t: int,
    learning_rate: float,
    epsilon: float,
) -> Three:
    """You put epsilon under the root.

    The root of 0.0001 is 0.01: your guard against dividing by 0 is far larger than asked for, and
    weights with small gradients hardly move. It belongs beside the root. Where do your brackets
    close?
    """
    means, squares = remembered(gradients, means, squares)
    moved = []
    for w, mean, square in zip(values, means, squares, strict=True):
        size = np.sqrt(square / (1 - 0.999**t) + epsilon)
        moved.append(w - learning_rate * mean / (1 - 0.9**t) / size)
    return moved, means, squares


def uphill(
    values: Arrays,
    gradients: Arrays,
    means: Arrays,
    squares: Arrays,
    t: int,
    learning_rate: float,
    epsilon: float,
) -> Three:
    """You stepped uphill.

    The mean of the gradients points to where the loss grows, and dividing by a positive number
    leaves its sign. You have to go the other way. What is the sign in front of your step?
    """
    return adam_step(values, gradients, means, squares, t, -learning_rate, epsilon)


def root_forgotten(
    values: Arrays,
    gradients: Arrays,
    means: Arrays,
    squares: Arrays,
    t: int,
    learning_rate: float,
    epsilon: float,
) -> Three:
    """You divided by the mean square itself, and forgot its root.

    Then a gradient ten times as large makes a step ten times *shorter*. A size comes from a mean
    square by a root, as in a standard deviation. What do you have to apply before you divide?
    """
    means, squares = remembered(gradients, means, squares)
    moved = []
    for w, mean, square in zip(values, means, squares, strict=True):
        size = square / (1 - 0.999**t) + epsilon
        moved.append(w - learning_rate * mean / (1 - 0.9**t) / size)
    return moved, means, squares


def memory_updated_after_use(
    values: Arrays,
    gradients: Arrays,
    means: Arrays,
    squares: Arrays,
    t: int,
    learning_rate: float,
    epsilon: float,
) -> Three:
    """You stepped with the old averages, and updated them afterwards.

    The new gradient then acts one step too late, and your first step goes nowhere: both averages
    are still 0. Which lines have to come before the step?
    """
    moved = moved_by(values, means, squares, t, learning_rate, epsilon)
    return moved, *remembered(gradients, means, squares)


def squared_mean(
    values: Arrays,
    gradients: Arrays,
    means: Arrays,
    squares: Arrays,
    t: int,
    learning_rate: float,
    epsilon: float,
) -> Three:
    """You squared the running mean, where the square of the new gradient belongs.

    Gradients of +10 and −10 have the mean 0 and the mean square 100. Only the second says how large
    they are. What do you add to 0.999 of the old square?
    """
    means, _ = remembered(gradients, means, squares)
    squares = [0.999 * s + 0.001 * mean**2 for s, mean in zip(squares, means, strict=True)]
    return moved_by(values, means, squares, t, learning_rate, epsilon), means, squares


def factors_swapped(
    values: Arrays,
    gradients: Arrays,
    means: Arrays,
    squares: Arrays,
    t: int,
    learning_rate: float,
    epsilon: float,
) -> Three:
    """You swapped 0.9 and 0.999.

    The direction may change quickly, so your mean keeps 0.9; the size is to be steady, so the
    square keeps 0.999. You gave each the memory of the other. Which is which?
    """
    means = [0.999 * mean + 0.001 * g for mean, g in zip(means, gradients, strict=True)]
    squares = [0.9 * s + 0.1 * g**2 for s, g in zip(squares, gradients, strict=True)]
    moved = []
    for w, mean, square in zip(values, means, squares, strict=True):
        size = np.sqrt(square / (1 - 0.9**t)) + epsilon
        moved.append(w - learning_rate * mean / (1 - 0.999**t) / size)
    return moved, means, squares


def gradient_for_the_mean(
    values: Arrays,
    gradients: Arrays,
    means: Arrays,
    squares: Arrays,
    t: int,
    learning_rate: float,
    epsilon: float,
) -> Three:
    """You stepped along the newest gradient, where its running mean belongs.

    That is RMSProp with a correction: your step has the right size, but no momentum. Your mean is
    computed and never used. What stands above the fraction bar?
    """
    means, squares = remembered(gradients, means, squares)
    moved = []
    for w, g, square in zip(values, gradients, squares, strict=True):
        moved.append(w - learning_rate * g / (np.sqrt(square / (1 - 0.999**t)) + epsilon))
    return moved, means, squares


ADAM_STEP = (
    *CORRECTION,
    memory_shared,
    memory_not_updated,
    epsilon_inside_the_root,
    uphill,
    root_forgotten,
    memory_updated_after_use,
    squared_mean,
    factors_swapped,
    gradient_for_the_mean,
)
