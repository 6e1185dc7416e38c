"""Five optimisers run from the same place over the same landscape."""

from collections.abc import Collection
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.controls import Stepper, choice, decimal, slider, stops, tick
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.optimisers_and_initialisation.race_drawing import (
    CELLS,
    loss_panel,
    map_panel,
)
from cnnkit.explorers.optimisers_and_initialisation.racing import (
    JUDGED_AFTER,
    RACERS,
    RATES,
    STEPS,
    best_rate,
    race,
)
from cnnkit.explorers.optimisers_and_initialisation.surfaces import (
    ACROSS,
    RAVINE,
    SURFACES,
    UP,
    Shape,
    loss_at,
)
from cnnkit.explorers.optimisers_and_initialisation.writing import in_short

STEEP = (1, 3, 10, 30, 100)


@dataclass(frozen=True)
class OptimiserRaceResult:
    """Where everybody is at each step so far, with the rate and the losses."""

    state: State
    rates: dict[str, float]
    paths: dict[str, NDArray[np.float64]]
    losses: dict[str, NDArray[np.float64]]

    @property
    def lost(self) -> list[str]:
        """Who has diverged."""
        return [name for name, values in self.losses.items() if not np.isfinite(values[-1])]

    @property
    def order(self) -> list[str]:
        """Who has not, the lowest loss first."""
        running = [name for name in self.losses if name not in self.lost]
        return sorted(running, key=lambda name: float(self.losses[name][-1]))


