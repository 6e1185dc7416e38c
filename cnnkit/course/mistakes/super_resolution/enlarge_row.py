"""Mistakes known in `enlarge_row` of notebook 19."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def _at(row: Array, places: Array) -> Array:
    """Interpolate at places in the row, repeating its ends."""
    return np.asarray(np.interp(places, np.arange(len(row)), row))


def corners_aligned(row: Array, scale: int) -> Array:
    """You laid the first and the last pixel of both rows on each other.

    Then the steps between your outputs are (n − 1) / (n · scale − 1), and the picture is stretched
    a little. Pixels are little squares: what lies on each other are their outer edges. Where is
    the centre of output 0, counted in input pixels?
    """
    return _at(row, np.linspace(0, len(row) - 1, len(row) * scale))


def half_pixel_forgotten(row: Array, scale: int) -> Array:
    """You looked at the place k / scale, without the two halves.

    Your large row is shifted: its first pixel sits exactly on the first small one, and the last
    ones only repeat the end. A centre lies half a pixel behind the edge, in both rows. How does
    that change the place of output k?
    """
    return _at(row, np.arange(len(row) * scale) / scale)


def one_half_only(row: Array, scale: int) -> Array:
    """You added one half before dividing, and did not take one half away afterwards.

    Your row is shifted by half an input pixel. Output k has its centre at k + 1/2, and input pixel
    0 has its centre at 1/2. So which number do you have to subtract in the end?
    """
    return _at(row, (np.arange(len(row) * scale) + 0.5) / scale)


def nearest_taken(row: Array, scale: int) -> Array:
    """You repeated each pixel, which is nearest-neighbour enlarging.

    It makes blocks with a jump between them. Linear interpolation goes from one centre to the next
    in a straight line. Which two pixels lie left and right of a place, and how much of each?
    """
    return np.repeat(row, scale).astype(float)


def weights_swapped(row: Array, scale: int) -> Array:
    """You gave the weights to the wrong neighbours.

    A place a quarter of the way from the left pixel to the right one is nearer to the left, so the
    left one counts 3/4. Yours counts it 1/4. Which of the two gets the share, and which the rest?
    """
    places = np.clip((np.arange(len(row) * scale) + 0.5) / scale - 0.5, 0, len(row) - 1)
    left = np.floor(places).astype(int)
    right = np.minimum(left + 1, len(row) - 1)
    share = places - left
    return np.asarray(share * row[left] + (1 - share) * row[right])


def always_half(row: Array, scale: int) -> Array:
    """You took the mean of the two neighbours at every place.

    That is right only halfway between them. How far the place lies from the left pixel, as a share
    of the whole way, decides how much your right pixel counts.
    """
    places = np.clip((np.arange(len(row) * scale) + 0.5) / scale - 0.5, 0, len(row) - 1)
    left = np.floor(places).astype(int)
    right = np.minimum(left + 1, len(row) - 1)
    return np.asarray((row[left] + row[right]) / 2)


def line_continued(row: Array, scale: int) -> Array:
    """You went on with the straight line beyond the outermost centres.

    Then your ends can become darker than black. Nothing is known out there, and the usual choice is
    to repeat the end: clip the places to 0 … n − 1 before you look left and right.
    """
    places = (np.arange(len(row) * scale) + 0.5) / scale - 0.5
    left = np.clip(np.floor(places).astype(int), 0, max(len(row) - 2, 0))
    right = np.minimum(left + 1, len(row) - 1)
    share = places - left
    return np.asarray((1 - share) * row[left] + share * row[right])


def zeros_outside(row: Array, scale: int) -> Array:
    """You counted zeros beyond the ends.

    Your outermost pixels come out too dark, as a frame around the picture would. The usual choice
    is to repeat the end. What happens to a place below 0 when you clip it first?
    """
    padded = np.concatenate([[0.0], row, [0.0]])
    places = (np.arange(len(row) * scale) + 0.5) / scale - 0.5
    return np.asarray(np.interp(places + 1, np.arange(len(padded)), padded))


def wrapped_around(row: Array, scale: int) -> Array:
    """Your right end looks at the left end of the row.

    A negative index, or a remainder, takes Python around to the other side without any complaint.
    The ends are no neighbours here. Which places have to be clipped, and to what?
    """
    n = len(row)
    places = (np.arange(n * scale) + 0.5) / scale - 0.5
    left = np.floor(places).astype(int)
    share = places - left
    return np.asarray((1 - share) * row[left % n] + share * row[(left + 1) % n])


def zeros_between(row: Array, scale: int) -> Array:
    """You put zeros between the pixels and left them there.

    That is where a transposed convolution begins; its kernel would fill the gaps. Each of your
    zeros should be a mixture of the two pixels around it. How much of each?
    """
    large = np.zeros(len(row) * scale)
    large[::scale] = row
    return large


ENLARGE_ROW = (
    corners_aligned,
    half_pixel_forgotten,
    one_half_only,
    nearest_taken,
    weights_swapped,
    always_half,
    line_continued,
    zeros_outside,
    wrapped_around,
    zeros_between,
)
