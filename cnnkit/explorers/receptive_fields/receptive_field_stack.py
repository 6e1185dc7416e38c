"""A stack of layers that the learner assembles: which pixels does one cell of its map see?"""

from collections.abc import Collection
from typing import Any

import ipywidgets as widgets
import numpy as np

from cnnkit.explorers.controls import choice, slider
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import Cells, Panel, array_panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.receptive_fields.pyramid import pyramid_panel
from cnnkit.explorers.receptive_fields.stack import LAYERS, StackResult, photo, stacked
from cnnkit.insight import ONE_PIXEL

MOST_LAYERS = 6
PYRAMID_WIDTH, FIELD_WIDTH, MAP_WIDTH = 290, 250, 160
"""CSS pixels of the three panels, which so stand in one row whatever is stacked."""

OPENING = ("conv 3×3", "conv 3×3", "pool 2×2", "conv 3×3", "pool 2×2", "conv 3×3")


class ReceptiveFieldStack(Explorer[StackResult]):
    """Stack layers, choose a cell of the last map, and see which pixels it depends on.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown; without ``padding`` the formula does without the start too.
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
        self._with_start = "padding" not in hidden
        super().__init__(controls, state, hidden)
        controls["layers"].observe(lambda _change: self._switch_layers(), names="value")
        self._switch_layers()

    def _switch_layers(self) -> None:
        """Switch off the lists of layers that are not asked for."""
        for place in range(1, MOST_LAYERS + 1):
            self.controls[f"layer_{place}"].disabled = place > self.controls["layers"].value

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Keep the cell on the map."""
        height, width = self.compute(state).output
        return {"row": (0, height - 1), "column": (0, width - 1)}

    def compute(self, state: State) -> StackResult:
        """Follow the stack along both axes, as far as it fits."""
        return stacked(state)

    def draw(self, result: StackResult) -> Picture:
        """Draw the stack along the width, the photo with the field on it, and the map."""
        state = result.state
        padding = "; hatched: padding" if self._with_start else ""
        pyramid = pyramid_panel(
            "the stack, along the width",
            result.columns,
            state["column"],
            names=[_short(level.name) for level in result.columns.levels],
            width=PYRAMID_WIDTH,
            note=f"orange: what the cell depends on{padding}",
            refused=_refusal(result, "{}. {} does not fit on {} × {}"),
        )
        output = array_panel(
            "the last map",
            np.full(result.output, 0.85),
            kind="image",
            cell=min(14.0, MAP_WIDTH / max(result.output)),
            outlines=[(state["row"], state["column"], 1, 1)],
            name="output",
            scale=False,
        )
        return Picture([pyramid, _field_panel(result), output], formula=self._formula(result))

    def describe(self, result: StackResult) -> str:
        """Say how large the field is, where it lies, and what does not fit."""
        state, fields = result.state, result.fields
        height, width = photo().shape[:2]
        rows, columns = result.seen
        places = fields[0].size * fields[1].size
        outside = places - result.on_the_photo[0] * result.on_the_photo[1]
        layers = "1 layer" if result.fitting == 1 else f"{result.fitting} layers"
        lying = f" Of these {places} places {outside} lie outside the photo." if outside else ""
        larger = fields[0].size > height or fields[1].size > width
        too_large = " The field is larger than the photo." if larger else ""
        read_rows, read_columns = map(len, result.read)
        holes = (
            f" It has holes: of the photo the cell reads {read_rows} × {read_columns} pixels only."
            if result.has_holes
            else ""
        )
        way_out = "a smaller window or same padding" if self._with_start else "a smaller window"
        refused = _refusal(
            result, f"Layer {{}}, {{}}, does not fit on {{}} × {{}}: choose {way_out}. "
        )
        size = f"a field of {fields[0].size} × {fields[1].size} pixels"
        return (
            f"{refused}After {layers} a cell sees {'a single pixel' if places == 1 else size}; "
            f"that of the cell beside it lies {fields[1].jump} further on. The cell at row "
            f"{state['row']}, column {state['column']} sees {_range('row', *rows)} and "
            f"{_range('column', *columns)}.{holes}{lying}{too_large}"
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

    def _formula(self, result: StackResult) -> str:
        """Write start, field and jump, layer by layer along the width, with their numbers."""
        state, field = result.state, ONE_PIXEL
        lines = []
        pyramid = result.columns
        for place, (window, level) in enumerate(
            zip(pyramid.windows, pyramid.levels[1:], strict=True), start=1
        ):
            layer = f"layer_{place}"
            after, before = level.field, pyramid.levels[place - 1].padding[0]
            start = (
                f"start = {signed_number(field.start)} − {number('padding', before)}·"
                f"{field.jump} = <b>{signed_number(after.start)}</b>, "
            )
            lines.append(
                f"{place}. {number(layer, level.name)}: {start if self._with_start else ''}"
                f"r = {field.size} + {number(layer, window.dilation)}·"
                f"({number(layer, window.kernel_size)} − 1)·{field.jump} = <b>{after.size}</b>, "
                f"j = {field.jump}·{number(layer, window.stride)} = <b>{after.jump}</b>"
            )
            field = after
        (top, bottom), (first, last) = (map(signed_number, ends) for ends in result.seen)
        start = f"{signed_number(field.start)} + " if self._with_start else ""
        lines.append(
            f"column {number('column', state['column'])}: from {start}"
            f"{number('column', state['column'])}·{field.jump} = <b>{first}</b> to "
            f"{first} + {field.size} − 1 = <b>{last}</b>; "
            f"row {number('row', state['row'])}: from <b>{top}</b> to <b>{bottom}</b>"
        )
        padded = f", convolutions padded {number('padding', state['padding'])}"
        waiting = [
            f"{place}. {number(f'layer_{place}', result.layer(place))}"
            for place in range(result.fitting + 1, state["layers"] + 1)
        ]
        lines.append(
            f"{number('layers', state['layers'])} of {MOST_LAYERS} layers"
            f"{padded if self._with_start else ''}"
            f"{'; not stacked: ' if waiting else ''}{', '.join(waiting)}"
        )
        return "<br>".join(lines)


def _narrow(control: widgets.Dropdown) -> widgets.Dropdown:
    """Let three lists stand side by side."""
    control.layout.width = "270px"
    control.style.description_width = "70px"
    return control


def _shared(first: Cells, second: Cells) -> Cells | None:
    """Return the rectangle that two rectangles share."""
    top, left = max(first[0], second[0]), max(first[1], second[1])
    height = min(first[0] + first[2], second[0] + second[2]) - top
    width = min(first[1] + first[3], second[1] + second[3]) - left
    return (top, left, height, width) if height > 0 and width > 0 else None


def _range(what: str, first: int, last: int) -> str:
    """Write "rows 3 to 7", with a true minus sign, or "row 3"."""
    if first == last:
        return f"{what} {signed_number(first)}"
    return f"{what}s {signed_number(first)} to {signed_number(last)}"


def _refusal(result: StackResult, words: str) -> str:
    """Fill in which layer does not fit, and on what; say nothing where all fit."""
    place = result.refused
    return words.format(place, result.layer(place), *result.output) if place else ""


def _short(name: str) -> str:
    """Return a layer's name in up to 9 letters."""
    short = name.replace(" stride ", ", s ").replace(" dilation ", ", d ")
    return short.removeprefix("conv ") if "," in short else short


def _field_panel(result: StackResult) -> Panel:
    """Draw the photo with the field on it, hatched where it lies in the padding."""
    height, width = photo().shape[:2]
    (top, bottom), (left, right) = (
        (min(0, field.start), max(n, field.pixels(size - 1)[1] + 1))
        for n, field, size in zip((height, width), result.fields, result.output, strict=True)
    )
    # The fourth number of a pixel says how opaque it is: around the photo there is nothing.
    canvas = np.zeros((bottom - top, right - left, 4))
    opaque = np.dstack([photo(), np.ones((height, width))])
    canvas[-top : height - top, -left : width - left] = opaque
    outside = [
        (0, 0, -top, right - left),
        (height - top, 0, bottom - height, right - left),
        (-top, 0, height, -left),
        (-top, width - left, height, right - width),
    ]
    (first_row, last_row), (first_column, last_column) = result.seen
    field = (
        first_row - top,
        first_column - left,
        last_row - first_row + 1,
        last_column - first_column + 1,
    )
    rows, columns = result.read
    return array_panel(
        "what the cell sees",
        canvas,
        kind="image",
        cell=FIELD_WIDTH / (right - left),
        hatched=[part for part in (_shared(field, side) for side in outside) if part],
        outlines=[field],
        marks=[(row - top + 0.5, column - left + 0.5) for row in rows for column in columns]
        if result.has_holes
        else (),
        name="photo",
        note=f"photo {height} × {width}" + ("; dots: read" if result.has_holes else ""),
        scale=False,
    )
