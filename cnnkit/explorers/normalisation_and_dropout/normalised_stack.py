"""Digits through up to thirty layers, with and without batch norm, and the gradient back."""

import math
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import datasets, functional
from cnnkit.explorers.activations.percent_bars import percent_bars, percent_of, top_above
from cnnkit.explorers.controls import choice, slider, stops
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import NOW, Axis, Curve, Points, plot_panel
from cnnkit.explorers.drawing.svg import Panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.flatten_dense_softmax_loss.small_numbers import tidy
from cnnkit.images import to_float

UNITS, IMAGES, MOST_LAYERS = 48, 64, 30
SCALES = (0.25, 0.5, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0, 4.0)
ACTIVATIONS = {
    "ReLU": (functional.relu, functional.relu_backward),
    "tanh": (functional.tanh, functional.tanh_backward),
    "sigmoid": (functional.sigmoid, functional.sigmoid_backward),
}
LOW, HIGH = 1e-12, 1e12
"""Ends of the logarithmic axes; what lies beyond is said in words."""

WITHOUT, WITH = "without", "with batch norm"


@dataclass(frozen=True)
class Stack:
    """One network: what enters each activation, and the gradient that arrives there."""

    sums: list[NDArray[Any]]
    """(64, 48) a layer: what enters its activation, normalised where there is batch norm."""
    forward: NDArray[Any]
    """The standard deviation of those; so too of the gradient with respect to each layer's sums."""
    backward: NDArray[Any]


