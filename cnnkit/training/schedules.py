"""Schedules: how the learning rate changes while training goes on.

A schedule is any function of the step's number, counted from 0, that gives a learning rate.
The step may be a batch or an epoch; lengths are then counted in the same.

>>> schedule = WarmUp(CosineDecay(0.1, steps=4), steps=2, start_factor=0.5)
>>> [round(schedule(step), 4) for step in range(8)]
[0.05, 0.075, 0.1, 0.0854, 0.05, 0.0146, 0.0, 0.0]
"""

import math
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass

from cnnkit.functional.checks import real_number
from cnnkit.shapes import whole_number
from cnnkit.training.arguments import a_function

Schedule = Callable[[int], float]


@dataclass(frozen=True)
class Constant:
    """The same learning rate at every step.

    Parameters
    ----------
    learning_rate : float
        ≥ 0.

    Raises
    ------
    TypeError, ValueError
        If the learning rate is no number or negative; when called, if the step is no whole
        number ≥ 0.

    Examples
    --------
    >>> Constant(0.1)(1000)
    0.1
    """

    learning_rate: float

    def __post_init__(self) -> None:
        """Check the learning rate."""
        _check_learning_rate(self.learning_rate)

    def __call__(self, step: int) -> float:
        """Return the learning rate of a step."""
        whole_number(step, "step", minimum=0)
        return self.learning_rate


@dataclass(frozen=True)
class StepDecay:
    """A learning rate that is multiplied by a factor every so many steps.

    learning_rate · factor^⌊step / every⌋

    Parameters
    ----------
    learning_rate : float
        Of the first steps, ≥ 0.
    every : int
        Steps of one height, ≥ 1.
    factor : float
        > 0 and ≤ 1.

    Raises
    ------
    TypeError, ValueError
        If a number is no number or beyond its limits; when called, if the step is no whole
        number ≥ 0.

    Notes
    -----
    PyTorch's `StepLR`.

    Examples
    --------
    >>> schedule = StepDecay(0.1, every=30, factor=0.5)
    >>> schedule(29), schedule(30), schedule(60)
    (0.1, 0.05, 0.025)
    """

    learning_rate: float
    _: KW_ONLY
    every: int
    factor: float = 0.1

    def __post_init__(self) -> None:
        """Check the options."""
        _check_learning_rate(self.learning_rate)
        whole_number(self.every, "every")
        real_number(self.factor, "factor", above=0, maximum=1, example=0.1)

    def __call__(self, step: int) -> float:
        """Return the learning rate of a step."""
        return self.learning_rate * self.factor ** (
            whole_number(step, "step", minimum=0) // self.every
        )


@dataclass(frozen=True)
class CosineDecay:
    """A learning rate that falls along half a wave: slowly, fast, slowly, and then stays low.

    lowest + (learning_rate − lowest) · (1 + cos(π · step / steps)) / 2

    Parameters
    ----------
    learning_rate : float
        At step 0, ≥ 0.
    steps : int
        When the lowest is reached, ≥ 1.
    lowest : float
        From then on; ≥ 0, and not above the learning rate.

    Raises
    ------
    TypeError, ValueError
        If a number is no number or beyond its limits; when called, if the step is no whole
        number ≥ 0.

    Notes
    -----
    PyTorch's `CosineAnnealingLR`, which goes up again after ``steps``; this one does not.
    Source: Loshchilov, Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", 2017,
    equation 5.

    Examples
    --------
    >>> schedule = CosineDecay(0.1, steps=100)
    >>> [round(schedule(step), 4) for step in (0, 25, 50, 100, 200)]
    [0.1, 0.0854, 0.05, 0.0, 0.0]
    """

    learning_rate: float
    _: KW_ONLY
    steps: int
    lowest: float = 0.0

    def __post_init__(self) -> None:
        """Check the options."""
        _check_learning_rate(self.learning_rate)
        whole_number(self.steps, "steps")
        real_number(self.lowest, "lowest", minimum=0, maximum=self.learning_rate, example=0.0)

    def __call__(self, step: int) -> float:
        """Return the learning rate of a step."""
        done = min(whole_number(step, "step", minimum=0) / self.steps, 1.0)
        height = (1 + math.cos(math.pi * done)) / 2
        return self.lowest + (self.learning_rate - self.lowest) * height


@dataclass(frozen=True)
class WarmUp:
    """A straight rise to where another schedule begins, and then that schedule.

    schedule(0) · (start_factor + (1 − start_factor) · step / steps)      before ``steps``
    schedule(step − steps)                                                from there on

    Fresh weights have large gradients in all directions; small steps at first keep them from
    being thrown far.

    Parameters
    ----------
    schedule : function from step to learning rate
        What comes after, such as `Constant(0.1)` or `CosineDecay(0.1, steps=1000)`.
    steps : int
        How long the rise takes, ≥ 1.
    start_factor : float
        Where it begins, as a part of the schedule's first learning rate: > 0 and ≤ 1.

    Raises
    ------
    TypeError, ValueError
        If the schedule is no function, or a number is no number or beyond its limits; when
        called, if the step is no whole number ≥ 0.

    Notes
    -----
    PyTorch's `LinearLR`, followed by another.
    Source: Goyal et al., "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour", 2017,
    section 2.2.

    Examples
    --------
    >>> schedule = WarmUp(Constant(0.1), steps=9)
    >>> [round(schedule(step), 4) for step in (0, 1, 8, 9, 10)]
    [0.01, 0.02, 0.09, 0.1, 0.1]
    """

    schedule: Schedule
    _: KW_ONLY
    steps: int
    start_factor: float = 0.1

    def __post_init__(self) -> None:
        """Check the options."""
        a_function(self.schedule, "schedule", "Constant(0.1)")
        whole_number(self.steps, "steps")
        real_number(self.start_factor, "start_factor", above=0, maximum=1, example=0.1)

    def __call__(self, step: int) -> float:
        """Return the learning rate of a step."""
        if whole_number(step, "step", minimum=0) >= self.steps:
            return self.schedule(step - self.steps)
        risen = self.start_factor + (1 - self.start_factor) * step / self.steps
        return self.schedule(0) * risen


def _check_learning_rate(learning_rate: float) -> None:
    real_number(learning_rate, "learning_rate", minimum=0, example=0.1)
