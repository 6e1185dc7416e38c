"""A network by sliders: what it costs, against its budget and against what others have reached."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cnnkit.explorers.capstone.measured_designs import (
    TRACKS,
    MeasuredDesign,
    TrackFacts,
    baseline,
    designs,
    seconds_of,
)
from cnnkit.explorers.controls import choice, slider, stops
from cnnkit.explorers.designing_a_network.architecture_trace import Written, trace
from cnnkit.explorers.designing_a_network.cost_along_the_network import compact
from cnnkit.explorers.drawing.bars import bar_panel
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import BACKGROUND, NOW, Axis, Curve, Points, plot_panel
from cnnkit.explorers.drawing.svg import Panel
from cnnkit.explorers.explorer import Explorer, State

FLATTEN, AVERAGE = "flatten, dense 10", "global average, dense 10"
MOST_BLOCKS = 4
LOWEST, HIGHEST = 15, 200_000
"""The ends of the parameters' axis."""

SCORES = {"read": (89, 99), "sort": (79, 93), "restore": (22, 29)}
"""The ends of the scores' axis."""


@dataclass(frozen=True)
class BudgetResult:
    """A network, its counts, and the time that its training would take."""

    state: State
    filters: tuple[int, ...]
    parameters: tuple[int, ...]
    """Of the convolutions, and of the layer at the end."""
    multiply_adds: int

    @property
    def track(self) -> str:
        """The track's name."""
        name: str = self.state["track"]
        return name

    @property
    def facts(self) -> TrackFacts:
        """The track's sizes and budgets."""
        return TRACKS[self.track]

    @property
    def total(self) -> int:
        """All parameters."""
        return sum(self.parameters)

    @property
    def seconds(self) -> float:
        """What the training would take on the processor that measured the designs."""
        return seconds_of(self.track, self.multiply_adds, self.state["epochs"])

    @property
    def nearest(self) -> MeasuredDesign:
        """The measured design whose number of parameters is nearest, as a ratio."""
        return min(
            designs(self.track),
            key=lambda one: max(one.parameters / self.total, self.total / one.parameters),
        )


class NetworkOnABudget(Explorer[BudgetResult]):
    """Blocks of convolutions, their cost beside the budget, and what measured designs reached.

    Parameters
    ----------
    **state
        ``track`` (read, sort, restore), ``blocks``, ``filters`` (of the first block), ``growth``
        (from each block's filters to the next one's), ``kernel``, ``ending`` (one of `FLATTEN` and
        `AVERAGE`; track restore ends with a single map), ``epochs``.

    Examples
    --------
    >>> explorer = NetworkOnABudget(track="read", blocks=2, filters=8, growth=2)
    >>> explorer.result.parameters, explorer.result.total
    ((80, 1168, 7850), 9098)
    """

    title = "A network on a budget"

    def __init__(self, **state: Any) -> None:
        controls = {
            "track": choice("track", "read", tuple(TRACKS)),
            "blocks": slider("blocks", 2, 1, MOST_BLOCKS),
            "filters": slider("first filters", 8, 1, 32),
            "growth": stops("filters grow by ×", 2, (1, 2)),
            "kernel": stops("kernel size", 3, (3, 5)),
            "ending": choice("ending", FLATTEN, (FLATTEN, AVERAGE)),
            "epochs": slider("epochs", 20, 1, 60),
        }
        super().__init__(controls, state)

    def compute(self, state: State) -> BudgetResult:
        """Count the layers that compute."""
        filters = tuple(
            state["filters"] * state["growth"] ** block for block in range(state["blocks"])
        )
        counted = _costs(state["track"], filters, state["kernel"], state["ending"])
        parameters, work = zip(*counted, strict=True)
        return BudgetResult(state, filters, parameters, sum(work))

    def draw(self, result: BudgetResult) -> Picture:
        """Draw where the parameters are, the budgets, and the measured designs."""
        names = [f"conv {place}, {f}" for place, f in enumerate(result.filters, start=1)]
        names.append("dense 10" if result.facts.outputs else "conv to 1 map")
        panels = [
            bar_panel(
                "parameters",
                result.parameters,
                names=names,
                texts=[compact(count) for count in result.parameters],
                high=max(result.parameters),
                width=80,
                name_width=82,
                note=f"total {result.total:,}",
            ),
            _budgets(result),
            _frontier(result),
        ]
        return Picture(panels, formula=_formula(result), formula_lines=4)

    def describe(self, result: BudgetResult) -> str:
        """Say what the network costs, and what a design of about that size has reached."""
        facts, near = result.facts, result.nearest
        held = "within" if result.total <= facts.parameters else "over"
        in_time = "within" if result.seconds <= facts.seconds else "over"
        low, high = min(near.scores), max(near.scores)
        return (
            f"Track {result.track}: {result.total:,} parameters, {held} the budget of "
            f"{facts.parameters:,}; {result.multiply_adds:,} multiply-adds; "
            f"{result.state['epochs']} epochs take about {result.seconds:.0f} seconds, {in_time} "
            f"the budget of {facts.seconds}. The measured design of nearest size, {near.name} with "
            f"{near.parameters:,} parameters, reached {low:.1f} to {high:.1f} {facts.unit} on the "
            "validation images."
        )


