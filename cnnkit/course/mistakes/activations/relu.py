"""Mistakes known in `relu` and `relu_gradient` of notebook 05."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.activations import relu

Array = NDArray[Any]


def absolute_value(x: Array) -> Array:
    """You dropped the sign, and a negative number should become 0.

    Of −2 you make 2: a window that shows the opposite of the pattern would count as if it showed
    the pattern. What should be left of it?
    """
    return np.abs(x)


def largest_along_an_axis(x: Array) -> Any:
    """You took the largest number of each column: `x.max(0)` reads its 0 as an axis.

    The output should have as many numbers as the input, each compared with 0 by itself. Which
    function of NumPy compares two things, number by number?
    """
    return x.max(0)


def compared_as_a_whole(x: Array) -> Any:
    """You compared the array as a whole, with Python's own `max` or with an `if`.

    Whether an array is larger than 0 has no single answer, so that Python refuses; with one number
    it works by luck. Which function of NumPy compares number by number for you?
    """
    return max(0, x)


def negatives_kept(x: Array) -> Array:
    """You kept the negative numbers and made the positive ones 0.

    It should be the other way round: 3 stays 3 and −2 becomes 0. Which is larger, x or 0, and which
    of the two do you take?
    """
    return np.minimum(x, 0)


def only_the_sign(x: Array) -> Array:
    """You answer whether a number is positive, and not how large it is.

    A strong answer and a weak one both become 1 in yours. ReLU keeps positive numbers as they are:
    3 stays 3. What is your comparison still to be multiplied by?
    """
    return (x > 0).astype(float)


def negatives_left_out(x: Array) -> Array:
    """You left the negative numbers out, so that the shape is lost.

    A feature map has to keep its places: where a negative number stood there should be a 0. What
    does your indexing return, and how many numbers are in it?
    """
    return x[x > 0]


def shifted(x: Array) -> Array:
    """You shifted all numbers until none is negative.

    Positive numbers should stay what they are, and 0 should stay 0. In yours the smallest number
    becomes 0 and all others grow. What happens to a map that has no negative number at all?
    """
    return np.asarray(x - min(x.min(), 0))


def leaky(x: Array) -> Array:
    """Your function still lets a hundredth of each negative number through.

    That is the leaky ReLU, which has its uses. Here a negative number becomes exactly 0. By what do
    you multiply below zero?
    """
    return np.maximum(0.01 * x, x)


def cut_at_six(x: Array) -> Array:
    """You cut the numbers off at 6 as well.

    That is ReLU6, which small networks on telephones use. Plain ReLU has a lower end and no upper
    one: 300 stays 300. Which of your two limits should go?
    """
    return np.clip(x, 0, 6)


def cut_at_one(x: Array) -> Array:
    """You cut the numbers off at 1 as well, as one does for pixels.

    A feature map is no image: its numbers may be as large as they like. ReLU has a lower end and
    no upper one. Which of your two limits should go?
    """
    return np.clip(x, 0, 1)


RELU = (
    absolute_value,
    largest_along_an_axis,
    compared_as_a_whole,
    negatives_kept,
    only_the_sign,
    negatives_left_out,
    shifted,
    leaky,
    cut_at_one,
    cut_at_six,
)


def gated_by_the_upstream_gradient(dy: Array, x: Array) -> Array:
    """You looked at the sign of dy, and it is the sign of x that decides.

    ReLU was open or shut when x went through it. An open one passes any message back, a negative
    one too; a shut one passes none. Where x is 3 and dy is −4, what do you give back?
    """
    return relu(dy)


def gated_twice(dy: Array, x: Array) -> Array:
    """You asked for a positive x and for a positive dy as well.

    Only x decides. A negative dy says that the loss falls when this output grows, and that message
    is as welcome as any. Where x is 3 and dy is −4, what do you give back?
    """
    return relu(dy) * (x > 0)


def open_at_zero(dy: Array, x: Array) -> Array:
    """You let the gradient pass where x is exactly 0.

    Left of 0 the slope is 0 and right of it 1, so that at 0 either could be said. The convention,
    here and in PyTorch, is 0. Which comparison leaves the zero out in your code?
    """
    return np.where(x >= 0, dy, 0.0)


def half_at_zero(dy: Array, x: Array) -> Array:
    """You took a half for the slope at exactly 0.

    It is the mean of the slopes on both sides, and a fair idea. But the convention, here and in
    PyTorch, is 0. What do you give back where x is 0?
    """
    return np.where(x > 0, dy, np.where(x == 0, 0.5 * dy, 0.0))


def derivative_taken_at_the_output(dy: Array, x: Array) -> Array:
    """You passed every gradient on, as happens if the slope is taken at the output.

    The output of ReLU is never below 0, so that `y >= 0` holds everywhere and nothing is stopped.
    The slope belongs to the place where x stood on the curve. Which array do you compare with 0?
    """
    return np.asarray(dy + 0 * x)


def upstream_forgotten(dy: Array, x: Array) -> Array:
    """You returned the slopes alone, without the message that arrives.

    The slope says how fast y follows x, and dy says how fast the loss follows y. How fast the loss
    follows x is their product. Where is dy in your code?
    """
    return np.where(x > 0, 1.0, 0.0) + np.zeros(dy.shape)


def multiplied_by_the_output(dy: Array, x: Array) -> Array:
    """You multiplied by the value of ReLU where its slope belongs.

    Where x is 3 the value is 3 and the slope is 1: if x grows by 0.001, the output grows by 0.001
    too. How much of dy should pass there, and how much does in yours?
    """
    return np.asarray(dy * relu(x))


def gate_upside_down(dy: Array, x: Array) -> Array:
    """Your gate is open where it should be shut, and shut where it should be open.

    Where x is positive, y moves along with it and the gradient passes. Where x is negative, y stays
    at 0 whatever x does. Which comparison says "positive" in your code?
    """
    return np.where(x > 0, 0.0, dy)


def arguments_swapped(dy: Array, x: Array) -> Array:
    """You gave back x where dy is positive: the two inputs have changed places.

    First comes dy, the message from behind, and then x, which went in before. The answer is made of
    numbers of dy. Which of the two is the gate?
    """
    return np.where(dy > 0, x, 0.0)


def slope_chosen_for_all_at_once(dy: Array, x: Array) -> Array:
    """You asked with an `if` whether x is positive, and x holds many numbers.

    Each number of x opens or shuts its own gate. Python refuses to make one yes or no of them all;
    with a single number it works by luck. Which function of NumPy chooses place by place, or what
    does a product with `x > 0` do?
    """
    return dy if x > 0 else 0 * dy


RELU_GRADIENT = (
    gated_by_the_upstream_gradient,
    gated_twice,
    open_at_zero,
    half_at_zero,
    derivative_taken_at_the_output,
    upstream_forgotten,
    multiplied_by_the_output,
    gate_upside_down,
    arguments_swapped,
    slope_chosen_for_all_at_once,
)
