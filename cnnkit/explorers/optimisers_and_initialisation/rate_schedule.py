"""Schedules of the learning rate, and what they do on a noisy way to the bottom of a bowl."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.controls import Stepper, choice, decimal, slider, stops
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import BACKGROUND, NOW, Axis, Curve, Points, plot_panel
from cnnkit.explorers.drawing.svg import signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.optimisers_and_initialisation.writing import in_short
from cnnkit.training import Constant, CosineDecay, Schedule, StepDecay, WarmUp

STEPS = 200
PEAKS = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
LOWEST = (0.0, 0.01, 0.1, 0.5)
KINDS = ("constant", "step", "cosine")
RUNS, NUMBERS, NOISE = 32, 10, 1.0
"""How many runs the loss is the mean of, over how many numbers, with which noise."""

CURVATURES = np.geomspace(0.1, 1.0, NUMBERS)
"""Of the bowl: ten times steeper in one direction than in another."""

START = 3.0
MOST = 1.1
"""Upper end of the axis of rates."""

LINE_OF = {"constant": BACKGROUND, "step": 1, "cosine": 0}
LOSS_AXIS = Axis(f"loss (mean of {RUNS} runs)", 1e-2, 3e2, log=True)


@dataclass(frozen=True)
class RateScheduleResult:
    """By the kind of schedule, the rate and the loss at every step."""

    state: State
    rates: dict[str, NDArray[np.float64]]
    losses: dict[str, NDArray[np.float64]]


@lru_cache(maxsize=1)
def _noise() -> NDArray[np.float64]:
    """Return what is added to the gradient at each step."""
    return np.random.default_rng(0).standard_normal((STEPS, RUNS, NUMBERS)) * NOISE


@lru_cache(maxsize=32)
def walk(schedules: tuple[tuple[float, ...], ...]) -> NDArray[np.float64]:
    """Return the mean loss before each step when SGD, w ← w − rate · slope, walks in the bowl.

    Parameters
    ----------
    schedules : tuple of tuples of float
        The rates of several walks, all of one length; they are made together, which is quicker.

    Returns
    -------
    array, (walks, steps)

    Examples
    --------
    >>> losses = walk(((0.0, 0.0), (0.1, 0.1)))[:, :2]
    >>> losses.round(2).tolist()
    [[18.39, 18.39], [18.39, 16.31]]
    """
    rates = np.array(schedules)
    # Per step, (1 − rate · c) and rate · noise: what w is multiplied by, and what is taken away.
    kept = 1 - rates[:, :, None, None] * CURVATURES
    shaken = rates[:, :, None, None] * _noise()[: rates.shape[1]]
    places = np.empty_like(shaken)
    places[:, 0] = START
    for step in range(rates.shape[1] - 1):
        np.multiply(places[:, step], kept[:, step], out=places[:, step + 1])
        places[:, step + 1] -= shaken[:, step]
    squares = np.einsum("ksrn,ksrn->ksn", places, places)
    losses: NDArray[np.float64] = squares @ CURVATURES / (2 * RUNS)
    return losses


class RateSchedule(Explorer[RateScheduleResult]):
    """Shape a schedule of `cnnkit.training`, and see what it does to a noisy descent.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``kind`` ("constant", "step" or "cosine"), ``peak`` (the largest rate), ``warm_up`` (its
        steps), ``every`` and ``factor`` (of the steps down), ``lowest`` (of the cosine, as a part
        of the peak), ``step`` (which one is looked at).

    Examples
    --------
    >>> explorer = RateSchedule(kind="cosine", peak=0.2, warm_up=0, step=100)
    >>> round(float(explorer.result.rates["cosine"][100]), 6)
    0.1
    """

    title = "A learning rate that changes"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "kind": choice("schedule", "cosine", KINDS),
            "peak": stops("largest rate", 0.5, PEAKS),
            "warm_up": slider("warm-up (steps)", 0, 0, 60),
            "every": slider("step: drop every", 60, 10, 100),
            "factor": decimal("step: drop to ×", 0.3, 0.1, 0.9),
            "lowest": stops("cosine: lowest ×", 0.0, LOWEST),
            "step": Stepper("look at step", 100, 0, STEPS - 1, interval=100),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> RateScheduleResult:
        """Ask the schedule for every step, and walk."""
        rates = {kind: tuple(map(_schedule(state, kind), range(STEPS))) for kind in KINDS}
        losses = dict(zip(KINDS, walk(tuple(rates.values())), strict=True))
        return RateScheduleResult(
            state, {kind: np.array(own) for kind, own in rates.items()}, losses
        )

    def draw(self, result: RateScheduleResult) -> Picture:
        """Draw rates and losses along the steps, the present place on the chosen schedule."""
        kind, step = result.state["kind"], result.state["step"]
        panels = [
            plot_panel(
                title,
                [
                    *(Curve(own, np.arange(STEPS), drawn[own], line=LINE_OF[own]) for own in KINDS),
                    Points(f"step {step}: {kind}", [step], [drawn[kind][step]], line=NOW),
                ],
                Axis("step", 0, STEPS),
                axis,
                width=300,
            )
            for title, drawn, axis in (
                ("the learning rate", result.rates, Axis("rate", 0, MOST)),
                ("a noisy walk into a bowl", result.losses, LOSS_AXIS),
            )
        ]
        return Picture(panels, formula=_formula(result))

    def describe(self, result: RateScheduleResult) -> str:
        """Say what the rate is, and where both end."""
        state, last = result.state, STEPS - 1
        rates = result.rates[state["kind"]].tolist()
        warm = f" after {state['warm_up']} steps of warm-up" if state["warm_up"] else ""
        ends = ", ".join(f"{kind} {in_short(result.losses[kind][last])}" for kind in KINDS)
        return (
            f"{state['kind'].capitalize()} schedule{warm}: the rate is "
            f"{in_short(rates[state['step']])} at step {state['step']} and "
            f"{in_short(rates[last])} at step {last}. In the bowl the loss ends at: {ends}."
        )


def _schedule(state: State, kind: str) -> Schedule:
    """Make a schedule of one kind with what the controls say."""
    peak, warm_up = float(state["peak"]), state["warm_up"]
    after: Schedule = Constant(peak)
    if kind == "step":
        after = StepDecay(peak, every=state["every"], factor=state["factor"])
    elif kind == "cosine":
        after = CosineDecay(peak, steps=STEPS - warm_up, lowest=state["lowest"] * peak)
    return WarmUp(after, steps=warm_up) if warm_up else after


def _formula(result: RateScheduleResult) -> str:
    """Write how the rate of the present step comes about."""
    state = result.state
    step, peak = number("step", state["step"]), number("peak", f"{state['peak']:g}")
    warm_up = number("warm_up", state["warm_up"])
    if state["step"] < state["warm_up"]:
        text = f"{peak} · (0.1 + 0.9 · {step} / {warm_up})"
    else:
        since = f"({step} − {warm_up})" if state["warm_up"] else step
        if state["kind"] == "constant":
            text = peak
        elif state["kind"] == "step":
            factor = number("factor", signed_number(state["factor"]))
            drops = (state["step"] - state["warm_up"]) // state["every"]
            text = (
                f"{peak} · {factor}<sup>{drops}</sup>, since {since} steps hold {drops} times "
                f"{number('every', state['every'])}: {peak} · "
                f"{signed_number(state['factor'] ** drops, 4)}"
            )
        else:
            low = state["lowest"] * state["peak"]
            bottom = number("lowest", signed_number(low, 4))
            length = STEPS - state["warm_up"]
            text = f"{bottom} + ({peak} − {bottom}) · (1 + cos(π · {since} / {length})) / 2"
    rate = f"<b>{in_short(float(result.rates[state['kind']][state['step']]))}</b>"
    if text == peak:
        return f"rate at step {step} = the largest = {peak}"
    return f"rate at step {step} = {text} = {rate}"
