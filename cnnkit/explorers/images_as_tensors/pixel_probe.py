"""A probe on a colour photo: the pixel below it as three numbers, its channels and neighbours."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import images
from cnnkit.explorers.controls import choice, slider
from cnnkit.explorers.drawing.bars import bar_panel
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import BACKGROUND, LINES
from cnnkit.explorers.drawing.svg import array_panel
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.photos import COLOUR_PHOTOS, small_photo

COLOURS = ("red", "green", "blue")
BYTES, FLOATS = "bytes, 0 to 255", "floats, 0 to 1"
WHOLE, CLOSE = "whole channels", "numbers at the probe"
REACH = 2
"""Pixels that are shown on each side of the probe."""

NEARLY = 12
"""Levels of 255 that hardly anybody sees between two channels."""


@lru_cache(maxsize=len(COLOUR_PHOTOS))
def _as_bytes(name: str) -> NDArray[np.uint8]:
    """Return a photo as uint8 (H, W, 3)."""
    return images.to_uint8(small_photo(name, grey=False))


@dataclass(frozen=True)
class PixelProbeResult:
    """A photo as numbers, and the place that is looked at."""

    state: State
    photo: NDArray[np.uint8]

    @property
    def pixel(self) -> NDArray[np.uint8]:
        """The three numbers of the pixel under the probe."""
        pixel: NDArray[np.uint8] = self.photo[self.state["row"], self.state["column"]]
        return pixel

    @property
    def corner(self) -> tuple[int, int]:
        """Row and column of the neighbourhood's first pixel: it stays on the photo."""
        rows, columns = self.photo.shape[:2]
        size = 2 * REACH + 1
        return (
            min(max(self.state["row"] - REACH, 0), rows - size),
            min(max(self.state["column"] - REACH, 0), columns - size),
        )

    @property
    def neighbourhood(self) -> NDArray[np.uint8]:
        """The pixels around the probe, (5, 5, 3)."""
        (top, left), size = self.corner, 2 * REACH + 1
        return self.photo[top : top + size, left : left + size]

    def written(self, value: int) -> str:
        """Return one of the photo's numbers in the kind of number that is chosen."""
        return str(value) if self.state["values"] == BYTES else f"{value / 255:.2f}"


