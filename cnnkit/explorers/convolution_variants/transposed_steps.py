"""A transposed convolution step by step: each number adds itself, times the kernel, to a window."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.controls import Stepper, choice, slider
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import Cells, Panel, array_panel, factor, signed_number
from cnnkit.explorers.explorer import Explorer, State

NUMBERS, ONES = "small numbers", "all ones"
INPUT = np.array([[1.0, 10.0, 0.0], [2.0, 0.0, -1.0]])
KERNELS = {
    1: [[2]],
    2: [[1, 2], [3, 5]],
    3: [[1, 2, 0], [3, 5, 1], [0, 1, 2]],
    4: [[1, 2, 0, 1], [3, 5, 1, 0], [0, 1, 2, 1], [1, 0, 1, 3]],
}
LARGEST = 4
OUTPUT_WIDTH = 330
"""CSS pixels of the output."""


@dataclass(frozen=True)
class TransposedStepsResult:
    """A transposed convolution stopped after some of its numbers."""

    state: State
    x: NDArray[Any]
    kernel: NDArray[Any]
    canvas: NDArray[Any]
    """Everything that has been written so far, with what will be cropped."""
    counts: NDArray[np.int64]
    """How many windows have written to each cell."""

    @property
    def place(self) -> tuple[int, int]:
        """Row and column of the number whose turn it is."""
        row, column = divmod(self.state["step"], self.x.shape[1])
        return row, column

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns that are kept."""
        crop = 2 * int(self.state["padding"])
        return self.canvas.shape[0] - crop, self.canvas.shape[1] - crop


