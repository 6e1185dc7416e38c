"""The first network's map of a photo, scale by scale: where does it see a face?"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.controls import choice, slider, stops
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import Panel, array_panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.object_detection.photos import (
    FACE_SIZES,
    JUMP,
    MAP_PHOTOS,
    WINDOW,
    face_map,
    photo_size,
    shrunk,
)

WIDTH, CROP_WIDTH = 250, 168
"""CSS pixels of the shrunk photo and of the map, and of the single window."""

SURE = 0.6
"""Windows with at least this score go on to the second network."""


@dataclass(frozen=True, eq=False)
class ScoreMapResult:
    """One photo at one scale, its map, and the cell that is looked at."""

    state: State
    scores: NDArray[np.float64]
    pixels: NDArray[np.float64]

    @property
    def cell(self) -> tuple[int, int]:
        """Row and column on the map."""
        return self.state["row"], self.state["column"]

    @property
    def score(self) -> float:
        """What the network says of the window."""
        return float(self.scores[self.cell])

    @property
    def window(self) -> NDArray[np.float64]:
        """(12, 12, 3): the pixels that it sees; what lies beyond the photo is grey."""
        row, column = (JUMP * place for place in self.cell)
        seen = self.pixels[row : row + WINDOW, column : column + WINDOW]
        beyond = [(0, WINDOW - size) for size in seen.shape[:2]]
        return np.pad(seen, (*beyond, (0, 0)), constant_values=0.5)

    @property
    def inside(self) -> tuple[int, int]:
        """Rows and columns of the window that lie on the photo: all, or one less."""
        rows, columns = (
            min(WINDOW, size - JUMP * place)
            for place, size in zip(self.cell, self.pixels.shape[:2], strict=True)
        )
        return rows, columns

    @property
    def sure(self) -> int:
        """How many windows go on to the second network."""
        return int((self.scores >= SURE).sum())


class FaceScoreMap(Explorer[ScoreMapResult]):
    """Choose how many pixels of a photo a window covers, and see the map at that scale.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``photo``, ``size`` (pixels of the photo that a window covers, one of `FACE_SIZES`), ``row``
        and ``column`` of the cell that is looked at; moving the first two goes to the best cell.

    Examples
    --------
    >>> explorer = FaceScoreMap(photo="astronaut", size=320, row=0, column=0)
    >>> explorer.result.scores.shape, explorer.result.pixels.shape
    ((5, 5), (19, 19, 3))
    """

    title = "A map of faces at one scale"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        self._largest = {
            (name, size): tuple(n - 1 for n in face_map(name, size).shape)
            for name in MAP_PHOTOS
            for size in FACE_SIZES
        }
        controls = {
            "photo": choice("photo", "astronaut", MAP_PHOTOS),
            "size": stops("window covers (px)", 320, FACE_SIZES),
            "row": slider("cell, row", 0, 0, 72),
            "column": slider("cell, column", 0, 0, 72),
        }
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Keep the cell on the map."""
        rows, columns = self._largest[state["photo"], state["size"]]
        return {"row": (0, rows), "column": (0, columns)}

    def follow(self, moved: str, state: State) -> State:
        """Go to the cell with the highest score when photo or scale change."""
        if moved not in ("photo", "size"):
            return {}
        scores = face_map(state["photo"], state["size"])
        row, column = np.unravel_index(scores.argmax(), scores.shape)
        return {"row": int(row), "column": int(column)}

    def compute(self, state: State) -> ScoreMapResult:
        """Look the map up, and shrink the photo."""
        scores = face_map(state["photo"], state["size"])
        return ScoreMapResult(state, scores, shrunk(state["photo"], state["size"]))

    def draw(self, result: ScoreMapResult) -> Picture:
        """Draw the shrunk photo with the window, its pixels, and the map."""
        return Picture(
            [_shrunk_panel(result), _window_panel(result), _map_panel(result)],
            formula=_formula(result),
            formula_lines=2,
        )

    def describe(self, result: ScoreMapResult) -> str:
        """Say how small the photo is, and what the window and the best window get."""
        state, (height, width) = result.state, result.pixels.shape[:2]
        best = result.scores.max()
        row, column = result.cell
        return (
            f"“{state['photo']}” shrunk to {height} × {width} pixels, so that a window of 12 "
            f"covers {state['size']} pixels of the photo. A score of at least {SURE}: "
            f"{result.sure} of {result.scores.size} windows; the best has {signed_number(best)}. "
            f"The window at row {row}, column {column} has {signed_number(result.score)}."
        )

    def touch(self, panel: str, row: int, column: int) -> State:
        """Take the cell under the pointer, or the window whose middle is."""
        largest = self._largest[self.state["photo"], self.state["size"]]
        if panel == "photo":
            row, column = ((place - WINDOW // 2) // JUMP for place in (row, column))
        row, column = (min(max(n, 0), last) for n, last in zip((row, column), largest, strict=True))
        return {"row": row, "column": column}


def _shrunk_panel(result: ScoreMapResult) -> Panel:
    """Draw the photo as the network is given it, with the window."""
    height, width = result.pixels.shape[:2]
    row, column = (JUMP * place for place in result.cell)
    return array_panel(
        "what goes in",
        result.pixels,
        kind="image",
        cell=WIDTH / max(height, width),
        outlines=[(row, column, *result.inside)],
        note=f"photo at {height} × {width} pixels",
        name="photo",
        scale=False,
    )


def _window_panel(result: ScoreMapResult) -> Panel:
    """Draw the pixels of the window, hatched where it reaches beyond the photo."""
    rows, columns = result.inside
    outside = [(rows, 0, WINDOW - rows, WINDOW)] if rows < WINDOW else []
    outside += [(0, columns, rows, WINDOW - columns)] if columns < WINDOW else []
    return array_panel(
        "the window",
        result.window,
        kind="image",
        cell=CROP_WIDTH / WINDOW,
        hatched=outside,
        note=f"{WINDOW} × {WINDOW} pixels: {signed_number(result.score)}",
        scale=False,
    )


def _map_panel(result: ScoreMapResult) -> Panel:
    """Draw the score of every window."""
    rows, columns = result.scores.shape
    row, column = result.cell
    return array_panel(
        "score of every window",
        result.scores,
        kind="positive",
        cell=WIDTH / max(rows, columns),
        limits=(0.0, 1.0),
        outlines=[(row, column, 1, 1)],
        note=f"map of {rows} × {columns}",
        name="map",
    )


def _formula(result: ScoreMapResult) -> str:
    """Write the scale and the window's place in the photo."""
    state, (height, width) = result.state, photo_size(result.state["photo"])
    row, column = result.cell
    top, left = (
        JUMP * place * full / small
        for place, full, small in zip(
            result.cell, (height, width), result.pixels.shape[:2], strict=True
        )
    )
    size = number("size", state["size"])
    return (
        f"{number('photo', state['photo'])}: scale = {WINDOW} / {size} = "
        f"<b>{signed_number(WINDOW / state['size'], 3)}</b>; windows {JUMP} pixels apart<br>cell ("
        f"{number('row', row)}, {number('column', column)}): in the photo from row {top:.0f}, "
        f"column {left:.0f} on; score <b>{signed_number(result.score)}</b>"
    )
