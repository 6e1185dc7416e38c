"""Standard, grouped, depthwise, 1×1 and separable: what is counted, and what a clock says."""

from dataclasses import dataclass
from typing import Any

from cnnkit.explorers.controls import choice, stops
from cnnkit.explorers.convolution_variants.kinds import (
    CHANNELS,
    KERNELS,
    KINDS,
    SIDES,
    Count,
    count,
    time_share,
)
from cnnkit.explorers.designing_a_network.cost_along_the_network import compact
from cnnkit.explorers.drawing.bars import bar_panel
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import Panel
from cnnkit.explorers.explorer import Explorer, State

LONGEST = 1.5
"""The end of the axis of times, as a share of the standard convolution's."""


@dataclass(frozen=True)
class CostCalculatorResult:
    """What each kind takes."""

    state: State
    counts: dict[str, Count]
    times: dict[str, float]
    """Measured, as shares of the standard convolution's time."""

    def share(self, kind: str) -> float:
        """Return a kind's multiply-adds as a share of the standard convolution's."""
        return self.counts[kind].multiply_adds / self.counts["standard"].multiply_adds


class CostCalculator(Explorer[CostCalculatorResult]):
    """Parameters, multiply-adds and measured time of seven kinds of convolution.

    Parameters
    ----------
    **state
        ``side`` (pixels a side of the map), ``channels`` (in and out), ``kernel`` (its size),
        ``kind`` (one of `KINDS`: which one the formula shows).

    Examples
    --------
    >>> explorer = CostCalculator(side=28, channels=64, kernel=3)
    >>> explorer.result.counts["separable"].multiply_adds
    3662848
    """

    title = "What a convolution costs"

    def __init__(self, **state: Any) -> None:
        controls = {
            "side": stops("map, pixels a side", 28, SIDES),
            "channels": stops("channels in and out", 64, CHANNELS),
            "kernel": stops("kernel size k", 3, KERNELS),
            "kind": choice("kind", "separable", KINDS),
        }
        super().__init__(controls, state)

    def compute(self, state: State) -> CostCalculatorResult:
        """Count every kind, and look up its time."""
        size = state["side"], state["channels"], state["kernel"]
        counts = {kind: count(kind, *size) for kind in KINDS}
        return CostCalculatorResult(
            state, counts, {kind: time_share(kind, *size) for kind in KINDS}
        )

    def draw(self, result: CostCalculatorResult) -> Picture:
        """Draw counts and times beside each other, the kinds below one another."""
        counts = result.counts.values()
        intensity = [one.multiply_adds / one.moved for one in counts]
        times = list(result.times.values())
        panels = [
            _bars(result, "parameters", [one.parameters for one in counts], names=True),
            _bars(result, "multiply-adds", [one.multiply_adds for one in counts]),
            bar_panel(
                "time, measured",
                times,
                names=KINDS,  # again: on a narrow page a second row begins here
                texts=[f"{share:.2f}" for share in times],
                high=LONGEST,
                outlined=KINDS.index(result.state["kind"]),
                width=85,
                name_width=76,
                text_width=44,
                note="standard = 1",
            ),
            bar_panel(
                "multiply-adds a number",
                intensity,
                names=KINDS,
                texts=[f"{value:.1f}" for value in intensity],
                high=max(intensity),
                outlined=KINDS.index(result.state["kind"]),
                width=75,
                name_width=76,
                text_width=52,
                note="that is read or written",
            ),
        ]
        return Picture(panels, formula=_formula(result), formula_lines=3)

    def describe(self, result: CostCalculatorResult) -> str:
        """Compare the chosen kind with the standard convolution."""
        state, kind = result.state, result.state["kind"]
        side, channels = state["side"], state["channels"]
        where = (
            f"On {side} × {side} places, {channels} channels in and out, windows of "
            f"{state['kernel']} × {state['kernel']}: "
        )
        whole = result.counts["standard"]
        if kind == "standard":
            return (
                f"{where}the standard convolution has {whole.parameters:,} parameters and takes "
                f"{whole.multiply_adds:,} multiply-adds."
            )
        own = result.counts[kind]
        return (
            f"{where}{kind} has {own.parameters:,} parameters where standard has "
            f"{whole.parameters:,}, and {_part(result.share(kind))} of its multiply-adds; measured "
            f"it took {result.times[kind]:.2f} of its time."
        )


def _part(share: float) -> str:
    """Write a share as 1/8, where it is one, or as a number."""
    upside_down = 1 / share
    if abs(upside_down - round(upside_down)) < 1e-9:
        return f"1/{round(upside_down)}"
    return f"{share:.3g}"


def _bars(
    result: CostCalculatorResult, title: str, counts: list[int], *, names: bool = False
) -> Panel:
    """Draw one count, with the kinds' names on the left of the first."""
    return bar_panel(
        title,
        counts,
        names=KINDS if names else (),
        texts=[compact(value) for value in counts],
        high=max(counts),
        outlined=KINDS.index(result.state["kind"]),
        width=75,
        name_width=76,
        text_width=52,
    )


def _formula(result: CostCalculatorResult) -> str:
    """Write the chosen kind's multiply-adds, its share, and what one multiply-add takes."""
    state, kind = result.state, result.state["kind"]
    side, c, k = (number(name, state[name]) for name in ("side", "channels", "kernel"))
    groups = {"standard": "1", "depthwise": c}.get(kind, kind.split()[0])
    inner = {
        "1×1": f"{c}·{c}",
        "separable": f"({k}·{k}·{c} + {c}·{c})",
    }.get(kind, f"{k}·{k}·({c} / {groups})·{c}")
    share, time = result.share(kind), result.times[kind]
    lines = [
        f"{number('kind', kind)}: {side}·{side}·{inner} = "
        f"<b>{result.counts[kind].multiply_adds:,}</b> multiply-adds"
    ]
    if kind == "separable":
        lines.append(f"share = 1/F + 1/(k·k) = 1/{c} + 1/({k}·{k}) = <b>{share:.3f}</b>")
    elif kind != "standard":
        lines.append(f"share of the standard convolution's = <b>{share:.4f}</b>")
    if kind != "standard":
        lines.append(
            f"time {time:.3g} / work {share:.4f}: each multiply-add took <b>{time / share:.1f}</b> "
            "times as long as in the standard one"
        )
    return "<br>".join(lines)