class TransposedSteps(Explorer[TransposedStepsResult]):
    """Step through a small map; each number writes a window of a larger one.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown. Without "padding" the size stands there as a count only: its
        formula is an exercise.
    **state
        ``step``, ``kernel`` (its size), ``stride``, ``padding`` (cropped at each end),
        ``output_padding``, ``numbers`` ("small numbers" or "all ones").

    Examples
    --------
    >>> explorer = TransposedSteps(step=5)
    >>> explorer.result.size
    (5, 7)
    """

    title = "A transposed convolution, step by step"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "step": Stepper("number", 0, 0, INPUT.size - 1),
            "kernel": slider("kernel size (1 to 4)", 3, 1, LARGEST),
            "stride": slider("stride (1 to 4)", 2, 1, LARGEST),
            "padding": slider("crop at each end", 0, 0, 2),
            "output_padding": slider("output padding", 0, 0, 1),
            "numbers": choice("numbers", NUMBERS, (NUMBERS, ONES)),
        }
        self._with_formula = "padding" not in hidden
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Crop less than what is written; add fewer rows than the stride."""
        k, s = state["kernel"], state["stride"]
        written = (len(INPUT) - 1) * s + k
        return {
            "padding": (0, min(k - 1, (written - 1) // 2)),
            "output_padding": (0, s - 1),
        }

    def compute(self, state: State) -> TransposedStepsResult:
        """Let the numbers write, up to the one whose turn it is."""
        k, s = state["kernel"], state["stride"]
        x, kernel = INPUT, np.array(KERNELS[k], float)
        if state["numbers"] == ONES:
            x, kernel = np.ones_like(x), np.ones_like(kernel)
        rows, columns = ((n - 1) * s + k + state["output_padding"] for n in x.shape)
        canvas, counts = np.zeros((rows, columns)), np.zeros((rows, columns), np.int64)
        for step in range(state["step"] + 1):
            i, j = divmod(step, x.shape[1])
            window = np.s_[i * s : i * s + k, j * s : j * s + k]
            canvas[window] += x[i, j] * kernel
            counts[window] += 1
        return TransposedStepsResult(state, x, kernel, canvas, counts)

    def draw(self, result: TransposedStepsResult) -> Picture:
        """Draw the map, the kernel, what has been written, and how often."""
        row, column = result.place
        x = array_panel(
            "input x",
            result.x,
            kind="signed",
            cell=34,
            labels=[signed_number(value) for value in result.x.flat],
            outlines=[(row, column, 1, 1)],
            name="input",
            scale=False,
        )
        kernel = array_panel(
            "kernel",
            result.kernel,
            kind="signed",
            cell=30,
            labels=[signed_number(value) for value in result.kernel.flat],
            scale=False,
        )
        return Picture(
            [x, "·", kernel, "→", _output(result), _counts(result)],
            formula=_formula(result, with_formula=self._with_formula),
            formula_lines=3,
        )

    def describe(self, result: TransposedStepsResult) -> str:
        """Say which number is handed out where, and how large the output is."""
        state = result.state
        (row, column), s, k = result.place, state["stride"], state["kernel"]
        top, left = row * s, column * s
        rows, columns = result.size
        height, width = result.x.shape
        uneven = sorted(set(result.counts[result.counts > 0].tolist()))
        hits = "once" if uneven == [1] else f"{' or '.join(map(str, uneven))} times"
        return (
            f"Step {state['step'] + 1} of {result.x.size}: the number "
            f"{signed_number(result.x[row, column])} at row {row}, column {column} adds itself "
            f"times the kernel to the {k} × {k} cells from row {top}, column {left} on. From "
            f"{height} × {width} numbers come {rows} × {columns}. So far every cell that was "
            f"reached has been written to {hits}."
        )

    def touch(self, panel: str, row: int, column: int) -> State:
        """Step to the number that is touched."""
        return {"step": row * INPUT.shape[1] + column}


def _cropped(result: TransposedStepsResult) -> list[Cells]:
    """Return the rectangles that are cut off."""
    p, (rows, columns) = result.state["padding"], result.canvas.shape
    if not p:
        return []
    inside = rows - 2 * p
    return [
        (0, 0, p, columns),
        (rows - p, 0, p, columns),
        (p, 0, inside, p),
        (p, columns - p, inside, p),
    ]


def _window(result: TransposedStepsResult) -> Cells:
    """Return the window that the present number writes."""
    (row, column), s, k = result.place, result.state["stride"], result.state["kernel"]
    return row * s, column * s, k, k


def _output(result: TransposedStepsResult) -> Panel:
    """Draw what has been written so far; what is cropped is hatched."""
    cell = min(30.0, OUTPUT_WIDTH / result.canvas.shape[1])
    labels = [
        signed_number(value) if count else ""
        for value, count in zip(result.canvas.flat, result.counts.flat, strict=True)
    ]
    rows, columns = result.size
    return array_panel(
        "output so far",
        result.canvas,
        kind="signed",
        cell=cell,
        labels=labels,
        outlines=[_window(result)],
        hatched=_cropped(result),
        note=f"{rows} × {columns}" + (", hatched: cropped" if result.state["padding"] else ""),
        scale=False,
    )


def _counts(result: TransposedStepsResult) -> Panel:
    """Draw how many windows have written to each cell."""
    return array_panel(
        "windows at each cell",
        result.counts.astype(float),
        kind="positive",
        cell=min(22.0, OUTPUT_WIDTH / result.counts.shape[1]),
        limits=(0.0, max(4.0, float(result.counts.max()))),
        labels=[str(count) for count in result.counts.flat],
        hatched=_cropped(result),
        scale=False,
    )


def _formula(result: TransposedStepsResult, *, with_formula: bool) -> str:
    """Write the step and the size along both axes, as a formula or as what there is to count."""
    state = result.state
    row, column = result.place
    step, k, s = (number(name, state[name]) for name in ("step", "kernel", "stride"))
    p, extra = (number(name, state[name]) for name in ("padding", "output_padding"))
    value = factor(result.x[row, column])
    sizes = [
        f"{name}: (n − 1)·s + k − 2p + output padding = ({n} − 1)·{s} + {k} − 2·{p} + {extra} = "
        f"<b>{size}</b>"
        if with_formula
        else f"{name}: {n} windows of {k}, beginning {s} apart: <b>{size}</b>"
        for name, n, size in zip(("rows", "columns"), result.x.shape, result.size, strict=True)
    ]
    wide = state["kernel"]
    return "<br>".join(
        [
            f"step {step}: Y[{row}·{s} + u, {column}·{s} + v] += {value}·K[u, v], u and v from 0 "
            f"to {wide - 1}, {number('numbers', state['numbers'])}",
            *sizes,
        ]
    )
