"""Every feature map of two networks: choose a layer, a channel, a cell, and see what it sees."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.controls import choice, slider
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import Cells, Panel, array_panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.what_the_network_sees.networks import (
    DIGITS,
    LAYERS,
    PHOTOS,
    Looked,
    is_photo,
    maps_of,
    shown,
    views_of,
)
from cnnkit.explorers.what_the_network_sees.strongest import PATCH, patches_of, strongest_of
from cnnkit.plots.colours import Kind

ALL, STRONGEST = "all its channels", "strongest pieces"
MOST_PIXELS = 26_000
"""So many pixels at most has the picture of all channels."""
WIDTH, MOSAIC_WIDTH = 190, 270


@dataclass(frozen=True)
class FeatureMapsResult:
    """One map of one image, and the cell that is followed."""

    state: State
    looked: Looked
    maps: NDArray[np.float32]
    """(H, W, C): all maps of the layer."""
    seen: tuple[tuple[int, int], tuple[int, int]]
    """First and last row, first and last column that the cell sees, padding included."""

    @property
    def map(self) -> NDArray[np.float32]:
        """(H, W): the channel that is chosen."""
        one: NDArray[np.float32] = self.maps[:, :, self.state["channel"]]
        return one

    @property
    def value(self) -> float:
        """What the cell answers."""
        return float(self.map[self.state["row"], self.state["column"]])

    @property
    def strongest(self) -> tuple[int, int]:
        """Row and column of the map's largest value."""
        row, column = np.unravel_index(self.map.argmax(), self.map.shape)
        return int(row), int(column)

    @property
    def pieces(self) -> NDArray[Any]:
        """The five pieces of images that excite the channel most, side by side."""
        name, layer = self.state["photo"], self.state["layer"]
        return patches_of(is_photo(name), layer - 1, self.state["channel"])

    @property
    def kind(self) -> Kind:
        """Which colours its maps have."""
        return "signed" if self.looked.signed else "positive"


