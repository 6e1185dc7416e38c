"""What every function asks of its arrays before it computes, with errors that say what to do."""

import math
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

Array = NDArray[Any]
"""A float32 or float64 array, once it has passed these checks."""

_RANK_HINTS = {
    "x": {
        2: "for (H, W), use x[None, :, :, None]",
        3: "for (H, W, C), use x[None]; for (N, H, W), use x[..., None]",
    },
    "kernel": {
        2: "for one filter on one channel, use kernel[:, :, None, None]",
        3: "for one filter on several channels, use kernel[..., None]",
    },
}


def read_array(value: ArrayLike, name: str) -> NDArray[Any]:
    """Return ``value`` as an array of whatever it holds, or say why it is none.

    Examples
    --------
    >>> read_array([[1, 2], [3]], "x")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    ValueError: x cannot be read as an array (...); give rows of equal length, such as [[1, 2], ...
    """
    if hasattr(value, "filled"):  # asking numpy.ma itself would import it
        raise TypeError(
            f"{name} is a masked array, whose mask would be lost; fill what it hides, "
            f"such as {name}.filled(0)"
        )
    try:
        return np.asarray(value)
    except (TypeError, ValueError) as error:
        raise ValueError(
            f"{name} cannot be read as an array ({error}); give rows of equal length, "
            "such as [[1, 2], [3, 4]]"
        ) from error


def float_array(value: ArrayLike, name: str) -> Array:
    """Return ``value`` as float32 or float64; integers, booleans and float16 become float32.

    Parameters
    ----------
    value : array_like
        Numbers; an array that is float32 or float64 already is returned as it is.
    name : str
        The argument's name, for the error.

    Raises
    ------
    TypeError
        If these are not real numbers.
    ValueError
        If nested lists have rows of different lengths.

    Examples
    --------
    >>> float_array([[0, 255]], "x").dtype.name
    'float32'
    >>> float_array("photo.png", "x")
    Traceback (most recent call last):
        ...
    TypeError: x holds text; it takes real numbers of at most 64 bits, such as 0.5
    """
    array = read_array(value, name)
    kind, size = array.dtype.kind, array.dtype.itemsize
    if kind in "biu" or (kind == "f" and size == 2):
        return array.astype(np.float32)
    if kind != "f" or size > 8:
        raise TypeError(
            f"{name} holds {kind_in_words(array)}; it takes real numbers of at most 64 bits, "
            "such as 0.5"
        )
    return array.astype(array.dtype.newbyteorder("="), copy=False)


def kind_in_words(array: NDArray[Any]) -> str:
    """Name what an array holds that is no real number, in words."""
    words = {"U": "text", "S": "bytes", "O": "Python objects"}
    return words.get(array.dtype.kind, f"{array.dtype.name} values")


def four_axes(value: ArrayLike, name: str, axes: str, function: str) -> Array:
    """Return ``value`` as a float array of four axes, none of them empty.

    Parameters
    ----------
    value : array_like
        What the caller was given.
    name, axes, function : str
        Its argument, what its axes mean, and who asks, for the error.

    Raises
    ------
    TypeError, ValueError
        If it does not hold real numbers, has another number of axes, or an axis is empty.

    Examples
    --------
    >>> four_axes([[1, 2]], "x", "(N, H, W, C)", "conv2d")
    Traceback (most recent call last):
        ...
    ValueError: x has shape (1, 2); conv2d takes (N, H, W, C): for (H, W), use x[None, :, :, None]
    """
    array = float_array(value, name)
    if array.ndim != 4:
        hint = _RANK_HINTS.get(name, {}).get(
            array.ndim, f"{name} needs 4 axes, such as (1, 3, 3, 1)"
        )
        raise ValueError(f"{name} has shape {array.shape}; {function} takes {axes}: {hint}")
    if array.size == 0:
        filled = tuple(max(length, 1) for length in array.shape)
        raise ValueError(
            f"{name} has shape {array.shape}, which holds nothing; {function} takes {axes} "
            f"with every axis ≥ 1, such as {filled}"
        )
    return array


def image_array(x: ArrayLike, function: str) -> Array:
    """Return ``x`` as a float array (N, H, W, C); see `four_axes`."""
    return four_axes(x, "x", "(N, H, W, C)", function)


