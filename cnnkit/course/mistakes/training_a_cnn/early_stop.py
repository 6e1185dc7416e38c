"""Mistakes known in `early_stop` of notebook 12."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.training_a_cnn import early_stop

Array = NDArray[Any]


def epoch_of_the_stop(losses: Array, patience: int) -> int:
    """You returned the epoch at which training stops, and its weights are not the best.

    By then the validation loss has been worse for as many epochs as the patience allows. You
    waited in order to be sure; what is kept is the state before the waiting. Which epoch was that?
    """
    return min(len(losses), early_stop(losses, patience) + patience)


def best_of_all(losses: Array, patience: int) -> int:
    """You searched all the epochs, and training would have ended before.

    Losses behind the stop are never measured: nobody has trained that far. Your minimum must not
    look into a future that does not happen. When does the loop end?
    """
    return int(np.argmin(losses)) + 1


def rises_in_a_row(losses: Array, patience: int) -> int:
    """You counted how often the loss rose from one epoch to the next.

    A loss that jumps up and then falls slowly has risen once, and may still be far above its best.
    Each epoch has to be compared with the best so far. Which number do you have to remember?
    """
    best, kept, rises, before = np.inf, 0, 0, np.inf
    for epoch, loss in enumerate(losses, start=1):
        rises = rises + 1 if loss > before else 0
        before = loss
        if loss < best:
            best, kept = loss, epoch
        if rises >= patience:
            break
    return kept


def never_counted_anew(losses: Array, patience: int) -> int:
    """You added up all epochs without a gain, and a gain should set the count back to 0.

    Otherwise three bad epochs, spread over a long and healthy run, end it. Patience is about epochs
    since the best one. What happens to your counter when a loss is the lowest so far?
    """
    best, kept, waited = np.inf, 0, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < best:
            best, kept = loss, epoch
        else:
            waited += 1
        if waited >= patience:
            break
    return kept


def one_epoch_too_patient(losses: Array, patience: int) -> int:
    """You waited one epoch too long.

    With a patience of 2, two epochs without a gain end the run; yours looks at a third, and now and
    then finds something there. Did you write `>` where `>=` belongs?
    """
    return early_stop(losses, patience + 1)


def without_patience(losses: Array, patience: int) -> int:
    """You stopped at the first epoch that brought no gain.

    Validation losses are noisy: one bad epoch is no trend. How many of them in a row does your
    patience allow?
    """
    return early_stop(losses, 1)


def first_epoch_without_a_gain(losses: Array, patience: int) -> int:
    """You counted the first epoch as one without a gain.

    Perhaps your best loss begins as `losses[0]`, and the loop then compares that loss with itself:
    with a patience of 1 it stops before anything has happened. Any loss is a gain over none. What
    can your best begin with?
    """
    best, kept, waited = losses[0], 1, 0
    for epoch, loss in enumerate(losses, start=1):
        waited = 0 if loss < best else waited + 1
        if loss < best:
            best, kept = loss, epoch
        if waited >= patience:
            break
    return kept


def counted_from_zero(losses: Array, patience: int) -> int:
    """You counted the epochs from 0, and the task counts them from 1.

    Python's way is as good; but a table of training counts from 1, and the weights of its epoch 3
    are not those of yours. What can `enumerate` begin with?
    """
    return early_stop(losses, patience) - 1


def highest_for_lowest(losses: Array, patience: int) -> int:
    """You kept the epoch with the highest loss.

    For an accuracy that would be right. A loss says how bad it is. Which way does your comparison
    point?
    """
    return early_stop(-losses, patience)


def equal_for_better(losses: Array, patience: int) -> int:
    """You took an equal loss for a gain.

    A run that has come to rest at one value would then never end, and you would keep the latest of
    its epochs. A gain is a loss *below* the best. Which comparison do you use?
    """
    best, kept = np.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss <= best:
            best, kept = loss, epoch
        elif epoch - kept >= patience:
            break
    return kept


def loss_for_epoch(losses: Array, patience: int) -> float:
    """You returned the lowest loss, and its epoch is asked for.

    The value is right. To get back the weights that reached it, you have to know when that was.
    What do you remember beside the loss?
    """
    return float(losses[early_stop(losses, patience) - 1])


EARLY_STOP = (
    epoch_of_the_stop,
    best_of_all,
    rises_in_a_row,
    never_counted_anew,
    one_epoch_too_patient,
    without_patience,
    first_epoch_without_a_gain,
    counted_from_zero,
    highest_for_lowest,
    equal_for_better,
    loss_for_epoch,
)
