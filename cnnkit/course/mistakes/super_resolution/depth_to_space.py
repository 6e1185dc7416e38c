"""Mistakes known in `depth_to_space` of notebook 19."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def _parts(x: Array, block: int) -> tuple[int, int, int, int]:
    height, width, channels = x.shape
    return height, width, block, channels // block**2


def reshaped_only(x: Array, block: int) -> Array:
    """You reshaped, and moved nothing.

    The shape is right, but a reshape keeps the order of the numbers: the channels of one pixel end
    up side by side in one row. Yours should fill a square that is also two rows high. Between two
    reshapes, which axes have to change places?
    """
    height, width, b, c = _parts(x, block)
    return x.reshape(height * b, width * b, c)


def rows_and_columns_of_the_square_swapped(x: Array, block: int) -> Array:
    """You filled each square column by column: channel v·b + u went to place (u, v).

    On a smooth picture you would see little combs at every edge. Channel 1 belongs to the right of
    channel 0, in the same row. Which of the two axes of length b stands for the rows?
    """
    height, width, b, c = _parts(x, block)
    squares = x.reshape(height, width, b, b, c).transpose(0, 3, 1, 2, 4)
    return squares.reshape(height * b, width * b, c)


def channels_outermost(x: Array, block: int) -> Array:
    """You read the channels as c·b² + u·b + v, with the square innermost.

    That is PyTorch's `pixel_shuffle`. With one channel left nobody sees a difference; with three,
    your red, green and blue are mixed up. Here the channels of a pixel stay together. Which axis of
    your first reshape has to be the last?
    """
    height, width, b, c = _parts(x, block)
    squares = x.reshape(height, width, c, b, b).transpose(0, 3, 1, 4, 2)
    return squares.reshape(height * b, width * b, c)


def maps_side_by_side(x: Array, block: int) -> Array:
    """You laid whole channels side by side, like tiles on a wall.

    Each of your tiles is one small picture. But the channels belong into one another: the b² values
    of one pixel become one little square. Which axis comes first, the small row or the place in the
    square?
    """
    height, width, b, c = _parts(x, block)
    tiles = x.reshape(height, width, b, b, c).transpose(2, 0, 3, 1, 4)
    return tiles.reshape(height * b, width * b, c)


def picture_transposed(x: Array, block: int) -> Array:
    """You swapped the picture's height and width on the way.

    Your squares are filled rightly, and they stand in the wrong place: what should be on the right
    is below. Look at the order of the axes in your transpose: rows of the picture, rows of the
    square, columns of the picture, columns of the square.
    """
    height, width, b, c = _parts(x, block)
    squares = x.reshape(height, width, b, b, c).transpose(1, 2, 0, 3, 4)
    return squares.reshape(width * b, height * b, c)


def first_channels_repeated(x: Array, block: int) -> Array:
    """You enlarged the first channels and left the others out.

    That is nearest-neighbour enlarging: each square holds b² times the same number. All b² numbers
    are there, one for each place in the square. Where are the others?
    """
    _, _, b, c = _parts(x, block)
    return x[:, :, :c].repeat(b, axis=0).repeat(b, axis=1)


def only_columns_spread(x: Array, block: int) -> Array:
    """You spread the channels along the rows only.

    Your picture is b² times as wide and no higher. A square is b rows high and b columns wide. How
    can you split the channel axis into three: rows of the square, columns of the square, channels?
    """
    height, width, b, c = _parts(x, block)
    return x.reshape(height, width * b * b, c)


def upside_down(x: Array, block: int) -> Array:
    """You filled each square from its last place.

    Channel 0 belongs into the upper left corner, and yours is at the lower right. Counting starts
    at the top, as everywhere with arrays. Where does your order turn round?
    """
    height, width, b, c = _parts(x, block)
    squares = x.reshape(height, width, b, b, c)[:, :, ::-1, ::-1]
    return squares.transpose(0, 2, 1, 3, 4).reshape(height * b, width * b, c)


def channels_averaged(x: Array, block: int) -> Array:
    """You averaged the channels of a pixel and spread the mean.

    The b² channels are not b² opinions about one pixel. Each is a pixel of its own: one place in
    the square. Which channel goes to the place in row u and column v of your square?
    """
    height, width, b, c = _parts(x, block)
    mean = x.reshape(height, width, b * b, c).mean(axis=2)
    return np.asarray(mean.repeat(b, axis=0).repeat(b, axis=1))


DEPTH_TO_SPACE = (
    reshaped_only,
    rows_and_columns_of_the_square_swapped,
    channels_outermost,
    maps_side_by_side,
    picture_transposed,
    first_channels_repeated,
    only_columns_spread,
    upside_down,
    channels_averaged,
)
