"""A stack of layers that the learner assembles: which pixels does one cell of its map see?"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets
import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.controls import choice, slider
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import Cells, array_panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.photos import small_photo
from cnnkit.explorers.receptive_fields.pyramid import pyramid_panel
from cnnkit.insight import ONE_PIXEL, Pyramid
from cnnkit.shapes import ReceptiveField, Window

MOST_LAYERS = 6
PHOTO = "chelsea"
PIXELS = 48
LAYERS = {
    "conv 3×3": Window(3),
    "conv 5×5": Window(5),
    "conv 7×7": Window(7),
    "conv 1×1": Window(1),
    "conv 3×3 stride 2": Window(3, stride=2),
    "conv 3×3 dilation 2": Window(3, dilation=2),
    "conv 3×3 dilation 4": Window(3, dilation=4),
    "pool 2×2": Window(2, stride=2),
    "pool 3×3": Window(3, stride=2),
}
"""The layers to choose from; poolings have stride 2 and no padding."""

OPENING = ("conv 3×3", "conv 3×3", "pool 2×2", "conv 3×3", "pool 2×2", "conv 3×3")


@dataclass(frozen=True)
class StackResult:
    """A stack on a photo, and what one cell of its last map sees."""

    state: State
    rows: Pyramid
    columns: Pyramid
    """Along the photo's height and along its width."""

    @property
    def fitting(self) -> int:
        """How many of the layers fit."""
        return min(len(self.rows.windows), len(self.columns.windows))

    @property
    def output(self) -> tuple[int, int]:
        """Height and width of the last map."""
        return self.rows.levels[self.fitting].size, self.columns.levels[self.fitting].size

    @property
    def fields(self) -> tuple[ReceptiveField, ReceptiveField]:
        """What a cell of the last map sees, along height and width."""
        return self.rows.levels[self.fitting].field, self.columns.levels[self.fitting].field

    @property
    def seen(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """First and last row, and first and last column, that the chosen cell sees."""
        height, width = self.fields
        return height.pixels(self.state["row"]), width.pixels(self.state["column"])

    def layer(self, place: int) -> str:
        """Return the kind of a layer, counted from 1."""
        return str(self.state[f"layer_{place}"])


class ReceptiveFieldStack(Explorer[StackResult]):
    """Stack layers, choose a cell of the last map, and see which pixels it depends on.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``layers`` (how many), ``layer_1`` to ``layer_6`` (each one of `LAYERS`), ``padding`` (of
        the convolutions: "valid" or "same"), ``row`` and ``column`` of the cell.

    Examples
    --------
    >>> explorer = ReceptiveFieldStack(layers=3)
    >>> explorer.result.fields[1]
    ReceptiveField(size=6, jump=2, start=0)
    """

    title = "What a stack of layers sees"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "layers": slider("number of layers", 3, 1, MOST_LAYERS),
            "padding": _narrow(choice("padding", "valid", ("valid", "same"))),
        }
        controls |= {
            f"layer_{place}": _narrow(choice(f"layer {place}", kind, tuple(LAYERS)))
            for place, kind in enumerate(OPENING, start=1)
        }
        controls["row"] = slider("cell, row", 6, 0, 12)
        controls["column"] = slider("cell, column", 10, 0, 20)
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Keep the cell on the map."""
        height, width = self.compute(state).output
        return {"row": (0, height - 1), "column": (0, width - 1)}

    def compute(self, state: State) -> StackResult:
        """Follow the stack along both axes, as far as it fits."""
        names = [state[f"layer_{place}"] for place in range(1, state["layers"] + 1)]
        windows = [_padded(name, state["padding"]) for name in names]
        rows, columns = (Pyramid.of(size, names, windows) for size in _photo().shape[:2])
        fitting = min(len(rows.windows), len(columns.windows))
        short = names[:fitting], windows[:fitting]
        height, width = _photo().shape[:2]
        return StackResult(state, Pyramid.of(height, *short), Pyramid.of(width, *short))

    def draw(self, result: StackResult) -> Picture:
        """Draw the stack along the width, the photo with the field on it, and the map."""
        state, photo = result.state, _photo()
        pyramid = pyramid_panel(
            "the stack, along the width",
            result.columns,
            state["column"],
            width=390,
            note="orange: what the cell depends on; struck through: padding",
        )
        (first_row, last_row), (first_column, last_column) = result.seen
        canvas = [
            (min(0, field.start), max(n, field.pixels(size - 1)[1] + 1))
            for n, field, size in zip(photo.shape, result.fields, result.output, strict=False)
        ]
        (top, bottom), (left, right) = canvas
        around = np.full((bottom - top, right - left, 3), 0.93)
        height, width = photo.shape[:2]
        around[-top : height - top, -left : width - left] = photo
        outside = [
            (0, 0, -top, right - left),
            (height - top, 0, bottom - height, right - left),
            (-top, 0, height, -left),
            (-top, width - left, height, right - width),
        ]
        field = (
            first_row - top,
            first_column - left,
            last_row - first_row + 1,
            last_column - first_column + 1,
        )
        seen = array_panel(
            "what the cell sees",
            around,
            kind="image",
            cell=min(6.0, 330 / (right - left), 300 / (bottom - top)),
            blank=[side for side in outside if side[2] > 0 and side[3] > 0],
            hatched=[part for part in (_shared(field, side) for side in outside) if part],
            outlines=[field],
            name="photo",
            note=f"photo {height} × {width}",
            scale=False,
        )
        output = array_panel(
            "the last map",
            np.full(result.output, 0.85),
            kind="image",
            cell=min(14.0, 150 / max(result.output)),
            outlines=[(state["row"], state["column"], 1, 1)],
            name="output",
            scale=False,
        )
        return Picture([pyramid, seen, output], formula=_formula(result))

    def describe(self, result: StackResult) -> str:
        """Say how large the field is, where it lies, and what does not fit."""
        state, fields = result.state, result.fields
        height, width = _photo().shape[:2]
        rows, columns = result.seen
        inside = [
            max(0, min(last, n - 1) - max(first, 0) + 1)
            for (first, last), n in zip((rows, columns), (height, width), strict=True)
        ]
        places = fields[0].size * fields[1].size
        outside = places - inside[0] * inside[1]
        layers = "1 layer" if result.fitting == 1 else f"{result.fitting} layers"
        lying = f" Of these {places} places {outside} lie outside the photo." if outside else ""
        larger = fields[0].size > height or fields[1].size > width
        too_large = " The field is larger than the photo." if larger else ""
        return (
            f"After {layers} a cell sees a field of {fields[0].size} × {fields[1].size} pixels; "
            f"that of the cell beside it lies {fields[1].jump} further on. The cell at row "
            f"{state['row']}, column {state['column']} sees rows {_range(*rows)} and columns "
            f"{_range(*columns)}.{lying}{too_large}{_refused(result)}"
        )

    def touch(self, panel: str, row: int, column: int) -> State:
        """Choose the cell under the pointer, or the one that sees the pixel in its middle."""
        result = self.compute(self.state)
        touched = []
        for place, field, size in zip((row, column), result.fields, result.output, strict=True):
            index = place
            if panel == "photo":
                pixel = place + min(0, field.start)
                index = round((pixel - field.start - (field.size - 1) / 2) / field.jump)
            touched.append(min(max(index, 0), size - 1))
        return {"row": touched[0], "column": touched[1]}


def _narrow(control: widgets.Dropdown) -> widgets.Dropdown:
    """Let three lists stand side by side."""
    control.layout.width = "270px"
    control.style.description_width = "70px"
    return control


def _photo() -> NDArray[Any]:
    """Return the photo, small enough for every pixel to be a cell."""
    return small_photo(PHOTO, grey=False, longest_side=PIXELS)


def _padded(name: str, padding: str) -> Window:
    """Return a layer's window, with its padding if it is a convolution."""
    window = LAYERS[name]
    sides = padding if name.startswith("conv") else 0
    return Window(window.kernel_size, window.stride, sides, window.dilation)


