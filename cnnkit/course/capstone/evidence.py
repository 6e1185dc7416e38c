"""Everything that a self-check measures of a network."""

from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cnnkit.course.capstone.run import Run
from cnnkit.course.capstone.splits import Array, Examples, Splits
from cnnkit.layers import Layer, Sequential
from cnnkit.layers.arguments import Shape
from cnnkit.layers.summary import Row
from cnnkit.training import Epoch

ALIKE = 0.9999
"""Correlation from which two images count as the same one, scaled or normalised."""

AT_A_TIME = 256


@dataclass(frozen=True)
class Budget:
    """What a network may cost.

    Attributes
    ----------
    parameters, seconds : int
        At most so many.
    """

    parameters: int
    seconds: int


@dataclass(frozen=True, eq=False)
class Evidence:
    """A run on a track, with what follows from it; measured when first asked for.

    Attributes
    ----------
    run : Run
    splits : Splits
        The track's images.
    budget : Budget
    claimed : float or None
        What somebody says the network scores on the validation images.
    """

    run: Run
    splits: Splits
    budget: Budget
    claimed: float | None = None

    @property
    def network(self) -> Layer:
        """The network."""
        return self.run.network

    @property
    def labelled(self) -> bool:
        """Whether classes are asked for; else images are."""
        return bool(self.splits.names)

    @property
    def input_shape(self) -> Shape:
        """Of one image."""
        return tuple(self.splits.train[0].shape[1:])

    @cached_property
    def counts(self) -> tuple[int, int]:
        """Parameters and multiply-adds."""
        return self.network.count(self.input_shape)

    @cached_property
    def rows(self) -> list[Row]:
        """The layers, one by one."""
        network = self.network
        whole = network if isinstance(network, Sequential) else Sequential([network])
        return whole.summary(self.input_shape).rows

    @cached_property
    def outputs(self) -> Array:
        """What the network makes of the validation images, as it is used."""
        return predict(self.network, self.splits.validation[0])

    @property
    def right_shape(self) -> bool:
        """Whether there is one logit a class, or one pixel a pixel."""
        return self.outputs.shape == self.wanted_shape(len(self.splits.validation[0]))

    def wanted_shape(self, count: int) -> Shape:
        """Return the shape that so many answers should have."""
        each = (len(self.splits.names),) if self.labelled else self.input_shape
        return (count, *each)

    @cached_property
    def validation(self) -> float:
        """The score on the validation images, as the network is used."""
        return score(self.outputs, self.splits.validation[1])

    @cached_property
    def in_training_mode(self) -> float:
        """The score on the validation images with dropout and statistics as in training."""
        # On a copy: running statistics move, and dropout draws, whenever a network is in that mode.
        x, y = self.splits.validation
        return score(predict(deepcopy(self.network), x, training=True), y)

    @cached_property
    def training(self) -> float:
        """The score on the images that the network was trained on, or should have been."""
        x, y = self.run.data or self.splits.train
        return score(predict(self.network, x), y)

    @property
    def epochs(self) -> list[Epoch]:
        """The epochs of the run; none if nobody kept them."""
        return self.run.history.epochs if self.run.history else []

    def share_known(self, part: Examples) -> float:
        """Return the share of a part's images that the network was trained on."""
        if self.run.data is None or self.run.data[0] is self.splits.train[0]:
            return 0.0
        if self.run.data[0].shape[1:] != part[0].shape[1:]:
            return 0.0
        return float(np.mean(most_alike(part[0], self.run.data[0])[1] > ALIKE))

    @cached_property
    def share_mislabelled(self) -> float:
        """The share of the training images that were given another label than theirs."""
        data, known = self.run.data, self.splits.train
        if data is None or not self.labelled or (data[0] is known[0] and data[1] is known[1]):
            return 0.0
        if data[0].shape[1:] != self.input_shape:
            return 0.0
        some = slice(0, 500)
        place, alike = most_alike(data[0][some], known[0])
        found = alike > ALIKE
        differs = known[1][place] != np.asarray(data[1])[some]
        return float(differs[found].mean()) if found.any() else 0.0


def predict(network: Layer, x: Array, training: bool = False) -> Array:
    """Return what a network makes of many images, some at a time.

    Examples
    --------
    >>> from cnnkit.layers import Flatten
    >>> predict(Flatten(), np.zeros((300, 2, 2, 1))).shape
    (300, 4)
    """
    with np.errstate(all="ignore"):  # what overflows is found, and said in words
        starts = range(0, len(x), AT_A_TIME)
        parts = [network.forward(x[i : i + AT_A_TIME], training) for i in starts]
    return np.concatenate(parts)


def score(outputs: Array, truth: Array) -> float:
    """Return the share of images read rightly, or, where images are asked for, the PSNR.

    With white at 1 it is 10 · log₁₀(1 / mean squared error), in decibels.

    Examples
    --------
    >>> score(np.eye(4), np.array([0, 1, 2, 0])), score(np.full((1, 2, 2, 1), 0.1), np.zeros(4))
    (0.75, 20.0)
    """
    if outputs.ndim == 2:
        return float((outputs.argmax(axis=1) == truth).mean())
    with np.errstate(all="ignore"):
        error = float(np.mean((outputs - np.reshape(truth, outputs.shape)) ** 2.0))
        return round(float(-10 * np.log10(error)), 10)


def most_alike(images: Array, others: Array) -> tuple[Array, Array]:
    """For each image, find the other one with the highest correlation: its place, and how high.

    Correlation does not change if an image is scaled, or a number added to it.

    Examples
    --------
    >>> images = np.array([[[0, 1], [2, 5.0]], [[4, 1], [0, 0]]])[..., None]
    >>> place, alike = most_alike(images, 255 * images[::-1])
    >>> place.tolist(), alike.round(3).tolist()
    ([1, 0], [1.0, 1.0])
    """
    ours, theirs = (_standardised(part) for part in (images, others))
    places, best = [], []
    for start in range(0, len(ours), AT_A_TIME):
        alike = ours[start : start + AT_A_TIME] @ theirs.T
        places.append(alike.argmax(axis=1))
        best.append(alike.max(axis=1))
    return np.concatenate(places), np.concatenate(best)


def _standardised(images: Array) -> Array:
    """Return rows of length 1 with mean 0."""
    rows = np.reshape(images, (len(images), -1)).astype(np.float32)
    rows = rows - rows.mean(axis=1, keepdims=True)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    standardised: Array = rows / np.maximum(lengths, np.finfo(np.float32).tiny)
    return standardised
