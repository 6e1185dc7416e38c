"""Many small arrays of one size, such as filters or feature maps, as one array: one picture."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.drawing.svg import Cells, Panel, array_panel
from cnnkit.plots.colours import Kind

ROW = 56
"""Numbers of a vector that stand side by side."""


@dataclass(frozen=True, eq=False)
class Mosaic:
    """Maps side by side, with a line of cells between them."""

    array: NDArray[Any]
    gaps: tuple[Cells, ...]
    """The cells that belong to no map."""
    shown: int
    """How many maps, or numbers of a vector, are in it."""


def mosaic(values: NDArray[Any], columns: int, most: int) -> Mosaic:
    """Lay the maps of a layer side by side, or a vector's numbers row by row.

    Parameters
    ----------
    values : ndarray
        (H, W, F), or (n,).
    columns : int
        Maps, or numbers, in a row.
    most : int
        So many of them at most.

    Examples
    --------
    >>> maps = np.arange(12).reshape(2, 2, 3)
    >>> mosaic(maps, columns=2, most=9).array.tolist()
    [[0, 3, 0, 1, 4], [6, 9, 0, 7, 10], [0, 0, 0, 0, 0], [2, 5, 0, 0, 0], [8, 11, 0, 0, 0]]
    """
    gap = 1 if values.ndim == 3 else 0
    maps = values if values.ndim == 3 else values[np.newaxis, np.newaxis]
    height, width, count = maps.shape
    shown = min(count, most)
    rows = -(-shown // columns)
    padded = np.zeros((rows * columns, height + gap, width + gap), values.dtype)
    padded[:shown, :height, :width] = np.moveaxis(maps[:, :, :shown], 2, 0)
    grid = padded.reshape(rows, columns, height + gap, width + gap).swapaxes(1, 2)
    full = grid.reshape(rows * (height + gap), columns * (width + gap))
    array = full[: full.shape[0] - gap, : full.shape[1] - gap]
    lines = [(row * (height + 1) - 1, 0, 1, array.shape[1]) for row in range(1, rows)]
    lines += [(0, column * (width + 1) - 1, array.shape[0], 1) for column in range(1, columns)]
    top, left = (rows - 1) * (height + gap), (shown - (rows - 1) * columns) * (width + gap)
    unused = [(top, left, height, array.shape[1] - left)] if left < array.shape[1] else []
    return Mosaic(array, tuple([*(lines if gap else []), *unused]), shown)


def arranged(count: int, height: int, width: int, room: tuple[float, float]) -> int:
    """Return in how many columns maps become largest within a room, in full rows if there are.

    Examples
    --------
    >>> arranged(8, 28, 28, (230, 150)), arranged(16, 7, 7, (230, 150)), arranged(7, 9, 9, (90, 90))
    (4, 4, 3)
    """
    full = [columns for columns in range(2, count) if count % columns == 0]
    return max(full or range(1, count + 1), key=lambda c: _cell(count, c, height, width, room))


def _cell(count: int, columns: int, height: int, width: int, room: tuple[float, float]) -> float:
    """Return how large a cell can be, in CSS pixels."""
    rows = -(-count // columns)
    return min(room[0] / (columns * (width + 1) - 1), room[1] / (rows * (height + 1) - 1))


def mosaic_panel(
    title: str,
    values: NDArray[Any],
    room: tuple[float, float],
    *,
    kind: Kind,
    limits: tuple[float, float] | None = None,
    note: str = "",
    most: int | None = None,
    chosen: bool = False,
    name: str | None = None,
) -> Panel:
    """Draw maps side by side as large as they fit, or a vector row by row, on one scale.

    Parameters
    ----------
    title : str
        What it is.
    values : ndarray
        (H, W, F), or (n,).
    room : (float, float)
        CSS pixels for its width and height.
    kind : "image", "signed" or "positive"
        Which colours it has.
    limits : (float, float), optional
        Values at the ends of the scale; those of the array unless given.
    note : str
        The line below; without one, the shape of the values.
    most : int, optional
        So many numbers of it at most, but one map at least.
    chosen : bool
        Whether it is outlined.
    name : str, optional
        Under which name its cells report a touch.

    Examples
    --------
    >>> maps = np.arange(24.0).reshape(2, 3, 4)
    >>> panel = mosaic_panel("maps", maps, (100, 80), kind="positive", most=20)
    >>> panel.svg.count("<image"), "2 × 3 × 4, the first 3" in panel.svg
    (2, True)
    """
    height, width, count = values.shape if values.ndim == 3 else (1, 1, len(values))
    shown = count if most is None else min(count, max(1, most // (height * width)))
    columns = arranged(shown, height, width, room) if values.ndim == 3 else min(shown, ROW)
    tiles = mosaic(values, columns, shown)
    rows, across = tiles.array.shape
    some = f", the first {shown}" if shown < count else ""
    return array_panel(
        title,
        tiles.array,
        kind=kind,
        cell=min(room[0] / across, room[1] / rows),
        limits=limits,
        note=note or " × ".join(map(str, values.shape)) + some,
        blank=tiles.gaps,
        outlines=[(0, 0, rows, across)] if chosen else (),
        name=name,
    )
