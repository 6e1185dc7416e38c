"""A stack of dense layers with first weights of a chosen size: values forwards, gradients back."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.activations.activation_choices import ACTIVATIONS
from cnnkit.initialisers import he_normal, xavier_normal

UNITS, SAMPLES, MOST_LAYERS = 64, 64, 30
BINS = 41
EDGES = np.linspace(-3, 3, BINS + 1)
"""Of the histograms; what lies beyond is counted in the first and last bin."""

ZEROS, CONSTANT = "zeros", "all equal: 1/n"
Array = NDArray[Any]


def _normal(deviation: float) -> Callable[[tuple[int, int], np.random.Generator], Array]:
    """Return an initialiser that draws numbers of one size, whatever the layer is."""
    return lambda shape, rng: rng.standard_normal(shape) * deviation


FIRST_WEIGHTS: Mapping[str, Callable[[tuple[int, int], np.random.Generator], Array]] = {
    "He: √(2/n)": he_normal,
    "Xavier: √(1/n)": xavier_normal,
    "small: 0.01": _normal(0.01),
    "large: 1": _normal(1.0),
    CONSTANT: lambda shape, rng: np.full(shape, 1 / shape[0]),
    ZEROS: lambda shape, rng: np.zeros(shape),
}
"""How the weights of a layer are drawn, and the standard deviation that they have."""


@dataclass(frozen=True)
class Stack:
    """What one stack does to values and gradients."""

    deviation: float
    """Standard deviation of the weights."""
    size: NDArray[np.float64]
    """Root mean square of the input and of what each layer gives."""
    gradient: NDArray[np.float64]
    """Root mean square of the gradient at the input and at what each layer gives."""
    values: NDArray[np.float64]
    """Histograms, (layers + 1, BINS): the share of the values in each bin."""
    gradients: NDArray[np.float64]
    """Likewise of the gradients."""
    alike: bool
    """Whether all units of the last layer give the same."""


@lru_cache(maxsize=8)
def _weights(rule: str, seed: int) -> list[Array]:
    """Return the weights of all layers."""
    rng = np.random.default_rng(seed)
    shape = (UNITS, UNITS)
    return [
        np.asarray(FIRST_WEIGHTS[rule](shape, rng), dtype=np.float64) for _ in range(MOST_LAYERS)
    ]


@lru_cache(maxsize=4)
def _ends(seed: int) -> tuple[Array, Array]:
    """Return the inputs, and the gradient that arrives at the end, both of size 1."""
    rng = np.random.default_rng([seed, 1])
    x, dy = rng.standard_normal((2, SAMPLES, UNITS))
    return x / math.sqrt(np.mean(x**2)), dy / math.sqrt(np.mean(dy**2))


@lru_cache(maxsize=4)
def _forward(
    rule: str, factor: float, activation: str, seed: int
) -> tuple[list[Array], list[Array]]:
    """Return the sums that enter each layer's activation, and what comes out, the input first."""
    sums, outputs = [], [_ends(seed)[0]]
    for weight in _weights(rule, seed):
        sums.append(outputs[-1] @ weight * factor)
        outputs.append(ACTIVATIONS[activation].function(sums[-1]))
    return sums, outputs


@lru_cache(maxsize=16)
def stack_of(rule: str, factor: float, activation: str, layers: int, seed: int) -> Stack:
    """Send inputs forwards through a stack, and a gradient back.

    Parameters
    ----------
    rule : str
        One of `FIRST_WEIGHTS`.
    factor : float
        What all weights are multiplied by.
    activation : str
        One of `ACTIVATIONS`.
    layers, seed : int
        How many layers, and which random numbers.

    Examples
    --------
    >>> stack = stack_of("zeros", 1.0, "ReLU", 3, 0)
    >>> stack.size.round(9).tolist(), stack.gradient.round(9).tolist()
    ([1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0])
    """
    weights = _weights(rule, seed)
    sums, outputs = _forward(rule, factor, activation, seed)
    arriving = [_ends(seed)[1]]
    for layer in reversed(range(layers)):
        before = ACTIVATIONS[activation].gradient(arriving[-1], sums[layer])
        arriving.append(before @ weights[layer].T * factor)
    values, gradients = outputs[: layers + 1], arriving[::-1]
    return Stack(
        float(weights[0].std() * factor),
        np.array([_size(value) for value in values]),
        np.array([_size(gradient) for gradient in gradients]),
        np.array([_shares(value) for value in values]),
        np.array([_shares(gradient) for gradient in gradients]),
        bool(np.allclose(values[-1], values[-1][:, :1], rtol=1e-9, atol=0)),
    )


def _size(array: Array) -> float:
    """Return the root mean square."""
    return math.sqrt(np.vdot(array, array) / array.size)


def _shares(array: Array) -> NDArray[np.float64]:
    """Return which share of the numbers lies in each bin, those beyond in the outermost."""
    places = np.clip((array - EDGES[0]) / (EDGES[1] - EDGES[0]), 0, BINS - 1).astype(np.int64)
    return np.bincount(places.ravel(), minlength=BINS) / array.size
