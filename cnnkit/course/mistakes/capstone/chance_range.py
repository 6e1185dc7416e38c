"""Mistakes known in `chance_range` of notebook 20."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def around(accuracy: float, step: float) -> Array:
    """Return an accuracy with a step down and a step up."""
    return np.array([accuracy - step, accuracy, accuracy + step])


def root_forgotten(right: int, count: int) -> Array:
    """You forgot the square root.

    p(1 − p)/N is the variance of the accuracy. How far it moves is the root of that. Without it
    your range is far too narrow: what is the root of 0.0001?
    """
    p = right / count
    return around(p, 2 * p * (1 - p) / count)


def one_error_only(right: int, count: int) -> Array:
    """You went one standard error down and up, and two are asked for.

    Within one error of the truth lie about 68 of 100 such measurements, within two about 95.
    """
    p = right / count
    return around(p, np.sqrt(p * (1 - p) / count))


def from_the_normal_curve(right: int, count: int) -> Array:
    """You took 1.96 standard errors, and two are asked for.

    1.96 cuts off 95 % of a normal curve exactly. But the formula is itself only about right, so
    most people round. Your range differs from the one asked for by a fiftieth.
    """
    p = right / count
    return around(p, 1.96 * np.sqrt(p * (1 - p) / count))


def same_for_all(right: int, count: int) -> Array:
    """You divided by the root of N alone, whatever the accuracy.

    That is the widest range there is, and it belongs to 50 %. A network that is nearly always right
    is surer: you need p(1 − p) under the root. How large is it at p = 0.98?
    """
    p = right / count
    return around(p, 1 / np.sqrt(count))


def wrong_ones_forgotten(right: int, count: int) -> Array:
    """You took p under the root, where p(1 − p) belongs.

    At 98 % right there are few images left that could fall otherwise; the factor 1 − p says so.
    Without it your range is too wide.
    """
    p = right / count
    return around(p, 2 * np.sqrt(p / count))


def count_forgotten(right: int, count: int) -> Array:
    """You did not divide by the number of images.

    So a thousand images would be no better than ten. Four times as many images halve the range:
    where does N stand in the formula?
    """
    p = right / count
    return around(p, 2 * np.sqrt(p * (1 - p)))


def root_of_the_count_forgotten(right: int, count: int) -> Array:
    """You divided by N outside of the root.

    Under the root stands p(1 − p)/N, all of it. Divided outside, the range comes out narrower by
    the root of N. Which brackets do you have to move?
    """
    p = right / count
    return around(p, 2 * np.sqrt(p * (1 - p)) / count)


def in_percent(right: int, count: int) -> Array:
    """You answered in per cent, and shares from 0 to 1 are asked for.

    Your numbers are 100 times as large. Multiply when you print.
    """
    p = right / count
    return 100 * around(p, 2 * np.sqrt(p * (1 - p) / count))


def only_the_error(right: int, count: int) -> Array:
    """You gave the error down and up, without the accuracy.

    Low and high are asked for, not how far away they are. Add the accuracy to both.
    """
    p = right / count
    step = 2 * np.sqrt(p * (1 - p) / count)
    return np.array([-step, p, step])


CHANCE_RANGE = (
    root_forgotten,
    one_error_only,
    from_the_normal_curve,
    same_for_all,
    wrong_ones_forgotten,
    count_forgotten,
    root_of_the_count_forgotten,
    in_percent,
    only_the_error,
)
