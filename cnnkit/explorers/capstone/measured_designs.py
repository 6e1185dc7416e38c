"""What was measured on the capstone's tracks, and what follows for the time of a training."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import datasets


@dataclass(frozen=True)
class MeasuredDesign:
    """A network that was trained with three seeds.

    Attributes
    ----------
    name : str
    parameters, multiply_adds, epochs : int
    seconds, scores : tuple of float
        Of each seed; scores on the validation images, in per cent or decibels.
    """

    name: str
    parameters: int
    multiply_adds: int
    epochs: int
    seconds: tuple[float, ...]
    scores: tuple[float, ...]

    @property
    def mean(self) -> float:
        """The mean score."""
        return float(np.mean(self.scores))


@dataclass(frozen=True)
class TrackFacts:
    """What an explorer needs to know of a track.

    Attributes
    ----------
    side, images, outputs : int
        Pixels a side, training images, and logits; 0 logits where an image is asked for.
    parameters, seconds : int
        The budget.
    unit : str
        Of the scores.
    """

    side: int
    images: int
    outputs: int
    parameters: int
    seconds: int
    unit: str


TRACKS = {
    "read": TrackFacts(28, 3200, 10, 5_000, 60, "%"),
    "sort": TrackFacts(28, 4000, 10, 30_000, 90, "%"),
    "restore": TrackFacts(32, 896, 0, 10_000, 90, "dB"),
}


@lru_cache(maxsize=1)
def _stored() -> dict[str, Any]:
    """Read the measurement."""
    path = datasets.data_path("measured/capstone.json")
    stored: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return stored


@lru_cache(maxsize=3)
def designs(track: str) -> tuple[MeasuredDesign, ...]:
    """Return the designs of a track, those with fewest parameters first.

    Examples
    --------
    >>> [design.parameters for design in designs("restore")]
    [26, 153, 2625, 2625, 7265]
    """
    scale = 1 if TRACKS[track].outputs == 0 else 100
    found = [
        MeasuredDesign(
            name,
            one["parameters"],
            one["multiply_adds"],
            one["epochs"],
            tuple(one["seconds"]),
            tuple(scale * value for value in one["validation"]),
        )
        for name, one in _stored()[track]["designs"].items()
    ]
    return tuple(sorted(found, key=lambda design: design.parameters))


@lru_cache(maxsize=3)
def baseline(track: str) -> tuple[str, float]:
    """Return the best that was reached without a network: its name and its score.

    Examples
    --------
    >>> baseline("read")
    ('nearest neighbour', 92.5)
    """
    found = _stored()[track]["baselines"]
    name = max(found, key=found.__getitem__)
    return name, found[name] * (1 if TRACKS[track].outputs == 0 else 100)


@lru_cache(maxsize=3)
def _line(track: str) -> NDArray[np.float64]:
    """Fit the seconds that an image takes, forward and backward: a line over multiply-adds.

    Networks without a ReLU and a second layer are another matter, and left out.
    """
    images = TRACKS[track].images
    several = [one for one in designs(track) if one.name != "linear"]
    work = np.array([[1.0, one.multiply_adds] for one in several])
    took = np.array([np.mean(one.seconds) / (one.epochs * images) for one in several])
    relative = work / took[:, np.newaxis]
    line: NDArray[np.float64] = np.linalg.lstsq(relative, np.ones(len(took)), rcond=None)[0]
    return np.maximum(line, 0.0)


def seconds_of(track: str, multiply_adds: int, epochs: int) -> float:
    """Estimate how long a training takes, on the processor that measured the designs.

    Examples
    --------
    >>> seconds_of("read", 200_000, 40) == 2 * seconds_of("read", 200_000, 20)
    True
    """
    start, slope = _line(track)
    return float(TRACKS[track].images * epochs * (start + slope * multiply_adds))
