"""Mistakes known in `collapse` of notebook 05."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def first_bias_lost(W1: Array, b1: Array, W2: Array, b2: Array) -> Array:
    """Your matrix is right, and the bias of the first layer is lost.

    Send in an input of zeros. The first layer answers b1, the second makes b1 @ W2 + b2 of it; your
    layer answers b2. What does the second layer do to b1?
    """
    return np.vstack([W1 @ W2, b2])


def second_bias_lost(W1: Array, b1: Array, W2: Array, b2: Array) -> Array:
    """Your matrix is right, and the bias of the second layer is lost.

    Send in an input of zeros: the two layers answer b1 @ W2 + b2, and yours answers b1 @ W2. What
    is added last of all?
    """
    return np.vstack([W1 @ W2, b1 @ W2])


def both_biases_lost(W1: Array, b1: Array, W2: Array, b2: Array) -> Array:
    """You returned the product of the matrices, without a row for the bias.

    An input of zeros should give b1 @ W2 + b2, and yours gives zeros. That bias is the last row of
    the answer. How do you put a row under a matrix?
    """
    return W1 @ W2


def first_bias_not_passed_on(W1: Array, b1: Array, W2: Array, b2: Array) -> Array:
    """You added the two biases as they are, and the first one still has to pass the second layer.

    b1 is added before the second layer, so it goes through W2 like everything else. Where the
    layers differ in width, b1 and b2 cannot even be added. Which shape has b1 @ W2?
    """
    return np.vstack([W1 @ W2, b1 + b2])


def both_biases_passed_on(W1: Array, b1: Array, W2: Array, b2: Array) -> Array:
    """You sent both biases through W2, and b2 is added only after it.

    Write out the second layer: (…) @ W2 + b2. What stands inside the brackets is multiplied by W2.
    Where does your b2 stand?
    """
    return np.vstack([W1 @ W2, (b1 + b2) @ W2])


def order_swapped(W1: Array, b1: Array, W2: Array, b2: Array) -> Array:
    """You multiplied the matrices in the wrong order.

    A product of matrices is not the same in both orders. In this course an input stands on the
    left, x @ W1, and what follows is written to the right of it. Which matrix does x meet first?
    """
    return np.vstack([W2 @ W1, b1 @ W2 + b2])


def weights_on_the_left(W1: Array, b1: Array, W2: Array, b2: Array) -> Array:
    """You wrote the weights on the left, as books do that write a layer as W x + b.

    There two layers are W2 (W1 x + b1) + b2. In this course x is a row and stands on the left of
    its weights, x @ W1 + b1. What follows is written to the right. How do your two products read
    then?
    """
    return np.vstack([W2 @ W1, W2 @ b1 + b2])


def first_bias_on_the_right(W1: Array, b1: Array, W2: Array, b2: Array) -> Array:
    """Your matrix is right, and b1 stands on the wrong side of W2.

    The first layer's output, b1 and all, is a row that meets the columns of W2. `W2 @ b1` lets the
    rows of W2 meet b1, and where the layers differ in width it does not even fit. What do you get
    if you multiply out (x @ W1 + b1) @ W2?
    """
    return np.vstack([W1 @ W2, W2 @ b1 + b2])


def matrices_added(W1: Array, b1: Array, W2: Array, b2: Array) -> Array:
    """You added the two matrices, as if the layers stood side by side.

    They stand one behind the other: the second multiplies what the first has made. Take layers of
    one unit: 2·x, and then 3 times that, is 6·x and not 5·x. What do your layers give there?
    """
    return np.vstack([W1 + W2, b1 @ W2 + b2])


def cell_by_cell(W1: Array, b1: Array, W2: Array, b2: Array) -> Array:
    """You multiplied the matrices cell by cell with `*`.

    For layers of one unit that is the same. Otherwise an output of the first layer goes to every
    unit of the second, so that rows meet columns. Which sign multiplies matrices in your code?
    """
    return np.vstack([W1 * W2, b1 @ W2 + b2])


def matrix_transposed(W1: Array, b1: Array, W2: Array, b2: Array) -> Array:
    """Your matrix lies on its side: rows and columns are swapped.

    In many books a layer is W x + b, and two of them are W2 W1 x. Here it is x @ W + b: the rows of
    W belong to the inputs, its columns to the outputs. How many rows has your W?
    """
    return np.vstack([(W1 @ W2).T, b1 @ W2 + b2])


def bias_as_a_column(W1: Array, b1: Array, W2: Array, b2: Array) -> Array:
    """You put the bias beside the matrix, as one more column.

    b has one number for each output, and the outputs are the columns of W: so b fits below it as
    one more row. Which way does `np.vstack` stack, and which way `np.hstack`?
    """
    return np.hstack([W1 @ W2, (b1 @ W2 + b2)[:, None]])


def bias_on_top(W1: Array, b1: Array, W2: Array, b2: Array) -> Array:
    """Your numbers are right, and the bias stands on top of the matrix.

    The task asks for it as the last row, so that `[:-1]` is W and `[-1]` is b. In which order do
    you stack them?
    """
    return np.vstack([b1 @ W2 + b2, W1 @ W2])


def bias_added_to_the_matrix(W1: Array, b1: Array, W2: Array, b2: Array) -> Array:
    """You added the bias to the matrix, and it needs a row of its own.

    NumPy spreads it over all rows, so that none of the weights is what it was. An input of zeros
    should answer the bias alone; with your array it answers zeros. How do you put a row under a
    matrix?
    """
    return np.asarray(W1 @ W2 + (b1 @ W2 + b2))


def two_arrays(W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """You return a matrix and a bias, which are two things, and one array is asked for.

    The next step will cut it with `[:-1]` and `[-1]`. Put b under W, as one more row. Which
    function of NumPy stacks the two?
    """
    return W1 @ W2, b1 @ W2 + b2


def is_two_arrays(values: tuple[Any, ...]) -> bool:
    """Tell answers that are pairs of a matrix and a row."""
    return all(len(pair) == 2 and [np.ndim(part) for part in pair] == [2, 1] for pair in values)


COLLAPSE = (
    both_biases_lost,
    first_bias_lost,
    second_bias_lost,
    first_bias_not_passed_on,
    both_biases_passed_on,
    order_swapped,
    weights_on_the_left,
    first_bias_on_the_right,
    matrices_added,
    cell_by_cell,
    matrix_transposed,
    bias_as_a_column,
    bias_on_top,
    bias_added_to_the_matrix,
)
