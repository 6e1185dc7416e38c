"""Resize, crop, letterbox and normalise side by side, each with what it loses."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.controls import choice, slider, stops
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import array_panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.images_as_tensors.preparation import (
    Prepared,
    cropped,
    detailed_place,
    letterboxed,
    normalised,
    source_photo,
    statistics,
    stretched,
)
from cnnkit.explorers.photos import COLOUR_PHOTOS

CENTRE, DETAILED, BY_HAND = "in the middle", "most detail", "by the sliders"
WHERE = {
    CENTRE: "in the middle",
    DETAILED: "where neighbouring pixels differ most",
    BY_HAND: "by hand",
}
PANEL_WIDTH = 184
"""CSS pixels: the photo and its three squares stand in one row of a notebook."""


@dataclass(frozen=True)
class PreprocessingResult:
    """One photo, prepared in four ways."""

    state: State
    photo: NDArray[Any]
    stretched: Prepared
    cropped: Prepared
    letterboxed: Prepared
    normalised: NDArray[Any]
    side: int
    """Of the crop, in pixels of the photo."""
    place: tuple[int, int]
    """The crop's middle."""
    fitted: tuple[int, int, int, int]
    """Where the photo lies in the letterbox: top, left, height, width."""

    @property
    def aspect(self) -> float:
        """Width over height of the photo; every preparation makes a square of it."""
        return float(self.photo.shape[1] / self.photo.shape[0])

    @property
    def square(self) -> bool:
        """Whether the photo is a square already."""
        return bool(self.photo.shape[0] == self.photo.shape[1])

    @property
    def outside(self) -> float:
        """The share of the photo's pixels that the crop throws away."""
        return float(1 - self.side**2 / (self.photo.shape[0] * self.photo.shape[1]))

    @property
    def padding(self) -> float:
        """The share of the letterbox that is no photo."""
        return float(1 - self.fitted[2] * self.fitted[3] / self.state["size"] ** 2)

    @property
    def error_undone(self) -> float:
        """By how many levels of 255 a pixel is off once the normalisation is undone."""
        mean, std = statistics()
        back = self.normalised * std + mean
        return float(np.abs(back - self.stretched.image).max() * 255)


