"""Two boxes that the learner moves: what do they share, and what do they cover together?"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from cnnkit.explorers.controls import choice, slider, tick
from cnnkit.explorers.drawing.bars import bar_panel
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import Panel, framed, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.object_detection.boxes import DASHED, FIRST, SECOND, box_shape

ROWS, COLUMNS, CELL = 12, 18, 26
"""The squared paper that the boxes lie on, and CSS pixels of a square."""

LONGEST = 10
"""Squares that a box is high or wide at most."""

NAMES = ("blue", "pink")

Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class OverlapResult:
    """Two boxes, each (top, left, bottom, right), and what they have in common."""

    state: State
    boxes: tuple[Box, Box]

    @property
    def lengths(self) -> tuple[int, int]:
        """Height and width of the intersection; below 0 where there is a gap between the boxes."""
        a, b = self.boxes
        return min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])

    @property
    def areas(self) -> tuple[int, int]:
        """The area of each box."""
        first, second = ((box[2] - box[0]) * (box[3] - box[1]) for box in self.boxes)
        return first, second

    @property
    def intersection(self) -> int:
        """The area that both cover."""
        height, width = self.lengths
        return max(height, 0) * max(width, 0)

    @property
    def union(self) -> int:
        """The area that at least one covers."""
        return sum(self.areas) - self.intersection

    @property
    def iou(self) -> float:
        """Intersection over union."""
        return self.intersection / self.union

    @property
    def slips(self) -> dict[str, float]:
        """What usual slips make of the same boxes."""
        height, width = self.lengths
        product = height * width
        sides = [(box[2] - box[0] + 1) * (box[3] - box[1] + 1) for box in self.boxes]
        inclusive = max(height + 1, 0) * max(width + 1, 0)
        unclamped = sum(self.areas) - product
        return {
            "+ 1 on every length": inclusive / (sum(sides) - inclusive),
            "divided by A + B": self.intersection / sum(self.areas),
            "divided by the smaller one": self.intersection / min(self.areas),
            "lengths below 0 let through": product / unclamped if unclamped else float("inf"),
        }


class BoxOverlap(Explorer[OverlapResult]):
    """Move two boxes over squared paper and watch intersection, union and their ratio.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``moved`` ("blue" or "pink": the box that follows the pointer), ``row``, ``column``,
        ``height``, ``width`` of the blue box, the same with ``other_`` for the pink one, and
        ``slips`` (whether a table of usual mistakes is shown).

    Examples
    --------
    >>> explorer = BoxOverlap(row=0, column=0, height=4, width=4, other_row=0, other_column=2,
    ...                       other_height=4, other_width=4)
    >>> explorer.result.intersection, explorer.result.union
    (8, 24)
    """

    title = "Intersection over union"
    dragged = True

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls: dict[str, Any] = {}
        for part, low, high, blue, pink in (
            ("row", 0, ROWS - 1, 2, 4),
            ("column", 0, COLUMNS - 1, 3, 7),
            ("height", 1, LONGEST, 6, 6),
            ("width", 1, LONGEST, 7, 7),
        ):
            controls[part] = slider(f"blue, {part}", blue, low, high)
            controls[f"other_{part}"] = slider(f"pink, {part}", pink, low, high)
        controls["moved"] = choice("pointer moves", "pink", NAMES)
        controls["slips"] = tick("show usual slips", False)
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Keep both boxes on the paper."""
        return {
            prefix + part: (0, size - state[prefix + length])
            for prefix in ("", "other_")
            for part, length, size in (("row", "height", ROWS), ("column", "width", COLUMNS))
        }

    def compute(self, state: State) -> OverlapResult:
        """Read the two boxes."""
        first, second = (
            (
                state[prefix + "row"],
                state[prefix + "column"],
                state[prefix + "row"] + state[prefix + "height"],
                state[prefix + "column"] + state[prefix + "width"],
            )
            for prefix in ("", "other_")
        )
        return OverlapResult(state, (first, second))

    def draw(self, result: OverlapResult) -> Picture:
        """Draw the paper with both boxes, and the areas as bars."""
        bars = bar_panel(
            "area, in squares",
            [*result.areas, result.intersection, result.union],
            names=["blue, A", "pink, B", "intersection", "union"],
            high=2 * LONGEST**2,
            width=130,
            name_width=96,
            text_width=40,
            note=f"intersection / union = {signed_number(result.iou, 3)}",
        )
        table = _slips_table(result) if result.state["slips"] else ""
        return Picture([_paper(result), bars], formula=_formula(result), table=table)

    def describe(self, result: OverlapResult) -> str:
        """Say where the boxes are and how much they share."""
        (top, left, bottom, right), pink = result.boxes
        height, width = result.lengths
        where = (
            "They do not overlap"
            if result.intersection == 0
            else (f"They share {height} × {width} = {result.intersection} squares")
        )
        gaps = [
            f"{-length} {'square' if length == -1 else 'squares'} {way}"
            for length, way in ((height, "down"), (width, "across"))
            if length < 0
        ]
        gap = f", with a gap of {' and '.join(gaps)}" if gaps else ""
        slips = "".join(
            f" {slip[0].upper()}{slip[1:]} would give {_ratio(value)}."
            for slip, value in (result.slips.items() if result.state["slips"] else ())
        )
        return (
            f"Blue box from ({top}, {left}) to ({bottom}, {right}), pink box from ({pink[0]}, "
            f"{pink[1]}) to ({pink[2]}, {pink[3]}). {where}{gap}; together they cover "
            f"{result.union}: intersection over union {signed_number(result.iou, 3)}.{slips}"
        )

    def touch(self, panel: str, row: int, column: int) -> State:
        """Put the middle of the chosen box under the pointer."""
        prefix = "" if self.state["moved"] == "blue" else "other_"
        touched = {}
        for part, length, size, place in (
            ("row", "height", ROWS, row),
            ("column", "width", COLUMNS, column),
        ):
            extent = self.state[prefix + length]
            touched[prefix + part] = min(max(place - extent // 2, 0), size - extent)
        return touched


def _ratio(value: float) -> str:
    """Write a ratio, which may be infinite."""
    return "a division by 0" if value == float("inf") else signed_number(value, 3)


def _paper(result: OverlapResult) -> Panel:
    """Draw squared paper with both boxes, and their intersection filled."""
    width, height = COLUMNS * CELL, ROWS * CELL
    lines = "".join(f"M0 {row * CELL}h{width}" for row in range(ROWS + 1))
    lines += "".join(f"M{column * CELL} 0v{height}" for column in range(COLUMNS + 1))
    body = [f'<path class="grid" d="{lines}"/>']
    for box, colour in zip(result.boxes, (FIRST, SECOND), strict=True):
        body.append(
            f'<g fill-opacity=".16">{box_shape(box, CELL, colour="none", halo=False, fill=colour)}'
            "</g>"
        )
    if result.intersection:
        a, b = result.boxes
        shared = (max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3]))
        body.append(
            f'<g fill-opacity=".55">'
            f"{box_shape(shared, CELL, colour='none', halo=False, fill='#8e63c9')}</g>"
        )
    for box, colour, dashes in zip(result.boxes, (FIRST, SECOND), ("", DASHED), strict=True):
        body.append(box_shape(box, CELL, colour=colour, dashes=dashes, halo=False))
    body.append(
        f'<rect data-panel="paper" data-rows="{ROWS}" data-columns="{COLUMNS}" '
        f'width="{width}" height="{height}" fill="transparent"/>'
    )
    note = "solid: blue; dashed: pink; filled: what both share"
    return framed("two boxes", note, "".join(body), "", width, height)