class FeatureMaps(Explorer[FeatureMapsResult]):
    """Any layer, any channel, any image: the map, what one of its cells sees, and its company.

    Photos go through EfficientNet-Lite0, digits through the digits network.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``photo`` (one of `PHOTOS` or `DIGITS`), ``layer`` (counted from 1), ``channel``, ``row``
        and ``column`` of a cell, ``beside`` (`ALL` or `STRONGEST`).

    Examples
    --------
    >>> explorer = FeatureMaps(photo="digit 3", layer=3, channel=5)
    >>> explorer.result.maps.shape, explorer.result.looked.label
    ((14, 14, 16), 'convolution 2')
    """

    title = "Feature maps, layer by layer"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "photo": choice("image", "chelsea", (*PHOTOS, *DIGITS)),
            "layer": slider("layer", 1, 1, len(LAYERS[True])),
            "channel": slider("channel", 0, 0, 31),
            "row": slider("cell, row", 40, 0, 111),
            "column": slider("cell, column", 36, 0, 111),
            "beside": choice("beside it", ALL, (ALL, STRONGEST)),
        }
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Keep to the layers of the network, the channels of the layer, the cells of the map."""
        maps = maps_of(state["photo"])
        layers = len(maps)
        height, width, channels = maps[min(state["layer"], layers) - 1].shape
        return {
            "layer": (1, layers),
            "channel": (0, channels - 1),
            "row": (0, height - 1),
            "column": (0, width - 1),
        }

    def follow(self, moved: str, state: State) -> State:
        """In another layer stay over the same place of the image."""
        if moved not in ("photo", "layer"):
            return {}
        maps = maps_of(state["photo"])
        height, width, _ = maps[min(state["layer"], len(maps)) - 1].shape
        before = self._drawn or state
        old_maps = maps_of(before["photo"])
        old_height, old_width, _ = old_maps[before["layer"] - 1].shape
        return {
            "row": int((before["row"] + 0.5) / old_height * height),
            "column": int((before["column"] + 0.5) / old_width * width),
        }

    def compute(self, state: State) -> FeatureMapsResult:
        """Look the maps up, and follow the cell down to the image."""
        looked = LAYERS[is_photo(state["photo"])][state["layer"] - 1]
        views = views_of(is_photo(state["photo"]), looked.layer)
        rows, columns = (
            (int(view.start + at * view.jump), int(view.start + at * view.jump + view.size - 1))
            for view, at in zip(views, (state["row"], state["column"]), strict=True)
        )
        return FeatureMapsResult(
            state, looked, maps_of(state["photo"])[state["layer"] - 1], (rows, columns)
        )

    def draw(self, result: FeatureMapsResult) -> Picture:
        """Draw the image with the field on it, the map, and all channels or the best pieces."""
        state, image = result.state, shown(result.state["photo"])
        key = state["photo"].replace(" ", "-")
        field, whole = _on_the_image(result, image.shape[:2])
        photo = array_panel(
            "what the cell sees",
            image,
            kind="image",
            cell=WIDTH / image.shape[1],
            outlines=[field],
            photo=self.shared(key),
            scale=False,
            note="framed" if whole else "framed; the field is larger",
        )
        height, width = result.map.shape
        one = array_panel(
            f"map of channel {state['channel']}",
            result.map,
            kind=result.kind,
            cell=WIDTH / width,
            outlines=[(state["row"], state["column"], 1, 1)],
            note=f"{result.looked.label}: {height} × {width}",
            name="map",
        )
        beside = _mosaic_panel(result) if state["beside"] == ALL else _strongest_panel(result)
        return Picture([photo, "→", one, beside], formula=_formula(result), shared={key: image})

    def describe(self, result: FeatureMapsResult) -> str:
        """Say what the cell answers, what it sees, and where the map is strongest."""
        state = result.state
        (top, bottom), (left, right) = result.seen
        row, column = result.strongest
        silent = int((result.maps.max(axis=(0, 1)) <= 0).sum())
        channels = result.maps.shape[2]
        have = "has" if silent == 1 else "have"
        quiet = f" {silent} of the {channels} channels {have} no answer above 0 here." * bool(
            silent
        )
        network = "EfficientNet-Lite0" if is_photo(state["photo"]) else "the digits network"
        runs = (
            f"The map runs from {signed_number(float(result.map.min()))} to "
            f"{signed_number(float(result.map.max()))}, strongest at row {row}, column {column}."
        )
        if not result.map.any():
            runs = "The map is 0 everywhere: this channel says nothing about this image."
        return (
            f"“{state['photo']}” in {network}, {result.looked.label}, channel {state['channel']} "
            f"of {channels}: the cell at row {state['row']}, column {state['column']} answers "
            f"{signed_number(result.value)} and sees rows {signed_number(top)} to "
            f"{signed_number(bottom)}, columns {signed_number(left)} to {signed_number(right)}. "
            f"{runs}{quiet}"
        )

    def touch(self, panel: str, row: int, column: int) -> State:
        """Choose the cell under the pointer, or the channel whose map is under it."""
        result = self.compute(self.state)
        height, width, channels = result.maps.shape
        if panel == "map":
            return {"row": min(row, height - 1), "column": min(column, width - 1)}
        step, across = _mosaic_layout(result.maps.shape)
        chosen = row // (height // step) * across + column // (width // step)
        return {"channel": min(chosen, channels - 1)}


def _on_the_image(result: FeatureMapsResult, size: tuple[int, ...]) -> tuple[Cells, bool]:
    """Return the field's rectangle as far as it lies on the image, and whether that is all."""
    (top, bottom), (left, right) = result.seen
    first = max(top, 0), max(left, 0)
    last = min(bottom, size[0] - 1), min(right, size[1] - 1)
    rectangle = (*first, max(last[0] - first[0] + 1, 0), max(last[1] - first[1] + 1, 0))
    return rectangle, (*first, *last) == (top, left, bottom, right)


