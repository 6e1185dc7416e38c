"""What happened in training, step by step, and where it stands."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Epoch:
    """One pass over the training data.

    Attributes
    ----------
    number : int
        1 for the first.
    loss : float
        Mean over the epoch's examples, each as it was when its turn came.
    accuracy : float or None
        Likewise; None where the loss knows no right and wrong.
    validation_loss, validation_accuracy : float or None
        At the epoch's end, on the validation data, if there is any.
    """

    number: int
    loss: float
    accuracy: float | None
    validation_loss: float | None = None
    validation_accuracy: float | None = None


@dataclass(frozen=True)
class Step:
    """One batch: forward, loss, backward, update.

    Attributes
    ----------
    number, total : int
        1 for the first step, and how many there will have been.
    epoch : int
        1 for the first.
    size : int
        Examples in the batch.
    loss : float
        Of this batch, before the update.
    accuracy : float or None
        Likewise; None where the loss knows no right and wrong.
    learning_rate : float
        Of the update.
    gradient_norm : float or None
        Before clipping, if gradients are clipped.
    finished : Epoch or None
        The epoch that ends with this step.
    """

    number: int
    total: int
    epoch: int
    size: int
    loss: float
    accuracy: float | None
    learning_rate: float
    gradient_norm: float | None = None
    finished: Epoch | None = None


@dataclass(eq=False, repr=False)
class History:
    """All steps and epochs of a training run, and the order in which the current epoch goes.

    A run that is given the history of an earlier one goes on where that one stopped.

    Attributes
    ----------
    steps : list of Step
        Every step so far.
    epochs : list of Epoch
        Every epoch that is finished.
    order : array, (N,), or None
        Indices of the examples in the epoch that has begun; None between epochs.

    Examples
    --------
    >>> history = History()
    >>> history.add(Step(1, 2, epoch=1, size=8, loss=2.0, accuracy=0.5, learning_rate=0.1))
    >>> history.seen
    8
    >>> epoch = Epoch(1, 1.5, 0.75, validation_loss=0.8, validation_accuracy=0.8125)
    >>> history.add(Step(2, 2, 1, 8, loss=1.0, accuracy=1.0, learning_rate=0.1, finished=epoch))
    >>> history.losses, history.seen
    ([2.0, 1.0], 0)
    >>> print(history)
    epoch      loss  accuracy  validation loss  validation accuracy
        1     1.500    75.0 %           0.8000               81.2 %
    """

    steps: list[Step] = field(default_factory=list)
    epochs: list[Epoch] = field(default_factory=list)
    order: NDArray[Any] | None = None

    @property
    def losses(self) -> list[float]:
        """The loss of every step."""
        return [step.loss for step in self.steps]

    @property
    def seen(self) -> int:
        """How many examples of the epoch that has begun were in its steps."""
        return sum(step.size for step in self.steps_of_epoch())

    def steps_of_epoch(self) -> list[Step]:
        """Return the steps of the epoch that has begun."""
        begin = len(self.steps)
        while begin and self.steps[begin - 1].epoch > len(self.epochs):
            begin -= 1
        return self.steps[begin:]

    def add(self, step: Step) -> None:
        """Take note of a step, and of the epoch that ends with it."""
        self.steps.append(step)
        if step.finished is not None:
            self.epochs.append(step.finished)
            self.order = None

    def __repr__(self) -> str:
        """Return a table with a row for each epoch; "–" stands for what was not measured."""
        rows = ["epoch      loss  accuracy  validation loss  validation accuracy"]
        for epoch in self.epochs:
            losses = [_number(epoch.loss), _number(epoch.validation_loss)]
            shares = [_percent(epoch.accuracy), _percent(epoch.validation_accuracy)]
            rows.append(
                f"{epoch.number:5}{losses[0]:>10}{shares[0]:>10}{losses[1]:>17}{shares[1]:>21}"
            )
        return "\n".join(rows)


def mean(values: list[float], sizes: list[int]) -> float:
    """Return the mean over examples from the means over batches.

    Examples
    --------
    >>> mean([1.0, 4.0], [2, 1])
    2.0
    """
    return float(np.average(values, weights=sizes))


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:#.4g}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"
