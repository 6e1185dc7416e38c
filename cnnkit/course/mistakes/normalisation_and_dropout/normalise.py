"""Mistakes known in `normalise` of notebook 13."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

ALL = (0, 1, 2)


def _hat(x: Array, mean: Array, variance: Array, epsilon: float) -> Array:
    """Return x̂."""
    x_hat: Array = (x - mean) / np.sqrt(variance + epsilon)
    return x_hat


def batch_statistics_always(x: Array, running: Array, training: bool, epsilon: float) -> Array:
    """You used the statistics of the batch in evaluation too.

    Then the answer to an image depends on who comes along with it, and a single black image is
    divided by almost 0. In evaluation `running` is used and x is only read. Where does your code
    ask for `training`?
    """
    return _hat(x, x.mean(axis=ALL), x.var(axis=ALL), epsilon)


def running_statistics_always(x: Array, running: Array, training: bool, epsilon: float) -> Array:
    """You used the running statistics in training too.

    At the beginning they are 0 and 1, and normalise nothing. In training your maps must come out
    with mean 0 and variance 1 whatever the weights are. Whose mean do you subtract then?
    """
    return _hat(x, running[0], running[1], epsilon)


def modes_swapped(x: Array, running: Array, training: bool, epsilon: float) -> Array:
    """You have the two modes the wrong way round.

    Training means: this batch is normalised by its own statistics. Evaluation means: by those that
    were collected. Which branch of your `if` is which?
    """
    if training:
        return _hat(x, running[0], running[1], epsilon)
    return _hat(x, x.mean(axis=ALL), x.var(axis=ALL), epsilon)


def batch_variance_with_running_mean(
    x: Array, running: Array, training: bool, epsilon: float
) -> Array:
    """In evaluation you subtracted the running mean, but divided by the batch's own variance.

    Half of your normalisation still depends on the company. Row 0 of `running` holds the means, and
    row 1?
    """
    mean = x.mean(axis=ALL) if training else running[0]
    return _hat(x, mean, x.var(axis=ALL), epsilon)


def batch_mean_with_running_variance(
    x: Array, running: Array, training: bool, epsilon: float
) -> Array:
    """In evaluation you divided by the running variance, but subtracted the batch's own mean.

    A bright image among dark ones comes out differently than among its like. Both statistics come
    from `running` then. Which of its rows do you not use yet?
    """
    variance = x.var(axis=ALL) if training else running[1]
    return _hat(x, x.mean(axis=ALL), variance, epsilon)


def running_variance_not_rooted(x: Array, running: Array, training: bool, epsilon: float) -> Array:
    """In evaluation you divided by the running variance, without a root.

    Row 1 holds variances and not standard deviations. Both modes need the same last line; only
    where mean and variance come from differs. Can your code use one line for both?
    """
    if training:
        return _hat(x, x.mean(axis=ALL), x.var(axis=ALL), epsilon)
    x_hat: Array = (x - running[0]) / (running[1] + epsilon)
    return x_hat


def rows_swapped(x: Array, running: Array, training: bool, epsilon: float) -> Array:
    """In evaluation you subtracted the variances and divided by the root of the means.

    `running` has the means in row 0 and the variances in row 1; a negative mean has no root, and
    gives you NaN. In which order do you unpack it?
    """
    if training:
        return _hat(x, x.mean(axis=ALL), x.var(axis=ALL), epsilon)
    with np.errstate(invalid="ignore"):
        return _hat(x, running[1], running[0], epsilon)


def unbiased_in_training(x: Array, running: Array, training: bool, epsilon: float) -> Array:
    """In training you divided by the unbiased variance, with m − 1.

    That one goes into the running average, and only there. The batch itself is normalised by its
    plain variance, which divides by m. What does your `var` divide by?
    """
    if training:
        return _hat(x, x.mean(axis=ALL), x.var(axis=ALL, ddof=1), epsilon)
    return _hat(x, running[0], running[1], epsilon)


NORMALISE = (
    batch_statistics_always,
    running_statistics_always,
    modes_swapped,
    batch_variance_with_running_mean,
    batch_mean_with_running_variance,
    running_variance_not_rooted,
    rows_swapped,
    unbiased_in_training,
)
