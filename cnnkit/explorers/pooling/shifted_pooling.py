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
"""Pixels that the image can be moved to each side."""

DIGIT = "a handwritten digit"
IMAGES = ("camera", "chelsea", "brick", "coins", "coffee", DIGIT)
WINDOWS = (2, 3, 4, 6)
SHOWN = ("max", "average", "every k-th cell")
PHOTO_MAP, DIGIT_MAP = (96, 120), (36, 36)
"""Sizes that all windows divide, so that nothing is left over."""

PANEL_WIDTH = 240
IN_PLACE, MOVED_BACK = "at the same place", "after moving back"
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
    difference: NDArray[Any]
    """Of the pooled map that is shown, after less before; 0 where it has moved out of view."""
    compared: tuple[NDArray[Any], NDArray[Any]]
    """Of the same map, before and after, the cells that are compared."""

    @property
    def cells(self) -> tuple[int, int]:
        """The whole cells of the pooled map that come nearest to the shift."""
        return _cells(self.state["down"], self.state), _cells(self.state["right"], self.state)

    @property
    def shown(self) -> str:
        """The name of the pooled map that is drawn."""
        return str(self.state["shown"])


class ShiftedPooling(Explorer[ShiftedPoolingResult]):
    """Move an image by a few pixels, and see how much its maps change.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``image`` (one of `IMAGES`), ``down`` and ``right`` (−4 to 4 pixels), ``window``,
        ``shown`` (one of `SHOWN`: what the pooled maps are), ``difference`` (`IN_PLACE` or
        `MOVED_BACK`), ``measure`` (`RELATIVE` or `SHARE`), ``relu``.

    Examples
    --------
    >>> explorer = ShiftedPooling(image="camera", right=2, window=2)
    >>> explorer.result.changes_moved_back["max"]
    0.0
    """

    title = "A map moved by some pixels"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "image": choice("image", "camera", IMAGES),
            "right": slider("shift right (px)", 1, -MOST, MOST),
            "down": slider("shift down (px)", 0, -MOST, MOST),
            "window": stops("window and stride", 2, WINDOWS),
            "shown": choice("pooled maps show", "max", SHOWN),
            "difference": choice("after − before", IN_PLACE, (IN_PLACE, MOVED_BACK)),
            "measure": choice("bars show", RELATIVE, (RELATIVE, SHARE)),
            "relu": tick("ReLU before pooling", True),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> ShiftedPoolingResult:
        """Pool the map before and after the shift, and compare."""
        source = state["image"], state["relu"], state["window"]
        before = _pooled(*source, 0, 0)
        after = _pooled(*source, state["down"], state["right"])
        largest = float(np.abs(before["map"]).max())
        cells = _cells(state["down"], state), _cells(state["right"], state)
        changes, moved_back = {}, {}
        for name, old in before.items():
            changes[name] = _change(old, after[name], state["measure"], largest)
            if old.size > 1:
                whole = (state["down"], state["right"]) if name == "map" else cells
                here, there = _overlap(old.shape, *whole)
                overlap = old[here], after[name][there]
                moved_back[name] = _change(*overlap, state["measure"], largest)
        old, new = before[state["shown"]], after[state["shown"]]
        here, there = _overlap(old.shape, *(cells if state["difference"] == MOVED_BACK else (0, 0)))
        compared = old[here], new[there]
        difference = np.zeros_like(old)
        difference[here] = compared[1] - compared[0]
        return ShiftedPoolingResult(state, before, after, changes, moved_back, difference, compared)

    def draw(self, result: ShiftedPoolingResult) -> Picture:
        """Draw the shifted map, the pooled one before and after and their difference; bars."""
        old, new = result.before[result.shown], result.after[result.shown]
        largest = float(np.abs(result.before["map"]).max())
        back = result.state["difference"] == MOVED_BACK
        panels = [
            _map_panel("map of the shifted image", result.after["map"], result, largest),
            _map_panel(f"{result.shown}, before", old, result, largest),
            _map_panel(f"{result.shown}, after", new, result, largest),
            _map_panel(
                "moved back − before" if back else "after − before",
                result.difference,
                result,
                largest,
            ),
            _bars("change at the same place", result.changes, result),
            _bars("change after moving back", result.changes_moved_back, result),
        ]
        return Picture(panels, formula=_formula(result))

    def describe(self, result: ShiftedPoolingResult) -> str:
        """Say how far the image has moved and how much each map has changed."""
        state = result.state
        return (
            f"The image “{state['image']}” moved {_way(state['down'], state['right'], 'pixel')}. "
            f"{_MEASURES[state['measure']]}, with windows of {state['window']} × "
            f"{state['window']}: {_listed(result.changes)}. Moved back by whole cells "
            f"(pooled maps: {_way(-result.cells[0], -result.cells[1], 'cell')}): "
            f"{_listed(result.changes_moved_back)}."
        )


