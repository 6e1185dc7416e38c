"""A layer: one step of a network, which knows its shapes, its parameters and its gradient."""

import math
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from cnnkit.functional.checks import Array, float_array, generator
from cnnkit.layers.arguments import Shape, naming, whole_shape
from cnnkit.layers.parameter import Parameter, Parameters, fill
from cnnkit.layers.view import ONE_TO_ONE, Views
from cnnkit.layers.writing import call_of

NONE: Parameters = MappingProxyType({})


class Layer:
    """The base of all layers. A new one needs `forward` and `backward`, and often no more.

    Shapes are those of one input, without the batch. A layer is a dataclass: its fields are its
    arguments. What `build` makes, and what `forward` leaves to `backward`, are not.

    Examples
    --------
    >>> class Double(Layer):
    ...     def forward(self, x, training=False):
    ...         return 2 * self.receive(x)
    ...
    ...     def backward(self, dy):
    ...         return 2 * dy
    >>> Double().forward([[1.0, 2.0]]).tolist()
    [[2.0, 4.0]]
    """

    built_for: Shape | None = None
    """The input shape that `build` was called with."""

    _weights: Parameters = NONE
    _statistics: Parameters = NONE
    _received: Array | None = None
    _accepted: Shape | None = None  # an input shape other than built_for that has been checked

    # What a layer says of itself. By default it is element-wise, and learns nothing.

    def check(self) -> None:
        """Refuse bad arguments, and bring good ones into their shortest form."""

    def shape_after(self, input_shape: Shape) -> Shape:
        """Return the output's shape, or say what would fit."""
        return input_shape

    def parameter_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Return the shape of each parameter, by name."""
        return {}

    def initial(self, name: str, shape: Shape, rng: np.random.Generator) -> Array:
        """Return the numbers that a parameter starts from."""
        return np.zeros(shape)

    def multiply_adds(self, input_shape: Shape) -> int:
        """Count the products in convolutions and dense layers, for one input."""
        return 0

    def views(self, input_shape: Shape) -> Views:
        """Return what one output sees of the input, along height and width."""
        return ONE_TO_ONE

    def forward(self, x: Array, training: bool = False) -> Array:
        """Return the output, and remember what `backward` needs."""
        raise NotImplementedError(f"{type(self).__name__} has no forward(self, x, training=False)")

    def backward(self, dy: Array) -> Array:
        """Return the gradient with respect to the input, and set each parameter's ``grad``.

        ``dy`` is the gradient with respect to the output of the last `forward`, whether that was
        one in training or in evaluation.
        """
        raise NotImplementedError(f"{type(self).__name__} has no backward(self, dy)")

    def parameter_gradients(self, dy: Array) -> None:
        """Set each parameter's ``grad`` as `backward` does, where the input's is of no use."""
        self.backward(dy)

    def generators(self) -> list[np.random.Generator]:
        """List the generators that a forward pass in training draws from."""
        return []

    # What follows from that.

    def output_shape(self, input_shape: Shape) -> Shape:
        """Return the output's shape, or say what would fit. Nothing is allocated."""
        shape = whole_shape(input_shape)
        with naming(f"{self.label} cannot take {shape}"):
            return self.shape_after(shape)

    def count(self, input_shape: Shape) -> tuple[int, int]:
        """Return (parameters, multiply-adds) for one input. Nothing is allocated."""
        self.output_shape(input_shape)
        shape = whole_shape(input_shape)
        shapes = self.parameter_shapes(shape).values()
        return sum(math.prod(each) for each in shapes), self.multiply_adds(shape)

    def build(self, input_shape: Shape, rng: np.random.Generator) -> None:
        """Make the parameters, in float32, for inputs of this shape."""
        self.output_shape(input_shape)
        generator(rng)
        shape = whole_shape(input_shape)
        self.make_parameters(shape, rng)
        self.built_for, self._accepted = shape, None

    def make_parameters(self, input_shape: Shape, rng: np.random.Generator) -> None:
        """Make each parameter of `parameter_shapes` from what is `initial`."""
        self._weights = {
            name: Parameter(name, self.initial(name, shape, rng).astype(np.float32))
            for name, shape in self.parameter_shapes(input_shape).items()
        }

    @property
    def weights(self) -> Parameters:
        """What training changes, by name."""
        return self._weights

    @property
    def statistics(self) -> Parameters:
        """What a forward pass in training changes, by name; no optimiser sees it."""
        return self._statistics

    def parameters(self) -> list[Parameter]:
        """List what training changes, always in the same order."""
        return list(self.weights.values())

    def state(self) -> dict[str, Array]:
        """Copy everything that a file must hold, by name."""
        kept = {**self.weights, **self.statistics}
        return {name: parameter.value.copy() for name, parameter in kept.items()}

    def load_state(self, state: Mapping[str, Any]) -> None:
        """Take over what `state` returned. Unless all of it fits, nothing is changed."""
        fill({**self.weights, **self.statistics}, state, self.label)

    # What forward and backward begin and end with.

    def receive(self, x: Any) -> Array:
        """Return ``x`` as a float array that the layer can take, and remember it."""
        if x is None:
            raise TypeError(
                f"{self.label} is given None, and takes numbers; does the forward before it end "
                "with return y?"
            )
        array = float_array(x, "x")
        input_shape = array.shape[1:]
        if input_shape not in (self.built_for, self._accepted):
            self._check_input(array.shape)
            self._accepted = input_shape
        self._received = array
        return array

    @property
    def received(self) -> Array:
        """What the last forward pass was given."""
        if self._received is None:
            raise RuntimeError(f"{self.label} has seen no input; call forward before backward")
        return self._received

    def set_gradients(self, gradients: Iterable[Array]) -> None:
        """Set the gradient of each parameter; one that is not there, such as a bias, has none."""
        for parameter, gradient in zip(self.parameters(), gradients, strict=False):
            if gradient.shape != parameter.value.shape:
                raise ValueError(
                    f"dy makes a gradient of shape {gradient.shape} for {parameter.name}, of shape "
                    f"{parameter.value.shape}; give a dy of the output's shape, (N, "
                    f"{', '.join(map(str, self.output_shape(self.received.shape[1:])))})"
                )
            parameter.grad = gradient

    def _check_input(self, x_shape: Shape) -> None:
        if x_shape == self.built_for:
            raise ValueError(f"x has shape {x_shape}, without its batch; give x[None]")
        input_shape = x_shape[1:]
        with naming(f"x has shape {x_shape}"):
            self.output_shape(input_shape)
        needed = self.parameter_shapes(input_shape)
        if needed and self.built_for is None:
            raise RuntimeError(
                f"{self.label} has no parameters yet; call build({input_shape}, "
                "np.random.default_rng(0)) first"
            )
        for name, shape in needed.items():
            if shape != self.weights[name].value.shape:
                raise ValueError(
                    f"{self.label} was built for inputs {self.built_for} and takes none of "
                    f"{input_shape}: {name} has shape {self.weights[name].value.shape}, and "
                    f"would need {shape}"
                )

    # How a layer is written.

    def __post_init__(self) -> None:
        with naming(type(self).__name__):
            self.check()

    def __repr__(self) -> str:
        return call_of(self)

    @property
    def label(self) -> str:
        """What an error calls the layer."""
        return repr(self)