def choice(value: object, name: str, choices: tuple[str, ...]) -> str:
    """Return ``value`` if it is one of ``choices``, or list them.

    Examples
    --------
    >>> choice("mirror", "mode", ("constant", "reflect"))
    Traceback (most recent call last):
        ...
    ValueError: mode is 'mirror'; use one of "constant", "reflect"
    """
    if isinstance(value, str) and value in choices:
        return value
    listed = ", ".join(f'"{word}"' for word in choices)
    error = ValueError if isinstance(value, str) else TypeError
    raise error(f"{name} is {value!r}; use one of {listed}")


def new_array(
    shape: tuple[int, ...],
    dtype: DTypeLike,
    cause: str,
    make: Callable[[tuple[int, ...], DTypeLike], Array] = np.empty,
) -> Array:
    """Make room by `numpy.empty` or the like, or name the argument that asks for too much.

    Examples
    --------
    >>> new_array((1, 10**9, 10**9, 1), np.float32, "size")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    ValueError: size makes an array of ... 3,725,290,298 GiB, which does not fit into memory...
    """
    try:
        return make(shape, dtype)
    except (MemoryError, ValueError, OverflowError) as error:
        size = math.prod(shape) * np.dtype(dtype).itemsize >> 30
        raise ValueError(
            f"{cause} makes an array of shape {shape}, of {size:,} GiB, which does not fit into "
            f"memory; use a smaller {cause}"
        ) from error


def upstream_gradient(dy: ArrayLike, y_shape: tuple[int, ...], like: Array, function: str) -> Array:
    """Return ``dy`` in the dtype of ``like``, sure to have the shape of what ``function`` returns.

    Parameters
    ----------
    dy : array_like
        The gradient of the loss with respect to the output.
    y_shape : tuple of ints
        The output's shape.
    like : array
        The function's input, whose dtype the gradients follow.
    function : str
        The forward function, for the error.

    Raises
    ------
    TypeError, ValueError
        If ``dy`` does not hold real numbers, or has another shape.

    Examples
    --------
    >>> upstream_gradient(np.ones((3, 3)), (2, 2), np.ones(1), "relu")
    Traceback (most recent call last):
        ...
    ValueError: dy has shape (3, 3); it is the gradient with respect to relu's output, of shape
    (2, 2), such as np.ones((2, 2))
    """
    array = float_array(dy, "dy").astype(like.dtype, copy=False)
    if array.shape != y_shape:
        raise ValueError(
            f"dy has shape {array.shape}; it is the gradient with respect to {function}'s output, "
            f"of shape {y_shape}, such as np.ones({y_shape})"
        )
    return array


def real_number(
    value: object,
    name: str,
    *,
    minimum: float = -math.inf,
    maximum: float = math.inf,
    above: float = -math.inf,
    below: float = math.inf,
    example: float = 0.5,
) -> float:
    """Return ``value`` as a finite ``float`` within its limits, or say what would be one.

    Parameters
    ----------
    value : object
        What the caller was given; NumPy's numbers are taken too.
    name : str
        The argument's name, for the error.
    minimum, maximum : float
        Limits that are allowed themselves.
    above, below : float
        Limits that are not.
    example : float
        A value that would work, for the error.

    Raises
    ------
    TypeError
        For everything that is no real number: "0.1", None, True.
    ValueError
        For NaN, the infinities, and numbers beyond a limit.

    Examples
    --------
    >>> real_number(1, "rate", minimum=0, below=1)
    Traceback (most recent call last):
        ...
    ValueError: rate is 1; it must be a finite number ≥ 0 and < 1, such as 0.5
    """
    limits = [
        f"{sign} {limit:g}"
        for sign, limit in (("≥", minimum), (">", above), ("≤", maximum), ("<", below))
        if math.isfinite(limit)
    ]
    rule = f"it must be a finite number {' and '.join(limits)}".rstrip() + f", such as {example:g}"
    if isinstance(value, np.integer | np.floating):
        value = value.item()
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{name} is {value!r}; {rule}")
    within = minimum <= value <= maximum and above < value < below
    if not (within and abs(value) <= sys.float_info.max):  # 10**400 is finite, and no float
        raise ValueError(f"{name} is {value!r}; {rule}")
    return float(value)


def generator(rng: np.random.Generator) -> np.random.Generator:
    """Return ``rng`` if it is a generator, or say what is one.

    Examples
    --------
    >>> generator(0)
    Traceback (most recent call last):
        ...
    TypeError: rng is 0; it must be a numpy.random.Generator, such as np.random.default_rng(0)
    """
    if not isinstance(rng, np.random.Generator):
        raise TypeError(
            f"rng is {rng!r}; it must be a numpy.random.Generator, such as np.random.default_rng(0)"
        )
    return rng
