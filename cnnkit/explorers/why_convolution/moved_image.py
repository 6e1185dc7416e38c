"""A digit moved about: its map moves along, the map's maximum stays, a dense unit forgets."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import datasets, images
from cnnkit.explorers.controls import choice, slider
from cnnkit.explorers.drawing.bars import bar_panel
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import Cells, Panel, array_panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.functional import conv2d
from cnnkit.kernels import hand_made

HEIGHT, WIDTH = 36, 44
"""Of the black canvas on which the digit of 28 × 28 is moved."""

FARTHEST = 32
"""How many pixels it is moved at most: out of the canvas on every side."""

NO_PADDING, ZEROS = "none", "zeros"
CELL = 3.6
"""CSS pixels a pixel of the image."""

EDGES = ("vertical edges", "horizontal edges", "outline")


@lru_cache(maxsize=1)
def _digits() -> NDArray[Any]:
    """Return the images that can be moved, as floats (100, 28, 28)."""
    digits: NDArray[Any] = images.to_float(datasets.digits().x_test[:100])[..., 0]
    return digits


def canvas(image: int, down: int, across: int) -> NDArray[Any]:
    """Return a test digit on black, moved from the middle; what leaves the canvas is cut off.

    Examples
    --------
    >>> canvas(0, 0, 0).shape, bool(canvas(0, 0, 0)[:4].any())
    ((36, 44), False)
    """
    padded = np.zeros((HEIGHT + 2 * FARTHEST, WIDTH + 2 * FARTHEST), np.float32)
    top = FARTHEST + (HEIGHT - 28) // 2 + down
    left = FARTHEST + (WIDTH - 28) // 2 + across
    padded[top : top + 28, left : left + 28] = _digits()[image]
    seen: NDArray[Any] = padded[FARTHEST : FARTHEST + HEIGHT, FARTHEST : FARTHEST + WIDTH]
    return seen


def moved(array: NDArray[Any], down: int, across: int) -> NDArray[Any]:
    """Return an array moved by whole cells, with zeros where nothing came from.

    Examples
    --------
    >>> moved(np.array([[1, 2], [3, 4]]), 1, -1)
    array([[0, 0],
           [2, 0]])
    """
    result = np.zeros_like(array)
    height, width = array.shape
    rows, columns = max(height - abs(down), 0), max(width - abs(across), 0)
    top, left = max(down, 0), max(across, 0)
    from_top, from_left = max(-down, 0), max(-across, 0)
    result[top : top + rows, left : left + columns] = array[
        from_top : from_top + rows, from_left : from_left + columns
    ]
    return result


@dataclass(frozen=True)
class MovedImageResult:
    """A digit in the middle and moved, and what each operation makes of the two."""

    state: State
    image: NDArray[Any]
    before: NDArray[Any]
    """The map of the digit in the middle."""
    after: NDArray[Any]
    """The map of the moved digit."""
    expected: NDArray[Any]
    """The map from before, moved along."""
    inside: float
    """How much of the digit's light is still on the canvas, from 0 to 1."""
    dense: float
    """What a dense unit answers whose weights are the digit in the middle; there it answers 1."""

    @property
    def difference(self) -> NDArray[Any]:
        """By how much the map of the moved digit differs from the moved map."""
        difference: NDArray[Any] = self.after - self.expected
        return difference

    @property
    def largest(self) -> float:
        """The largest difference, without its sign; 0 where only rounding is left."""
        largest = float(np.abs(self.difference).max())
        return largest if largest > 1e-5 else 0.0

    @property
    def maximum(self) -> float:
        """The largest number of the map, divided by what it was before."""
        return float(self.after.max() / max(self.before.max(), 1e-6))


