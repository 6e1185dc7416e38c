"""A photo made small and large again: two ways side by side, with a divider between them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from numpy.typing import NDArray

from cnnkit.applications.super_resolution import SHRINKING
from cnnkit.explorers.controls import choice, slider, stops
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import array_panel
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.super_resolution.pieces import (
    METHODS,
    PHOTOS,
    SIDE,
    Quality,
    enlarged,
    is_held_out,
    truth,
)

PART = 96
"""Side of the square that is shown large."""

CELL, SMALL_CELL = 3.0, 1.0
"""CSS pixels a pixel of the square, and of the whole piece."""


@dataclass(frozen=True)
class BeforeAndAfterResult:
    """What stands left and right of the divider, and how good each way is."""

    state: State
    shown: NDArray[Any]
    """(96, 96): left of the divider the one way, right of it the other."""
    wanted: NDArray[Any]
    """(96, 96): the photo itself."""
    part: dict[str, Quality]
    """PSNR and structural similarity of the square, for each way to enlarge."""
    whole: dict[str, Quality]
    """The same of the whole piece."""


class BeforeAndAfter(Explorer[BeforeAndAfterResult]):
    """Shrink a photo, enlarge it again in two ways, and drag the divider between them.

    Parameters
    ----------
    methods : sequence of str
        Two or more ways to enlarge, of "nearest", "bilinear", "bicubic" and "network"; the last two
        are compared first.
    hidden : collection of str
        Controls that are not shown.
    **state
        ``photo``, ``scale`` (2 or 3), ``by`` (how the small picture is made), ``left`` and
        ``right`` (of ``methods``), ``divider`` (0 to 96 pixels from
        the left), ``row`` and ``column`` of the square.

    Examples
    --------
    >>> explorer = BeforeAndAfter(left="nearest", right="bicubic")
    >>> quality = explorer.result.whole
    >>> quality["bicubic"] > quality["nearest"]
    True
    """

    title = "Before and after"
    dragged = True

    def __init__(
        self, *, methods: Sequence[str] = METHODS, hidden: Collection[str] = (), **state: Any
    ) -> None:
        self._methods = tuple(methods)
        controls = {
            "divider": slider("divider (0 to 96)", 48, 0, PART),
            "left": choice("left of it", self._methods[-2], self._methods),
            "right": choice("right of it", self._methods[-1], self._methods),
            "scale": stops("scale", 2, (2, 3)),
            "by": choice("shrunk by", "bicubic", SHRINKING),
            "photo": choice("photo", "astronaut", PHOTOS),
            "row": slider("square, row", 36, 0, SIDE - PART),
            "column": slider("square, column", 36, 0, SIDE - PART),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> BeforeAndAfterResult:
        """Enlarge in all ways, and compare each with the photo."""
        key = state["photo"], state["scale"], state["by"]
        ways = {method: enlarged(*key, method) for method in self._methods}
        row, column, divider = state["row"], state["column"], state["divider"]
        square = slice(row, row + PART), slice(column, column + PART)
        shown = ways[state["right"]].image[square].copy()
        shown[:, :divider] = ways[state["left"]].image[square][:, :divider]
        return BeforeAndAfterResult(
            state=state,
            shown=shown,
            wanted=truth(state["photo"])[square][:, :, 0],
            part={method: way.quality(row, column, PART) for method, way in ways.items()},
            whole={method: way.quality(0, 0, SIDE) for method, way in ways.items()},
        )

    def draw(self, result: BeforeAndAfterResult) -> Picture:
        """Draw the piece, the square in two ways, and the square as it was."""
        state = result.state
        piece = truth(state["photo"])[:, :, 0]
        divider = state["divider"]
        panels = [
            array_panel(
                "a piece of the photo",
                piece,
                kind="image",
                cell=SMALL_CELL,
                outlines=[(state["row"], state["column"], PART, PART)],
                name="photo",
                photo=self.shared(state["photo"]),
                scale=False,
            ),
            array_panel(
                f"{state['left']} | {state['right']}",
                result.shown,
                kind="image",
                cell=CELL,
                outlines=[(0, max(divider - 0.2, 0), PART, 0.4)],
                name="square",
                scale=False,
                note="the orange line follows the pointer",
            ),
            array_panel(
                "as it was", result.wanted, kind="image", cell=CELL, scale=False, note="the truth"
            ),
        ]
        return Picture(
            panels,
            formula=_written_out(result),
            shared={state["photo"]: piece},
            table=_table(result),
        )

    def describe(self, result: BeforeAndAfterResult) -> str:
        """Say what is compared, and which way comes nearer to the photo."""
        state = result.state
        left, right = state["left"], state["right"]
        trained = "no" if is_held_out(state["photo"]) else "the"
        words = (
            f"A square of the photo “{state['photo']}”, which {trained} network was trained on, "
            f"shrunk {state['scale']} times by {state['by']} and enlarged again. "
        )
        numbers = [
            f"{name} {result.part[name][0]:.1f} dB and SSIM {result.part[name][1]:.3f}"
            for name in dict.fromkeys((left, right))
        ]
        where = f"Left of column {state['divider']} {left}, right of it {right}. "
        return f"{words}{where}In the square: {'; '.join(numbers)}."

    def touch(self, panel: str, row: int, column: int) -> State:
        """Move the divider, or the square."""
        if panel == "square":
            return {"divider": min(column, PART)}
        most = SIDE - PART
        return {
            "row": min(max(row - PART // 2, 0), most),
            "column": min(max(column - PART // 2, 0), most),
        }


def _written_out(result: BeforeAndAfterResult) -> str:
    """Write the PSNR of the right-hand way from its mean squared error, and what it gains."""
    state = result.state
    name = state["right"]
    decibels = result.part[name][0]
    error = 10 ** (-decibels / 10)
    gain = decibels - result.part[state["left"]][0]
    sign = "−" if gain < 0 else "+"
    return (
        f"{number('photo', state['photo'])}: of {number('scale', state['scale'])}² pixels one "
        f"number is kept, by {number('by', state['by'])}; rows from {number('row', state['row'])}, "
        f"columns from {number('column', state['column'])}<br>"
        f"{number('right', name)}: PSNR = 10 · log₁₀(1² / {error:.3g}) = "
        f"<b>{decibels:.1f} dB</b>, {sign}{abs(gain):.1f} dB against "
        f"{number('left', state['left'])}; divider at column {number('divider', state['divider'])}"
    )


def _table(result: BeforeAndAfterResult) -> str:
    """List PSNR and structural similarity of each way, in the square and in the piece."""
    chosen = {result.state["left"], result.state["right"]}
    rows = "".join(
        f"<tr{'' if method in chosen else ' class=faint'}><td>{escape(method)}</td>"
        f"<td>{part[0]:.2f}</td><td>{part[1]:.3f}</td>"
        f"<td>{whole[0]:.2f}</td><td>{whole[1]:.3f}</td></tr>"
        for method, part, whole in (
            (method, result.part[method], result.whole[method]) for method in result.whole
        )
    )
    head = "<th>enlarged by</th><th>square: dB</th><th>SSIM</th>"
    return (
        f'<div class="scroll"><table><thead><tr>{head}<th>piece: dB</th>'
        f"<th>SSIM</th></tr></thead><tbody>{rows}</tbody></table></div>"
    )
