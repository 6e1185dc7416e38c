"""Mistakes known in `adam_step` of notebook 11: the bias correction and its step number."""

from cnnkit.course.mistakes.optimisers_and_initialisation.adam_parts import (
    Arrays,
    Three,
    moved_by,
    remembered,
)


def bias_correction_missing(
    values: Arrays,
    gradients: Arrays,
    means: Arrays,
    squares: Arrays,
    t: int,
    learning_rate: float,
    epsilon: float,
) -> Three:
    """You left the bias correction out.

    Both averages start at 0, so at first they are too small: after one step the mean is a tenth of
    the gradient, and the square a thousandth of its square. Your first step is about three times
    too long. What do you have to divide each of them by?
    """
    means, squares = remembered(gradients, means, squares)
    moved = moved_by(
        *(values, means, squares, t, learning_rate, epsilon),
        mean_corrected=False,
        square_corrected=False,
    )
    return moved, means, squares


def only_the_mean_corrected(
    values: Arrays,
    gradients: Arrays,
    means: Arrays,
    squares: Arrays,
    t: int,
    learning_rate: float,
    epsilon: float,
) -> Three:
    """You corrected the mean, and left the square as it is.

    The square starts at 0 too, and keeps 0.999 of itself, so that it is too small for a very long
    time. At the first step you divide by a number about thirty times too small. Which correction
    belongs to it?
    """
    means, squares = remembered(gradients, means, squares)
    moved = moved_by(values, means, squares, t, learning_rate, epsilon, square_corrected=False)
    return moved, means, squares


def only_the_square_corrected(
    values: Arrays,
    gradients: Arrays,
    means: Arrays,
    squares: Arrays,
    t: int,
    learning_rate: float,
    epsilon: float,
) -> Three:
    """You corrected the square, and left the mean as it is.

    The mean starts at 0 too: after one step it is a tenth of the gradient, and your step is a tenth
    of what it should be. What do you have to divide the mean by at step t?
    """
    means, squares = remembered(gradients, means, squares)
    moved = moved_by(values, means, squares, t, learning_rate, epsilon, mean_corrected=False)
    return moved, means, squares


def t_from_zero(
    values: Arrays,
    gradients: Arrays,
    means: Arrays,
    squares: Arrays,
    t: int,
    learning_rate: float,
    epsilon: float,
) -> Three:
    """You counted the steps from 0 in your correction.

    The first step has t = 1. With an exponent of 0, 1 − 0.9⁰ is 0, and you divide by it: the first
    step is not a number, and every later one is too long. Which exponent belongs to the first
    step?
    """
    means, squares = remembered(gradients, means, squares)
    return moved_by(values, means, squares, t - 1, learning_rate, epsilon), means, squares


def parameters_counted_as_steps(
    values: Arrays,
    gradients: Arrays,
    means: Arrays,
    squares: Arrays,
    t: int,
    learning_rate: float,
    epsilon: float,
) -> Three:
    """You counted t up inside the loop over the parameters.

    The first parameter is right, the second is treated as if it were one step further on, and so
    on. A step moves all parameters once. How many times may t change in it?
    """
    means, squares = remembered(gradients, means, squares)
    moved = []
    for place in range(len(values)):
        one = slice(place, place + 1)
        moved += moved_by(values[one], means[one], squares[one], t + place, learning_rate, epsilon)
    return moved, means, squares


def memory_of_corrected_averages(
    values: Arrays,
    gradients: Arrays,
    means: Arrays,
    squares: Arrays,
    t: int,
    learning_rate: float,
    epsilon: float,
) -> Three:
    """You gave back the corrected averages, so that they are corrected again at the next step.

    Your values are right this time. The correction is for this one step only; what is remembered
    are the plain running averages. How can you keep both, under two names?
    """
    means, squares = remembered(gradients, means, squares)
    moved = moved_by(values, means, squares, t, learning_rate, epsilon)
    return (
        moved,
        [mean / (1 - 0.9**t) for mean in means],
        [square / (1 - 0.999**t) for square in squares],
    )


CORRECTION = (
    bias_correction_missing,
    only_the_mean_corrected,
    only_the_square_corrected,
    t_from_zero,
    parameters_counted_as_steps,
    memory_of_corrected_averages,
)
