"""Where a network's values, parameters and work sit, while space shrinks and channels grow."""

from dataclasses import dataclass
from typing import Any

from cnnkit.explorers.controls import choice, slider, stops
from cnnkit.explorers.designing_a_network.architecture_trace import (
    Cost,
    Step,
    Written,
    trace,
    values,
)
from cnnkit.explorers.drawing.bars import bar_panel
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import Panel
from cnnkit.explorers.explorer import Explorer, State

FLATTEN, AVERAGE = "flatten, dense 10", "global average pool, dense 10"
MOST_BLOCKS = 5
CLASSES = 10


@dataclass(frozen=True)
class CostResult:
    """The convolutions and the dense layer of a network, in order."""

    state: State
    names: tuple[str, ...]
    shapes: tuple[str, ...]
    values: tuple[int, ...]
    parameters: tuple[int, ...]
    multiply_adds: tuple[int, ...]


class CostAlongTheNetwork(Explorer[CostResult]):
    """Bars of values, parameters and multiply-adds for blocks of convolution, ReLU and pooling.

    Parameters
    ----------
    **state
        ``size`` (pixels a side), ``filters`` (of the first block), ``growth`` (from each block's
        filters to the next one's), ``blocks``, ``ending``.

    Examples
    --------
    >>> explorer = CostAlongTheNetwork(size=32, filters=16, growth=2, blocks=3)
    >>> explorer.result.multiply_adds
    (442368, 1179648, 1179648, 10240)
    """

    title = "Cost along the network"

    def __init__(self, **state: Any) -> None:
        controls = {
            "size": stops("image size", 32, (16, 32, 64, 128, 256)),
            "filters": slider("first filters", 16, 1, 64),
            "growth": stops("filters grow by ×", 1, (1, 2, 3, 4)),
            "blocks": slider("blocks", 4, 1, MOST_BLOCKS),
            "ending": choice("ending", FLATTEN, (FLATTEN, AVERAGE)),
        }
        super().__init__(controls, state)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Leave at least one pixel to the last pooling."""
        halvings = state["size"].bit_length() - 1
        return {"blocks": (1, min(MOST_BLOCKS, halvings))}

    def compute(self, state: State) -> CostResult:
        """Count the layers that compute; ReLU and pooling have nothing to count."""
        network: list[Written] = []
        for block in range(state["blocks"]):
            filters = state["filters"] * state["growth"] ** block
            network += [("conv", filters, 3, "same"), ("relu",), ("max pool", 2)]
        network.append(("flatten",) if state["ending"] == FLATTEN else ("global average pool",))
        network.append(("dense", CLASSES))
        steps = trace((state["size"], state["size"], 3), tuple(network))
        counted = [step for step in steps if step.kind in ("conv", "dense")]
        costs = [_cost(step) for step in counted]
        return CostResult(
            state,
            (*(f"conv {place}" for place in range(1, len(counted))), "dense"),
            tuple("×".join(map(str, cost.output_shape)) for cost in costs),
            tuple(values(cost.output_shape) for cost in costs),
            tuple(cost.parameters for cost in costs),
            tuple(cost.multiply_adds for cost in costs),
        )

    def draw(self, result: CostResult) -> Picture:
        """Draw the three counts, each on its own scale."""
        panels = [
            _bars("numbers that come out", result.names, result.values),
            _bars("parameters", result.names, result.parameters),
            _bars("multiply-adds", result.names, result.multiply_adds),
        ]
        return Picture(panels, formula=_formula(result))

    def describe(self, result: CostResult) -> str:
        """Say what comes out of each layer, and where most of each count sits."""
        shapes = "Out come: " + ", ".join(
            f"{name} {shape}" for name, shape in zip(result.names, result.shapes, strict=True)
        )
        counts = result.values, result.parameters, result.multiply_adds
        where = [_largest(result.names, count) for count in counts]
        return (
            f"{shapes}. Most numbers come out of {where[0]}, most parameters are in {where[1]}, "
            f"most multiply-adds in {where[2]}. In all {sum(result.parameters):,} parameters and "
            f"{sum(result.multiply_adds):,} multiply-adds."
        )


def _cost(step: Step) -> Cost:
    """Return a layer's cost; the limits see to it that all layers fit."""
    if step.cost is None:
        raise ValueError(f"{step.words} does not fit: {step.misfit}")
    return step.cost


def _bars(title: str, names: tuple[str, ...], counts: tuple[int, ...]) -> Panel:
    """Draw one count, on a scale of its own."""
    return bar_panel(
        title,
        counts,
        names=names,
        texts=[compact(count) for count in counts],
        high=max(counts),
        note=f"total {compact(sum(counts))}",
        width=110,
        name_width=64,
    )


def compact(count: int) -> str:
    """Write a count in three digits and a letter for thousands, millions and so on.

    Examples
    --------
    >>> compact(28), compact(1792), compact(37_748_736), compact(999_999)
    ('28', '1.79 k', '37.7 M', '1 M')
    """
    for letter, unit in (("G", 10**9), ("M", 10**6), ("k", 10**3)):
        if float(f"{count:.3g}") >= unit:
            return f"{float(f'{count / unit:.3g}'):g} {letter}"
    return str(count)


def _largest(names: tuple[str, ...], counts: tuple[int, ...]) -> str:
    """Say which layers hold the largest share, and how large it is."""
    largest = max(counts)
    alike = [name for name, count in zip(names, counts, strict=True) if count == largest]
    each = " each" if len(alike) > 1 else ""
    return f"{', '.join(alike)} ({100 * largest / sum(counts):.0f} %{each})"


def _formula(result: CostResult) -> str:
    """Write what one more block does to each count, and the cost of the last convolution."""
    g = number("growth", result.state["growth"])
    growth = result.state["growth"]
    # The first block is an exception: its input has 3 channels, whatever the growth.
    lines = [
        f"from block 2 on, each block to the next: numbers × {g} / 4 = <b>{growth / 4:g}</b>, "
        f"parameters × {g}·{g} = <b>{growth**2}</b>, "
        f"multiply-adds × {g}·{g} / 4 = <b>{growth**2 / 4:g}</b>"
    ]
    if result.state["blocks"] <= 2:
        lines.clear()
    blocks, first = result.state["blocks"], result.state["filters"]
    size, filters = result.state["size"] >> (blocks - 1), first * growth ** (blocks - 1)
    given = 3 if blocks == 1 else filters // growth
    lines.append(
        f"conv {number('blocks', blocks)}: {size}·{size}·3·3·{given:,}·{filters:,} = "
        f"<b>{result.multiply_adds[-2]:,}</b> multiply-adds"
    )
    return "<br>".join(lines)
