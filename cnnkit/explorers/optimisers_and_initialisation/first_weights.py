"""First weights by several rules: what becomes of values and gradients, layer by layer."""

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.activations.activation_choices import ACTIVATIONS
from cnnkit.explorers.controls import choice, decimal, slider
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import (
    GRADIENT,
    Axis,
    Curve,
    Histogram,
    Points,
    plot_panel,
)
from cnnkit.explorers.drawing.svg import Panel, array_panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.optimisers_and_initialisation.deep_stack import (
    CONSTANT,
    EDGES,
    FIRST_WEIGHTS,
    MOST_LAYERS,
    UNITS,
    ZEROS,
    Stack,
    stack_of,
)
from cnnkit.explorers.optimisers_and_initialisation.writing import in_short

LOW, HIGH = 1e-9, 1e9
"""Ends of the logarithmic axis."""

FATES = ((0.85, "vanishing"), (0.95, "fading"), (1.05, "it survives"), (1.18, "growing"))
"""What factors a layer below these are called; larger ones explode."""

CELL = 7
"""CSS pixels of a layer and of a bin on the maps of all histograms."""


@dataclass(frozen=True)
class FirstWeightsResult:
    """One stack, and how fast signals fade or grow in it."""

    state: State
    stack: Stack

    @property
    def forwards(self) -> float:
        """What a layer multiplies the size of the values by, on average."""
        return _a_layer(self.stack.size[-1], self.stack.size[0], self.state["layers"])

    @property
    def backwards(self) -> float:
        """What a layer multiplies the size of the gradient by, on average."""
        return _a_layer(self.stack.gradient[0], self.stack.gradient[-1], self.state["layers"])


def _a_layer(last: float, first: float, layers: int) -> float:
    return math.pow(last / first, 1 / layers)


