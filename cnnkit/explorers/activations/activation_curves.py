"""Activations as curves with their slopes, and what becomes of numbers that pass through one."""

import math
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.activations.activation_choices import ACTIVATIONS, FLAT
from cnnkit.explorers.controls import choice, decimal
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import Axis, Curve, Histogram, Points, plot_panel
from cnnkit.explorers.drawing.svg import Panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.photos import small_photo
from cnnkit.functional import conv2d
from cnnkit.kernels import hand_made

NOTHING, NORMAL, EDGES = "nothing", "normal numbers", "edges of a photo"

FIRST, LAST, STEPS = -5.0, 5.0, 101
"""The horizontal axis of the curves, and its columns: 0.1 each."""

INPUT_LOW, INPUT_HIGH, BARS = -8.0, 8.0, 64

TOPS = (5.5, 11.0, 22.0, 55.0, 110.0)
"""Upper ends of the axis of percents: a little above a round number, below the axis's name."""


@dataclass(frozen=True)
class Passed:
    """What an activation makes of the numbers."""

    name: str
    y: NDArray[Any]
    flat: NDArray[np.bool_]
    at_x: float
    slope_at_x: float

    @property
    def zeros(self) -> float:
        """The share that comes out as exactly 0."""
        return float((self.y == 0).mean())

    @property
    def saturated(self) -> float:
        """The share that meets a slope within ± `FLAT`."""
        return float(self.flat.mean())


@dataclass(frozen=True)
class ActivationCurvesResult:
    """Numbers, and one or two activations that they pass through."""

    state: State
    x: NDArray[Any]
    passed: tuple[Passed, ...]


@lru_cache(maxsize=2)
def _standard_numbers(kind: str) -> NDArray[np.float64]:
    """Return numbers of mean 0 and standard deviation 1."""
    if kind == NORMAL:
        # Evenly spread over the normal distribution, so that shares come out as they should.
        normal = NormalDist()
        values = np.array([normal.inv_cdf((place + 0.5) / 2000) for place in range(2000)])
    else:
        photo = small_photo("chelsea", grey=True, longest_side=128).astype(np.float64)
        kernel = hand_made("vertical edges")
        values = conv2d(photo[None, :, :, None], kernel[:, :, None, None])[0, :, :, 0].reshape(-1)
    standard: NDArray[np.float64] = (values - values.mean()) / values.std()
    standard.setflags(write=False)
    return standard


