"""Mistakes known in `gram_matrix` of notebook 18."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions import style_transfer as solutions

Array = NDArray[Any]


def _rows(maps: Array) -> Array:
    """Return a row for each place, a column for each channel."""
    return maps.reshape(-1, maps.shape[2])


def not_divided_by_the_places(maps: Array) -> Array:
    """You added the products over the places, and the mean is asked for.

    Then a picture twice as wide has numbers twice as large, though its style is the same. By how
    many places do you have to divide?
    """
    result: Array = _rows(maps).T @ _rows(maps)
    return result


def over_the_places(maps: Array) -> Array:
    """You multiplied places with places, and channels with channels is asked for.

    Your matrix has a row for each of the H·W places. It says which places look alike, and that is
    layout, which style should forget. Which of your two factors has to be transposed?
    """
    rows = _rows(maps)
    result: Array = rows @ rows.T / len(rows)
    return result


def divided_by_the_channels(maps: Array) -> Array:
    """You divided by the number of channels, and the mean goes over the places.

    Each number of the matrix is a sum with one product for each place. How many products are
    that, for your maps of H rows and W columns?
    """
    rows = _rows(maps)
    result: Array = rows.T @ rows / rows.shape[1]
    return result


def divided_by_all_numbers(maps: Array) -> Array:
    """You divided by H·W·C, and only H·W products are added.

    Some papers do divide by C as well. Here one number of the matrix is a plain mean over places:
    how many terms has its sum?
    """
    rows = _rows(maps)
    result: Array = rows.T @ rows / rows.size
    return result


def channels_not_kept_together(maps: Array) -> Array:
    """You reshaped to (C, H·W) directly, and that tears the channels apart.

    `reshape` reads the numbers in their order, in which the channel changes fastest. One row of
    yours holds numbers of several channels. Which reshape leaves the last axis alone?
    """
    rows = maps.reshape(maps.shape[2], -1)
    result: Array = rows @ rows.T / rows.shape[1]
    return result


def mean_taken_off(maps: Array) -> Array:
    """You took the mean of each channel off first: that is the covariance.

    It is a cousin of the Gram matrix, and forgets how strongly a channel answers on the whole.
    Here the maps are multiplied as they are. Which subtraction can go?
    """
    rows = _rows(maps) - _rows(maps).mean(axis=0)
    result: Array = rows.T @ rows / len(rows)
    return result


def product_of_the_means(maps: Array) -> Array:
    """You multiplied the means, and the mean of the products is asked for.

    Two channels that never answer at the same place have a product of 0 everywhere, and your
    number is not 0. Which comes first, multiplying or averaging?
    """
    means = _rows(maps).mean(axis=0)
    return np.outer(means, means)


def each_channel_with_itself(maps: Array) -> Array:
    """You multiplied each channel with itself alone.

    That is the diagonal. What makes a texture is in the rest: which channels answer *together*.
    How many pairs can you make of C channels?
    """
    return np.diag((_rows(maps) ** 2).mean(axis=0))


def scaled_to_cosines(maps: Array) -> Array:
    """You divided by the channels' lengths, so that your diagonal is 1.

    These are cosines: they say how alike two channels are, and forget how strong they are. The
    strength belongs to the style, too. Which division can go?
    """
    gram = solutions.gram_matrix(maps)
    size = np.sqrt(np.maximum(np.diag(gram), 1e-12))
    result: Array = gram / np.outer(size, size)
    return result


def only_within_rows(maps: Array) -> Array:
    """You worked through the picture row by row, and kept a matrix for each.

    `maps.swapaxes(1, 2) @ maps` multiplies within each row of the picture: your result has three
    axes. All H·W places belong into one sum. How do you make one list of places first?
    """
    result: Array = maps.swapaxes(1, 2) @ maps / maps.shape[1]
    return result


GRAM_MATRIX = (
    not_divided_by_the_places,
    over_the_places,
    divided_by_the_channels,
    divided_by_all_numbers,
    channels_not_kept_together,
    mean_taken_off,
    product_of_the_means,
    each_channel_with_itself,
    scaled_to_cosines,
    only_within_rows,
)
