"""Mistakes known in `style_gradient` of notebook 18."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions import style_transfer as solutions

Array = NDArray[Any]


def symmetry_forgotten(maps: Array, target: Array) -> Array:
    """You have half of the gradient: 2 where 4 belongs.

    The 2 of the square is there. But each number of the maps stands twice in G: in the row of its
    channel and in the column. Change A by a little: in how many places does G move?
    """
    return solutions.style_gradient(maps, target) / 2


def square_forgotten(maps: Array, target: Array) -> Array:
    """You have a quarter of the gradient: both factors 2 are missing.

    One comes from the square of the difference, the other from G, in which each number of the maps
    stands twice. What is the slope of x² at x?
    """
    return solutions.style_gradient(maps, target) / 4


def uphill(maps: Array, target: Array) -> Array:
    """Your gradient has its sign turned round.

    You subtracted G from the target. A step against your gradient would carry the maps away from
    the style. In which order do the two stand in the loss?
    """
    return -solutions.style_gradient(maps, target)


def places_not_counted(maps: Array, target: Array) -> Array:
    """Your gradient is too large by the number of places.

    G is a mean over H·W places, so that one place moves it only by its share. You divided when you
    made G. Where else does 1 / (H·W) appear?
    """
    H, W, _ = maps.shape
    result: Array = solutions.style_gradient(maps, target) * (H * W)
    return result


def channels_not_counted(maps: Array, target: Array) -> Array:
    """Your gradient is too large by C².

    The loss is the *mean* of the squared differences, over all C·C numbers of the matrix. You took
    the gradient of their sum. What do you divide by?
    """
    C = maps.shape[2]
    result: Array = solutions.style_gradient(maps, target) * (C * C)
    return result


def channels_counted_once(maps: Array, target: Array) -> Array:
    """You divided by C, and the Gram matrix has C·C numbers.

    The loss is their mean. For three channels there are nine differences, not three. Which power of
    C belongs there?
    """
    result: Array = solutions.style_gradient(maps, target) * maps.shape[2]
    return result


def gram_not_divided(maps: Array, target: Array) -> Array:
    """Your Gram matrix is a sum over the places, and the target is a mean.

    So the two can never agree, and the larger the picture the worse. What did `gram_matrix` do
    with the sum?
    """
    H, W, C = maps.shape
    rows = maps.reshape(-1, C)
    gradient: Array = 4 / (C * C * H * W) * rows @ (rows.T @ rows - target)
    return gradient.reshape(H, W, C)


def target_forgotten(maps: Array, target: Array) -> Array:
    """You left out the target: your gradient leads to maps that are 0 everywhere.

    It is right only where the style's Gram matrix is 0. What pulls is the *difference* between the
    two matrices. What is missing behind G?
    """
    return solutions.style_gradient(maps, np.zeros_like(target))


def gradient_of_the_gram_matrix(maps: Array, target: Array) -> Array:
    """You gave the gradient with respect to G, and that of the maps is asked for.

    Yours has the shape (C, C): it is the first half of the chain. How does G move when the maps do?
    Multiply once more.
    """
    C = maps.shape[2]
    difference = solutions.gram_matrix(maps) - target
    result: Array = 2 * difference / (C * C)
    return result


def maps_not_multiplied(maps: Array, target: Array) -> Array:
    """You weighed each channel with its own difference alone, from the diagonal.

    A number of channel c moves every G[c, d], also those with other channels. So each place's row
    of channels is multiplied with the whole matrix. Which sign does that in NumPy?
    """
    H, W, C = maps.shape
    difference = solutions.gram_matrix(maps) - target
    result: Array = 4 / (C * C * H * W) * maps * np.diag(difference)
    return result


STYLE_GRADIENT = (
    symmetry_forgotten,
    square_forgotten,
    uphill,
    places_not_counted,
    channels_not_counted,
    channels_counted_once,
    gram_not_divided,
    target_forgotten,
    gradient_of_the_gram_matrix,
    maps_not_multiplied,
)