class Preprocessing(Explorer[PreprocessingResult]):
    """Four ways to prepare a photo; each loses something else.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``photo``, ``size`` (of the square that comes out), ``percent`` (the crop's side, of the
        photo's shorter one), ``place`` (of the crop: `CENTRE`, `DETAILED` or `BY_HAND`), ``row``,
        ``column`` (the crop's middle, by hand).

    Examples
    --------
    >>> explorer = Preprocessing(photo="rocket", size=32)
    >>> explorer.result.stretched.image.shape
    (32, 32, 3)
    """

    title = "Four ways to prepare a photo"
    dragged = True

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "photo": choice("photo", "coffee", COLOUR_PHOTOS),
            "size": stops("target size", 48, (8, 12, 16, 24, 32, 48, 64)),
            "percent": slider("crop side (30–100 %)", 80, 30, 100),
            "place": choice("crop", BY_HAND, (BY_HAND, CENTRE, DETAILED)),
            "row": slider("crop row", 64, 0, 191),
            "column": slider("crop column", 96, 0, 191),
        }
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Keep the crop on the photo; where a rule places it, the sliders show where."""
        shape = source_photo(state["photo"]).shape[:2]
        side = _side(state)
        if state["place"] == BY_HAND:
            low, high = side // 2, side - side // 2
            rows, columns = ((low, n - high) for n in shape)
            return {"row": rows, "column": columns}
        if state["place"] == CENTRE:
            row, column = ((n - side) // 2 + side // 2 for n in shape)
        else:
            row, column = detailed_place(state["photo"], side)
        return {"row": (row, row), "column": (column, column)}

    def compute(self, state: State) -> PreprocessingResult:
        """Prepare the photo in all ways, and measure."""
        name, size, side = state["photo"], state["size"], _side(state)
        place = state["row"], state["column"]
        boxed, fitted = letterboxed(name, size)
        return PreprocessingResult(
            state=state,
            photo=source_photo(name),
            stretched=stretched(name, size),
            cropped=cropped(name, size, side, place),
            letterboxed=boxed,
            normalised=normalised(name, size),
            side=side,
            place=place,
            fitted=fitted,
        )

    def draw(self, result: PreprocessingResult) -> Picture:
        """Draw the photo with the crop's window, and the four results with their losses."""
        state, side, size = result.state, result.side, result.state["size"]
        top, left = (middle - side // 2 for middle in result.place)
        photo = array_panel(
            "photo",
            result.photo,
            kind="image",
            cell=PANEL_WIDTH / max(result.photo.shape),
            outlines=[(top, left, side, side)],
            photo=self.shared(state["photo"]),
            name="photo",
        )
        cell, shape = PANEL_WIDTH / size, f"{size} × {size} × 3"
        stretch = array_panel(
            "resized",
            result.stretched.image,
            kind="image",
            cell=cell,
            note=f"{shape}, {'unbent' if result.square else f'bent {result.aspect:.2f} : 1'}",
        )
        crop = array_panel(
            "cropped",
            result.cropped.image,
            kind="image",
            cell=cell,
            note=f"{shape}, {result.outside:.0%} gone",
        )
        box_top, box_left, height, width = result.fitted
        bars = [(0, 0, box_top, size), (box_top + height, 0, size - box_top - height, size)]
        bars += [(0, 0, size, box_left), (0, box_left + width, size, size - box_left - width)]
        box = array_panel(
            "letterboxed",
            result.letterboxed.image,
            kind="image",
            cell=cell,
            hatched=[bar for bar in bars if bar[2] and bar[3]],
            note=f"{shape}, {'no' if result.square else f'{result.padding:.0%}'} padding",
        )
        normal = array_panel(
            "normalised, channel 0",
            result.normalised[:, :, 0],
            kind="signed",
            cell=cell,
            limits=(-3.0, 3.0),
            note=f"{size} × {size}, nothing lost",
        )
        return Picture(
            [photo, stretch, crop, box, normal],
            formula=_losses(result),
            shared={state["photo"]: result.photo},
        )

    def describe(self, result: PreprocessingResult) -> str:
        """Say what each of the four loses, and which of them keeps most detail."""
        state, size = result.state, result.state["size"]
        rows, columns = result.photo.shape[:2]
        if result.square:
            bent, boxed = "unbent, since the photo is square", "the same, with nothing to fill"
        else:
            bent = f"bent from {result.aspect:.2f} : 1 to 1 : 1"
            boxed = f"all of it, unbent, on {1 - result.padding:.0%} of the square"
        return (
            f"The photo “{state['photo']}”, {rows} × {columns} × 3, made {size} × {size} × 3. "
            f"Resized: all of it is there, {bent}. Cropped {WHERE[state['place']]}: unbent, and "
            f"{result.outside:.0%} of its pixels are gone. Letterboxed: {boxed}. Scaled back, a "
            f"pixel is off by {result.stretched.off:.1f} of 255 levels when resized, "
            f"{result.cropped.off:.1f} inside the crop, {result.letterboxed.off:.1f} in the "
            "letterbox. Normalised by the mean and standard deviation of all the photos here: the "
            "resized image in another range."
        )

    def touch(self, panel: str, row: int, column: int) -> State:
        """Put the crop's middle under the pointer, as near as the border lets it."""
        limits = self.limits({**self.state, "place": BY_HAND})
        places = {"row": row, "column": column}
        return {"place": BY_HAND} | {
            name: min(max(place, limits[name][0]), limits[name][1])
            for name, place in places.items()
        }


def _side(state: State) -> int:
    """Return the crop's side in pixels."""
    shorter = min(source_photo(state["photo"]).shape[:2])
    return max(1, int(shorter) * int(state["percent"]) // 100)


def _losses(result: PreprocessingResult) -> str:
    """Write, for each way, what comes back when it is undone."""
    size = number("size", result.state["size"])
    rows, columns = result.photo.shape[:2]
    side = number("percent", result.side)
    _, _, height, width = result.fitted
    row, column = number("row", result.place[0]), number("column", result.place[1])
    mean, spread = (signed_number(channels[0]) for channels in statistics())
    return (
        "Scaled back to where it came from, a pixel is off by so many levels of 255, on average:"
        f"<br>resized, {rows} × {columns} → {size} × {size}: <b>{result.stretched.off:.1f}</b><br>"
        f"cropped {number('place', result.state['place'])}, {side} × {side} around ({row}, "
        f"{column}) → {size} × {size}: "
        f"<b>{result.cropped.off:.1f}</b> inside, the rest is gone<br>"
        f"letterboxed, {rows} × {columns} → {height} × {width} in {size} × {size}: "
        f"<b>{result.letterboxed.off:.1f}</b><br>"
        f"normalised, channel 0 by (x − {mean}) / {spread}, and undone: "
        f"<b>{result.error_undone:.1f}</b>"
    )