class MovedImage(Explorer[MovedImageResult]):
    """Move a digit, and compare the map of the moved digit with the moved map of the digit.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``image`` (0 to 99), ``down`` and ``across`` (pixels), ``kernel`` (one of `EDGES`),
        ``stride``, ``padding`` ("none", or "zeros": a ring of them around the image).

    Examples
    --------
    >>> MovedImage(down=3, across=-5).result.largest
    0.0
    >>> MovedImage(down=16, padding="zeros").result.largest > 0.1
    True
    >>> MovedImage(down=3, across=-5, stride=2).result.largest > 0.1
    True
    """

    title = "Equivariant or invariant"
    dragged = True

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "image": slider("test image", 0, 0, 99),
            "down": slider("down (pixels)", 0, -FARTHEST, FARTHEST),
            "across": slider("across (pixels)", 0, -FARTHEST, FARTHEST),
            "kernel": choice("kernel", EDGES[0], EDGES),
            "stride": slider("stride (1 to 4)", 1, 1, 4),
            "padding": choice("padding", NO_PADDING, (NO_PADDING, ZEROS)),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> MovedImageResult:
        """Make both maps, and move the first one along."""
        down, across, s = state["down"], state["across"], state["stride"]
        centred, image = canvas(state["image"], 0, 0), canvas(state["image"], down, across)
        kernel = hand_made(state["kernel"])[:, :, None, None].astype(np.float32)
        both = np.stack([centred, image])[:, :, :, None]
        ring = 1 if state["padding"] == ZEROS else 0
        before, after = conv2d(both, kernel, stride=s, padding=ring)[:, :, :, 0]
        # A map of stride s moves by whole cells only: one cell for s pixels.
        expected = moved(before, round(down / s), round(across / s))
        inside = float(image.sum() / centred.sum())
        dense = float((image * centred).sum() / (centred * centred).sum())
        return MovedImageResult(state, image, before, after, expected, inside, dense)

    def draw(self, result: MovedImageResult) -> Picture:
        """Draw the moved digit, its map less the moved map, and what the two bars keep."""
        limit = float(max(np.abs(result.before).max(), np.abs(result.after).max(), 1e-6))
        rows, columns = result.after.shape
        brightest = np.unravel_index(int(result.after.argmax()), result.after.shape)
        place = (float(brightest[0]), float(brightest[1]), 1.0, 1.0)
        largest = _short(result.largest)
        note = f"up to {largest}" if result.largest else "0 everywhere"
        if result.largest > limit:
            note += ", beyond the scale"
        size = f"{rows} × {columns}, largest "
        bars = bar_panel(
            "now, of what it was in the middle",
            [result.maximum, result.dense],
            names=["map's largest", "dense unit"],
            high=1.2,
            width=180,
        )
        return Picture(
            [
                array_panel("moved image", result.image, kind="image", cell=CELL, name="image"),
                _map(
                    "map of moved image",
                    result.after,
                    limit,
                    size + _short(result.after.max()),
                    [place] if result.after.max() > 0 else [],
                ),
                "−",
                _map("moved map of image", result.expected, limit, f"{rows} × {columns}"),
                "=",
                _map("difference", result.difference, limit, note),
                bars,
            ],
            formula=_compared(result),
        )

    def describe(self, result: MovedImageResult) -> str:
        """Say whether the map has moved along, and what has stayed."""
        state = result.state
        along = (
            "Its feature map has moved along, to the last number"
            if result.largest == 0
            else "Its feature map is not the moved map: "
            f"they differ by up to {_short(result.largest)}"
        )
        if not result.after.any() and not result.expected.any():
            along = "Its feature map is empty"
        gone = ""
        if result.inside < 0.9995:
            part = "All" if result.inside < 0.0005 else "Part"
            gone = f" {part} of it has left the image."
        return (
            f"The digit stands {_way(state['down'], 'down', 'up')} and "
            f"{_way(state['across'], 'right', 'left')} of the middle.{gone} {along}. "
            f"The largest number of the map was {_short(result.before.max())} and is "
            f"{_short(result.after.max())}. "
            f"A dense unit that knows the digit in the middle answered 1 and answers "
            f"{_short(result.dense)}."
        )

    def touch(self, panel: str, row: int, column: int) -> State:
        """Put the digit's middle under the pointer."""
        return {"down": row - HEIGHT // 2, "across": column - WIDTH // 2}


def _map(
    title: str, array: NDArray[Any], limit: float, note: str, outlines: Sequence[Cells] = ()
) -> Panel:
    """Draw a map as wide as the image, whatever its stride."""
    return array_panel(
        title,
        array,
        kind="signed",
        cell=CELL * WIDTH / array.shape[1],
        limits=(-limit, limit),
        note=note,
        outlines=outlines,
    )


def _short(value: float) -> str:
    """Write a number in two digits after the point."""
    return signed_number(float(value))


def _way(pixels: int, forwards: str, backwards: str) -> str:
    """Say a move in words, such as "3 pixels up"."""
    unit = "pixel" if abs(pixels) == 1 else "pixels"
    return f"{abs(pixels)} {unit} {forwards if pixels >= 0 else backwards}"


def _compared(result: MovedImageResult) -> str:
    """Write the three comparisons with the learner's numbers."""
    state = result.state
    down, across = (number(name, signed_number(state[name])) for name in ("down", "across"))
    stride, padding = (number(name, state[name]) for name in ("stride", "padding"))
    return "<br>".join(
        [
            f"moved by ({down}, {across}), stride {stride}, padding {padding}: "
            f"map of moved image − moved map of image: at most <b>{_short(result.largest)}</b>",
            f"largest number of the map: {_short(result.before.max())} before, "
            f"<b>{_short(result.after.max())}</b> now",
            f"dense unit, weights = image {number('image', state['image'])} in the middle: "
            f"1 before, <b>{_short(result.dense)}</b> now",
        ]
    )
