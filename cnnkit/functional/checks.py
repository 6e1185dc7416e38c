"""What every function asks of its arrays before it computes, with errors that say what to do."""

from math import prod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from cnnkit.shapes import whole_number

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
        hint = _RANK_HINTS[name].get(array.ndim, f"{name} needs 4 axes, such as (1, 3, 3, 1)")
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


def convolution_arrays(
    x: ArrayLike, kernel: ArrayLike, bias: ArrayLike | None, groups: int, function: str
) -> tuple[Array, Array, Array | None]:
    """Return a convolution's arrays in ``x``'s dtype, sure to go together.

    Parameters
    ----------
    x : array_like, (N, H, W, C)
        The images.
    kernel : array_like, (kernel_height, kernel_width, C // groups, F)
        The filters.
    bias : array_like, (F,), optional
        One number a filter.
    groups : int
        Into how many groups channels and filters are split.
    function : str
        Who asks, for the error.

    Raises
    ------
    TypeError, ValueError
        If an array is not what is described above, or ``groups`` does not divide C and F.

    Examples
    --------
    >>> x, kernel, bias = convolution_arrays(
    ...     np.zeros((1, 5, 5, 2)), [[[[1], [2]]]], [0], 1, "conv2d"
    ... )
    >>> x.dtype.name, kernel.dtype.name, kernel.shape, bias.shape
    ('float64', 'float64', (1, 1, 2, 1), (1,))
    """
    x = image_array(x, function)
    axes = "(kernel_height, kernel_width, C // groups, F)"
    kernel = four_axes(kernel, "kernel", axes, function).astype(x.dtype, copy=False)
    groups = whole_number(groups, "groups")
    C, (_, _, group_channels, F) = x.shape[3], kernel.shape
    if C % groups or F % groups:
        shared = [g for g in range(1, min(C, F) + 1) if C % g == F % g == 0]
        raise ValueError(
            f"groups is {groups}, which does not divide both x's {C} channels and the kernel's "
            f"{F} filters; use one of {shared}"
        )
    if group_channels != C // groups:
        channels_first = x.shape[1] == group_channels * groups
        advice = "; if x is (N, C, H, W), use np.moveaxis(x, 1, -1)" if channels_first else ""
        raise ValueError(
            f"kernel has shape {kernel.shape}, for {group_channels} channels a group, but x has "
            f"{C} channels in groups={groups}; kernel takes {axes}, such as "
            f"{(*kernel.shape[:2], C // groups, F)}{advice}"
        )
    if bias is not None:
        bias = float_array(bias, "bias").astype(x.dtype, copy=False)
        if bias.shape != (F,):
            raise ValueError(
                f"bias has shape {bias.shape}; it takes one number a filter: shape ({F},), "
                f"such as np.zeros({F})"
            )
    return x, kernel, bias


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


def new_array(shape: tuple[int, ...], dtype: DTypeLike, cause: str) -> Array:
    """Make room for a result, or name the argument that asks for more than there is.

    Examples
    --------
    >>> new_array((1, 10**9, 10**9, 1), np.float32, "size")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    ValueError: size makes an output of ... 4e+18 bytes, which does not fit into memory...
    """
    try:
        return np.empty(shape, dtype)
    except (MemoryError, ValueError, OverflowError) as error:
        size = float(prod(shape) * np.dtype(dtype).itemsize)
        raise ValueError(
            f"{cause} makes an output of shape {shape}, of {size:.2g} bytes, which does not fit "
            f"into memory; use a smaller {cause}"
        ) from error
