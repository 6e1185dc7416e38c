"""Convolutions: ordinary, in groups, and depthwise."""

import math
from dataclasses import KW_ONLY, dataclass
from typing import Any

import numpy as np

from cnnkit import functional
from cnnkit.functional.channel_checks import dividing_groups
from cnnkit.functional.checks import Array
from cnnkit.functional.geometry import Pair
from cnnkit.initialisers import Initialiser, he_normal
from cnnkit.layers.arguments import (
    Shape,
    image_shape,
    initialised,
    initialiser_function,
    one_or_pair,
    shortest_padding,
)
from cnnkit.layers.layer import Layer
from cnnkit.layers.view import Views, window_views
from cnnkit.shapes import Padding2D, flag, output_shape, pair, whole_number


class Convolution(Layer):
    """What all convolutions share: a kernel, a bias, and where the windows stand."""

    kernel_size: int | Pair
    stride: int | Pair
    padding: Padding2D
    dilation: int | Pair
    bias: bool
    initialiser: Initialiser

    def filters_and_groups(self, channels: int) -> tuple[int, int]:
        """Return the number of output channels, and of groups, or say what would fit."""
        raise NotImplementedError

    def check(self) -> None:
        """Refuse arguments that no input could go with."""
        self.kernel_size = one_or_pair(self.kernel_size, "kernel_size")
        self.stride = one_or_pair(self.stride, "stride")
        self.padding = shortest_padding(self.padding)
        self.dilation = one_or_pair(self.dilation, "dilation")
        self.bias = flag(self.bias, "bias")
        self.initialiser = initialiser_function(self.initialiser)

    def windows(self) -> dict[str, Any]:
        """Return where the windows stand, as `functional.conv2d` takes it."""
        return {"stride": self.stride, "padding": self.padding, "dilation": self.dilation}

    def shape_after(self, input_shape: Shape) -> Shape:
        """Return (H', W', F)."""
        height, width, channels = image_shape(input_shape)
        filters, _ = self.filters_and_groups(channels)
        return *output_shape((height, width), self.kernel_size, **self.windows()), filters

    def parameter_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Return the shapes of kernel and bias."""
        filters, groups = self.filters_and_groups(input_shape[2])
        kernel = (*pair(self.kernel_size, "kernel_size"), input_shape[2] // groups, filters)
        shapes: dict[str, Shape] = {"kernel": kernel}
        return shapes | {"bias": (filters,)} if self.bias else shapes

    def initial(self, name: str, shape: Shape, rng: np.random.Generator) -> Array:
        """Start from the initialiser's kernel, and from a bias of zeros."""
        if name == "bias":
            return np.zeros(shape)
        return initialised(self.initialiser, name, shape, rng)

    def multiply_adds(self, input_shape: Shape) -> int:
        """Count the kernel's weights once for each place of the output."""
        height, width, _ = self.shape_after(input_shape)
        return height * width * math.prod(self.parameter_shapes(input_shape)["kernel"])

    def views(self, input_shape: Shape) -> Views:
        """Return what the windows see."""
        return window_views(input_shape, self.kernel_size, **self.windows())

    def forward(self, x: Array, training: bool = False) -> Array:
        """Convolve; see `cnnkit.functional.conv2d`."""
        x = self.receive(x)
        weights = (parameter.value for parameter in self.weights.values())
        return functional.conv2d(x, *weights, **self._options(x))

    def backward(self, dy: Array) -> Array:
        """Return dx, and set the gradients of kernel and bias."""
        x, kernel = self.received, self.weights["kernel"].value
        dx, *gradients = functional.conv2d_backward(dy, x, kernel, **self._options(x))
        self.set_gradients(gradients)
        return dx

    def parameter_gradients(self, dy: Array) -> None:
        """Set the gradients of kernel and bias alone."""
        x = self.received
        self.set_gradients(
            functional.conv2d_parameter_gradients(dy, x, self.kernel_size, **self._options(x))
        )

    def _options(self, x: Array) -> dict[str, Any]:
        return self.windows() | {"groups": self.filters_and_groups(x.shape[3])[1]}


@dataclass(eq=False, repr=False)
class Conv2D(Convolution):
    """A convolution with learned filters, as `cnnkit.functional.conv2d` computes it.

    (H, W, C) → (H', W', filters), with a kernel of
    (kernel_height, kernel_width, C // groups, filters) and a bias of (filters,).

    Parameters
    ----------
    filters : int
        Output channels.
    kernel_size, stride, dilation : int or (int, int)
        The window, (height, width).
    padding : "valid", "same", "full", int, (int, int) or ((int, int), (int, int))
        Zeros around the image.
    groups : int
        Groups of channels and filters that do not see each other; it divides both.
    bias : bool
        Whether each filter adds a number of its own; before a batch norm it is of no use.
    initialiser : function (shape, rng) -> array
        What the kernel starts from; the bias starts from zeros.

    Examples
    --------
    >>> layer = Conv2D(32, 3, stride=2, padding="same")
    >>> layer.output_shape((32, 48, 3))
    (16, 24, 32)
    >>> layer.count((32, 48, 3))
    (896, 331776)
    """

    filters: int
    kernel_size: int | Pair
    _: KW_ONLY
    stride: int | Pair = 1
    padding: Padding2D = "valid"
    dilation: int | Pair = 1
    groups: int = 1
    bias: bool = True
    initialiser: Initialiser = he_normal

    def check(self) -> None:
        """Refuse filters that do not go into the groups, too."""
        super().check()
        self.filters = whole_number(self.filters, "filters")
        self.groups = whole_number(self.groups, "groups")
        dividing_groups(self.groups, ("the", self.filters, "filters"))

    def filters_and_groups(self, channels: int) -> tuple[int, int]:
        """Return both as they are chosen."""
        dividing_groups(self.groups, ("the", channels, "channels"))
        return self.filters, self.groups


@dataclass(eq=False, repr=False)
class DepthwiseConv2D(Convolution):
    """A convolution in which each channel sees only itself.

    (H, W, C) → (H', W', C · depth_multiplier), with a kernel of
    (kernel_height, kernel_width, 1, C · depth_multiplier).

    Parameters
    ----------
    kernel_size, stride, padding, dilation, bias, initialiser
        As in `Conv2D`.
    depth_multiplier : int
        Filters for each channel.

    Examples
    --------
    Over 16 channels, a sixteenth of what a whole convolution takes:

    >>> DepthwiseConv2D(3, padding="same", bias=False).count((8, 8, 16))
    (144, 9216)
    >>> Conv2D(16, 3, padding="same", bias=False).count((8, 8, 16))
    (2304, 147456)
    """

    kernel_size: int | Pair
    _: KW_ONLY
    stride: int | Pair = 1
    padding: Padding2D = "valid"
    dilation: int | Pair = 1
    depth_multiplier: int = 1
    bias: bool = True
    initialiser: Initialiser = he_normal

    def check(self) -> None:
        """Refuse fewer than one filter a channel, too."""
        super().check()
        self.depth_multiplier = whole_number(self.depth_multiplier, "depth_multiplier")

    def filters_and_groups(self, channels: int) -> tuple[int, int]:
        """Return a group for each channel."""
        return channels * self.depth_multiplier, channels
