"""The activations to choose from in explorers: function, slope, and the equation in words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import functional

Array = NDArray[Any]

LEAK = 0.1
"""Slope of the leaky ReLU below zero: ten times the usual one, so that it can be seen."""

FLAT = 0.05
"""Slopes within ± this count as flat: of a gradient, less than a twentieth passes."""


@dataclass(frozen=True)
class ActivationChoice:
    """One activation.

    Parameters
    ----------
    equation : str
        Its value, with ``{x}`` for the number that goes in.
    function : callable
        From an array to an array of the same shape.
    gradient : callable
        From upstream gradient and input to the gradient of the input.
    low, high : float
        Ends of an axis for what comes out.
    above : str, optional
        The equation from 0 on, where it is another one than below.
    """

    equation: str
    function: Callable[[Array], Array]
    gradient: Callable[[Array, Array], Array]
    low: float = -2.0
    high: float = 8.0
    above: str | None = None

    def equation_at(self, x: float) -> str:
        """Return the equation that holds at a number."""
        return self.equation if self.above is None or x < 0 else self.above

    def slope(self, x: Array) -> Array:
        """Return the derivative at each number."""
        return self.gradient(np.ones_like(x), x)


ACTIVATIONS = {
    "ReLU": ActivationChoice("max(0, {x})", functional.relu, functional.relu_backward),
    "leaky ReLU": ActivationChoice(
        f"max({LEAK:g} · {{x}}, {{x}})",
        lambda x: functional.leaky_relu(x, negative_slope=LEAK),
        lambda dy, x: functional.leaky_relu_backward(dy, x, negative_slope=LEAK),
    ),
    "ELU": ActivationChoice(
        "exp({x}) − 1 (below 0)", functional.elu, functional.elu_backward, above="{x} (above 0)"
    ),
    "GELU": ActivationChoice("{x} · Φ({x})", functional.gelu, functional.gelu_backward),
    "Swish": ActivationChoice("{x} · sigmoid({x})", functional.swish, functional.swish_backward),
    "sigmoid": ActivationChoice(
        "1 / (1 + exp(−{x}))", functional.sigmoid, functional.sigmoid_backward, -0.1, 1.1
    ),
    "tanh": ActivationChoice("tanh({x})", functional.tanh, functional.tanh_backward, -1.2, 1.2),
    "none": ActivationChoice("{x}", lambda x: x.copy(), lambda dy, _: dy.copy(), -8.0, 8.0),
}
"""By name. The last one does nothing: a layer without an activation."""
