"""Different large pictures with the same small one."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.applications.super_resolution import SHRINKING, shrink, unseen
from cnnkit.explorers.controls import choice, decimal, stops
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import array_panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.super_resolution.pieces import PHOTOS, truth

SIDE, CELL, SMALL_WIDTH = 96, 2.4, 128
"""Pixels of the large pictures, CSS pixels each, and CSS pixels of a small picture."""

STRIPES, CHECKS, NUCLEI, BRICKS = "stripes", "checks", "the tissue", "the bricks"
DETAILS = (STRIPES, CHECKS, NUCLEI, BRICKS)


@dataclass(frozen=True)
class ManyFromOneResult:
    """Two large pictures, and what is left of each when it is shrunk."""

    state: State
    first: NDArray[Any]
    second: NDArray[Any]
    small_first: NDArray[Any]
    small_second: NDArray[Any]

    @property
    def apart(self) -> float:
        """The largest difference of the large pictures, in levels of 255."""
        return 255 * float(abs(self.first - self.second).max())

    @property
    def small_apart(self) -> float:
        """The largest difference of the small pictures, in levels of 255."""
        return 255 * float(abs(self.small_first - self.small_second).max())


class ManyFromOne(Explorer[ManyFromOneResult]):
    """Add detail to a picture that no small version of it can show.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``photo``, ``added`` (one of `DETAILS`: where the detail is from), ``amount`` (−1 to 1),
        ``scale`` (2, 3 or 4), ``by`` (how it is shrunk).

    Examples
    --------
    >>> result = ManyFromOne(amount=1.0).result
    >>> result.apart > 40, result.small_apart < 1
    (True, True)
    """

    title = "One small picture, many large ones"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "amount": decimal("amount (−1 to 1)", 0.6, -1.0, 1.0, 0.05),
            "added": choice("detail from", STRIPES, DETAILS),
            "scale": stops("scale", 3, (2, 3, 4)),
            "by": choice("shrunk by", "area average", SHRINKING),
            "photo": choice("photo", "ihc", PHOTOS),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> ManyFromOneResult:
        """Add the part of the detail that shrinking does not see, and shrink both."""
        first = _part(state["photo"])
        hidden = hidden_detail(state["added"], state["scale"], state["by"])
        second = np.clip(first + state["amount"] * hidden, 0, 1)
        small = [shrink(each, state["scale"], by=state["by"]) for each in (first, second)]
        return ManyFromOneResult(
            state, first[:, :, 0], second[:, :, 0], small[0][:, :, 0], small[1][:, :, 0]
        )

    def draw(self, result: ManyFromOneResult) -> Picture:
        """Draw both large pictures, and both small ones."""
        photo = result.state["photo"]
        small = SMALL_WIDTH / len(result.small_first)
        pictures = (
            ("a picture", result.first, self.shared(photo), CELL),
            ("another", result.second, None, CELL),
            ("first, shrunk", result.small_first, None, small),
            ("other, shrunk", result.small_second, None, small),
        )
        panels = [
            array_panel(title, each, kind="image", cell=cell, photo=known, scale=False)
            for title, each, known, cell in pictures
        ]
        return Picture(panels, formula=_written_out(result), shared={photo: result.first})

    def describe(self, result: ManyFromOneResult) -> str:
        """Say how far apart the large pictures are, and how far the small ones."""
        state = result.state
        small = result.small_apart
        same = (
            "less than one level of 255: on a screen they are the same picture"
            if small < 1
            else f"{small:.0f} levels of 255, because some pixels would be darker than black or "
            "brighter than white and are cut off"
        )
        return (
            f"Two pictures of {SIDE} × {SIDE} pixels; the second has {state['added']} added. They "
            f"differ by up to {result.apart:.0f} levels of 255. Shrunk {state['scale']} times by "
            f"{state['by']}, they differ by {same}."
        )


@lru_cache(maxsize=len(PHOTOS))
def _part(photo: str) -> NDArray[Any]:
    """Return the middle of a piece, kept off black and white."""
    top = (truth(photo).shape[0] - SIDE) // 2
    part: NDArray[Any] = 0.25 + 0.5 * truth(photo)[top : top + SIDE, top : top + SIDE]
    return part


@lru_cache(maxsize=48)
def hidden_detail(kind: str, scale: int, by: str) -> NDArray[np.float64]:
    """Return detail with numbers up to 0.25 that shrinking does not see."""
    rows, columns = np.mgrid[:SIDE, :SIDE]
    if kind == STRIPES:
        detail = np.cos(2 * np.pi * (columns + rows) / scale) if scale > 2 else (-1.0) ** columns
    elif kind == CHECKS:
        detail = (-1.0) ** (rows + columns)
    else:
        detail = _part("ihc" if kind == NUCLEI else "brick")[:, :, 0].astype(np.float64)
    hidden = unseen(detail[:, :, np.newaxis], scale, by=by)
    scaled: NDArray[np.float64] = 0.25 * hidden / abs(hidden).max()
    return scaled


def _written_out(result: ManyFromOneResult) -> str:
    """Write the second picture as a sum, and how far apart both small ones are."""
    state = result.state
    return (
        f"another = a picture ({number('photo', state['photo'])}) + "
        f"{number('amount', signed_number(state['amount']))} · the part of "
        f"{number('added', state['added'])} that shrinking {number('scale', state['scale'])} times "
        f"by {number('by', state['by'])} does not see<br>"
        f"largest difference: large pictures <b>{result.apart:.0f}</b> levels of 255, small ones "
        f"<b>{result.small_apart:.1f}</b>"
    )
