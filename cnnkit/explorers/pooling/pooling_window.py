"""The pooling window step by step: which numbers it sees, which one it writes, what it misses."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import shapes
from cnnkit.explorers.controls import Stepper, choice, slider, tick
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import Cells, Panel, array_panel, factor, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.pooling.pooling_maps import EXAMPLES, PHOTO, map_of
from cnnkit.functional import average_pool2d, max_pool2d, pad2d

LARGEST_WINDOW = 4
MAP_WIDTH = 330
"""CSS pixels of a photo's map."""


@dataclass(frozen=True)
class PoolingWindowResult:
    """A map, its pooled map, and the window that the picture has come to."""

    state: State
    x: NDArray[Any]
    padded: NDArray[Any]
    """With NaN where the padding is."""
    output: NDArray[Any]
    unreached: tuple[list[int], list[int]]
    """Rows and columns of the map that no window uses."""

    @property
    def place(self) -> tuple[int, int]:
        """Row and column of the pooled map that the current window makes."""
        row, column = divmod(self.state["step"], self.output.shape[1])
        return row, column

    @property
    def window(self) -> NDArray[Any]:
        """The numbers under the current window, NaN for padding."""
        k, s = self.state["window"], self.state["stride"]
        row, column = (place * s for place in self.place)
        return self.padded[row : row + k, column : column + k]


class PoolingWindow(Explorer[PoolingWindowResult]):
    """Step a pooling window over a map, one output at a time, by hand or playing.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``example`` (one of `EXAMPLES`, or `PHOTO`), ``kind`` ("max" or "average"), ``step``,
        ``window`` (its size), ``stride``, ``padding``, ``count_padding``.

    Examples
    --------
    >>> explorer = PoolingWindow(step=1)
    >>> print(explorer.description.split(". ")[-1])
    The window at row 0, column 2 holds 0, 2 / −3, 0; its largest number is 2.
    """

    title = "The pooling window, step by step"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "example": choice("feature map", next(iter(EXAMPLES)), (*EXAMPLES, PHOTO)),
            "kind": choice("pooling", "max", ("max", "average")),
            "step": Stepper("step", 0, 0, 5),
            "window": slider("window size (1 to 4)", 2, 1, LARGEST_WINDOW),
            "stride": slider("stride (1 to 4)", 2, 1, LARGEST_WINDOW),
            "padding": slider("padding a side", 0, 0, 1),
            "count_padding": tick("average: count padded cells", True),
        }
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Keep every window on at least one number, and the steps among the windows."""
        most = state["window"] // 2
        rows, columns = shapes.output_shape(
            map_of(state["example"]).shape,
            state["window"],
            stride=state["stride"],
            padding=min(state["padding"], most),
        )
        return {"padding": (0, most), "step": (0, rows * columns - 1)}

    def compute(self, state: State) -> PoolingWindowResult:
        """Pool the whole map, of which the picture shows what has been reached."""
        x = map_of(state["example"])
        k, s, p = state["window"], state["stride"], state["padding"]
        batch = x[None, :, :, None]
        if state["kind"] == "max":
            pooled = max_pool2d(batch, k, stride=s, padding=p)
        else:
            pooled = average_pool2d(
                batch, k, stride=s, padding=p, count_include_pad=state["count_padding"]
            )
        rows, columns = (
            [
                n
                for n, count in enumerate(shapes.pixel_use(size, k, stride=s, padding=p))
                if not count
            ]
            for size in x.shape
        )
        padded = pad2d(batch, p, value=np.nan)[0, :, :, 0]
        return PoolingWindowResult(state, x, padded, pooled[0, :, :, 0], (rows, columns))

    def draw(self, result: PoolingWindowResult) -> Picture:
        """Draw the map with its window, the window's numbers on a photo, and the pooled map."""
        on_photo = result.state["example"] == PHOTO
        panels: list[Panel | str] = [_input_panel(result)]
        if on_photo:
            panels.append(_window_panel(result))
        panels += ["→", _output_panel(result)]
        return Picture(panels, formula="<br>".join([_written_out(result), *_sizes(result)]))

    def describe(self, result: PoolingWindowResult) -> str:
        """Say the sizes, what no window reaches, and what the window makes."""
        state = result.state
        k, s = state["window"], state["stride"]
        (height, width), (rows, columns) = result.x.shape, result.output.shape
        row, column = (place * s for place in result.place)
        held = " / ".join(", ".join(map(_cell_text(state), line)) for line in result.window)
        of = "of the padded map " if state["padding"] else ""
        name = "largest number" if state["kind"] == "max" else "mean"
        counted = "" if state["count_padding"] or state["kind"] == "max" else ", pixels only,"
        return (
            f"{state['kind'].capitalize()} pooling with windows of {k} × {k} at stride {s}: "
            f"{height} × {width} becomes {rows} × {columns}. {_missed(result)}The window at row "
            f"{row}, column {column} {of}holds {held}; its {name}{counted} is "
            f"{signed_number(result.output[result.place])}."
        )

    def touch(self, panel: str, row: int, column: int) -> State:
        """Step to the window whose output, or whose first corner, lies under the pointer."""
        result = self.compute(self.state)
        rows, columns = result.output.shape
        if panel == "input":
            row, column = row // self.state["stride"], column // self.state["stride"]
        return {"step": min(row, rows - 1) * columns + min(column, columns - 1)}


