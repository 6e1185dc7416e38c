"""The way back through a pooling: who gets a window's message, above all where there are ties."""

from collections.abc import Collection
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import shapes
from cnnkit.explorers.backpropagation.cells import NEXT_ROW, Place, largest, number_panel
from cnnkit.explorers.controls import NumberGrid, Stepper, choice, slider
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import Panel, signed_number
from cnnkit.explorers.explorer import Explorer, State

Array = NDArray[Any]

MAP: list[list[float]] = [[1, 3, 0, 2, 4], [2, 3, 5, 5, 1], [0, -1, 5, 2, 2], [-2, 0, 1, 5, 3]]
"""A feature map of 4 × 5 with ties."""

FIRST, ALL, SHARED, AVERAGE = (
    "max: the first of a tie",
    "max: all of a tie (wrong)",
    "max: a tie shares",
    "average",
)
KINDS = (FIRST, ALL, SHARED, AVERAGE)

MESSAGES = (3.0, -2.0, 4.0, 1.0, 6.0, -5.0, 2.0, -1.0, 5.0, 7.0, -4.0, 8.0)
"""What arrives at the outputs, from the first on."""

SIZE = (42.0, 30.0)


class PoolingBackward:
    """What each window of a pooling hands back, and what gathers at the pixels.

    Parameters
    ----------
    state : dict
        That of the explorer.
    """

    def __init__(self, state: State) -> None:
        self.state = state
        self.x = np.array(state["map"], dtype=np.float64)
        self.size, self.stride = int(state["window"]), int(state["stride"])
        rows, columns = shapes.output_shape(
            (self.x.shape[0], self.x.shape[1]), self.size, stride=self.stride
        )
        self.output = (rows, columns)

    @property
    def step(self) -> int:
        """The present window, counted from 0 in row-major order."""
        return min(int(self.state["step"]), self.output[0] * self.output[1] - 1)

    @property
    def place(self) -> Place:
        """Row and column of the present output."""
        row, column = divmod(self.step, self.output[1])
        return row, column

    @cached_property
    def dy(self) -> Array:
        """The upstream gradient."""
        return np.resize(MESSAGES, self.output[0] * self.output[1]).reshape(self.output)

    def window(self, i: int, j: int) -> list[Place]:
        """Return the places that an output sees."""
        top, left = i * self.stride, j * self.stride
        return [(top + u, left + v) for u in range(self.size) for v in range(self.size)]

    def shares(self, i: int, j: int) -> dict[Place, float]:
        """Return which part of its message a window hands to which of its places."""
        places = self.window(i, j)
        if self.state["kind"] == AVERAGE:
            return dict.fromkeys(places, 1 / len(places))
        values = [self.x[place] for place in places]
        tied = [place for place, value in zip(places, values, strict=True) if value == max(values)]
        if self.state["kind"] == FIRST:
            return {tied[0]: 1.0}
        return dict.fromkeys(tied, 1.0 if self.state["kind"] == ALL else 1 / len(tied))

    def tied(self, i: int, j: int) -> int:
        """Count how often a window's largest number stands in it."""
        values = [self.x[place] for place in self.window(i, j)]
        return values.count(max(values))

    @cached_property
    def pooled(self) -> Array:
        """The output, forwards."""
        pick = np.mean if self.state["kind"] == AVERAGE else np.max
        y = [
            float(pick([self.x[place] for place in self.window(i, j)]))
            for i, j in np.ndindex(self.output)
        ]
        return np.array(y).reshape(self.output)

    def gathered(self, count: int) -> Array:
        """Add up what the first windows hand back."""
        dx = np.zeros(self.x.shape)
        for step in range(count):
            i, j = divmod(step, self.output[1])
            for place, share in self.shares(i, j).items():
                dx[place] += share * self.dy[i, j]
        return dx


