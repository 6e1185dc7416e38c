"""What the training asks of its arguments, with errors that say what would work."""

from typing import Any, NoReturn

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnkit.functional.checks import read_array

Examples = tuple[NDArray[Any], NDArray[Any]]
"""Inputs and targets, one of each for every example."""


def examples(data: tuple[ArrayLike, ArrayLike], name: str) -> Examples:
    """Return inputs and targets as arrays, sure to be of one length.

    Parameters
    ----------
    data : (array_like, array_like)
        Inputs and targets.
    name : str
        The argument's name, for the error.

    Raises
    ------
    TypeError, ValueError
        If these are not two arrays of the same length ≥ 1.

    Examples
    --------
    >>> examples((np.zeros((6, 28, 28, 1)), np.zeros(5)), "validation")
    Traceback (most recent call last):
        ...
    ValueError: validation has 6 inputs but 5 targets; give one target for each input
    """
    if not isinstance(data, tuple | list) or len(data) != 2:
        raise TypeError(
            f"{name} is {_in_words(data)}; it must be a pair of inputs and targets, such as (x, y)"
        )
    x, y = read_array(data[0], f"the inputs of {name}"), read_array(data[1], f"{name}'s targets")
    for array, role in ((x, "inputs"), (y, "targets")):
        if array.ndim == 0 or len(array) == 0:
            raise ValueError(
                f"{name} has {role} of shape {array.shape}; give one of them for each example, "
                "at least one"
            )
    if len(x) != len(y):
        raise ValueError(
            f"{name} has {len(x)} inputs but {len(y)} targets; give one target for each input"
        )
    return x, y


def _in_words(data: object) -> str:
    """Describe what is no pair, without printing a whole array."""
    if isinstance(data, np.ndarray):
        return f"an array of shape {data.shape}"
    if isinstance(data, tuple | list):
        return f"a {type(data).__name__} of {len(data)}"
    return repr(data)


def an_instance(value: object, name: str, kind: type, example: str) -> None:
    """Refuse what is no object of a class.

    Examples
    --------
    >>> from cnnkit.training import Adam, Optimiser
    >>> an_instance(Adam, "optimiser", Optimiser, "Adam(1e-3)")
    Traceback (most recent call last):
        ...
    TypeError: optimiser is the class Adam; it must be an object, such as Adam(1e-3)
    """
    if isinstance(value, type) or not isinstance(value, kind):
        _refuse(value, name, "an object", example)


def a_function(value: object, name: str, example: str) -> None:
    """Refuse what cannot be called; a class can, but its object was meant.

    Examples
    --------
    >>> a_function(0.01, "schedule", "CosineDecay(0.01, steps=1000)")
    Traceback (most recent call last):
        ...
    TypeError: schedule is 0.01; it must be a function, such as CosineDecay(0.01, steps=1000)
    """
    if isinstance(value, type) or not callable(value):
        _refuse(value, name, "a function", example)


def _refuse(value: object, name: str, needed: str, example: str) -> NoReturn:
    what = f"the class {value.__name__}" if isinstance(value, type) else repr(value)
    raise TypeError(f"{name} is {what}; it must be {needed}, such as {example}")
