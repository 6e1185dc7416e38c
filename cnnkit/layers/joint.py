"""Layers made of layers."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from cnnkit.functional.checks import Array
from cnnkit.layers.arguments import Shape
from cnnkit.layers.layer import Layer
from cnnkit.layers.parameter import Parameters
from cnnkit.layers.view import Views


class Stage(NamedTuple):
    """Where a layer stands within a joint: what it is given, and what that sees of the input."""

    name: str
    layer: Layer
    input_shape: Shape
    views: Views


class Joint(Layer):
    """The base of layers made of layers: what these own it owns, under their names and a dot."""

    is_open = True
    """Whether `summary` and `activations` show the layers inside."""

    is_joining = False
    """Whether it makes of their outputs one of its own."""

    def children(self) -> dict[str, Layer]:
        """Return the layers inside, by name."""
        raise NotImplementedError

    def stages(self, input_shape: Shape) -> Iterator[Stage]:
        """Go through the layers inside, in the order of their work."""
        raise NotImplementedError

    def inside(self) -> Iterator[Layer]:
        """Go through the layers inside, and those inside these."""
        for child in self.children().values():
            yield child
            if isinstance(child, Joint):
                yield from child.inside()

    def check(self) -> None:
        """Refuse a layer that is there twice."""
        seen: set[int] = set()
        for layer in self.inside():
            if id(layer) in seen:
                raise ValueError(
                    f"one {layer.label} stands in two places, but remembers one input only; give "
                    "each place a layer of its own"
                )
            seen.add(id(layer))

    def parameter_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Return those of the layers inside."""
        return {
            f"{stage.name}.{name}": shape
            for stage in self.stages(input_shape)
            for name, shape in stage.layer.parameter_shapes(stage.input_shape).items()
        }

    def multiply_adds(self, input_shape: Shape) -> int:
        """Add up those of the layers inside."""
        return sum(s.layer.multiply_adds(s.input_shape) for s in self.stages(input_shape))

    def make_parameters(self, input_shape: Shape, rng: np.random.Generator) -> None:
        """Build the layers inside, and put their names before those of their parameters."""
        for stage in self.stages(input_shape):
            stage.layer.build(stage.input_shape, rng)
            for parameter in stage.layer.parameters():
                parameter.name = f"{stage.name}.{parameter.name}"

    @property
    def weights(self) -> Parameters:
        """Those of the layers inside."""
        return {
            f"{name}.{key}": parameter
            for name, child in self.children().items()
            for key, parameter in child.weights.items()
        }

    @property
    def statistics(self) -> Parameters:
        """Those of the layers inside."""
        return {
            f"{name}.{key}": parameter
            for name, child in self.children().items()
            for key, parameter in child.statistics.items()
        }

    def generators(self) -> list[np.random.Generator]:
        """List those of the layers inside."""
        return [g for child in self.children().values() for g in child.generators()]

    def activations(self, x: Array) -> Iterator[tuple[str, Array]]:
        """Compute in evaluation, and yield each layer's name and output on the way."""
        yield "", self.forward(x)

    @property
    def label(self) -> str:
        """What an error calls it: without the layers inside, which have names."""
        return type(self).__name__


def checked_layer(value: Any, name: str) -> Layer:
    """Return a layer, or say that it is none.

    Examples
    --------
    >>> from cnnkit.layers import ReLU
    >>> checked_layer(ReLU, "body")
    Traceback (most recent call last):
        ...
    TypeError: body is the class ReLU; give a layer, such as ReLU()
    """
    if not isinstance(value, Layer):
        is_kind = isinstance(value, type) and issubclass(value, Layer)
        what = f"the class {value.__name__}" if is_kind else repr(value)
        example = value.__name__ if is_kind else "ReLU"
        raise TypeError(f"{name} is {what}; give a layer, such as {example}()")
    return value


def activations_below(name: str, layer: Layer, x: Array) -> Iterator[tuple[str, Array]]:
    """Yield a layer's own output under its name, or if it is open those inside it too."""
    if not (isinstance(layer, Joint) and layer.is_open):
        yield name, layer.forward(x)
        return
    for inner, y in layer.activations(x):
        yield (f"{name}.{inner}" if inner else name), y
