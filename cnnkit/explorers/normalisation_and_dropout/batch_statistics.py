"""Means and variances of batches of a real layer's outputs, and the averages that follow them."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import datasets, pretrained
from cnnkit.explorers.controls import Stepper, choice, slider, stops
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import BACKGROUND, NOW, Axis, Curve, Points, plot_panel
from cnnkit.explorers.drawing.svg import Panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.images import to_float

BATCHES = 60
SIZES = (1, 2, 4, 8, 16, 32, 64, 128)
RANDOM, SORTED, ONLY_ONES = "shuffled", "class by class", "only ones"
ORDERS = (RANDOM, SORTED, ONLY_ONES)
"""In which order the digits come."""


@lru_cache(maxsize=1)
def image_moments() -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Return each test digit's mean and mean square of each channel of a convolution, and labels.

    A batch's statistics follow from them, so that no map has to be kept.

    Examples
    --------
    >>> mean, square, labels = image_moments()
    >>> mean.shape, square.shape, bool((square >= mean**2).all())
    ((1000, 8), (1000, 8), True)
    """
    data = datasets.digits()
    convolution = pretrained.digits_cnn().layers[0]
    maps = [convolution.forward(to_float(some)) for some in np.split(data.x_test, 10)]
    mean = np.concatenate([m.mean(axis=(1, 2), dtype=np.float64) for m in maps])
    square = np.concatenate([np.square(m).mean(axis=(1, 2), dtype=np.float64) for m in maps])
    return mean, square, data.y_test


