"""The sliding window step by step, with every product written out."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import shapes
from cnnkit.explorers.controls import Stepper, choice, slider, tick
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import array_panel, factor, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.functional import conv2d, pad2d

EXAMPLES = {
    "an edge, 4 × 4": ([[1, 1, 0, 0]] * 4, [[-1, 1], [-1, 1]]),
    "small numbers, 4 × 5": (
        [[1, 0, 2, 1, 3], [0, 1, 1, 2, 0], [2, 3, 0, 1, 1], [1, 0, 1, 0, 2]],
        [[1, 2], [3, 5]],
    ),
    "a corner, 5 × 6": (
        [[0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0], [0, 0, 1, 1, 1, 1]] + [[0, 0, 1, 1, 1, 1]] * 2,
        [[-1, -1, 0], [-1, 0, 1], [0, 1, 1]],
    ),
}
"""Inputs and kernels that fit in the head."""

MOST_PADDING = 2


@dataclass(frozen=True)
class SlidingWindowResult:
    """A convolution stopped after some of its windows."""

    padded: NDArray[Any]
    kernel: NDArray[Any]
    output: NDArray[Any]
    stride: int
    padding: int
    flipped: bool
    step: int

    @property
    def place(self) -> tuple[int, int]:
        """Row and column of the output that the current window makes."""
        row, column = divmod(self.step, self.output.shape[1])
        return row, column

    @property
    def corner(self) -> tuple[int, int]:
        """Row and column of the padded input where the current window begins."""
        row, column = self.place
        return row * self.stride, column * self.stride

    @property
    def window(self) -> NDArray[Any]:
        """The numbers under the kernel."""
        (row, column), (height, width) = self.corner, self.kernel.shape
        return self.padded[row : row + height, column : column + width]


class SlidingWindow(Explorer[SlidingWindowResult]):
    """Step a kernel over a small input, one output at a time, by hand or playing.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``example`` (one of `EXAMPLES`), ``step``, ``stride``, ``padding``, ``flip``.

    Examples
    --------
    >>> explorer = SlidingWindow(step=1)
    >>> print(explorer.description)
    Step 2 of 9: the window at row 0, column 1 holds 1, 0 / 1, 0; times the kernel it makes −2.
    """

    title = "The sliding window, step by step"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "example": choice("input and kernel", next(iter(EXAMPLES)), tuple(EXAMPLES)),
            "step": Stepper("window", 0, 0, 8),
            "stride": slider("stride (1 to 3)", 1, 1, 3),
            "padding": slider("padding (0 to 2)", 0, 0, MOST_PADDING),
            "flip": tick("flip the kernel", False),
        }
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Let the steps end with the last window."""
        pixels, kernel = (np.array(part) for part in EXAMPLES[state["example"]])
        rows, columns = shapes.output_shape(
            pixels.shape, kernel.shape, stride=state["stride"], padding=state["padding"]
        )
        return {"step": (0, rows * columns - 1)}

    def compute(self, state: State) -> SlidingWindowResult:
        """Make the whole output, of which the picture shows what has been reached."""
        pixels, kernel = (np.array(part, np.float32) for part in EXAMPLES[state["example"]])
        if state["flip"]:
            kernel = kernel[::-1, ::-1]
        padded = pad2d(pixels[None, :, :, None], state["padding"])
        output = conv2d(padded, kernel[:, :, None, None], stride=state["stride"])
        return SlidingWindowResult(
            padded[0, :, :, 0],
            kernel,
            output[0, :, :, 0],
            state["stride"],
            state["padding"],
            state["flip"],
            state["step"],
        )

    def draw(self, result: SlidingWindowResult) -> Picture:
        """Draw input, kernel and the output so far."""
        rows, columns = result.padded.shape
        cell = min(44.0, 330 / columns)
        height, width = result.kernel.shape
        p = result.padding
        inside = (rows - 2 * p, columns - 2 * p)
        sides = [(0, 0, p, columns), (rows - p, 0, p, columns)]
        sides += [(p, 0, inside[0], p), (p, columns - p, inside[0], p)]
        source = array_panel(
            "input" if p == 0 else "input with its padding",
            result.padded,
            kind="image",
            cell=cell,
            limits=(0.0, float(result.padded.max())),
            labels=[signed_number(value) for value in result.padded.flat],
            outlines=[(*result.corner, height, width)],
            hatched=sides if p else (),
            name="input",
            note=f"{inside[0]} × {inside[1]}" + (f", padded to {rows} × {columns}" if p else ""),
            scale=False,
        )
        kernel = array_panel(
            "flipped kernel" if result.flipped else "kernel",
            result.kernel,
            kind="signed",
            cell=cell,
            labels=[signed_number(value) for value in result.kernel.flat],
            scale=False,
        )
        labels = [signed_number(value) for value in result.output.flat]
        todo = range(result.step + 1, result.output.size)
        output = array_panel(
            "feature map",
            result.output,
            kind="signed",
            cell=cell,
            labels=[*labels[: result.step + 1], *("" for _ in todo)],
            outlines=[(*result.place, 1, 1)],
            blank=[(*divmod(place, result.output.shape[1]), 1, 1) for place in todo],
            name="output",
            scale=False,
        )
        return Picture([source, "∗", kernel, "=", output], formula=_written_out(result))

    def describe(self, result: SlidingWindowResult) -> str:
        """Say where the window stands and what it makes."""
        row, column = result.corner
        held = " / ".join(", ".join(signed_number(v) for v in line) for line in result.window)
        return (
            f"Step {result.step + 1} of {result.output.size}: the window at row {row}, "
            f"column {column}{' of the padded input' if result.padding else ''} holds {held}; "
            "times the "
            f"{'flipped ' if result.flipped else ''}kernel it makes "
            f"{signed_number(result.output[result.place])}."
        )

    def touch(self, panel: str, row: int, column: int) -> State:
        """Step to the window whose output, or whose first corner, lies under the pointer."""
        state = self.state
        result = self.compute(state)
        rows, columns = result.output.shape
        if panel == "input":
            row, column = row // result.stride, column // result.stride
        return {"step": min(row, rows - 1) * columns + min(column, columns - 1)}


def _written_out(result: SlidingWindowResult) -> str:
    """Write the products of the current window and their sum."""
    products = " + ".join(
        f"{signed_number(pixel)}·{factor(weight)}"
        for pixel, weight in zip(result.window.flat, result.kernel.flat, strict=True)
    )
    row, column = (number("step", place) for place in result.place)
    answer = number("step", signed_number(result.output[result.place]))
    return f"Y[{row}, {column}] = {products} = {answer}"
