"""What every layer of a network answers to one image, on scales that stay while it changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.training_a_cnn.samples import digits_read_once
from cnnkit.images import to_float
from cnnkit.layers import Sequential, Softmax
from cnnkit.plots.colours import Kind, value_range

IMAGE_SHAPE, CLASSES = (28, 28, 1), 10

COMPARED = 100
"""So many test digits say how far a layer's scale reaches."""

MOST_CELLS = 32_000
"""Numbers of all layers together that are shown; what is more would make every update heavy."""


@dataclass(frozen=True, eq=False)
class Scale:
    """How a layer's numbers are coloured, whatever image it is given."""

    kind: Kind
    limits: tuple[float, float]


@dataclass(frozen=True, eq=False)
class LayerAnswer:
    """What one layer gives for one image."""

    name: str
    values: NDArray[Any]
    """(H, W, F), or (n,) where it has no rows and columns."""
    scale: Scale


class DigitReader:
    """A network that reads digits, with the scales of its layers.

    Parameters
    ----------
    model : Sequential
        Built for (28, 28, 1), with ten outputs; a last `Softmax` is left to the reader.

    Raises
    ------
    TypeError
        If it is no `Sequential`.
    ValueError
        If it is not built for (28, 28, 1), or does not have ten outputs.

    Examples
    --------
    >>> from cnnkit import pretrained
    >>> reader = DigitReader(pretrained.digits_cnn())
    >>> reader.names[:3], reader.scales["relu_1"].kind
    (('conv2d_1', 'relu_1', 'max_pool2d_1'), 'positive')
    >>> answers, logits = reader.read(np.zeros((28, 28, 1), np.float32))
    >>> answers[2].values.shape, logits.shape
    ((14, 14, 8), (10,))
    """

    def __init__(self, model: Sequential) -> None:
        self.model = _checked(model)
        self._with_softmax = isinstance(model[len(model) - 1], Softmax)
        digits = to_float(digits_read_once().x_test[:COMPARED])
        *layers, (_, logits) = self._outputs(digits)
        self.scales = {name: _scale(values) for name, values in layers}
        self.logit_range = float(logits.min()), float(logits.max())

    @property
    def names(self) -> tuple[str, ...]:
        """The layers before the logits, by name."""
        return tuple(self.scales)

    def read(self, image: NDArray[Any]) -> tuple[list[LayerAnswer], NDArray[np.float64]]:
        """Return what every layer gives for an image (28, 28, 1), and the ten logits."""
        *layers, (_, logits) = self._outputs(image[np.newaxis])
        answers = [LayerAnswer(name, values[0], self.scales[name]) for name, values in layers]
        return answers, logits[0].astype(np.float64)

    def _outputs(self, images: NDArray[Any]) -> Sequence[tuple[str, NDArray[Any]]]:
        """Return the layers' outputs by name; the last one is that of the logits."""
        outputs = list(self.model.activations(images))
        return outputs[:-1] if self._with_softmax else outputs


def most_cells(layers: Sequence[LayerAnswer]) -> int:
    """Return how many numbers of each layer are shown: all of them, if they are not too many.

    Examples
    --------
    >>> scale = Scale("signed", (-1, 1))
    >>> small, large = (LayerAnswer("", np.zeros((n, n, 8)), scale) for n in (28, 280))
    >>> most_cells([small, small]), most_cells([small, large])
    (12544, 16000)
    """
    total = sum(answer.values.size for answer in layers)
    return total if total <= MOST_CELLS else MOST_CELLS // len(layers)


def _scale(values: NDArray[Any]) -> Scale:
    """Choose colours that fit what a layer gives for real digits, a few extremes aside."""
    kind: Kind = "signed" if values.min() < 0 else "positive"
    largest = np.quantile(np.abs(values), 0.999)
    return Scale(kind, value_range(np.clip(values, -largest, largest), kind))


def _checked(model: Sequential) -> Sequential:
    """Return the model, or say why it cannot read a digit."""
    if not isinstance(model, Sequential):
        raise TypeError(
            f"model is {type(model).__name__}, but a Sequential is needed, "
            "such as pretrained.digits_cnn()"
        )
    if model.built_for is None:
        raise ValueError(
            "model is not built; call model.build((28, 28, 1), rng) and train it, "
            "or use pretrained.digits_cnn()"
        )
    if model.built_for != IMAGE_SHAPE:
        raise ValueError(
            f"model is built for {model.built_for}, but a digit is {IMAGE_SHAPE}; "
            "build it with model.build((28, 28, 1), rng)"
        )
    outputs = model.output_shape(IMAGE_SHAPE)
    if outputs != (CLASSES,):
        raise ValueError(
            f"model gives {outputs}, but ten logits are needed, one for each digit; "
            "let it end with Flatten() and Dense(10)"
        )
    return model
