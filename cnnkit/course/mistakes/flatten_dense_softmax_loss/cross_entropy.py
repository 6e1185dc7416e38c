"""Mistakes known in `cross_entropy` of notebook 08."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.flatten_dense_softmax_loss import cross_entropy, softmax

Array = NDArray[Any]

LOSSES = (0.127, 1.499, 1.858, 2.127)
"""The right losses of the exercise's cases, all but the last."""

SMALL = 1e-12
"""What is often added to a probability, so that its logarithm exists."""


def _log_probabilities(logits: Array) -> Array:
    """Return log softmax, stably."""
    z = logits - logits.max(axis=1, keepdims=True)
    result: Array = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return result


def sign_forgotten(logits: Array, labels: Array) -> float:
    """You left out the minus sign.

    The logarithm of a number below 1 is negative, so that your loss is too, and it would fall the
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


def small_number_added(logits: Array, labels: Array) -> float:
    """You kept p away from 0 by a small number, so that its logarithm exists.

    There is no infinity then, but your loss stops growing: with 1e-12 no mistake costs more than
    27.6, however wrong the network is, and there its slope is 0. On paper log of exp of z is z. Can
    you write log p without computing p?
    """
    p = softmax(logits, 1.0)[np.arange(len(labels)), labels]
    return float(-np.log(p + SMALL).mean())


def stops_growing(losses: tuple[Any, ...]) -> bool:
    """Recognise any small number: right but for the last case, whose p is 0, and too low there."""
    *ordinary, extreme = map(float, losses)
    return bool(np.allclose(ordinary, LOSSES, atol=1e-3) and 1 < extreme < 250)


def largest_not_added_back(logits: Array, labels: Array) -> float:
    """You subtracted the largest logit in the sum, and did not add it again.

    log Σ exp(z − m) is smaller than log Σ exp(z) by m, and the z of the truth still has it: a loss
    below 0 comes out. Either add m again behind the sum, or take it from the true logit too. Which
    do you choose?
    """
    m = logits.max(axis=1, keepdims=True)
    sums = np.log(np.exp(logits - m).sum(axis=1))
    return float(np.mean(sums - logits[np.arange(len(labels)), labels]))


def largest_of_the_batch(logits: Array, labels: Array) -> float:
    """You subtracted the largest logit of the whole batch.

    In a row that lies far below it every exp is rounded to 0, and log 0 is infinite. Each row needs
    its own largest logit. Which axis does `max` run over, and what keeps its result a column?
    """
    m = logits.max()
    with np.errstate(divide="ignore"):
        sums = m + np.log(np.exp(logits - m).sum(axis=1))
    return float(np.mean(sums - logits[np.arange(len(labels)), labels]))


def one_for_each_image(logits: Array, labels: Array) -> Array:
    """You returned a loss for each image, and their mean is asked for.

    Your numbers are right, and useful for finding the worst mistakes. Training needs a single one
    that it can lower. Which function makes one number of N?
    """
    result: Array = -_log_probabilities(logits)[np.arange(len(labels)), labels]
    return result


def overflow(logits: Array, labels: Array) -> float:
    """You took the exponential of large logits, and it overflows.

    exp(1000) is infinite for a computer, and so is your loss, or it is NaN. Subtract the largest
    logit of each image first: that changes no probability. Before which step does it belong?
    """
    with np.errstate(over="ignore", invalid="ignore"):
        sums = np.log(np.exp(logits).sum(axis=1))
        return float(np.mean(sums - logits[np.arange(len(labels)), labels]))


def overflows(losses: tuple[Any, ...]) -> bool:
    """Recognise every form of it: right where logits are small, then no number any more."""
    small, large = np.array(losses[:3], float), float(losses[3])
    return bool(np.allclose(small, LOSSES[:3], atol=1e-3) and not np.isfinite(large))


def axis_0(logits: Array, labels: Array) -> float:
    """You summed the exponentials over the images, and not over the classes.

    Each image shares out its own probability among its classes. Your denominators run down the
    columns of (N, C). Which axis is the right one?
    """
    rows = _log_probabilities(logits.T).T
    return float(-rows[np.arange(len(labels)), labels].mean())


def every_image_with_every_label(logits: Array, labels: Array) -> float:
    """You picked the classes of all labels from every image.

    `log_p[:, labels]` is a table of N × N: each row holds the columns that all the labels name.
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


MANY_FORMS: dict[Callable[..., Any], Callable[[tuple[Any, ...]], bool]] = {
    small_number_added: stops_growing,
    overflow: overflows,
}
"""Mistakes that are recognised by what they do, since their numbers differ."""

OF_SMALL_LOGITS = (
    sign_forgotten,
    summed_over_the_batch,
    mean_over_classes,
    softmax_twice,
    one_for_each_image,
    axis_0,
    every_image_with_every_label,
    labels_from_one,
    class_that_is_read,
    one_minus_p,
    all_classes,
    other_logarithm,
    squared_error,
)
"""Mistakes that are made with exp as it stands, too."""

CROSS_ENTROPY = (
    sign_forgotten,
    summed_over_the_batch,
    mean_over_classes,
    softmax_twice,
    logarithm_of_zero,
    small_number_added,
    largest_not_added_back,
    largest_of_the_batch,
    one_for_each_image,
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
