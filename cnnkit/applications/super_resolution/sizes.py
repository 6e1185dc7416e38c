"""Shrinking and enlarging by a whole factor, and what shrinking does not see."""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.functional import resize
from cnnkit.functional.average_pooling import average_pool2d
from cnnkit.functional.checks import choice
from cnnkit.images.checks import check_image
from cnnkit.shapes import whole_number

SHRINKING = ("bicubic", "area average", "every nth pixel")
"""Ways to make a small picture: cubic weights widened by the factor, the mean of each square, or
one pixel of each square and nothing of the others."""

ENLARGING = ("nearest", "bilinear", "bicubic")
"""Ways to interpolate."""


def shrink(image: NDArray[Any], scale: int, *, by: str = "bicubic") -> NDArray[Any]:
    """Make a picture smaller by a whole factor.

    Parameters
    ----------
    image : numpy.ndarray
        (H, W, C), floats, H and W multiples of ``scale``; see `whole_blocks`.
    scale : int
        How many times lower and narrower it gets.
    by : "bicubic", "area average" or "every nth pixel"
        How. "bicubic" is what papers on super-resolution use: cubic interpolation with weights
        that are widened by ``scale``, so that every pixel counts (antialiasing). "every nth pixel"
        takes the one in the middle of each square, or the next.

    Returns
    -------
    numpy.ndarray
        (H / scale, W / scale, C).

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above.

    Examples
    --------
    >>> image = np.array([[0.0, 1.0, 4.0, 5.0], [2.0, 3.0, 6.0, 7.0]])[:, :, None]
    >>> shrink(image, 2, by="area average")[:, :, 0].tolist()
    [[1.5, 5.5]]
    >>> shrink(image, 2, by="every nth pixel")[:, :, 0].tolist()
    [[3.0, 7.0]]
    """
    image = check_image(image)
    scale, by = whole_number(scale, "scale"), choice(by, "by", SHRINKING)
    height, width, _ = image.shape
    if height % scale or width % scale:
        raise ValueError(
            f"the image has {height}×{width} pixels; both must be multiples of {scale}: "
            f"whole_blocks(image, {scale}) cuts off what is over"
        )
    if by == "area average":
        small: NDArray[Any] = average_pool2d(image[None], scale)[0]
        return small
    if by == "every nth pixel":
        middle = scale // 2
        return image[middle::scale, middle::scale].copy()
    size = height // scale, width // scale
    widened: NDArray[Any] = resize(image[None], size, method="bicubic", antialias=True)[0]
    return widened


def enlarge(image: NDArray[Any], scale: int, *, method: str = "bicubic") -> NDArray[Any]:
    """Make a picture larger by a whole factor, by interpolation; see `cnnkit.functional.resize`.

    Parameters
    ----------
    image : numpy.ndarray
        (H, W, C), floats.
    scale : int
        How many times higher and wider it gets.
    method : "nearest", "bilinear" or "bicubic"
        How. Bicubic may leave the range 0 to 1 a little.

    Returns
    -------
    numpy.ndarray
        (H · scale, W · scale, C).

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above.

    Examples
    --------
    >>> row = np.array([[[0.0], [1.0]]])
    >>> enlarge(row, 2, method="nearest")[0, :, 0].tolist()
    [0.0, 0.0, 1.0, 1.0]
    >>> enlarge(row, 2, method="bilinear")[0, :, 0].tolist()
    [0.0, 0.25, 0.75, 1.0]
    """
    image = check_image(image)
    scale = whole_number(scale, "scale")
    height, width, _ = image.shape
    large: NDArray[Any] = resize(image[None], (height * scale, width * scale), method=method)[0]
    return large


def unseen(image: NDArray[Any], scale: int, *, by: str = "bicubic") -> NDArray[np.float64]:
    """Return the part of a picture that shrinking does not see: shrunk, it is 0 everywhere.

    Shrinking is linear: it multiplies the rows with one matrix A and the columns with another, B.
    What neither sees is X − A⁺ (A X Bᵀ) B⁺ᵀ, with A⁺ the pseudoinverse of A. Added to any
    picture, this part changes nothing of its small version.

    Parameters
    ----------
    image, scale, by
        As in `shrink`.

    Returns
    -------
    numpy.ndarray
        (H, W, C), float64, numbers of both signs.

    Examples
    --------
    >>> stripes = np.tile([0.0, 1.0], (4, 4))[:, :, None]
    >>> hidden = unseen(stripes, 2)
    >>> float(abs(hidden).max()) > 0.4, float(abs(shrink(hidden, 2)).max()) < 1e-9
    (True, True)
    """
    image = check_image(image).astype(np.float64)
    height, width, _ = image.shape
    seen = image
    for axis, n in ((0, height), (1, width)):
        seen = np.moveaxis(np.tensordot(_kept(n, scale, by), seen, axes=(1, axis)), 0, axis)
    rest: NDArray[np.float64] = image - seen
    return rest


@lru_cache(maxsize=16)
def _kept(n: int, scale: int, by: str) -> NDArray[np.float64]:
    """Return the matrix A⁺A of one axis of n pixels: what goes through it can be seen."""
    # A channel for each pixel: 1 in its row, alike in all columns, so that rows alone are shrunk.
    units = np.eye(n)[:, np.newaxis].repeat(scale, axis=1)
    matrix = shrink(units, scale, by=by)[:, 0]
    return np.asarray(np.linalg.pinv(matrix) @ matrix, np.float64)
