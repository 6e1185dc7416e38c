"""Learning on one page: a line, its loss, and steps downhill in the landscape of all lines."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.controls import Stepper, choice, decimal, stops
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import BACKGROUND, NOW, Axis, Curve, Points, plot_panel
from cnnkit.explorers.drawing.svg import Panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.why_convolution.lines import (
    NEIGHBOURS,
    POINTS,
    Line,
    data_of,
    least,
    loss_of,
    rings,
    slopes_of,
)

RATES = (0.01, 0.03, 0.1, 0.2, 0.3, 0.4, 0.45, 0.5)
W, B = (-2.0, 4.0), (-3.0, 3.0)
"""What the two numbers of the line range over: the sides of the landscape."""

MOST_STEPS = 40
WIDE, HIGH = 270, 210
"""CSS pixels of both panels."""

CELLS = 60
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class LineFitResult:
    """The points, and every line from the start to the present step."""

    state: State
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    path: list[Line]

    @property
    def line(self) -> Line:
        """The present line."""
        return self.path[-1]

    @property
    def outside(self) -> bool:
        """Whether the present line lies outside the landscape."""
        return not _within(self.line)

    @property
    def loss(self) -> float:
        """Of the present line."""
        return loss_of(self.x, self.y, self.line)

    @property
    def slopes(self) -> Line:
        """Of the loss, at the present line."""
        return slopes_of(self.x, self.y, self.line)


class LineFit(Explorer[LineFitResult]):
    """Fit a line by hand, or let gradient descent take steps from where you put it.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown. Without the learning rate nothing is said of steps, and the
        best line has to be found.
    **state
        ``data`` (`POINTS` or `NEIGHBOURS`), ``w`` and ``b`` (where it starts), ``rate`` (one of
        `RATES`), ``step`` (how many steps it takes from there).

    Examples
    --------
    >>> explorer = LineFit(w=0, b=0, rate=0.1, step=1)
    >>> [round(float(number), 2) for number in explorer.result.line]
    [0.39, 0.2]
    """

    title = "A line that learns"
    dragged = True

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        self._walks = "rate" not in hidden
        controls = {
            "data": choice("points", POINTS, (POINTS, NEIGHBOURS)),
            "w": decimal("start: w" if self._walks else "w (−2 to 4)", -1.0, *W),
            "b": decimal("start: b" if self._walks else "b (−3 to 3)", 1.0, *B),
            "rate": stops("learning rate", 0.1, RATES),
            "step": Stepper("steps (0 to 40)", 0, 0, MOST_STEPS, interval=500),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> LineFitResult:
        """Walk from the start as many steps as are asked for."""
        x, y = data_of(state["data"])
        path = [(float(state["w"]), float(state["b"]))]
        for _ in range(state["step"]):
            (w, b), (slope_w, slope_b) = path[-1], slopes_of(x, y, path[-1])
            path.append((w - state["rate"] * slope_w, b - state["rate"] * slope_b))
        return LineFitResult(state, x, y, path)

    def draw(self, result: LineFitResult) -> Picture:
        """Draw the points with the line and its errors, and the landscape with the path."""
        written = _next_step(result) if self._walks else _loss(result)
        return Picture([_points_and_line(result), self._landscape(result)], formula=written)

    def _landscape(self, result: LineFitResult) -> Panel:
        """Draw the rings of equal loss, the steps so far and the present line."""
        w, b = result.line
        path, head = _exit(result.path) if result.outside else (result.path, [])
        walked = np.array(path)
        drawn: list[Curve | Points] = [
            Curve("", w_ring, b_ring, line=BACKGROUND)
            for w_ring, b_ring in rings(result.state["data"])
        ]
        if self._walks:
            drawn += [
                Curve("steps so far", walked[:, 0], walked[:, 1]),
                Points("", walked[:-1, 0], walked[:-1, 1]),
            ]
        drawn.append(Points("this line", [w], [b], line=NOW))
        note = "on each ring the loss is equal"
        if head:
            w_head, b_head = np.transpose(head)
            drawn.append(Curve("", w_head, b_head, line=NOW))
            note = "this line lies outside: follow the arrow"
        if self._walks:
            best = least(result.state["data"])
            drawn.append(Points("smallest loss", best[:1], best[1:], line=3, cross=True))
        return plot_panel(
            "landscape of the loss",
            drawn,
            Axis("w", *W),
            Axis("b", *B),
            width=WIDE,
            height=HIGH,
            note=note,
            name="map",
            cells=(CELLS, CELLS),
        )

    def describe(self, result: LineFitResult) -> str:
        """Say which line it is, how wrong, and what the next step does."""
        w, b = map(compact, result.line)
        x, y = result.x, result.y
        before, now = loss_of(x, y, result.path[0]), result.loss
        smallest = loss_of(x, y, least(result.state["data"]))
        taken = len(result.path) - 1
        steps = f"after {taken} step{'' if taken == 1 else 's'} " if taken else ""
        change = f", and {compact(before)} at the start" if taken else ""
        outside = " This line lies outside the landscape." if result.outside else ""
        if now > before:
            outside += " The loss has grown: the steps are too long."
        return (
            f"The line {steps}has w = {w} and b = {b}. Its loss is {compact(now)}{change}; "
            f"the smallest loss that any line has is {compact(smallest)}.{outside}"
        )

    def touch(self, panel: str, row: int, column: int) -> State:
        """Start from the line under the pointer."""
        w = W[0] + (column + 0.5) / CELLS * (W[1] - W[0])
        b = B[1] - (row + 0.5) / CELLS * (B[1] - B[0])
        return {"w": round(w, 1), "b": round(b, 1)}


def _points_and_line(result: LineFitResult) -> Panel:
    """Draw the points, the present line in the colour it has in the landscape, and its errors."""
    x, y, (w, b) = result.x, result.y, result.line
    narrow = result.state["data"] == NEIGHBOURS
    across = Axis("x", 0, 1) if narrow else Axis("x", -0.25, 2.25)
    up = Axis("y", -0.5, 1.5) if narrow else Axis("y", -3, 5)
    ends = np.array([across.low, across.high])
    if w:
        # Only the piece within the panel: a steep line's ends lie beyond what can be drawn.
        lowest, highest = sorted(((up.low - b) / w, (up.high - b) / w))
        ends = np.minimum(np.maximum(ends, lowest), highest)
    in_view = bool(ends[0] < ends[1]) if w else up.low <= b <= up.high
    heights = np.minimum(np.maximum(w * ends + b, up.low), up.high)
    line = Curve("ŷ = w·x + b", ends if in_view else [], heights if in_view else [], line=NOW)
    note = f"loss {compact(result.loss)}" + ("" if in_view else ": the line lies outside")
    return plot_panel(
        "points and line",
        [line, Points("points (x, y)", x, y, line=1)],
        across,
        up,
        width=WIDE,
        height=HIGH,
        guides=[(one, w * one + b, one, own) for one, own in zip(x, y, strict=True)],
        note=note,
    )


def _within(line: Line) -> bool:
    """Return whether a line is a place in the landscape."""
    return W[0] <= line[0] <= W[1] and B[0] <= line[1] <= B[1]


def _exit(path: list[Line]) -> tuple[list[Line], list[Line]]:
    """Return the path up to where it left the landscape for the last time, and an arrow head."""
    last = max(place for place, line in enumerate(path) if _within(line))
    start = np.array(path[last])
    move = np.array(path[last + 1]) - start
    bounds = np.array([W, B])
    room = [
        (bounds[axis, int(step > 0)] - start[axis]) / step for axis, step in enumerate(move) if step
    ]
    tip = start + min(room) * move
    scale = np.array([(W[1] - W[0]) / WIDE, (B[1] - B[0]) / HIGH])
    along = move / scale / np.linalg.norm(move / scale)
    aside = np.array([-along[1], along[0]])
    left, right = (tip + (-12 * along + side * aside) * scale for side in (7, -7))
    head = [(float(w), float(b)) for w, b in (left, tip, right)]
    return [*path[: last + 1], head[1]], head


def compact(value: float) -> str:
    """Return a number in few digits, also where a path has run far away.

    Examples
    --------
    >>> compact(-0.2541), compact(3.14159), compact(-12345678.0)
    ('−0.254', '3.14', '−1.2·10⁷')
    """
    if abs(value) < 10_000:
        return signed_number(value, 3 if abs(value) < 1 else 2)
    mantissa, exponent = f"{value:.1e}".replace("-", "−").split("e")
    return f"{mantissa}·10{str(int(exponent)).translate(SUPERSCRIPTS)}"


def _loss(result: LineFitResult) -> str:
    """Write the loss of the present line."""
    return f"loss = mean of (w·x + b − y)² = <b>{compact(result.loss)}</b>"


def _next_step(result: LineFitResult) -> str:
    """Write the loss, its two slopes and the next step, with the learner's numbers."""
    (w, b), (slope_w, slope_b) = result.line, result.slopes
    rate = result.state["rate"]
    lines = [f"step {number('step', len(result.path) - 1)}: {_loss(result)}"]
    for name, value, slope in (("w", w, slope_w), ("b", b, slope_b)):
        text = compact(slope)
        slope_text = f"({text})" if text.startswith("−") else text
        lines.append(
            f"next {name} = {number(name, compact(value))} − {number('rate', rate)} · {slope_text} "
            f"≈ <b>{compact(value - rate * slope)}</b>"
        )
    return "<br>".join(lines)
