"""Scenes of digits, and what two detectors find in them."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from cnnkit import datasets, pretrained
from cnnkit.applications import detection
from cnnkit.applications.digit_scenes import SIDE, Scene, many_scenes
from cnnkit.applications.digit_windows import read_windows
from cnnkit.images import to_float

DIGITS_ONLY, DIGITS_AND_CLOTHES = "digits only", "digits and clothes"
DETECTORS = (DIGITS_ONLY, DIGITS_AND_CLOTHES)
"""Two networks, by what stood in the scenes that they learned from."""

SCENES = 30
OVERLAP, LEAST, RIGHT = 0.3, 0.01, 0.5
"""Above this IoU a worse box is suppressed; lower scores are no detections; from this IoU with a
true square on, a detection is right."""


@dataclass(frozen=True, eq=False)
class Found:
    """What a detector finds in all scenes, best first.

    Parameters
    ----------
    boxes, scores, scenes : ndarray
        Each detection, and in which scene it is.
    right : ndarray of bool
        Whether it finds a digit that no better one has found.
    square : ndarray of int
        Which of all squares it finds; −1 for none.
    precision, recall : ndarray
        After each detection.
    """

    boxes: NDArray[np.float64]
    scores: NDArray[np.float64]
    scenes: NDArray[np.intp]
    right: NDArray[np.bool_]
    square: NDArray[np.intp]
    precision: NDArray[np.float64]
    recall: NDArray[np.float64]

    @property
    def average_precision(self) -> float:
        """The area below the curve."""
        return detection.average_precision(self.precision, self.recall)


@lru_cache(maxsize=1)
def scenes() -> tuple[Scene, ...]:
    """Return scenes of four test digits and two test clothes each.

    Examples
    --------
    >>> len(scenes()), scenes()[0].image.shape
    (30, (96, 128, 1))
    """
    digits = datasets.digits()
    data = to_float(digits.x_test), digits.y_test
    strangers = to_float(datasets.fashion().x_test)
    return tuple(many_scenes(SCENES, data, strangers, np.random.default_rng(17)))


@lru_cache(maxsize=1)
def squares() -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Return the squares of all digits, and in which scene each is."""
    truth = np.concatenate([scene.squares for scene in scenes()])
    return truth, np.repeat(np.arange(SCENES), [len(scene.squares) for scene in scenes()])


@lru_cache(maxsize=len(DETECTORS))
def found(detector: str) -> Found:
    """Run a detector over all scenes, suppress, and hold the rest against the truth.

    Examples
    --------
    >>> result = found(DIGITS_AND_CLOTHES)
    >>> bool(result.recall[-1] > 0.9)
    True
    """
    model = pretrained.digit_detector(clothes=detector == DIGITS_AND_CLOTHES)
    everywhere = detection.as_convolutions(model, (SIDE, SIDE, 1))
    boxes, scores, places = [], [], []
    for place, scene in enumerate(scenes()):
        read = read_windows(everywhere, scene.image)
        likely = read.take(read.scores >= LEAST)
        kept = detection.non_maximum_suppression(likely.boxes, likely.scores, threshold=OVERLAP)
        boxes.append(likely.boxes[kept])
        scores.append(likely.scores[kept])
        places.append(np.full(len(kept), place))
    every_score = np.concatenate(scores)
    order = np.argsort(-every_score, kind="stable")
    every_box, every_score = np.concatenate(boxes)[order], every_score[order]
    here = np.concatenate(places)[order]
    truth, there = squares()
    precision, recall = detection.precision_and_recall(
        every_box, every_score, truth, images=here, truth_images=there
    )
    right = np.diff(recall, prepend=0) > 0
    overlaps = detection.iou(every_box, truth)
    overlaps[here[:, None] != there[None, :]] = -1
    square = np.where(right, overlaps.argmax(axis=1), -1)
    return Found(every_box, every_score, here, right, square, precision, recall)
