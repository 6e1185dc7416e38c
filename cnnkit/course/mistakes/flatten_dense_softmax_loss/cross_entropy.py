"""Mistakes known in `cross_entropy` of notebook 08."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.flatten_dense_softmax_loss import cross_entropy, softmax

Array = NDArray[Any]


def _log_probabilities(logits: Array) -> Array:
    """Return log softmax, stably."""
    z = logits - logits.max(axis=1, keepdims=True)
    result: Array = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return result


def sign_forgotten(logits: Array, labels: Array) -> float:
    """You left out the minus sign.

    The logarithm of a number below 1 is negative, so that your loss is too, and it would *fall* the
    surer the network is of something wrong. A loss is 0 at best. Where does the sign go?
    """
    return -cross_entropy(logits, labels)


def summed_over_the_batch(logits: Array, labels: Array) -> float:
    """You added the losses of all images up, and they should be averaged.

    For one image that is the same. Twice as many images would double your loss, although the
    network is no worse. By what do you divide?
    """
    return cross_entropy(logits, labels) * len(labels)


def mean_over_classes(logits: Array, labels: Array) -> float:
    """You averaged over images and classes together.

    Most likely you multiplied by a table of ones and zeros and took the mean of all of it: the
    zeros are counted too, and your loss is too small by the number of classes. Over which axis is
    the sum, and over which the mean?
    """
    return cross_entropy(logits, labels) / int(logits.shape[1])


def softmax_twice(logits: Array, labels: Array) -> float:
    """You applied softmax twice.

    What comes in are logits. If they are turned into probabilities and those go through a softmax
    again, ten classes can never reach a loss below 1.46, however good the network is. Where is the
    second one hidden?
    """
    return cross_entropy(softmax(logits, 1.0), labels)


def logarithm_of_zero(logits: Array, labels: Array) -> float:
    """You computed the probability first, and then its logarithm.

    A probability of e to the −1000 is rounded to 0, and −log 0 is infinite. On paper the two steps
    cancel: log of exp of z is z. Can you write log p without ever computing p?
    """
    with np.errstate(divide="ignore"):
        p = softmax(logits, 1.0)[np.arange(len(labels)), labels]
        return float(-np.log(p).mean())


def overflow(logits: Array, labels: Array) -> float:
    """You took the exponential of large logits, and it overflows.

    exp(1000) is infinite for a computer, and so is your loss, or it is NaN. Subtract the largest
    logit of each image first: that changes no probability. Before which step does it belong?
    """
    with np.errstate(over="ignore", invalid="ignore"):
        sums = np.log(np.exp(logits).sum(axis=1))
        return float(np.mean(sums - logits[np.arange(len(labels)), labels]))


def axis_0(logits: Array, labels: Array) -> float:
    """You summed the exponentials over the images, and not over the classes.

    Each image shares out its own probability among its classes. Your denominators run down the
    columns of (N, C). Which axis is the right one?
    """
    rows = _log_probabilities(logits.T).T
    return float(-rows[np.arange(len(labels)), labels].mean())


def every_image_with_every_label(logits: Array, labels: Array) -> float:
    """You picked the classes of all labels from every image.

    `log_p[:, labels]` is a table of N × N: each row holds the columns that *all* the labels name.
    You want one number from each row. Which two lists of indices go together, one for the rows and
    one for the columns?
    """
    return float(-_log_probabilities(logits)[:, labels].mean())


def labels_from_one(logits: Array, labels: Array) -> float:
    """You counted the classes from 1.

    Label 0 means the first class, in column 0. With `labels - 1` it becomes the last column, and
    Python does not complain. What does the label have to be changed into?
    """
    return float(-_log_probabilities(logits)[np.arange(len(labels)), labels - 1].mean())


def class_that_is_read(logits: Array, labels: Array) -> float:
    """You took the probability of the most probable class, and not of the true one.

    So your loss says how sure the network is, right or wrong, and it does not depend on the labels
    at all. Whose surprise do you want to measure?
    """
    return cross_entropy(logits, logits.argmax(axis=1))


def one_minus_p(logits: Array, labels: Array) -> float:
    """You took 1 − p for the surprise, without a logarithm.

    It is 0 for p = 1, as it should be. But a truth that got one in a million costs you no more than
    one that got one in a hundred. Which function grows without end as p goes to 0?
    """
    p = softmax(logits, 1.0)[np.arange(len(labels)), labels]
    return float((1 - p).mean())


def all_classes(logits: Array, labels: Array) -> float:
    """You added up −log p of all classes, and only the true one counts.

    In −Σ y · log p the y is 1 for the truth and 0 for all others. Your loss does not depend on the
    labels. Which number of each row do they pick?
    """
    return float(-_log_probabilities(logits).sum(axis=1).mean())


def other_logarithm(logits: Array, labels: Array) -> float:
    """You used a logarithm to base 2, and the course uses the natural one.

    Base 2 counts the surprise in bits, which is a fine unit, but all numbers are larger by 1/log 2,
    and the gradient would no longer be p − y. Which of NumPy's functions has base e?
    """
    return cross_entropy(logits, labels) / float(np.log(2))


def squared_error(logits: Array, labels: Array) -> float:
    """You took the squared distance between probabilities and ones and zeros.

    That is the mean squared error. It has its place in regression; here it hardly learns from
    confident mistakes. Cross-entropy looks at the true class alone. What does it do with its p?
    """
    p = softmax(logits, 1.0)
    p[np.arange(len(labels)), labels] -= 1
    return float((p**2).mean())


CROSS_ENTROPY = (
    sign_forgotten,
    summed_over_the_batch,
    mean_over_classes,
    softmax_twice,
    logarithm_of_zero,
    overflow,
    axis_0,
    every_image_with_every_label,
    labels_from_one,
    class_that_is_read,
    one_minus_p,
    all_classes,
    other_logarithm,
    squared_error,
)