def _slips_table(result: OverlapResult) -> str:
    """Tabulate what usual slips give."""
    rows = "".join(
        f"<tr><td>{slip}</td><td>{_ratio(value)}</td></tr>" for slip, value in result.slips.items()
    )
    return (
        f"<table><tr><th>slip</th><th>result</th></tr>{rows}<tr><td>none</td>"
        f"<td>{signed_number(result.iou, 3)}</td></tr></table>"
    )


def _formula(result: OverlapResult) -> str:
    """Write the ratio with its numbers."""
    state, (a, b) = result.state, result.boxes
    first, second = result.areas
    blue = f"A = {number('height', state['height'])}·{number('width', state['width'])} = {first}"
    pink = (
        f"B = {number('other_height', state['other_height'])}·"
        f"{number('other_width', state['other_width'])} = {second}"
    )
    sides = []
    for (row, column), low, high, length in (
        (("row", "other_row"), 0, 2, result.lengths[0]),
        (("column", "other_column"), 1, 3, result.lengths[1]),
    ):
        later = f"max({number(row, a[low])}, {number(column, b[low])})"
        sides.append(f"max(0, min({a[high]}, {b[high]}) − {later}) = <b>{max(length, 0)}</b>")
    pointer = number("moved", state["moved"])
    slips = number("slips", "; slips: below the picture" if state["slips"] else "")
    return (
        f"{blue}, {pink}<br>height: {sides[0]}, width: {sides[1]}<br>IoU = "
        f"{result.intersection} / ({first} + {second} − {result.intersection}) = "
        f"{result.intersection} / {result.union} = <b>{signed_number(result.iou, 3)}</b> "
        f"(the pointer moves the {pointer} box{slips})"
    )