@lru_cache(maxsize=1)
def _draws() -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Return digits as rows, weights of standard deviation 1, and a gradient for the last layer."""
    rng = np.random.default_rng(3)
    pixels = to_float(datasets.digits().x_test[:IMAGES]).reshape(IMAGES, 14, 2, 14, 2)
    small = pixels.mean(axis=(2, 4))[:, 1:13:2, 1:13:2].reshape(IMAGES, 36).astype(np.float64)
    small = (small - small.mean()) / small.std()
    x = small @ rng.standard_normal((36, UNITS)) / math.sqrt(36)
    weights = rng.standard_normal((MOST_LAYERS, UNITS, UNITS))
    gradient = rng.standard_normal((IMAGES, UNITS))
    return x / x.std(), weights, gradient / gradient.std()


@lru_cache(maxsize=128)
def stack(activation: str, scale: float, layers: int, normalised: bool) -> Stack:
    """Send the digits forwards through some layers, and a gradient back.

    Examples
    --------
    >>> plain, normal = (stack("ReLU", 0.5, 10, flag) for flag in (False, True))
    >>> bool(plain.forward[-1] < 1e-2), round(float(normal.forward[-1]), 1)
    (True, 1.0)
    """
    x, weights, dy = _draws()
    function, function_backward = ACTIVATIONS[activation]
    deviation = scale * math.sqrt(2 / UNITS)
    raw, sums = [], []
    ones, zeros = np.ones(UNITS), np.zeros(UNITS)
    for weight in weights[:layers]:
        raw.append(x @ weight * deviation)
        sums.append(functional.batch_norm(raw[-1], ones, zeros) if normalised else raw[-1])
        x = function(sums[-1])
    backward = []
    for layer in reversed(range(layers)):
        dy = function_backward(dy, sums[layer])
        if normalised:
            dy, _, _ = functional.batch_norm_backward(dy, raw[layer], ones)
        backward.append(dy.std())
        dy = dy @ weights[layer].T * deviation
    return Stack(sums, np.array([s.std() for s in sums]), np.array(backward[::-1]))


@dataclass(frozen=True)
class NormalisedStackResult:
    """The same weights without and with batch norm."""

    state: State
    stacks: dict[str, Stack]


class NormalisedStack(Explorer[NormalisedStackResult]):
    """The same random weights without and with batch norm: what arrives at a layer?

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``layers`` (1 to 30), ``shown`` (the layer whose values are drawn), ``scale`` (one of
        `SCALES`, times He's standard deviation), ``activation`` (one of `ACTIVATIONS`).

    Examples
    --------
    >>> explorer = NormalisedStack(scale=0.5, layers=20)
    >>> stacks = explorer.result.stacks
    >>> bool(stacks["without"].forward[-1] < 1e-5 < stacks["with batch norm"].forward[-1])
    True
    """

    title = "A deep stack, normalised or not"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "scale": stops("weights: He times", 0.75, SCALES),
            "layers": slider("layers (1 to 30)", 12, 1, MOST_LAYERS),
            "shown": slider("show layer", 8, 1, MOST_LAYERS),
            "activation": choice("activation", "ReLU", tuple(ACTIVATIONS)),
        }
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Keep the shown layer in the stack."""
        return {"shown": (1, state["layers"])}

    def compute(self, state: State) -> NormalisedStackResult:
        """Run both networks forwards and backwards."""
        asked = state["activation"], state["scale"], state["layers"]
        return NormalisedStackResult(
            state, {WITHOUT: stack(*asked, False), WITH: stack(*asked, True)}
        )

    def draw(self, result: NormalisedStackResult) -> Picture:
        """Draw the values of one layer in both networks, and the sizes through depth."""
        panels = [
            _histogram(result),
            _sizes("size of the values →", result, "forward"),
            _sizes("← size of the gradient", result, "backward"),
        ]
        return Picture(panels, formula=_formula(result))

    def describe(self, result: NormalisedStackResult) -> str:
        """Say how large values and gradients are in both networks."""
        state = result.state
        shown = state["shown"] - 1
        words = [
            f"{state['layers']} layers, weights of {signed_number(state['scale'])} times He, "
            f"{state['activation']}."
        ]
        for name, one in result.stacks.items():
            words.append(
                f"{name.capitalize()} the values that enter the activation of layer "
                f"{state['shown']} have standard deviation {tidy(float(one.forward[shown]))}; the "
                f"gradient at the first layer is {_share(one)} that at the last."
            )
        return " ".join(words)


def _share(one: Stack) -> str:
    """Write the first layer's gradient as a multiple of the last one's."""
    return f"{tidy(float(one.backward[0] / one.backward[-1]))} times"


def _histogram(result: NormalisedStackResult) -> Panel:
    """Draw what enters the activation of the shown layer in both networks."""
    edges = np.linspace(-4, 4, 33)
    values = {name: one.sums[result.state["shown"] - 1] for name, one in result.stacks.items()}
    heights = {name: percent_of(v, edges, v.size) for name, v in values.items()}
    bars = [
        bar
        for line, (name, height) in enumerate(heights.items())
        for bar in percent_bars(name, edges, height, line)
    ]
    outside = ", ".join(f"{100 - height.sum():.0f} %" for height in heights.values())
    return plot_panel(
        f"values in layer {result.state['shown']}",
        bars,
        Axis("value before the activation", -4, 4),
        Axis("% of the values", 0, top_above(heights.values())),
        width=200,
        height=150,
        note=f"outside: {outside}",
    )


def _sizes(title: str, result: NormalisedStackResult, which: str) -> Panel:
    """Draw a size along the layers, a line for each network."""
    state = result.state
    layers = np.arange(1, state["layers"] + 1)
    curves: list[Curve | Points] = [
        Curve(name, layers, getattr(one, which), line)
        for line, (name, one) in enumerate(result.stacks.items())
    ]
    sizes = [getattr(one, which)[state["shown"] - 1] for one in result.stacks.values()]
    curves.append(Points("the layer shown", [state["shown"]] * 2, sizes, NOW))
    return plot_panel(
        title,
        curves,
        Axis("layer", 0, max(state["layers"], 2)),
        Axis("standard deviation", *_decades(result), log=True),
        width=180,
        height=150,
    )


def _decades(result: NormalisedStackResult) -> tuple[float, float]:
    """Return ends of the logarithmic axes that hold every size: whole decades, at least six."""
    sizes = [size for one in result.stacks.values() for size in (one.forward, one.backward)]
    logs = np.log10(np.maximum(np.concatenate(sizes), LOW))
    low, high = min(-3, math.floor(logs.min())), max(3, math.ceil(logs.max()))
    return max(LOW, 10.0**low), min(HIGH, 10.0**high)


def _formula(result: NormalisedStackResult) -> str:
    """Write what a layer does to the size of the values, and of the gradient."""
    state = result.state
    setting = (
        f"{number('activation', state['activation'])}, {number('layers', state['layers'])} layers: "
        f"standard deviation of the weights {number('scale', signed_number(state['scale']))}·"
        f"√(2 / {UNITS}) = {signed_number(state['scale'] * math.sqrt(2 / UNITS), 3)}"
    )
    lines = [setting]
    for name, one in result.stacks.items():
        at = float(one.forward[state["shown"] - 1])
        lines.append(
            f"{name}: layer {number('shown', state['shown'])} has size <b>{tidy(at)}</b>; the "
            f"gradient at the first layer is <b>{_share(one)}</b> that at the last"
        )
    return "<br>".join(lines)
