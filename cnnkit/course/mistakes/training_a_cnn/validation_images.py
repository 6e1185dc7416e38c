"""Mistakes known in `validation_images` of notebook 12."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.training_a_cnn import validation_images

Array = NDArray[Any]


def places(mask: Array) -> list[int]:
    """Return where a mask is True."""
    return [int(place) for place in np.flatnonzero(mask)]


def split_by_image(writers: Array, order: Array, count: int) -> list[int]:
    """You put aside single images, and did not look at who wrote them.

    The same hand then stands on both sides, and your network is examined on writing that it has
    practised: this is a leak, and the accuracy comes out too high. What do images have to share to
    stay together?
    """
    return list(range(count))


def those_to_train_on(writers: Array, order: Array, count: int) -> list[int]:
    """You returned the images to train on, and the others are asked for.

    Writers are kept together, as they should be; only the two parts have changed places. Is there a
    `not` too many, or the wrong end of the order?
    """
    return places(~np.isin(writers, order[:count]))


def last_writers(writers: Array, order: Array, count: int) -> list[int]:
    """You took the writers from the end of the order, and the task takes those from its beginning.

    For the network it makes no difference. But two people who split with the same order should get
    the same split. Which slice of `order` is yours?
    """
    return places(np.isin(writers, order[len(order) - count :]))


def writers_not_shuffled(writers: Array, order: Array, count: int) -> list[int]:
    """You took the writers with the smallest numbers, and ignored the order.

    Numbers are often given in the order of collection: first the office, then the school. Your
    validation images would then differ from the others. Where do shuffled writers stand?
    """
    return places(np.isin(writers, np.sort(order)[:count]))


def writers_for_places(writers: Array, order: Array, count: int) -> list[int]:
    """You took the numbers of writers for places of images.

    `order[:count]` says 7 where writer 7 is meant, and not image 7. A writer may have many images,
    and they stand anywhere. How do you find all images of your writer?
    """
    return sorted(int(writer) for writer in order[:count])


def one_image_a_writer(writers: Array, order: Array, count: int) -> list[int]:
    """You put aside only the first image of each chosen writer.

    The writer's other images stay among those to train on, and so does the hand: it is on both
    sides. All images of a writer go the same way. Does your search stop at the first?
    """
    return sorted(int(np.flatnonzero(writers == writer)[0]) for writer in order[:count])


def one_writer_only(writers: Array, order: Array, count: int) -> list[int]:
    """You put aside a single writer.

    Something in your loop forgets the writers before, or compares with one of them only. An image
    is put aside if its writer is *among* the chosen ones. Which word of Python asks that?
    """
    return places(writers == order[count - 1])


def one_writer_too_many(writers: Array, order: Array, count: int) -> list[int]:
    """You put aside one writer too many.

    A slice stops before its end, so that `order[:3]` holds three writers. Did you add 1 to count?
    """
    return validation_images(writers, order, count + 1)


def truth_values(writers: Array, order: Array, count: int) -> list[bool]:
    """You returned True or False for each image, and the places of the chosen ones are asked for.

    Your truth values are right, and as a mask they would serve as well. Here the answer is a list
    of places, such as [2, 4]. How do you keep the places where you say True?
    """
    return [bool(one) for one in np.isin(writers, order[:count])]


def writer_after_writer(writers: Array, order: Array, count: int) -> list[int]:
    """You listed the images writer after writer, and they are asked for in rising order.

    They are the right images. For the network the order is all the same; for a check, and for
    people who compare two splits, it is not. Over what does your outer loop run?
    """
    return [place for writer in order[:count] for place in places(writers == writer)]


VALIDATION_IMAGES = (
    split_by_image,
    those_to_train_on,
    last_writers,
    writers_not_shuffled,
    writers_for_places,
    one_image_a_writer,
    one_writer_only,
    one_writer_too_many,
    truth_values,
    writer_after_writer,
)
