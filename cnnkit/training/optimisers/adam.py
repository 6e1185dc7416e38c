"""Adam and AdamW: momentum, and every weight's steps divided by its own gradient's usual size."""

import math
from dataclasses import KW_ONLY, dataclass

import numpy as np

from cnnkit.functional.checks import Array, real_number
from cnnkit.training.optimisers.optimiser import Memory, Optimiser


@dataclass(eq=False)
class Adam(Optimiser):
    """Follow the running mean of the gradient, divided by its running size.

    g = gradient + weight_decay · w
    m = beta1 · m + (1 − beta1) · g
    s = beta2 · s + (1 − beta2) · g²
    w = w − learning_rate · m̂ / (√ŝ + epsilon),   m̂ = m / (1 − beta1ᵗ),  ŝ = s / (1 − beta2ᵗ)

    Both means start at zero; m̂ and ŝ make up for that, t being the number of steps.

    Parameters
    ----------
    learning_rate : float
        About how far a weight moves in a step at most, ≥ 0.
    beta1, beta2 : float
        How much of the mean gradient and of its mean square is kept, ≥ 0 and < 1.
    epsilon : float
        Keeps the division from zero, > 0.
    weight_decay : float
        A pull towards zero, ≥ 0, that is divided like the gradient; see `AdamW`.

    Raises
    ------
    TypeError, ValueError
        If a number is no number or beyond its limits.

    Notes
    -----
    PyTorch's equations and defaults.
    Source: Kingma, Ba, "Adam: A Method for Stochastic Optimization", 2015, algorithm 1.

    Examples
    --------
    The first step is as long as the learning rate, however large the gradient:

    >>> from cnnkit.layers.parameter import Parameter
    >>> weight = Parameter("weight", np.array([1.0, 1.0]))
    >>> weight.grad = np.array([0.001, 1000.0])
    >>> Adam(0.1).step([weight])
    >>> weight.value.round(4).tolist()
    [0.9, 0.9]
    """

    learning_rate: float = 1e-3
    _: KW_ONLY
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    weight_decay: float = 0.0

    def __post_init__(self) -> None:
        """Check the options."""
        super().__post_init__()
        self.beta1 = real_number(self.beta1, "beta1", minimum=0, below=1, example=0.9)
        self.beta2 = real_number(self.beta2, "beta2", minimum=0, below=1, example=0.999)
        self.epsilon = real_number(self.epsilon, "epsilon", above=0, example=1e-8)
        self.weight_decay = real_number(self.weight_decay, "weight_decay", minimum=0, example=1e-4)

    @property
    def remembers(self) -> tuple[str, ...]:
        """The running means of the gradient and of its square."""
        return "mean", "mean_square"

    def update(self, value: Array, gradient: Array, memory: Memory, steps: int) -> None:
        """Make one step of one parameter; see `Optimiser.update`."""
        if self.weight_decay:
            gradient = gradient + self.weight_decay * value
        self._move(value, gradient, memory, steps)

    def _move(self, value: Array, gradient: Array, memory: Memory, steps: int) -> None:
        """Change a value by the equations, with one array to work in."""
        mean, mean_square = memory["mean"], memory["mean_square"]
        work = np.empty_like(value)
        np.subtract(gradient, mean, out=work)
        work *= 1 - self.beta1
        mean += work  # the running mean, moved 1 − beta1 of the way to the gradient

        np.multiply(gradient, gradient, out=work)
        work *= 1 - self.beta2
        mean_square *= self.beta2
        mean_square += work

        np.sqrt(mean_square, out=work)
        work /= math.sqrt(1 - self.beta2**steps)
        work += self.epsilon
        np.divide(mean, work, out=work)
        work *= self.learning_rate / (1 - self.beta1**steps)
        value -= work


@dataclass(eq=False)
class AdamW(Adam):
    """Adam with a weight decay that pulls on every weight alike.

    w = (1 − learning_rate · weight_decay) · w, and then a step of `Adam` without weight decay

    In Adam the pull is part of g, and is divided by √ŝ: weights of large gradients hardly feel it.

    Parameters
    ----------
    learning_rate, beta1, beta2, epsilon : float
        As in `Adam`.
    weight_decay : float
        The pull towards zero, ≥ 0.

    Raises
    ------
    TypeError, ValueError
        As in `Adam`.

    Notes
    -----
    PyTorch's equations and defaults.
    Source: Loshchilov, Hutter, "Decoupled Weight Decay Regularization", 2019, algorithm 2.

    Examples
    --------
    >>> from cnnkit.layers.parameter import Parameter
    >>> weight = Parameter("weight", np.array([1.0, 1.0]))
    >>> weight.grad = np.array([0.0, 1000.0])
    >>> AdamW(0.1, weight_decay=0.5).step([weight])
    >>> weight.value.round(4).tolist()
    [0.95, 0.85]
    """

    _: KW_ONLY
    weight_decay: float = 0.01

    def update(self, value: Array, gradient: Array, memory: Memory, steps: int) -> None:
        """Make one step of one parameter; see `Optimiser.update`."""
        value *= 1 - self.learning_rate * self.weight_decay
        self._move(value, gradient, memory, steps)
