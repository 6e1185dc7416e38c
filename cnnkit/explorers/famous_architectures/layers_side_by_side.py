"""Two networks side by side: where each has its layers, its parameters and its work."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from cnnkit.explorers.controls import choice
from cnnkit.explorers.drawing.bars import bar_panel
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import LINES
from cnnkit.explorers.drawing.svg import Panel
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.famous_architectures.networks import TITLES, Stage, depth, stages

COUNTS = {"parameters": "parameters", "multiply-adds": "multiply_adds", "layers": "layers"}
"""What is drawn as bars, and its name in `Stage`."""

SIDES = ("left", "right")


@dataclass(frozen=True)
class LayersSideBySideResult:
    """The stages of two networks."""

    state: State
    stages: dict[str, tuple[Stage, ...]]

    def share(self, side: str, stage: Stage) -> float:
        """Return a stage's share of its network, in per cent."""
        name = COUNTS[self.state["count"]]
        whole = sum(getattr(each, name) for each in self.stages[side])
        return float(100 * getattr(stage, name) / whole)


class LayersSideBySide(Explorer[LayersSideBySideResult]):
    """The layer tables of two famous networks, layers on maps of one size taken together.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``left`` and ``right`` (titles of `TITLES`), ``count`` (of `COUNTS`).

    Examples
    --------
    >>> result = LayersSideBySide(left="VGG-16", right="ResNet-50").result
    >>> round(result.share("left", result.stages["left"][-1]), 1)
    89.4
    """

    title = "Two networks side by side"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "left": choice("network", "VGG-16", tuple(TITLES)),
            "right": choice("beside it", "ResNet-50", tuple(TITLES)),
            "count": choice("bars show", "parameters", tuple(COUNTS)),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> LayersSideBySideResult:
        """Count both networks' stages."""
        return LayersSideBySideResult(state, {side: stages(state[side]) for side in SIDES})

    def draw(self, result: LayersSideBySideResult) -> Picture:
        """Draw a bar a stage for both, and both tables."""
        tables = "".join(_table(result, side) for side in SIDES)
        flex = 'style="display:flex;flex-wrap:wrap;gap:4px 24px"'
        return Picture(
            [_bars(result, side) for side in SIDES],
            formula=_formula(result),
            table=f'<div class="scroll"><div {flex}>{tables}</div></div>',
        )

    def describe(self, result: LayersSideBySideResult) -> str:
        """Say where each has most of what is counted."""
        words = []
        for side in SIDES:
            most = max(result.stages[side], key=lambda stage: result.share(side, stage))
            where = "in dense layers" if most.size == "dense" else f"on maps of {most.size}"
            row = TITLES[result.state[side]]
            words.append(
                f"{row.title} has {row.parameters:,} parameters and {row.multiply_adds:,} "
                f"multiply-adds; its longest way has {depth(row.title)} layers with weights. Of "
                f"its {result.state['count']} {result.share(side, most):.0f} % are {where}."
            )
        return " ".join(words)


def _bars(result: LayersSideBySideResult, side: str) -> Panel:
    """Draw the share of each stage."""
    title = result.state[side]
    shares = [result.share(side, stage) for stage in result.stages[side]]
    return bar_panel(
        title,
        shares,
        names=[stage.size for stage in result.stages[side]],
        texts=[f"{share:.1f} %" for share in shares],
        high=100,
        colour=LINES[SIDES.index(side)][0],
        width=190,
        name_width=72,
        note=f"share of its {result.state['count']}, by size of the maps",
    )


def _table(result: LayersSideBySideResult, side: str) -> str:
    """Write a network's stages as a table."""
    rows = "".join(
        f"<tr><td>{stage.size}</td><td>{stage.channels:,}</td><td>{stage.layers}</td>"
        f"<td>{stage.parameters:,}</td><td>{stage.multiply_adds / 1e6:,.1f}</td>"
        f"<td>{'' if stage.size == 'dense' else stage.field}</td></tr>"
        for stage in result.stages[side]
    )
    row = TITLES[result.state[side]]
    return (
        f'<table><thead><tr><th style="white-space:normal">{row.title}</th>'
        "<th>channels<br>up to</th><th>layers</th><th>parameters</th><th>million<br>m.-adds</th>"
        "<th>field</th></tr></thead>"
        f"<tbody>{rows}</tbody><tfoot><tr><td>total</td><td></td>"
        f"<td>{sum(stage.layers for stage in result.stages[side])}</td><td>{row.parameters:,}</td>"
        f"<td>{row.multiply_adds / 1e6:,.1f}</td><td></td></tr></tfoot></table>"
    )


def _formula(result: LayersSideBySideResult) -> str:
    """Write how the two compare."""
    left, right = (TITLES[result.state[side]] for side in SIDES)
    return (
        f"{number('right', right.title)} has {right.parameters / left.parameters:.2g} times the "
        f"parameters of {number('left', left.title)}, and does "
        f"{right.multiply_adds / left.multiply_adds:.2g} times its multiply-adds; bars: "
        f"{number('count', result.state['count'])}"
    )
