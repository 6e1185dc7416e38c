"""The transposed convolution, which makes maps larger."""

import math
from dataclasses import KW_ONLY, dataclass
from fractions import Fraction
from typing import Any

from cnnkit import functional
from cnnkit.functional.channel_checks import dividing_groups
from cnnkit.functional.checks import Array
from cnnkit.functional.geometry import Pair
from cnnkit.initialisers import Initialiser, he_normal
from cnnkit.layers.arguments import Shape, image_shape, one_or_pair
from cnnkit.layers.convolution import Convolution
from cnnkit.layers.view import View, Views
from cnnkit.shapes import (
    Padding2D,
    pair,
    transposed_output_shape,
    transposed_padding_2d,
    whole_number,
    window_span,
)


@dataclass(eq=False, repr=False)
class Conv2DTranspose(Convolution):
    """A convolution run backwards, as `cnnkit.functional.conv2d_transpose` computes it.

    (H, W, C) → (H', W', filters): at stride s, maps s times as large. The kernel is
    (kernel_height, kernel_width, filters // groups, C).

    Parameters
    ----------
    filters, kernel_size, stride, dilation, groups, bias, initialiser
        As in `Conv2D`.
    padding : "valid", "same", "full", int, (int, int) or ((int, int), (int, int))
        What is cropped from the output; "same" makes it exactly stride times as large.
    output_padding : int or (int, int)
        Rows and columns added at the bottom and the right.

    Examples
    --------
    >>> Conv2DTranspose(8, 4, stride=2, padding="same").output_shape((7, 9, 16))
    (14, 18, 8)
    """

    filters: int
    kernel_size: int | Pair
    _: KW_ONLY
    stride: int | Pair = 1
    padding: Padding2D = "valid"
    output_padding: int | Pair = 0
    dilation: int | Pair = 1
    groups: int = 1
    bias: bool = True
    initialiser: Initialiser = he_normal

    def check(self) -> None:
        """Refuse filters that do not go into the groups, and too much output padding, too."""
        super().check()
        self.filters = whole_number(self.filters, "filters")
        self.groups = whole_number(self.groups, "groups")
        self.output_padding = one_or_pair(self.output_padding, "output_padding", minimum=0)
        dividing_groups(self.groups, ("the", self.filters, "filters"))

    def filters_and_groups(self, channels: int) -> tuple[int, int]:
        """Return both as they are chosen."""
        dividing_groups(self.groups, ("the", channels, "channels"))
        return self.filters, self.groups

    def shape_after(self, input_shape: Shape) -> Shape:
        """Return (H', W', F)."""
        height, width, channels = image_shape(input_shape)
        filters, _ = self.filters_and_groups(channels)
        size = transposed_output_shape(
            (height, width),
            self.kernel_size,
            output_padding=self.output_padding,
            **self.windows(),
        )
        return *size, filters

    def parameter_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Return the shapes of kernel and bias."""
        group_filters = self.filters // self.groups
        kernel = (*pair(self.kernel_size, "kernel_size"), group_filters, input_shape[2])
        shapes: dict[str, Shape] = {"kernel": kernel}
        return shapes | {"bias": (self.filters,)} if self.bias else shapes

    def multiply_adds(self, input_shape: Shape) -> int:
        """Count the kernel's weights once for each place of the input, cropped ones included."""
        height, width, _ = input_shape
        return height * width * math.prod(self.parameter_shapes(input_shape)["kernel"])

    def views(self, input_shape: Shape) -> Views:
        """Return what is seen between the pixels: output i by input j where 0 ≤ i + p − j·s < span.

        So j runs from (i + p − span + 1) / s to (i + p) / s, whole numbers only.
        """
        cropped = transposed_padding_2d(self.kernel_size, **self.windows())
        axes = zip(
            pair(self.kernel_size, "kernel_size"),
            pair(self.stride, "stride"),
            pair(self.dilation, "dilation"),
            cropped,
            strict=True,
        )
        height, width = (
            View(
                size=1 + Fraction(window_span(k, d) - 1, s),
                jump=Fraction(1, s),
                start=Fraction(before - window_span(k, d) + 1, s),
            )
            for k, s, d, (before, _) in axes
        )
        return height, width

    def forward(self, x: Array, training: bool = False) -> Array:
        """Convolve backwards; see `cnnkit.functional.conv2d_transpose`."""
        x = self.receive(x)
        weights = (parameter.value for parameter in self.weights.values())
        return functional.conv2d_transpose(x, *weights, **self._options(x))

    def backward(self, dy: Array) -> Array:
        """Return dx, and set the gradients of kernel and bias."""
        x, kernel = self.received, self.weights["kernel"].value
        dx, *gradients = functional.conv2d_transpose_backward(dy, x, kernel, **self._options(x))
        self.set_gradients(gradients)
        return dx

    def parameter_gradients(self, dy: Array) -> None:
        """Set the gradients of kernel and bias."""
        self.backward(dy)

    def _options(self, x: Array) -> dict[str, Any]:
        return super()._options(x) | {"output_padding": self.output_padding}
