"""The panels of a pooling window: the map under it, its numbers, and the pooled map."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.drawing.svg import Cells, Panel, array_panel, signed_number
from cnnkit.explorers.explorer import State
from cnnkit.explorers.pooling.pooling_maps import PHOTO
from cnnkit.explorers.pooling.pooling_result import ZERO, PoolingWindowResult

MAP_WIDTH = 330
"""CSS pixels of a photo's map."""


def input_panel(result: PoolingWindowResult) -> Panel:
    """Draw the map with its padding, its window, and what no window reaches."""
    state, padded, p = result.state, result.padded, result.state["padding"]
    rows, columns = padded.shape
    height, width = result.x.shape
    unreached = _unreached(result)
    # White below the stripes, so that the numbers there are black and can be read.
    shown = np.nan_to_num(padded)
    for row, column, high, wide in unreached:
        shown[row : row + high, column : column + wide] = 0
    on_photo = state["example"] == PHOTO
    sides: list[Cells] = [(0, 0, p, columns), (rows - p, 0, p, columns)]
    sides += [(p, 0, height, p), (p, columns - p, height, p)]
    k, s = state["window"], state["stride"]
    top, left = (place * s for place in result.place)
    return array_panel(
        "feature map with its padding" if p else "feature map",
        shown,
        kind="signed",
        cell=MAP_WIDTH / columns if on_photo else min(42.0, 330 / columns),
        limits=_limits(result),
        labels=None if on_photo else _labels(state, padded),
        outlines=[(top, left, k, k)],
        hatched=sides if p else (),
        unreached=unreached,
        name="input",
        note=f"{height} × {width}"
        + (f", padded to {rows} × {columns}" if p else "")
        + ("; grey: in no window" if unreached else ""),
        scale=on_photo,
    )


def _unreached(result: PoolingWindowResult) -> list[tuple[int, int, int, int]]:
    """Return the parts of the padded map that no window uses, none of them twice.

    On a photo those between the windows are left out: there would be hundreds.
    """
    height, width = result.padded.shape
    rows, columns = (_runs(numbers) for numbers in result.unreached)
    if result.state["example"] == PHOTO:
        rows = [run for run in rows if run.stop == height]
        columns = [run for run in columns if run.stop == width]
    used = _runs([row for row in range(height) if not any(row in run for run in rows)])
    cells = [(run.start, 0, len(run), width) for run in rows]
    cells += [
        (down.start, across.start, len(down), len(across)) for down in used for across in columns
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


def window_panel(result: PoolingWindowResult) -> Panel:
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


def output_panel(result: PoolingWindowResult) -> Panel:
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


def cell_text(state: State) -> Any:
    """Return how a cell of this state is written: padding as what it counts for."""
    nothing = "−∞" if state["kind"] == "max" else "none"
    padding = "0" if state["padding_counts"] == ZERO else nothing
    return lambda value: padding if np.isnan(value) else signed_number(value)


def _labels(state: State, array: NDArray[Any]) -> list[str]:
    """Write all cells; padding that does not count is left empty."""
    return [text.replace("none", "") for text in map(cell_text(state), array.flat)]
