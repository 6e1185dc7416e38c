"""One image in different company: what a network with batch norm answers in either mode."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import datasets, pretrained
from cnnkit.explorers.controls import Stepper, choice, slider, stops
from cnnkit.explorers.drawing.bars import bar_panel
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import array_panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.functional import softmax
from cnnkit.images import to_float
from cnnkit.layers import BatchNorm, Sequential

BATCHES, MOMENTUM = 40, 0.1
"""How many batches the running averages are followed through, and the weight of each."""

IMAGES = (674, 472, 256, 909, 874, 63, 6, 177, 313, 75, 3, 0)
"""Places of the test digits that can be chosen: most are read with some doubt."""

DIGITS, SAME, CLOTHES, DARK = "other digits", "the same digit", "clothes", "black images"
COMPANY = (DIGITS, SAME, CLOTHES, DARK)
SIZES = (1, 2, 4, 8, 16, 32)
NAMES = tuple(str(digit) for digit in range(10))

Statistics = list[tuple[NDArray[Any], NDArray[Any]]]
"""The mean and the variance of each batch normalisation, one number a channel."""


@lru_cache(maxsize=1)
def _network() -> Sequential:
    return pretrained.digits_batch_norm()


@lru_cache(maxsize=1)
def _pictures() -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Return the test digits, what they are, and clothes."""
    data = datasets.digits()
    return to_float(data.x_test), data.y_test, to_float(datasets.fashion().x_test)


@lru_cache(maxsize=1)
def settling() -> list[Statistics]:
    """Return each normalisation's running mean and variance before and after some batches.

    The averages begin at 0 and 1 as those of a new network do; the weights stay as they are.

    Examples
    --------
    >>> history = settling()
    >>> len(history), len(history[0]), history[0][0][0].tolist()[:3]
    (41, 3, [0.0, 0.0, 0.0])
    """
    images, _, _ = _pictures()
    rng = np.random.default_rng(0)
    averages: Statistics = [
        (np.zeros(layer.weights["gamma"].value.shape), np.ones(layer.weights["gamma"].value.shape))
        for layer in _network().layers
        if isinstance(layer, BatchNorm)
    ]
    history = [averages]
    for _ in range(BATCHES):
        new = _forward(images[rng.choice(len(images), 32, replace=False)], None)[1]
        averages = [
            (_moved(mean, new_mean), _moved(variance, new_variance))
            for (mean, variance), (new_mean, new_variance) in zip(averages, new, strict=True)
        ]
        history.append(averages)
    return history


def _moved(old: NDArray[Any], new: NDArray[Any]) -> NDArray[Any]:
    """Return a running average after one more batch."""
    average: NDArray[Any] = (1 - MOMENTUM) * old + MOMENTUM * new
    return average


def _forward(x: NDArray[Any], given: Statistics | None) -> tuple[NDArray[Any], Statistics]:
    """Return the logits, and the mean and unbiased variance of each batch normalisation's input.

    Where statistics are given they are used, and else those of the batch. The network itself
    stays as it is: a forward pass in training would move its averages.
    """
    found, place = [], 0
    for layer in _network().layers:
        if not isinstance(layer, BatchNorm):
            x = layer.forward(x)
            continue
        mean, variance = x.mean(axis=(0, 1, 2)), x.var(axis=(0, 1, 2))
        m = x.size // x.shape[-1]
        found.append((mean, variance * m / (m - 1)))
        if given is not None:
            mean, variance = (s.astype(np.float32) for s in given[place])
        gamma, beta = (parameter.value for parameter in layer.parameters())
        x = gamma * (x - mean) / np.sqrt(variance + np.float32(layer.epsilon)) + beta
        place += 1
    return x, found


@lru_cache(maxsize=256)
def company(place: int, kind: str, size: int, draw: int) -> NDArray[Any]:
    """Return a batch, (size, 28, 28, 1): an image, and who comes with it.

    Examples
    --------
    >>> batch = company(3, "clothes", 8, 0)
    >>> batch.shape, bool((batch[0] == company(3, "other digits", 2, 5)[0]).all())
    ((8, 28, 28, 1), True)
    """
    images, labels, clothes = _pictures()
    rng = np.random.default_rng(draw)
    others = np.delete(np.arange(len(images)), place)
    if kind == SAME:
        others = others[labels[others] == labels[place]]
    source = clothes if kind == CLOTHES else images
    with_it = source[rng.choice(others, size - 1, replace=False)]
    return np.concatenate([images[place : place + 1], with_it * np.float32(kind != DARK)])


@lru_cache(maxsize=256)
def answers(place: int, kind: str, size: int, draw: int) -> NDArray[Any]:
    """Return the probabilities of an image in training mode, (10,).

    Examples
    --------
    >>> round(float(answers(3, "other digits", 32, 0).sum()), 4)
    1.0
    """
    p: NDArray[Any] = softmax(_forward(company(place, kind, size, draw), None)[0])[0]
    return p


