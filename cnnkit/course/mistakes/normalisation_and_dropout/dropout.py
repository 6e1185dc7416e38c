"""Mistakes known in `dropout` of notebook 13."""

from typing import Any

from numpy.typing import NDArray

from cnnkit.course.solutions.normalisation_and_dropout import dropout as right

Array = NDArray[Any]


def not_scaled(x: Array, rate: float, random: Array, training: bool) -> Array:
    """You dropped values and left the others as they were.

    Then the next layer gets less in training than it will get in evaluation: at rate 0.5 only half.
    What do you multiply the kept values by, so that the sum stays the same on average?
    """
    result: Array = x * (random >= rate) if training else x
    return result


def divided_by_the_rate(x: Array, rate: float, random: Array, training: bool) -> Array:
    """You divided the kept values by the rate.

    At rate 0.5 nobody sees it. At 0.2 eight values in ten are kept, and yours come out five times
    as large. What share is kept, and what makes up for the rest?
    """
    result: Array = x * (random >= rate) / rate if training else x
    return result


def keep_and_drop_confused(x: Array, rate: float, random: Array, training: bool) -> Array:
    """You kept the share that should be dropped.

    `rate` is the share that goes. With rate 0.2 a value is dropped where its random number is below
    0.2; you dropped where it is above. Which comparison says "kept"?
    """
    result: Array = x * (random < rate) / (1 - rate) if training else x
    return result


def rate_taken_for_keeping(x: Array, rate: float, random: Array, training: bool) -> Array:
    """You took the rate for the share that is kept, as the first papers did.

    Your mask and your scaling fit together, for a rate of 1 − rate. In this course, in Keras and in
    PyTorch the rate is what is dropped. Which share survives at 0.2?
    """
    result: Array = x * (random < rate) / rate if training else x
    return result


def active_in_evaluation(x: Array, rate: float, random: Array, training: bool) -> Array:
    """You dropped values in evaluation too.

    Then the same image gets another answer each time. After training nothing is dropped, and x goes
    through as it is. Where does your code look at `training`?
    """
    return right(x, rate, random, True)


def scaled_in_evaluation(x: Array, rate: float, random: Array, training: bool) -> Array:
    """You multiplied by 1 − rate in evaluation as well.

    That belongs to the older way, which does not scale in training. Here the kept values have been
    scaled up already, so that nothing is left to do. What does x become in evaluation?
    """
    return right(x, rate, random, True) if training else x * (1 - rate)


def older_way(x: Array, rate: float, random: Array, training: bool) -> Array:
    """You left the kept values as they are in training, and scaled down in evaluation.

    That is the way of the first paper, and it works too. Here the scaling is done in training
    ("inverted" dropout), so that evaluation has nothing to do. Where do you divide by 1 − rate?
    """
    result: Array = x * (random >= rate) if training else x * (1 - rate)
    return result


def one_mask_for_all_images(x: Array, rate: float, random: Array, training: bool) -> Array:
    """You used the first image's mask for all images of the batch.

    Every value of every image gets a random number of its own: `random` has the shape of x. Which
    index have you put behind it?
    """
    result: Array = x * (random[:1] >= rate) / (1 - rate) if training else x
    return result


def small_values_dropped(x: Array, rate: float, random: Array, training: bool) -> Array:
    """You dropped the values of x that are below the rate.

    Who is dropped is pure chance, and has nothing to do with how large a value is. The chance comes
    in as `random`. Which array do you compare with the rate?
    """
    result: Array = x * (x >= rate) / (1 - rate) if training else x
    return result


def multiplied_by_what_is_kept(x: Array, rate: float, random: Array, training: bool) -> Array:
    """You multiplied by 1 − rate, and it should be divided.

    Some values are gone already; making the others smaller too takes away twice. The sum of your y
    is far below that of x. Which way must the kept ones go?
    """
    result: Array = x * (random >= rate) * (1 - rate) if training else x
    return result


DROPOUT = (
    not_scaled,
    divided_by_the_rate,
    keep_and_drop_confused,
    rate_taken_for_keeping,
    active_in_evaluation,
    scaled_in_evaluation,
    older_way,
    one_mask_for_all_images,
    small_values_dropped,
    multiplied_by_what_is_kept,
)
