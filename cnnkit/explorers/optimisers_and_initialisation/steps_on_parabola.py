"""Gradient descent on one parabola: when it converges, zigzags, sits still and diverges."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.controls import Stepper, decimal
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import BACKGROUND, NOW, Axis, Curve, Points, plot_panel
from cnnkit.explorers.drawing.svg import Panel, factor, framed, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.optimisers_and_initialisation.writing import in_short
from cnnkit.layers.parameter import Parameter
from cnnkit.plots.colours import WINDOW_COLOUR
from cnnkit.training import SGD

MOST_STEPS = 20
SIDE, TOP = 3.0, 8.5
"""How far the parabola is drawn to both sides, and upwards at least."""

STRIP, ZONE, LONGEST = 450, 26, 3.0
"""CSS pixels of the strip of rates, and how many times 1 / c it is long."""


@dataclass(frozen=True)
class StepsOnParabolaResult:
    """The places from the start to the present step."""

    state: State
    path: NDArray[np.float64]

    @property
    def factor(self) -> float:
        """What each step multiplies w by."""
        return round(1 - float(self.state["rate"]) * float(self.state["curvature"]), 9)

    @property
    def losses(self) -> NDArray[np.float64]:
        """The loss at each place."""
        losses: NDArray[np.float64] = self.state["curvature"] / 2 * self.path**2
        return losses


class StepsOnParabola(Explorer[StepsOnParabolaResult]):
    """Walk down the parabola L = c/2 · w², whose slope is c · w, with steps of a chosen rate.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``curvature`` (c), ``rate``, ``start`` (the first w) and ``step``.

    Examples
    --------
    >>> explorer = StepsOnParabola(curvature=2, rate=0.25, start=1.0, step=2)
    >>> explorer.result.path.tolist()
    [1.0, 0.5, 0.25]
    """

    title = "Steps on a parabola"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "curvature": decimal("curvature c", 1.0, 0.5, 4.0),
            "rate": decimal("learning rate", 0.3, 0.05, 2.5, 0.05),
            "start": decimal("start: w", -2.4, -2.5, 2.5),
            "step": Stepper("steps (0 to 20)", 4, 0, MOST_STEPS, interval=500),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> StepsOnParabolaResult:
        """Take the steps, with the library's own SGD."""
        w = Parameter("w", np.array([float(state["start"])]))
        optimiser = SGD(state["rate"])
        path = [float(w.value[0])]
        for _ in range(state["step"]):
            w.grad = state["curvature"] * w.value
            optimiser.step([w])
            path.append(float(w.value[0]))
        return StepsOnParabolaResult(state, np.array(path))

    def draw(self, result: StepsOnParabolaResult) -> Picture:
        """Draw the parabola with the path, the loss, and where the rate lies among all rates."""
        return Picture(
            [_parabola(result), _losses(result), _strip(result)], formula=_formula(result)
        )

    def describe(self, result: StepsOnParabolaResult) -> str:
        """Say what the rate does, and where that has led."""
        state, steps = result.state, len(result.path) - 1
        far = " It is outside the picture." if abs(result.path[-1]) > SIDE else ""
        return (
            f"Curvature {state['curvature']:g}, learning rate {state['rate']:g}: "
            f"{verdict(result.factor)}. After {steps} step{'' if steps == 1 else 's'} from "
            f"{signed_number(state['start'])}, w is {in_short(result.path[-1])} and the loss "
            f"{in_short(result.losses[-1])}; it was {in_short(result.losses[0])} at the start.{far}"
        )


def verdict(factor: float) -> str:
    """Say what steps do that multiply w by a factor.

    Examples
    --------
    >>> verdict(-1.5)
    'each step lands on the other side and farther away: it diverges'
    """
    if factor < -1:
        return "each step lands on the other side and farther away: it diverges"
    if factor == -1:
        return "each step lands on the other side, just as high: it never settles"
    if factor < 0:
        return "each step lands on the other side, closer: it zigzags to the bottom"
    if factor == 0:
        return "one step leads straight to the bottom"
    return "each step stays on its side and comes closer: it converges"