def _input_panel(result: PoolingWindowResult) -> Panel:
    """Draw the map with its padding, its window, and what no window reaches."""
    state, padded, p = result.state, result.padded, result.state["padding"]
    rows, columns = padded.shape
    height, width = result.x.shape
    on_photo = state["example"] == PHOTO
    sides: list[Cells] = [(0, 0, p, columns), (rows - p, 0, p, columns)]
    sides += [(p, 0, height, p), (p, columns - p, height, p)]
    k, s = state["window"], state["stride"]
    top, left = (place * s for place in result.place)
    return array_panel(
        "feature map with its padding" if p else "feature map",
        np.nan_to_num(padded),
        kind="signed",
        cell=MAP_WIDTH / columns if on_photo else min(42.0, 330 / columns),
        limits=_limits(result),
        labels=None if on_photo else _labels(state, padded),
        outlines=[(top, left, k, k)],
        hatched=sides if p else (),
        unreached=_unreached(result),
        name="input",
        note=f"{height} × {width}" + (f", padded to {rows} × {columns}" if p else ""),
        scale=on_photo,
    )


def _unreached(result: PoolingWindowResult) -> list[Cells]:
    """Return the parts of the map that no window uses, none of them twice.

    On a photo those between the windows are left out: there would be hundreds.
    """
    (height, width), p = result.x.shape, result.state["padding"]
    rows, columns = (_runs(numbers) for numbers in result.unreached)
    if result.state["example"] == PHOTO:
        rows = [run for run in rows if run.stop == height]
        columns = [run for run in columns if run.stop == width]
    used = _runs([row for row in range(height) if not any(row in run for run in rows)])
    cells: list[Cells] = [(p + run.start, p, len(run), width) for run in rows]
    cells += [
        (p + down.start, p + across.start, len(down), len(across))
        for down in used
        for across in columns
    ]
    return cells


def _runs(numbers: list[int]) -> list[range]:
    """Return increasing numbers as ranges.

    >>> _runs([1, 2, 5])
    [range(1, 3), range(5, 6)]
    """
    runs: list[range] = []
    for place in numbers:
        if runs and runs[-1].stop == place:
            runs[-1] = range(runs[-1].start, place + 1)
        else:
            runs.append(range(place, place + 1))
    return runs


def _window_panel(result: PoolingWindowResult) -> Panel:
    """Draw the numbers under the window, which are too small to be read on a photo's map."""
    return array_panel(
        "window",
        np.nan_to_num(result.window),
        kind="signed",
        cell=44,
        limits=_limits(result),
        labels=_labels(result.state, result.window),
        outlines=[(0, 0, *result.window.shape)],
        scale=False,
    )


def _output_panel(result: PoolingWindowResult) -> Panel:
    """Draw the pooled map; of a small one only what the steps have reached."""
    rows, columns = result.output.shape
    on_photo = result.state["example"] == PHOTO
    reached = result.output.size if on_photo else result.state["step"] + 1
    todo = range(reached, result.output.size)
    labels = [signed_number(value) for value in result.output.flat[:reached]] + [""] * len(todo)
    return array_panel(
        f"{result.state['kind']}-pooled map",
        result.output,
        kind="signed",
        cell=MAP_WIDTH / result.padded.shape[1] if on_photo else min(42.0, 330 / columns),
        limits=_limits(result),
        labels=None if on_photo else labels,
        outlines=[(*result.place, 1, 1)],
        blank=[(*divmod(place, columns), 1, 1) for place in todo],
        name="output",
        note=f"{rows} × {columns}",
        scale=False,
    )


def _limits(result: PoolingWindowResult) -> tuple[float, float]:
    """Return one scale for the map, the window and the pooled map."""
    limit = float(np.abs(result.x).max())
    return -limit, limit


def _cell_text(state: State) -> Any:
    """Return how a cell of this state is written: padding as what it counts for."""
    padding = "−∞" if state["kind"] == "max" else "0" if state["count_padding"] else "none"
    return lambda value: padding if np.isnan(value) else signed_number(value)


def _labels(state: State, array: NDArray[Any]) -> list[str]:
    """Write all cells; padding that does not count is left empty."""
    return [text.replace("none", "") for text in map(_cell_text(state), array.flat)]


def _written_out(result: PoolingWindowResult) -> str:
    """Write what the current window makes."""
    state = result.state
    row, column = (number("step", place) for place in result.place)
    answer = number("step", signed_number(result.output[result.place]))
    if state["kind"] == "max":
        numbers = ", ".join(map(_cell_text(state), result.window.flat))
        return f"Y[{row}, {column}] = max({numbers}) = {answer}"
    window = result.window[~np.isnan(result.window)]
    counted = result.window.size if state["count_padding"] else window.size
    first, *others = window
    terms = " + ".join([signed_number(first), *map(factor, others)])
    cells = number("count_padding", counted)
    sign = "≈" if state["example"] == PHOTO else "="
    return f"Y[{row}, {column}] = ({terms}) / {cells} {sign} {answer}"


def _sizes(result: PoolingWindowResult) -> list[str]:
    """Write both sizes with the settings filled in, and what the floor drops."""
    k, s, p = (number(name, result.state[name]) for name in ("window", "stride", "padding"))
    lines = []
    for axis, n, size in zip(("height", "width"), result.x.shape, result.output.shape, strict=True):
        left_over = shapes.remainder(
            n,
            result.state["window"],
            stride=result.state["stride"],
            padding=result.state["padding"],
        )
        dropped = f", <b>{left_over} left over</b>" if left_over else ""
        lines.append(f"{axis} ⌊({n} + {p} + {p} − {k}) / {s}⌋ + 1 = <b>{size}</b>{dropped}")
    return lines


def _missed(result: PoolingWindowResult) -> str:
    """Say how many rows and columns no window reaches."""
    counts = zip(("row", "column"), map(len, result.unreached), strict=True)
    parts = [f"{count} {noun}{'s' if count > 1 else ''}" for noun, count in counts if count]
    return f"{' and '.join(parts).capitalize()} of the map: in no window. " if parts else ""
