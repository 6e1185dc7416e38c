"""Learning on one page: a line, its loss, and steps downhill on the map of all lines."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.controls import Stepper, choice, decimal, stops
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import BACKGROUND, NOW, Axis, Curve, Points, plot_panel
from cnnkit.explorers.drawing.svg import signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.photos import small_photo

POINTS, NEIGHBOURS = "five points", "pixels and neighbours"
RATES = (0.01, 0.03, 0.1, 0.2, 0.3, 0.4, 0.45, 0.5)
W, B = (-2.0, 4.0), (-3.0, 3.0)
"""What the two numbers of the line range over: the sides of the map."""

MOST_STEPS = 40
CELLS = 60
RINGS = (0.05, 0.25, 1.0, 4.0, 9.0)
"""By how much the loss on each ring of the map exceeds the smallest loss there is."""

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

Line = tuple[float, float]
"""Slope w and height b."""


@lru_cache
def data_of(name: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the points of an example: x and the y that belongs to each.

    Examples
    --------
    >>> x, y = data_of(POINTS)
    >>> x.tolist(), y.tolist()
    ([0.0, 0.5, 1.0, 1.5, 2.0], [-0.8, -0.4, 1.2, 2.4, 2.6])
    """
    if name == NEIGHBOURS:
        row = small_photo("camera", grey=True).astype(np.float64)[60:240:7]
        places = np.arange(len(row)) * 37 % (row.shape[1] - 1)
        pairs = np.stack([row[range(len(row)), places + step] for step in (0, 1)])
        return pairs[0], pairs[1]
    return np.array([0.0, 0.5, 1.0, 1.5, 2.0]), np.array([-0.8, -0.4, 1.2, 2.4, 2.6])


def loss_of(x: NDArray[Any], y: NDArray[Any], line: Line) -> float:
    """Return the mean squared error of a line.

    Examples
    --------
    >>> loss_of(np.array([1.0, 3.0]), np.array([4.0, 8.0]), (2.0, 1.0))
    1.0
    """
    w, b = line
    return float(np.mean((w * x + b - y) ** 2))


def slopes_of(x: NDArray[Any], y: NDArray[Any], line: Line) -> Line:
    """Return how steeply the loss rises with w, and how steeply with b.

    Examples
    --------
    >>> slopes_of(np.array([1.0, 3.0]), np.array([4.0, 8.0]), (2.0, 1.0))
    (-4.0, -2.0)
    """
    w, b = line
    error = w * x + b - y
    return float(2 * np.mean(error * x)), float(2 * np.mean(error))


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
        Controls that are not shown.
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

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "data": choice("points", POINTS, (POINTS, NEIGHBOURS)),
            "w": decimal("start: w", -1.0, *W),
            "b": decimal("start: b", 1.0, *B),
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
        """Draw the points with the line and its errors, and the map with the path."""
        x, y, (w, b) = result.x, result.y, result.line
        narrow = result.state["data"] == NEIGHBOURS
        across = Axis("x", 0, 1) if narrow else Axis("x", -0.25, 2.25)
        up = Axis("y", -0.5, 1.5) if narrow else Axis("y", -3, 5)
        ends = np.array([across.low, across.high])
        data = plot_panel(
            "points and line",
            [Curve("ŷ = w·x + b", ends, w * ends + b), Points("points (x, y)", x, y, line=1)],
            across,
            up,
            width=270,
            guides=[(one, w * one + b, one, own) for one, own in zip(x, y, strict=True)],
            note=f"loss {compact(result.loss)}",
        )
        walked = np.array(result.path)
        rings = [
            Curve("", w_ring, b_ring, line=BACKGROUND)
            for w_ring, b_ring in _rings(result.state["data"])
        ]
        least = _least(result.state["data"])
        loss_map = plot_panel(
            "map of the loss",
            [
                *rings,
                Curve("", walked[:, 0], walked[:, 1]),
                Points("", walked[:-1, 0], walked[:-1, 1]),
                Points("this line", [w], [b], line=NOW),
                Points("smallest loss", [least[0]], [least[1]], line=3, cross=True),
            ],
            Axis("w", *W),
            Axis("b", *B),
            width=270,
            note="on each ring the loss is equal",
            name="map",
            cells=(CELLS, CELLS),
        )
        return Picture([data, loss_map], formula=_written_out(result))

    def describe(self, result: LineFitResult) -> str:
        """Say which line it is, how wrong, and what the next step does."""
        w, b = map(compact, result.line)
        x, y = result.x, result.y
        before, now = loss_of(x, y, result.path[0]), result.loss
        smallest = loss_of(x, y, _least(result.state["data"]))
        taken = len(result.path) - 1
        steps = f"after {taken} step{'' if taken == 1 else 's'} " if taken else ""
        change = f", and {compact(before)} at the start" if taken else ""
        return (
            f"The line {steps}has w = {w} and b = {b}. Its loss is {compact(now)}{change}; "
            f"the smallest loss that any line has is {compact(smallest)}."
        )

    def touch(self, panel: str, row: int, column: int) -> State:
        """Start from the line under the pointer."""
        w = W[0] + (column + 0.5) / CELLS * (W[1] - W[0])
        b = B[1] - (row + 0.5) / CELLS * (B[1] - B[0])
        return {"w": round(w, 1), "b": round(b, 1)}


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


@lru_cache
def _least(data: str) -> Line:
    """Return the line with the smallest loss, by the formula that exists for lines only."""
    w, b = np.polyfit(*data_of(data), 1)
    return float(w), float(b)


@lru_cache
def _rings(data: str) -> list[NDArray[np.float64]]:
    """Return the lines of equal loss on the map: ellipses about the smallest one."""
    x, _ = data_of(data)
    # With v = (w, b) less the best line, the loss exceeds the smallest by v · curvature · v.
    curvature = np.array([[np.mean(x * x), np.mean(x)], [np.mean(x), 1.0]])
    lengths, axes = np.linalg.eigh(curvature)
    turn = np.linspace(0, 2 * np.pi, 73)
    circle = axes @ (np.stack([np.cos(turn), np.sin(turn)]) / np.sqrt(lengths)[:, None])
    centre = np.array(_least(data))[:, None]
    return [centre + np.sqrt(height) * circle for height in RINGS]


def _written_out(result: LineFitResult) -> str:
    """Write the loss, its two slopes and the next step, with the learner's numbers."""
    (w, b), (slope_w, slope_b) = result.line, result.slopes
    rate = result.state["rate"]
    lines = [
        f"step {number('step', len(result.path) - 1)}: loss = mean of (w·x + b − y)² = "
        f"<b>{compact(result.loss)}</b>"
    ]
    for name, value, slope in (("w", w, slope_w), ("b", b, slope_b)):
        text = compact(slope)
        slope_text = f"({text})" if text.startswith("−") else text
        lines.append(
            f"next {name} = {number(name, compact(value))} − {number('rate', rate)} · {slope_text} "
            f"≈ <b>{compact(value - rate * slope)}</b>"
        )
    return "<br>".join(lines)
