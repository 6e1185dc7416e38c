"""Precision and recall while the threshold moves, on scenes whose truth is known."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnkit.explorers.controls import choice, slider, stops
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import NOW, Axis, Curve, Points, plot_panel
from cnnkit.explorers.drawing.svg import Panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.object_detection.boxes import (
    DASHED,
    DOTTED,
    FIRST,
    SECOND,
    box_shape,
    picture_panel,
)
from cnnkit.explorers.object_detection.scenes import (
    DETECTORS,
    DIGITS_ONLY,
    SCENES,
    Found,
    found,
    scenes,
    squares,
)

THRESHOLDS = (
    *(0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98),
    *(0.99, 0.995, 0.998, 0.999, 0.9995, 0.9998, 0.9999),
)
"""Closer together at the end, where most scores are."""

SCALE = 2.9
"""CSS pixels for one of a scene."""


@dataclass(frozen=True, eq=False)
class CurveResult:
    """A detector's finds, and how many of them the threshold lets through."""

    state: State
    found: Found
    shown: int
    """How many detections reach the threshold; they come first."""

    @property
    def right(self) -> int:
        """How many of those that are shown are right."""
        return int(self.found.right[: self.shown].sum())

    @property
    def objects(self) -> int:
        """How many digits there are in all scenes."""
        return len(squares()[0])

    @property
    def precision(self) -> float:
        """Right ones of those that are shown; 1 where none is."""
        return self.right / self.shown if self.shown else 1.0

    @property
    def recall(self) -> float:
        """Found ones of the digits that are there."""
        return self.right / self.objects

    @property
    def here(self) -> "np.ndarray[Any, np.dtype[np.intp]]":
        """Places of the detections that are shown in the scene that is looked at."""
        return np.flatnonzero(self.found.scenes[: self.shown] == self.state["scene"])


class DetectionCurve(Explorer[CurveResult]):
    """Move the threshold of the score, and watch precision, recall and one scene.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``detector`` (one of `DETECTORS`), ``threshold`` (of the score, one of `THRESHOLDS`)
        and ``scene``.

    Examples
    --------
    >>> explorer = DetectionCurve(detector="digits and clothes", threshold=0.8)
    >>> explorer.result.precision > 0.95
    True
    """

    title = "Precision and recall"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "detector": choice("it learned from", DIGITS_ONLY, DETECTORS),
            "threshold": stops("score, at least", 0.5, THRESHOLDS),
            "scene": slider("scene", 0, 0, SCENES - 1),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> CurveResult:
        """Count what reaches the threshold."""
        every = found(state["detector"])
        return CurveResult(state, every, int((every.scores >= state["threshold"]).sum()))

    def draw(self, result: CurveResult) -> Picture:
        """Draw the scene with its boxes, and the curve with the present point."""
        return Picture(
            [_scene_panel(result), _curve_panel(result)], formula=_formula(result), formula_lines=2
        )

    def describe(self, result: CurveResult) -> str:
        """Say what is shown, right and missed, in all scenes and in this one."""
        state, here = result.state, result.here
        right = int(result.found.right[here].sum())
        missed = len(scenes()[state["scene"]].squares) - right
        return (
            f"The detector that learned from {state['detector']}, on {SCENES} scenes with "
            f"{result.objects} digits: {result.shown} boxes with a score of at least "
            f"{state['threshold']:g}, {result.right} of them right. Precision "
            f"{signed_number(result.precision, 3)}, recall {signed_number(result.recall, 3)}; "
            f"average precision {signed_number(result.found.average_precision, 3)}. In scene "
            f"{state['scene']}: {right} right, {len(here) - right} wrong, {missed} missed."
        )


def _scene_panel(result: CurveResult) -> Panel:
    """Draw the scene: boxes that are right, boxes that are wrong, digits that are missed."""
    every, here = result.found, result.here
    truth, truth_scenes = squares()
    there = np.flatnonzero(truth_scenes == result.state["scene"])
    missed = np.setdiff1d(there, every.square[here])
    image = scenes()[result.state["scene"]].image[:, :, 0]
    body = [box_shape(truth[k], SCALE, colour="#ddd", dashes=DOTTED, halo=False) for k in missed]
    for k in here:
        colour, dashes = (FIRST, "") if every.right[k] else (SECOND, DASHED)
        body.append(box_shape(every.boxes[k], SCALE, colour=colour, dashes=dashes, halo=False))
    return picture_panel(
        f"scene {result.state['scene']}",
        image,
        image.shape,
        SCALE,
        body,
        note="solid: right; dashed: wrong; dotted: missed",
    )


def _curve_panel(result: CurveResult) -> Panel:
    """Draw the curve of both detectors, and the point where the threshold puts it."""
    chosen = result.state["detector"]
    drawn: list[Curve | Points] = []
    for place, name in enumerate(DETECTORS):
        every = found(name)
        thin = name != chosen
        drawn.append(Curve(name, every.recall, every.precision, line=3 * place, thin=thin))
    drawn.append(Points("now", [result.recall], [result.precision], line=NOW))
    return plot_panel(
        "precision over recall",
        drawn,
        Axis("recall", 0, 1.02),
        Axis("precision", 0, 1.02),
        width=270,
        height=220,
    )


def _formula(result: CurveResult) -> str:
    """Write both shares with their counts."""
    state = result.state
    threshold = number("threshold", f"{state['threshold']:g}")
    fraction = f"{result.right} / {result.shown}" if result.shown else "nothing shown"
    return (
        f"{number('detector', state['detector'])}, score ≥ {threshold}: precision = {fraction} = "
        f"<b>{signed_number(result.precision, 3)}</b>, recall = {result.right} / "
        f"{result.objects} = <b>{signed_number(result.recall, 3)}</b><br>"
        f"scene {number('scene', state['scene'])}: {len(result.here)} boxes"
    )
