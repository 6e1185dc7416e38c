"""An inception module: four branches side by side, drawn and counted while filters are chosen."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, NamedTuple

from cnnkit.architectures.googlenet import MODULES
from cnnkit.explorers.controls import choice, slider, stops, tick
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import LINES
from cnnkit.explorers.drawing.svg import Panel, framed
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.famous_architectures.boxes import BLUE, GREEN, GREY, Box, arrow

NUMBERS = ("one", "reduce3", "three", "reduce5", "five", "pooled")
"""The six numbers of filters, in the order of the paper's table 1."""

OWN = "your own"
NAMES = ("3a", "3b", "4a", "4b", "4c", "4d", "4e", "5a", "5b")
INPUTS = (192, 256, 480, 512, 512, 512, 528, 832, 832)
SIDES = (28, 28, 14, 14, 14, 14, 14, 7, 7)
PRESETS: dict[str, State] = {
    name: dict(zip(NUMBERS, numbers, strict=True)) | {"channels": channels, "side": side}
    for name, channels, side, numbers in zip(
        NAMES, INPUTS, SIDES, (module for stage in MODULES for module in stage), strict=True
    )
}
"""GoogLeNet's nine modules."""

COLOURS = (LINES[0][0], LINES[1][0], LINES[3][0], GREY)
ROW, WIDE, TALL = 62, 108, 40


class Layer(NamedTuple):
    """One convolution of a branch, or its pooling."""

    words: str
    kernel: int
    before: int
    filters: int

    @property
    def parameters(self) -> int:
        """Weights and biases; a pooling has none."""
        if self.words == "max pool":
            return 0
        return self.kernel**2 * self.before * self.filters + self.filters

    def multiply_adds(self, side: int) -> int:
        """Products, on maps that keep their side."""
        return side**2 * (self.parameters - self.filters) if self.parameters else 0


@dataclass(frozen=True)
class InceptionModuleResult:
    """The layers of each branch."""

    state: State
    branches: dict[str, list[Layer]]

    @property
    def channels(self) -> int:
        """How many come out."""
        return sum(layers[-1].filters for layers in self.branches.values())

    @property
    def parameters(self) -> int:
        """Those of all branches."""
        return sum(layer.parameters for layers in self.branches.values() for layer in layers)

    @property
    def multiply_adds(self) -> int:
        """Those of all branches."""
        side = self.state["side"]
        return sum(
            layer.multiply_adds(side) for layers in self.branches.values() for layer in layers
        )


class InceptionModule(Explorer[InceptionModuleResult]):
    """An inception module with filters by slider: what comes out, and what each branch costs.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``module`` (`OWN`, or one of GoogLeNet's), ``channels``, ``one``, ``reduce3``, ``three``,
        ``reduce5``, ``five``, ``pooled``, ``side`` of the maps, ``reducing`` (whether the 1×1
        convolutions before the 3×3 and the 5×5, and behind the pooling, are there).

    Examples
    --------
    >>> result = InceptionModule(module="3a").result
    >>> result.channels, result.parameters
    (256, 163696)
    """

    title = "An inception module"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        start = PRESETS["3a"]
        controls = {
            "module": choice("module", "3a", (OWN, *PRESETS)),
            "reducing": tick("1×1 before 3×3, 5×5", True),
            "channels": slider("channels in", start["channels"], 1, 832),
            "one": slider("1×1 filters", start["one"], 1, 384),
            "reduce3": slider("1×1 before 3×3", start["reduce3"], 1, 192),
            "three": slider("3×3 filters", start["three"], 1, 384),
            "reduce5": slider("1×1 before 5×5", start["reduce5"], 1, 192),
            "five": slider("5×5 filters", start["five"], 1, 384),
            "pooled": slider("1×1 behind pool", start["pooled"], 1, 384),
            "side": stops("rows and columns", start["side"], (7, 14, 28, 56)),
        }
        super().__init__(controls, state, hidden)

    def update(self, **state: Any) -> None:
        """Move controls; a module of GoogLeNet sets all numbers, and moving one of them ends it."""
        if "module" in state:
            state = PRESETS.get(state["module"], {}) | state
        elif state.keys() & {*NUMBERS, "channels", "side"}:
            state = {"module": OWN} | state
        super().update(**state)

    def follow(self, moved: str, state: State) -> State:
        """Let a module set its numbers; whoever moves one of those leaves it."""
        if moved == "module":
            return PRESETS.get(state["module"], {})
        return {"module": OWN} if moved in (*NUMBERS, "channels", "side") else {}

    def compute(self, state: State) -> InceptionModuleResult:
        """List the layers of the branches."""
        return InceptionModuleResult(state, branches_of(state, reducing=state["reducing"]))

    def draw(self, result: InceptionModuleResult) -> Picture:
        """Draw the branches, the channels that come out, and a table of the counts."""
        return Picture(
            [_branches(result), _stacked(result)],
            formula=_formula(result),
            table=_table(result),
            formula_lines=2,
        )

    def describe(self, result: InceptionModuleResult) -> str:
        """Say what comes out, what it costs, and what it would cost otherwise."""
        state = result.state
        other = _other(result)
        words = "Without" if state["reducing"] else "With"
        return (
            f"{state['channels']} channels of {state['side']} × {state['side']} go in, "
            f"{result.channels} come out, with {result.parameters:,} parameters and "
            f"{result.multiply_adds:,} multiply-adds. {words} the reducing 1×1 convolutions "
            f"{other.channels} would come out, with {other.parameters:,} parameters and "
            f"{other.multiply_adds:,} multiply-adds."
        )


