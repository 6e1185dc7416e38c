"""Mistakes that show in what a network costs, how it learned, and what is claimed of it."""

import numpy as np

from cnnkit.course.capstone.evidence import Evidence
from cnnkit.course.capstone.suspicions_of_form import always_the_same_answer

# What it costs.


def too_much_behind_flatten(e: Evidence) -> bool:
    """Your network is over its budget, and most of it sits in the dense layer behind flatten.

    That layer has a weight for each number that it is given. Give it fewer: pool once more, take
    fewer filters in the last convolution, or average globally in place of flatten.
    """
    if e.counts[0] <= e.budget.parameters:
        return False
    largest = max(e.rows, key=lambda row: row.parameters)
    kinds = [row.kind for row in e.rows]
    return largest.kind == "Dense" and kinds[max(e.rows.index(largest) - 1, 0)] == "Flatten"


def too_many_filters(e: Evidence) -> bool:
    """Your network is over its budget of parameters.

    Most of them sit between two convolutions with many channels each: k·k·C·F. Half as many filters
    in both make a quarter of the weights.
    """
    return e.counts[0] > e.budget.parameters and not too_much_behind_flatten(e)


def the_time_was_up(e: Evidence) -> bool:
    """Your training used up its time.

    Look at the multiply-adds: convolutions on the largest maps cost most. Pool earlier, take fewer
    filters there, or train for fewer epochs with a falling learning rate.
    """
    too_long = e.run.seconds is not None and e.run.seconds > e.budget.seconds
    return e.run.stopped or too_long


# How it learned.


def only_guesses(e: Evidence) -> bool:
    """Your network reads hardly more than by guessing.

    Never trained? Or trained on other labels, or with a learning rate far too small or too large?
    Climb the ladder of notebook 12: first loss, twenty images by heart, a look at a batch.
    """
    share = 1.5 / max(len(e.splits.names), 1)
    return e.labelled and not always_the_same_answer(e) and e.validation < share


def learned_by_heart(e: Evidence) -> bool:
    """Your network reads its training images far better than others: it learned them by heart.

    More images, augmentation that keeps the label, dropout before the dense layer, or fewer epochs.
    """
    return e.labelled and e.training - e.validation > 0.08


def stopped_too_early(e: Evidence) -> bool:
    """Your validation loss was still falling in the last epochs, and time is left.

    Train on: twice the epochs, and a learning rate that falls towards the end.
    """
    losses = _losses(e)
    if len(losses) < 3 or e.run.stopped:
        return False
    time_left = e.run.seconds is None or e.run.seconds < e.budget.seconds / 2
    return bool(time_left and losses[-1] < 0.97 * losses[-2] < 0.97 * 0.97 * losses[-3])


def went_past_its_best(e: Evidence) -> bool:
    """Your validation loss was lower some epochs ago: the weights that you keep are not the best.

    Train with fewer epochs, or let the learning rate fall to 0 (`CosineDecay`), so that the last
    weights are good ones.
    """
    losses = _losses(e)
    best = int(np.argmin(losses)) if losses else 0
    return len(losses) - best > 3 and losses[-1] > 1.25 * losses[best]


def _losses(e: Evidence) -> list[float]:
    """Return the validation loss of each epoch, where it was measured."""
    return [epoch.validation_loss for epoch in e.epochs if epoch.validation_loss is not None]


# What is claimed.


def _claims(e: Evidence, value: float) -> bool:
    """Tell whether the claimed score is this one, and not that of the validation images."""
    if e.claimed is None:
        return False
    near = 0.0006 if e.labelled else 0.006
    return abs(e.claimed - value) < near < abs(e.claimed - e.validation)


def measured_in_training_mode(e: Evidence) -> bool:
    """Your number is what the network scores in training mode.

    There dropout is at work, and batch norm takes the statistics of each batch (notebook 13). Use
    `network.forward(x)`, or `evaluate`, which leave them out.
    """
    return _claims(e, e.in_training_mode)


def training_images_for_validation(e: Evidence) -> bool:
    """Your number is the score on the training images.

    On those the network has practised. What you report is measured on images it has not seen.
    """
    return _claims(e, e.training)


def best_epoch_for_last(e: Evidence) -> bool:
    """Your number is that of the best epoch, and the weights are those of the last.

    Either keep the weights of that epoch, or report what the weights that you have can do.
    """
    scores = [epoch.validation_accuracy for epoch in e.epochs]
    known = [value for value in scores if value is not None]
    return bool(known) and _claims(e, max(known))
