"""The pooling window step by step: which numbers it sees, which one it writes, what it misses."""

from collections.abc import Collection
from typing import Any

import numpy as np

from cnnkit import shapes
from cnnkit.explorers.controls import Stepper, choice, slider
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import Panel, factor, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.pooling.pooling_maps import EXAMPLES, PHOTO, map_of
from cnnkit.explorers.pooling.pooling_panels import (
    cell_text,
    input_panel,
    output_panel,
    window_panel,
)
from cnnkit.explorers.pooling.pooling_result import NOTHING, ZERO, PoolingWindowResult
from cnnkit.functional import average_pool2d, max_pool2d, pad2d

LARGEST_WINDOW = 4


class PoolingWindow(Explorer[PoolingWindowResult]):
    """Step a pooling window over a map, one output at a time, by hand or playing.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``example`` (one of `EXAMPLES`, or `PHOTO`), ``kind`` ("max" or "average"), ``step``,
        ``window`` (its size), ``stride``, ``padding``, ``padding_counts`` (`NOTHING` or `ZERO`).

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
            "padding": slider("padding (0 to 2)", 0, 0, 1),
            "padding_counts": choice("padding counts as", NOTHING, (NOTHING, ZERO)),
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
            filled = pad2d(batch, p, value=0 if state["padding_counts"] == ZERO else -np.inf)
            pooled = max_pool2d(filled, k, stride=s)
        else:
            counted = state["padding_counts"] == ZERO
            pooled = average_pool2d(batch, k, stride=s, padding=p, count_include_pad=counted)
        rows, columns = (
            [n for n, count in enumerate(shapes.pixel_use(size + 2 * p, k, stride=s)) if not count]
            for size in x.shape
        )
        padded = pad2d(batch, p, value=np.nan)[0, :, :, 0]
        return PoolingWindowResult(state, x, padded, pooled[0, :, :, 0], (rows, columns))

    def draw(self, result: PoolingWindowResult) -> Picture:
        """Draw the map with its window, the window's numbers on a photo, and the pooled map."""
        on_photo = result.state["example"] == PHOTO
        panels: list[Panel | str] = [input_panel(result)]
        if on_photo:
            panels.append(window_panel(result))
        panels += ["→", output_panel(result)]
        return Picture(panels, formula="<br>".join(_lines(result)))

    def describe(self, result: PoolingWindowResult) -> str:
        """Say the sizes, what no window reaches, and what the window makes."""
        state = result.state
        k, s = state["window"], state["stride"]
        (height, width), (rows, columns) = result.x.shape, result.output.shape
        row, column = (place * s for place in result.place)
        held = " / ".join(", ".join(map(cell_text(state), line)) for line in result.window)
        of = "of the padded map " if state["padding"] else ""
        name = "largest number" if state["kind"] == "max" else "mean"
        counted = ", without the padding," if result.left_out else ""
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


def _lines(result: PoolingWindowResult) -> list[str]:
    """Write what the window makes, both sizes, and what padding counts as."""
    lines = [_written_out(result), *_sizes(result)]
    state = result.state
    if state["padding"] or state["padding_counts"] == ZERO:
        value = cell_text(state)(np.nan).replace("none", NOTHING)
        here = "" if state["padding"] else " (there is none here)"
        lines.append(f"padding counts as {number('padding_counts', value)}{here}")
    return lines


def _written_out(result: PoolingWindowResult) -> str:
    """Write what the current window makes."""
    state = result.state
    row, column = (number("step", place) for place in result.place)
    answer = number("step", signed_number(result.output[result.place]))
    if state["kind"] == "max":
        numbers = ", ".join(map(cell_text(state), result.window.flat))
        return f"Y[{row}, {column}] = max({numbers}) = {answer}"
    window = result.window[~np.isnan(result.window)]
    first, *others = window
    terms = " + ".join([signed_number(first), *map(factor, others)])
    cells = number("padding_counts", window.size if result.left_out else result.window.size)
    value = float(result.output[result.place])
    sign = "≈" if state["example"] == PHOTO or abs(round(value, 2) - value) > 1e-6 else "="
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
    if not parts:
        return ""
    of = "padded map" if result.state["padding"] else "map"
    where = ": the last" if not result.between else ""
    if result.between and result.state["example"] == PHOTO:
        where = ": those between windows are not striped here"
    return f"No window reaches {' and '.join(parts)} of the {of}{where}. "
