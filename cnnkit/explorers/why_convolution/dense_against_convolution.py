"""How many weights three kinds of layers need, counted and drawn."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnkit import shapes
from cnnkit.explorers.controls import slider, stops
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import LINES
from cnnkit.explorers.drawing.svg import Panel, framed
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.plots.colours import WINDOW_COLOUR

SIZES = (8, 16, 28, 32, 48, 64, 96, 128, 224)
CHANNELS = (1, 3, 8, 16, 32, 64)
FILTERS = (1, 8, 16, 32, 64, 128)
KERNELS = (1, 3, 5)
INPUTS = 9
"""How many inputs the drawing has."""

SPREAD, RISE, DOT = 26, 84, 6
"""CSS pixels from input to input, from inputs to outputs, and of a dot's radius."""

SUBSCRIPTS = "₁₂₃₄₅"

BAR_WIDTH, BAR_LEFT, BAR_STEP = 172, 142, 30
"""CSS pixels of the longest bar, of the names before it, and from bar to bar."""

WEIGHTS = (*LINES[:2], *LINES[3:5], ("var(--jp-ui-font-color1,#222)", "1 4"))
"""Colour and dashes of each weight of a kernel; the course keeps purple and orange for others."""


@dataclass(frozen=True)
class CountsResult:
    """The weights, biases included, of four layers on the same image."""

    state: State
    output: tuple[int, int]
    """Height and width of a feature map."""

    @property
    def inputs(self) -> int:
        """How many numbers the image has."""
        return int(self.state["height"] * self.state["width"] * self.state["channels"])

    @property
    def units(self) -> int:
        """How many numbers all feature maps have together."""
        rows, columns = self.output
        return int(rows * columns * self.state["filters"])

    @property
    def in_window(self) -> int:
        """How many numbers a window has."""
        return int(self.state["kernel"] ** 2 * self.state["channels"])

    @property
    def counts(self) -> dict[str, int]:
        """The parameters of each layer, by its name."""
        filters = int(self.state["filters"])
        return {
            "dense, whole maps": self.inputs * self.units + self.units,
            "windows, own weights": self.in_window * self.units + self.units,
            "convolution": self.in_window * filters + filters,
            "dense, 1 number each": self.inputs * filters + filters,
        }


class DenseAgainstConvolution(Explorer[CountsResult]):
    """Count the weights of dense layers, of windows with weights of their own, and of convolution.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``height`` and ``width`` (of `SIZES`), ``channels``, ``filters``, ``kernel``, and
        ``output``: which output of the drawing stands out, from 1.

    Examples
    --------
    >>> explorer = DenseAgainstConvolution(height=32, width=32, channels=3, filters=32)
    >>> explorer.result.counts["convolution"], explorer.result.counts["dense, 1 number each"]
    (896, 98336)
    """

    title = "Dense against convolution"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "height": stops("image height", 8, SIZES),
            "width": stops("image width", 16, SIZES),
            "channels": stops("channels", 1, CHANNELS),
            "filters": stops("filters or units", 1, FILTERS),
            "kernel": stops("kernel size", 3, KERNELS),
            "output": slider("output drawn", 3, 1, INPUTS - 2),
        }
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Keep the chosen output among those that there are."""
        return {"output": (1, INPUTS - state["kernel"] + 1)}

    def compute(self, state: State) -> CountsResult:
        """Count; the windows stay on the image."""
        return CountsResult(
            state, shapes.output_shape((state["height"], state["width"]), state["kernel"])
        )

    def draw(self, result: CountsResult) -> Picture:
        """Draw the connections of three layers on nine inputs, and a bar for each count."""
        k, chosen = result.state["kernel"], result.state["output"] - 1
        panels = [_connections(kind, k, chosen) for kind in ("dense", "windows", "convolution")]
        return Picture([*panels, _bars(result.counts)], formula=_counted(result))

    def describe(self, result: CountsResult) -> str:
        """Say the counts, and how they compare."""
        state, (rows, columns) = result.state, result.output
        maps, own, shared, dense = result.counts.values()
        filters = _count(state["filters"], "filter")
        units = _count(state["filters"], "unit")
        return (
            f"On an image of {state['height']} × {state['width']} × {state['channels']}, "
            f"a convolution with {filters} of {state['kernel']} × {state['kernel']} has "
            f"{shared:,} weights and biases and gives {rows} × {columns} numbers a filter. "
            f"A dense layer with {units} has {dense:,} and gives {state['filters']}. One that "
            f"gives as many numbers as the convolution has {maps:,}; windows with weights of "
            f"their own have {own:,}."
        )


def _count(count: int, noun: str) -> str:
    """Return "1 filter" or "8 filters"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _connections(kind: str, k: int, chosen: int) -> Panel:
    """Draw nine inputs below, the outputs above, and a line for each weight between them.

    Where a weight is used again, its line has the same colour and the same dashes.
    """
    outputs, shared = INPUTS - k + 1, kind == "convolution"
    shift = (INPUTS - outputs) / 2
    faint: list[str] = []
    bold: list[str] = []
    seen = []
    for output in range(outputs):
        reached = range(INPUTS) if kind == "dense" else range(output, output + k)
        for tap, source in enumerate(reached):
            ends = f"M{(source + 0.5) * SPREAD:g} {RISE}L{(output + shift + 0.5) * SPREAD:g} 0"
            colour, dashes = WEIGHTS[tap] if shared else ("#888888", "")
            mine = output == chosen
            width, opacity = (3.4, 1) if mine else (1.8, 0.8) if shared else (1.2, 0.35)
            (bold if mine else faint).append(
                f'<path d="{ends}" fill="none" stroke="{colour}" stroke-width="{width}" '
                f'stroke-opacity="{opacity}" stroke-dasharray="{dashes}"/>'
            )
            if mine:
                seen.append(source)
    dots = [_dot((source + 0.5) * SPREAD, RISE, marked=source in seen) for source in range(INPUTS)]
    dots += [
        _dot((output + shift + 0.5) * SPREAD, 0, marked=output == chosen)
        for output in range(outputs)
    ]
    lines = INPUTS * outputs if kind == "dense" else k * outputs
    weights = k if shared else lines
    titles = {
        "dense": "dense, whole map",
        "windows": "windows, own weights",
        "convolution": "convolution",
    }
    names = [
        f'<text x="{(source + 0.5) * SPREAD:g}" y="{RISE + DOT + 15}">w{SUBSCRIPTS[tap]}</text>'
        for tap, source in enumerate(seen)
        if shared
    ]
    body = f'<g transform="translate(0,{DOT + 3})">{"".join([*faint, *bold, *dots, *names])}</g>'
    note = f"{_count(lines, 'line')}, {_count(weights, 'weight')}"
    return framed(titles[kind], note, body, "", INPUTS * SPREAD, RISE + 2 * DOT + 22)