class PoolingGradients(Explorer[PoolingBackward]):
    """Let the windows of a pooling hand their messages back, one after the other.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``map`` (4 × 5 numbers), ``kind`` (one of `KINDS`), ``step``, ``window`` (1 to 3),
        ``stride`` (1 to 3).

    Examples
    --------
    >>> explorer = PoolingGradients()
    >>> explorer.result.gathered(4)[:2].tolist()
    [[0.0, 3.0, 0.0, 0.0, 0.0], [0.0, 0.0, -2.0, 0.0, 0.0]]
    """

    title = "Pooling, on the way back"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "map": NumberGrid("feature map X", MAP, 9),
            "kind": choice("pooling", FIRST, KINDS),
            "step": Stepper("step", 3, 0, 3, 1200),
            "window": slider("window size (1–3)", 2, 1, 3),
            "stride": slider("stride (1 to 3)", 2, 1, 3),
        }
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Let the steps end with the last window."""
        rows, columns = PoolingBackward(state).output
        return {"step": (0, rows * columns - 1)}

    def compute(self, state: State) -> PoolingBackward:
        """Pool forwards and backwards."""
        return PoolingBackward(state)

    def draw(self, result: PoolingBackward) -> Picture:
        """Draw the map with its window, the pooled map, the messages and what gathers."""
        i, j = result.place
        window, takers = result.window(i, j), list(result.shares(i, j))
        whole = result.gathered(result.dy.size)
        rows, columns = result.output
        panels: list[Panel | str] = [
            number_panel(
                "X and the window",
                result.x,
                size=SIZE,
                limit=largest(result.x),
                marked=window,
                name="X",
            ),
            "→",
            number_panel(
                "pooled Y",
                result.pooled,
                size=SIZE,
                limit=largest(result.x),
                marked=[(i, j)],
                name="Y",
                note=f"{rows} × {columns}",
            ),
            NEXT_ROW,
            number_panel(
                "dX so far",
                result.gathered(result.step + 1),
                size=SIZE,
                limit=largest(whole, result.dy),
                gradient=True,
                marked=takers,
                note=f"after {result.step + 1} of {result.dy.size} windows",
                name="dX",
            ),
            "←",
            number_panel(
                "dY, arriving",
                result.dy,
                size=SIZE,
                limit=largest(result.dy),
                gradient=True,
                marked=[(i, j)],
                name="dY",
            ),
        ]
        return Picture(
            panels,
            formula="<br>".join(_lines(result)),
        )

    def describe(self, result: PoolingBackward) -> str:
        """Say what the present window hands to whom, and whether all sums agree."""
        i, j = result.place
        message, shares = float(result.dy[i, j]), result.shares(i, j)
        part = next(iter(shares.values())) * message
        places = ", ".join(f"({row}, {column})" for row, column in shares)
        count = result.tied(i, j)
        tie = f" Its largest number stands there {count} times." if count > 1 else ""
        dx, dy = result.gathered(result.dy.size).sum(), result.dy.sum()
        balance = "as much as arrived" if np.isclose(dx, dy) else "more or less than arrived"
        return (
            f"Window {result.step + 1} of {result.dy.size} gets the message "
            f"{signed_number(message)} and hands {signed_number(part)} to {places}."
            f"{tie if result.state['kind'] != AVERAGE else ''} After all windows dX adds up to "
            f"{signed_number(float(dx))} and dY to {signed_number(float(dy))}: {balance}."
        )

    def touch(self, panel: str, row: int, column: int) -> State:
        """Step to the window whose output, or whose first corner, lies under the pointer."""
        result = self.compute(self.state)
        if panel in ("X", "dX"):
            row, column = row // result.stride, column // result.stride
        rows, columns = result.output
        return {"step": min(row, rows - 1) * columns + min(column, columns - 1)}


def _lines(result: PoolingBackward) -> list[str]:
    """Write what the present window hands back, and both sums."""
    i, j = result.place
    state, shares = result.state, result.shares(i, j)
    message = signed_number(float(result.dy[i, j]))
    numbers = ", ".join(signed_number(result.x[place]) for place in result.window(i, j))
    name = "mean" if state["kind"] == AVERAGE else "max"
    y = signed_number(float(result.pooled[i, j]))
    forward = f"Y[{number('step', i)}, {number('step', j)}] = {name}({numbers}) = {y}"
    part = next(iter(shares.values()))
    share = "" if part == 1 else f" / {round(1 / part)}"
    targets = ", ".join(f"dX[{row}, {column}]" for row, column in shares)
    whole = result.gathered(result.dy.size)
    k, s = number("window", result.size), number("stride", result.stride)
    return [
        f"{number('kind', state['kind'])}, window {k} × {k}, stride {s}, {number('map', 'X')}: "
        f"{forward}",
        f"dY[{number('step', i)}, {number('step', j)}] = {message}: {targets} += {message}{share}",
        f"Σ dY = <b>{signed_number(float(result.dy.sum()))}</b>, after all windows "
        f"Σ dX = <b>{signed_number(float(whole.sum()))}</b>",
    ]
