"""Mistakes known in `shuffled_weights` of notebook 02."""

import numpy as np


def shuffled_backwards(weights: np.ndarray, order: np.ndarray) -> np.ndarray:
    """You moved the weights the opposite way from the pixels.

    Pixel number order[i] now stands at place i. The weight that belongs to it has to stand at
    place i too. You put weight i at place order[i]. For order = 2, 0, 1, which pixel stands
    first, and which of your weights?
    """
    result = np.empty_like(weights)
    result[order] = weights
    return result


def left_as_they_were(weights: np.ndarray, order: np.ndarray) -> np.ndarray:
    """You gave the weights back as they were.

    Then each weight meets another pixel than before, and the answers change. The pixels have moved.
    What has to move with them so that every product stays what it was?
    """
    return weights.copy()


def columns_shuffled(weights: np.ndarray, order: np.ndarray) -> np.ndarray:
    """You shuffled the columns, and they belong to the units.

    The weights have a row for each input and a column for each unit. The inputs have changed
    places, the units have not. Which of the two axes do you have to index?
    """
    return weights[:, order]


def order_turned_round(weights: np.ndarray, order: np.ndarray) -> np.ndarray:
    """You shuffled the right axis, and turned the order round.

    Your first row belongs to the pixel that now stands last. The weights have to follow the pixels
    one by one: place i of the input holds pixel order[i]. Which row of the weights goes with it?
    """
    moved: np.ndarray = weights[order[::-1]]
    return moved


SHUFFLED_WEIGHTS = (shuffled_backwards, left_as_they_were, columns_shuffled, order_turned_round)
