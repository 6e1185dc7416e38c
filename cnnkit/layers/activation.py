"""What all activations without parameters share."""

from collections.abc import Callable
from typing import ClassVar

import numpy as np

from cnnkit.functional.checks import Array
from cnnkit.layers.layer import Layer
from cnnkit.layers.writing import arguments_of


class Activation(Layer):
    """A function of `cnnkit.functional`, whose options are the layer's fields."""

    function: ClassVar[Callable[..., Array]]
    gradient: ClassVar[Callable[..., Array]]

    def check(self) -> None:
        """Try the function, which knows what its options may be."""
        self.function(np.zeros((1, 1, 1, 1)), **arguments_of(self))

    def forward(self, x: Array, training: bool = False) -> Array:
        """Apply the function."""
        return self.function(self.receive(x), **arguments_of(self))

    def backward(self, dy: Array) -> Array:
        """Multiply with the function's derivative."""
        return self.gradient(dy, self.received, **arguments_of(self))
