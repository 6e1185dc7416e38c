"""RMSProp: every weight's steps divided by the usual size of its own gradient."""

from dataclasses import KW_ONLY, dataclass

import numpy as np

from cnnkit.functional.checks import Array, real_number
from cnnkit.training.optimisers.optimiser import Memory, Optimiser


@dataclass(eq=False)
class RMSProp(Optimiser):
    """Divide each weight's gradient by the root of its running mean square.

    g = gradient + weight_decay · w
    s = decay · s + (1 − decay) · g²
    v = momentum · v + g / (√s + epsilon)
    w = w − learning_rate · v

    Parameters
    ----------
    learning_rate : float
        About how far a weight moves in a step, ≥ 0.
    decay : float
        How much of the mean square is kept, ≥ 0 and < 1.
    epsilon : float
        Keeps the division from zero, > 0.
    momentum, weight_decay : float
        As in `SGD`.

    Raises
    ------
    TypeError, ValueError
        If a number is no number or beyond its limits.

    Notes
    -----
    PyTorch's equations and defaults; epsilon stands outside the root.
    Source: Hinton, Srivastava, Swersky, "Neural Networks for Machine Learning", lecture 6e, 2012.

    Examples
    --------
    The first step is learning_rate / √(1 − decay) long, however large the gradient:

    >>> from cnnkit.layers.parameter import Parameter
    >>> weight = Parameter("weight", np.array([1.0, 1.0]))
    >>> weight.grad = np.array([0.001, 1000.0])
    >>> RMSProp(0.01).step([weight])
    >>> weight.value.round(4).tolist()
    [0.9, 0.9]
    """

    learning_rate: float = 0.01
    _: KW_ONLY
    decay: float = 0.99
    epsilon: float = 1e-8
    momentum: float = 0.0
    weight_decay: float = 0.0

    def __post_init__(self) -> None:
        """Check the options."""
        super().__post_init__()
        self.decay = real_number(self.decay, "decay", minimum=0, below=1, example=0.99)
        self.epsilon = real_number(self.epsilon, "epsilon", above=0, example=1e-8)
        self.momentum = real_number(self.momentum, "momentum", minimum=0, below=1, example=0.9)
        self.weight_decay = real_number(self.weight_decay, "weight_decay", minimum=0, example=1e-4)

    @property
    def remembers(self) -> tuple[str, ...]:
        """The mean square, and the velocity if there is momentum."""
        return ("mean_square", "velocity") if self.momentum else ("mean_square",)

    def update(self, value: Array, gradient: Array, memory: Memory, steps: int) -> None:
        """Make one step of one parameter; see `Optimiser.update`."""
        if self.weight_decay:
            gradient = gradient + self.weight_decay * value
        mean_square = memory["mean_square"]
        work = np.empty_like(value)
        np.multiply(gradient, gradient, out=work)
        work *= 1 - self.decay
        mean_square *= self.decay
        mean_square += work

        np.sqrt(mean_square, out=work)
        work += self.epsilon
        np.divide(gradient, work, out=work)
        if self.momentum:
            velocity = memory["velocity"]
            velocity *= self.momentum
            velocity += work
            np.copyto(work, velocity)
        work *= self.learning_rate
        value -= work
