"""Preparing a drawing as the makers of MNIST prepared theirs."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.images.checks import check_image
from cnnkit.images.geometry import resize
from cnnkit.images.values import to_float

SIZE = 28
"""Pixels along each side of MNIST's images."""

LONGER_SIDE = 20
"""Pixels of the ink's longer side in MNIST."""


def ink_box(drawing: NDArray[Any]) -> tuple[int, int, int, int]:
    """Find the smallest rectangle that holds all ink: every pixel above 0.

    Parameters
    ----------
    drawing : numpy.ndarray
        (H, W, 1), light ink on black: uint8, bool, or floats from 0 to 1.

    Returns
    -------
    (int, int, int, int)
        The first row, the first column, the height and the width.

    Raises
    ------
    ValueError
        If the drawing is not (H, W, 1) or holds no ink.

    Examples
    --------
    >>> drawing = np.zeros((8, 8, 1))
    >>> drawing[2:7, 4] = 1  # an upright stroke
    >>> ink_box(drawing)
    (2, 4, 5, 1)
    """
    ink = _ink(drawing)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    top, left = int(rows[0]), int(columns[0])
    return top, left, int(rows[-1]) - top + 1, int(columns[-1]) - left + 1


def centre_of_mass(drawing: NDArray[Any]) -> tuple[float, float]:
    """Find the mean place of the ink: Σ place · brightness / Σ brightness.

    Parameters
    ----------
    drawing : numpy.ndarray
        As in `ink_box`.

    Returns
    -------
    (float, float)
        Row and column, where the first pixel is 0.

    Raises
    ------
    ValueError
        If the drawing is not (H, W, 1) or holds no ink.

    Examples
    --------
    >>> drawing = np.zeros((8, 8, 1))
    >>> drawing[2:7, 4] = 1
    >>> centre_of_mass(drawing)
    (4.0, 4.0)
    """
    ink = _ink(drawing).astype(np.float64)
    row, column = (
        float(np.arange(len(sums)) @ sums / sums.sum())
        for sums in (ink.sum(axis=1), ink.sum(axis=0))
    )
    return row, column


def like_mnist(drawing: NDArray[Any]) -> NDArray[np.float32]:
    """Prepare a drawing as MNIST's makers did: ink of 20 pixels, centred by its mass in 28 × 28.

    Cut the ink out, scale it until its longer side has 20 pixels (with antialiasing; the aspect
    ratio stays), and place it so that its centre of mass lies on pixel (14, 14), to within half a
    pixel. Ink so lopsided that a part would fall off stays at the border instead.

    Parameters
    ----------
    drawing : numpy.ndarray
        (H, W, 1) of any size, light ink on black: uint8, bool, or floats from 0 to 1. Ink on paper
        is dark on light: turn it round with ``1 - drawing``, and set the paper to 0.

    Returns
    -------
    numpy.ndarray
        (28, 28, 1), float32 from 0 to 1.

    Raises
    ------
    ValueError
        If the drawing is not (H, W, 1), holds no ink, or leaves the range 0–1.
    TypeError
        If it holds neither bytes nor floats.

    References
    ----------
    LeCun, Bottou, Bengio and Haffner: Gradient-based learning applied to document recognition.
    Proceedings of the IEEE 86(11), 1998, section III.A.

    Examples
    --------
    >>> drawing = np.zeros((100, 100, 1))
    >>> drawing[10:20, 5:8] = 1  # small, and in a corner
    >>> prepared = like_mnist(drawing)
    >>> prepared.shape, ink_box(prepared), centre_of_mass(prepared)
    ((28, 28, 1), (4, 12, 20, 6), (13.5, 14.5))
    """
    top, left, height, width = ink_box(drawing)
    ink = to_float(drawing)[top : top + height, left : left + width]
    scale = LONGER_SIDE / max(height, width)
    fitted = resize(ink, (max(1, round(height * scale)), max(1, round(width * scale))))
    prepared = np.zeros((SIZE, SIZE, 1), np.float32)
    first_row, first_column = (
        min(max(round(SIZE // 2 - middle), 0), SIZE - length)
        for middle, length in zip(centre_of_mass(fitted), fitted.shape[:2], strict=True)
    )
    rows = slice(first_row, first_row + fitted.shape[0])
    columns = slice(first_column, first_column + fitted.shape[1])
    prepared[rows, columns] = np.clip(fitted, 0, 1)  # rounding may carry it a little beyond
    return prepared


def _ink(drawing: NDArray[Any]) -> NDArray[Any]:
    """Return the brightness (H, W), or say why a drawing has none."""
    pixels = check_image(drawing)
    if pixels.shape[2] != 1:
        raise ValueError(
            f"drawing has {pixels.shape[2]} channels, but one is needed; "
            "use images.to_grey(drawing), and light ink on black"
        )
    ink: NDArray[Any] = pixels[:, :, 0]
    if not (ink > 0).any():
        raise ValueError(
            "drawing holds no ink: no pixel is above 0; draw something, or turn dark ink on "
            "light paper round with 1 - drawing"
        )
    return ink
