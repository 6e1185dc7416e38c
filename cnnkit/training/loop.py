"""The training loop: forward, loss, backward, update, batch after batch."""

import math
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.checks import Array, generator, real_number
from cnnkit.layers import Layer
from cnnkit.shapes import whole_number
from cnnkit.training.arguments import a_function, an_instance, examples
from cnnkit.training.batches import batches
from cnnkit.training.clipping import clip_gradients
from cnnkit.training.divergence import DivergedError, diagnosis
from cnnkit.training.history import Epoch, History, Step, mean
from cnnkit.training.losses import Loss
from cnnkit.training.optimisers import Optimiser
from cnnkit.training.schedules import Schedule

Data = tuple[ArrayLike, ArrayLike]
"""Inputs (N, …) and what each should become, (N, …)."""


def train(
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
) -> Iterator[Step]:
    """Train a network, and say after each step what happened.

    Each epoch goes once through the data, in a new random order. Of each batch, with prediction
    ŷ = model(x) and loss L(ŷ, y), the gradient of every parameter w is found by the chain rule,
    ∂L/∂w = ∂L/∂ŷ · ∂ŷ/∂w, and the optimiser moves w against it.

    Parameters
    ----------
    model : Layer
        The network, built.
    data : (array_like, array_like)
        Inputs (N, …) and targets (N, …). The last batch of an epoch may be smaller.
    loss : CrossEntropy or another loss of `cnnkit.training`
        What is made small.
    optimiser : Adam or another optimiser of `cnnkit.training`
        Moves the parameters.
    epochs : int
        Passes over the data, those of ``history`` included.
    batch_size : int
        Examples in a batch.
    rng : numpy.random.Generator
        Shuffles, and draws the augmentation. With it, nothing is left to chance.
    schedule : CosineDecay or another schedule of `cnnkit.training`, optional
        Gives the learning rate of a step from its number, 0 for the first.
    augmentation : callable, optional
        Changes inputs at random: ``augmentation(inputs, rng)``; see `Augmentation`.
    clip : float, optional
        Largest norm of all gradients together; longer ones are shortened to it.
    validation : (array_like, array_like), optional
        Inputs and targets to `evaluate` on after each epoch.
    history : History, optional
        Is told of every step. That of an earlier run is continued where it stopped.

    Yields
    ------
    Step
        After each update.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above.
    DivergedError
        If the loss is not finite, with what was found about it. The parameters are then still
        those of the step before.

    Examples
    --------
    A straight line through three points:

    >>> from cnnkit.layers import Dense
    >>> from cnnkit.training import SGD, MeanSquaredError
    >>> rng = np.random.default_rng(0)
    >>> model = Dense(1)
    >>> model.build((1,), rng)
    >>> x = np.array([[-1.0], [0.0], [1.0]])
    >>> data, options = (x, 2 * x + 1), {"epochs": 20, "batch_size": 3, "rng": rng}
    >>> for step in train(model, data, MeanSquaredError(), SGD(0.1), **options):
    ...     if step.number in (1, 10, 20):
    ...         print(f"step {step.number} of {step.total}: loss {step.loss:.3f}")
    step 1 of 20: loss 1.117
    step 10 of 20: loss 0.027
    step 20 of 20: loss 0.001
    """
    x, y = examples(data, "data")
    history = History() if history is None else history
    total = _steps_in_all(history, len(x), batch_size, epochs)
    _check(model, loss, optimiser, rng, schedule, augmentation, clip, validation)
    parameters = model.parameters()
    while len(history.epochs) < epochs:
        if history.order is None:
            history.order = rng.permutation(len(x))
        for start in range(history.seen, len(x), batch_size):
            chosen = history.order[start : start + batch_size]
            inputs, targets = x[chosen], y[chosen]
            if augmentation is not None:
                inputs = augmentation(inputs, rng)
            if schedule is not None:
                optimiser.learning_rate = schedule(len(history.steps))

            with np.errstate(all="ignore"):  # what overflows gets more than a warning: a diagnosis
                prediction = model.forward(inputs, training=True)  # 1. forward
                value = loss(prediction, targets)  # 2. loss
                if not math.isfinite(value):
                    raise DivergedError(diagnosis(model, inputs, targets, value, history.steps))
                model.parameter_gradients(loss.backward(prediction, targets))  # 3. backward
                norm = None if clip is None else clip_gradients(parameters, clip)
                optimiser.step(parameters)  # 4. update

            step = Step(
                number=len(history.steps) + 1,
                total=total,
                epoch=len(history.epochs) + 1,
                size=len(chosen),
                loss=float(value),
                accuracy=loss.accuracy(prediction, targets),
                learning_rate=float(optimiser.learning_rate),
                gradient_norm=norm,
            )
            if start + batch_size >= len(x):
                steps = [*history.steps_of_epoch(), step]
                step = replace(step, finished=_finished(steps, model, validation, loss, batch_size))
            history.add(step)
            yield step


