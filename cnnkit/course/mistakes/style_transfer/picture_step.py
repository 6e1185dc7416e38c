"""Mistakes known in `picture_step` of notebook 18."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def uphill(picture: Array, gradient: Array, learning_rate: float) -> Array:
    """You stepped uphill: the loss grows.

    In notebook 14 you climbed, to make a channel answer more. Here the loss is to fall. Which sign
    stands before the learning rate?
    """
    return np.clip(picture + learning_rate * gradient, 0, 1)


def not_cut_off(picture: Array, gradient: Array, learning_rate: float) -> Array:
    """You did not cut off at 0 and 1.

    Numbers beyond can be computed with, but no screen shows them: the loss falls by tricks that
    nobody sees. What should −0.2 become, and what 1.3?
    """
    return picture - learning_rate * gradient


def gradient_cut_off(picture: Array, gradient: Array, learning_rate: float) -> Array:
    """You cut the gradient off at 0 and 1, and the picture is meant.

    All negative slopes are lost that way, so that no pixel can get brighter. When do you cut off,
    and what?
    """
    result: Array = picture - learning_rate * np.clip(gradient, 0, 1)
    return result


def cut_off_below_only(picture: Array, gradient: Array, learning_rate: float) -> Array:
    """You cut off at 0 alone, as a ReLU does.

    A pixel has a brightest value as well. In your result there is a number above 1. What keeps it
    down?
    """
    return np.maximum(picture - learning_rate * gradient, 0)


def stretched(picture: Array, gradient: Array, learning_rate: float) -> Array:
    """You stretched the picture so that it runs from 0 to 1 exactly.

    Then one bright pixel darkens all the others: every number changes, also where the gradient is
    0. Only what lies outside should be moved. Which function does that?
    """
    moved = picture - learning_rate * gradient
    width = float(np.ptp(moved))
    result: Array = (moved - moved.min()) / (width if width else 1.0)
    return result


def left_where_it_was(picture: Array, gradient: Array, learning_rate: float) -> Array:
    """You left the pixels where they were that would step over a limit.

    A pixel at 0.9 that wants to go to 1.2 may go as far as 1. In yours it stays at 0.9. To which
    number is it brought, when it steps too far?
    """
    moved = picture - learning_rate * gradient
    return np.where((moved < 0) | (moved > 1), picture, moved)


def carried_round(picture: Array, gradient: Array, learning_rate: float) -> Array:
    """Your numbers begin again at 0 when they pass 1.

    That is what whole numbers of 8 bits do when they overflow: a white pixel turns black. Which
    function holds a number at its limit?
    """
    result: Array = (picture - learning_rate * gradient) % 1.0
    return result


def learning_rate_forgotten(picture: Array, gradient: Array, learning_rate: float) -> Array:
    """You left out the learning rate.

    The gradient has the right direction; its length says little about how far to go. Which of the
    three inputs have you not used?
    """
    result: Array = np.clip(picture - gradient, 0, 1)
    return result


def only_the_sign(picture: Array, gradient: Array, learning_rate: float) -> Array:
    """You stepped by the gradient's sign, equally far in every pixel.

    That is the small step against a network in notebook 14, turned round. In plain descent a pixel
    with a larger slope moves farther. Which function can go?
    """
    return np.clip(picture - learning_rate * np.sign(gradient), 0, 1)


PICTURE_STEP = (
    uphill,
    not_cut_off,
    gradient_cut_off,
    cut_off_below_only,
    stretched,
    left_where_it_was,
    carried_round,
    learning_rate_forgotten,
    only_the_sign,
)
