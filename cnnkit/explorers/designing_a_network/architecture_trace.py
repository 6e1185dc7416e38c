"""A network followed layer by layer: shapes, costs and receptive fields, or what does not fit."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from cnnkit.layers.arguments import Shape
from cnnkit.layers.convolution import Conv2D
from cnnkit.layers.dense import Dense
from cnnkit.layers.notation import NUMBERS, in_words, layer_of, parts_of
from cnnkit.layers.view import ONE_TO_ONE, Views, views_through
from cnnkit.shapes import output_size, padding_sides, remainder

Written = tuple[Any, ...]
"""A layer as `cnnkit.layers.notation` writes it."""


class Axis(NamedTuple):
    """What a window does along one axis."""

    size: int
    before: int
    after: int
    output: int
    left_over: int


class Cost(NamedTuple):
    """What a layer makes of an input, whatever came before."""

    output_shape: Shape
    parameters: int
    multiply_adds: int
    views: Views


@dataclass(frozen=True)
class Step:
    """One layer in its place.

    Parameters
    ----------
    number : int
        From 1 on.
    written : tuple
        The layer, as `cnnkit.layers.notation` writes it.
    input_shape : tuple of ints or None
        What it is given; None behind a layer that does not fit.
    cost : Cost or None
        None where it does not fit, or is not reached.
    misfit : str
        Why it does not fit.
    before, after : Views or None
        What its inputs and its outputs see of the image.
    """

    number: int
    written: Written
    input_shape: Shape | None
    cost: Cost | None
    misfit: str
    before: Views
    after: Views

    @property
    def kind(self) -> str:
        """The kind of layer."""
        return str(self.written[0])

    @property
    def words(self) -> str:
        """The layer in a few words."""
        return in_words(self.written)

    @property
    def field(self) -> tuple[int, int]:
        """Pixels that one output sees of the image's height and width."""
        height, width = self.after
        return int(height.size), int(width.size)

    @property
    def window(self) -> tuple[int, int]:
        """The size of the window and its stride."""
        return _window(self.written)

    @property
    def axes(self) -> list[Axis]:
        """What the window does along height and width; nothing for a layer without one."""
        if self.cost is None or self.input_shape is None or "stride" not in NUMBERS[self.kind]:
            return []
        padding = parts_of(self.written)[2]
        size, stride = self.window
        axes = []
        for n in self.input_shape[:2]:
            sides = padding_sides(n, size, stride=stride, padding=padding)
            output = output_size(n, size, stride=stride, padding=sides)
            over = remainder(n, size, stride=stride, padding=sides)
            axes.append(Axis(n, *sides, output, over))
        return axes


def trace(image: Shape, network: tuple[Written, ...]) -> tuple[Step, ...]:
    """Follow a network from the image to its end, or to the layer that does not fit.

    Examples
    --------
    >>> steps = trace((5, 7, 3), (("conv", 8, 3), ("max pool", 2), ("conv", 8, 3)))
    >>> [step.cost.output_shape for step in steps if step.cost]
    [(3, 5, 8), (1, 2, 8)]
    >>> steps[2].misfit
    'it needs 3 × 3 and is given 1 × 2: 2 rows and 1 column too few; take same padding, a smaller
    window, or a larger image'
    """
    steps = []
    shape: Shape | None = image
    views = ONE_TO_ONE
    for number, written in enumerate(network, start=1):
        before, cost, misfit = views, None, ""
        if shape is not None:
            found = costs(written, shape)
            if isinstance(found, str):
                misfit = found
            else:
                cost = found
                views = views_through(cost.views, views, image)
        steps.append(Step(number, written, shape, cost, misfit, before, views))
        shape = cost.output_shape if cost else None
    return tuple(steps)


@lru_cache(maxsize=4096)
def costs(written: Written, shape: Shape) -> Cost | str:
    """Count what a layer makes of a shape; nothing is allocated. Or say why it does not fit."""
    layer = layer_of(written)
    if isinstance(layer, Dense) and len(shape) == 3:
        return (
            f"it needs a row of numbers and is given {shape_text(shape)}: put flatten or global "
            "average pool before it"
        )
    if "pool" in written[0] or isinstance(layer, Conv2D):
        if len(shape) == 1:
            return (
                f"it needs rows and columns and is given a row of {shape[0]:,} numbers: put it "
                "before the layer that takes rows and columns away"
            )
        misfit = _too_small(written, shape)
        if misfit:
            return misfit
    return Cost(layer.output_shape(shape), *layer.count(shape), layer.views(shape))


def shape_text(shape: Shape) -> str:
    """Write a shape as it is read.

    Examples
    --------
    >>> shape_text((30, 30, 32)), shape_text((1024,))
    ('30 × 30 × 32', '1,024')
    """
    return " × ".join(f"{n:,}" for n in shape)


def values(shape: Shape) -> int:
    """Count the numbers of an array of a shape."""
    return math.prod(shape)


def _window(written: Written) -> tuple[int, int]:
    """Return the size of a layer's window and its stride."""
    kind, numbers, _ = parts_of(written)
    sizes = numbers[1:] if kind == "conv" else numbers
    return sizes[0], sizes[1] if len(sizes) > 1 else (1 if kind == "conv" else sizes[0])


def _too_small(written: Written, shape: Shape) -> str:
    """Say by how much an image is smaller than the window, if it is."""
    kind, _, padding = parts_of(written)
    if "stride" not in NUMBERS[kind] or padding == "same":
        return ""
    size, _ = _window(written)
    missing = [max(size - n, 0) for n in shape[:2]]
    nouns = ("row", "column")
    parts = [f"{n} {noun}{'s' * (n > 1)}" for n, noun in zip(missing, nouns, strict=True) if n]
    if not parts:
        return ""
    given = f"{shape[0]} × {shape[1]}"
    return (
        f"it needs {size} × {size} and is given {given}: {' and '.join(parts)} too few; take "
        f"{'same padding, ' * (kind == 'conv')}a smaller window, or a larger image"
    )
