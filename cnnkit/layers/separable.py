"""The separable convolution: first each channel by itself, then all channels at each place."""

from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass

from cnnkit.functional.checks import Array
from cnnkit.functional.geometry import Pair
from cnnkit.initialisers import Initialiser, he_normal
from cnnkit.layers.arguments import Shape
from cnnkit.layers.convolution import Conv2D, DepthwiseConv2D
from cnnkit.layers.joint import Joint, Stage
from cnnkit.layers.layer import Layer
from cnnkit.layers.view import ONE_TO_ONE, Views
from cnnkit.shapes import Padding2D


@dataclass(eq=False, repr=False)
class SeparableConv2D(Joint):
    """A depthwise convolution, then a convolution of 1×1 that mixes the channels.

    (H, W, C) → (H', W', filters)

    Parameters
    ----------
    filters, bias
        As in `Conv2D`, of the second; the first has no bias.
    kernel_size, stride, padding, dilation, depth_multiplier
        As in `DepthwiseConv2D`, of the first.
    initialiser : function (shape, rng) -> array
        What both kernels start from.

    Notes
    -----
    Source: F. Chollet, "Xception: Deep Learning with Depthwise Separable Convolutions",
    arXiv:1610.02357.

    Examples
    --------
    >>> SeparableConv2D(32, 3).count((8, 8, 16))
    (688, 23616)
    >>> Conv2D(32, 3).count((8, 8, 16))
    (4640, 165888)
    """

    filters: int
    kernel_size: int | Pair
    _: KW_ONLY
    stride: int | Pair = 1
    padding: Padding2D = "valid"
    dilation: int | Pair = 1
    depth_multiplier: int = 1
    bias: bool = True
    initialiser: Initialiser = he_normal

    is_open = False

    def check(self) -> None:
        """Make both convolutions, which know what their arguments may be."""
        self._depthwise = DepthwiseConv2D(
            self.kernel_size,
            stride=self.stride,
            padding=self.padding,
            dilation=self.dilation,
            depth_multiplier=self.depth_multiplier,
            bias=False,
            initialiser=self.initialiser,
        )
        self._pointwise = Conv2D(self.filters, 1, bias=self.bias, initialiser=self.initialiser)
        self.filters = self._pointwise.filters
        for name in ("kernel_size", "stride", "padding", "dilation", "depth_multiplier"):
            setattr(self, name, getattr(self._depthwise, name))

    def children(self) -> dict[str, Layer]:
        """Return both convolutions."""
        return {"depthwise": self._depthwise, "pointwise": self._pointwise}

    def stages(self, input_shape: Shape) -> Iterator[Stage]:
        """Go through both convolutions."""
        yield Stage("depthwise", self._depthwise, input_shape, ONE_TO_ONE)
        between = self._depthwise.shape_after(input_shape)
        yield Stage("pointwise", self._pointwise, between, self._depthwise.views(input_shape))

    def shape_after(self, input_shape: Shape) -> Shape:
        """Return (H', W', filters)."""
        return self._pointwise.shape_after(self._depthwise.shape_after(input_shape))

    def views(self, input_shape: Shape) -> Views:
        """Return what the depthwise windows see; those of 1×1 add nothing."""
        return self._depthwise.views(input_shape)

    def forward(self, x: Array, training: bool = False) -> Array:
        """Convolve twice."""
        return self._pointwise.forward(self._depthwise.forward(self.receive(x)))

    def backward(self, dy: Array) -> Array:
        """Return dx, and set the gradients of both kernels and the bias."""
        return self._depthwise.backward(self._pointwise.backward(dy))

    def parameter_gradients(self, dy: Array) -> None:
        """Set the gradients of both kernels and the bias alone."""
        self._depthwise.parameter_gradients(self._pointwise.backward(dy))
