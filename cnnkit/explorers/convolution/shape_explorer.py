"""Where the windows stand, how many there are, what they leave over, and which pixels they use."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import shapes
from cnnkit.explorers.controls import choice, slider
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import Cells, array_panel
from cnnkit.explorers.explorer import Explorer, State

LARGEST_INPUT = 14
LARGEST_KERNEL = 7
MOST_PADDING = 4
A_NUMBER = "a number of pixels a side"


@dataclass(frozen=True)
class ShapeResult:
    """The windows on one image: everything a size formula knows, and the current window."""

    state: State
    sides: tuple[tuple[int, int], tuple[int, int]]
    output: tuple[int, int]
    remainder: tuple[int, int]
    use: NDArray[Any]
    """(H, W): how many windows use each pixel."""

    @property
    def padded(self) -> tuple[int, int]:
        """Height and width with the padding."""
        (top, bottom), (left, right) = self.sides
        return self.use.shape[0] + top + bottom, self.use.shape[1] + left + right

    @property
    def centres(self) -> list[tuple[float, float]]:
        """The middle of every window, in cells of the padded input."""
        middle = shapes.window_span(self.state["kernel_size"], self.state["dilation"]) / 2
        s = self.state["stride"]
        return [
            (row * s + middle, column * s + middle)
            for row in range(self.output[0])
            for column in range(self.output[1])
        ]

    @property
    def touched(self) -> list[Cells]:
        """The cells of the padded input that the current window uses, or its outline."""
        k, s, d = self.state["kernel_size"], self.state["stride"], self.state["dilation"]
        row, column = self.state["row"] * s, self.state["column"] * s
        if d == 1:
            return [(row, column, k, k)]
        return [(row + i * d, column + j * d, 1, 1) for i in range(k) for j in range(k)]


class ShapeExplorer(Explorer[ShapeResult]):
    """Window positions, the output's size with the numbers filled in, and the use of each pixel.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``height``, ``width``, ``kernel_size``, ``stride``, ``padding`` ("valid", "same", "full"
        or `A_NUMBER`), ``pixels`` (the padding a side, with `A_NUMBER`), ``dilation``, ``row``,
        ``column`` (the window's place in the output).

    Examples
    --------
    >>> explorer = ShapeExplorer(height=6, width=8, kernel_size=3, stride=2)
    >>> explorer.compute(explorer.state).output
    (2, 3)
    """

    title = "The shape explorer"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "height": slider("input height", 6, 1, LARGEST_INPUT),
            "width": slider("input width", 8, 1, LARGEST_INPUT),
            "kernel_size": slider("kernel size", 3, 1, LARGEST_KERNEL),
            "stride": slider("stride", 1, 1, LARGEST_KERNEL),
            "padding": choice("padding", "valid", ("valid", "same", "full", A_NUMBER)),
            "pixels": slider("pixels a side", 0, 0, MOST_PADDING),
            "dilation": slider("dilation", 1, 1, 4),
            "row": slider("window, row", 0, 0, 3),
            "column": slider("window, column", 0, 0, 5),
        }
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Keep the kernel inside the padded input, and the window among the outputs."""
        explicit = state["padding"] == A_NUMBER
        smaller = min(state["height"], state["width"])
        if state["padding"] in ("same", "full"):
            room = LARGEST_INPUT * LARGEST_KERNEL
        else:
            room = smaller + (2 * state["pixels"] if explicit else 0)
        kernel_size = min(state["kernel_size"], room)
        longest = (room - 1) // max(kernel_size - 1, 1)
        dilation = min(state["dilation"], max(longest, 1), 4)
        fitting = {**state, "kernel_size": kernel_size, "dilation": dilation}
        rows, columns = self.compute({**fitting, "row": 0, "column": 0}).output
        return {
            "kernel_size": (1, min(LARGEST_KERNEL, room)),
            "pixels": (0, MOST_PADDING if explicit else 0),
            "dilation": (1, min(4, max(longest, 1))),
            "row": (0, rows - 1),
            "column": (0, columns - 1),
        }

    def compute(self, state: State) -> ShapeResult:
        """Count everything along both axes."""
        k, s, d = state["kernel_size"], state["stride"], state["dilation"]
        padding = state["pixels"] if state["padding"] == A_NUMBER else state["padding"]
        shape = state["height"], state["width"]
        sides = shapes.padding_2d(shape, k, stride=s, padding=padding, dilation=d)
        output, left_over, use = [], [], []
        for n, side in zip(shape, sides, strict=True):
            output.append(shapes.output_size(n, k, stride=s, padding=side, dilation=d))
            left_over.append(shapes.remainder(n, k, stride=s, padding=side, dilation=d))
            use.append(shapes.pixel_use(n, k, stride=s, padding=side, dilation=d))
        return ShapeResult(
            state,
            sides,
            (output[0], output[1]),
            (left_over[0], left_over[1]),
            np.outer(use[0], use[1]),
        )

    def draw(self, result: ShapeResult) -> Picture:
        """Draw the padded input with its window, the output, and the use of each pixel."""
        rows, columns = result.padded
        cell = min(30.0, 340 / max(rows, columns))
        (top, bottom), (left, right) = result.sides
        height, width = result.use.shape
        padding = [(0, 0, top, columns), (rows - bottom, 0, bottom, columns)]
        padding += [(top, 0, height, left), (top, columns - right, height, right)]
        rows_over, columns_over = result.remainder
        unreached = [(rows - rows_over, 0, rows_over, columns)]
        unreached += [(0, columns - columns_over, rows - rows_over, columns_over)]
        padded = any((top, bottom, left, right))
        source = array_panel(
            "input with its padding" if padded else "input",
            np.full((rows, columns), 0.93),
            kind="image",
            cell=cell,
            hatched=[side for side in padding if side[2] and side[3]],
            unreached=[part for part in unreached if part[2] and part[3]],
            outlines=result.touched,
            marks=result.centres,
            name="input",
            note=f"{height} × {width}"
            + (f", padded to {rows} × {columns}" if padded else "")
            + (", striped: out of reach" if any(result.remainder) else ""),
            scale=False,
        )
        output = array_panel(
            "output",
            np.full(result.output, 0.93),
            kind="image",
            cell=cell,
            outlines=[(result.state["row"], result.state["column"], 1, 1)],
            name="output",
            scale=False,
        )
        use = array_panel(
            "windows that use each pixel",
            result.use,
            kind="positive",
            cell=max(cell, 20.0),
            labels=[str(count) for count in result.use.flat],
        )
        return Picture([source, "→", output, use], formula=_formula(result))

    def describe(self, result: ShapeResult) -> str:
        """Say the sizes, what is left over, and how unequal the pixels are."""
        height, width = result.use.shape
        rows_over, columns_over = result.remainder
        least, most = int(result.use.min()), int(result.use.max())
        if most == 0:
            equally = "No window uses any pixel."
        elif least == most:
            times = "once" if most == 1 else f"{most} times"
            equally = f"Every pixel is used equally often: {times}."
        else:
            unused = int((result.use == 0).sum())
            by_none = f"; {unused} of {result.use.size} by none" if unused else ""
            equally = f"Pixels are used by {least} to {most} windows each{by_none}."
        parts = [_count(rows_over, "row")] if rows_over else []
        parts += [_count(columns_over, "column")] if columns_over else []
        left_over = (
            f"No window reaches the last {' and the last '.join(parts)} of the "
            f"{'padded ' if any(map(any, result.sides)) else ''}input."
            if parts
            else "The windows leave no row or column over."
        )
        return (
            f"An input of {height} × {width} gives an output of "
            f"{result.output[0]} × {result.output[1]}. {left_over} {equally}"
        )

    def update(self, **state: Any) -> None:
        """Move controls; a number given as ``padding`` is taken for that many pixels a side."""
        if isinstance(state.get("padding"), int):
            state |= {"padding": A_NUMBER, "pixels": state["padding"]}
        super().update(**state)

    def touch(self, panel: str, row: int, column: int) -> State:
        """Go to the window under the pointer."""
        result = self.compute(self.state)
        if panel == "input":
            row, column = row // result.state["stride"], column // result.state["stride"]
        return {
            "row": min(row, result.output[0] - 1),
            "column": min(column, result.output[1] - 1),
        }


def _count(count: int, noun: str) -> str:
    """Return "row" for one and "3 rows" for three."""
    return noun if count == 1 else f"{count} {noun}s"


def _formula(result: ShapeResult) -> str:
    """Write both sizes with the settings filled in, and what the floor drops."""
    state = result.state
    lines = []
    for axis, (before, after), size, left_over in zip(
        ("height", "width"), result.sides, result.output, result.remainder, strict=True
    ):
        padding = "pixels" if state["padding"] == A_NUMBER else "padding"
        dropped = f", <b>{left_over} left over</b>" if left_over else ""
        lines.append(
            f"{axis} ⌊({number(axis, state[axis])} + {number(padding, before)} + "
            f"{number(padding, after)} − {number('dilation', state['dilation'])}·"
            f"({number('kernel_size', state['kernel_size'])} − 1) − 1) / "
            f"{number('stride', state['stride'])}⌋ + 1 = <b>{size}</b>{dropped}"
        )
    return "<br>".join(lines)
