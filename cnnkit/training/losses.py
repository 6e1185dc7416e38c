"""Losses for the training loop: each knows its value, its gradient, and what counts as right.

The equations are in `cnnkit.functional`; an object here keeps a loss's options in one place.
"""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import ArrayLike

from cnnkit import functional
from cnnkit.functional.checks import Array, real_number
from cnnkit.training.metrics import accuracy


@runtime_checkable
class Loss(Protocol):
    """What the training loop asks of a loss; anything that answers this can be trained with."""

    def __call__(self, prediction: ArrayLike, target: ArrayLike) -> float:
        """Return the loss of a batch, a mean."""

    def backward(self, prediction: ArrayLike, target: ArrayLike) -> Array:
        """Return its gradient with respect to the prediction, of the prediction's shape."""

    def accuracy(self, prediction: ArrayLike, target: ArrayLike) -> float | None:
        """Return the share of predictions that are right, or None if that means nothing."""


@dataclass(frozen=True, eq=False)
class CrossEntropy:
    """How surprised a classifier is by the right class; see `cnnkit.functional.cross_entropy`.

    Parameters
    ----------
    weight : array_like, (classes,), optional
        How much each class counts.
    label_smoothing : float
        The share of the probability that is spread over all classes, ≥ 0 and ≤ 1.

    Examples
    --------
    >>> loss = CrossEntropy()
    >>> logits, labels = np.array([[2.0, 0.0], [2.0, 0.0]]), np.array([0, 1])
    >>> round(loss(logits, labels), 4)
    1.1269
    >>> loss.backward(logits, labels).round(2).tolist()
    [[-0.06, 0.06], [0.44, -0.44]]
    >>> loss.accuracy(logits, labels)
    0.5
    """

    weight: ArrayLike | None = None
    label_smoothing: float = 0.0

    def __post_init__(self) -> None:
        """Check the share; whether the weights fit, only logits can tell."""
        real_number(self.label_smoothing, "label_smoothing", minimum=0, maximum=1, example=0.1)

    def __call__(self, prediction: ArrayLike, target: ArrayLike) -> float:
        """Return the mean over a batch of logits (N, …, classes) and labels (N, …)."""
        return float(
            functional.cross_entropy(
                prediction, target, weight=self.weight, label_smoothing=self.label_smoothing
            )
        )

    def backward(self, prediction: ArrayLike, target: ArrayLike) -> Array:
        """Return the gradient with respect to the logits."""
        return functional.cross_entropy_backward(
            prediction, target, weight=self.weight, label_smoothing=self.label_smoothing
        )

    def accuracy(self, prediction: ArrayLike, target: ArrayLike) -> float:
        """Return how often the largest logit is that of the right class."""
        return accuracy(prediction, target)


@dataclass(frozen=True)
class BinaryCrossEntropy:
    """Cross-entropy of yes-or-no answers; see `cnnkit.functional.binary_cross_entropy`.

    Examples
    --------
    >>> loss = BinaryCrossEntropy()
    >>> logits, targets = np.array([2.0, -1.0]), np.array([1.0, 1.0])
    >>> round(loss(logits, targets), 4)
    0.7201
    >>> loss.backward(logits, targets).round(2).tolist()
    [-0.06, -0.37]
    >>> loss.accuracy(logits, targets)
    0.5
    """

    def __call__(self, prediction: ArrayLike, target: ArrayLike) -> float:
        """Return the mean over all logits and their targets from 0 to 1."""
        return float(functional.binary_cross_entropy(prediction, target))

    def backward(self, prediction: ArrayLike, target: ArrayLike) -> Array:
        """Return the gradient with respect to the logits."""
        return functional.binary_cross_entropy_backward(prediction, target)

    def accuracy(self, prediction: ArrayLike, target: ArrayLike) -> float:
        """Return how often a logit is on its target's side: above 0 for targets above 1/2."""
        return float(np.mean((np.asarray(prediction) > 0) == (np.asarray(target) > 0.5)))


@dataclass(frozen=True)
class MeanSquaredError:
    """The mean of squared differences; see `cnnkit.functional.mean_squared_error`.

    Examples
    --------
    >>> loss = MeanSquaredError()
    >>> loss(np.array([1.0, 4.0]), np.array([1.0, 2.0]))
    2.0
    >>> loss.backward(np.array([1.0, 4.0]), np.array([1.0, 2.0])).tolist()
    [0.0, 2.0]
    """

    def __call__(self, prediction: ArrayLike, target: ArrayLike) -> float:
        """Return the mean over all numbers."""
        return float(functional.mean_squared_error(prediction, target))

    def backward(self, prediction: ArrayLike, target: ArrayLike) -> Array:
        """Return the gradient with respect to the prediction."""
        return functional.mean_squared_error_backward(prediction, target)

    def accuracy(self, prediction: ArrayLike, target: ArrayLike) -> None:
        """Return None: a distance is neither right nor wrong."""
