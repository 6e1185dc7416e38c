"""Layers on rows of features."""

import math
from dataclasses import KW_ONLY, dataclass

import numpy as np

from cnnkit import functional
from cnnkit.functional.checks import Array, upstream_gradient
from cnnkit.initialisers import Initialiser, he_normal
from cnnkit.layers.arguments import Shape, initialised, initialiser_function
from cnnkit.layers.layer import Layer
from cnnkit.layers.view import Views, whole
from cnnkit.shapes import flag, whole_number


@dataclass(eq=False, repr=False)
class Flatten(Layer):
    """Lay an image's pixels out in one row, row by row and channel by channel.

    (H, W, C) → (H · W · C,)

    Examples
    --------
    >>> Flatten().output_shape((13, 13, 64))
    (10816,)
    """

    def shape_after(self, input_shape: Shape) -> Shape:
        """Return (H · W · C,)."""
        return (math.prod(input_shape),)

    def views(self, input_shape: Shape) -> Views:
        """Return the whole image: whatever follows sees all of it."""
        return whole(input_shape)

    def forward(self, x: Array, training: bool = False) -> Array:
        """Lay out."""
        x = self.receive(x)
        return x.reshape(len(x), -1)

    def backward(self, dy: Array) -> Array:
        """Fold up again."""
        x = self.received
        y_shape = (len(x), math.prod(x.shape[1:]))
        return upstream_gradient(dy, y_shape, x, "Flatten").reshape(x.shape)


@dataclass(eq=False, repr=False)
class Dense(Layer):
    """Every output sees every input, as `cnnkit.functional.dense` computes it.

    (inputs,) → (units,), with a weight of (inputs, units) and a bias of (units,).

    Parameters
    ----------
    units : int
        Outputs.
    bias : bool
        Whether each output adds a number of its own.
    initialiser : function (shape, rng) -> array
        What the weight starts from; the bias starts from zeros.

    Examples
    --------
    >>> Dense(10).count((64,))
    (650, 640)
    """

    units: int
    _: KW_ONLY
    bias: bool = True
    initialiser: Initialiser = he_normal

    def check(self) -> None:
        """Refuse arguments that no input could go with."""
        self.units = whole_number(self.units, "units")
        self.bias = flag(self.bias, "bias")
        self.initialiser = initialiser_function(self.initialiser)

    def shape_after(self, input_shape: Shape) -> Shape:
        """Return (units,)."""
        if len(input_shape) != 1:
            raise ValueError(
                "it takes rows of features, of shape (features,); put Flatten() or "
                "GlobalAveragePool2D() before it"
            )
        return (self.units,)

    def parameter_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Return the shapes of weight and bias."""
        shapes: dict[str, Shape] = {"weight": (input_shape[0], self.units)}
        return shapes | {"bias": (self.units,)} if self.bias else shapes

    def initial(self, name: str, shape: Shape, rng: np.random.Generator) -> Array:
        """Start from the initialiser's weight, and from a bias of zeros."""
        if name == "bias":
            return np.zeros(shape)
        return initialised(self.initialiser, name, shape, rng)

    def multiply_adds(self, input_shape: Shape) -> int:
        """Count the weights."""
        return input_shape[0] * self.units

    def forward(self, x: Array, training: bool = False) -> Array:
        """Multiply; see `cnnkit.functional.dense`."""
        x = self.receive(x)
        return functional.dense(x, *(parameter.value for parameter in self.weights.values()))

    def backward(self, dy: Array) -> Array:
        """Return dx, and set the gradients of weight and bias."""
        dx, *gradients = functional.dense_backward(dy, self.received, self.weights["weight"].value)
        self.set_gradients(gradients)
        return dx

    def parameter_gradients(self, dy: Array) -> None:
        """Set the gradients of weight and bias alone."""
        self.set_gradients(functional.dense_parameter_gradients(dy, self.received))
