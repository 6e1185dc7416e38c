"""How much each pixel of a receptive field matters: the gradient at a deep cell, as a map."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.controls import choice, slider, stops, tick
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import NOW, Axis, Curve, Histogram, Points, plot_panel
from cnnkit.explorers.drawing.svg import array_panel
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.insight import effective_receptive_field
from cnnkit.layers import Conv2D, Layer, ReLU, Sequential

LARGEST_FIELD = 41
CHANNELS = 8
EQUAL, RANDOM, WITH_RELU = "equal weights", "random weights", "random weights, ReLU"
NETWORKS = (EQUAL, RANDOM, WITH_RELU)
MOST_DRAWS = 19
TOPS = (0.4, 0.8, 1.0)
"""Where the axis of shares may end: it stays still over nearly all depths."""

DARKEST = -8
"""On the logarithmic scale, the power of ten below which everything is as dark as nothing."""


@dataclass(frozen=True)
class EffectiveFieldResult:
    """A stack of convolutions, and the squared gradient of its middle cell."""

    state: State
    field: NDArray[np.float64]
    """(r, r): how much each pixel of the receptive field matters, with sum 1."""

    @property
    def size(self) -> int:
        """Pixels of the receptive field along one axis."""
        return len(self.field)

    @property
    def deviation(self) -> float:
        """The Gaussian's standard deviation, in pixels, for infinitely many layers."""
        return float(np.sqrt(_variance(self.state) * self.state["depth"]))

    @property
    def effective(self) -> int:
        """How many pixels, the strongest first, hold 95 % of the whole."""
        return _holding(self.field.ravel())

    @property
    def widths(self) -> tuple[list[int], list[int]]:
        """Columns of the field, and those of them that hold 95 %, for each possible depth."""
        reach = self.state["kernel_size"] - 1
        depths = range(1, (LARGEST_FIELD - 1) // reach + 1)
        profiles = [_expected(self.state["network"], reach + 1, depth) for depth in depths]
        return [depth * reach + 1 for depth in depths], [_holding(each) for each in profiles]


class EffectiveField(Explorer[EffectiveFieldResult]):
    """The map of gradients of a deep cell, its cross-section, and how its width grows.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``depth`` (layers), ``kernel_size``, ``network`` (one of `NETWORKS`), ``draw`` (which
        random weights), ``logarithmic`` (the map's scale).

    Examples
    --------
    >>> explorer = EffectiveField(depth=10)
    >>> explorer.result.size, explorer.result.effective
    (21, 65)
    """

    title = "The effective receptive field"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "depth": slider("depth, layers", 4, 1, 20),
            "kernel_size": stops("kernel size", 3, (3, 5, 7)),
            "network": choice("network", EQUAL, NETWORKS),
            "draw": slider("draw of weights", 0, 0, MOST_DRAWS),
            "logarithmic": tick("logarithmic map", False),
        }
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Keep the field on the map; equal weights are not drawn."""
        return {
            "depth": (1, (LARGEST_FIELD - 1) // (state["kernel_size"] - 1)),
            "draw": (0, 0 if state["network"] == EQUAL else MOST_DRAWS),
        }

    def compute(self, state: State) -> EffectiveFieldResult:
        """Measure the squared gradient; what was measured once is remembered."""
        measured = (state["network"], state["kernel_size"], state["depth"], state["draw"])
        return EffectiveFieldResult(state, _field(*measured))

    def draw(self, result: EffectiveFieldResult) -> Picture:
        """Draw the map in its field, the share of each column, and both widths over the depth."""
        margin = (LARGEST_FIELD - result.size) // 2 + 1
        share = result.field / result.field.max()
        heat = np.pad(share, margin)
        limits, note = (0.0, 1.0), "squared gradient, largest = 1"
        if result.state["logarithmic"]:
            heat = np.log10(np.maximum(heat, 10.0**DARKEST))
            limits, note = (float(DARKEST), 0.0), "its power of ten, largest = 0"
        heat_map = array_panel(
            "gradient at each pixel",
            heat,
            kind="positive",
            cell=5.0,
            limits=limits,
            outlines=[(margin, margin, result.size, result.size)],
            note=note,
        )
        return Picture(
            [heat_map, _profile_panel(result), _growth_panel(result)], formula=_formula(result)
        )

    def describe(self, result: EffectiveFieldResult) -> str:
        """Say how large the field is, and how little of it matters."""
        depth, network = result.state["depth"], result.state["network"]
        layers = "1 layer" if depth == 1 else f"{depth} layers"
        share = result.effective / result.size**2
        averaged = "" if network == EQUAL else ", on average over all draws"
        fields, effective = result.widths
        now, deepest = depth - 1, len(fields) - 1
        return (
            f"{layers} of {network}: the field has {result.size} × {result.size} = "
            f"{result.size**2} pixels. The strongest {result.effective} of them, "
            f"{100 * share:.0f} %, hold 95 % of the squared gradient. Across it is {fields[now]} "
            f"columns, of which {effective[now]} hold 95 %{averaged}; at {deepest + 1} layers "
            f"{fields[deepest]} and {effective[deepest]}."
        )


def _holding(shares: NDArray[np.float64], part: float = 0.95) -> int:
    """Count the shares, the largest first, that hold a part of the whole."""
    largest = np.sort(shares)[::-1].cumsum()
    # A whisker less, so that a sum of rounded numbers does not ask for one share more.
    return int(np.searchsorted(largest, part * largest[-1] * (1 - 1e-12))) + 1


def _variance(state: State) -> float:
    """Return by how much one layer widens the squared gradient.

    A step to one of k places has variance (k² − 1) / 12. With equal weights the gradient has the
    distribution of a sum of such steps, and its square half the variance. With random weights
    the square itself has it.
    """
    steps = (state["kernel_size"] ** 2 - 1) / 12
    return float(steps / 2 if state["network"] == EQUAL else steps)


@lru_cache(maxsize=256)
def _expected(network: str, kernel_size: int, depth: int) -> NDArray[np.float64]:
    """Return the share of each column, for random weights on average over all draws."""
    ways = np.ones(1)
    for _ in range(depth):
        ways = np.convolve(ways, np.full(kernel_size, 1 / kernel_size))
    shares = ways**2 if network == EQUAL else ways
    shares /= shares.sum()
    shares.setflags(write=False)
    return shares


@lru_cache(maxsize=512)
def _field(network: str, kernel_size: int, depth: int, draw: int) -> NDArray[np.float64]:
    """Return the squared gradient of the middle cell, with sum 1."""
    if network == EQUAL:  # exact: the kernels convolved with each other
        column = _expected(network, kernel_size, depth)
        field = np.outer(column, column)
    else:
        layers: list[Layer] = []
        for _ in range(depth):
            layers.append(Conv2D(CHANNELS, kernel_size, bias=False))
            layers += [ReLU()] if network == WITH_RELU else []
        size = depth * (kernel_size - 1) + 1
        rng = np.random.default_rng(draw)
        model = Sequential(layers)
        model.build((size, size, 1), rng)
        noise = rng.normal(size=(1, size, size, 1)).astype(np.float32)
        field = effective_receptive_field(model, noise, rng, power=2)
        field /= field.sum()
    field.setflags(write=False)
    return field


def _profile_panel(result: EffectiveFieldResult) -> Any:
    """Draw the share of each column beside a Gaussian."""
    shares = result.field.sum(axis=0)
    reach = result.size / 2
    places = np.linspace(-LARGEST_FIELD / 2, LARGEST_FIELD / 2, 165)
    bell = np.exp(-((places / result.deviation) ** 2) / 2) / (result.deviation * np.sqrt(2 * np.pi))
    peak = max(float(shares.max()), float(bell.max()))
    top = next(top for top in TOPS if peak <= top)
    ends = [(side, 0.0, side, top) for side in (-reach, reach)]
    return plot_panel(
        "share of each column",
        [
            Histogram("measured", np.arange(result.size + 1) - reach, shares),
            Curve("Gaussian", places, bell, line=1),
        ],
        Axis("columns from the middle", -LARGEST_FIELD / 2, LARGEST_FIELD / 2),
        Axis("share", 0.0, top),
        width=215,
        height=150,
        guides=ends,
        note="dotted: the ends of the field",
    )


def _growth_panel(result: EffectiveFieldResult) -> Any:
    """Draw the width of the field and of its effective part over the depth."""
    fields, effective = result.widths
    depth = result.state["depth"]
    depths = np.arange(1, len(fields) + 1)
    return plot_panel(
        "width as the stack grows",
        [
            Curve("of the field", depths, fields, line=0),
            Curve("that holds 95 %", depths, effective, line=1),
            Points(
                "this stack", [depth, depth], [fields[depth - 1], effective[depth - 1]], line=NOW
            ),
        ],
        Axis("layers", 0, 21),
        Axis("columns", 0, 45),
        width=215,
        height=150,
        note="" if result.state["network"] == EQUAL else "average over all draws",
    )


def _formula(result: EffectiveFieldResult) -> str:
    """Write the field's size, and the Gaussian's width, with the numbers filled in."""
    depth, k = result.state["depth"], result.state["kernel_size"]
    network, draw = result.state["network"], result.state["draw"]
    halved, drawn = (" / 2", "") if network == EQUAL else ("", f", draw {number('draw', draw)}")
    return (
        f"field: r = 1 + {number('depth', depth)}·({number('kernel_size', k)} − 1) = "
        f"<b>{result.size}</b><br>"
        f"Gaussian: σ = √({number('depth', depth)}·({number('kernel_size', k)}² − 1) / 12"
        f"{halved}) = <b>{result.deviation:.2f}</b> pixels"
        f" ({number('network', network)}{drawn})"
    )
