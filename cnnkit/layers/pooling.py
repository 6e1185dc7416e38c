"""Layers that make one number of each window."""

from dataclasses import KW_ONLY, dataclass
from typing import Any

from cnnkit import functional
from cnnkit.functional.checks import Array, upstream_gradient
from cnnkit.functional.geometry import Pair, pooling_geometry
from cnnkit.functional.max_pooling import max_gradient
from cnnkit.layers.arguments import Shape, image_shape, one_or_pair, shortest_padding
from cnnkit.layers.layer import Layer
from cnnkit.layers.view import View, Views, whole, window_views
from cnnkit.shapes import Padding2D, check_pooling_windows, flag, output_shape, pair


class Pooling(Layer):
    """What all poolings by windows share: where the windows stand."""

    window: int | Pair
    stride: int | Pair | None
    padding: Padding2D
    dilation: int | Pair
    ceil_mode: bool

    def check(self) -> None:
        """Refuse arguments that no input could go with."""
        self.window = one_or_pair(self.window, "window")
        if self.stride is not None:
            self.stride = one_or_pair(self.stride, "stride")
        self.padding = shortest_padding(self.padding)
        self.dilation = one_or_pair(self.dilation, "dilation")
        self.ceil_mode = flag(self.ceil_mode, "ceil_mode")

    def windows(self) -> dict[str, Any]:
        """Return where the windows stand, as `cnnkit.shapes` takes it."""
        stride = self.window if self.stride is None else self.stride
        return {"stride": stride, "padding": self.padding, "dilation": self.dilation}

    def shape_after(self, input_shape: Shape) -> Shape:
        """Return (H', W', C)."""
        height, width, channels = image_shape(input_shape)
        shape, windows = (height, width), self.windows() | {"ceil_mode": self.ceil_mode}
        check_pooling_windows(shape, self.window, **windows)
        return *output_shape(shape, self.window, name="window", **windows), channels

    def views(self, input_shape: Shape) -> Views:
        """Return what the windows see."""
        return window_views(input_shape, self.window, **self.windows())


@dataclass(eq=False, repr=False)
class MaxPool2D(Pooling):
    """Keep the largest number of each window, as `cnnkit.functional.max_pool2d` does.

    (H, W, C) → (H', W', C)

    Parameters
    ----------
    window : int or (int, int)
        Size of the window, (height, width).
    stride : int or (int, int), optional
        Pixels from one window to the next; the window's size if left out.
    padding, dilation
        As in `Conv2D`. No window may lie wholly in the padding, which never wins.
    ceil_mode : bool
        Round the output's size up, so that a last window may reach past the end.

    Examples
    --------
    >>> MaxPool2D(2).output_shape((13, 13, 64))
    (6, 6, 64)
    >>> MaxPool2D(2, ceil_mode=True).output_shape((13, 13, 64))
    (7, 7, 64)
    """

    window: int | Pair
    _: KW_ONLY
    stride: int | Pair | None = None
    padding: Padding2D = "valid"
    dilation: int | Pair = 1
    ceil_mode: bool = False

    def forward(self, x: Array, training: bool = False) -> Array:
        """Pool."""
        x = self.receive(x)
        options = self.windows() | {"ceil_mode": self.ceil_mode}
        self._largest = functional.max_pool2d(x, self.window, **options)
        return self._largest

    def backward(self, dy: Array) -> Array:
        """Pass each gradient to the pixel that was the largest."""
        x, largest = self.received, self._largest
        dy = upstream_gradient(dy, largest.shape, x, "MaxPool2D")
        geometry = pooling_geometry(x, self.window, **self.windows(), ceil_mode=self.ceil_mode)
        return max_gradient(dy, x, largest, geometry)


@dataclass(eq=False, repr=False)
class AveragePool2D(Pooling):
    """Replace each window by its mean, as `cnnkit.functional.average_pool2d` does.

    (H, W, C) → (H', W', C)

    Parameters
    ----------
    window, stride, padding, ceil_mode
        As in `MaxPool2D`.
    count_include_pad : bool
        Count the padded zeros as cells of the window, or only the pixels.

    Examples
    --------
    >>> AveragePool2D(3, stride=2, padding=1).output_shape((14, 14, 6))
    (7, 7, 6)
    """

    window: int | Pair
    _: KW_ONLY
    stride: int | Pair | None = None
    padding: Padding2D = "valid"
    ceil_mode: bool = False
    count_include_pad: bool = True

    dilation = 1

    def check(self) -> None:
        """Refuse an answer that is neither yes nor no, too."""
        super().check()
        self.count_include_pad = flag(self.count_include_pad, "count_include_pad")

    def forward(self, x: Array, training: bool = False) -> Array:
        """Pool."""
        return functional.average_pool2d(self.receive(x), self.window, **self._options())

    def backward(self, dy: Array) -> Array:
        """Pass each gradient to all pixels of its window, in equal shares."""
        return functional.average_pool2d_backward(dy, self.received, self.window, **self._options())

    def _options(self) -> dict[str, Any]:
        return {
            "stride": self.stride,
            "padding": self.padding,
            "ceil_mode": self.ceil_mode,
            "count_include_pad": self.count_include_pad,
        }


@dataclass(eq=False, repr=False)
class GlobalAveragePool2D(Layer):
    """Replace each channel's map by its mean. (H, W, C) → (C,), whatever the height and width.

    Examples
    --------
    >>> GlobalAveragePool2D().output_shape((7, 7, 512))
    (512,)
    """

    def shape_after(self, input_shape: Shape) -> Shape:
        """Return (C,)."""
        return image_shape(input_shape)[2:]

    def views(self, input_shape: Shape) -> Views:
        """Return the whole image."""
        return whole(input_shape)

    def forward(self, x: Array, training: bool = False) -> Array:
        """Pool."""
        return functional.global_average_pool2d(self.receive(x))

    def backward(self, dy: Array) -> Array:
        """Pass each gradient to all pixels, in equal shares."""
        return functional.global_average_pool2d_backward(dy, self.received)


@dataclass(eq=False, repr=False)
class AdaptiveAveragePool2D(Layer):
    """Average so many windows that every image comes out at one size.

    (H, W, C) → (output_height, output_width, C)

    Parameters
    ----------
    output_size : int or (int, int)
        Height and width of the output.

    Examples
    --------
    >>> AdaptiveAveragePool2D(7).output_shape((30, 20, 512))
    (7, 7, 512)
    """

    output_size: int | Pair

    def check(self) -> None:
        """Refuse what is no size."""
        self.output_size = one_or_pair(self.output_size, "output_size")

    def shape_after(self, input_shape: Shape) -> Shape:
        """Return the output's size, with the channels."""
        return *pair(self.output_size, "output_size"), image_shape(input_shape)[2]

    def views(self, input_shape: Shape) -> Views:
        """Return evenly spaced windows that hold the real ones, which may be uneven.

        With jump ⌊n / o⌋, all windows begin no later and end no earlier than the real ones if the
        last of them ends with the axis.
        """
        sizes = zip(input_shape, pair(self.output_size, "output_size"), strict=False)
        height, width = (View(n - (o - 1) * (n // o), n // o, 0) for n, o in sizes)
        return height, width

    def forward(self, x: Array, training: bool = False) -> Array:
        """Pool."""
        return functional.adaptive_average_pool2d(self.receive(x), self.output_size)

    def backward(self, dy: Array) -> Array:
        """Pass each gradient to all pixels of its window, in equal shares."""
        return functional.adaptive_average_pool2d_backward(dy, self.received, self.output_size)
