"""Mistakes known in `flat_index` of notebook 08."""

from cnnkit.course.solutions.flatten_dense_softmax_loss import flat_index

Shape = tuple[int, int, int]


def channels_first(i: int, j: int, c: int, shape: Shape) -> int:
    """You flattened channel by channel, and here all channels of one pixel stand together.

    In shape (2, 3, 2), X[0, 0, 1] is the number right behind X[0, 0, 0]; you put all six numbers of
    channel 0 before it. That is the order of (C, H, W). Which index runs fastest in (H, W, C)?
    """
    H, W, _ = shape
    return (c * H + i) * W + j


def columns_first(i: int, j: int, c: int, shape: Shape) -> int:
    """You went down the columns, and the order is row by row.

    The pixel behind X[0, 0] is its neighbour on the right, X[0, 1], and not the one below. How many
    pixels lie before row i: i times the height, or i times the width?
    """
    H, _, C = shape
    return (j * H + i) * C + c


def height_for_width(i: int, j: int, c: int, shape: Shape) -> int:
    """You multiplied the row by the height, and a row is as long as the width.

    On a square image that is the same, which is why it is so easily missed. In shape (2, 3, 2)
    there are 3 pixels before row 1, and you skip 2. Which number says how long a row is?
    """
    H, _, C = shape
    return (i * H + j) * C + c


def channels_forgotten(i: int, j: int, c: int, shape: Shape) -> int:
    """You counted the pixels before this one, but each of them has C numbers.

    Before pixel (0, 1) of a colour image lie three numbers: red, green and blue of pixel (0, 0).
    You skip one. By what do you have to multiply the count of pixels?
    """
    return i * shape[1] + j + c


def channel_not_added(i: int, j: int, c: int, shape: Shape) -> int:
    """Your place does not depend on the channel.

    All C numbers of a pixel land on the same place, and they cannot. You found where the pixel
    begins; the number itself stands c places further. What is missing at the end?
    """
    return flat_index(i, j, 0, shape)


def counted_from_one(i: int, j: int, c: int, shape: Shape) -> int:
    """You counted from 1, and places are counted from 0 like every index in Python.

    X[0, 0, 0] is the very first number. You put it at place 1, so that your last place is one past
    the end. Which 1 can go?
    """
    return flat_index(i, j, c, shape) + 1


def row_misses_channels(i: int, j: int, c: int, shape: Shape) -> int:
    """You gave the row no channels: a row holds W·C numbers, and you skip W for each.

    Your columns and channels are right. In shape (2, 3, 2) row 1 begins behind 3 · 2 = 6 numbers,
    and you let it begin at 3. What does one whole row hold?
    """
    return i * shape[1] + j * shape[2] + c


FLAT_INDEX = (
    channels_first,
    columns_first,
    height_for_width,
    channels_forgotten,
    channel_not_added,
    counted_from_one,
    row_misses_channels,
)