def _parabola(result: StepsOnParabolaResult) -> Panel:
    """Draw the parabola, the steps so far, and the slope at the present place."""
    c, now = result.state["curvature"], result.path[-1]
    w = np.linspace(-SIDE, SIDE, 61)
    slope, height = c * now, result.losses[-1]
    top = max(TOP, 1.1 * float(result.losses[0]))
    inside = abs(now) <= SIDE
    # A piece of the tangent of the same length wherever it is.
    reach = 0.9 / np.hypot(1, slope * SIDE * 2 / top)
    tangent = (now - reach, height - slope * reach, now + reach, height + slope * reach)
    return plot_panel(
        "the parabola L = c/2 · w²",
        [
            Curve("", w, c / 2 * w**2, line=BACKGROUND),
            Curve("steps so far", result.path, result.losses),
            Points("", result.path[:-1], result.losses[:-1]),
            Points("w now, and its slope", [now], [height], line=NOW),
        ],
        Axis("w", -SIDE, SIDE),
        Axis("loss L", 0, top),
        width=290,
        guides=[tangent] if inside else (),
    )


def _losses(result: StepsOnParabolaResult) -> Panel:
    """Draw the loss along the steps."""
    steps = np.arange(len(result.path))
    return plot_panel(
        "the loss, step by step",
        [
            Curve("", steps, result.losses),
            Points("", steps[:-1], result.losses[:-1]),
            Points("", steps[-1:], result.losses[-1:], line=NOW),
        ],
        Axis("step", 0, MOST_STEPS),
        Axis("loss", 1e-6, 5e4, log=True),
        width=290,
    )


def _strip(result: StepsOnParabolaResult) -> Panel:
    """Draw all rates on one line, with the two that divide them, and the present one."""
    c, rate = result.state["curvature"], result.state["rate"]
    third = STRIP / LONGEST
    zones = ("stays on its side", "zigzags to the bottom", "diverges")
    body = [
        f'<rect class="grid" x="{place * third:.1f}" y="18" width="{third:.1f}" height="{ZONE}"/>'
        f'<text x="{(place + 0.5) * third:.1f}" y="35">{zone}</text>'
        for place, zone in enumerate(zones)
    ]
    marks = (
        ("right", "0"),
        ("", f"1/c = {signed_number(1 / c)}"),
        ("", f"2/c = {signed_number(2 / c)}"),
    )
    body += [
        f'<text class="{side}" x="{place * third:.1f}" y="60">{text}</text>'
        for place, (side, text) in enumerate(marks)
    ]
    share = rate * c / LONGEST
    x = min(share, 1.0) * STRIP
    body.append(f'<path d="M{x:.1f} 19l-6 -7h12z" fill="{WINDOW_COLOUR}"/>')
    anchor = "right" if share < 0.1 else "left" if share > 0.9 else ""
    beyond = " →" if share > 1 else ""
    body.append(f'<text x="{x:.1f}" y="8" class="{anchor}">your rate {rate:g}{beyond}</text>')
    return framed("which rates do what on this parabola", "", "".join(body), "", STRIP, 62)


def _formula(result: StepsOnParabolaResult) -> str:
    """Write the next step with the learner's numbers."""
    state, now = result.state, result.path[-1]
    rate, c = number("rate", f"{state['rate']:g}"), number("curvature", f"{state['curvature']:g}")
    return (
        f"next w = w − rate · c · w = (1 − rate · c) · w = (1 − {rate} · {c}) · "
        f"{number('step', factor(now) if abs(now) < 1000 else in_short(now))} = "
        f"{factor(result.factor)} · w = <b>{in_short(result.factor * now)}</b><br>"
        f"it comes closer as long as the rate is below 2 / c = 2 / {c} = "
        f"<b>{signed_number(2 / state['curvature'])}</b>"
    )
