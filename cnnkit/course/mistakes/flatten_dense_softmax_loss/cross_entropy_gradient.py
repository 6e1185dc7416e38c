"""Mistakes known in `cross_entropy_gradient` of notebook 08."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.flatten_dense_softmax_loss import cross_entropy_gradient, softmax

Array = NDArray[Any]


def _one_hot(logits: Array, labels: Array) -> Array:
    """Return the truth as a table of ones and zeros, (N, C)."""
    y = np.zeros(logits.shape)
    y[np.arange(len(labels)), labels] = 1
    return y


def not_divided_by_n(logits: Array, labels: Array) -> Array:
    """You did not divide by the number of images.

    The loss is a mean over the batch, and so each image moves it by a share of 1/N only. For a
    batch of one your answer is right. What does a mean do to its slopes?
    """
    return cross_entropy_gradient(logits, labels) * len(labels)


def divided_by_classes_too(logits: Array, labels: Array) -> Array:
    """You divided by N · C, as if the loss were a mean over the classes as well.

    The loss of one image is a single number, −log p of its true class; classes are not averaged.
    Perhaps you used `.size` or `.mean()`. How many losses are averaged?
    """
    result: Array = cross_entropy_gradient(logits, labels) / logits.shape[1]
    return result


def sign_turned_round(logits: Array, labels: Array) -> Array:
    """You have y − p, and the gradient is p − y.

    The gradient points where the loss grows: raising the score of the truth lowers the loss, so
    the number there has to be negative. The step downhill gets its minus sign later. Which of the
    two do you subtract?
    """
    return -cross_entropy_gradient(logits, labels)


def truth_not_subtracted(logits: Array, labels: Array) -> Array:
    """You returned the probabilities, without subtracting the truth.

    Each of your rows adds up to something above 0. In p − y a row adds up to 0: what one class wins
    the others lose. From which number of each row is 1 taken away?
    """
    return softmax(logits, 1.0) / len(labels)


def true_class_only(logits: Array, labels: Array) -> Array:
    """You filled in the true class only and left 0 for the others.

    The other logits do not appear in −z, but they stand in the sum that p is divided by: raising
    one of them takes probability away from the truth. What is p − y where y is 0?
    """
    return cross_entropy_gradient(logits, labels) * _one_hot(logits, labels)


def labels_for_one_hot(logits: Array, labels: Array) -> Array:
    """You subtracted the label itself from the whole row.

    A label such as 3 is the name of a class, and not an amount. The truth y has a 1 in the column
    that the label names, and zeros elsewhere. How do you reach that one entry of each row?
    """
    return (softmax(logits, 1.0) - labels[:, None]) / len(labels)


def one_subtracted_from_every_row(logits: Array, labels: Array) -> Array:
    """You subtracted 1 in the columns of all labels, from every image.

    `p[:, labels] -= 1` takes all rows and the columns that any of the labels names. One entry a row
    is meant. What has to stand in place of the colon?
    """
    p = softmax(logits, 1.0)
    p[:, labels] -= 1
    return p / len(labels)


def subtracted_before_softmax(logits: Array, labels: Array) -> Array:
    """You subtracted the truth from the logits, before the softmax.

    All your numbers are positive and a row adds up to 1/N; a gradient row adds up to 0. First come
    the probabilities. After which step is y subtracted?
    """
    return softmax(logits - _one_hot(logits, labels), 1.0) / len(labels)


def logits_for_probabilities(logits: Array, labels: Array) -> Array:
    """You subtracted the truth from the logits and took no softmax at all.

    That is the gradient of a squared error on the logits. Here p is what softmax makes of them. At
    logits of 0 in four classes, what should the four numbers be?
    """
    return (logits - _one_hot(logits, labels)) / len(labels)


def axis_0(logits: Array, labels: Array) -> Array:
    """Your softmax runs over the images, and it should run over the classes.

    Look at one row of your gradient: it does not add up to 0. In logits of shape (N, C) each row is
    one image. Which axis do maximum and sum need?
    """
    return (softmax(logits.T, 1.0).T - _one_hot(logits, labels)) / len(labels)


def slope_in_p(logits: Array, labels: Array) -> Array:
    """You gave the slope in the probability, and the slope in the logits is asked for.

    The slope of −log p is −1/p. But p depends on all the logits, through exp and the sum, and
    once that is worked in, something much simpler remains. What is it?
    """
    p = np.maximum(softmax(logits, 1.0), 1e-300)
    result: Array = -_one_hot(logits, labels) / p / len(labels)
    return result


def softmax_twice(logits: Array, labels: Array) -> Array:
    """You applied softmax twice.

    Your probabilities are all too alike, so that even a perfect answer leaves a gradient. What
    comes in are logits, and one softmax is enough. Which call can go?
    """
    return cross_entropy_gradient(softmax(logits, 1.0), labels)


def overflow(logits: Array, labels: Array) -> Array:
    """You took the exponential of large logits, and it overflows to infinity.

    Infinity divided by infinity is NaN, and one NaN ruins every weight of a network. Subtracting
    the largest logit of each row changes no probability. Where do you put that?
    """
    with np.errstate(over="ignore", invalid="ignore"):
        powers = np.exp(logits)
        p = powers / powers.sum(axis=1, keepdims=True)
    result: Array = (p - _one_hot(logits, labels)) / len(labels)
    return result


def largest_of_the_batch(logits: Array, labels: Array) -> Array:
    """You subtracted the largest logit of the whole batch.

    In a row that lies far below it every exp is rounded to 0, and 0 divided by 0 is NaN. Each row
    needs its own largest logit. Which axis does `max` run over, and what keeps its result a column?
    """
    with np.errstate(invalid="ignore"):
        powers = np.exp(logits - logits.max())
        p = powers / powers.sum(axis=1, keepdims=True)
    result: Array = (p - _one_hot(logits, labels)) / len(labels)
    return result


OF_SMALL_LOGITS = (
    not_divided_by_n,
    divided_by_classes_too,
    sign_turned_round,
    truth_not_subtracted,
    true_class_only,
    labels_for_one_hot,
    one_subtracted_from_every_row,
    subtracted_before_softmax,
    axis_0,
    softmax_twice,
)
"""Mistakes that are made with exp as it stands, too."""

CROSS_ENTROPY_GRADIENT = (
    not_divided_by_n,
    divided_by_classes_too,
    sign_turned_round,
    truth_not_subtracted,
    true_class_only,
    labels_for_one_hot,
    one_subtracted_from_every_row,
    subtracted_before_softmax,
    logits_for_probabilities,
    axis_0,
    slope_in_p,
    softmax_twice,
    overflow,
    largest_of_the_batch,
)