@lru_cache(maxsize=256)
def _costs(
    track: str, filters: tuple[int, ...], kernel: int, ending: str
) -> tuple[tuple[int, int], ...]:
    """Return parameters and multiply-adds of each layer that computes."""
    facts, network = TRACKS[track], list[Written]()
    for count in filters:
        network += [("conv", count, kernel, "same"), ("relu",)]
        if facts.outputs:
            network.append(("max pool", 2))
    if facts.outputs:
        end = ("flatten",) if ending == FLATTEN else ("global average pool",)
        network += [end, ("dense", facts.outputs)]
    else:
        network.append(("conv", 1, kernel, "same"))
    steps = trace((facts.side, facts.side, 1), tuple(network))
    costs = [step.cost for step in steps if step.kind in ("conv", "dense")]
    return tuple((cost.parameters, cost.multiply_adds) for cost in costs if cost)


def _budgets(result: BudgetResult) -> Panel:
    """Draw the shares of both budgets that are used up, cut off at twice the budget."""
    facts = result.facts
    shares = [result.total / facts.parameters, result.seconds / facts.seconds]
    over = any(share > 1 for share in shares)
    return bar_panel(
        "used of the budget",
        [min(share, 2.0) for share in shares],
        names=("parameters", "seconds"),
        texts=[f"{100 * share:,.0f} %" for share in shares],
        high=2.0,
        width=80,
        name_width=76,
        text_width=54,
        note="over the budget" if over else "within the budget",
    )


def _frontier(result: BudgetResult) -> Panel:
    """Draw the scores of measured designs over their parameters, and where this network stands."""
    facts, (low, high) = result.facts, SCORES[result.track]
    measured = designs(result.track)
    sizes = [one.parameters for one in measured for _ in one.scores]
    scores = [score for one in measured for score in one.scores]
    name, floor = baseline(result.track)
    here = min(max(result.total, LOWEST), HIGHEST)
    return plot_panel(
        "measured designs, three seeds each",
        [
            Curve(f"baseline: {name}", [LOWEST, HIGHEST], [floor, floor], BACKGROUND),
            Curve("budget", [facts.parameters] * 2, [low, high], 1),
            Curve("your network", [here] * 2, [low, high], NOW),
            Points("a run", sizes, scores),
        ],
        Axis("parameters", LOWEST, HIGHEST, log=True),
        Axis(f"score, {facts.unit}", low, high),
        width=250,
        height=150,
    )


def _formula(result: BudgetResult) -> str:
    """Write the largest layer, and where the seconds come from, with the numbers filled in."""
    state, facts = result.state, result.facts
    kernel = number("kernel", state["kernel"])
    last = result.filters[-1]
    if facts.outputs:
        side = facts.side >> state["blocks"]
        given = last if state["ending"] == AVERAGE else side * side * last
        count = f"{side}·{side}·{last}" if state["ending"] == FLATTEN else f"{last}"
        end = f"dense 10: ({count} + 1)·10 = ({given:,} + 1)·10 = <b>{result.parameters[-1]:,}</b>"
    else:
        end = (
            f"the last map: {kernel}·{kernel}·{last} + 1 = <b>{result.parameters[-1]:,}</b> "
            f"(no {number('ending', state['ending'])} on this track)"
        )
    before = result.filters[-2] if len(result.filters) > 1 else 1
    blocks = number("blocks", state["blocks"])
    growing = ", ".join(map(str, result.filters))
    growth = number("growth", state["growth"])
    return (
        f"filters {growing}: {number('filters', state['filters'])}, then × {growth} a block<br>"
        f"conv {blocks}: ({kernel}·{kernel}·{before} + 1)·{last} = "
        f"<b>{result.parameters[-2]:,}</b> parameters<br>"
        f"{end}<br>"
        f"{number('epochs', state['epochs'])} epochs of {facts.images:,} images with "
        f"{result.multiply_adds:,} multiply-adds each: about <b>{result.seconds:.0f} s</b> where "
        "the designs were measured"
    )
