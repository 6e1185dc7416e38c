"""Squeeze and excite: channels weighed by what the whole image holds."""

from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass

import numpy as np

from cnnkit.functional.checks import Array, choice, upstream_gradient
from cnnkit.layers.arguments import Shape, image_shape
from cnnkit.layers.dense import Dense
from cnnkit.layers.joint import Joint, Stage
from cnnkit.layers.layer import Layer
from cnnkit.layers.pooling import GlobalAveragePool2D
from cnnkit.layers.rectifiers import ReLU
from cnnkit.layers.sequential import Sequential
from cnnkit.layers.smooth_activations import Sigmoid, Swish
from cnnkit.layers.view import ONE_TO_ONE, Views, whole
from cnnkit.shapes import whole_number


@dataclass(eq=False, repr=False)
class SqueezeExcite(Joint):
    """Multiply each channel with a number from 0 to 1, worked out from the means of all channels.

    y = x · sigmoid(dense(activation(dense(mean of x)))). (H, W, C) → (H, W, C)

    Parameters
    ----------
    reduced_channels : int
        Units of the first dense layer. EfficientNet takes a quarter of its block's input channels.
    activation : "swish" or "relu"
        Between the dense layers: EfficientNet's, or that of the paper.

    Notes
    -----
    Source: J. Hu, L. Shen and G. Sun, "Squeeze-and-Excitation Networks", arXiv:1709.01507.

    Examples
    --------
    >>> SqueezeExcite(8).count((14, 14, 32))
    (552, 512)
    """

    reduced_channels: int
    _: KW_ONLY
    activation: str = "swish"

    is_open = False

    def check(self) -> None:
        """Refuse what is no number of channels, or another activation."""
        self.reduced_channels = whole_number(self.reduced_channels, "reduced_channels")
        choice(self.activation, "activation", ("swish", "relu"))
        self._gate: Sequential | None = None
        self._channels = 0

    def children(self) -> dict[str, Layer]:
        """Return what works out the weights, once it is built."""
        return {} if self._gate is None else {"gate": self._gate}

    def stages(self, input_shape: Shape) -> Iterator[Stage]:
        """Return what works out the weights: the one that is built, or one for other channels."""
        gate = self._gate if input_shape[2] == self._channels else None
        yield Stage("gate", gate or self._new_gate(input_shape[2]), input_shape, ONE_TO_ONE)

    def make_parameters(self, input_shape: Shape, rng: np.random.Generator) -> None:
        """Make the two dense layers, the second of which has a unit for each channel."""
        self._channels = input_shape[2]
        self._gate = self._new_gate(self._channels)
        super().make_parameters(input_shape, rng)

    def _new_gate(self, channels: int) -> Sequential:
        activation = {"swish": Swish, "relu": ReLU}[self.activation]()
        squeeze = [GlobalAveragePool2D(), Dense(self.reduced_channels), activation]
        return Sequential([*squeeze, Dense(channels), Sigmoid()])

    def shape_after(self, input_shape: Shape) -> Shape:
        """Return the same shape."""
        return image_shape(input_shape)

    def views(self, input_shape: Shape) -> Views:
        """Return the whole image, which every weight depends on."""
        return whole(input_shape)

    def forward(self, x: Array, training: bool = False) -> Array:
        """Weigh the channels."""
        x = self.receive(x)
        self._scale = self.children()["gate"].forward(x, training)[:, None, None, :]
        return x * self._scale

    def backward(self, dy: Array) -> Array:
        """Return dx, which flows past the weights and through them, and set all gradients."""
        x = self.received
        dy = upstream_gradient(dy, x.shape, x, "SqueezeExcite")
        through = self.children()["gate"].backward(np.einsum("nhwc,nhwc->nc", dy, x))
        dx: Array = dy * self._scale + through
        return dx