def branches_of(state: State, *, reducing: bool) -> dict[str, list[Layer]]:
    """Return the four branches as layers.

    Examples
    --------
    >>> branches = branches_of(PRESETS["3a"], reducing=False)
    >>> [len(layers) for layers in branches.values()], branches["pool"][0].filters
    ([1, 1, 1, 1], 192)
    """
    channels = state["channels"]
    branches = {"1×1": [Layer("1×1", 1, channels, state["one"])]}
    for name, kernel, reduced, filters in (
        ("3×3", 3, "reduce3", "three"),
        ("5×5", 5, "reduce5", "five"),
    ):
        before = state[reduced] if reducing else channels
        first = [Layer("1×1", 1, channels, before)] if reducing else []
        branches[name] = [*first, Layer(name, kernel, before, state[filters])]
    pool = Layer("max pool", 3, channels, channels)
    last = [Layer("1×1", 1, channels, state["pooled"])] if reducing else []
    branches["pool"] = [pool, *last]
    return branches


def _other(result: InceptionModuleResult) -> InceptionModuleResult:
    """Return the same module with the tick the other way."""
    reducing = not result.state["reducing"]
    return InceptionModuleResult(result.state, branches_of(result.state, reducing=reducing))


def _branches(result: InceptionModuleResult) -> Panel:
    """Draw the input, the boxes of the four branches, and where they meet."""
    middle = 2 * ROW
    start = Box(0, middle, 56, TALL, ("in", f"{result.state['channels']}"), GREY)
    end = Box(395, middle, 62, TALL, ("side by", "side"), GREY)
    parts = [start.svg, end.svg]
    for row, layers in enumerate(result.branches.values()):
        y, before = (row + 0.5) * ROW, start.right
        for place, layer in enumerate(layers):
            x = 92 + place * (WIDE + 26) if len(layers) > 1 else 92 + (WIDE + 26)
            colour = GREEN if layer.words == "max pool" else BLUE
            name = (
                "max pool 3×3" if layer.words == "max pool" else f"{layer.words}, {layer.filters}"
            )
            box = Box(x, y, WIDE, TALL, (name, f"{layer.parameters:,}"), colour)
            if before == start.right:
                parts.append(arrow(before, (74, middle), (74, y), box.left))
            else:
                parts.append(arrow(before, box.left))
            parts.append(box.svg)
            before = box.right
        parts.append(arrow(before, (372, y), (372, middle), end.left, colour=COLOURS[row]))
    note = "in each box: its filters, and its parameters"
    return framed("four branches on the same input", note, "".join(parts), "", 460, 4 * ROW)


def _stacked(result: InceptionModuleResult) -> Panel:
    """Draw the channels that come out, each branch's behind the one before."""
    height, width, y, parts = 4 * ROW - 20.0, 46, 8.0, []
    for colour, (branch, layers) in zip(COLOURS, result.branches.items(), strict=True):
        filters = layers[-1].filters
        tall = height * filters / result.channels
        parts.append(
            f'<rect x="0" y="{y:.1f}" width="{width}" height="{tall:.1f}" fill="{colour}" '
            f'fill-opacity=".45" stroke="{colour}"/>'
        )
        if tall >= 13:
            parts.append(
                f'<text class="right" x="{width + 6}" y="{y + tall / 2 + 4:.1f}">{branch}: '
                f"{filters}</text>"
            )
        y += tall
    note = f"{result.state['side']} × {result.state['side']} × {result.channels}"
    return framed("channels out", note, "".join(parts), "", 130, 4 * ROW)


def _table(result: InceptionModuleResult) -> str:
    """Write what each branch costs, with and without its 1×1 before the large window."""
    side = result.state["side"]
    other = _other(result)
    with_words = "without" if result.state["reducing"] else "with"
    rows = "".join(
        f"<tr><td>{branch}</td><td>{layers[-1].filters}</td>"
        f"<td>{sum(layer.parameters for layer in layers):,}</td>"
        f"<td>{sum(layer.multiply_adds(side) for layer in layers):,}</td>"
        f"<td>{sum(layer.parameters for layer in other.branches[branch]):,}</td></tr>"
        for branch, layers in result.branches.items()
    )
    return (
        '<div class="scroll"><table><thead><tr><th>branch</th><th>channels</th>'
        f"<th>parameters</th><th>multiply-adds</th><th>parameters<br>{with_words} 1×1</th></tr>"
        f"</thead><tbody>{rows}</tbody><tfoot><tr><td>module</td><td>{result.channels}</td>"
        f"<td>{result.parameters:,}</td><td>{result.multiply_adds:,}</td>"
        f"<td>{other.parameters:,}</td></tr></tfoot></table></div>"
    )


def _formula(result: InceptionModuleResult) -> str:
    """Write the sum of the channels, and the costliest branch's parameters."""
    state = result.state
    last = number("pooled", state["pooled"]) if state["reducing"] else result.state["channels"]
    out = (
        f"{number('module', state['module'])}: channels out = {number('one', state['one'])} + "
        f"{number('three', state['three'])} + {number('five', state['five'])} + {last} = "
        f"<b>{result.channels}</b>, on maps of {number('side', state['side'])} a side"
    )
    kernel = "25"
    channels, five = number("channels", state["channels"]), number("five", state["five"])
    total = sum(layer.parameters for layer in result.branches["5×5"])
    if state["reducing"]:
        reduced = number("reduce5", state["reduce5"])
        cost = f"{channels}·{reduced} + {reduced} + {kernel}·{reduced}·{five} + {five}"
    else:
        cost = f"{kernel}·{channels}·{five} + {five}"
    return f"{out}<br>parameters of the 5×5 branch: {cost} = <b>{total:,}</b>"
