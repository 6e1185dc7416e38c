"""Joints of parallel layers: their sum, and their channels behind each other."""

from dataclasses import dataclass

import numpy as np

from cnnkit.functional.checks import Array
from cnnkit.layers.arguments import Shape
from cnnkit.layers.branches import Branches
from cnnkit.layers.convolution import Conv2D
from cnnkit.layers.dense import Dense
from cnnkit.layers.joint import checked_layer
from cnnkit.layers.layer import Layer


@dataclass(eq=False, repr=False)
class Residual(Branches):
    """Add to what a layer makes of its input the input itself: y = body(x) + shortcut(x).

    Parameters
    ----------
    body : Layer
        Often a `Sequential`; it learns what is to be changed.
    shortcut : Layer, optional
        What brings the input to the body's output shape, such as a convolution of 1×1. Without
        one the input is added as it is.

    Notes
    -----
    Source: K. He, X. Zhang, S. Ren and J. Sun, "Deep Residual Learning for Image Recognition",
    arXiv:1512.03385.

    Examples
    --------
    >>> from cnnkit.layers import Conv2D
    >>> Residual(Conv2D(16, 3, padding="same")).output_shape((8, 8, 16))
    (8, 8, 16)
    >>> Residual(Conv2D(32, 3, padding="same")).output_shape((8, 8, 16))
    Traceback (most recent call last):
        ...
    ValueError: Residual cannot take (8, 8, 16): the body makes (8, 8, 32) and the shortcut ...
    """

    body: Layer
    shortcut: Layer | None = None

    def named_branches(self) -> dict[str, Layer | None]:
        """Return body and shortcut."""
        return {"body": self.body, "shortcut": self.shortcut}

    def check(self) -> None:
        """Refuse a body that is none."""
        checked_layer(self.body, "body")
        super().check()

    def joined_shape(self, shapes: dict[str, Shape]) -> Shape:
        """Return the shape that both have."""
        body, shortcut = shapes.values()
        if body != shortcut:
            padding = 'padding="same" in the body, or ' if body[:-1] != shortcut[:-1] else ""
            fitting = None if self.shortcut else _between(shortcut, body)
            example = f", such as {fitting}" if fitting else ""
            raise ValueError(
                f"the body makes {body} and the shortcut {shortcut}, which cannot be added; use "
                f"{padding}a shortcut that makes {body}{example}"
            )
        return body

    def join(self, outputs: list[Array]) -> Array:
        """Add."""
        body, shortcut = outputs
        return body + shortcut

    def split(self, dy: Array) -> list[Array]:
        """Give the gradient to both: that is what keeps it from fading."""
        return [dy, dy]


@dataclass(eq=False, repr=False, init=False)
class Concatenate(Branches):
    """Lay the channels of several branches one behind the other.

    Parameters
    ----------
    *branches : Layer or None
        At least one; None passes the input on, as in DenseNet.

    Notes
    -----
    Source: C. Szegedy et al., "Going Deeper with Convolutions", arXiv:1409.4842; G. Huang et al.,
    "Densely Connected Convolutional Networks", arXiv:1608.06993.

    Examples
    --------
    >>> from cnnkit.layers import Conv2D
    >>> Concatenate(None, Conv2D(12, 3, padding="same")).output_shape((8, 8, 16))
    (8, 8, 28)
    """

    branches: tuple[Layer | None, ...]

    def __init__(self, *branches: Layer | None) -> None:
        self.branches = branches
        self.__post_init__()

    def named_branches(self) -> dict[str, Layer | None]:
        """Return branch_1, branch_2 and so on."""
        return {f"branch_{number}": each for number, each in enumerate(self.branches, 1)}

    def check(self) -> None:
        """Refuse what joins nothing."""
        if not self.branches:
            raise ValueError(
                "it has no branches; give some, such as Concatenate(None, Conv2D(8, 3))"
            )
        super().check()

    def joined_shape(self, shapes: dict[str, Shape]) -> Shape:
        """Return height and width, which all have, and the sum of the channels."""
        if len({shape[:-1] for shape in shapes.values()}) > 1:
            made = ", ".join(f"{name} makes {shape}" for name, shape in shapes.items())
            raise ValueError(
                f"{made}; they may differ in the channels alone, so pad or stride them alike, "
                'such as padding="same"'
            )
        *size, _ = next(iter(shapes.values()))
        return *size, sum(shape[-1] for shape in shapes.values())

    def join(self, outputs: list[Array]) -> Array:
        """Lay channels behind channels."""
        return np.concatenate(outputs, axis=-1)

    def split(self, dy: Array) -> list[Array]:
        """Give each branch the gradient of its channels."""
        return np.split(dy, np.cumsum(self._widths)[:-1], axis=-1)

    def __repr__(self) -> str:
        return f"Concatenate({', '.join(map(repr, self.branches))})"


def _between(input_shape: Shape, output_shape: Shape) -> Layer | None:
    """Return a layer that makes one shape of the other, if a simple one does.

    Examples
    --------
    >>> _between((8, 8, 4), (4, 4, 6)), _between((8, 8, 4), (6, 6, 4))
    (Conv2D(6, 1, stride=2), None)
    """
    if len(input_shape) != len(output_shape):
        return None
    *size, units = output_shape
    if not size:
        return Dense(units)
    height, width = (-(-n // wanted) for n, wanted in zip(input_shape, size, strict=False))
    layer = Conv2D(units, 1, stride=(height, width))
    return layer if layer.output_shape(input_shape) == output_shape else None