@lru_cache(maxsize=64)
def batch_statistics(order: str, size: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return mean and biased variance, (60, 8) each, of sixty batches.

    Examples
    --------
    >>> mean, variance = batch_statistics("shuffled", 32)
    >>> mean.shape, variance.shape
    ((60, 8), (60, 8))
    """
    mean, square, labels = image_moments()
    rng = np.random.default_rng(0)
    means, squares = [], []
    for batch in range(BATCHES):
        if order == SORTED:
            possible = np.flatnonzero(labels == batch * 10 // BATCHES)
        elif order == ONLY_ONES:
            possible = np.flatnonzero(labels == 1)
        else:
            possible = np.arange(len(labels))
        chosen = rng.choice(possible, size, replace=size > len(possible))
        means.append(mean[chosen].mean(axis=0))
        squares.append(square[chosen].mean(axis=0))
    return np.array(means), np.array(squares) - np.square(means)


@dataclass(frozen=True)
class BatchStatisticsResult:
    """Sixty batches of one channel, and the averages that follow the first of them."""

    state: State
    means: NDArray[Any]
    """(60,); so too the variances, biased."""
    variances: NDArray[Any]
    all_mean: float
    """Of all 1,000 images; so too the variance."""
    all_variance: float

    @property
    def running(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """The running averages before the first batch and after each, (61,) each."""
        share = self.state["momentum"]
        averages = []
        for start, values in ((0.0, self.means), (1.0, self.variances)):
            path = [start]
            for value in values:
                path.append((1 - share) * path[-1] + share * value)
            averages.append(np.array(path))
        return averages[0], averages[1]

    @property
    def spread(self) -> float:
        """How far the means of batches lie apart: their standard deviation."""
        return float(self.means.std())


class BatchStatistics(Explorer[BatchStatisticsResult]):
    """How far are the statistics of a batch from those of all images, and who follows them?

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``size`` of a batch (one of `SIZES`), ``batches`` seen so far (0 to 60), ``momentum`` (the
        weight of a new batch), ``order`` (one of `ORDERS`), ``channel`` (0 to 7).

    Examples
    --------
    >>> small, large = (BatchStatistics(size=size).result.spread for size in (2, 128))
    >>> small > 4 * large
    True
    """

    title = "Statistics of batches"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "size": stops("batch size N", 8, SIZES),
            "batches": Stepper("batches seen", 30, 0, BATCHES, interval=250),
            "momentum": stops("weight of the new", 0.1, (0.01, 0.03, 0.1, 0.3, 1.0)),
            "order": choice("digits come", RANDOM, ORDERS),
            "channel": slider("channel (0 to 7)", 0, 0, 7),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> BatchStatisticsResult:
        """Look the batches up, and those of all images."""
        mean, square, _ = image_moments()
        c = state["channel"]
        means, variances = (s[:, c] for s in batch_statistics(state["order"], state["size"]))
        all_mean = float(mean[:, c].mean())
        return BatchStatisticsResult(
            state, means, variances, all_mean, float(square[:, c].mean()) - all_mean**2
        )

    def draw(self, result: BatchStatisticsResult) -> Picture:
        """Draw means, variances, and how the noise shrinks with the size of the batch."""
        panels = [
            _over_batches("mean", result, result.means, result.running[0], result.all_mean),
            _over_batches(
                "variance", result, result.variances, result.running[1], result.all_variance
            ),
            _noise(result),
        ]
        return Picture(panels, formula=_formula(result))

    def describe(self, result: BatchStatisticsResult) -> str:
        """Say how far apart the batches' means are, and where the averages stand."""
        state = result.state
        seen = state["batches"]
        running_mean, running_variance = (float(path[seen]) for path in result.running)
        return (
            f"Batches of {state['size']}, digits {state['order']}, channel {state['channel']}: the "
            f"means of 60 batches have a standard deviation of {signed_number(result.spread, 4)}; "
            f"over all 1,000 images the mean is {signed_number(result.all_mean, 3)} and the "
            f"variance {signed_number(result.all_variance, 3)}. After {seen} batches the running "
            f"mean is {signed_number(running_mean, 3)} and the running variance "
            f"{signed_number(running_variance, 3)}."
        )


@lru_cache(maxsize=64)
def _ends(channel: int, place: int) -> tuple[float, float]:
    """Return the ends of an axis that holds nearly all batches of a channel, and the start."""
    single = np.concatenate([batch_statistics(order, 2)[place][:, channel] for order in ORDERS])
    low, high = np.percentile(single, [0, 100])
    if place == 0:
        low, high = min(low, 0.0), max(high, 0.0)
    else:
        low, high = 0.0, max(1.05, high)
    slack = 0.08 * (high - low)
    return float(low - slack * (place == 0)), float(high + slack)


def _over_batches(
    name: str,
    result: BatchStatisticsResult,
    values: NDArray[Any],
    running: NDArray[Any],
    of_all: float,
) -> Panel:
    """Draw a statistic of the batches seen so far, and the running average behind it."""
    seen = result.state["batches"]
    low, high = _ends(result.state["channel"], int(name == "variance"))
    here = np.arange(1, seen + 1)
    return plot_panel(
        f"{name} of a batch",
        [
            Points("of a batch", here, values[:seen], 0),
            Curve("of all 1,000 images", [0, BATCHES], [of_all, of_all], BACKGROUND),
            Curve(f"running {name}", np.arange(seen + 1), running[: seen + 1], 1),
            Points("now", [seen], [running[seen]], NOW),
        ],
        Axis("batches seen", 0, BATCHES),
        Axis(name, low, high),
        width=195,
        height=165,
    )


def _noise(result: BatchStatisticsResult) -> Panel:
    """Draw how far the means of batches lie apart, over their size."""
    state = result.state
    spreads = [batch_statistics(state["order"], n)[0][:, state["channel"]].std() for n in SIZES]
    rule = image_moments()[0][:, state["channel"]].std() / np.sqrt(SIZES)
    return plot_panel(
        "noise of the mean",
        [
            Curve("one image's / √N", SIZES, rule, BACKGROUND),
            Curve("measured", SIZES, spreads, 0),
            Points("now", [state["size"]], [result.spread], NOW),
        ],
        Axis("batch size N", 0.9, 150, log=True),
        Axis("standard deviation", 0.0008, 0.2, log=True),
        width=165,
        height=165,
    )


def _formula(result: BatchStatisticsResult) -> str:
    """Write the last step of the running mean."""
    state = result.state
    seen, share = state["batches"], state["momentum"]
    setting = (
        f"batches of {number('size', state['size'])}, {number('order', state['order'])}, channel "
        f"{number('channel', state['channel'])}: m = N·H·W = {state['size']}·28·28 = "
        f"<b>{state['size'] * 784:,}</b><br>"
    )
    if seen == 0:
        weight = number("momentum", signed_number(share))
        return (
            f"{setting}batch {number('batches', 0)}: the running mean starts at 0, and a new batch "
            f"will have weight {weight}"
        )
    before, now = (float(value) for value in result.running[0][seen - 1 : seen + 1])
    return (
        f"{setting}batch {number('batches', seen)}: running mean = {signed_number(1 - share)}·"
        f"({signed_number(before, 3)}) + {number('momentum', signed_number(share))}·"
        f"({signed_number(float(result.means[seen - 1]), 3)}) = <b>{signed_number(now, 3)}</b>"
    )
