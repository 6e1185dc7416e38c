"""Mistakes known in `residual_backward` of notebook 16."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


class _Pass(NamedTuple):
    """What the right way back goes through."""

    hidden: Array
    total: Array
    dtotal: Array
    dhidden: Array


def _pass(dy: Array, x: Array, w1: Array, w2: Array) -> _Pass:
    hidden = x @ w1
    total = x + np.maximum(hidden, 0) @ w2
    dtotal = dy * (total > 0)
    return _Pass(hidden, total, dtotal, dtotal @ w2.T * (hidden > 0))


def shortcut_forgotten(dy: Array, x: Array, w1: Array, w2: Array) -> Array:
    """You forgot the shortcut's gradient: only what comes back through the body is there.

    x goes two ways, so its gradient has two shares, and they add up. Without the second one your
    network trains as if it had no shortcuts. What comes back along a way on which nothing happens?
    """
    gradient: Array = _pass(dy, x, w1, w2).dhidden @ w1.T
    return gradient


def body_forgotten(dy: Array, x: Array, w1: Array, w2: Array) -> Array:
    """You passed on the shortcut's gradient and left out what comes back through the body.

    x also went into the first layer. With zero weights there your answer is right, with others it
    is not. What does the body add to your gradient?
    """
    return _pass(dy, x, w1, w2).dtotal


def last_relu_ignored(dy: Array, x: Array, w1: Array, w2: Array) -> Array:
    """You passed dy through the last ReLU as if that were not there.

    Where x + body is negative the block gives 0, whatever x does, and no gradient passes. Before
    both shares there is one gate. What decides where your gate is open?
    """
    dhidden = dy @ w2.T * (x @ w1 > 0)
    return dy + dhidden @ w1.T


def shortcut_not_gated(dy: Array, x: Array, w1: Array, w2: Array) -> Array:
    """You gated the body's share by the last ReLU, and added dy itself for the shortcut.

    The ReLU stands behind the addition, so both shares come through it. Which gradient arrives at
    the plus sign, and is then given to both of your ways?
    """
    return dy + _pass(dy, x, w1, w2).dhidden @ w1.T


def body_not_gated(dy: Array, x: Array, w1: Array, w2: Array) -> Array:
    """You gated the shortcut's share by the last ReLU, and not the body's.

    Both ways start, on the way back, at the plus sign, and the ReLU stands behind it. Gate once,
    then give the same gradient to both. Which line of yours still uses the ungated dy?
    """
    dhidden = dy @ w2.T * (x @ w1 > 0)
    return _pass(dy, x, w1, w2).dtotal + dhidden @ w1.T


def inner_relu_ignored(dy: Array, x: Array, w1: Array, w2: Array) -> Array:
    """You passed the gradient through the body's ReLU as if that were not there.

    Where `x @ w1` is negative nothing went on, so nothing comes back. Your answer is right only
    where all of them are positive. Which numbers decide where that gate is open?
    """
    dtotal = _pass(dy, x, w1, w2).dtotal
    return dtotal + dtotal @ w2.T @ w1.T


def gated_by_the_gradient(dy: Array, x: Array, w1: Array, w2: Array) -> Array:
    """You let the inner ReLU pass what has a positive gradient.

    A ReLU's gate is decided on the way forward, by the number that went in. A negative gradient
    passes an open gate as well as a positive one. Which array do you have to compare with 0?
    """
    dtotal = _pass(dy, x, w1, w2).dtotal
    return dtotal + np.maximum(dtotal @ w2.T, 0) @ w1.T


def last_gate_by_the_body(dy: Array, x: Array, w1: Array, w2: Array) -> Array:
    """You opened the last gate where the body is positive.

    The last ReLU is given the sum: x and body. A positive x can lift a negative body above 0, and
    then the gate is open. Which array stands in front of that ReLU in your forward pass?
    """
    hidden = x @ w1
    dtotal = dy * (np.maximum(hidden, 0) @ w2 > 0)
    return dtotal + dtotal @ w2.T * (hidden > 0) @ w1.T


def last_gate_by_the_input(dy: Array, x: Array, w1: Array, w2: Array) -> Array:
    """You opened the last gate where x is positive.

    The last ReLU is given the sum: x and body. The body can push a positive x below 0, and the
    gate shuts. Which array stands in front of that ReLU in your forward pass?
    """
    dtotal = dy * (x > 0)
    return dtotal + dtotal @ w2.T * (x @ w1 > 0) @ w1.T


def shares_multiplied(dy: Array, x: Array, w1: Array, w2: Array) -> Array:
    """You multiplied the two shares.

    Along one way slopes are multiplied, and where ways come together they are added (notebook 10).
    x went two ways. Which sign joins your shares?
    """
    one = _pass(dy, x, w1, w2)
    return one.dtotal * (one.dhidden @ w1.T)


def shortcut_of_x(dy: Array, x: Array, w1: Array, w2: Array) -> Array:
    """You added x itself on the way back.

    Forwards the block adds x. Backwards it adds the gradient that arrives: the slope of x + … in x
    is 1, so the shortcut's share is 1 times that gradient. Which array is it in your code?
    """
    return x + _pass(dy, x, w1, w2).dhidden @ w1.T


RESIDUAL_BACKWARD = (
    shortcut_forgotten,
    body_forgotten,
    last_relu_ignored,
    shortcut_not_gated,
    body_not_gated,
    inner_relu_ignored,
    gated_by_the_gradient,
    last_gate_by_the_body,
    last_gate_by_the_input,
    shares_multiplied,
    shortcut_of_x,
)
