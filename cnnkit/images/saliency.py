"""Finding the part of an image that shows the most detail."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import shapes
from cnnkit.images.checks import check_image


def most_detailed(image: NDArray[Any], size: int | tuple[int, int]) -> tuple[int, int]:
    """Find the part of a given size in which neighbouring pixels differ most.

    The measure is the sum, over the part and its channels, of (x[i + 1, j] − x[i, j])² +
    (x[i, j + 1] − x[i, j])². It knows contrast only and nothing of meaning: leaves beat a face.

    Parameters
    ----------
    image : numpy.ndarray
        (H, W, C), uint8 or floats.
    size : int or (int, int)
        The part's (height, width) in pixels; one number means a square.

    Returns
    -------
    (int, int)
        Its middle, (row, column), as ``crop`` takes it for ``centre``; of several equal parts, the
        first in reading order.

    Raises
    ------
    ValueError
        If the part is larger than the image.

    Examples
    --------
    >>> image = np.zeros((4, 9, 1))
    >>> image[1, 7] = 1.0
    >>> most_detailed(image, 3)
    (1, 6)
    """
    image = check_image(image)
    height, width = shapes.pair(size, "size")
    rows, columns = image.shape[:2]
    if height > rows or width > columns:
        raise ValueError(
            f"a part of {height}×{width} does not fit into the image {rows}×{columns}; use "
            f"size at most ({min(height, rows)}, {min(width, columns)}), or resize first"
        )
    pixels = image.astype(np.float64)
    squares = np.zeros((rows, columns))
    squares[:-1] += (np.diff(pixels, axis=0) ** 2).sum(axis=2)
    squares[:, :-1] += (np.diff(pixels, axis=1) ** 2).sum(axis=2)
    # Sums from the top left corner: every window's sum is then four of them.
    corner = np.pad(squares, ((1, 0), (1, 0))).cumsum(axis=0).cumsum(axis=1)
    sums = corner[height:, width:] - corner[:-height, width:]
    sums -= corner[height:, :-width] - corner[:-height, :-width]
    # Rounded, so that windows that are equal do not differ by the order in which sums were made.
    top, left = divmod(int(sums.round(6).argmax()), sums.shape[1])
    return top + height // 2, left + width // 2
