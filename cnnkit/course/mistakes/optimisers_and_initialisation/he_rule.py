"""Mistakes known in `he_rule` of notebook 11."""

import math

from cnnkit.course.solutions.optimisers_and_initialisation import he_rule

Rule = tuple[int, float]
Shape = tuple[int, ...]


def _fan_out(shape: Shape) -> int:
    """Return the receptive field times the outputs."""
    return math.prod(shape[:-2]) * shape[-1]


def variance_for_deviation(shape: Shape) -> Rule:
    """Your 2 / fan_in is the variance. Asked for is the standard deviation, its root.

    For a fan_in of 200 you give 0.01 where it is 0.1: ten times too small, and in a deep network
    nothing arrives. How do you get from a variance to a standard deviation?
    """
    fan_in, _ = he_rule(shape)
    return fan_in, 2 / fan_in


def fan_out(shape: Shape) -> Rule:
    """You counted fan_out: in how many sums an input takes part.

    What makes a sum large is how many products *one unit adds up*. That is the window times the
    channels that come in, and not the filters that go out. Which axis of the shape do you have to
    leave out?
    """
    n = _fan_out(shape)
    return n, math.sqrt(2 / n)


def window_forgotten(shape: Shape) -> Rule:
    """You counted the input channels, and forgot the window.

    A filter of 3 × 3 on 16 channels adds up 3 · 3 · 16 products. With your fan_in of 16 the weights
    come out three times too large. What do you have to multiply the channels by?
    """
    n = shape[-2]
    return n, math.sqrt(2 / n)


def every_number_counted(shape: Shape) -> Rule:
    """You multiplied the whole shape: you counted all weights of the layer.

    Each filter makes a sum of its own, and only its own weights enter it. How many filters share
    what you counted, and so by what do you have to divide?
    """
    n = math.prod(shape)
    return n, math.sqrt(2 / n)


def two_forgotten(shape: Shape) -> Rule:
    """You took 1 / fan_in: that is LeCun's rule, for layers without a ReLU.

    A ReLU sets half of the numbers to 0, and half of the mean square is gone at every layer. After
    20 layers your signal is a thousandth. Which number makes up for the lost half?
    """
    fan_in, deviation = he_rule(shape)
    return fan_in, deviation / math.sqrt(2)


def xavier(shape: Shape) -> Rule:
    """You took Xavier's rule, the root of 2 / (fan_in + fan_out).

    It is a compromise for curves with the slope 1 at 0, such as tanh, and knows nothing of the
    zeros of a ReLU. Which of your two counts is not in He's rule?
    """
    fan_in, _ = he_rule(shape)
    return fan_in, math.sqrt(2 / (fan_in + _fan_out(shape)))


def one_side_of_the_window(shape: Shape) -> Rule:
    """You counted one side of the window only.

    A kernel of height 5 and width 3 has 15 cells, and each of them is a product in the sum. You
    have counted only a row of them, or a column. Which axis of the shape is missing?
    """
    n = math.prod(shape[1:-1])
    return n, math.sqrt(2 / n)


def bias_counted(shape: Shape) -> Rule:
    """You added 1 for the bias.

    The bias starts at 0, so it adds nothing to the size of the sum. fan_in counts the *products*
    of one unit. How many are there without your extra one?
    """
    n = he_rule(shape)[0] + 1
    return n, math.sqrt(2 / n)


def two_below_the_root_twice(shape: Shape) -> Rule:
    """You took 2 / √fan_in: the root reached only what stands below the bar.

    Your weights come out √2, that is 1.4 times, too large; in 20 layers that makes the signal a
    thousand times larger. Does your root cover the 2 as well?
    """
    fan_in, _ = he_rule(shape)
    return fan_in, 2 / math.sqrt(fan_in)


HE_RULE = (
    variance_for_deviation,
    fan_out,
    window_forgotten,
    every_number_counted,
    two_forgotten,
    xavier,
    one_side_of_the_window,
    bias_counted,
    two_below_the_root_twice,
)
