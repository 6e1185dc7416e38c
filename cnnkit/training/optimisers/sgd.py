"""Stochastic gradient descent, with momentum if wanted."""

from dataclasses import KW_ONLY, dataclass

from cnnkit.functional.checks import Array, real_number
from cnnkit.shapes import flag
from cnnkit.training.optimisers.optimiser import Memory, Optimiser


@dataclass(eq=False)
class SGD(Optimiser):
    """Step downhill; with momentum, like a ball that keeps rolling.

    g = gradient + weight_decay · w
    v = momentum · v + g
    w = w − learning_rate · v
    with nesterov:  w = w − learning_rate · (g + momentum · v)

    Parameters
    ----------
    learning_rate : float
        The length of a step, ≥ 0.
    momentum : float
        How much of the last step is kept, ≥ 0 and < 1. 0 keeps nothing, and needs no memory.
    nesterov : bool
        Look one step ahead; needs momentum.
    weight_decay : float
        A pull towards zero, ≥ 0: the gradient of weight_decay / 2 · w².

    Raises
    ------
    TypeError, ValueError
        If a number is no number or beyond its limits, or `nesterov` is asked for without momentum.

    Notes
    -----
    PyTorch's equations. The learning rate multiplies v and is not part of it, so that changing it
    acts at once.
    Sources: Polyak, "Some methods of speeding up the convergence of iteration methods", 1964;
    Sutskever, Martens, Dahl, Hinton, "On the importance of initialization and momentum in deep
    learning", 2013.

    Examples
    --------
    Two steps down the slope of w², whose gradient is 2w:

    >>> import numpy as np
    >>> from cnnkit.layers.parameter import Parameter
    >>> weight = Parameter("weight", np.array([1.0]))
    >>> optimiser = SGD(0.25, momentum=0.5)
    >>> for _ in range(2):
    ...     weight.grad = 2 * weight.value
    ...     optimiser.step([weight])
    ...     print(float(weight.value[0]))
    0.5
    0.0
    """

    learning_rate: float
    _: KW_ONLY
    momentum: float = 0.0
    nesterov: bool = False
    weight_decay: float = 0.0

    def __post_init__(self) -> None:
        """Check the options."""
        super().__post_init__()
        self.momentum = real_number(self.momentum, "momentum", minimum=0, below=1, example=0.9)
        self.weight_decay = real_number(self.weight_decay, "weight_decay", minimum=0, example=1e-4)
        if flag(self.nesterov, "nesterov") and self.momentum == 0:
            raise ValueError("nesterov is True, but momentum is 0; use momentum=0.9, for example")

    @property
    def remembers(self) -> tuple[str, ...]:
        """The velocity, if there is momentum."""
        return ("velocity",) if self.momentum else ()

    def update(self, value: Array, gradient: Array, memory: Memory, steps: int) -> None:
        """Make one step of one parameter; see `Optimiser.update`."""
        if self.weight_decay:
            gradient = gradient + self.weight_decay * value
        if self.momentum:
            velocity = memory["velocity"]
            velocity *= self.momentum
            velocity += gradient
            gradient = gradient + self.momentum * velocity if self.nesterov else velocity
        value -= self.learning_rate * gradient
