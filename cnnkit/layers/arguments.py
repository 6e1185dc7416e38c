"""What layers ask of their arguments and of the shapes they are given."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from cnnkit.functional.checks import Array, float_array
from cnnkit.initialisers import Initialiser
from cnnkit.shapes import Padding2D, padding_2d, pair, whole_number

Shape = tuple[int, ...]
"""The shape of one input, which never counts the batch: (H, W, C) or (features,)."""


@contextmanager
def naming(subject: str) -> Iterator[None]:
    """Put in front of an error whose it is.

    Examples
    --------
    >>> with naming("Dense"):
    ...     whole_number(0, "units")
    Traceback (most recent call last):
        ...
    ValueError: Dense: units is 0; it must be a whole number ≥ 1, such as 1
    """
    try:
        yield
    except (TypeError, ValueError) as error:
        kind = TypeError if isinstance(error, TypeError) else ValueError
        raise kind(f"{subject}: {error}") from error


def one_or_pair(value: Any, name: str, minimum: int = 1) -> int | tuple[int, int]:
    """Return a size in its shortest form: one number if height and width are the same.

    Examples
    --------
    >>> one_or_pair((3, 3), "kernel_size"), one_or_pair((1, 3), "kernel_size")
    (3, (1, 3))
    """
    height, width = pair(value, name, minimum)
    return height if height == width else (height, width)


def shortest_padding(padding: Padding2D) -> Padding2D:
    """Return a padding in its shortest form: a word, one number, a pair, or two pairs.

    Examples
    --------
    >>> shortest_padding(((1, 1), (2, 2))), shortest_padding((1, 1)), shortest_padding("same")
    ((1, 2), 1, 'same')
    """
    # On one pixel under a window of 1 even the words add nothing, so that only they are lost.
    (top, bottom), (left, right) = padding_2d((1, 1), 1, padding=padding)
    if isinstance(padding, str):
        return padding
    if top == bottom and left == right:
        return top if top == left else (top, left)
    return (top, bottom), (left, right)


def whole_shape(shape: Any) -> Shape:
    """Return a shape as a tuple of ints, or say what one looks like.

    Examples
    --------
    >>> whole_shape(10)
    Traceback (most recent call last):
        ...
    TypeError: input_shape is 10; it must be (height, width, channels) or (features,), such as ...
    """
    if not isinstance(shape, tuple | list) or not shape:
        error = ValueError if isinstance(shape, tuple | list) else TypeError
        raise error(
            f"input_shape is {shape!r}; it must be (height, width, channels) or (features,), "
            "such as (32, 32, 3)"
        )
    return tuple(whole_number(n, f"input_shape[{axis}]") for axis, n in enumerate(shape))


def image_shape(shape: Shape) -> tuple[int, int, int]:
    """Return a shape that must be an image's, or say so.

    Examples
    --------
    >>> image_shape((10,))
    Traceback (most recent call last):
        ...
    ValueError: it takes images of shape (height, width, channels), such as (32, 32, 3)
    """
    if len(shape) != 3:
        raise ValueError("it takes images of shape (height, width, channels), such as (32, 32, 3)")
    height, width, channels = shape
    return height, width, channels


def initialiser_function(value: Any) -> Initialiser:
    """Return an initialiser, or say what is one."""
    if not callable(value):
        raise TypeError(
            f"initialiser is {value!r}; give a function of (shape, rng), such as "
            "cnnkit.initialisers.he_normal"
        )
    initialiser: Initialiser = value
    return initialiser


def initialised(
    initialiser: Initialiser, name: str, shape: Shape, rng: np.random.Generator
) -> Array:
    """Return the numbers that a parameter starts from, sure to have its shape.

    Examples
    --------
    >>> initialised(lambda shape, rng: np.zeros(3), "weight", (2, 3), np.random.default_rng(0))
    Traceback (most recent call last):
        ...
    ValueError: initialiser returned shape (3,) for weight; it must return (2, 3)
    """
    value = float_array(initialiser(shape, rng), name)
    if value.shape != shape:
        raise ValueError(
            f"initialiser returned shape {value.shape} for {name}; it must return {shape}"
        )
    return value
