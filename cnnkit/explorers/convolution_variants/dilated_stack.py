"""Three dilated convolutions on top of each other: the field they span, the pixels they read."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.controls import choice, slider, stops
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import Panel, array_panel
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.receptive_fields.pyramid import pyramid_panel
from cnnkit.insight import Pyramid
from cnnkit.shapes import Window

LAYERS, LARGEST = 3, 5
DILATIONS = tuple(f"dilation_{layer}" for layer in range(1, LAYERS + 1))
ONES, RANDOM = "all ones", "random"
PYRAMID_WIDTH, MAP_WIDTH = 360, 270
"""CSS pixels of the two panels."""

MOST_NUMBERS = 11
"""Pixels a side up to which the numbers stand in the cells."""


@dataclass(frozen=True)
class DilatedStackResult:
    """What one cell of the last map depends on, and how strongly."""

    state: State
    response: NDArray[Any]
    """(r, r): how the cell moves with each pixel of its field."""
    read: int
    """Pixels along one axis that the cell depends on."""

    @property
    def field(self) -> int:
        """Pixels along one axis from the first to the last one."""
        return len(self.response)


class DilatedStack(Explorer[DilatedStackResult]):
    """Choose the dilations of three layers; see which pixels one cell reads, and in how many ways.

    Parameters
    ----------
    **state
        ``dilation_1`` to ``dilation_3`` (from the image upwards), ``kernel`` (3 or 5), ``weights``
        ("all ones" or "random").

    Examples
    --------
    >>> explorer = DilatedStack(dilation_1=1, dilation_2=2, dilation_3=4)
    >>> explorer.result.field, explorer.result.read
    (15, 15)
    """

    title = "Dilated layers on top of each other"

    def __init__(self, **state: Any) -> None:
        controls: dict[str, Any] = {
            name: slider(f"dilation, layer {layer}", 1, 1, LARGEST)
            for layer, name in enumerate(DILATIONS, start=1)
        }
        controls["kernel"] = stops("kernel size k", 3, (3, 5))
        controls["weights"] = choice("weights", ONES, (ONES, RANDOM))
        super().__init__(controls, state)

    def compute(self, state: State) -> DilatedStackResult:
        """Convolve the three spread kernels with one another."""
        dilations = tuple(state[name] for name in DILATIONS)
        response, read = responses(dilations, state["kernel"], state["weights"])
        return DilatedStackResult(state, response, read)

    def draw(self, result: DilatedStackResult) -> Picture:
        """Draw the stack along one axis, and the response in the plane."""
        return Picture([_tree(result), _map(result)], formula=_formula(result))

    def describe(self, result: DilatedStackResult) -> str:
        """Say how large the field is and how much of it is read."""
        dilations = ", ".join(str(result.state[name]) for name in DILATIONS)
        k, field, read = result.state["kernel"], result.field, result.read
        holes = "no holes" if read == field else f"holes: {field**2 - read**2} pixels are not read"
        return (
            f"Three layers of {k} × {k} with dilations {dilations} span a field of {field} × "
            f"{field} pixels and read {read**2} of its {field**2}; {holes}. They have "
            f"{LAYERS * k * k} weights for each channel and filter, whatever the dilations."
        )


def spread(kernel: NDArray[Any], dilation: int) -> NDArray[Any]:
    """Return a kernel with zeros between its weights.

    Examples
    --------
    >>> spread(np.array([[1.0, 2.0]]), 3).tolist()
    [[1.0, 0.0, 0.0, 2.0]]
    """
    rows, columns = ((n - 1) * dilation + 1 for n in kernel.shape)
    wide = np.zeros((rows, columns))
    wide[::dilation, ::dilation] = kernel
    return wide


@lru_cache(maxsize=512)
def responses(dilations: tuple[int, ...], kernel: int, weights: str) -> tuple[NDArray[Any], int]:
    """Return how one output moves with each pixel, and how many pixels an axis are read."""
    rng = np.random.default_rng(0)
    whole, ways = np.ones((1, 1)), np.ones((1, 1))
    for dilation in dilations:
        ones = np.ones((kernel, kernel))
        drawn = rng.normal(size=ones.shape) if weights == RANDOM else ones
        whole = _added_up(whole, drawn, dilation)
        ways = _added_up(ways, ones[:1], dilation)
    return whole, int(np.count_nonzero(ways[0]))


def _added_up(field: NDArray[Any], kernel: NDArray[Any], dilation: int) -> NDArray[Any]:
    """Hand a layer's response down through one more layer: copies, shifted and weighed."""
    wide = spread(kernel, dilation)
    (rows, columns), (height, width) = field.shape, wide.shape
    larger = np.zeros((rows + height - 1, columns + width - 1))
    for u, v in zip(*np.nonzero(wide), strict=True):
        larger[u : u + rows, v : v + columns] += wide[u, v] * field
    return larger


def _tree(result: DilatedStackResult) -> Panel:
    """Draw the stack along one axis below its middle cell."""
    state = result.state
    names = [f"conv, d = {state[name]}" for name in DILATIONS]
    windows = [Window(state["kernel"], dilation=state[name]) for name in DILATIONS]
    pyramid = Pyramid.of(result.field, names, windows)
    return pyramid_panel(
        "one cell, along one axis",
        pyramid,
        0,
        names=["pixels", *(f"d = {state[name]}" for name in DILATIONS)],
        width=PYRAMID_WIDTH,
        note=f"orange: what the cell depends on, {result.read} of {result.field} pixels",
    )


def _map(result: DilatedStackResult) -> Panel:
    """Draw the response in the plane."""
    random = result.state["weights"] == RANDOM
    small = result.field <= MOST_NUMBERS and not random
    return array_panel(
        "how the cell moves with each pixel" if random else "ways from each pixel to the cell",
        result.response,
        kind="signed" if random else "positive",
        cell=MAP_WIDTH / result.field,
        labels=[f"{value:.0f}" for value in result.response.flat] if small else None,
        note=f"{result.field} × {result.field}, of which {result.read**2} are read",
    )


def _formula(result: DilatedStackResult) -> str:
    """Write the field's size and the weights."""
    k = number("kernel", result.state["kernel"])
    steps = " + ".join(f"{number(name, result.state[name])}·({k} − 1)" for name in DILATIONS)
    return (
        f"r = 1 + {steps} = <b>{result.field}</b>; weights 3·{k}·{k} = "
        f"<b>{LAYERS * result.state['kernel'] ** 2}</b>, "
        f"{number('weights', result.state['weights'])}"
    )