def evaluate(
    model: Layer, data: Data, loss: Loss, batch_size: int = 256
) -> tuple[float, float | None]:
    """Measure a network as it is used: without dropout, with the running statistics.

    Parameters
    ----------
    model : Layer
        The network, built.
    data : (array_like, array_like)
        Inputs (N, …) and targets (N, …).
    loss : CrossEntropy or another loss of `cnnkit.training`
        What is measured.
    batch_size : int
        Examples that go through the network at a time; nothing but memory and speed depends on it.

    Returns
    -------
    loss : float
        Of all the data together.
    accuracy : float or None
        Share of right answers, from 0 to 1; None where the loss knows no right and wrong.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above.
    DivergedError
        If the loss is not finite, with what was found about it.

    Examples
    --------
    >>> from cnnkit.layers import ReLU
    >>> from cnnkit.training import CrossEntropy
    >>> logits, labels = np.array([[0.0, 9.0], [9.0, 0.0], [0.0, 9.0]]), np.array([1, 0, 0])
    >>> value, accuracy = evaluate(ReLU(), (logits, labels), CrossEntropy())
    >>> f"{value:.4f} {accuracy:.3f}"
    '3.0001 0.667'
    """
    x, y = examples(data, "data")
    _check_network(model, loss)
    with np.errstate(all="ignore"):  # as in training
        predictions = [model.forward(inputs) for inputs, _ in batches(x, y, batch_size)]
        prediction = np.concatenate(predictions)
        value = loss(prediction, y)
        if not math.isfinite(value):
            for inputs, targets in batches(x, y, batch_size):
                if not math.isfinite(loss(model.forward(inputs), targets)):
                    raise DivergedError(diagnosis(model, inputs, targets, value))
    return value, loss.accuracy(prediction, y)


def _check(
    model: Layer,
    loss: Loss,
    optimiser: Optimiser,
    rng: np.random.Generator,
    schedule: Schedule | None,
    augmentation: Callable[[Array, np.random.Generator], Array] | None,
    clip: float | None,
    validation: Data | None,
) -> None:
    """Refuse early what would fail in the middle of a run."""
    _check_network(model, loss)
    an_instance(optimiser, "optimiser", Optimiser, "Adam(1e-3)")
    generator(rng)
    if schedule is not None:
        a_function(schedule, "schedule", "CosineDecay(1e-3, steps=1000)")
    if augmentation is not None:
        a_function(augmentation, "augmentation", "Augmentation(shift=2)")
    if clip is not None:
        real_number(clip, "clip", above=0, example=1)
    if validation is not None:
        examples(validation, "validation")


def _check_network(model: Layer, loss: Loss) -> None:
    """Refuse what is no network or no loss."""
    an_instance(model, "model", Layer, "Sequential([Flatten(), Dense(10)])")
    an_instance(loss, "loss", Loss, "CrossEntropy()")


def _steps_in_all(history: History, count: int, batch_size: int, epochs: int) -> int:
    """Check the numbers of a run, and return how many steps there will have been."""
    batch_size, epochs = whole_number(batch_size, "batch_size"), whole_number(epochs, "epochs")
    an_instance(history, "history", History, "History()")
    if history.order is not None and len(history.order) != count:
        raise ValueError(
            f"history stands in an epoch over {len(history.order)} examples, but data has {count}; "
            "go on with the same data, or with a new History()"
        )
    left = [count] * (epochs - len(history.epochs))
    left[:1] = [count - history.seen] * len(left[:1])
    return len(history.steps) + sum(-(-examples // batch_size) for examples in left)


def _finished(
    steps: list[Step], model: Layer, validation: Data | None, loss: Loss, batch_size: int
) -> Epoch:
    """Sum up an epoch from its steps, and measure the network on the validation data."""
    sizes = [step.size for step in steps]
    accuracies = [step.accuracy for step in steps if step.accuracy is not None]
    epoch = Epoch(
        steps[0].epoch,
        mean([step.loss for step in steps], sizes),
        mean(accuracies, sizes) if accuracies else None,
    )
    if validation is None:
        return epoch
    value, accuracy = evaluate(model, validation, loss, batch_size)
    return replace(epoch, validation_loss=value, validation_accuracy=accuracy)
