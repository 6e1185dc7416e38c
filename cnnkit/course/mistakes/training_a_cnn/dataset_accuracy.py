"""Mistakes known in `dataset_accuracy` of notebook 12."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.training_a_cnn import dataset_accuracy

Array = NDArray[Any]
Forward = Callable[..., Array]


def _shares(forward: Forward, x: Array, labels: Array, size: int) -> list[float]:
    """Return the share of right answers of each batch."""
    starts = range(0, len(x), size)
    return [
        dataset_accuracy(forward, x[at : at + size], labels[at : at + size], size) for at in starts
    ]


def mean_of_the_batches(forward: Forward, x: Array, labels: Array, size: int) -> float:
    """You averaged the accuracies of the batches, and the last batch is smaller.

    Each of its images then counts more than the others. With 4 images and 1 image, that single one
    makes half of your result. Count right answers, and divide once, at the end. By what?
    """
    return float(np.mean(_shares(forward, x, labels, size)))


def in_training_mode(forward: Forward, x: Array, labels: Array, size: int) -> float:
    """You let the network run as it does in training.

    Some layers behave differently there: dropout, which you meet in notebook 13, switches units
    off at random. You want to know how good the whole network is. Which word has to be False?
    """
    return dataset_accuracy(lambda part, training: forward(part, True), x, labels, size)


def everything_at_once(forward: Forward, x: Array, labels: Array, size: int) -> float:
    """You sent all the images through the network at once, and its memory holds a batch only.

    The feature maps of ten thousand images do not fit anywhere. So go through them in parts, as in
    training. Which slice of `x` and of `labels` belongs to one of your batches?
    """
    return dataset_accuracy(forward, x, labels, len(x))


def last_batch_left_out(forward: Forward, x: Array, labels: Array, size: int) -> float:
    """You left out the images that do not fill a batch.

    Whoever stands at the end of the file is then never examined, and the result depends on your
    batch size. Accuracy is about every image. How far does your range go?
    """
    shares = _shares(forward, x, labels, size)
    full = len(x) // size
    return float(np.mean(shares[:full])) if full else 0.0


def divided_by_full_batches(forward: Forward, x: Array, labels: Array, size: int) -> float:
    """You divided by the number of batches times their size, as if the last one were full.

    So your result is a little too low: the images missing from the last batch count as misread. How
    many images are there really?
    """
    batches = len(_shares(forward, x, labels, size))
    return dataset_accuracy(forward, x, labels, size) * len(x) / (batches * size)


def share_of_wrong_ones(forward: Forward, x: Array, labels: Array, size: int) -> float:
    """You counted the mistakes: yours is the error rate.

    Both numbers add up to 1, and papers report the one or the other. Accuracy is the share that is
    read rightly. Which comparison do you count?
    """
    return 1 - dataset_accuracy(forward, x, labels, size)


def number_of_right_ones(forward: Forward, x: Array, labels: Array, size: int) -> float:
    """You returned how many are right, and a share is asked for.

    Your count is correct. But 880 right answers are much on a thousand images and little on ten
    thousand. What do you still have to divide by?
    """
    return dataset_accuracy(forward, x, labels, size) * len(x)


def in_percent(forward: Forward, x: Array, labels: Array, size: int) -> float:
    """You returned per cent, and a share from 0 to 1 is asked for.

    A hundred times as much is a matter of taste; but two functions that compare accuracies must
    have the same one. What does your last line multiply by?
    """
    return 100 * dataset_accuracy(forward, x, labels, size)


def last_batch_only(forward: Forward, x: Array, labels: Array, size: int) -> float:
    """You kept the result of the last batch only.

    Each round of your loop forgets the one before. Something has to be carried on from batch to
    batch, and it begins with 0 before the loop. What do you add to it?
    """
    return _shares(forward, x, labels, size)[-1]


def batches_added_up(forward: Forward, x: Array, labels: Array, size: int) -> float:
    """You added the accuracies of all batches, so that your result can be above 1.

    A share of shares has to be weighed: a batch of 4 speaks for 4 images. It is easier to add right
    answers than shares. What do you divide by in the end?
    """
    return float(np.sum(_shares(forward, x, labels, size)))


DATASET_ACCURACY = (
    mean_of_the_batches,
    in_training_mode,
    everything_at_once,
    last_batch_left_out,
    divided_by_full_batches,
    share_of_wrong_ones,
    number_of_right_ones,
    in_percent,
    last_batch_only,
    batches_added_up,
)
