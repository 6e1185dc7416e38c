"""Layers that bring numbers to a common size."""

from dataclasses import KW_ONLY, dataclass

import numpy as np

from cnnkit import functional
from cnnkit.functional.channel_checks import dividing_groups
from cnnkit.functional.checks import Array, real_number
from cnnkit.layers.arguments import Shape, image_shape
from cnnkit.layers.layer import Layer
from cnnkit.layers.view import Views, whole
from cnnkit.shapes import whole_number


class Normalisation(Layer):
    """What all normalisations share that learn a scale and a shift for each channel."""

    epsilon: float

    def check(self) -> None:
        """Refuse an epsilon that would not keep from dividing by zero."""
        self.epsilon = real_number(self.epsilon, "epsilon", above=0, example=1e-5)

    def shape_after(self, input_shape: Shape) -> Shape:
        """Return the same shape, be it an image's or a row's."""
        return input_shape if len(input_shape) == 1 else image_shape(input_shape)

    def parameter_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Return the shapes of scale and shift."""
        return {"gamma": input_shape[-1:], "beta": input_shape[-1:]}

    def initial(self, name: str, shape: Shape, rng: np.random.Generator) -> Array:
        """Start from a scale of one and a shift of zero, which change nothing."""
        return np.ones(shape) if name == "gamma" else np.zeros(shape)

    def scale_and_shift(self, x: Array) -> tuple[Array, Array]:
        """Return γ and β in the dtype of ``x``."""
        gamma, beta = (
            parameter.value.astype(x.dtype, copy=False) for parameter in self.parameters()
        )
        return gamma, beta


@dataclass(eq=False, repr=False)
class LayerNorm(Normalisation):
    """Normalise each place over its channels, as `cnnkit.functional.layer_norm` does.

    Parameters
    ----------
    epsilon : float
        Added to the variance, above 0.

    Examples
    --------
    >>> layer = LayerNorm()
    >>> layer.build((2,), np.random.default_rng(0))
    >>> layer.forward(np.array([[1.0, 3.0], [10.0, 30.0]])).round(3).tolist()
    [[-1.0, 1.0], [-1.0, 1.0]]
    """

    _: KW_ONLY
    epsilon: float = 1e-5

    def forward(self, x: Array, training: bool = False) -> Array:
        """Normalise."""
        x = self.receive(x)
        return functional.layer_norm(x, *self.scale_and_shift(x), epsilon=self.epsilon)

    def backward(self, dy: Array) -> Array:
        """Return dx, and set the gradients of γ and β."""
        x = self.received
        gamma, _ = self.scale_and_shift(x)
        dx, *own = functional.layer_norm_backward(dy, x, gamma, epsilon=self.epsilon)
        self.set_gradients(own)
        return dx


@dataclass(eq=False, repr=False)
class GroupNorm(Normalisation):
    """Normalise groups of channels over the image, as `cnnkit.functional.group_norm` does.

    Parameters
    ----------
    groups : int
        Into how many groups the channels are split; 1 takes all of them together.
    epsilon : float
        Added to the variance, above 0.

    Examples
    --------
    >>> GroupNorm(8).count((14, 14, 64))
    (128, 0)
    """

    groups: int
    _: KW_ONLY
    epsilon: float = 1e-5

    def check(self) -> None:
        """Refuse what is no number of groups, too."""
        super().check()
        self.groups = whole_number(self.groups, "groups")

    def shape_after(self, input_shape: Shape) -> Shape:
        """Return the same shape, if the groups divide the channels."""
        dividing_groups(self.groups, ("the", image_shape(input_shape)[2], "channels"))
        return input_shape

    def views(self, input_shape: Shape) -> Views:
        """Return the whole image, over which mean and variance are taken."""
        return whole(input_shape)

    def forward(self, x: Array, training: bool = False) -> Array:
        """Normalise."""
        x = self.receive(x)
        return functional.group_norm(x, self.groups, *self.scale_and_shift(x), epsilon=self.epsilon)

    def backward(self, dy: Array) -> Array:
        """Return dx, and set the gradients of γ and β."""
        x = self.received
        gamma, _ = self.scale_and_shift(x)
        dx, *own = functional.group_norm_backward(dy, x, self.groups, gamma, epsilon=self.epsilon)
        self.set_gradients(own)
        return dx


@dataclass(eq=False, repr=False)
class LocalResponseNorm(Layer):
    """Divide each number by those of the channels beside it.

    As `cnnkit.functional.local_response_norm` does; AlexNet's has size 5 and k=2.

    Parameters
    ----------
    size : int
        How many channels take part.
    alpha, beta, k : float
        Y = X / (k + alpha / size · Σ X²)^beta

    Examples
    --------
    >>> LocalResponseNorm(5, k=2.0).output_shape((55, 55, 96))
    (55, 55, 96)
    """

    size: int
    _: KW_ONLY
    alpha: float = 1e-4
    beta: float = 0.75
    k: float = 1.0

    def check(self) -> None:
        """Try the function, which knows what its options may be."""
        self.size = whole_number(self.size, "size")
        functional.local_response_norm(np.zeros((1, 1, 1, 1)), self.size, **self._options())

    def shape_after(self, input_shape: Shape) -> Shape:
        """Return the same shape."""
        return image_shape(input_shape)

    def forward(self, x: Array, training: bool = False) -> Array:
        """Divide."""
        return functional.local_response_norm(self.receive(x), self.size, **self._options())

    def backward(self, dy: Array) -> Array:
        """Return dx; a channel counts in its neighbours' denominators too."""
        return functional.local_response_norm_backward(
            dy, self.received, self.size, **self._options()
        )

    def _options(self) -> dict[str, float]:
        return {"alpha": self.alpha, "beta": self.beta, "k": self.k}
