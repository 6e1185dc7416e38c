"""A digit moved about: its map moves along, the map's maximum stays, a dense unit forgets."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import datasets, images
from cnnkit.explorers.controls import choice, slider
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import array_panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.functional import conv2d
from cnnkit.kernels import hand_made

HEIGHT, WIDTH = 44, 52
"""Of the black canvas on which the digit of 28 × 28 is moved."""

FARTHEST = 16
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
    >>> canvas(0, 0, 0).shape, bool(canvas(0, 0, 0)[:8].any())
    ((44, 52), False)
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


class MovedImage(Explorer[MovedImageResult]):
    """Move a digit, and compare the map of the moved digit with the moved map of the digit.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``image`` (0 to 99), ``down`` and ``across`` (pixels), ``kernel`` (one of `EDGES`),
        ``stride``.

    Examples
    --------
    >>> MovedImage(down=3, across=-5).result.largest
    0.0
    >>> MovedImage(down=3, across=-5, stride=2).result.largest > 0.1
    True
    """

    title = "Equivariant or invariant"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "image": slider("test image", 0, 0, 99),
            "down": slider("down (pixels)", 0, -FARTHEST, FARTHEST),
            "across": slider("across (pixels)", 0, -FARTHEST, FARTHEST),
            "kernel": choice("kernel", EDGES[0], EDGES),
            "stride": slider("stride (1 to 4)", 1, 1, 4),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> MovedImageResult:
        """Make both maps, and move the first one along."""
        down, across, s = state["down"], state["across"], state["stride"]
        centred, image = canvas(state["image"], 0, 0), canvas(state["image"], down, across)
        kernel = hand_made(state["kernel"])[:, :, None, None]
        both = np.stack([centred, image])[:, :, :, None]
        before, after = conv2d(both, kernel.astype(np.float32), stride=s)[:, :, :, 0]
        # A map of stride s moves by whole cells only: one cell for s pixels.
        expected = moved(before, round(down / s), round(across / s))
        dense = float((image * centred).sum() / (centred * centred).sum())
        return MovedImageResult(state, image, before, after, expected, dense)

    def draw(self, result: MovedImageResult) -> Picture:
        """Draw the moved digit, its map, and what differs from the moved map."""
        cell = 4.6
        limit = float(max(np.abs(result.before).max(), np.abs(result.after).max(), 1e-6))
        map_cell = cell * WIDTH / result.after.shape[1]
        rows, columns = result.after.shape
        image = array_panel("image", result.image, kind="image", cell=cell, name="image")
        maps = [
            array_panel(
                title, array, kind="signed", cell=map_cell, limits=(-limit, limit), note=note
            )
            for title, array, note in (
                ("its feature map", result.after, f"{rows} × {columns}"),
                ("less the moved map", result.difference, f"largest {_short(result.largest)}"),
            )
        ]
        return Picture([image, *maps], formula=_compared(result))

    def describe(self, result: MovedImageResult) -> str:
        """Say whether the map has moved along, and what has stayed."""
        state = result.state
        along = (
            "Its feature map has moved along, to the last number"
            if result.largest == 0
            else "Its feature map is not the moved map: "
            f"they differ by up to {_short(result.largest)}"
        )
        return (
            f"The digit stands {_way(state['down'], 'down', 'up')} and "
            f"{_way(state['across'], 'right', 'left')} of the middle. {along}. The largest number "
            f"of the map was {_short(result.before.max())} and is {_short(result.after.max())}. "
            f"A dense unit that knows the digit in the middle answered 1 and answers "
            f"{_short(result.dense)}."
        )

    def touch(self, panel: str, row: int, column: int) -> State:
        """Put the digit's middle under the pointer."""
        down, across = row - HEIGHT // 2, column - WIDTH // 2
        return {
            "down": min(max(down, -FARTHEST), FARTHEST),
            "across": min(max(across, -FARTHEST), FARTHEST),
        }


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
    stride = number("stride", state["stride"])
    return "<br>".join(
        [
            f"map of the image moved by ({down}, {across}), less the map at stride {stride} moved "
            f"along: largest difference <b>{_short(result.largest)}</b>",
            f"largest number of the map: {_short(result.before.max())} before, "
            f"<b>{_short(result.after.max())}</b> now",
            f"dense unit, weights = image {number('image', state['image'])} in the middle: "
            f"1 before, <b>{_short(result.dense)}</b> now",
        ]
    )
