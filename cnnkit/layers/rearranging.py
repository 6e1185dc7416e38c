"""Layers that move numbers between channels and pixels, and compute nothing."""

from dataclasses import dataclass
from fractions import Fraction

from cnnkit import functional
from cnnkit.functional.checks import Array
from cnnkit.layers.arguments import Shape, image_shape
from cnnkit.layers.layer import Layer
from cnnkit.layers.view import View, Views
from cnnkit.shapes import whole_number


@dataclass(eq=False, repr=False)
class DepthToSpace(Layer):
    """Spread the channels of each pixel over a square, as `cnnkit.functional.depth_to_space` does.

    (H, W, C) → (H · block, W · block, C / block²)

    A convolution with block² filters and this layer behind it are a **sub-pixel convolution**.

    Parameters
    ----------
    block : int
        Side of the square. C must be a multiple of block².

    Notes
    -----
    Source: W. Shi et al., "Real-Time Single Image and Video Super-Resolution Using an Efficient
    Sub-Pixel Convolutional Neural Network", CVPR 2016, arXiv:1609.05158, section 3.2.

    Examples
    --------
    >>> DepthToSpace(2).output_shape((5, 7, 12))
    (10, 14, 3)
    >>> DepthToSpace(2).forward([[[[1, 2, 3, 4]]]])[0, :, :, 0].tolist()
    [[1.0, 2.0], [3.0, 4.0]]
    """

    block: int

    def check(self) -> None:
        """Refuse arguments that no input could go with."""
        self.block = whole_number(self.block, "block")

    def shape_after(self, input_shape: Shape) -> Shape:
        """Return (H · block, W · block, C / block²)."""
        height, width, channels = image_shape(input_shape)
        square = self.block**2
        if channels % square:
            raise ValueError(
                f"a square of {self.block}×{self.block} pixels takes a multiple of {square} "
                f"channels; give the convolution before it {-(-channels // square) * square} "
                "filters"
            )
        return height * self.block, width * self.block, channels // square

    def views(self, input_shape: Shape) -> Views:
        """Return the one pixel that a square comes from: output i sees pixel floor(i / block)."""
        reach = Fraction(self.block - 1, self.block)
        view = View(size=1 + reach, jump=Fraction(1, self.block), start=-reach)
        return view, view

    def forward(self, x: Array, training: bool = False) -> Array:
        """Spread."""
        return functional.depth_to_space(self.receive(x), self.block)

    def backward(self, dy: Array) -> Array:
        """Gather the squares in the channels again."""
        return functional.depth_to_space_backward(dy, self.received, self.block)