class ActivationCurves(Explorer[ActivationCurvesResult]):
    """An activation and its slope; numbers go in, and one sees what comes out.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``activation``, ``compare`` (another one, or "nothing"), ``x``, ``numbers`` ("normal
        numbers" or "edges of a photo"), and their ``mean`` and ``spread``.

    Examples
    --------
    >>> explorer = ActivationCurves(activation="sigmoid", x=2)
    >>> round(explorer.result.passed[0].at_x, 3)
    0.881
    """

    title = "Activations and their slopes"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        names = tuple(name for name in ACTIVATIONS if name != "none")
        controls = {
            "activation": choice("activation", "ReLU", names),
            "compare": choice("compare with", NOTHING, (NOTHING, *names)),
            "x": decimal("x (−5 to 5)", 1.5, FIRST, LAST),
            "numbers": choice("numbers going in", NORMAL, (NORMAL, EDGES)),
            "mean": decimal("their mean", 0.0, -4.0, 4.0),
            "spread": decimal("their spread", 1.0, 0.5, 4.0),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> ActivationCurvesResult:
        """Send the numbers, and x, through one or two activations."""
        x = state["mean"] + state["spread"] * _standard_numbers(state["numbers"])
        names = [state["activation"]]
        if state["compare"] not in (NOTHING, state["activation"]):
            names.append(state["compare"])
        return ActivationCurvesResult(
            state, x, tuple(_passed(name, x, state["x"]) for name in names)
        )

    def draw(self, result: ActivationCurvesResult) -> Picture:
        """Draw curves and slopes, and histograms of what goes in and of what comes out."""
        first = result.passed[0]
        going_in = _histogram(
            "going in", result.x, first.flat, INPUT_LOW, INPUT_HIGH, f"flat for {first.name}"
        )
        panels: list[Panel | str] = [_curves_panel(result), going_in]
        for passed in result.passed:
            activation = ACTIVATIONS[passed.name]
            panels.append(
                _histogram(
                    f"out of {passed.name}",
                    passed.y,
                    passed.flat,
                    activation.low,
                    activation.high,
                    f"from a slope within ±{FLAT:g}",
                )
            )
        return Picture(
            panels, formula="<br>".join(_formula(result.state, p) for p in result.passed)
        )

    def describe(self, result: ActivationCurvesResult) -> str:
        """Say value and slope at x, and what becomes of the numbers."""
        state = result.state
        words = [
            f"{len(result.x):,} numbers go in, of mean {signed_number(state['mean'])} and standard "
            f"deviation {signed_number(state['spread'])}."
        ]
        for passed in result.passed:
            words.append(
                f"{_capital(passed.name)}: at x = {signed_number(state['x'])} the value is "
                f"{signed_number(passed.at_x, 3)} and the slope "
                f"{signed_number(passed.slope_at_x, 3)}; {_percent(passed.zeros)} come out as "
                f"exactly 0, and for {_percent(passed.saturated)} the slope is within ±{FLAT:g}; "
                f"what comes out has mean {signed_number(float(passed.y.mean()))} and standard "
                f"deviation {signed_number(float(passed.y.std()))}."
            )
        return " ".join(words)

    def touch(self, panel: str, row: int, column: int) -> State:
        """Move x under the pointer."""
        return {"x": round(FIRST + (LAST - FIRST) * column / (STEPS - 1), 1)}


def _passed(name: str, x: NDArray[Any], at: float) -> Passed:
    """Send numbers through an activation."""
    activation = ACTIVATIONS[name]
    point = np.array([at], dtype=np.float64)
    return Passed(
        name,
        activation.function(x),
        np.abs(activation.slope(x)) < FLAT,
        float(activation.function(point)[0]),
        float(activation.slope(point)[0]),
    )


def _curves_panel(result: ActivationCurvesResult) -> Panel:
    """Draw the curves, their slopes, and the tangents at x."""
    at = result.state["x"]
    x = np.linspace(FIRST, LAST, 2 * STEPS - 1)
    drawn: list[Curve | Points] = []
    for place, passed in enumerate(result.passed):
        activation = ACTIVATIONS[passed.name]
        slope = activation.slope(x)
        kink = np.flatnonzero(np.abs(np.diff(slope)) > 0.5)  # a jump, which no line should join
        slope = np.insert(slope, kink + 1, np.nan)
        drawn += [
            Curve(passed.name, x, activation.function(x), 2 * place),
            Curve(f"slope of {passed.name}", np.insert(x, kink + 1, np.nan), slope, 2 * place + 1),
            Points("", [at], [passed.at_x], 2 * place),
            Points("", [at], [passed.slope_at_x], 2 * place + 1, cross=True),
        ]
    guides = [(at, -2.0, at, 5.0), (FIRST, 0.0, LAST, 0.0)]
    for passed in result.passed:
        # The tangent: one to each side of x, along the slope.
        run = 1 / math.hypot(1, passed.slope_at_x)
        rise = run * passed.slope_at_x
        guides.append((at - run, passed.at_x - rise, at + run, passed.at_x + rise))
    return plot_panel(
        " and ".join(passed.name for passed in result.passed),
        drawn,
        Axis("x", FIRST, LAST),
        Axis("value, slope", -2, 5),
        width=280,
        height=196,
        guides=guides,
        name="curve",
        cells=(1, STEPS),
    )


def _histogram(
    title: str,
    values: NDArray[Any],
    flat: NDArray[np.bool_],
    low: float,
    high: float,
    flat_label: str,
) -> Panel:
    """Draw how many percent of the numbers fall into each bar, flat ones in a colour of theirs."""
    edges = np.linspace(low, high, BARS + 1)
    percent = 100 / len(values)
    every = np.histogram(values, edges)[0] * percent
    part = np.histogram(values[flat], edges)[0] * percent
    # An axis that moves in few steps; a bar that would hide all the others may leave it.
    top = next(step for step in TOPS if np.sort(every)[-2] <= step)
    outside = 100 - every.sum()
    note = f"mean {signed_number(float(values.mean()))}, "
    note += f"spread {signed_number(float(values.std()))}"
    if outside > 0.5:
        note += f"; {outside:.0f} % beyond"
    drawn = [Histogram("", edges, every, 0), Histogram(flat_label, edges, part, 1)]
    axes = Axis("value", low, high), Axis("% of the numbers", 0, top)
    return plot_panel(title, drawn, *axes, width=165, height=150, note=note)


def _formula(state: State, passed: Passed) -> str:
    """Write value and slope at x."""
    x = number("x", signed_number(state["x"]))
    name = number("activation" if passed.name == state["activation"] else "compare", passed.name)
    # A negative number in a product or behind a sign stands in brackets.
    inside = number("x", f"({signed_number(state['x'])})") if state["x"] < 0 else x
    equation = ACTIVATIONS[passed.name].equation
    equation = equation.replace("−{x}", f"−{inside}").replace("· {x}", f"· {inside}")
    equation = equation.replace("{x}", x)
    kink = passed.name in ("ReLU", "leaky ReLU") and state["x"] == 0
    return (
        f"{name}: {equation} = <b>{signed_number(passed.at_x, 3)}</b>, "
        f"slope <b>{signed_number(passed.slope_at_x, 3)}</b>"
        f"{' (a kink: by convention that of the left side)' if kink else ''}"
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]