_MEASURES = {
    RELATIVE: "Relative change",
    SHARE: "Share of the cells with something in them that change",
}


@lru_cache(maxsize=2 * len(IMAGES))
def _wide_map(name: str, rectified: bool) -> NDArray[Any]:
    """Return the map of vertical edges of an image, with `MOST` more cells on every side."""
    if name == DIGIT:
        image = np.pad(to_float(digits().x_test[7])[:, :, 0], 9)
        height, width = DIGIT_MAP
    else:
        image = small_photo(name, grey=True, longest_side=192)
        height, width = PHOTO_MAP
    kernel = hand_made("vertical edges").astype(image.dtype)
    edges = conv2d(image[None, :, :, None], kernel[:, :, None, None])[0, :, :, 0]
    top, left = (
        (have - want) // 2 - MOST for have, want in zip(edges.shape, (height, width), strict=True)
    )
    wide = edges[top : top + height + 2 * MOST, left : left + width + 2 * MOST]
    return relu(wide) if rectified else wide


@lru_cache(maxsize=128)
def _pooled(name: str, rectified: bool, k: int, down: int, right: int) -> dict[str, NDArray[Any]]:
    """Return the map of a moved image: as it is, pooled, every k-th cell, and as one number."""
    wide = _wide_map(name, rectified)
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
    shape: tuple[int, ...], down: int, right: int
) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """Return where the old map's cells that are still in view lie, and where the new one's do."""
    height, width = shape
    here = slice(max(-down, 0), height - max(down, 0)), slice(max(-right, 0), width - max(right, 0))
    there = slice(max(down, 0), height + min(down, 0)), slice(max(right, 0), width + min(right, 0))
    return here, there


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
        cell=PANEL_WIDTH / array.shape[1],
        limits=(-largest if signed else 0.0, largest),
    )


def _bars(title: str, values: dict[str, float], result: ShiftedPoolingResult) -> Panel:
    """Draw how much each map changes; the same rows in both panels, so that they compare."""
    relative = result.state["measure"] == RELATIVE
    names = list(result.changes)
    return bar_panel(
        title,
        [values.get(name, 0.0) for name in names],
        names=names,
        texts=[f"{values[name]:.2f}" if name in values else "no places" for name in names],
        high=1.5 if relative else 1.0,
        width=100,
        text_width=62,
        outlined=names.index(result.shown),
        note="0: none, 1: as large as the map" if relative else "0: none, 1: all",
    )


def _listed(values: dict[str, float]) -> str:
    """Write how much each map has changed."""
    return ", ".join(f"{name} {value:.2f}" for name, value in values.items())


def _way(down: int, right: int, unit: str) -> str:
    """Say a shift in words.

    >>> _way(0, -1, "pixel"), _way(2, 3, "cell"), _way(0, 0, "pixel")
    ('1 pixel left', '2 cells down, 3 right', '0 pixels')
    """
    ways = ((down, "down", "up"), (right, "right", "left"))
    parts = [f"{abs(n)} {more if n > 0 else less}" for n, more, less in ways if n]
    count, _, way = (parts[0] if parts else "0").partition(" ")
    words = f"{count} {unit}{'' if count == '1' else 's'} {way}".rstrip()
    return ", ".join([words, *parts[1:]])


def _formula(result: ShiftedPoolingResult) -> str:
    """Write the shift in cells of the pooled map, and the change of the map that is shown."""
    state = result.state
    k = number("window", state["window"])
    parts = []
    for name in ("down", "right"):
        cells = signed_number(state[name] / state["window"])
        parts.append(f"{name} {number(name, signed_number(state[name]))} / {k} = {cells}")
    old, new = result.compared
    back = state["difference"] == MOVED_BACK
    change = (
        f"‖{'moved back' if back else 'after'} − before‖ / ‖before‖ = "
        f"{signed_number(float(np.linalg.norm(new - old)))} / "
        f"{signed_number(float(np.linalg.norm(old)))}"
        if state["measure"] == RELATIVE
        else f"cells that change by more than {TOLERANCE:.0%} of the largest / cells above that"
    )
    value = (result.changes_moved_back if back else result.changes)[result.shown]
    return (
        f"shift in cells: {', '.join(parts)}<br>{number('shown', result.shown)}: {change} = "
        f"<b>{value:.2f}</b>"
    )
