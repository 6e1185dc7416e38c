"""Mistakes known in `train_epoch` of notebook 12."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.training_a_cnn import train_epoch

Array = NDArray[Any]
GradientOf = Callable[..., Array]


def _parts(order: Array, size: int) -> Iterator[Array]:
    """Cut an order into batches."""
    return (order[start : start + size] for start in range(0, len(order), size))


def labels_left_in_place(
    weights: Array,
    gradient_of: GradientOf,
    x: Array,
    y: Array,
    order: Array,
    size: int,
    rate: float,
) -> Array:
    """You shuffled the inputs and not the targets.

    Each image now meets the label of another one, and the network is asked to learn labels by lot.
    Nothing complains: the shapes fit, and the loss even falls for a while. Which indices have to go
    into `y`?
    """
    for start, chosen in zip(range(0, len(order), size), _parts(order, size), strict=True):
        weights = weights - rate * gradient_of(weights, x[chosen], y[start : start + size])
    return weights


def gradients_accumulated(
    weights: Array,
    gradient_of: GradientOf,
    x: Array,
    y: Array,
    order: Array,
    size: int,
    rate: float,
) -> Array:
    """You added each gradient to those of the batches before, so that none is ever forgotten.

    A step then follows the slopes of places that the weights have long left, and grows longer with
    every batch. In PyTorch this happens by itself unless you call `zero_grad`. Where does your
    gradient have to start from anew?
    """
    total = np.zeros_like(weights)
    for chosen in _parts(order, size):
        total = total + gradient_of(weights, x[chosen], y[chosen])
        weights = weights - rate * total
    return weights


def uphill(
    weights: Array,
    gradient_of: GradientOf,
    x: Array,
    y: Array,
    order: Array,
    size: int,
    rate: float,
) -> Array:
    """You stepped uphill: with every batch your loss grows.

    The gradient points to where the loss rises fastest, and you want to go the other way. Which
    sign stands before the learning rate?
    """
    return train_epoch(weights, gradient_of, x, y, order, size, -rate)


def order_ignored(
    weights: Array,
    gradient_of: GradientOf,
    x: Array,
    y: Array,
    order: Array,
    size: int,
    rate: float,
) -> Array:
    """You took the examples in the order in which they are stored, and not in the given one.

    Files are often sorted, all zeros first: then every batch pulls the network somewhere else. Your
    batches need the indices that `order` holds. What has to stand in the brackets behind `x`?
    """
    return train_epoch(weights, gradient_of, x, y, np.arange(len(x)), size, rate)


def order_turned_round(
    weights: Array,
    gradient_of: GradientOf,
    x: Array,
    y: Array,
    order: Array,
    size: int,
    rate: float,
) -> Array:
    """You used the order the other way round: example i became the one at place order[i].

    `order` says which example comes next, so `x[order]` is the shuffled array. Writing into
    `shuffled[order]`, or sorting by `argsort(order)`, is its inverse. Which example should your
    first batch begin with?
    """
    return train_epoch(weights, gradient_of, x, y, np.argsort(order), size, rate)


def last_batch_dropped(
    weights: Array,
    gradient_of: GradientOf,
    x: Array,
    y: Array,
    order: Array,
    size: int,
    rate: float,
) -> Array:
    """You left out the last batch, because it is smaller than the others.

    Some libraries do so on request (`drop_last`). Here your epoch should see every example once; a
    slice that reaches past the end is simply shorter. How far does your range go?
    """
    full = order[: len(order) // size * size]
    return train_epoch(weights, gradient_of, x, y, full, size, rate)


def last_batch_filled_up(
    weights: Array,
    gradient_of: GradientOf,
    x: Array,
    y: Array,
    order: Array,
    size: int,
    rate: float,
) -> Array:
    """You filled the last batch up with examples that had had their turn.

    They count twice in your epoch. A smaller batch does no harm: its gradient is a mean too, only
    over fewer examples. What does a slice give that reaches past the end?
    """
    for chosen in _parts(order, size):
        taken = chosen if len(chosen) == size else order[-size:]
        weights = weights - rate * gradient_of(weights, x[taken], y[taken])
    return weights


def weights_of_the_start(
    weights: Array,
    gradient_of: GradientOf,
    x: Array,
    y: Array,
    order: Array,
    size: int,
    rate: float,
) -> Array:
    """You took every gradient at the weights with which the epoch began.

    So all your batches together make one long step in one direction, as if nothing had been learned
    in between. Each batch should meet the weights that the one before it left behind. Which weights
    do you hand to `gradient_of`?
    """
    steps = [gradient_of(weights, x[chosen], y[chosen]) for chosen in _parts(order, size)]
    result: Array = weights - rate * np.sum(steps, axis=0)
    return result


def update_before_gradient(
    weights: Array,
    gradient_of: GradientOf,
    x: Array,
    y: Array,
    order: Array,
    size: int,
    rate: float,
) -> Array:
    """You updated before you had the batch's gradient: each step uses that of the batch before.

    Your first step moves nothing, and the last gradient is never used. The order is forward, loss,
    backward, and then the update. Which two lines change places?
    """
    gradient = np.zeros_like(weights)
    for chosen in _parts(order, size):
        weights = weights - rate * gradient
        gradient = gradient_of(weights, x[chosen], y[chosen])
    return weights


def one_step_an_epoch(
    weights: Array,
    gradient_of: GradientOf,
    x: Array,
    y: Array,
    order: Array,
    size: int,
    rate: float,
) -> Array:
    """You took one step with all the examples together.

    That is gradient descent with a single batch. With batches you get many steps for the same
    work, each a little less exact. How many examples should one of your gradients see?
    """
    return train_epoch(weights, gradient_of, x, y, order, len(order), rate)


def as_many_batches_as_their_size(
    weights: Array,
    gradient_of: GradientOf,
    x: Array,
    y: Array,
    order: Array,
    size: int,
    rate: float,
) -> Array:
    """You took the batch size for the number of batches.

    `np.array_split(order, 32)` makes 32 parts; you want parts of 32. With 4 examples and a size of
    2 both are the same, with 5 they are not. What does your range step by?
    """
    for chosen in np.array_split(order, size):
        if len(chosen):
            weights = weights - rate * gradient_of(weights, x[chosen], y[chosen])
    return weights


def returned_in_the_loop(
    weights: Array,
    gradient_of: GradientOf,
    x: Array,
    y: Array,
    order: Array,
    size: int,
    rate: float,
) -> Array:
    """You returned the weights after the first batch, and the others never have their turn.

    A `return` inside a loop ends the whole function. How far to the left does yours belong?
    """
    return train_epoch(weights, gradient_of, x, y, order[:size], size, rate)


def divided_twice(
    weights: Array,
    gradient_of: GradientOf,
    x: Array,
    y: Array,
    order: Array,
    size: int,
    rate: float,
) -> Array:
    """You divided by the number of examples in the batch, and the gradient is a mean already.

    With twice as large a batch your steps would be half as long. `gradient_of` gives the slope of
    the *mean* loss over the examples you hand to it. What is left to divide?
    """
    for chosen in _parts(order, size):
        weights = weights - rate / len(chosen) * gradient_of(weights, x[chosen], y[chosen])
    return weights


def windows_instead_of_batches(
    weights: Array,
    gradient_of: GradientOf,
    x: Array,
    y: Array,
    order: Array,
    size: int,
    rate: float,
) -> Array:
    """You moved on by one example at a time, so that your batches overlap.

    Most examples then have several turns in one epoch, like pixels under a sliding window. Batches
    stand side by side. What is the third argument of your `range`?
    """
    for start in range(max(1, len(order) - size + 1)):
        chosen = order[start : start + size]
        weights = weights - rate * gradient_of(weights, x[chosen], y[chosen])
    return weights


TRAIN_EPOCH = (
    labels_left_in_place,
    gradients_accumulated,
    uphill,
    order_ignored,
    order_turned_round,
    last_batch_dropped,
    last_batch_filled_up,
    weights_of_the_start,
    update_before_gradient,
    one_step_an_epoch,
    as_many_batches_as_their_size,
    returned_in_the_loop,
    divided_twice,
    windows_instead_of_batches,
)
