"""Bringing an image to a size: by scaling, by cutting, by padding."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import shapes
from cnnkit.functional import resizing
from cnnkit.images.checks import as_dtype, check_image


def resize(
    image: NDArray[Any],
    size: int | tuple[int, int],
    *,
    method: str = "bilinear",
    antialias: bool = True,
) -> NDArray[Any]:
    """Scale an image to a given size; the aspect ratio changes if the size asks for it.

    Parameters
    ----------
    image : numpy.ndarray
        (H, W, C), uint8 or floats.
    size : int or (int, int)
        The new (height, width) in pixels; one number means a square.
    method : {"bilinear", "bicubic", "nearest"}
        How values between pixels are found.
    antialias : bool
        Whether all pixels count when the image shrinks, as they should in photos, and not only
        those next to the sampled places. ``"nearest"`` always takes one pixel.

    Returns
    -------
    numpy.ndarray
        (height, width, C) of the same dtype; uint8 is rounded and clipped to 0–255.

    Raises
    ------
    ValueError
        If the image is not (H, W, C), or the size or the method is unknown.
    TypeError
        If the image holds no real numbers, or ``antialias`` is neither True nor False.

    Examples
    --------
    >>> image = np.array([[[0], [100]]], dtype=np.uint8)
    >>> resize(image, (1, 4))[..., 0].tolist()
    [[0, 25, 75, 100]]
    """
    image = check_image(image)
    height_width = shapes.pair(size, "size")
    scaled = resizing.resize(
        image[np.newaxis],
        height_width,
        method=method,
        antialias=shapes.flag(antialias, "antialias") and method != "nearest",
    )[0]
    return as_dtype(scaled, image.dtype)


def crop(
    image: NDArray[Any],
    size: int | tuple[int, int],
    *,
    centre: tuple[int, int] | None = None,
) -> NDArray[Any]:
    """Cut out a part: what is outside is lost, what is inside keeps its pixels and its shape.

    Parameters
    ----------
    image : numpy.ndarray
        (H, W, C).
    size : int or (int, int)
        The part's (height, width) in pixels; one number means a square.
    centre : (int, int), optional
        The (row, column) in the middle of the part; near a border the part is moved inwards until
        it lies in the image. Left out: the middle of the image.

    Returns
    -------
    numpy.ndarray
        (height, width, C), a copy.

    Raises
    ------
    ValueError
        If the part is larger than the image, or its centre lies outside.

    Examples
    --------
    >>> image = np.arange(16).reshape(4, 4, 1)
    >>> crop(image, 2)[..., 0].tolist()
    [[5, 6], [9, 10]]
    >>> crop(image, 2, centre=(0, 3))[..., 0].tolist()
    [[2, 3], [6, 7]]
    """
    image = check_image(image)
    part = shapes.pair(size, "size")
    whole = image.shape[:2]
    if part[0] > whole[0] or part[1] > whole[1]:
        raise ValueError(
            f"a part of {part[0]}×{part[1]} does not fit into the image {whole[0]}×{whole[1]}; use "
            f"size at most ({min(part[0], whole[0])}, {min(part[1], whole[1])}), or resize first"
        )
    if centre is None:
        top, left = ((n - m) // 2 for n, m in zip(whole, part, strict=True))
    else:
        row_column = shapes.pair(centre, "centre", minimum=0)
        if row_column[0] >= whole[0] or row_column[1] >= whole[1]:
            raise ValueError(
                f"centre {row_column} lies outside the image {whole[0]}×{whole[1]}; "
                f"use a row up to {whole[0] - 1} and a column up to {whole[1] - 1}"
            )
        top, left = (
            min(max(middle - m // 2, 0), n - m)
            for n, m, middle in zip(whole, part, row_column, strict=True)
        )
    return image[top : top + part[0], left : left + part[1]].copy()


def letterbox(
    image: NDArray[Any],
    size: int | tuple[int, int],
    *,
    value: float = 0,
) -> NDArray[Any]:
    """Fit the whole image into a size without distorting it, and fill what stays empty.

    The scale is min(height / H, width / W); the bars lie on both sides, an odd pixel at the bottom
    or the right.

    Parameters
    ----------
    image : numpy.ndarray
        (H, W, C), uint8 or floats.
    size : int or (int, int)
        The new (height, width) in pixels; one number means a square.
    value : float
        What fills the bars, in the image's own range.

    Returns
    -------
    numpy.ndarray
        (height, width, C) of the same dtype.

    Raises
    ------
    ValueError
        If the image is not (H, W, C), or the value does not fit into uint8.
    TypeError
        If the value is no number.

    Examples
    --------
    >>> image = np.full((2, 4, 1), 9, dtype=np.uint8)
    >>> letterbox(image, 4)[..., 0].tolist()
    [[0, 0, 0, 0], [9, 9, 9, 9], [9, 9, 9, 9], [0, 0, 0, 0]]
    """
    image = check_image(image)
    height, width = shapes.pair(size, "size")
    if not isinstance(value, int | float | np.integer | np.floating):
        raise TypeError(f"value is {value!r}; it must be one number for all channels, such as 0")
    if image.dtype == np.uint8 and not (0 <= value <= 255 and value == round(value)):
        raise ValueError(
            f"value {value} is no uint8; for an image of bytes use a whole number from 0 to 255, "
            "such as 127, or call to_float(image) first"
        )
    scale = min(height / image.shape[0], width / image.shape[1])
    fitted_height, fitted_width = (max(1, round(n * scale)) for n in image.shape[:2])
    fitted = resize(image, (fitted_height, fitted_width))
    top, left = (height - fitted_height) // 2, (width - fitted_width) // 2
    boxed = np.full((height, width, image.shape[2]), value, dtype=image.dtype)
    boxed[top : top + fitted_height, left : left + fitted_width] = fitted
    return boxed
