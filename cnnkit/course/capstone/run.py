"""A training run on a track: the network, what happened, how long it took, on what it learned."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from tqdm.auto import tqdm

from cnnkit.course.capstone.splits import Array, Examples
from cnnkit.layers import Layer
from cnnkit.training import Adam, Augmentation, History, Loss, Optimiser, Schedule, train


@dataclass(frozen=True, eq=False)
class Run:
    """A network that was trained, and what a self-check needs to know of it.

    Attributes
    ----------
    network : Layer
        As it is after the last step.
    seconds : float or None
        By the clock, validation included; None if nobody measured them.
    history : History or None
        Every step and epoch.
    data : (array, array) or None
        What it was trained on.
    augmentation : callable or None
        What was done to the images while it trained.
    stopped : bool
        Whether the time was up before the last epoch.
    """

    network: Layer
    seconds: float | None = None
    history: History | None = field(default=None, repr=False)
    data: Examples | None = field(default=None, repr=False)
    augmentation: Callable[[Array, np.random.Generator], Array] | None = None
    stopped: bool = False


def train_within(
    network: Layer,
    data: Examples,
    loss: Loss,
    *,
    limit: float,
    epochs: int,
    batch_size: int,
    rng: np.random.Generator,
    optimiser: Optimiser | None = None,
    schedule: Schedule | None = None,
    augmentation: Augmentation | None = None,
    validation: Examples | None = None,
    quiet: bool = False,
) -> Run:
    """Draw a network's weights and train it, until the last epoch or until the time is up.

    Parameters
    ----------
    network : Layer
        Built or not: its weights are drawn anew.
    data, loss, epochs, batch_size, rng, schedule, augmentation, validation
        As in `cnnkit.training.train`.
    limit : float
        Seconds by the clock.
    optimiser : Adam or another optimiser, optional
        A new ``Adam(0.003)`` unless given.
    quiet : bool
        Show no progress bar.

    Returns
    -------
    Run

    Examples
    --------
    >>> from cnnkit.layers import Dense, Flatten, Sequential
    >>> from cnnkit.training import CrossEntropy
    >>> data = np.eye(4).reshape(4, 2, 2, 1), np.arange(4)
    >>> options = {"epochs": 3, "batch_size": 2, "rng": np.random.default_rng(0), "quiet": True}
    >>> network = Sequential([Flatten(), Dense(4)])
    >>> run = train_within(network, data, CrossEntropy(), limit=60, **options)
    >>> len(run.history.epochs), run.stopped
    (3, False)
    """
    network.build(data[0].shape[1:], rng)
    history, stopped = History(), False
    steps = train(
        network,
        data,
        loss,
        optimiser or Adam(0.003),
        epochs=epochs,
        batch_size=batch_size,
        rng=rng,
        schedule=schedule,
        augmentation=augmentation,
        validation=validation,
        history=history,
    )
    total = epochs * -(-len(data[0]) // batch_size)
    begin = time.perf_counter()
    for step in tqdm(steps, total=total, unit="step", disable=quiet):
        if time.perf_counter() - begin > limit and step.number < step.total:
            stopped = True
            break
    seconds = time.perf_counter() - begin
    return Run(network, seconds, history, data, augmentation, stopped)
