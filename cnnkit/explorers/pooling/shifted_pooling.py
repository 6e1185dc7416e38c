"""A feature map moved by some pixels: how much of it changes, before pooling and after."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.datasets import digits
from cnnkit.explorers.controls import choice, slider, stops, tick
from cnnkit.explorers.drawing.bars import bar_panel
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import Panel, array_panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.photos import small_photo
from cnnkit.functional import average_pool2d, conv2d, max_pool2d, relu
from cnnkit.images import to_float
from cnnkit.kernels import hand_made

MOST = 4
"""Pixels that the picture can be moved to each side."""

DIGIT = "a handwritten digit"
PICTURES = ("camera", "chelsea", "brick", "coins", "coffee", DIGIT)
WINDOWS = (2, 3, 4, 6)
SHOWN = ("max", "average", "every k-th cell")
PHOTO_MAP, DIGIT_MAP = (96, 120), (36, 36)
"""Sizes that all windows divide, so that nothing is left over."""

PANEL_HEIGHT = 190
RELATIVE, SHARE = "relative size of the change", "share of cells that change"
TOLERANCE = 0.05
"""A cell has changed if it did by more than this part of the map's largest number."""


@dataclass(frozen=True)
class ShiftedPoolingResult:
    """A map before and after the shift, each as it is and pooled in several ways."""

    state: State
    before: dict[str, NDArray[Any]]
    after: dict[str, NDArray[Any]]
    changes: dict[str, float]
    """At the same place, for each way of pooling."""
    changes_moved_back: dict[str, float]
    """After moving the shifted map back by `cells`; the global ones have no places."""

    @property
    def cells(self) -> tuple[int, int]:
        """The whole cells of the pooled map that come nearest to the shift."""
        return _cells(self.state["down"], self.state), _cells(self.state["right"], self.state)

    @property
    def shown(self) -> str:
        """The name of the pooled map that is drawn."""
        return str(self.state["shown"])


class ShiftedPooling(Explorer[ShiftedPoolingResult]):
    """Move a picture by a few pixels, and see how much its maps change.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``picture`` (one of `PICTURES`), ``down`` and ``right`` (−4 to 4 pixels), ``window``,
        ``shown`` (one of `SHOWN`: what the pooled maps are), ``relu``, ``measure``.

    Examples
    --------
    >>> explorer = ShiftedPooling(picture="camera", right=2, window=2)
    >>> explorer.result.changes_moved_back["max"]
    0.0
    """

    title = "A map moved by some pixels"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "picture": choice("picture", "camera", PICTURES),
            "right": slider("shift right (px)", 1, -MOST, MOST),
            "down": slider("shift down (px)", 0, -MOST, MOST),
            "window": stops("window and stride", 2, WINDOWS),
            "shown": choice("pooled maps show", "max", SHOWN),
            "measure": choice("bars show", RELATIVE, (RELATIVE, SHARE)),
            "relu": tick("ReLU before pooling", True),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> ShiftedPoolingResult:
        """Pool the map before and after the shift, and compare."""
        source = state["picture"], state["relu"], state["window"]
        before = _pooled(*source, 0, 0)
        after = _pooled(*source, state["down"], state["right"])
        largest = float(np.abs(before["map"]).max())
        rows, columns = (_cells(state[axis], state) for axis in ("down", "right"))
        changes, moved_back = {}, {}
        for name, old in before.items():
            changes[name] = _change(old, after[name], state["measure"], largest)
            if old.size > 1:
                whole = (state["down"], state["right"]) if name == "map" else (rows, columns)
                overlap = _overlap(old, after[name], *whole)
                moved_back[name] = _change(*overlap, state["measure"], largest)
        return ShiftedPoolingResult(state, before, after, changes, moved_back)

    def draw(self, result: ShiftedPoolingResult) -> Picture:
        """Draw the shifted map, the pooled one before and after and their difference; bars."""
        old, new = result.before[result.shown], result.after[result.shown]
        largest = float(np.abs(result.before["map"]).max())
        panels = [
            _map_panel("map of the shifted picture", result.after["map"], result, largest),
            _map_panel(f"{result.shown}, before", old, result, largest),
            _map_panel(f"{result.shown}, after", new, result, largest),
            _map_panel("after − before", new - old, result, largest),
            _bars("change at the same place", result.changes, result),
            _bars("change after moving it back", result.changes_moved_back, result),
        ]
        return Picture(panels, formula=_formula(result))

    def describe(self, result: ShiftedPoolingResult) -> str:
        """Say how far the picture has moved and how much each map has changed."""
        state = result.state
        changes = ", ".join(
            f"{name} {signed_number(value)}" for name, value in result.changes.items()
        )
        back = result.changes_moved_back[result.shown]
        rows, columns = map(signed_number, result.cells)
        return (
            f"The picture “{state['picture']}” moved by {signed_number(state['down'])} down and "
            f"{signed_number(state['right'])} right. {_MEASURES[state['measure']]}, with windows "
            f"of {state['window']} × {state['window']}: {changes}. With “{result.shown}” moved "
            f"back by {rows} and {columns} whole cells, {signed_number(back)} of change is left."
        )


