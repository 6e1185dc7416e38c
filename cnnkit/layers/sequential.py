"""A network: layers one after the other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cnnkit.functional.checks import Array
from cnnkit.layers import files
from cnnkit.layers.arguments import Shape, naming, whole_shape
from cnnkit.layers.joint import Joint, Stage, activations_below, checked_layer
from cnnkit.layers.layer import Layer
from cnnkit.layers.summary import Summary, summarise
from cnnkit.layers.view import ONE_TO_ONE, Views, views_through


@dataclass(eq=False, repr=False)
class Sequential(Joint):
    """Layers one after the other. Each is named after its kind, and numbered within it.

    Parameters
    ----------
    layers : list of Layer
        At least one; another `Sequential` may be among them.

    Examples
    --------
    >>> import numpy as np
    >>> from cnnkit.layers import Conv2D, Dense, Flatten, MaxPool2D, ReLU
    >>> model = Sequential([Conv2D(32, 3), ReLU(), MaxPool2D(2), Flatten(), Dense(10)])
    >>> model.build((32, 32, 3), np.random.default_rng(0))
    >>> model.forward(np.zeros((1, 32, 32, 3))).shape
    (1, 10)
    >>> [parameter.name for parameter in model.parameters()]
    ['conv2d_1.kernel', 'conv2d_1.bias', 'dense_1.weight', 'dense_1.bias']
    >>> model[0], len(model)
    (Conv2D(32, 3), 5)
    """

    layers: list[Layer]

    def check(self) -> None:
        """Refuse what is no list of layers."""
        if not isinstance(self.layers, list | tuple) or not self.layers:
            error = ValueError if self.layers == [] else TypeError
            raise error(f"layers is {self.layers!r}; give a list, such as [Flatten(), Dense(10)]")
        self.layers = [checked_layer(each, f"layers[{i}]") for i, each in enumerate(self.layers)]
        super().check()

    def __len__(self) -> int:
        return len(self.layers)

    def __getitem__(self, index: int) -> Layer:
        return self.layers[index]

    def __iter__(self) -> Iterator[Layer]:
        return iter(self.layers)

    def children(self) -> dict[str, Layer]:
        """Return the layers by name, such as "conv2d_1"."""
        return dict(zip(_names(self.layers), self.layers, strict=True))

    def output_shape(self, input_shape: Shape) -> Shape:
        """Return the last layer's output shape, or say which layer cannot be where it is."""
        return self.shape_after(whole_shape(input_shape))

    def shape_after(self, input_shape: Shape) -> Shape:
        """Return the last layer's output shape."""
        *_, (_, _, shape) = self._shapes(input_shape)
        return shape

    def stages(self, input_shape: Shape) -> Iterator[Stage]:
        """Go through the layers, with the shape that each is given."""
        shape, views = input_shape, ONE_TO_ONE
        for name, layer, output_shape in self._shapes(input_shape):
            yield Stage(name, layer, shape, views)
            views = views_through(layer.views(shape), views, input_shape)
            shape = output_shape

    def _shapes(self, input_shape: Shape) -> Iterator[tuple[str, Layer, Shape]]:
        """Go through the layers, with the shape that each makes."""
        shape = input_shape
        for number, (name, layer) in enumerate(self.children().items(), 1):
            with naming(f"layer {number} ({name})"):
                shape = layer.output_shape(shape)
            yield name, layer, shape

    def views(self, input_shape: Shape) -> Views:
        """Return what the last layer's outputs see of the first one's input."""
        *_, last = self.stages(input_shape)
        return views_through(last.layer.views(last.input_shape), last.views, input_shape)

    def forward(self, x: Array, training: bool = False) -> Array:
        """Compute one layer after the other."""
        x = self.receive(x)
        for layer in self.layers:
            x = layer.forward(x, training)
        return x

    def backward(self, dy: Array) -> Array:
        """Return the gradient with respect to the input, and set that of every parameter."""
        for layer in reversed(self.layers):
            dy = layer.backward(dy)
        return dy

    def parameter_gradients(self, dy: Array) -> None:
        """Set the gradient of every parameter; nobody asks for that of the pictures."""
        first, *rest = self.layers
        for layer in reversed(rest):
            dy = layer.backward(dy)
        first.parameter_gradients(dy)

    def activations(self, x: Array) -> Iterator[tuple[str, Array]]:
        """Compute in evaluation, and yield each layer's name and output on the way.

        Examples
        --------
        >>> import numpy as np
        >>> from cnnkit.layers import GlobalAveragePool2D, ReLU
        >>> model = Sequential([ReLU(), GlobalAveragePool2D()])
        >>> [(name, y.shape) for name, y in model.activations(np.ones((1, 4, 4, 2)))]
        [('relu_1', (1, 4, 4, 2)), ('global_average_pool2d_1', (1, 2))]
        """
        x = self.receive(x)
        for name, layer in self.children().items():
            for full_name, y in activations_below(name, layer, x):
                yield full_name, y
            x = y

    def summary(self, input_shape: Shape | None = None) -> Summary:
        """Tabulate the network; where it is not built, for the input shape that is given.

        Examples
        --------
        >>> from cnnkit.layers import Dense, Flatten
        >>> print(Sequential([Flatten(), Dense(10)]).summary((28, 28, 1)))
        name       kind     output shape  parameters  multiply-adds  receptive field
        flatten_1  Flatten  (784,)                 0              0            28×28
        dense_1    Dense    (10,)              7,850          7,840            28×28
        total                                  7,850          7,840
        input (28, 28, 1)
        """
        shape = self.built_for if input_shape is None else whole_shape(input_shape)
        if shape is None:
            raise RuntimeError(
                "the network is not built; give a shape, such as summary((32, 32, 3))"
            )
        return summarise(self, shape)

    def save(self, path: str | Path) -> None:
        """Write the architecture, the parameters and the statistics to an ``.npz`` file."""
        files.save(self, path)

    @classmethod
    def load(cls, path: str | Path) -> "Sequential":
        """Return the network that a file holds. Nothing in the file is executed."""
        model = files.load(path)
        if not isinstance(model, cls):
            raise ValueError(f"{path} holds a {model.label}, and no {cls.__name__}")
        return model

    def load_parameters(self, path: str | Path) -> None:
        """Take over the parameters and statistics of a file of the same architecture."""
        files.load_parameters(self, path)


def _names(layers: list[Layer]) -> list[str]:
    """Name each layer after its kind, such as conv2d_1, relu_1, conv2d_2."""
    numbers: dict[str, int] = {}
    names = []
    for layer in layers:
        kind = _in_words(type(layer).__name__)
        numbers[kind] = numbers.get(kind, 0) + 1
        names.append(f"{kind}_{numbers[kind]}")
    return names


@cache  # a step of training asks for all names
def _in_words(kind: str) -> str:
    """Write a class's name as functions are written: MaxPool2D as max_pool2d."""
    kind = kind.replace("PReLU", "Prelu").replace("ReLU", "Relu")
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=2D)(?=[A-Z])", "_", kind).lower()
