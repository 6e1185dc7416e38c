"""Mistakes known in `change` of notebook 01."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.images_as_tensors import change

Array = NDArray[Any]


def subtracted_as_bytes(before: Array, after: Array) -> Array:
    """You subtracted the bytes as they are, and below 0 they start again at 255.

    From 10 to 5 you get 251/255, nearly white, and it has become a little darker. A uint8 has no
    negative numbers. What has to happen to both images before the minus sign?
    """
    return (after - before) / 255


def converted_after_subtracting(before: Array, after: Array) -> Array:
    """You converted to floats only once the difference had wrapped around.

    The conversion is right and comes too late: `(after - before)` is still computed in bytes, and
    251 is then made 251.0. In which order do the brackets let it happen? And what divides?
    """
    return (after - before).astype(float)


def one_step_of_eight_bits(before: Array, after: Array) -> Array:
    """You used int8, whose numbers run from −128 to 127 only.

    A pixel that goes from 0 to 200 does not fit in there, so that it comes out as negative: you
    answer darker where it is much brighter. Which kind of number holds −255 as well as 255?
    """
    return (after.astype(np.int8) - before.astype(np.int8)) / 255


def the_other_way_round(before: Array, after: Array) -> Array:
    """You subtracted the later image from the earlier one.

    All your signs are turned round: a pixel that goes from dark to bright has become brighter, and
    its change is positive. Which of the two images stands in front of the minus sign?
    """
    return change(after, before)


def without_a_sign(before: Array, after: Array) -> Array:
    """You dropped the sign.

    The size of every change is right. But from 10 to 5 and from 5 to 10 you give the same answer,
    and one of the two has become darker. Where does your code make all numbers positive?
    """
    result: Array = np.abs(change(before, after))
    return result


def clipped_at_zero(before: Array, after: Array) -> Array:
    """You cut the change off at 0, so that what became darker looks unchanged.

    That keeps bytes from wrapping around, but it throws half of the answer away. Floats may be
    negative. Is anything left that would have to be clipped?
    """
    result: Array = np.maximum(change(before, after), 0)
    return result


def in_levels(before: Array, after: Array) -> Array:
    """You gave the change in bytes, from −255 to 255.

    Every number of yours is 255 times as large as asked for. From black to white, 0 to 255, the
    change should be 1. What is missing at the end?
    """
    return change(before, after) * 255


def divided_in_whole_numbers(before: Array, after: Array) -> Array:
    """You divided with `//`, which rounds down to whole numbers.

    Nearly all your answers are 0 or −1, while a change from 0 to 51 is 0.2. Which sign divides
    and keeps what is behind the point?
    """
    result: Array = np.floor(change(before, after))
    return result


def divided_by_the_number_of_levels(before: Array, after: Array) -> Array:
    """You divided by 256, the number of levels, and the largest byte is 255.

    A byte has 256 levels because 0 is one of them. From black to white, 0 to 255, your change is a
    little less than 1. What is the largest difference of two bytes?
    """
    return change(before, after) * 255 / 256


CHANGE = (
    subtracted_as_bytes,
    converted_after_subtracting,
    one_step_of_eight_bits,
    the_other_way_round,
    without_a_sign,
    clipped_at_zero,
    in_levels,
    divided_in_whole_numbers,
    divided_by_the_number_of_levels,
)
