"""Mistakes known in `residual_forward` of notebook 16."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def _relu(x: Array) -> Array:
    return np.maximum(x, 0)


def shortcut_forgotten(x: Array, w1: Array, w2: Array) -> Array:
    """You left out the shortcut: two plain layers, and nothing is added.

    With a body of zeros your block gives zeros, and everything before it is lost. A residual block
    passes its input on then. Where does x come in once more?
    """
    return _relu(_relu(x @ w1) @ w2)


def no_last_relu(x: Array, w1: Array, w2: Array) -> Array:
    """You left out the ReLU behind the addition.

    Later blocks do without it, and that has its reasons. This one, of the first ResNets, has a ReLU
    at its end, so that nothing negative comes out. Where does it stand in your formula?
    """
    return x + _relu(x @ w1) @ w2


def no_inner_relu(x: Array, w1: Array, w2: Array) -> Array:
    """You left out the ReLU between the two layers of the body.

    Without a bend two layers are one: `x @ (w1 @ w2)`, and half of your weights are wasted
    (notebook 05). What stands between `x @ w1` and `@ w2`?
    """
    return _relu(x + x @ w1 @ w2)


def relu_before_the_addition(x: Array, w1: Array, w2: Array) -> Array:
    """You put the last ReLU before the addition.

    Then the body can only add and never take away: your numbers can only grow from block to block.
    The sum of both is what goes through the last ReLU. In which order do you write the two steps?
    """
    return x + _relu(_relu(x @ w1) @ w2)


def both_relus_then_one_more(x: Array, w1: Array, w2: Array) -> Array:
    """You applied a ReLU to the body before you added it, and another one behind the addition.

    The body's last layer ends without a ReLU, so that it can take something away from x. With
    yours it can only add. Which of your three ReLUs is one too many?
    """
    return _relu(x + _relu(_relu(x @ w1) @ w2))


def shortcut_from_the_middle(x: Array, w1: Array, w2: Array) -> Array:
    """You added what lies between the two layers.

    The shortcut begins in front of the whole body, with x as it came in, and passes both layers by.
    What do you have to keep until the end of your function?
    """
    hidden = _relu(x @ w1)
    return _relu(hidden + hidden @ w2)


def laid_side_by_side(x: Array, w1: Array, w2: Array) -> Array:
    """You laid input and body side by side.

    That is what DenseNet and an inception module do. A residual block adds, number by number, so as
    many channels come out as go in. Which sign stands in its formula?
    """
    return _relu(np.concatenate([x, _relu(x @ w1) @ w2], axis=1))


def multiplied(x: Array, w1: Array, w2: Array) -> Array:
    """You multiplied the body with the input.

    A body of zeros would then wipe everything out, and that is what the block is there to avoid:
    doing nothing shall be easy. Which operation leaves x alone when the body gives 0?
    """
    return _relu(x * (_relu(x @ w1) @ w2))


def subtracted(x: Array, w1: Array, w2: Array) -> Array:
    """You subtracted.

    The name residual comes from a difference: the body has to learn what is wanted minus what is
    there, y − x. To get y the block adds x to it again. Which sign makes y of the residual and x?
    """
    return _relu(x - _relu(x @ w1) @ w2)


def averaged(x: Array, w1: Array, w2: Array) -> Array:
    """You took the mean of body and input.

    Half of x after one block is a quarter after two, and a thousandth after ten: the way straight
    through would fade. The plain sum lets it pass in full. What do you have to leave out?
    """
    return _relu(x + _relu(x @ w1) @ w2) / 2


RESIDUAL_FORWARD = (
    shortcut_forgotten,
    no_last_relu,
    no_inner_relu,
    relu_before_the_addition,
    both_relus_then_one_more,
    shortcut_from_the_middle,
    laid_side_by_side,
    multiplied,
    subtracted,
    averaged,
)
