"""A signal through up to thirty layers, and the gradient on its way back."""

import math
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.activations.activation_choices import ACTIVATIONS
from cnnkit.explorers.activations.percent_bars import percent_bars, percent_of, top_above
from cnnkit.explorers.controls import choice, decimal, slider, tick
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import Axis, Curve, plot_panel
from cnnkit.explorers.drawing.svg import Panel, signed_number
from cnnkit.explorers.explorer import Explorer, State

UNITS, SAMPLES, MOST_LAYERS = 64, 64, 30
RULES = {"He: √(2 / n)": math.sqrt(2 / UNITS), "Xavier: √(1 / n)": math.sqrt(1 / UNITS)}
NOTHING = "nothing"
LOW, HIGH = 1e-9, 4e6
"""Ends of the logarithmic axes; what lies beyond is said in words."""

Sizes = NDArray[np.float64]


@dataclass(frozen=True)
class Signal:
    """What one network does to a signal: three sizes at the input and after each layer."""

    name: str
    size: Sizes
    """Standard deviation of all values of a layer."""
    difference: Sizes
    """Standard deviation from one input to another, unit by unit."""
    gradient: Sizes
    """Standard deviation of the gradient that arrives at a layer's output."""
    shown: tuple[NDArray[Any], ...]
    """The values after the first, the middle and the last layer."""


@dataclass(frozen=True)
class SignalThroughDepthResult:
    """One or two networks of the same random weights."""

    state: State
    signals: tuple[Signal, ...]

    @property
    def shown_layers(self) -> tuple[int, ...]:
        """The first, the middle and the last layer, as far as they differ."""
        return _shown_layers(self.state["layers"])


