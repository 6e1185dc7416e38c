"""Resizing of images by interpolation: one weight matrix an axis.

Axes: N images, H, W height and width, C channels.
"""

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.checks import (
    Array,
    choice,
    image_array,
    new_array,
    upstream_gradient,
)
from cnnkit.shapes import flag, pair

METHODS = ("nearest", "bilinear", "bicubic")


def resize(
    x: ArrayLike,
    size: int | tuple[int, int],
    *,
    method: str = "nearest",
    align_corners: bool = False,
    antialias: bool = False,
) -> Array:
    """Resize images by interpolating between their pixels.

    Y[n, i, j, c] = Σ A[i, u] B[j, v] X[n, u, v, c]: one matrix for the height and one for the
    width. Pixels are little squares with their centres at half numbers, so that output i looks
    at the input's place (i + 1/2) · n / size - 1/2.

    Parameters
    ----------
    x : array_like, (N, H, W, C)
        Images. float32 and float64 are kept, integers become float32.
    size : int or (int, int)
        The new height and width.
    method : "nearest", "bilinear" or "bicubic"
        Take the nearest pixel, or weigh the 2 or 4 nearest along each axis. Bicubic may
        overshoot the input's range.
    align_corners : bool
        Lay the centres of the first and the last pixels on each other instead, so that output i
        looks at i · (n - 1) / (size - 1). For bilinear and bicubic.
    antialias : bool
        When shrinking, widen the weights so that every input pixel counts; without it, fine
        patterns turn into coarse false ones. For bilinear and bicubic.

    Returns
    -------
    array, (N, height, width, C)
        A new array of ``x``'s dtype.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above, or options do not go together.

    Notes
    -----
    The numbers are PyTorch's (nearest is its "nearest-exact"). The cubic is that of R. Keys,
    "Cubic Convolution Interpolation for Digital Image Processing", IEEE Trans. ASSP 29(6), 1981,
    with a = -0.75, or -0.5 with ``antialias``, as in Pillow. Where it interpolates, a NaN or an
    infinity spreads over its row and column.

    Examples
    --------
    >>> row = np.array([0, 4])[None, None, :, None]
    >>> resize(row, (1, 4))[0, 0, :, 0].tolist()
    [0.0, 0.0, 4.0, 4.0]
    >>> resize(row, (1, 4), method="bilinear")[0, 0, :, 0].tolist()
    [0.0, 1.0, 3.0, 4.0]
    """
    x = image_array(x, "resize")
    height, width = pair(size, "size")
    _check_options(method, align_corners, antialias)
    N, H, W, C = x.shape
    y = new_array((N, height, width, C), x.dtype, "size")
    if method == "nearest":
        np.take(x[:, _nearest(H, height)], _nearest(W, width), axis=2, out=y, mode="clip")
    else:
        down = _weights(H, height, method, align_corners, antialias)
        across = _weights(W, width, method, align_corners, antialias)
        _interpolate(x, down, across, y)
    return y


def resize_backward(
    dy: ArrayLike,
    x: ArrayLike,
    size: int | tuple[int, int],
    *,
    method: str = "nearest",
    align_corners: bool = False,
    antialias: bool = False,
) -> Array:
    """Return the gradient of `resize`: the same two matrices, transposed.

    dX[n, u, v, c] = Σ A[i, u] B[j, v] dY[n, i, j, c].

    Parameters
    ----------
    dy : array_like, (N, height, width, C)
        Gradient with respect to the output; cast to ``x``'s dtype.
    x : array_like, (N, H, W, C)
        The images that were resized. Only their shape and dtype matter.
    size, method, align_corners, antialias
        As in `resize`.

    Returns
    -------
    array, (N, H, W, C)
        Gradient with respect to ``x``, in its dtype.

    Raises
    ------
    TypeError, ValueError
        As in `resize`, and if ``dy`` does not have its output's shape.

    Examples
    --------
    >>> dy, x = np.array([1, 2, 3, 4]).reshape(1, 1, 4, 1), np.zeros((1, 1, 2, 1))
    >>> resize_backward(dy, x, (1, 4))[0, 0, :, 0].tolist()
    [3.0, 7.0]
    >>> resize_backward(dy, x, (1, 4), method="bilinear")[0, 0, :, 0].tolist()
    [3.25, 6.75]
    """
    x = image_array(x, "resize_backward")
    height, width = pair(size, "size")
    _check_options(method, align_corners, antialias)
    N, H, W, C = x.shape
    dy = upstream_gradient(dy, (N, height, width, C), x, "resize")
    if method == "nearest":
        return _gather(_gather(dy, 1, H), 2, W)
    down = _weights(H, height, method, align_corners, antialias)
    across = _weights(W, width, method, align_corners, antialias)
    dx = np.empty(x.shape, x.dtype)
    _interpolate(dy, down.T, across.T, dx)
    return dx