class FirstWeights(Explorer[FirstWeightsResult]):
    """Choose the weights that a stack of dense layers starts from, and look into every layer.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``rule`` (one of `FIRST_WEIGHTS`), ``factor`` (what all weights are multiplied by),
        ``activation``, ``layers``, ``layer`` (whose histograms are drawn large), and ``seed``.

    Examples
    --------
    >>> explorer = FirstWeights(rule="Xavier: √(1/n)", activation="ReLU", layers=20)
    >>> round(explorer.result.forwards, 1)
    0.7
    """

    title = "First weights, layer by layer"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "rule": choice("first weights", "He: √(2/n)", tuple(FIRST_WEIGHTS)),
            "factor": decimal("times (0.5 to 2)", 1.0, 0.5, 2.0, 0.05),
            "activation": choice("activation", "ReLU", tuple(ACTIVATIONS)),
            "layers": slider("layers (1 to 30)", 20, 1, MOST_LAYERS),
            "layer": slider("look at layer", 10, 0, MOST_LAYERS),
            "seed": slider("random numbers", 0, 0, 9),
        }
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Look only at layers that are there."""
        return {"layer": (0, state["layers"])}

    def compute(self, state: State) -> FirstWeightsResult:
        """Send values forwards and a gradient back."""
        names = ("rule", "factor", "activation", "layers", "seed")
        return FirstWeightsResult(state, stack_of(*(state[name] for name in names)))

    def draw(self, result: FirstWeightsResult) -> Picture:
        """Draw both sizes along the layers, all histograms as maps, and two of them large."""
        stack, layer = result.stack, result.state["layer"]
        panels: list[Panel | str] = [
            _sizes(result),
            _map("values after each layer →", stack.values, layer, "values"),
            _map("← gradient at each layer", stack.gradients, layer, "gradients"),
            _histogram(f"values after layer {layer}", stack.values[layer], 0),
            _histogram(f"gradient at layer {layer}", stack.gradients[layer], GRADIENT),
        ]
        return Picture(panels, formula=_formula(result))

    def describe(self, result: FirstWeightsResult) -> str:
        """Say what survives in either direction, and what a layer does to it."""
        state, stack = result.state, result.stack
        layers = "1 layer" if state["layers"] == 1 else f"{state['layers']} layers"
        same = stack.alike and stack.size[-1] > 0
        there, back = ("", "") if same else (_fate(result.forwards), _fate(result.backwards))
        words = [
            f"{layers} of {UNITS} units with {state['activation']}. The values go in with size 1 "
            f"and come out with {in_short(stack.size[-1])}{there}.",
            f"The gradient starts with size 1 and arrives at the input with "
            f"{in_short(stack.gradient[0])}{back}.",
        ]
        if same:
            words.append(f"All {UNITS} units of a layer give the same: they are one unit.")
        layer = state["layer"]
        words.append(
            f"At layer {layer} the values have size {in_short(float(stack.size[layer]))} and the "
            f"gradient {in_short(float(stack.gradient[layer]))}."
        )
        return " ".join(words)

    def touch(self, panel: str, row: int, column: int) -> State:
        """Look at the layer under the pointer."""
        return {"layer": min(column, self.state["layers"])}


def _fate(factor: float) -> str:
    """Name what a factor a layer does.

    Examples
    --------
    >>> _fate(0.5), _fate(0.0)
    (', × 0.5 a layer: vanishing', ': nothing is left')
    """
    if factor == 0:
        return ": nothing is left"
    name = next((name for limit, name in FATES if factor < limit), "exploding")
    return f", × {in_short(factor)} a layer: {name}"


def _sizes(result: FirstWeightsResult) -> Panel:
    """Draw the sizes of values and gradient along the layers."""
    layers, layer = np.arange(result.state["layers"] + 1), result.state["layer"]
    stack = result.stack
    return plot_panel(
        "size, layer by layer",
        [
            Curve("values →", layers, stack.size),
            Points("", layers, stack.size),
            Curve("← gradient", layers, stack.gradient, line=GRADIENT),
            Points("", layers, stack.gradient, line=GRADIENT),
        ],
        Axis("layer (0: the input)", 0, MOST_LAYERS),
        Axis("root mean square", LOW, HIGH, log=True),
        width=270,
        height=200,
        guides=[(layer, LOW, layer, HIGH), (0, 1, MOST_LAYERS, 1)],
    )


def _map(title: str, shares: NDArray[np.float64], layer: int, name: str) -> Panel:
    """Draw the histograms of all layers, one a column, the chosen one framed."""
    columns = np.sqrt(shares.T[::-1])  # the root shows the rare ones too
    return array_panel(
        title,
        columns,
        kind="positive",
        cell=CELL,
        limits=(0, 1),
        note="bright: many; edges: ±3 and beyond",
        outlines=[(0, layer, len(columns), 1)],
        name=name,
        scale=False,
    )


def _histogram(title: str, shares: NDArray[np.float64], line: int) -> Panel:
    """Draw one histogram large."""
    percent = 100 * shares
    beyond = percent[0] + percent[-1]
    note = f"{beyond:.0f} % in the outermost bars, which hold all beyond" if beyond > 0.5 else ""
    return plot_panel(
        title,
        [Histogram("", EDGES, percent, line)],
        Axis("value", -3, 3),
        Axis("% of the numbers", 0, 10 if percent.max() <= 10 else 100),
        width=270,
        height=110,
        note=note,
    )


def _formula(result: FirstWeightsResult) -> str:
    """Write the size of the weights, and the factor a layer that follows from it."""
    state, stack = result.state, result.stack
    times = number("factor", signed_number(state["factor"]))
    rule, activation = state["rule"], state["activation"]
    if rule in (ZEROS, CONSTANT):
        each = "0" if rule == ZEROS else signed_number(state["factor"] / UNITS, 4)
        return f"every weight: {times} · {'0' if rule == ZEROS else '1/64'} = <b>{each}</b>"
    of_n = rule.split(": ")[1].replace("n", str(UNITS))
    line = f"standard deviation σ of the weights: {times} · {number('rule', of_n)}"
    line += f" ≈ <b>{signed_number(stack.deviation, 3)}</b>"
    share = {"ReLU": 0.5, "none": 1.0}.get(activation)
    if share is not None:
        kept = number("activation", "½" if share == 0.5 else "1")
        expected = math.sqrt(UNITS * stack.deviation**2 * share)
        line += (
            f"<br>expected factor a layer: √(n · σ² · {kept}) = √({UNITS} · "
            f"{signed_number(stack.deviation, 3)}² · {kept}) ≈ <b>{in_short(expected)}</b>; "
            f"measured: values <b>{in_short(result.forwards)}</b>, gradient "
            f"<b>{in_short(result.backwards)}</b>"
        )
    else:
        line += (
            f"<br>{number('activation', activation)}, measured factor a layer: values "
            f"<b>{in_short(result.forwards)}</b>, gradient <b>{in_short(result.backwards)}</b>"
        )
    return line
