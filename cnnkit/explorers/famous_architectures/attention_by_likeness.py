"""The operation of attention on a photo: each place takes from those that are like it."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.controls import choice, slider
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import Axis, Curve, Points, plot_panel
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.what_the_network_sees.networks import PHOTOS, maps_of, shown
from cnnkit.explorers.what_the_network_sees.overlay import overlay_panel
from cnnkit.functional import softmax

PLACES, PATCH = 14, 16
"""Places along a side, and the pixels of each."""

STAGE = 5
"""Whose maps describe the places: the last of EfficientNet-Lite0's with 14 × 14 of them."""


@lru_cache(maxsize=len(PHOTOS))
def likeness(photo: str) -> NDArray[np.float64]:
    """Return how alike each two places of a photo are, (196, 196): cosines, from −1 to 1.

    What all places share is subtracted first.

    Examples
    --------
    >>> alike = likeness("chelsea")
    >>> alike.shape, bool(np.allclose(np.diag(alike), 1))
    ((196, 196), True)
    """
    rows = maps_of(photo)[STAGE].reshape(PLACES**2, -1).astype(np.float64)
    rows = rows - rows.mean(axis=0)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    alike: NDArray[np.float64] = rows @ rows.T
    return alike


@dataclass(frozen=True)
class AttentionByLikenessResult:
    """From where one place takes."""

    state: State
    weights: NDArray[np.float64]
    """(14, 14), with a sum of 1."""

    @property
    def near(self) -> float:
        """The share of the 3×3 places around the chosen one."""
        row, column = self.state["row"], self.state["column"]
        rows = slice(max(row - 1, 0), row + 2)
        return float(self.weights[rows, max(column - 1, 0) : column + 2].sum())

    @property
    def strongest_elsewhere(self) -> tuple[int, int]:
        """The place that most is taken from, besides the chosen one."""
        others = self.weights.copy()
        others[self.state["row"], self.state["column"]] = -1
        row, column = np.unravel_index(int(others.argmax()), others.shape)
        return int(row), int(column)

    @property
    def needed(self) -> int:
        """How many places it takes for half of the sum, the largest first."""
        return int(np.searchsorted(np.cumsum(np.sort(self.weights.ravel())[::-1]), 0.5)) + 1


class AttentionByLikeness(Explorer[AttentionByLikenessResult]):
    """A place of a photo, and how much it would take from every other place.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``photo`` (of `PHOTOS`), ``row`` and ``column`` (0 to 13), ``sharpness`` (0 to 20: what
        the likeness is multiplied by before the softmax).

    Examples
    --------
    >>> result = AttentionByLikeness(sharpness=0).result
    >>> round(float(result.weights.max()) * 196, 6)
    1.0
    """

    title = "Attention by likeness"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "photo": choice("photo", "chelsea", PHOTOS),
            "row": slider("row (0–13)", 6, 0, PLACES - 1),
            "column": slider("column (0–13)", 4, 0, PLACES - 1),
            "sharpness": slider("sharpness (0–20)", 5, 0, 20),
        }
        super().__init__(controls, state, hidden)

    def touch(self, panel: str, row: int, column: int) -> State:
        """Choose the place that was touched."""
        return {"row": row, "column": column}

    def compute(self, state: State) -> AttentionByLikenessResult:
        """Take the softmax over all places."""
        place = state["row"] * PLACES + state["column"]
        scores = state["sharpness"] * likeness(state["photo"])[place]
        return AttentionByLikenessResult(state, softmax(scores).reshape(PLACES, PLACES))

    def draw(self, result: AttentionByLikenessResult) -> Picture:
        """Draw the chosen place on the photo, the weights over it, and all weights in order."""
        state = result.state
        key = f"photo-{state['photo']}"
        image = shown(state["photo"])
        row, column = state["row"], state["column"]
        place = (row * PATCH, column * PATCH, PATCH, PATCH)
        touched: dict[str, Any] = {"name": "photo", "cells": PLACES}
        panels = [
            overlay_panel(
                "the place that asks",
                self.shared(key),
                len(image),
                result.weights,
                limits=(0, 1),
                opacity=0,
                outlines=[place, _around(row, column)],
                note="the place, and 3 × 3 around it",
                **touched,
            ),
            overlay_panel(
                "how much it takes, from where",
                self.shared(key),
                len(image),
                result.weights,
                limits=(0, float(result.weights.max())),
                opacity=0.65,
                outlines=[place],
                note=f"brightest: {100 * result.weights.max():.1f} %",
                **touched | {"name": "weights"},
            ),
            _in_order(result),
        ]
        return Picture(panels, formula=_formula(result), shared={key: image}, formula_lines=2)

    def describe(self, result: AttentionByLikenessResult) -> str:
        """Say from where the place takes."""
        state = result.state
        row, column = result.strongest_elsewhere
        return (
            f"{state['photo']}, the place in row {state['row']}, column {state['column']} of 14 × "
            f"14. It takes {100 * result.weights[state['row'], state['column']]:.1f} % from "
            f"itself and {100 * result.near:.1f} % from the 3 × 3 places around it, itself "
            f"included; most elsewhere from row {row}, column {column}: "
            f"{100 * result.weights[row, column]:.1f} %. Half of all comes from "
            f"{'1 place' if result.needed == 1 else f'{result.needed} places'}."
        )


def _around(row: int, column: int) -> tuple[float, float, float, float]:
    """Return the 3×3 places around a place in pixels, as far as they lie on the photo."""
    top, left = max(row - 1, 0), max(column - 1, 0)
    bottom, right = min(row + 2, PLACES), min(column + 2, PLACES)
    return top * PATCH, left * PATCH, (bottom - top) * PATCH, (right - left) * PATCH


def _in_order(result: AttentionByLikenessResult) -> Any:
    """Draw how much of the sum the largest weights have together."""
    shares = 100 * np.cumsum(np.sort(result.weights.ravel())[::-1])
    places = np.arange(1, len(shares) + 1)
    return plot_panel(
        "how widely it looks",
        [
            Curve("attention", places, shares),
            Points("3×3 around it", [9], [100 * result.near], 1),
        ],
        Axis("places, the largest weights first", 0, PLACES**2),
        Axis("% taken from them", 0, 101),
        width=190,
        height=160,
    )


def _formula(result: AttentionByLikenessResult) -> str:
    """Write the weight of the strongest other place."""
    state = result.state
    row, column = result.strongest_elsewhere
    here = state["row"] * PLACES + state["column"]
    alike = likeness(state["photo"])[here, row * PLACES + column]
    return (
        f"{number('photo', state['photo'])}: row {number('row', state['row'])}, column "
        f"{number('column', state['column'])} takes most elsewhere from row {row}, column {column}"
        f", whose likeness is {alike:.2f}".replace("-", "−")
        + "<br>"
        f"weight = exp({number('sharpness', state['sharpness'])} · likeness) / sum over 196 places "
        f"= <b>{result.weights[row, column]:.4f}</b>"
    )
