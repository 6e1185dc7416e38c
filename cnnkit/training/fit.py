"""The training loop with a progress bar."""

from collections.abc import Callable

import numpy as np
from tqdm.auto import tqdm

from cnnkit.functional.checks import Array
from cnnkit.layers import Layer
from cnnkit.shapes import flag
from cnnkit.training.history import History, Step
from cnnkit.training.loop import Data, train
from cnnkit.training.losses import Loss
from cnnkit.training.optimisers import Optimiser
from cnnkit.training.schedules import Schedule


def fit(
    model: Layer,
    data: Data,
    loss: Loss,
    optimiser: Optimiser,
    *,
    epochs: int,
    batch_size: int,
    rng: np.random.Generator,
    schedule: Schedule | None = None,
    augmentation: Callable[[Array, np.random.Generator], Array] | None = None,
    clip: float | None = None,
    validation: Data | None = None,
    history: History | None = None,
    quiet: bool = False,
) -> History:
    """Train a network to the end, with a progress bar; see `train`.

    Parameters
    ----------
    model, data, loss, optimiser, epochs, batch_size, rng, schedule, augmentation, clip, validation
        As in `train`.
    history : History, optional
        Is told of every step, also if the training is interrupted; given again, it goes on there.
    quiet : bool
        Show no progress bar.

    Returns
    -------
    History
        All steps and epochs; printed, a table.

    Raises
    ------
    TypeError, ValueError, DivergedError
        As in `train`.

    Examples
    --------
    >>> from cnnkit.layers import Dense
    >>> from cnnkit.training import SGD, MeanSquaredError
    >>> rng = np.random.default_rng(0)
    >>> model = Dense(1)
    >>> model.build((1,), rng)
    >>> x = np.linspace(-1, 1, 32)[:, None]
    >>> options = {"epochs": 2, "batch_size": 8, "rng": rng, "quiet": True}
    >>> history = fit(model, (x, 3 * x), MeanSquaredError(), SGD(0.5), **options)
    >>> len(history.losses)
    8
    >>> history.epochs[1].loss < history.epochs[0].loss
    True
    """
    history = History() if history is None else history
    steps = train(
        model,
        data,
        loss,
        optimiser,
        epochs=epochs,
        batch_size=batch_size,
        rng=rng,
        schedule=schedule,
        augmentation=augmentation,
        clip=clip,
        validation=validation,
        history=history,
    )
    with tqdm(unit="step", disable=flag(quiet, "quiet")) as bar:
        for step in steps:
            if bar.total is None:
                bar.reset(step.total)
            bar.set_postfix_str(_in_words(history, step), refresh=False)
            bar.update(step.number - bar.n)
    return history


def _in_words(history: History, step: Step) -> str:
    """Say where a run stands: the loss of this step, and what the last epoch reached."""
    words = f"epoch {step.epoch}, loss {step.loss:.3f}"
    if history.epochs and history.epochs[-1].validation_accuracy is not None:
        words += f", validation {100 * history.epochs[-1].validation_accuracy:.1f} %"
    return words
