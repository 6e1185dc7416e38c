"""ReLU and its relatives of straight lines."""

from dataclasses import dataclass

import numpy as np

from cnnkit import functional
from cnnkit.functional.checks import Array, real_number
from cnnkit.layers.activation import Activation
from cnnkit.layers.arguments import Shape
from cnnkit.layers.layer import Layer


@dataclass(eq=False, repr=False)
class ReLU(Activation):
    """Zero below zero: max(x, 0).

    Examples
    --------
    >>> ReLU().forward([[-1.0, 2.0]]).tolist()
    [[0.0, 2.0]]
    """

    function = staticmethod(functional.relu)
    gradient = staticmethod(functional.relu_backward)


@dataclass(eq=False, repr=False)
class ReLU6(Activation):
    """ReLU that ends at 6: min(max(x, 0), 6).

    Examples
    --------
    >>> ReLU6().forward([[-1.0, 2.0, 7.0]]).tolist()
    [[0.0, 2.0, 6.0]]
    """

    function = staticmethod(functional.relu6)
    gradient = staticmethod(functional.relu6_backward)


@dataclass(eq=False, repr=False)
class LeakyReLU(Activation):
    """ReLU that lets a little through: x above zero, negative_slope · x below.

    Parameters
    ----------
    negative_slope : float
        Below zero.

    Examples
    --------
    >>> LeakyReLU(negative_slope=0.5).forward([[-1.0, 2.0]]).tolist()
    [[-0.5, 2.0]]
    """

    negative_slope: float = 0.01

    function = staticmethod(functional.leaky_relu)
    gradient = staticmethod(functional.leaky_relu_backward)


@dataclass(eq=False, repr=False)
class PReLU(Layer):
    """ReLU whose slope below zero is learned, one for each channel.

    Parameters
    ----------
    initial_slope : float
        What all slopes start from.

    Examples
    --------
    >>> PReLU().count((8, 8, 16))
    (16, 0)
    """

    initial_slope: float = 0.25

    def check(self) -> None:
        """Refuse what is no slope."""
        self.initial_slope = real_number(self.initial_slope, "initial_slope", example=0.25)

    def parameter_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Return the shape of the slopes."""
        return {"slope": input_shape[-1:]}

    def initial(self, name: str, shape: Shape, rng: np.random.Generator) -> Array:
        """Start all slopes alike."""
        return np.full(shape, self.initial_slope)

    def forward(self, x: Array, training: bool = False) -> Array:
        """Apply `cnnkit.functional.prelu`."""
        return functional.prelu(self.receive(x), self.weights["slope"].value)

    def backward(self, dy: Array) -> Array:
        """Return dx, and set the gradient of the slopes."""
        x, slope = self.received, self.weights["slope"].value
        dx, dslope = functional.prelu_backward(dy, x, slope)
        self.set_gradients([dslope])
        return dx