def _shared(first: Cells, second: Cells) -> Cells | None:
    """Return the rectangle that two rectangles share."""
    top, left = max(first[0], second[0]), max(first[1], second[1])
    height = min(first[0] + first[2], second[0] + second[2]) - top
    width = min(first[1] + first[3], second[1] + second[3]) - left
    return (top, left, height, width) if height > 0 and width > 0 else None


def _range(first: int, last: int) -> str:
    """Write "3 to 7", with a true minus sign."""
    return f"{signed_number(first)} to {signed_number(last)}"


def _refused(result: StackResult) -> str:
    """Say which layer does not fit, and on what."""
    place = result.fitting + 1
    if place > result.state["layers"]:
        return ""
    height, width = result.output
    return (
        f" Layer {place}, {result.layer(place)}, does not fit on the map of {height} × {width}: "
        "choose a smaller window or same padding."
    )


def _formula(result: StackResult) -> str:
    """Write start, field and jump, layer by layer along the width, with their numbers."""
    lines, field = [], ONE_PIXEL
    pyramid = result.columns
    for place, (window, level) in enumerate(
        zip(pyramid.windows, pyramid.levels[1:], strict=True), start=1
    ):
        layer = f"layer_{place}"
        after, before = level.field, pyramid.levels[place - 1].padding[0]
        lines.append(
            f"{place}. {number(layer, level.name)}: "
            f"start = {signed_number(field.start)} − {number('padding', before)}·{field.jump} = "
            f"<b>{signed_number(after.start)}</b>, "
            f"r = {field.size} + {number(layer, window.dilation)}·"
            f"({number(layer, window.kernel_size)} − 1)·{field.jump} = <b>{after.size}</b>, "
            f"j = {field.jump}·{number(layer, window.stride)} = <b>{after.jump}</b>"
        )
        field = after
    first, last = result.seen[1]
    column = result.state["column"]
    lines.append(
        f"column {number('column', column)}: from {signed_number(field.start)} + "
        f"{number('column', column)}·{field.jump} = <b>{signed_number(first)}</b> to "
        f"{signed_number(first)} + {field.size} − 1 = <b>{signed_number(last)}</b>; "
        f"row {number('row', result.state['row'])}: from "
        f"<b>{signed_number(result.seen[0][0])}</b> to <b>{signed_number(result.seen[0][1])}</b>"
    )
    waiting = [
        f"{place}. {number(f'layer_{place}', result.layer(place))}"
        for place in range(result.fitting + 1, MOST_LAYERS + 1)
    ]
    rest = f"; not stacked: {', '.join(waiting)}" if waiting else ""
    lines.append(
        f"{number('layers', result.state['layers'])} of {MOST_LAYERS} layers asked for, "
        f"convolutions padded {number('padding', result.state['padding'])}{rest}"
    )
    return "<br>".join(lines)
