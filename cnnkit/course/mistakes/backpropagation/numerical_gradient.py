"""Mistakes known in `numerical_gradient` of notebook 10."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.backpropagation import numerical_gradient

Array = NDArray[Any]
Function = Callable[[Array], float]


def _each(x: Array, slope: Callable[[Any], float]) -> Array:
    """Compute something for every place of x."""
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        gradient[place] = slope(place)
    return gradient


def _moved(x: Array, place: Any, by: float) -> Array:
    """Return a copy of x with one entry moved."""
    copy = x.copy()
    copy[place] += by
    return copy


def one_sided(f: Function, x: Array, h: float) -> Array:
    """You compared with f(x) itself and moved to one side only.

    On a line that is as good. On a curve it looks at the slope half a step further on, and is wrong
    by about h times the bend. Which two values of f lie on both sides of x?
    """
    return _each(x, lambda place: (f(_moved(x, place, h)) - f(x)) / h)


def one_sided_backwards(f: Function, x: Array, h: float) -> Array:
    """You compared f(x) with f(x − h): one side only, the lower one.

    On a curve that is the slope half a step back. Moving to both sides, the error of one cancels
    that of the other. Which value of f do you never ask for?
    """
    return _each(x, lambda place: (f(x) - f(_moved(x, place, -h))) / h)


def not_divided_by_two(f: Function, x: Array, h: float) -> Array:
    """You divided by h, and your two points lie 2h apart.

    Every number of yours is twice what it should be. From x − h to x + h, how far is it?
    """
    return 2 * numerical_gradient(f, x, h)


def not_divided(f: Function, x: Array, h: float) -> Array:
    """You returned the change of f, and did not divide it by the distance.

    A slope is change by distance: with an h half as large your numbers would be half as large too,
    and the slope is the same. By what do you divide?
    """
    return 2 * h * numerical_gradient(f, x, h)


def divided_by_two_only(f: Function, x: Array, h: float) -> Array:
    """You divided by 2, and the h is missing below.

    Written in one line, `/ 2 * h` divides by 2 and then multiplies by h. Which brackets keep the
    two together?
    """
    return h * h * numerical_gradient(f, x, h)


def all_moved_at_once(f: Function, x: Array, h: float) -> Array:
    """You moved all entries of x at the same time.

    Then you measure the sum of all slopes, and give it to everybody. One entry is moved while the
    others stand still. Which copy do you add h to?
    """
    total = (f(x + h) - f(x - h)) / (2 * h)
    return np.full(x.shape, total)


def not_put_back(f: Function, x: Array, h: float) -> Array:
    """You did not put an entry back before you moved the next one.

    Your first number is right; from the second on, f is asked at a place that is no longer x. Where
    would a fresh copy of x have to be made?
    """
    moving, gradient = x.copy(), np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        moving[place] += h
        up = f(moving)
        moving[place] -= 2 * h
        gradient[place] = (up - f(moving)) / (2 * h)
    return gradient


def sign_turned_round(f: Function, x: Array, h: float) -> Array:
    """You took f(x − h) − f(x + h), the wrong way round.

    If f grows with x, the slope is positive: what comes later on the axis stands first in the
    difference. Which of your two values do you subtract?
    """
    return -numerical_gradient(f, x, h)


def half_a_step(f: Function, x: Array, h: float) -> Array:
    """You moved by half of h to each side, and by h it is asked for.

    That is a good way too, and even a little closer to the true slope. But here the points are
    x + h and x − h, which lie 2h apart. What is the distance between yours?
    """
    return numerical_gradient(f, x, h / 2)


def rows_moved_together(f: Function, x: Array, h: float) -> Array:
    """You moved a whole row at a time, because your loop runs over the first axis only.

    Each entry has a slope of its own. In a list of numbers yours is right, in a table each row gets
    its sum. What gives all the indices of an array of any shape?
    """
    gradient = np.zeros(x.shape)
    for row in range(len(x)):
        gradient[row] = (f(_moved(x, row, h)) - f(_moved(x, row, -h))) / (2 * h)
    return gradient


def added_to_the_value(f: Function, x: Array, h: float) -> Array:
    """You added h to what f gives, and it belongs to x before f is asked.

    f(x) + h less f(x) − h is 2h, whatever f is: you measure 1 everywhere. How does f hear of the
    step?
    """
    return np.ones(x.shape)


NUMERICAL_GRADIENT = (
    one_sided,
    one_sided_backwards,
    not_divided_by_two,
    not_divided,
    divided_by_two_only,
    all_moved_at_once,
    not_put_back,
    sign_turned_round,
    half_a_step,
    rows_moved_together,
    added_to_the_value,
)