def _shown_layers(layers: int) -> tuple[int, ...]:
    return tuple(sorted({1, (layers + 1) // 2, layers}))


@lru_cache(maxsize=1)
def _draws() -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Return inputs, weights of standard deviation 1, and the gradient that starts at the end."""
    rng = np.random.default_rng(5)
    x, weights, gradient = (
        rng.standard_normal(shape)
        for shape in ((SAMPLES, UNITS), (MOST_LAYERS, UNITS, UNITS), (SAMPLES, UNITS))
    )
    # Both begin with exactly 1, so that what arrives is what the layers have made of it.
    return (x - x.mean(axis=0)) / x.std(axis=0), weights, gradient / gradient.std()


@lru_cache(maxsize=4)
def _forward(name: str, deviation: float) -> tuple[list[NDArray[Any]], list[NDArray[Any]]]:
    """Return the sums that enter each layer's activation, and what comes out, the input first."""
    x, weights, _ = _draws()
    sums, outputs = [], [x]
    for weight in weights:
        sums.append(outputs[-1] @ weight * deviation)
        outputs.append(ACTIVATIONS[name].function(sums[-1]))
    return sums, outputs


@lru_cache(maxsize=8)
def _signal(name: str, deviation: float, layers: int) -> Signal:
    """Send the inputs forwards through some layers, and the gradient back."""
    _, weights, gradient = _draws()
    sums, outputs = _forward(name, deviation)
    arriving = [gradient]
    for layer in reversed(range(layers)):
        before = ACTIVATIONS[name].gradient(arriving[-1], sums[layer])
        arriving.append(before @ weights[layer].T * deviation)
    outputs = outputs[: layers + 1]
    return Signal(
        name,
        np.array([y.std() for y in outputs]),
        np.array([math.sqrt(y.var(axis=0).mean()) for y in outputs]),
        np.array([dy.std() for dy in reversed(arriving)]),
        tuple(outputs[layer] for layer in _shown_layers(layers)),
    )


class SignalThroughDepth(Explorer[SignalThroughDepthResult]):
    """How large signal and gradient are, layer by layer, in a network that starts at random.

    64 inputs go through dense layers of 64 units with weights of the chosen size, and a gradient
    comes back.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``layers``, ``activation``, ``compare`` (another one, or "nothing"), ``rule`` and
        ``factor``, whose product is the standard deviation of the weights, and ``values``,
        whether histograms of three layers are drawn.

    Examples
    --------
    >>> explorer = SignalThroughDepth(activation="sigmoid", layers=10)
    >>> float(explorer.result.signals[0].gradient[0]) < 1e-4
    True
    """

    title = "A signal through many layers"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        names = tuple(ACTIVATIONS)
        controls = {
            "layers": slider("layers (1 to 30)", 20, 1, MOST_LAYERS),
            "activation": choice("activation", "ReLU", names),
            "compare": choice("compare with", NOTHING, (NOTHING, *names)),
            "rule": choice("weights", next(iter(RULES)), tuple(RULES)),
            "factor": decimal("times (0.5 to 2)", 1.0, 0.5, 2.0, 0.05),
            "values": tick("histograms", False),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> SignalThroughDepthResult:
        """Run one or two networks forwards and backwards."""
        names = [state["activation"]]
        if state["compare"] not in (NOTHING, state["activation"]):
            names.append(state["compare"])
        deviation = RULES[state["rule"]] * state["factor"]
        signals = tuple(_signal(name, deviation, state["layers"]) for name in names)
        return SignalThroughDepthResult(state, signals)

    def draw(self, result: SignalThroughDepthResult) -> Picture:
        """Draw the sizes forwards and backwards, each network in its colour."""
        panels: list[Panel | str] = [
            _depth_panel("size →", result, [signal.size for signal in result.signals]),
            _depth_panel("difference →", result, [signal.difference for signal in result.signals]),
            _depth_panel("← gradient", result, [signal.gradient for signal in result.signals]),
        ]
        if result.state["values"]:
            first = result.signals[0]
            panels += _values_panels(first, result.shown_layers)
        return Picture(panels, formula=_formula(result))

    def describe(self, result: SignalThroughDepthResult) -> str:
        """Say how large signal and gradient are at the two ends."""
        layers = result.state["layers"]
        words = [f"{'One layer' if layers == 1 else f'{layers} layers'} of {UNITS} units."]
        for signal in result.signals:
            name = "Without an activation" if signal.name == "none" else f"With {signal.name}"
            words.append(
                f"{name} the values after the last layer have standard deviation "
                f"{_size(signal.size[-1])}; from one input to another they differ by "
                f"{_size(signal.difference[-1])} (at the input by {_size(signal.difference[0])}). "
                f"The gradient starts at the end with {_size(signal.gradient[-1])} and arrives at "
                f"the input with {_size(signal.gradient[0])}."
            )
        return " ".join(words)


def _depth_panel(title: str, result: SignalThroughDepthResult, sizes: list[Sizes]) -> Panel:
    """Draw one quantity along the layers, a line for each network."""
    layers = np.arange(result.state["layers"] + 1)
    curves = [
        Curve(signal.name, layers, size, line)
        for line, (signal, size) in enumerate(zip(result.signals, sizes, strict=True))
    ]
    across = Axis("layer (0: the input)", 0, MOST_LAYERS)
    upwards = Axis("standard deviation", LOW, HIGH, log=True)
    return plot_panel(title, curves, across, upwards, width=200, height=200)


def _values_panels(signal: Signal, layers: tuple[int, ...]) -> list[Panel]:
    """Draw histograms of the values after some layers, on the same axes."""
    low, high = (0.0, 1.0) if signal.name == "sigmoid" else (-3.0, 3.0)
    edges = np.linspace(low, high, 41)
    heights = [percent_of(values, edges, values.size) for values in signal.shown]
    axes = Axis("value", low, high), Axis("% of the values", 0, top_above(heights))
    panels = []
    for layer, percent in zip(layers, heights, strict=True):
        outside = 100 - percent.sum()
        note = f"{outside:.0f} % lie outside" if outside > 0.5 else ""
        bars = percent_bars("", edges, percent, 0)
        title = f"{signal.name}, after layer {layer}"
        panels.append(plot_panel(title, bars, *axes, width=200, height=110, note=note))
    return panels


def _formula(result: SignalThroughDepthResult) -> str:
    """Write the size of the weights, and what a layer does to the gradient on average."""
    state = result.state
    deviation = RULES[state["rule"]] * state["factor"]
    of_n = state["rule"].split(": ")[1].replace("n", str(UNITS))
    lines = [
        f"standard deviation of the weights: {number('factor', signed_number(state['factor']))} · "
        f"{number('rule', of_n)} = <b>{signed_number(deviation, 3)}</b>"
    ]
    layers = "layer" if state["layers"] == 1 else "layers"
    for place, signal in enumerate(result.signals):
        factor = signal.gradient[0] / signal.gradient[-1]
        name = number("compare" if place else "activation", signal.name)
        lines.append(
            f"{name}: on its way through {number('layers', state['layers'])} {layers} the gradient "
            f"is multiplied by <b>{_size(factor)}</b>, that is by "
            f"<b>{_size(factor ** (1 / state['layers']))}</b> a layer"
        )
    return "<br>".join(lines)


def _size(value: float) -> str:
    """Write a size that may be tiny or huge, in two digits.

    Examples
    --------
    >>> _size(0.123), _size(1.6e-19), _size(0.0)
    ('0.12', '1.6 · 10⁻¹⁹', '0')
    """
    if value == 0 or 0.01 <= value < 1000:
        return f"{value:.2g}" if value < 100 else f"{value:.0f}"
    mantissa, exponent = f"{value:.1e}".split("e")
    digits = str(int(exponent)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{mantissa} · 10{digits}"