def _check_options(method: object, align_corners: object, antialias: object) -> None:
    """Refuse options that are none, or do not go together."""
    method = choice(method, "method", METHODS)
    align_corners = flag(align_corners, "align_corners")
    antialias = flag(antialias, "antialias")
    for name, given in (("align_corners", align_corners), ("antialias", antialias)):
        if given and method == "nearest":
            raise ValueError(
                f'{name} is True, but method "nearest" does not interpolate; use {name}=False '
                'or method="bilinear"'
            )
    if align_corners and antialias:
        raise ValueError(
            "align_corners and antialias are both True, but widened weights have no corners to "
            "align; use align_corners=False"
        )


def _interpolate(x: Array, down: Array, across: Array, y: Array) -> None:
    """Fill ``y`` with ``x``, its height multiplied by one matrix and its width by the other."""
    (N, H, W, C), (_, height, width, _) = x.shape, y.shape
    down, across = down.astype(x.dtype), across.astype(x.dtype)
    # Both products are wide: the width's comes first, with rows and channels side by side.
    # (width, W) @ (N, W, H·C) → (N, width, H·C)
    wide = across @ x.transpose(0, 2, 1, 3).reshape(N, W, H * C)
    # (height, H) @ (N, H, width·C) → (N, height, width·C)
    rows = wide.reshape(N, width, H, C).transpose(0, 2, 1, 3).reshape(N, H, width * C)
    np.matmul(down, rows, out=y.reshape(N, height, width * C))


def _gather(dy: Array, axis: int, n: int) -> Array:
    """Sum, along one axis, the outputs that took the same one of n pixels."""
    # The outputs of a pixel are neighbours: one sum for each pixel that was taken at all.
    taken, first = np.unique(_nearest(n, dy.shape[axis]), return_index=True)
    shape = list(dy.shape)
    shape[axis] = n
    dx = np.zeros(shape, dy.dtype)
    np.moveaxis(dx, axis, 0)[taken] = np.moveaxis(np.add.reduceat(dy, first, axis=axis), axis, 0)
    return dx


def _nearest(n: int, size: int) -> Array:
    """Return, for each of ``size`` outputs, the nearest of n pixels."""
    return ((2 * np.arange(size) + 1) * n) // (2 * size)


def _weights(n: int, size: int, method: str, align_corners: bool, antialias: bool) -> Array:
    """Return the (size, n) matrix that interpolates one axis; each row sums to 1."""
    outputs, pixels = np.arange(size)[:, None], np.arange(n)
    if align_corners:
        places = outputs * ((n - 1) / max(size - 1, 1))
    else:
        places = (outputs + 0.5) * (n / size) - 0.5
    if antialias:
        # The weights reach as far as the shrinking skips, and what the border cuts off is shared.
        widening = max(n / size, 1.0)
        distance = np.abs(pixels - places) / widening
        weights = _triangle(distance) if method == "bilinear" else _cubic(distance, -0.5)
        weights /= weights.sum(axis=1, keepdims=True)
        return weights
    # Beyond the border its pixels repeat: their weights are gathered in the first and the last.
    beyond = np.arange(-2, n + 2)
    distance = np.abs(beyond - places)
    weights = _triangle(distance) if method == "bilinear" else _cubic(distance, -0.75)
    weights[:, 2] += weights[:, :2].sum(axis=1)
    weights[:, -3] += weights[:, -2:].sum(axis=1)
    return weights[:, 2:-2]


def _triangle(distance: Array) -> Array:
    """Return the weights of linear interpolation at these distances from a pixel."""
    weights: Array = np.maximum(1 - distance, 0.0)
    return weights


def _cubic(distance: Array, a: float) -> Array:
    """Return the weights of cubic interpolation at these distances from a pixel."""
    near = ((a + 2) * distance - (a + 3)) * distance**2 + 1
    far = a * (((distance - 5) * distance + 8) * distance - 4)
    weights: Array = np.select([distance < 1, distance < 2], [near, far], 0.0)
    return weights