class PixelProbe(Explorer[PixelProbeResult]):
    """A pixel is a vector of three numbers; a channel is a table of plain ones.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``photo``, ``row``, ``column``, ``values`` (`BYTES` or `FLOATS`), ``show`` (`WHOLE` channels
        or the numbers close to the probe, `CLOSE`).

    Examples
    --------
    >>> explorer = PixelProbe(photo="chelsea", row=66, column=77)
    >>> explorer.result.pixel.shape, explorer.result.pixel.dtype
    ((3,), dtype('uint8'))
    """

    title = "The pixel probe"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "photo": choice("photo", "chelsea", COLOUR_PHOTOS),
            "row": slider("row", 66, 0, 169),
            "column": slider("column", 77, 0, 255),
            "values": choice("numbers as", BYTES, (BYTES, FLOATS)),
            "show": choice("show", WHOLE, (WHOLE, CLOSE)),
        }
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Keep the probe on the photo."""
        rows, columns = _as_bytes(state["photo"]).shape[:2]
        return {"row": (0, rows - 1), "column": (0, columns - 1)}

    def compute(self, state: State) -> PixelProbeResult:
        """Look the pixel up."""
        return PixelProbeResult(state, _as_bytes(state["photo"]))

    def draw(self, result: PixelProbeResult) -> Picture:
        """Draw the photo, the pixel's numbers, and the three channels, whole or close."""
        state, (top, left), size = result.state, result.corner, 2 * REACH + 1
        floats = small_photo(state["photo"], grey=False)
        keys = [f"{state['photo']}-{colour}" for colour in COLOURS]
        shared = {state["photo"]: floats}
        shared |= {key: floats[:, :, channel] for channel, key in enumerate(keys)}
        inner = (state["row"] - top, state["column"] - left, 1, 1)
        photo = array_panel(
            "photo",
            floats,
            kind="image",
            cell=1.15,
            outlines=[(top, left, size, size)],
            photo=self.shared(state["photo"]),
            name="photo",
            note=f"{' × '.join(map(str, floats.shape))}, made smaller",
        )
        close = array_panel(
            "5 × 5 pixels, enlarged",
            result.neighbourhood / np.float32(255),
            kind="image",
            cell=34,
            outlines=[inner],
        )
        whole_numbers = state["values"] == BYTES
        pixel = bar_panel(
            "the pixel",
            [value if whole_numbers else value / 255 for value in result.pixel.tolist()],
            names=COLOURS,
            texts=[result.written(value) for value in result.pixel.tolist()],
            high=255 if whole_numbers else 1,
            # A channel has no colour of its own, and neither have the bars.
            colour=LINES[BACKGROUND][0],
            note=f"{'uint8' if whole_numbers else 'float32'}, shape (3,); a full bar is "
            f"{255 if whole_numbers else 1}",
        )
        channels = []
        for channel, (colour, key) in enumerate(zip(COLOURS, keys, strict=True)):
            title = f"channel {channel}, {colour}"
            if state["show"] == WHOLE:
                panel = array_panel(
                    title,
                    floats[:, :, channel],
                    kind="image",
                    cell=1,
                    outlines=[(top, left, size, size)],
                    photo=self.shared(key),
                    name=f"channel {channel}",
                    scale=False,
                )
            else:
                values = result.neighbourhood[:, :, channel]
                panel = array_panel(
                    title,
                    values / np.float32(255),
                    kind="image",
                    cell=42,
                    labels=[result.written(value) for value in values.ravel().tolist()],
                    outlines=[inner],
                    scale=False,
                )
            channels.append(panel)
        return Picture([photo, close, pixel, *channels], _formula(result), shared)

    def describe(self, result: PixelProbeResult) -> str:
        """Say which pixel it is, what its numbers are, and what the array is."""
        rows, columns, _ = result.photo.shape
        red, green, blue = map(result.written, result.pixel.tolist())
        kind = "uint8" if result.state["values"] == BYTES else "float32"
        shown = "as grey images" if result.state["show"] == WHOLE else "as 5 × 5 numbers"
        return (
            f"The photo “{result.state['photo']}” is an array of {rows} × {columns} × 3 numbers. "
            f"The pixel in row {result.state['row']}, column {result.state['column']} is red "
            f"{red}, green {green}, blue {blue} ({kind}): {_colour(result.pixel)}. Below, "
            f"its three channels {shown}."
        )

    def touch(self, panel: str, row: int, column: int) -> State:
        """Move the probe to the pixel under the pointer."""
        rows, columns = _as_bytes(self.state["photo"]).shape[:2]
        return {"row": min(row, rows - 1), "column": min(column, columns - 1)}


def _colour(pixel: NDArray[np.uint8]) -> str:
    """Say in words which colours a pixel has most of."""
    low, high = int(pixel.min()), int(pixel.max())
    if low == high:
        return "no colour, only a grey"
    if high - low <= NEARLY:
        return "nearly grey"
    most = [name for name, value in zip(COLOURS, pixel, strict=True) if high - value <= NEARLY]
    return f"most of it {' and '.join(most)}"


def _formula(result: PixelProbeResult) -> str:
    """Write the pixel as a vector, and how the two kinds of number belong together."""
    rows, columns, channels = result.photo.shape
    place = f"{number('row', result.state['row'])}, {number('column', result.state['column'])}"
    whole = [str(value) for value in result.pixel.tolist()]
    parts = [f"{value / 255:.2f}" for value in result.pixel.tolist()]
    if result.state["values"] == BYTES:
        kind, vector = "uint8", f"[{', '.join(whole)}]"
    else:
        divided = ", ".join(f"{value}/255" for value in whole)
        kind, vector = "float32", f"[{divided}] ≈ [{', '.join(parts)}]"
    return (
        f"X.shape = ({rows}, {columns}, {channels}), X.dtype = {number('values', kind)}<br>"
        f"X[{place}] = <b>{vector}</b>"
    )
