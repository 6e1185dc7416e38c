"""Padding of images: rows and columns added around them.

Axes: N images, H, W height and width, C channels.
"""

import math

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.checks import (
    Array,
    choice,
    image_array,
    new_array,
    upstream_gradient,
)
from cnnkit.shapes import Padding2D, padding_2d

Sides = tuple[tuple[int, int], tuple[int, int]]
"""Rows and columns added: ((top, bottom), (left, right))."""

MODES = ("constant", "reflect", "edge", "wrap")


def pad2d(x: ArrayLike, padding: Padding2D, *, mode: str = "constant", value: float = 0.0) -> Array:
    """Add rows and columns around images.

    Y[n, top + i, left + j, c] = X[n, i, j, c]; around it, ``mode`` says what. With two columns
    on each side, the row ``1 2 3 4`` becomes

    ==============  ===========================
    ``"constant"``  ``v v 1 2 3 4 v v``
    ``"reflect"``   ``3 2 1 2 3 4 3 2``
    ``"edge"``      ``1 1 1 2 3 4 4 4``
    ``"wrap"``      ``3 4 1 2 3 4 1 2``
    ==============  ===========================

    Parameters
    ----------
    x : array_like, (N, H, W, C)
        Images. float32 and float64 are kept, integers become float32.
    padding : int, (int, int) or ((int, int), (int, int))
        Pixels a side, (height, width), or ((top, bottom), (left, right)).
    mode : "constant", "reflect", "edge" or "wrap"
        What the new pixels hold. ``"reflect"`` does not repeat the border, and reaches at most
        n - 1 pixels into an axis of n; ``"wrap"`` reaches at most n.
    value : float
        What ``"constant"`` fills in.

    Returns
    -------
    array, (N, top + H + bottom, left + W + right, C)
        A new array of ``x``'s dtype.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above, or the padding is too wide for the mode.

    Notes
    -----
    Source: the modes are `numpy.pad`'s; PyTorch calls edge "replicate" and wrap "circular".

    Examples
    --------
    >>> row = np.array([1, 2, 3, 4])[None, None, :, None]
    >>> pad2d(row, (0, 2), mode="reflect")[0, 0, :, 0].tolist()
    [3.0, 2.0, 1.0, 2.0, 3.0, 4.0, 3.0, 2.0]
    """
    x = image_array(x, "pad2d")
    sides, fill = padding_options(x, padding, mode, value)
    (top, bottom), (left, right) = sides
    N, H, W, C = x.shape
    y = new_array((N, top + H + bottom, left + W + right, C), x.dtype, "padding")
    if mode == "constant":
        y[...] = fill
        y[:, top : top + H, left : left + W] = x
    else:
        rows, columns = _sources(H, W, sides, mode)
        y[...] = x[:, rows[:, None], columns]
    return y


def pad2d_backward(
    dy: ArrayLike,
    x: ArrayLike,
    padding: Padding2D,
    *,
    mode: str = "constant",
    value: float = 0.0,
) -> Array:
    """Return the gradient of `pad2d`: each pixel collects what its copies received.

    dX[n, i, j, c] = Σ dY[n, k, l, c], over the places (k, l) that hold the pixel (i, j). With
    ``"constant"`` that is one place each: the padding is cut off.

    Parameters
    ----------
    dy : array_like, (N, top + H + bottom, left + W + right, C)
        Gradient with respect to the output; cast to ``x``'s dtype.
    x : array_like, (N, H, W, C)
        The images that were padded. Only their shape and dtype matter.
    padding, mode, value
        As in `pad2d`.

    Returns
    -------
    array, (N, H, W, C)
        Gradient with respect to ``x``, in its dtype.

    Raises
    ------
    TypeError, ValueError
        As in `pad2d`, and if ``dy`` does not have its output's shape.

    Examples
    --------
    >>> dy, x = np.ones((1, 1, 8, 1)), np.zeros((1, 1, 4, 1))
    >>> pad2d_backward(dy, x, (0, 2), mode="edge")[0, 0, :, 0].tolist()
    [3.0, 1.0, 1.0, 3.0]
    """
    x = image_array(x, "pad2d_backward")
    sides, _ = padding_options(x, padding, mode, value)
    (top, bottom), (left, right) = sides
    N, H, W, C = x.shape
    dy = upstream_gradient(dy, (N, top + H + bottom, left + W + right, C), x, "pad2d")
    inside = slice(top, top + H), slice(left, left + W)
    if mode == "constant":
        return dy[:, *inside].copy()
    rows, columns = _sources(H, W, sides, mode)
    drows = dy[:, inside[0]].copy()
    for i in (*range(top), *range(top + H, len(rows))):
        drows[:, rows[i]] += dy[:, i]
    dx = drows[:, :, inside[1]].copy()
    for j in (*range(left), *range(left + W, len(columns))):
        dx[:, :, columns[j]] += drows[:, :, j]
    return dx


def padding_options(x: Array, padding: Padding2D, mode: str, value: float) -> tuple[Sides, float]:
    """Return what is added on each side and what fills it, if both go with the mode."""
    mode = choice(mode, "mode", MODES)
    return _sides(x, padding, mode), _fill_value(value, mode, x)


def _sides(x: Array, padding: Padding2D, mode: str) -> Sides:
    """Return ((top, bottom), (left, right)), if the mode reaches as far."""
    if isinstance(padding, str):
        raise ValueError(
            f'padding is "{padding}", which means nothing without a kernel; give pixels a side, '
            "(height, width) or ((top, bottom), (left, right)), such as 1"
        )
    sides = padding_2d(x.shape[1:3], 1, padding=padding)
    for name, n, widest in zip(("height", "width"), x.shape[1:3], map(max, sides), strict=True):
        limit = {"reflect": n - 1, "wrap": n}.get(mode, widest)
        if widest > limit:
            raise ValueError(
                f'padding is {widest} along the {name}, but mode "{mode}" reaches at most {limit} '
                f'pixels into an axis of {n}; use padding ≤ {limit}, or mode="edge"'
            )
    return sides


def _sources(H: int, W: int, sides: Sides, mode: str) -> tuple[Array, Array]:
    """Return which row and which column each padded one copies: the mode is where to look."""
    rows = np.pad(np.arange(H), sides[0], mode=mode)  # type: ignore[call-overload]
    columns = np.pad(np.arange(W), sides[1], mode=mode)  # type: ignore[call-overload]
    return rows, columns


def _fill_value(value: object, mode: str, x: Array) -> float:
    """Return the constant that padding fills in, if it is a number that ``x`` could hold."""
    if isinstance(value, np.integer | np.floating):
        value = value.item()
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"value is {value!r}; it must be a number, such as 0.0")
    largest = float(np.finfo(x.dtype).max)
    if largest < abs(value) < math.inf:
        raise ValueError(
            f"value is {value}, which {x.dtype.name} cannot hold; use at most ±{largest:.3g}, "
            "or ±np.inf"
        )
    if value != 0 and mode != "constant":
        raise ValueError(
            f'value is {value}, but mode "{mode}" fills in pixels of the image; leave value out, '
            'or use mode="constant"'
        )
    return float(value)
