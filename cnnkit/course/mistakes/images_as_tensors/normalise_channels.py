"""Mistakes known in `normalise_channels` of notebook 01."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

ALL = (0, 1, 2)
"""The axes that statistics per channel run over."""


def _scaled(images: Array, mean: Array | float, std: Array | float) -> Array:
    """Subtract and divide."""
    result: Array = (images - mean) / std
    return result


def own_statistics(images: Array, train: Array) -> Array:
    """You used the statistics of the images themselves, and not those of the training images.

    Then the same image comes out differently in other company, and a single one cannot be told
    bright from dark. The network has learned with the numbers of `train`. Where does your code
    look at it?
    """
    return _scaled(images, images.mean(axis=ALL), images.std(axis=ALL))


def one_number_for_all_channels(images: Array, train: Array) -> Array:
    """You took one mean and one standard deviation for all channels together.

    `mean()` without an axis adds up everything, the channels too. Then red and blue are still on
    different scales. Over which axes does the mean of each channel run?
    """
    return _scaled(images, train.mean(), train.std())


def statistics_per_pixel(images: Array, train: Array) -> Array:
    """You averaged over the images only, so that every pixel has statistics of its own.

    Axis 0 is the batch; what is left is (H, W, C). That makes thousands of means, and forgets that
    a pattern can lie anywhere. How many numbers should one mean per channel be?
    """
    return _scaled(images, train.mean(axis=0), train.std(axis=0))


def batch_axis_forgotten(images: Array, train: Array) -> Array:
    """You averaged over the axes 0 and 1, as if an image stood there alone.

    In (H, W, C) those are rows and columns. In a batch axis 0 counts the images, and your mean is
    left with one number for each column: (W, C). Which three axes have to go?
    """
    return _scaled(images, train.mean(axis=(0, 1)), train.std(axis=(0, 1)))


def axes_of_channels_first(images: Array, train: Array) -> Array:
    """You averaged over the axes 0, 2 and 3, which is right for channels first.

    Here the channels are on the last axis, and you averaged them away; what you kept are rows.
    Which axis must not be in the list?
    """
    axes = (0, 2, 3)
    mean = train.mean(axis=axes, keepdims=True)
    return _scaled(images, mean, train.std(axis=axes, keepdims=True))


def each_image_by_itself(images: Array, train: Array) -> Array:
    """You normalised each image by its own mean and spread.

    Then a dark photo and a bright one look the same, and `train` is never used. There is one mean
    per channel, for all images ever. Over which axes of which array?
    """
    axes = (1, 2)
    mean = images.mean(axis=axes, keepdims=True)
    return _scaled(images, mean, images.std(axis=axes, keepdims=True))


def training_images_by_themselves(images: Array, train: Array) -> Array:
    """You averaged `train` over rows and columns only, so that each training image has its own.

    `mean(axis=(1, 2))` has shape (N, C): the images are still apart, and all of them together
    should give one number a channel. Which axis is missing in your brackets?
    """
    axes = (1, 2)
    return _scaled(images, train.mean(axis=axes), train.std(axis=axes))


def training_images_kept_apart(images: Array, train: Array) -> Array:
    """You averaged `train` over rows and columns only, and kept the axes so that it fits.

    With `keepdims` your mean is (N, 1, 1, C): every training image has one of its own, and with a
    different number of images nothing fits. One number a channel, from all of them, is asked for.
    Which axis is missing in your brackets?
    """
    axes = (1, 2)
    mean = train.mean(axis=axes, keepdims=True)
    return _scaled(images, mean, train.std(axis=axes, keepdims=True))


def channels_averaged_away(images: Array, train: Array) -> Array:
    """You averaged over axis 3, the channels, and so the channels are what disappears.

    The `axis` of `mean` names what is averaged away. "For each channel" means the opposite: the
    channels stay, all the others go. Which axes are these?
    """
    return _scaled(images, train.mean(axis=3), train.std(axis=3))


def channels_mixed_pixel_by_pixel(images: Array, train: Array) -> Array:
    """You took one mean for each pixel, of its channels, and kept the axis so that it fits.

    With `keepdims` the shapes agree, but your mean still mixes the colours: axis 3 is the only one
    that should stay apart. Which axes do you average over instead?
    """
    mean = train.mean(axis=3, keepdims=True)
    return _scaled(images, mean, train.std(axis=3, keepdims=True))


def statistics_of_both(images: Array, train: Array) -> Array:
    """You put `images` and `train` together before you took mean and standard deviation.

    The network has learned with the numbers of `train` alone, and the images come later, perhaps
    one by one. Whose statistics does it know, then?
    """
    both = np.concatenate([images, train])
    return _scaled(images, both.mean(axis=ALL), both.std(axis=ALL))


def divided_by_the_variance(images: Array, train: Array) -> Array:
    """You divided by the variance, and the standard deviation is its square root.

    The variance is in squared units: for bytes it is in the thousands, and your numbers come out
    tiny. Which function of NumPy gives the typical distance from the mean?
    """
    return _scaled(images, train.mean(axis=ALL), train.var(axis=ALL))


def mean_only(images: Array, train: Array) -> Array:
    """You subtracted the mean and did not divide by the standard deviation.

    Your channels lie around 0, as some older networks want it, but one of them still spreads
    further than another. What brings them all to the same spread?
    """
    return _scaled(images, train.mean(axis=ALL), 1.0)


def spread_only(images: Array, train: Array) -> Array:
    """You divided by the standard deviation and did not subtract the mean.

    Your numbers have the right spread, and are all on one side of 0. What must be taken away
    before you divide?
    """
    return _scaled(images, 0.0, train.std(axis=ALL))


def brackets_missing(images: Array, train: Array) -> Array:
    """You divided the mean by the standard deviation, and then subtracted that.

    `images - mean / std` divides first. The difference should be divided as a whole. Where do the
    brackets belong?
    """
    return _scaled(images, train.mean(axis=ALL) / train.std(axis=ALL), 1.0)


def squeezed_between_the_extremes(images: Array, train: Array) -> Array:
    """You brought the values between 0 and 1 by the smallest and the largest one.

    That is another way of scaling; one single bright pixel decides it for all. Here you need the
    mean and the standard deviation. Which of the two do you not compute yet?
    """
    low, high = train.min(axis=ALL), train.max(axis=ALL)
    return _scaled(images, low, high - low)


def statistics_of_another_range(images: Array, train: Array) -> Array:
    """You used statistics of the range 0–1 on images of the range 0–255.

    Your results are in the hundreds, and around 0 was the aim. Images and statistics must be in
    the same range. Which of the two do you divide by 255, and what about the other?
    """
    return _scaled(images, train.mean(axis=ALL) / 255, train.std(axis=ALL) / 255)


def images_of_another_range(images: Array, train: Array) -> Array:
    """You divided the images by 255 and left the statistics in the range 0–255.

    All your results are nearly the same number, a little below 0: next to the mean, the images
    hardly count. Images and statistics must be in the same range. What about `train`?
    """
    return _scaled(images / 255, train.mean(axis=ALL), train.std(axis=ALL))


def spread_of_the_images(images: Array, train: Array) -> Array:
    """You subtracted the mean of `train`, and divided by the spread of the images themselves.

    Both numbers belong to the network, and were computed once, from the images that it learned
    with. An image that comes later has no say in either. Whose `std` do you take?
    """
    return _scaled(images, train.mean(axis=ALL), images.std(axis=ALL))


def train_returned(images: Array, train: Array) -> Array:
    """You normalised the training images, and it is `images` that are asked for.

    The statistics are right: they come from `train`. But they are applied to other images, which
    the network sees later. What stands in front of your minus sign?
    """
    return _scaled(train, train.mean(axis=ALL), train.std(axis=ALL))


def divided_by_one_less(images: Array, train: Array) -> Array:
    """You used `ddof=1`, which divides by one less than the number of values.

    Statisticians do so when they guess from a sample. Here the plain standard deviation of the
    training pixels is meant; with millions of them nobody could tell. What does `std` do by itself?
    """
    return _scaled(images, train.mean(axis=ALL), train.std(axis=ALL, ddof=1))


NORMALISE_CHANNELS = (
    own_statistics,
    one_number_for_all_channels,
    statistics_per_pixel,
    batch_axis_forgotten,
    axes_of_channels_first,
    each_image_by_itself,
    training_images_by_themselves,
    training_images_kept_apart,
    channels_averaged_away,
    channels_mixed_pixel_by_pixel,
    statistics_of_both,
    divided_by_the_variance,
    mean_only,
    spread_only,
    brackets_missing,
    squeezed_between_the_extremes,
    statistics_of_another_range,
    images_of_another_range,
    spread_of_the_images,
    train_returned,
    divided_by_one_less,
)