@lru_cache(maxsize=512)
def settled_answers(place: int, batches: int) -> NDArray[Any]:
    """Return the probabilities of an image in evaluation mode, (10,).

    After 40 batches it is the network as it was stored.
    """
    images, _, _ = _pictures()
    image = images[place : place + 1]
    logits = _forward(image, settling()[batches])[0]
    if batches == BATCHES:
        logits = _network().forward(image)
    p: NDArray[Any] = softmax(logits)[0]
    return p


@dataclass(frozen=True)
class TrainingOrEvaluationResult:
    """One image, its company, and two answers."""

    state: State
    batch: NDArray[Any]
    label: int
    training: NDArray[Any]
    evaluation: NDArray[Any]


class TrainingOrEvaluation(Explorer[TrainingOrEvaluationResult]):
    """Does the answer to an image depend on which others are in the batch?

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``image`` (0 to 11), ``company`` (one of `COMPANY`), ``size`` of the batch, ``draw`` (who
        exactly comes along), ``batches`` (that the running averages have followed).

    Examples
    --------
    >>> explorer = TrainingOrEvaluation()
    >>> before = explorer.result.evaluation
    >>> explorer.update(company="clothes")
    >>> bool((explorer.result.evaluation == before).all())
    True
    """

    title = "Training and evaluation mode"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "image": slider("image (0 to 11)", 0, 0, len(IMAGES) - 1),
            "company": choice("in the batch too", DIGITS, COMPANY),
            "size": stops("batch size N", 8, SIZES),
            "draw": slider("others (0 to 20)", 0, 0, 20),
            "batches": Stepper("averages: batches", BATCHES, 0, BATCHES, interval=300),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> TrainingOrEvaluationResult:
        """Send the batch through by its own statistics, and the image by the running ones."""
        place = IMAGES[state["image"]]
        asked = place, state["company"], state["size"], state["draw"]
        return TrainingOrEvaluationResult(
            state,
            company(*asked),
            int(_pictures()[1][place]),
            answers(*asked),
            settled_answers(place, state["batches"]),
        )

    def draw(self, result: TrainingOrEvaluationResult) -> Picture:
        """Draw the image, who comes with it, and the two answers."""
        batch, state = result.batch[:, :, :, 0], result.state
        # Two rows of at most four of the others.
        others = batch[1:9]
        sheet = np.zeros((2 * 28, 4 * 28))
        for place, other in enumerate(others):
            top, left = 28 * (place // 4), 28 * (place % 4)
            sheet[top : top + 28, left : left + 28] = other
        count = state["size"] - 1
        hidden = count - len(others)
        note = f"{count} others" + (f", {hidden} not shown" if hidden else "")
        panels = [
            array_panel(
                "the image", batch[0], kind="image", cell=4, note=f"a {result.label}", scale=False
            ),
            array_panel("in the batch too", sheet, kind="image", cell=2, note=note, scale=False),
            _bars("training mode", result.training, result.label, "by the batch's statistics"),
            _bars("evaluation mode", result.evaluation, result.label, "by the running averages"),
        ]
        return Picture(panels, formula=_formula(result))

    def describe(self, result: TrainingOrEvaluationResult) -> str:
        """Say what is read in either mode."""
        state = result.state
        train, evaluation = result.training, result.evaluation
        others = state["size"] - 1
        with_it = f"with {others} others ({state['company']})" if others else "alone in its batch"
        settled = "settled" if state["batches"] == BATCHES else f"{state['batches']} batches old"
        return (
            f"The image is a {result.label}, {with_it}. In training mode the network reads a "
            f"{train.argmax()}, {100 * train.max():.1f} % sure, and gives the truth "
            f"{100 * train[result.label]:.1f} %. In evaluation mode, with averages that are "
            f"{settled}, it reads a {evaluation.argmax()}, {100 * evaluation.max():.1f} % sure, "
            f"and gives the truth {100 * evaluation[result.label]:.1f} %."
        )


def _bars(title: str, p: NDArray[Any], label: int, note: str) -> Any:
    """Draw ten probabilities."""
    return bar_panel(
        title,
        p.tolist(),
        names=NAMES,
        texts=[f"{100 * value:.1f} %" for value in p],
        outlined=label,
        width=90,
        name_width=24,
        text_width=58,
        note=note,
    )


def _formula(result: TrainingOrEvaluationResult) -> str:
    """Write which statistics the two answers use."""
    state, label = result.state, result.label
    size = number("size", state["size"])
    return (
        f"image {number('image', state['image'])} of {number('company', state['company'])} "
        f"({number('draw', state['draw'])}): μ and σ² over {size}·H·W values: "
        f"p[{label}] = <b>{signed_number(float(result.training[label]), 3)}</b><br>"
        f"running averages, {number('batches', state['batches'])} batches old: "
        f"p[{label}] = <b>{signed_number(float(result.evaluation[label]), 3)}</b>"
    )
