"""How far a measured slope is from the true one: too large a step, and too small a step."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.controls import choice, decimal
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import (
    BACKGROUND,
    GRADIENT,
    NOW,
    Axis,
    Curve,
    Points,
    plot_panel,
)
from cnnkit.explorers.drawing.svg import Panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.flatten_dense_softmax_loss.small_numbers import tidy

Array = NDArray[Any]


@dataclass(frozen=True)
class Sample:
    """A function of one number, with its slope, written with operations of one precision."""

    function: Callable[[Any], Any]
    slope: Callable[[float], float]


SAMPLES = {
    "x³": Sample(lambda x: x * x * x, lambda x: 3 * x**2),
    "exp x": Sample(np.exp, lambda x: float(np.exp(x))),
    "sin x": Sample(np.sin, lambda x: float(np.cos(x))),
    "cross-entropy, log(1 + e⁻ˣ)": Sample(
        lambda x: np.log(1 + np.exp(-x)), lambda x: float(-1 / (1 + np.exp(x)))
    ),
    "ReLU(x − 1)": Sample(lambda x: np.maximum(x - 1, 0), lambda x: float(x > 1)),
}
PRECISIONS: dict[str, Any] = {"float64": np.float64, "float32": np.float32}
FORWARD, CENTRAL = "forward", "central"
WAYS = (FORWARD, CENTRAL)

STEP = 0.25
EXPONENTS = np.arange(-16, STEP / 2, STEP)
LOWEST, HIGHEST = 1e-17, 100.0
"""Ends of the axis of errors; an error of 0 lies below it."""


def _measured(function: str, x: float, h: float, way: str, precision: str) -> float:
    """Return the slope that a difference gives, everything computed in one precision."""
    f, kind = SAMPLES[function].function, PRECISIONS[precision]
    at, step = kind(x), kind(h)
    if way == FORWARD:
        return float((f(at + step) - f(at)) / step)
    return float((f(at + step) - f(at - step)) / (2 * step))


def relative_error(a: float, n: float) -> float:
    """Return |a − n| / (|a| + |n|); 0 where both are 0.

    Examples
    --------
    >>> relative_error(1.0, 3.0), relative_error(0.0, 0.0)
    (0.5, 0.0)
    """
    return abs(a - n) / (abs(a) + abs(n)) if a or n else 0.0


@lru_cache(maxsize=256)
def _errors(function: str, x: float, way: str, precision: str) -> tuple[float, ...]:
    """Return the error at every h of the axis."""
    true = SAMPLES[function].slope(x)
    measured = (_measured(function, x, float(10.0**e), way, precision) for e in EXPONENTS)
    return tuple(relative_error(true, n) for n in measured)


@dataclass(frozen=True)
class GradientCheckResult:
    """A slope, measured with one step, and the errors of all others."""

    state: State
    h: float
    true: float
    measured: float

    @property
    def error(self) -> float:
        """|true − measured| / (|true| + |measured|)."""
        return relative_error(self.true, self.measured)


class GradientCheckError(Explorer[GradientCheckResult]):
    """Measure a slope with steps from 1 down to 10⁻¹⁶.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``exponent`` (of h, −16 to 0), ``way`` (`FORWARD` or `CENTRAL`), ``precision`` ("float64"
        or "float32"), ``function`` (one of `SAMPLES`), ``x``.

    Examples
    --------
    >>> explorer = GradientCheckError(exponent=-5, way="central")
    >>> explorer.result.true, explorer.result.error < 1e-9
    (6.75, True)
    """

    title = "The error of a measured slope"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "exponent": decimal("log₁₀ h (−16 to 0)", -2.0, -16.0, 0.0, STEP),
            "way": choice("differences", FORWARD, WAYS),
            "precision": choice("numbers", "float64", tuple(PRECISIONS)),
            "function": choice("function", "x³", tuple(SAMPLES)),
            "x": decimal("at x (0.5 to 2)", 1.5, 0.5, 2.0, 0.01),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> GradientCheckResult:
        """Measure the slope with the step that is chosen."""
        h, x = float(10.0 ** state["exponent"]), float(state["x"])
        n = _measured(state["function"], x, h, state["way"], state["precision"])
        return GradientCheckResult(state, h, SAMPLES[state["function"]].slope(x), n)

    def draw(self, result: GradientCheckResult) -> Picture:
        """Draw the errors over all steps, and the function seen from as near as the step is."""
        return Picture(
            [_error_panel(result), _close_up(result)],
            formula="<br>".join(_lines(result)),
        )

    def describe(self, result: GradientCheckResult) -> str:
        """Say the two slopes, the error, and which of the two reasons it has."""
        state = result.state
        return (
            f"With h = {_power(state['exponent'])}, {state['way']} differences in "
            f"{state['precision']} give {_digits(result.measured)} for the slope "
            f"{_digits(result.true)} of {state['function']} at {signed_number(state['x'])}: a "
            f"relative error of about {_order(result.error)}. {_reason(result)}"
        )


def _order(error: float) -> str:
    """Write an error as a power of ten: its digits are chance."""
    if error == 0:
        return "0"
    exponent = int(np.floor(np.log10(error) + 0.5))
    return "1" if exponent == 0 else f"10{str(exponent).translate(_RAISED)}"


_RAISED = str.maketrans("-0123456789.", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹˙")


def _power(exponent: float) -> str:
    """Write 10 to the power of a slider."""
    return f"10{f'{exponent:g}'.translate(_RAISED)}"


def _digits(value: float) -> str:
    return tidy(value, 6)


def _reason(result: GradientCheckResult) -> str:
    """Say whether the step is too large, too small, or so small that nothing moves."""
    state = result.state
    kind = PRECISIONS[state["precision"]]
    x, h = kind(state["x"]), kind(result.h)
    if x + h == x:
        return "The step is so small that x + h is rounded back to x."
    if state["function"] == "ReLU(x − 1)":
        low = x if state["way"] == FORWARD else x - h
        if low < 1 < x + h:
            return "The step reaches across the corner at 1."
        return "There the function is a straight line, and only rounding is left."
    # Where rounding and bending are equally large the error is smallest.
    errors = np.array(_errors(state["function"], state["x"], state["way"], state["precision"]))
    best = float(EXPONENTS[int(np.where(errors > 0, errors, np.inf).argmin())])
    if abs(state["exponent"] - best) < 0.6:
        return "This is about the best that these differences can do here."
    if state["exponent"] > best:
        return "The step is so large that the curve bends on the way."
    return "The step is so small that rounding shows."


def _error_panel(result: GradientCheckResult) -> Panel:
    """Draw the errors of both ways over h, and the present one."""
    state = result.state
    h = 10.0**EXPONENTS
    drawn: list[Curve | Points] = []
    for line, way in ((0, FORWARD), (1, CENTRAL)):
        errors = np.array(_errors(state["function"], state["x"], way, state["precision"]))
        drawn.append(Curve(f"{way}, {state['precision']}", h, np.maximum(errors, LOWEST), line))
    other = next(name for name in PRECISIONS if name != state["precision"])
    errors = np.array(_errors(state["function"], state["x"], state["way"], other))
    drawn.append(Curve(f"{state['way']}, {other}", h, np.maximum(errors, LOWEST), BACKGROUND))
    drawn.append(Points("this h", [result.h], [max(result.error, LOWEST)], NOW))
    return plot_panel(
        "relative error of the slope",
        drawn,
        Axis("step h: left, rounding; right, the curve bends", 1e-16, 1.0, log=True),
        Axis("|a − n| / (|a| + |n|)", LOWEST, HIGHEST, log=True),
        width=330,
        height=220,
    )


def _close_up(result: GradientCheckResult) -> Panel:
    """Draw the function from x − 2h to x + 2h as the machine has it, with the difference's line."""
    state, h = result.state, result.h
    f, kind = SAMPLES[state["function"]].function, PRECISIONS[state["precision"]]
    x = kind(state["x"])
    t = np.linspace(-2, 2, 161)
    start = float(f(x))
    # In units of h: so near that a curve is straight, the machine has only stairs.
    rise = (np.asarray(f((x + kind(h) * t.astype(kind)).astype(kind)), float) - start) / h
    slope = result.true
    span = 2.6 * max(abs(slope), 0.3)
    low = 0.0 if state["way"] == FORWARD else -1.0
    chord = result.measured
    ends = np.array([low, 1.0])
    begin = 0.0 if low == 0 else float(f(kind(x - kind(h)))) / h - start / h
    return plot_panel(
        "the function close by, in steps of h",
        [
            Curve("as the machine has it", t, rise),
            Curve("the true slope", t, slope * t, GRADIENT),
            Points("what the difference compares", ends, begin + chord * (ends - low), NOW),
        ],
        Axis("(position − x) / h", -2, 2),
        Axis("(f − f(x)) / h", -span, span),
        width=280,
        height=220,
        guides=[(low, begin, 1.0, begin + chord * (1 - low))],
    )


def _lines(result: GradientCheckResult) -> list[str]:
    """Write the difference, and its relative error."""
    state = result.state
    h = number("exponent", _power(state["exponent"]))
    x = number("x", signed_number(state["x"]))
    way = number("way", state["way"])
    over = f"(f({x} + {h}) − f({x})) / {h}"
    if state["way"] == CENTRAL:
        over = f"(f({x} + {h}) − f({x} − {h})) / (2 · {h})"
    return [
        f"{way}, {number('precision', state['precision'])}, f = "
        f"{number('function', state['function'])}: n = {over} = <b>{_digits(result.measured)}</b>",
        f"a = slope at {x} = {_digits(result.true)}; |a − n| / (|a| + |n|) ≈ "
        f"<b>{_order(result.error)}</b>",
    ]
