"""Mistakes known in `channels_first` of notebook 01."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def reshaped(images: Array) -> Array:
    """You used `reshape`, which gives the right shape and puts wrong numbers into it.

    `reshape` reads the numbers in the order in which they lie, and there red, green and blue of
    one pixel come first. Your channel 0 begins with all three of them. Which function changes the
    order of the axes?
    """
    count, height, width, channels = images.shape
    return images.reshape(count, channels, height, width)


def all_axes_reversed(images: Array) -> Array:
    """You turned all the axes round: your result is (C, W, H, N).

    That is what `.T`, or `transpose` without an order, does. Only the channels should move; images
    stay in front, and rows stay before columns. Which order of 0, 1, 2, 3 says so?
    """
    return images.transpose()


def rows_and_columns_swapped(images: Array) -> Array:
    """You moved the channels and turned each image over as well: yours is (N, C, W, H).

    Swapping the axes 1 and 3 puts the rows where the channels were, behind the columns. On a
    square image the shape would not even show it. After the channels, which comes first, H or W?
    """
    return images.swapaxes(1, 3)


def order_read_backwards(images: Array) -> Array:
    """You gave the order the other way round: your result is (N, W, C, H).

    In `np.transpose(x, order)` the number at place 1 says which old axis comes to place 1. There
    the channels should be. Which old axis are they?
    """
    return images.transpose(0, 2, 3, 1)


def channels_before_the_images(images: Array) -> Array:
    """You moved the channels to the very front: your result is (C, N, H, W).

    "Channels first" counts within one image; the batch axis stays before them. Your result[0] is
    all the reds, and it should be one whole image. At which place do the channels belong?
    """
    return np.moveaxis(images, 3, 0)


def colours_turned_round(images: Array) -> Array:
    """You turned the order of the channels round: your first one is the blue.

    The shape is right and each channel is a whole image. But channel 0 was red and should still be
    red; moving an axis does not change what is on it. Where does your code reverse?
    """
    return images.transpose(0, 3, 1, 2)[:, ::-1]


def first_image_only(images: Array) -> Array:
    """You gave back a single image, and a batch has N of them.

    Your result has three axes, (C, H, W). The batch axis stays, even if there is only one image.
    Where is the index that takes it away?
    """
    return np.moveaxis(images[0], 2, 0)


def layout_unchanged(images: Array) -> Array:
    """You gave the images back as they came: the channels are still on the last axis.

    `np.transpose` leaves its argument as it is and returns a new view. What do you do with what it
    returns?
    """
    return images


CHANNELS_FIRST = (
    reshaped,
    all_axes_reversed,
    rows_and_columns_swapped,
    order_read_backwards,
    channels_before_the_images,
    colours_turned_round,
    first_image_only,
    layout_unchanged,
)