_MEASURES = {
    RELATIVE: "Relative change",
    SHARE: "Share of the cells with something in them that change",
}


@lru_cache(maxsize=2 * len(PICTURES))
def _wide_map(picture: str, rectified: bool) -> NDArray[Any]:
    """Return the map of vertical edges of a picture, with `MOST` more cells on every side."""
    if picture == DIGIT:
        image = np.pad(to_float(digits().x_test[7])[:, :, 0], 9)
        height, width = DIGIT_MAP
    else:
        image = small_photo(picture, grey=True, longest_side=192)
        height, width = PHOTO_MAP
    kernel = hand_made("vertical edges").astype(image.dtype)
    edges = conv2d(image[None, :, :, None], kernel[:, :, None, None])[0, :, :, 0]
    top, left = (
        (have - want) // 2 - MOST for have, want in zip(edges.shape, (height, width), strict=True)
    )
    wide = edges[top : top + height + 2 * MOST, left : left + width + 2 * MOST]
    return relu(wide) if rectified else wide


@lru_cache(maxsize=128)
def _pooled(
    picture: str, rectified: bool, k: int, down: int, right: int
) -> dict[str, NDArray[Any]]:
    """Return the map of a moved picture: as it is, pooled, every k-th cell, and as one number."""
    wide = _wide_map(picture, rectified)
    height, width = (n - 2 * MOST for n in wide.shape)
    moved = wide[MOST - down : MOST - down + height, MOST - right : MOST - right + width]
    batch = moved[None, :, :, None]
    pooled = {
        "map": moved,
        "max": max_pool2d(batch, k)[0, :, :, 0],
        "average": average_pool2d(batch, k)[0, :, :, 0],
        "every k-th cell": moved[::k, ::k],
        "global max": moved.max(keepdims=True),
    }
    if rectified:  # otherwise the mean is next to 0, and a change of it says nothing
        pooled["global average"] = moved.mean(keepdims=True)
    return pooled


def _cells(pixels: int, state: State) -> int:
    """Return the whole cells of the pooled map nearest to some pixels; of a tie, the fewer."""
    window = int(state["window"])
    cells, rest = divmod(abs(pixels), window)
    if 2 * rest > window:
        cells += 1
    return cells if pixels > 0 else -cells


def _overlap(
    old: NDArray[Any], new: NDArray[Any], down: int, right: int
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the cells of the old map that are still in view, and where the new one has them."""
    height, width = old.shape
    here = slice(max(-down, 0), height - max(down, 0)), slice(max(-right, 0), width - max(right, 0))
    there = slice(max(down, 0), height + min(down, 0)), slice(max(right, 0), width + min(right, 0))
    return old[here], new[there]


def _change(old: NDArray[Any], new: NDArray[Any], measure: str, largest: float) -> float:
    """Return the relative change, or the share of the cells with something in them that change."""
    if measure == RELATIVE:
        return float(np.linalg.norm(new - old) / np.linalg.norm(old))
    tolerance = TOLERANCE * largest
    filled = np.maximum(np.abs(old), np.abs(new)) > tolerance
    changed = np.abs(new - old) > tolerance
    return float((changed & filled).sum() / max(filled.sum(), 1))


def _map_panel(
    title: str, array: NDArray[Any], result: ShiftedPoolingResult, largest: float
) -> Panel:
    """Draw a map or a pooled map, all equally large and on one scale."""
    signed = not result.state["relu"] or "−" in title
    return array_panel(
        title,
        array,
        kind="signed" if signed else "positive",
        cell=PANEL_HEIGHT / array.shape[0],
        limits=(-largest if signed else 0.0, largest),
    )


def _bars(title: str, values: dict[str, float], result: ShiftedPoolingResult) -> Panel:
    """Draw how much each map changes."""
    relative = result.state["measure"] == RELATIVE
    return bar_panel(
        title,
        list(values.values()),
        names=list(values),
        high=1.5 if relative else 1.0,
        width=100,
        outlined=list(values).index(result.shown),
        note="0: none, 1: as large as the map" if relative else "0: none, 1: all",
    )


def _formula(result: ShiftedPoolingResult) -> str:
    """Write the shift in cells of the pooled map, and the change of the map that is shown."""
    state = result.state
    k = number("window", state["window"])
    parts = []
    for name in ("down", "right"):
        cells = signed_number(state[name] / state["window"])
        parts.append(f"{name} {number(name, signed_number(state[name]))} / {k} = {cells}")
    old, new = result.before[result.shown], result.after[result.shown]
    change = (
        f"‖after − before‖ / ‖before‖ = {signed_number(float(np.linalg.norm(new - old)))} / "
        f"{signed_number(float(np.linalg.norm(old)))}"
        if state["measure"] == RELATIVE
        else f"cells that change by more than {TOLERANCE:.0%} of the largest / cells above that"
    )
    value = signed_number(result.changes[result.shown])
    return (
        f"shift in cells: {', '.join(parts)}<br>{number('shown', result.shown)}: {change} = "
        f"<b>{value}</b>"
    )
