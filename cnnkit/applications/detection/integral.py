"""Means over boxes of a photo, however many and however large, from one table of sums."""

import numpy as np
from numpy.typing import NDArray

from cnnkit.applications.detection.checks import Boxes
from cnnkit.images.checks import check_image


class IntegralImage:
    """The sums of all pixels above and to the left of each place: a summed-area table.

    The sum over a box is S(bottom, right) − S(top, right) − S(bottom, left) + S(top, left), four
    look-ups however large the box is. Between two edges of pixels S is interpolated, so that a
    box may begin and end within a pixel.

    Parameters
    ----------
    photo : ndarray, (H, W, C)
        Numbers; beyond the border they are taken to be 0.

    Notes
    -----
    Source: F. Crow, "Summed-Area Tables for Texture Mapping", SIGGRAPH 1984. P. Viola and
    M. Jones, "Rapid Object Detection using a Boosted Cascade of Simple Features", CVPR 2001, found
    faces with it.

    Examples
    --------
    >>> table = IntegralImage(np.arange(12.0).reshape(3, 4, 1))
    >>> table.means(np.array([[0.0, 0.0, 2.0, 4.0]]), (1, 2))[0, 0, :, 0].tolist()
    [2.5, 4.5]
    """

    def __init__(self, photo: NDArray[np.floating]) -> None:
        height, width, channels = photo.shape
        self.shape = (height, width)
        self._sums = np.zeros((height + 1, width + 1, channels))
        np.cumsum(photo, axis=0, out=self._sums[1:, 1:])
        np.cumsum(self._sums[1:, 1:], axis=1, out=self._sums[1:, 1:])

    def means(self, boxes: Boxes, size: tuple[int, int]) -> NDArray[np.float32]:
        """Divide each box into (rows, columns) equal cells, and return the mean of each.

        That resizes what is in the box, and every pixel of it counts by its area.

        Parameters
        ----------
        boxes : ndarray, (N, 4)
            Each (top, left, bottom, right), with an area; it may reach over the border.
        size : (int, int)
            Rows and columns.

        Returns
        -------
        ndarray, (N, rows, columns, C)
            float32.
        """
        rows, columns = size
        down, across = _edges(boxes, 0, rows), _edges(boxes, 1, columns)
        sums = self._sums_at(down, across)
        cells = np.diff(np.diff(sums, axis=1), axis=2)
        areas = (down[:, 1] - down[:, 0]) * (across[:, 1] - across[:, 0])
        means: NDArray[np.float32] = (cells / areas[:, None, None, None]).astype(np.float32)
        return means

    def _sums_at(
        self, down: NDArray[np.float64], across: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return S at each pair of places: (N, rows) and (N, columns) → (N, rows, columns, C)."""
        height, width = self.shape
        above, part_down = _pixel_and_part(down, height)
        left, part_across = _pixel_and_part(across, width)
        above, part_down = above[:, :, None], part_down[:, :, None, None]
        left, part_across = left[:, None, :], part_across[:, None, :, None]
        upper, lower = (
            (1 - part_across) * self._sums[row, left] + part_across * self._sums[row, left + 1]
            for row in (above, above + 1)
        )
        between: NDArray[np.float64] = (1 - part_down) * upper + part_down * lower
        return between


def integral_image(photo: NDArray[np.uint8]) -> IntegralImage:
    """Return what a photo is shrunk and cut from, with its pixels brought to −1 … 1.

    x = (pixel − 127.5) / 128. A grey photo has its channel three times; what lies beyond the
    border is grey, 0.

    Parameters
    ----------
    photo : ndarray, (H, W, 3) or (H, W, 1)
        uint8.

    Returns
    -------
    IntegralImage
        Of (H, W, 3).

    Raises
    ------
    TypeError, ValueError
        If the photo is no uint8 image of one or three channels.

    Examples
    --------
    >>> integral_image(np.zeros((20, 30, 1), dtype=np.uint8)).shape
    (20, 30)
    """
    photo = check_image(photo)
    if photo.dtype != np.uint8:
        raise TypeError(
            f"the photo holds {photo.dtype}; give uint8 from 0 to 255, such as "
            "images.to_uint8(photo)"
        )
    if photo.shape[2] not in (1, 3):
        raise ValueError(
            f"the photo has {photo.shape[2]} channels; give one of 3 (red, green, blue) or 1 (grey)"
        )
    x = (photo.astype(np.float32) - np.float32(127.5)) / np.float32(128)
    return IntegralImage(x.repeat(3 // photo.shape[2], axis=2))


def _edges(boxes: Boxes, axis: int, cells: int) -> NDArray[np.float64]:
    """Return where the cells of each box begin and end: (N, cells + 1)."""
    start, end = boxes[:, axis, None], boxes[:, axis + 2, None]
    return start + (end - start) * (np.arange(cells + 1) / cells)


def _pixel_and_part(
    places: NDArray[np.float64], pixels: int
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return in which pixel each place lies, and how far within it; none beyond the border."""
    inside = np.clip(places, 0, pixels)
    pixel = np.minimum(inside.astype(np.intp), pixels - 1)
    return pixel, inside - pixel
