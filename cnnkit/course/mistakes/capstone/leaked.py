"""Mistakes known in `leaked` of notebook 20."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.capstone import leaked

Array = NDArray[Any]


def same_place_only(train: Array, test: Array) -> list[int]:
    """You compared each test image with the training image at the same place only.

    A copy may stand anywhere among the training images, since they were shuffled. With how many
    images does each one have to be compared?
    """
    pairs = zip(train, test, strict=False)
    return [place for place, (one, other) in enumerate(pairs) if np.array_equal(one, other)]


def places_in_training(train: Array, test: Array) -> list[int]:
    """You listed places among the training images, and those of the test images are asked for.

    You found the copies. Which of the two sets do you go through in your outer loop?
    """
    return leaked(test, train)


def by_brightness(train: Array, test: Array) -> list[int]:
    """You compared the sums, or the means, of images.

    Two quite different images may be equally bright, and a turned image has the same sum. Compare
    all of the pixels, each in its place.
    """
    sums = {float(image.sum()) for image in train}
    return [place for place, image in enumerate(test) if float(image.sum()) in sums]


def one_pixel_is_enough(train: Array, test: Array) -> list[int]:
    """You took an image for a copy as soon as some of its pixels agree.

    Most images share a black corner. A copy agrees in every pixel: is there an `any` where `all`
    belongs?
    """
    return [place for place, image in enumerate(test) if any((image == one).any() for one in train)]


def how_many(train: Array, test: Array) -> int:
    """You counted the copies, and their places are asked for.

    The number is right. But somebody wants to look at them, and to take them out. What does
    `enumerate` give you besides the image?
    """
    return len(leaked(train, test))


def clean_ones(train: Array, test: Array) -> list[int]:
    """You listed the images that are *not* among the training images.

    Those are the good ones, and you will want to keep them. Here the others are asked for. Is
    there a `not` too many?
    """
    bad = set(leaked(train, test))
    return [place for place in range(len(test)) if place not in bad]


def first_copy_only(train: Array, test: Array) -> list[int]:
    """You stopped at the first copy.

    There may be several. Does a `return` or a `break` stand inside of your loop over the test
    images?
    """
    return leaked(train, test)[:1]


def truth_values(train: Array, test: Array) -> list[bool]:
    """You returned True or False for each test image, and the places of the copies are asked for.

    Your answers are right. Keep the places where you say True, as a list of whole numbers.
    """
    bad = set(leaked(train, test))
    return [place in bad for place in range(len(test))]


def once_a_copy(train: Array, test: Array) -> list[int]:
    """You listed a test image once for every copy of it.

    If it stands twice among the training images, it comes twice in your list. Leave the inner loop
    at the first match, or ask whether *any* training image is the same.
    """
    pairs = [(place, one) for place in range(len(test)) for one in train]
    return [place for place, one in pairs if np.array_equal(one, test[place])]


LEAKED = (
    same_place_only,
    places_in_training,
    by_brightness,
    one_pixel_is_enough,
    how_many,
    clean_ones,
    first_copy_only,
    truth_values,
    once_a_copy,
)