@lru_cache(maxsize=64)
def _mosaic_layout(shape: tuple[int, int, int]) -> tuple[int, int]:
    """Return how many cells are joined along each axis, and how many maps stand side by side."""
    height, width, channels = shape
    step = 1
    while channels * (height // step) * (width // step) > MOST_PIXELS and height // step > 7:
        step *= 2
    return step, int(np.ceil(np.sqrt(channels * 1.25)))


@lru_cache(maxsize=64)
def _mosaic(photo: str, layer: int) -> tuple[NDArray[np.float32], float]:
    """Return all maps of a layer in rows, each made smaller, and the end of their one scale."""
    maps = maps_of(photo)[layer - 1]
    step, across = _mosaic_layout(maps.shape)
    height, width, channels = maps.shape
    small = maps.reshape(height // step, step, width // step, step, channels).mean(axis=(1, 3))
    down = -(-channels // across)
    padded = np.pad(small, ((0, 0), (0, 0), (0, down * across - channels)))
    grid = padded.transpose(2, 0, 1).reshape(down, across, *small.shape[:2]).swapaxes(1, 2)
    flat = grid.reshape(down * small.shape[0], across * small.shape[1])
    # Fewer shades make a smaller picture, and nobody sees the difference at this size.
    end = float(np.quantile(np.abs(small), 0.999)) or 1.0
    shades = np.round(np.clip(flat / end, -1, 1) * 24).astype(np.float32)
    return shades * np.float32(end / 24), end


def _mosaic_panel(result: FeatureMapsResult) -> Panel:
    """Draw all maps of the layer on one scale, the chosen one outlined."""
    state = result.state
    grid, end = _mosaic(state["photo"], state["layer"])
    height, width, channels = result.maps.shape
    step, across = _mosaic_layout(result.maps.shape)
    row, column = divmod(state["channel"], across)
    size = height // step, width // step
    last = (channels - 1) % across + 1  # maps in the last row
    return array_panel(
        f"all {channels} channels, one scale",
        grid,
        kind=result.kind,
        cell=MOSAIC_WIDTH / grid.shape[1],
        limits=(-end if result.looked.signed else 0.0, end),
        blank=[(len(grid) - size[0], last * size[1], size[0], (across - last) * size[1])],
        outlines=[(row * size[0], column * size[1], *size)],
        name="channels",
        note="each made smaller" if step > 1 else "touch one to choose it",
    )


def _strongest_panel(result: FeatureMapsResult) -> Panel:
    """Draw the pieces of images that excite the channel most."""
    state = result.state
    for_photos = is_photo(state["photo"])
    best = strongest_of(for_photos, state["layer"] - 1)
    values = ", ".join(signed_number(value, 1) for value in best.value[:, state["channel"]])
    source = "14 photos" if for_photos else "1,000 test digits"
    return array_panel(
        f"strongest pieces in {source}",
        result.pieces,
        kind="image",
        cell=MOSAIC_WIDTH / (PATCH * 5),
        note=f"answers {values}",
        scale=False,
    )


def _formula(result: FeatureMapsResult) -> str:
    """Write where the field begins, with the layer's numbers."""
    state = result.state
    views = views_of(is_photo(state["photo"]), result.looked.layer)
    rows, columns = (
        f"{what} {signed_number(int(view.start))} + {number(what, state[what])} · {view.jump} = "
        f"<b>{signed_number(first)}</b> to {signed_number(last)}"
        for what, view, (first, last) in zip(("row", "column"), views, result.seen, strict=True)
    )
    return (
        f"{number('photo', state['photo'])}, layer {number('layer', state['layer'])} "
        f"({result.looked.label}), channel {number('channel', state['channel'])}: "
        f"{signed_number(result.value)} at this cell. It sees {rows}; {columns} "
        f"(beside: {number('beside', state['beside'])})"
    )
