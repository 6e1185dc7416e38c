"""Dropout."""

from dataclasses import dataclass

import numpy as np

from cnnkit import functional
from cnnkit.functional.checks import Array, real_number, upstream_gradient
from cnnkit.layers.arguments import Shape
from cnnkit.layers.layer import Layer


@dataclass(eq=False, repr=False)
class Dropout(Layer):
    """Switch numbers off at random in training, and do nothing in evaluation.

    The random numbers come from a child of the generator that `build` is given, so that other
    layers start alike with and without dropout.

    Parameters
    ----------
    rate : float
        The probability that a number is dropped, at least 0 and below 1.

    Examples
    --------
    >>> layer = Dropout(0.5)
    >>> layer.build((4,), np.random.default_rng(0))
    >>> layer.forward(np.ones((1, 4)), training=True).tolist()
    [[2.0, 2.0, 0.0, 0.0]]
    >>> layer.forward(np.ones((1, 4))).tolist()
    [[1.0, 1.0, 1.0, 1.0]]
    """

    rate: float

    def check(self) -> None:
        """Refuse what is no probability, or drops everything."""
        self.rate = real_number(self.rate, "rate", minimum=0, below=1)

    def make_parameters(self, input_shape: Shape, rng: np.random.Generator) -> None:
        """Take a generator of its own."""
        self._rng = rng.spawn(1)[0]

    def generators(self) -> list[np.random.Generator]:
        """Return that generator, once there is one."""
        return [] if self.built_for is None else [self._rng]

    def forward(self, x: Array, training: bool = False) -> Array:
        """Drop and scale up, see `cnnkit.functional.dropout`, or pass on."""
        x, self._mask = self.receive(x), None
        if not training:
            return x
        if self.built_for is None:
            raise RuntimeError(
                f"{self} has no random numbers yet; call build({x.shape[1:]}, "
                "np.random.default_rng(0)) first"
            )
        y, self._mask = functional.dropout(x, self.rate, self._rng)
        return y

    def backward(self, dy: Array) -> Array:
        """Drop and scale up what the forward pass did."""
        x = self.received
        if self._mask is None:
            return upstream_gradient(dy, x.shape, x, "Dropout")
        return functional.dropout_backward(dy, self._mask, self.rate)