class OptimiserRace(Explorer[OptimiserRaceResult]):
    """Let SGD, momentum, Nesterov, RMSProp and Adam run over a landscape of two numbers.

    They are the optimisers of `cnnkit.training`, with PyTorch's defaults where nothing is said.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``surface`` (one of `SURFACES`), ``steep`` and ``turn`` (how many times steeper it is
        across, and by how many degrees it is turned), ``rate`` (of SGD, momentum and Nesterov),
        ``adaptive`` (the rate of RMSProp and Adam), ``best`` (whether each has its best rate
        instead), ``keep`` (the momentum), ``noise``, ``seed``, ``x`` and ``y`` (the start),
        ``step``, and a tick for each of `RACERS`.

    Examples
    --------
    >>> race = OptimiserRace(surface="ravine", turn=45, best=True, step=60)
    >>> race.result.order[0]
    'Nesterov'
    """

    title = "A race downhill"
    dragged = True

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        x, y = SURFACES[RAVINE].start
        controls = {
            "surface": choice("landscape", RAVINE, tuple(SURFACES)),
            "steep": stops("× steeper across", 30, STEEP),
            "turn": slider("turned by (°)", 0, 0, 45),
            "rate": stops("rate of S, M, N", 0.05, RATES),
            "adaptive": stops("rate of R, A", 0.1, RATES),
            "best": tick("each its best rate", False),
            "keep": decimal("momentum of M, N", 0.9, 0.0, 0.98, 0.02),
            "noise": decimal("noise in slopes", 0.0, 0.0, 4.0, 0.25),
            "seed": slider("noise: which", 0, 0, 20),
            "x": decimal("start: x", x, -3.0, 3.0),
            "y": decimal("start: y", y, -2.0, 2.0, 0.05),
            **{name: tick(f"{racer.letter}: {name}", True) for name, racer in RACERS.items()},
            "step": Stepper(f"steps (0 to {STEPS})", 30, 0, STEPS, interval=200),
        }
        self._hidden = frozenset(hidden)
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> OptimiserRaceResult:
        """Let everybody who is ticked run up to the present step."""
        surface, shape = state["surface"], _shape(state)
        rates, paths, losses = {}, {}, {}
        for name, racer in RACERS.items():
            if not state[name]:
                continue
            rate = state["adaptive" if racer.adaptive else "rate"]
            # One that does not look at the momentum runs the same race whatever it is.
            momentum = state["keep"] if name in ("momentum", "Nesterov") else 0.0
            if state["best"]:
                rate = best_rate(name, surface, shape, momentum)
            start = (state["x"], state["y"])
            noise = (state["noise"], state["seed"]) if state["noise"] else (0.0, 0)
            path = race(name, surface, shape, start, rate, momentum, *noise)
            rates[name], paths[name] = float(rate), path[: state["step"] + 1]
            losses[name] = loss_at(surface, shape, *paths[name].T)
        return OptimiserRaceResult(state, rates, paths, losses)

    def draw(self, result: OptimiserRaceResult) -> Picture:
        """Draw the map with the paths, the losses, and a table of who is where."""
        state = result.state
        start = (state["x"], state["y"])
        drawn = map_panel(state["surface"], _shape(state), result.paths, start)
        return Picture(
            [drawn, loss_panel(result.losses)], formula=self._formula(result), table=_table(result)
        )

    def _formula(self, result: OptimiserRaceResult) -> str:
        """Write the landscape with its numbers, and all settings that can be seen."""
        state = result.state
        steep, turn = number("steep", state["steep"]), number("turn", state["turn"])
        straight = state["turn"] == 0
        along, across = ("x", "y") if straight else ("along", "across")
        equation = SURFACES[state["surface"]].equation
        lines = [f"L = {equation.format(steep=steep, along=along, across=across)}"]
        if not straight:
            lines[0] += f", along and across turned by {turn}° from x and y"
        if state["surface"] == RAVINE:
            limit = signed_number(2 / state["steep"], 3)
            lines.append(f"largest curvature {steep}: plain SGD needs a rate below <b>{limit}</b>")
        rates = {
            "rate": f"rate of S, M, N: {number('rate', format(state['rate'], 'g'))}",
            "adaptive": f"rate of R, A: {number('adaptive', format(state['adaptive'], 'g'))}",
        }
        told = [text for name, text in rates.items() if name not in self._hidden]
        if state["best"]:
            best = f"{number('best', 'each has its best')} of {len(RATES)} rates"
            best += f" after {JUDGED_AFTER} steps"
            told = [f"{best}, and not the {' or the '.join(told)}" if told else best]
        others = {
            "keep": f"momentum: {number('keep', signed_number(state['keep']))}",
            "noise": f"noise: {number('noise', format(state['noise'], 'g'))}",
            "seed": f"random numbers: {number('seed', state['seed'])}",
        }
        told += [text for name, text in others.items() if name not in self._hidden]
        lines.append("; ".join(told))
        return "<br>".join(lines)

    def describe(self, result: OptimiserRaceResult) -> str:
        """Say who leads, and by how much."""
        steps = result.state["step"]
        if not result.losses:
            return f"Nobody runs at step {steps}: tick at least one optimiser."
        words = [f"After {steps} step{'' if steps == 1 else 's'} on the {result.state['surface']}"]
        if result.order:
            first, *others = result.order
            best = float(result.losses[first][-1])
            words[0] += f" {first} leads with a loss of {in_short(best)}."
            if others:
                told = [f"{name} has {in_short(result.losses[name][-1])}" for name in others]
                second = float(result.losses[others[0]][-1])
                times = second / best if best > 0 else np.inf
                lead = f" ({in_short(times)} times as much)" if 1.005 < times < 1e6 else ""
                told[0] += lead
                words.append(f"{', '.join(told)}.")
        else:
            words[0] += " nobody is left."
        if result.lost:
            words.append(f"Diverged: {', '.join(result.lost)}.")
        return " ".join(words)

    def follow(self, moved: str, state: State) -> State:
        """Begin a new landscape at its own start."""
        if moved != "surface":
            return {}
        x, y = SURFACES[state["surface"]].start
        return {"x": x, "y": y}

    def touch(self, panel: str, row: int, column: int) -> State:
        """Start from the place under the pointer."""
        rows, columns = CELLS
        x = ACROSS[0] + (column + 0.5) / columns * (ACROSS[1] - ACROSS[0])
        y = UP[1] - (row + 0.5) / rows * (UP[1] - UP[0])
        return {"x": round(x, 1), "y": round(round(y / 0.05) * 0.05, 2)}


def _shape(state: State) -> Shape:
    """Return how steep the landscape is across, and by how much it is turned."""
    return float(state["steep"]), float(state["turn"])


def _table(result: OptimiserRaceResult) -> str:
    """List everybody with rate, place and loss, the first one first."""
    rows = []
    for name in [*result.order, *result.lost]:
        x, y = result.paths[name][-1]
        gone = name in result.lost
        place = "left the map" if gone else f"({in_short(x)}, {in_short(y)})"
        loss = "diverged" if gone else in_short(result.losses[name][-1])
        racer = RACERS[name]
        rows.append(
            f'<tr><td><b style="color:{racer.colour}">{racer.letter}</b> {escape(name)}</td>'
            f"<td>{result.rates[name]:g}</td><td>{place}</td><td>{loss}</td></tr>"
        )
    return (
        '<div class="scroll"><table><thead><tr><th>optimiser</th><th>rate</th><th>(x, y) now</th>'
        f"<th>loss now</th></tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
