"""What functions ask of numbers that belong to channels, and of channels that form groups."""

from numpy.typing import ArrayLike

from cnnkit.functional.checks import Array, float_array
from cnnkit.shapes import whole_number


def one_each(value: ArrayLike, name: str, count: int, of: str, like: Array) -> Array:
    """Return ``value`` in the dtype of ``like``, sure to hold one number for each of so many.

    Parameters
    ----------
    value : array_like, (count,)
        What the caller was given.
    name, of : str
        Its argument, and what there are ``count`` of, for the error.
    count : int
        How many numbers there must be.
    like : array
        The function's input, whose dtype all else follows.

    Raises
    ------
    TypeError, ValueError
        If it does not hold real numbers, or has another shape.

    Examples
    --------
    >>> import numpy as np
    >>> one_each(1.0, "gamma", 3, "channels", np.zeros((2, 3)))
    Traceback (most recent call last):
        ...
    ValueError: gamma has shape (); it takes one number for each of the 3 channels: shape (3,),
    such as np.ones(3)
    """
    array = float_array(value, name).astype(like.dtype, copy=False)
    if array.shape != (count,):
        raise ValueError(
            f"{name} has shape {array.shape}; it takes one number for each of the {count} {of}: "
            f"shape ({count},), such as np.ones({count})"
        )
    return array


def dividing_groups(groups: object, *counts: tuple[str, int, str]) -> int:
    """Return ``groups`` if it divides each count, of which the error says whose and of what.

    Examples
    --------
    >>> dividing_groups(4, ("x's", 6, "channels"))
    Traceback (most recent call last):
        ...
    ValueError: groups is 4, which does not divide x's 6 channels; use one of [1, 2, 3, 6]
    """
    number = whole_number(groups, "groups")
    sizes = [count for _, count, _ in counts]
    if any(count % number for count in sizes):
        shared = [g for g in range(1, min(sizes) + 1) if not any(count % g for count in sizes)]
        listed = " and ".join(f"{whose} {count} {what}" for whose, count, what in counts)
        raise ValueError(
            f"groups is {number}, which does not divide {'both ' * (len(counts) > 1)}{listed}; "
            f"use one of {shared}"
        )
    return number
