"""Mistakes known in `softmax` of notebook 08."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.flatten_dense_softmax_loss import softmax

Array = NDArray[Any]


def overflow(logits: Array, temperature: float) -> Array:
    """Your formula is right on paper, but exp of a large logit is too large for a computer.

    exp(1000) becomes infinity, and infinity divided by infinity is NaN, "not a number". Adding the
    same number to all logits of an image changes no probability. Which number can you subtract, so
    that the largest exponent is 0?
    """
    with np.errstate(over="ignore", invalid="ignore"):
        powers = np.exp(logits / temperature)
        result: Array = powers / powers.sum(axis=1, keepdims=True)
    return result


def largest_of_the_batch(logits: Array, temperature: float) -> Array:
    """You subtracted the largest logit of the whole batch.

    In a row that lies far below it every exp is rounded to 0, and 0 divided by 0 is NaN. Each row
    needs its own largest logit. Which axis does `max` run over, and what keeps its result a column?
    """
    with np.errstate(invalid="ignore"):
        z = logits / temperature
        powers = np.exp(z - z.max())
        result: Array = powers / powers.sum(axis=1, keepdims=True)
    return result


def largest_of_each_class(logits: Array, temperature: float) -> Array:
    """You subtracted the largest logit of each column, a different number from each class.

    That changes the differences within a row, and with them the probabilities. Only one number for
    the whole row changes nothing. Which axis gives the largest logit of each image?
    """
    z = logits / temperature
    return softmax(z - z.max(axis=0), 1.0)


def temperature_multiplied(logits: Array, temperature: float) -> Array:
    """You multiplied by the temperature, and the logits are divided by it.

    A high temperature should make the probabilities more alike; yours grow apart. At temperature 1
    nobody can see the difference. On which side of the fraction does T belong?
    """
    return softmax(logits * temperature, 1.0)


def temperature_ignored(logits: Array, temperature: float) -> Array:
    """Your probabilities do not depend on the temperature.

    At temperature 2 the logits 2 and 0 should count like 1 and 0. At temperature 1 your answer is
    right. Before which step do the logits have to be divided?
    """
    return softmax(logits, 1.0)


def probabilities_divided(logits: Array, temperature: float) -> Array:
    """You divided the probabilities by the temperature, and not the logits.

    At temperature 2 your numbers add up to one half, so that they are no probabilities any more.
    The temperature works on the scores, before exp. Where do you divide?
    """
    return softmax(logits, 1.0) / temperature


def axis_0(logits: Array, temperature: float) -> Array:
    """You divided by sums over the images, and not over the classes.

    Your columns add up to 1, and the rows should: each image shares out its own probability. In
    logits of shape (N, C), which axis runs over the classes?
    """
    return softmax(logits.T, temperature).T


def whole_batch(logits: Array, temperature: float) -> Array:
    """You divided by one sum over the whole batch.

    All your numbers together add up to 1, so that each image gets a part only. Each row has a sum
    of its own. What does `sum` need to know, and what keeps its result a column?
    """
    return softmax(logits.reshape(1, -1), temperature).reshape(logits.shape)


def not_normalised(logits: Array, temperature: float) -> Array:
    """You took exp and did not divide by the sum.

    Your numbers are positive and in the right proportions, but a row does not add up to 1. By what
    do you have to divide each row?
    """
    z = logits / temperature
    powers: Array = np.exp(z - z.max(axis=1, keepdims=True))
    return powers


def softmax_twice(logits: Array, temperature: float) -> Array:
    """You applied softmax to what already were probabilities.

    Of logits 2 and 0 the probabilities are 0.88 and 0.12; a second softmax makes 0.68 and 0.32 of
    them. A row still adds up to 1, so that it looks right. Which call is one too many?
    """
    return softmax(softmax(logits, temperature), 1.0)


def without_exp(logits: Array, temperature: float) -> Array:
    """You divided the scores by their sum, without exp.

    That fails as soon as a score is negative: a negative probability comes out, or one above 1. And
    a sum of 0 cannot be divided by. Which function makes every number positive and keeps the order?
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        z = logits / temperature
        result: Array = z / z.sum(axis=1, keepdims=True)
    return result


def winner_takes_all(logits: Array, temperature: float) -> Array:
    """You gave the largest score everything and the others nothing.

    That is the maximum, and softmax is its soft version: the others keep a share that says how
    close they came. With 1 and 0 alone nothing could be learned. Where does exp come in?
    """
    result: Array = (logits == logits.max(axis=1, keepdims=True)).astype(float)
    return result


def logarithm_returned(logits: Array, temperature: float) -> Array:
    """You returned the logarithms of the probabilities.

    They are useful, and the next exercise wants them. But a probability lies between 0 and 1, and
    yours are all negative. Which last step is missing?
    """
    z = logits / temperature
    z = z - z.max(axis=1, keepdims=True)
    result: Array = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return result


def squared_for_exp(logits: Array, temperature: float) -> Array:
    """You squared the scores to make them positive.

    Then −3 counts more than 2, although it is the lowest score of all. The numbers have to become
    positive without losing their order. Which function does that for every number?
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (logits / temperature) ** 2
        result: Array = z / z.sum(axis=1, keepdims=True)
    return result


def exponentials(logits: Array, temperature: float) -> Array:
    """Take exp as it stands: `not_normalised` without a shift."""
    powers: Array = np.exp(logits / temperature)
    return powers


OF_SMALL_LOGITS = {
    wrong: (wrong,)
    for wrong in (
        temperature_multiplied,
        temperature_ignored,
        probabilities_divided,
        axis_0,
        whole_batch,
        softmax_twice,
        logarithm_returned,
    )
} | {not_normalised: (not_normalised, exponentials)}
"""Mistakes that are made with exp as it stands, too, and the forms that each of them has."""

SOFTMAX = (
    temperature_multiplied,
    overflow,
    largest_of_the_batch,
    largest_of_each_class,
    temperature_ignored,
    probabilities_divided,
    axis_0,
    whole_batch,
    not_normalised,
    softmax_twice,
    without_exp,
    winner_takes_all,
    logarithm_returned,
    squared_for_exp,
)
