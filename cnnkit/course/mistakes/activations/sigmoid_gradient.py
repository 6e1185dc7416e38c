"""Mistakes known in `sigmoid_gradient` of notebook 05."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.activations import sigmoid_gradient

Array = NDArray[Any]


def _sigmoid(x: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-x)))


def derivative_taken_at_the_output(dy: Array, x: Array) -> Array:
    """You took the slope at the output of the sigmoid, and it belongs to the input.

    At x = 0 the output is 0.5. The slope there is 0.25, and you find 0.235, which is the slope at
    0.5. It looks like applying the sigmoid twice. What do you hand to your formula?
    """
    return sigmoid_gradient(dy, _sigmoid(x))


def input_in_place_of_the_output(dy: Array, x: Array) -> Array:
    """You put x into y · (1 − y), and y is the output.

    The formula is short because it uses what the sigmoid has computed already. At x = 0 the slope
    is 0.25, and x · (1 − x) is 0. Which number is y there, and where do you compute it?
    """
    return np.asarray(dy * x * (1 - x))


def upstream_forgotten(dy: Array, x: Array) -> Array:
    """You returned the slopes alone, without the message that arrives.

    The slope says how fast y follows x, and dy says how fast the loss follows y. How fast the loss
    follows x is their product. Where is dy in your code?
    """
    return sigmoid_gradient(np.ones_like(dy), x)


def value_for_slope(dy: Array, x: Array) -> Array:
    """You multiplied by the value of the sigmoid where its slope belongs.

    At x = 0 the value is 0.5 and the slope 0.25. Far to the right the value is nearly 1 and the
    curve is flat. Which factor makes your slope small there?
    """
    return np.asarray(dy * _sigmoid(x))


def slope_of_tanh(dy: Array, x: Array) -> Array:
    """You used 1 − y², which is the slope of tanh.

    The two curves have the same form, but the sigmoid runs from 0 to 1. At x = 0 yours is 0.75, and
    the right slope is 0.25. Which two factors are both small at the ends from 0 to 1?
    """
    return np.asarray(dy * (1 - _sigmoid(x) ** 2))


def sign_flipped(dy: Array, x: Array) -> Array:
    """Your slopes are negative, and the sigmoid rises everywhere.

    There are two minus signs on the way: that of exp(−x) and that of dividing by 1 + exp(−x). They
    cancel. Where did you lose one of them?
    """
    return -sigmoid_gradient(dy, x)


def gated_like_relu(dy: Array, x: Array) -> Array:
    """You stopped the gradient where x is negative, as ReLU does.

    The sigmoid has a slope on both sides of 0, and the same one: at −2 as at 2. Which line of your
    code still looks at a sign?
    """
    return np.where(x > 0, sigmoid_gradient(dy, x), 0.0)


def brackets_lost(dy: Array, x: Array) -> Array:
    """You lost a pair of brackets: `1 / 1 + np.exp(-x)` is 1 + exp(−x).

    A division comes before a sum. At x = 0 your y is 2, and the sigmoid never leaves 0 to 1. What
    has to be added up before you divide?
    """
    y = 1 / 1 + np.exp(-x)
    return np.asarray(dy * y * (1 - y))


SIGMOID_GRADIENT = (
    derivative_taken_at_the_output,
    input_in_place_of_the_output,
    upstream_forgotten,
    value_for_slope,
    slope_of_tanh,
    sign_flipped,
    gated_like_relu,
    brackets_lost,
)