def _dot(x: float, y: float, *, marked: bool) -> str:
    """Draw an input or an output; the chosen output and what it sees are filled."""
    fill = WINDOW_COLOUR if marked else "var(--jp-layout-color1,#fff)"
    return (
        f'<circle cx="{x:g}" cy="{y:g}" r="{DOT}" fill="{fill}" stroke="#888" stroke-width="1.5"/>'
    )


def _bars(counts: dict[str, int]) -> Panel:
    """Draw a bar for each count on a scale where equal steps multiply by ten."""
    longest = 14  # the largest image and most filters of all controls stay below 10¹⁴
    rows = []
    for power in range(0, longest + 1, 4):
        x = BAR_LEFT + power / longest * BAR_WIDTH
        text = f"10{str(power).translate(str.maketrans('0123456789', '⁰¹²³⁴⁵⁶⁷⁸⁹'))}"
        rows.append(
            f'<path class="grid" d="M{x:.1f} 0V{BAR_STEP * len(counts)}"/>'
            f'<text x="{x:.1f}" y="{BAR_STEP * len(counts) + 15}">{text if power else 1}</text>'
        )
    for place, (name, count) in enumerate(counts.items()):
        top, width = place * BAR_STEP, np.log10(count) / longest * BAR_WIDTH
        colour = LINES[1][0] if name == "convolution" else LINES[0][0]
        rows.append(
            f'<text class="left" x="{BAR_LEFT - 6}" y="{top + 19}">{name}</text>'
            f'<rect class="bar" x="{BAR_LEFT}" y="{top + 5}" width="{width:.1f}" '
            f'height="{BAR_STEP - 10}" fill="{colour}"/>'
            f'<text class="right" x="{BAR_LEFT + width + 6:.1f}" y="{top + 19}">{count:,}</text>'
        )
    height = BAR_STEP * len(counts) + 18
    note = "each line: 10,000 times the one before"
    width = BAR_LEFT + BAR_WIDTH + 112
    return framed("weights and biases", note, "".join(rows), "", width, height)


def _times(ratio: float) -> str:
    """Say how many times the convolution's count it is, but for the convolution itself."""
    if ratio == 1:
        return ""
    return f" ({ratio:,.0f} times as many)" if ratio >= 10 else f" ({ratio:.2g} times as many)"


def _counted(result: CountsResult) -> str:
    """Write the four products with the learner's numbers."""
    state, (rows, columns) = result.state, result.output
    image = " · ".join(number(name, state[name]) for name in ("height", "width", "channels"))
    k, c = number("kernel", state["kernel"]), number("channels", state["channels"])
    f = number("filters", state["filters"])
    maps, own, shared, dense = (
        f"<b>{count:,}</b>{_times(count / result.counts['convolution'])}"
        for count in result.counts.values()
    )
    units = f"{rows} · {columns} · {f}"
    first, last = state["output"], state["output"] + state["kernel"] - 1
    return "<br>".join(
        [
            f"drawn: output {number('output', first)} sees inputs {first} to {last}, "
            f"and if dense, all {INPUTS}",
            f"dense, whole maps: {image} · {units} + {units} = {maps}",
            f"windows, own weights: {k} · {k} · {c} · {units} + {units} = {own}",
            f"convolution: {k} · {k} · {c} · {f} + {f} = {shared}",
            f"dense, 1 number each: {image} · {f} + {f} = {dense}",
        ]
    )
