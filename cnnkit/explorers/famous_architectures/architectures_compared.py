"""Published networks on axes of the learner's choice: year, size, work, depth, accuracy."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from cnnkit.architectures.published import Published
from cnnkit.explorers.controls import choice
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import Axis
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.famous_architectures.labelled_points import labelled_points
from cnnkit.explorers.famous_architectures.networks import TITLES, depth

SHORT = {
    "AlexNet of 2012": "AlexNet ’12",
    "EfficientNet-B0": "EffNet-B0",
    "EfficientNet-Lite0": "EffNet-Lite0",
}
"""Names for the plot, where the full one is long."""

QUANTITIES: dict[str, tuple[str, bool, Callable[[Published], float | None]]] = {
    "year": ("year of the paper", False, lambda row: row.year),
    "parameters": ("millions of parameters", True, lambda row: row.parameters / 1e6),
    "multiply-adds": (
        "thousand millions of multiply-adds",
        True,
        lambda row: row.multiply_adds / 1e9,
    ),
    "layers": ("layers with weights", True, lambda row: depth(row.title)),
    "accuracy": ("% of photos, first answer", False, lambda row: row.top_1),
}
"""What can be put on an axis: its label, whether equal steps multiply, and a network's number."""


@dataclass(frozen=True)
class ArchitecturesComparedResult:
    """Where each network lies."""

    state: State
    points: dict[str, tuple[float, float]]
    missing: list[str]
    """Networks that have no number on one of the axes."""

    @property
    def row(self) -> Published:
        """The chosen network."""
        return TITLES[self.state["network"]]


class ArchitecturesCompared(Explorer[ArchitecturesComparedResult]):
    """The famous networks as points; the learner chooses what the axes are.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``x`` and ``y`` (of `QUANTITIES`), ``network`` (a title of `TITLES`).

    Examples
    --------
    >>> result = ArchitecturesCompared(x="parameters", y="accuracy").result
    >>> round(result.points["VGG-16"][0], 1), result.points["VGG-16"][1]
    (138.4, 71.592)
    """

    title = "Famous networks compared"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "x": choice("to the right", "multiply-adds", tuple(QUANTITIES)),
            "y": choice("upwards", "accuracy", tuple(QUANTITIES)),
            "network": choice("network", "VGG-16", tuple(TITLES)),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> ArchitecturesComparedResult:
        """Look the numbers up."""
        points, missing = {}, []
        for title, row in TITLES.items():
            x, y = (QUANTITIES[state[axis]][2](row) for axis in ("x", "y"))
            if x is None or y is None:
                missing.append(title)
            else:
                points[title] = (float(x), float(y))
        return ArchitecturesComparedResult(state, points, missing)

    def draw(self, result: ArchitecturesComparedResult) -> Picture:
        """Draw the points with their names, and the chosen network's numbers."""
        state = result.state
        chosen: str = state["network"]
        note = f"no number here: {', '.join(result.missing)}" if result.missing else "all are drawn"
        panel = labelled_points(
            f"{state['y']} against {state['x']}",
            {SHORT.get(name, name): place for name, place in result.points.items()},
            _axis(result, 0),
            _axis(result, 1),
            chosen=SHORT.get(chosen, chosen),
            width=520,
            height=280,
            note=note,
        )
        return Picture([panel], formula=_formula(result), formula_lines=3)

    def describe(self, result: ArchitecturesComparedResult) -> str:
        """Say the chosen network's numbers, and who leads on each axis."""
        row = result.row
        words = [
            f"{row.title}, {row.year}: {row.parameters:,} parameters, {row.multiply_adds:,} "
            f"multiply-adds for an image of {row.image[0]} × {row.image[1]}, {depth(row.title)} "
            f"layers with weights, {_accuracy(row)}."
        ]
        for place, axis in enumerate(("x", "y")):
            ordered = sorted(result.points, key=lambda name: result.points[name][place])
            words.append(f"Lowest in {result.state[axis]}: {ordered[0]}; highest: {ordered[-1]}.")
        return " ".join(words)


def _axis(result: ArchitecturesComparedResult, place: int) -> Axis:
    """Return an axis that holds all points, with some room around them."""
    label, log, _ = QUANTITIES[result.state["xy"[place]]]
    values = [point[place] for point in result.points.values()]
    low, high = min(values), max(values)
    if log:
        return Axis(label, low / 1.7, high * 1.7, log=True)
    room = 0.12 * (high - low)
    return Axis(label, low - room, high + room)


def _accuracy(row: Published) -> str:
    """Write how well it reads photos, or that this has not been published alike."""
    if row.top_1 is None:
        return "no accuracy published in the same way"
    return f"{row.top_1:.1f} % of the photos of ImageNet's validation set"


def _formula(result: ArchitecturesComparedResult) -> str:
    """Write the chosen network's counts, its price for a per cent, and what was counted."""
    row = result.row
    return (
        f"{number('network', row.title)}: <b>{row.parameters:,}</b> parameters, "
        f"<b>{row.multiply_adds:,}</b> multiply-adds, {_accuracy(row)}<br>"
        f"{row.multiply_adds / row.parameters:.0f} multiply-adds for each parameter"
        f"<br>counted: {row.counted}"
    )
