"""Mistakes known in `momentum_step` of notebook 11."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.optimisers_and_initialisation import momentum_step

Array = NDArray[Any]
Pair = tuple[Array, Array]


def uphill(
    w: Array, gradient: Array, velocity: Array, learning_rate: float, momentum: float
) -> Pair:
    """You stepped uphill.

    Your velocity is right, and it is made of gradients, which point to where the loss grows. You
    have to walk against it. What is the sign between w and your step?
    """
    velocity = momentum * velocity + gradient
    return w + learning_rate * velocity, velocity


def velocity_used_before_its_update(
    w: Array, gradient: Array, velocity: Array, learning_rate: float, momentum: float
) -> Pair:
    """You moved w with the velocity of the step before, and updated the velocity afterwards.

    So your first step goes nowhere, and every gradient acts one step too late. Which of your two
    lines has to come first?
    """
    return w - learning_rate * velocity, momentum * velocity + gradient


def momentum_left_out(
    w: Array, gradient: Array, velocity: Array, learning_rate: float, momentum: float
) -> Pair:
    """You added the gradient to the whole old velocity, and left the momentum out.

    Then nothing is ever forgotten: on a steady slope your steps grow without end. With momentum 0.9
    a tenth is lost at every step. What has to be multiplied by it?
    """
    return momentum_step(w, gradient, velocity, learning_rate, 1.0)


def rate_multiplied_twice(
    w: Array, gradient: Array, velocity: Array, learning_rate: float, momentum: float
) -> Pair:
    """You multiplied by the learning rate twice: in the velocity, and again in the step.

    With a rate of 0.1 your steps are about ten times too short. Here the velocity is made of plain
    gradients. Where does the rate come in, once?
    """
    velocity = momentum * velocity + learning_rate * gradient
    return w - learning_rate * velocity, velocity


def rate_in_the_velocity(
    w: Array, gradient: Array, velocity: Array, learning_rate: float, momentum: float
) -> Pair:
    """You put the learning rate into the velocity.

    As long as the rate stays the same, your way of writing it takes the same steps; some books
    have it. But the velocity asked for is made of plain gradients, so that a new rate acts at
    once. Where does your rate belong?
    """
    velocity = momentum * velocity + learning_rate * gradient
    return w - velocity, velocity


def minus_in_the_velocity(
    w: Array, gradient: Array, velocity: Array, learning_rate: float, momentum: float
) -> Pair:
    """You put the rate and the minus sign into the velocity, and added it to w.

    Keras writes it like that, and from rest it takes the same steps. But the velocity asked for is
    made of plain gradients: it points uphill, and w walks against it. Which of your two lines
    should have the minus sign and the rate?
    """
    velocity = momentum * velocity - learning_rate * gradient
    return w + velocity, velocity


def averaged(
    w: Array, gradient: Array, velocity: Array, learning_rate: float, momentum: float
) -> Pair:
    """You took a running mean: (1 − momentum) times the gradient.

    Adam does that. The velocity here is a running *sum*: the whole gradient is added. With momentum
    0.9 your steps are ten times shorter than they should be. What is the factor of the gradient?
    """
    velocity = momentum * velocity + (1 - momentum) * gradient
    return w - learning_rate * velocity, velocity


def momentum_on_the_wrong_term(
    w: Array, gradient: Array, velocity: Array, learning_rate: float, momentum: float
) -> Pair:
    """You multiplied the gradient by the momentum, and kept the old velocity whole.

    Momentum says how much of the *old* velocity is kept. The new gradient is added as it is. Which
    of the two did you shrink?
    """
    velocity = velocity + momentum * gradient
    return w - learning_rate * velocity, velocity


def plain_step(
    w: Array, gradient: Array, velocity: Array, learning_rate: float, momentum: float
) -> Pair:
    """You updated the velocity, and then stepped along the gradient alone.

    That is SGD without momentum: your velocity is remembered, and never used. Along which of the
    two does the ball roll?
    """
    return w - learning_rate * gradient, momentum * velocity + gradient


def nesterov(
    w: Array, gradient: Array, velocity: Array, learning_rate: float, momentum: float
) -> Pair:
    """You looked one step ahead: that is Nesterov's momentum.

    It steps along gradient + momentum · velocity, and is a good method. Asked for is the plain one.
    Along what does your step go there?
    """
    velocity = momentum * velocity + gradient
    return w - learning_rate * (gradient + momentum * velocity), velocity


def velocity_without_the_gradient(
    w: Array, gradient: Array, velocity: Array, learning_rate: float, momentum: float
) -> Pair:
    """You moved w rightly, and gave back a velocity without the new gradient.

    The next step starts from the velocity that you give back. If the gradient is not in it, your
    ball forgets it at once. Which velocity did your step use?
    """
    new, _ = momentum_step(w, gradient, velocity, learning_rate, momentum)
    return new, momentum * velocity


def pair_turned_round(
    w: Array, gradient: Array, velocity: Array, learning_rate: float, momentum: float
) -> Pair:
    """You gave back (velocity, w), and (w, velocity) was asked for.

    Both of your arrays are right. Whoever calls the function takes the first for the weights. In
    which order do you return them?
    """
    new, velocity = momentum_step(w, gradient, velocity, learning_rate, momentum)
    return velocity, new


def only_w(
    w: Array, gradient: Array, velocity: Array, learning_rate: float, momentum: float
) -> Array:
    """You gave back w alone.

    Your w is right. But the function remembers nothing by itself: without the new velocity the next
    step begins again from the old one. What else do you have to return?
    """
    return np.asarray(momentum_step(w, gradient, velocity, learning_rate, momentum)[0])


MOMENTUM_STEP = (
    uphill,
    velocity_used_before_its_update,
    momentum_left_out,
    rate_multiplied_twice,
    rate_in_the_velocity,
    minus_in_the_velocity,
    averaged,
    momentum_on_the_wrong_term,
    plain_step,
    nesterov,
    velocity_without_the_gradient,
    pair_turned_round,
    only_w,
)
