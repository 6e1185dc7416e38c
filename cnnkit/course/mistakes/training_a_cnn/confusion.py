"""Mistakes known in `confusion` of notebook 12."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.training_a_cnn import confusion

Array = NDArray[Any]


def turned_round(labels: Array, predictions: Array, classes: int) -> Array:
    """You gave the predictions the rows and the labels the columns.

    Some books do so, and then "4 taken for 9" reads as "9 taken for 4". Here a row holds all images
    of one true class. Which index comes first?
    """
    return confusion(labels, predictions, classes).T


def each_pair_once(labels: Array, predictions: Array, classes: int) -> Array:
    """You counted each pair once, however often it occurs.

    `matrix[labels, predictions] += 1` reads all the cells, adds 1 and writes them back: a cell that
    is listed five times is written five times with the same number. Does your sum equal the number
    of images? A loop, or `np.add.at`, counts them all.
    """
    matrix = np.zeros((classes, classes), dtype=int)
    matrix[labels, predictions] += 1
    return matrix


def shares_of_a_row(labels: Array, predictions: Array, classes: int) -> Array:
    """You divided each row by its sum, and counts are asked for.

    Shares are good to read where classes differ in size. But they hide that a class has three
    images only, and yours is 0 / 0 for a class that does not occur. What happens if you leave the
    division out?
    """
    matrix = confusion(labels, predictions, classes)
    shares: Array = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    return shares


def shares_of_all(labels: Array, predictions: Array, classes: int) -> Array:
    """You divided by the number of images, and counts are asked for.

    Your shares add up to 1, and the counts to the number of images. Which step of yours divides?
    """
    shares: Array = confusion(labels, predictions, classes) / len(labels)
    return shares


def mistakes_only(labels: Array, predictions: Array, classes: int) -> Array:
    """You left the diagonal empty, and it counts what is read rightly.

    Without it your rows do not add up to the number of images of their class. Is there a condition
    in the loop that is not needed?
    """
    matrix = confusion(labels, predictions, classes)
    np.fill_diagonal(matrix, 0)
    return matrix


def right_ones_only(labels: Array, predictions: Array, classes: int) -> Array:
    """You counted the right answers only, on the diagonal.

    The mistakes are what the matrix is made for: they stand beside the diagonal, in the row of the
    truth and the column of what was read. Which of your two indices is the label, and which the
    prediction?
    """
    return np.diag(np.diag(confusion(labels, predictions, classes)))


def classes_that_occur(labels: Array, predictions: Array, classes: int) -> Array:
    """You made the matrix as large as the classes that occur, and not as large as asked for.

    In a small batch the last class may be missing, and matrices of two batches could then not be
    added. Where does the size come from in your code?
    """
    size = 1 + max(int(labels.max()), int(predictions.max()))
    return confusion(labels, predictions, classes)[:size, :size]


def counted_from_one(labels: Array, predictions: Array, classes: int) -> Array:
    """You counted the classes from 1.

    With `label - 1`, class 0 lands in the last row, and Python does not complain. Labels are
    indices already. What do they have to be changed into?
    """
    return confusion((labels - 1) % classes, (predictions - 1) % classes, classes)


CONFUSION = (
    turned_round,
    each_pair_once,
    shares_of_a_row,
    shares_of_all,
    mistakes_only,
    right_ones_only,
    classes_that_occur,
    counted_from_one,
)
