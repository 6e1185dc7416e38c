"""Kernels made by hand: the ones that image processing has used for decades.

Each is a function of its size, so that the same idea can be looked at in 3×3 and in 11×11.
Edge kernels sum to zero, with positive weights that sum to one: on an image of 0 to 1 they
answer from −1 to 1. Blurs sum to one, and so keep the brightness.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnkit.functional import conv2d
from cnnkit.shapes import whole_number

Kernel = NDArray[Any]


def _binomial(size: int) -> Kernel:
    """Return a row of Pascal's triangle, of sum one: the small integers' bell curve."""
    # Divided in Python, whose integers have no end: comb(68, 34) does not fit into NumPy's.
    return np.array([math.comb(size - 1, place) / 2 ** (size - 1) for place in range(size)])


def _derivative(size: int) -> Kernel:
    """Return a smoothed difference, right minus left, with positive weights of sum one."""
    return _balanced(np.convolve(_binomial(size - 1), [-1.0, 1.0]))


def _balanced(kernel: Kernel) -> Kernel:
    """Scale a kernel so that its positive weights sum to one."""
    scaled: Kernel = kernel / kernel[kernel > 0].sum()
    return scaled


def _centre(size: int) -> Kernel:
    """Return the kernel that changes nothing."""
    kernel = np.zeros((size, size))
    kernel[size // 2, size // 2] = 1.0
    return kernel


def _gaussian(size: int) -> Kernel:
    return np.outer(_binomial(size), _binomial(size))


def _vertical_edges(size: int) -> Kernel:
    return np.outer(_binomial(size), _derivative(size))


def _diagonal(size: int) -> Kernel:
    """Return the slope from the upper left to the lower right."""
    return _balanced(_vertical_edges(size) + _vertical_edges(size).T)


def _gabor(size: int, degrees: float) -> Kernel:
    """Return a patch of a wave under a bell: an oriented stripe detector.

    One wave fits into the kernel; the mean is taken off so that flat areas answer zero.
    """
    offsets = np.arange(size) - size // 2
    down, right = np.meshgrid(offsets, offsets, indexing="ij")
    angle = math.radians(degrees)
    along = right * math.cos(angle) + down * math.sin(angle)
    bell = np.exp(-(right**2 + down**2) / (2 * (size / 4) ** 2))
    kernel = bell * np.cos(2 * math.pi * along / (size * 0.75))
    kernel -= bell * kernel.sum() / bell.sum()
    return _balanced(kernel)


_MAKERS: dict[str, Callable[[int], Kernel]] = {
    "identity": _centre,
    "vertical edges": _vertical_edges,
    "horizontal edges": lambda size: _vertical_edges(size).T,
    "outline": lambda size: _balanced(_centre(size) - _gaussian(size)),
    "box blur": lambda size: np.full((size, size), 1.0 / size**2),
    "Gaussian blur": _gaussian,
    "sharpen": lambda size: 2 * _centre(size) - _gaussian(size),
    "emboss": lambda size: _centre(size) + 2 * _diagonal(size),
    "Gabor, upright stripes": lambda size: _gabor(size, 0.0),
    "Gabor, slanted stripes": lambda size: _gabor(size, 45.0),
    "Gabor, level stripes": lambda size: _gabor(size, 90.0),
}

KERNELS = tuple(_MAKERS)
"""The names that `hand_made` knows."""


def hand_made(name: str, size: int = 3) -> Kernel:
    """Return a kernel made by hand.

    Parameters
    ----------
    name : str
        One of `KERNELS`.
    size : int
        Rows and columns: odd, at least 3, so that the kernel has a centre.

    Returns
    -------
    ndarray of float64, (size, size)

    Raises
    ------
    TypeError
        If the name is no word, or the size no whole number.
    ValueError
        If the name is not known, or the size is even or below 3.

    Notes
    -----
    The edge kernels are Sobel's of any size: a binomial blur across a smoothed difference.
    Source: R. Szeliski, "Computer Vision: Algorithms and Applications", 2nd edition, section 3.2.

    Examples
    --------
    >>> hand_made("vertical edges").tolist()
    [[-0.25, 0.0, 0.25], [-0.5, 0.0, 0.5], [-0.25, 0.0, 0.25]]
    """
    rule = f"use one of {', '.join(map(repr, KERNELS))}"
    if not isinstance(name, str):
        raise TypeError(f"name is {name!r} ({type(name).__name__}); {rule}")
    if name not in _MAKERS:
        raise ValueError(f"name is {name!r}; {rule}")
    size = whole_number(size, "size", minimum=3)
    if size % 2 == 0:
        raise ValueError(f"size is {size}; it must be odd so that there is a centre, such as 3")
    return _MAKERS[name](size)


def slide(image: ArrayLike, kernel: ArrayLike, **settings: Any) -> NDArray[Any]:
    """Slide one kernel over one grey image.

    It is `cnnkit.functional.conv2d` without the axes of batch, channels and filters.

    Parameters
    ----------
    image : array_like
        (H, W).
    kernel : array_like
        (kernel_height, kernel_width).
    **settings
        ``stride``, ``padding`` and ``dilation``, as in `conv2d`.

    Returns
    -------
    ndarray
        The feature map, (H', W').

    Raises
    ------
    ValueError
        If image or kernel has not two axes, or as in `conv2d`.

    Examples
    --------
    >>> slide([[1, 1, 0, 0], [1, 1, 0, 0]], [[-1, 1], [-1, 1]]).tolist()
    [[0.0, -2.0, 0.0]]
    """
    x, weights = np.asarray(image), np.asarray(kernel)
    for name, array in (("image", x), ("kernel", weights)):
        if array.ndim != 2:
            raise ValueError(
                f"{name} has shape {array.shape}; it must have two axes, rows and columns, such "
                "as (28, 28). Take one image, or one channel of it: x[:, :, 0]"
            )
    # (H, W) becomes (1, H, W, 1), and (k, k) becomes (k, k, 1, 1).
    feature_map: NDArray[Any] = conv2d(x[None, :, :, None], weights[:, :, None, None], **settings)
    return feature_map[0, :, :, 0]
