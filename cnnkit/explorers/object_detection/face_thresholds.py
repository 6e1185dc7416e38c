"""Two thresholds, of the score and of the overlap: which boxes does a photo show?"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.applications import detection
from cnnkit.explorers.controls import choice, decimal, tick
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import Axis, Points, plot_panel
from cnnkit.explorers.drawing.svg import Panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.object_detection.boxes import (
    DOTTED,
    FIRST,
    GREY,
    box_shape,
    label_at,
    picture_panel,
)
from cnnkit.explorers.object_detection.photos import (
    LONGER_SIDE,
    PHOTOS,
    Windows,
    face_windows,
    photo_size,
    shown,
)

MOST_LABELS, MOST_NAMED = 4, 3
"""Boxes that get their score written beside them, and that the words name."""

LABEL = (18, 46)
"""CSS pixels that a label takes, down and across."""

MOST_WITH_HALO = 8
"""More boxes than that would hide the photo behind their light borders."""


@dataclass(frozen=True, eq=False)
class ThresholdsResult:
    """The windows of one photo, and which of them are left."""

    state: State
    windows: Windows
    reached: NDArray[np.intp]
    """Places of the windows whose score reaches the threshold, best first."""
    kept: NDArray[np.intp]
    """Those that are left after suppression, best first."""


class FaceThresholds(Explorer[ThresholdsResult]):
    """Choose which scores are shown, and how much two boxes may overlap.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``photo`` (one of `PHOTOS`), ``score`` and ``overlap`` (thresholds), ``suppressed``
        (whether the boxes that fall to better ones are drawn too).

    Examples
    --------
    >>> explorer = FaceThresholds(photo="astronaut", score=0.9, overlap=0.3)
    >>> len(explorer.result.reached), len(explorer.result.kept)
    (32, 1)
    """

    title = "Which boxes are left?"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "photo": choice("photo", "astronaut", PHOTOS),
            "score": decimal("score, at least", 0.9, 0.0, 1.0, step=0.01),
            "overlap": decimal("overlap, at most", 0.3, 0.0, 1.0, step=0.05),
            "suppressed": tick("show suppressed", False),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> ThresholdsResult:
        """Apply both thresholds, the score's first."""
        windows = face_windows(state["photo"])
        reached = np.flatnonzero(windows.scores >= state["score"])
        reached = reached[np.argsort(-windows.scores[reached], kind="stable")]
        left = detection.non_maximum_suppression(
            windows.boxes[reached], windows.scores[reached], threshold=state["overlap"]
        )
        return ThresholdsResult(state, windows, reached, reached[left])

    def draw(self, result: ThresholdsResult) -> Picture:
        """Draw the photo with its boxes, and all scores with the threshold."""
        key = result.state["photo"]
        return Picture(
            [_photo_panel(self.shared(key), result), _scores_panel(result)],
            formula=_formula(result),
            shared={key: shown(key)},
            formula_lines=2,
        )

    def describe(self, result: ThresholdsResult) -> str:
        """Count the boxes, and say where the best ones are."""
        state, (boxes, scores) = result.state, result.windows
        named = [
            f"{_score(scores[k])} at rows {boxes[k][0]:.0f} to {boxes[k][2]:.0f}, "
            f"columns {boxes[k][1]:.0f} to {boxes[k][3]:.0f}"
            for k in result.kept[:MOST_NAMED]
        ]
        more = len(result.kept) - len(named)
        listed = f": {'; '.join(named)}{f'; and {more} more' if more else ''}" if named else ""
        verb = "reaches" if len(result.reached) == 1 else "reach"
        return (
            f"“{state['photo']}”: of {len(scores)} windows {len(result.reached)} {verb} a score of "
            f"{state['score']:.2f}. Suppression above an overlap of {state['overlap']:.2f} leaves "
            f"{_boxes(len(result.kept))}{listed}."
        )


def _score(score: float) -> str:
    """Write a score with three digits, never rounded up: no network is wholly sure."""
    return signed_number(np.floor(1000 * min(score, 0.9999)) / 1000, 3)


def _boxes(count: int) -> str:
    return "1 box" if count == 1 else f"{count} boxes"


def _labelled(corners: NDArray[np.float64], kept: NDArray[np.intp]) -> list[int]:
    """Choose the best boxes whose labels do not hide one another."""
    chosen: list[int] = []
    for place in kept.tolist():
        apart = abs(corners[chosen, :2] - corners[place, :2]) >= LABEL
        if len(chosen) < MOST_LABELS and apart.any(axis=1).all():
            chosen.append(place)
    return chosen


def _photo_panel(photo: str, result: ThresholdsResult) -> Panel:
    """Draw the boxes that are left, and behind them those that have been suppressed."""
    boxes, scores = result.windows
    size = photo_size(result.state["photo"])
    scale = LONGER_SIDE / max(size)
    body = []
    if result.state["suppressed"]:
        gone = np.setdiff1d(result.reached, result.kept)
        body += [box_shape(boxes[k], scale, colour=GREY, dashes=DOTTED, halo=False) for k in gone]
    few = len(result.kept) <= MOST_WITH_HALO
    body += [box_shape(boxes[k], scale, colour=FIRST, halo=few) for k in result.kept[::-1]]
    body += [
        label_at(boxes[k], scale, _score(scores[k]), size[0] * scale)
        for k in _labelled(boxes * scale, result.kept)
    ]
    return picture_panel(
        "the photo",
        photo,
        size,
        scale,
        body,
        photo_scale=scale * 2,
        note=f"{_boxes(len(result.kept))} left of {len(result.reached)}",
    )


def _scores_panel(result: ThresholdsResult) -> Panel:
    """Draw every window's score, best first, with the threshold across them."""
    scores = np.sort(result.windows.scores)[::-1]
    place = np.arange(1, len(scores) + 1)
    over = len(result.reached)
    threshold, last = result.state["score"], float(len(scores) + 1)
    drawn = [
        Points("reaches the threshold", place[:over], scores[:over]),
        Points("does not", place[over:], scores[over:], line=4),
    ]
    return plot_panel(
        "scores of all windows",
        drawn,
        Axis("window, best first", 0, last),
        Axis("score", 0, 1),
        width=250,
        height=200,
        guides=[(0, threshold, last, threshold)],
    )


def _formula(result: ThresholdsResult) -> str:
    """Write which windows pass each of the two thresholds."""
    state, (_, scores) = result.state, result.windows
    gone = len(result.reached) - len(result.kept)
    also = "" if state["suppressed"] or not gone else " (not drawn)"
    score, overlap = f"{state['score']:.2f}", f"{state['overlap']:.2f}"
    return (
        f"{number('photo', state['photo'])}: score ≥ {number('score', score)}: "
        f"{len(result.reached)} of {len(scores)} windows<br>of these IoU above "
        f"{number('overlap', overlap)} with a better box that is kept: "
        f"{gone} suppressed{number('suppressed', also)}, <b>{len(result.kept)}</b> left"
    )
