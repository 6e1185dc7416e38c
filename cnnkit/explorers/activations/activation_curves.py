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
from cnnkit.explorers.activations.percent_bars import percent_bars, percent_of, top_above
from cnnkit.explorers.controls import choice, decimal
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import GRADIENT, Axis, Curve, Points, plot_panel
from cnnkit.explorers.drawing.svg import Panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.photos import small_photo
from cnnkit.functional import conv2d
from cnnkit.kernels import hand_made

NOTHING, NORMAL, EDGES = "nothing", "normal numbers", "edges of a photo"

FIRST, LAST, STEPS = -5.0, 5.0, 101
"""The horizontal axis of the curves, and its columns: 0.1 each."""

INPUT_LOW, INPUT_HIGH, BARS = -8.0, 8.0, 40

VALUE_LINES, SLOPE_LINES = (0, 3), (GRADIENT, 1)
"""Lines of the activation and of the one that it is compared with."""

PASSING, FLAT_PART = 0, 1
"""Colours of the numbers whose slope is steep, and flat."""


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
        title = "going in" if len(result.passed) == 1 else f"going in, as {first.name} sees it"
        bars = [_bars(title, result.x, first.flat, INPUT_LOW, INPUT_HIGH)]
        for passed in result.passed:
            activation = ACTIVATIONS[passed.name]
            name = f"out of {passed.name}"
            bars.append(_bars(name, passed.y, passed.flat, activation.low, activation.high))
        # One axis for all, so that their bars can be compared.
        top = top_above(one.passing + one.flat for one in bars)
        panels: list[Panel | str] = [_curves_panel(result), _histogram(bars[0], top), "→"]
        panels += [_histogram(one, top) for one in bars[1:]]
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
    for passed, value_line, slope_line in zip(
        result.passed, VALUE_LINES, SLOPE_LINES, strict=False
    ):
        activation = ACTIVATIONS[passed.name]
        slope = activation.slope(x)
        kink = np.flatnonzero(np.abs(np.diff(slope)) > 0.5)  # a jump, which no line should join
        slope = np.insert(slope, kink + 1, np.nan)
        drawn += [
            Curve(passed.name, x, activation.function(x), value_line),
            Curve(f"slope of {passed.name}", np.insert(x, kink + 1, np.nan), slope, slope_line),
            Points("", [at], [passed.at_x], value_line),
            Points("", [at], [passed.slope_at_x], slope_line, cross=True),
        ]
    guides = [(at, -2.0, at, 5.0), (FIRST, 0.0, LAST, 0.0)]
    for passed in result.passed:
        # The tangent: one to each side of x, along the slope.
        run = 1 / math.hypot(1, passed.slope_at_x)
        rise = run * passed.slope_at_x
        guides.append((at - run, passed.at_x - rise, at + run, passed.at_x + rise))
    return plot_panel(
        " and ".join(passed.name for passed in result.passed) + ": value and slope",
        drawn,
        Axis("x", FIRST, LAST),
        Axis("value, slope", -2, 5),
        width=235,
        height=186,
        guides=guides,
        name="curve",
        cells=(1, STEPS),
    )


@dataclass(frozen=True)
class _Bars:
    """How many percent of the numbers fall between edges, and which of them meet a flat slope."""

    title: str
    edges: NDArray[np.float64]
    passing: NDArray[np.float64]
    flat: NDArray[np.float64]
    note: str


def _bars(
    title: str, values: NDArray[Any], flat: NDArray[np.bool_], low: float, high: float
) -> _Bars:
    """Count numbers, those that meet a flat slope apart."""
    edges = np.linspace(low, high, BARS + 1)
    passing, stopped = (percent_of(values[part], edges, len(values)) for part in (~flat, flat))
    outside = 100 - passing.sum() - stopped.sum()
    note = f"{outside:.0f} % lie outside" if outside > 0.5 else ""
    return _Bars(title, edges, passing, stopped, note)


def _histogram(bars: _Bars, top: float) -> Panel:
    """Draw bars, the flat part of each in front of the whole."""
    whole = np.where(bars.passing > 0, bars.passing + bars.flat, 0.0)
    drawn = percent_bars("steeper", bars.edges, whole, PASSING)
    drawn += percent_bars(f"slope within ±{FLAT:g}", bars.edges, bars.flat, FLAT_PART)
    axes = Axis("value", bars.edges[0], bars.edges[-1]), Axis("% of the numbers", 0, top)
    return plot_panel(bars.title, drawn, *axes, width=148, height=150, note=bars.note)


def _formula(state: State, passed: Passed) -> str:
    """Write value and slope at x."""
    x = number("x", signed_number(state["x"]))
    name = number("activation" if passed.name == state["activation"] else "compare", passed.name)
    # A negative number in a product or behind a sign stands in brackets.
    inside = number("x", f"({signed_number(state['x'])})") if state["x"] < 0 else x
    equation = ACTIVATIONS[passed.name].equation_at(state["x"])
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
