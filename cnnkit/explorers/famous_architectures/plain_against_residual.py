"""Plain and residual networks of growing depth: how they train, and what gradients arrive."""

import json
import math
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import datasets
from cnnkit.explorers.controls import choice, slider, stops
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import NOW, Axis, Curve, Points, plot_panel
from cnnkit.explorers.drawing.svg import Panel
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.flatten_dense_softmax_loss.small_numbers import tidy

DEPTHS = (8, 20, 32)
RATES = {"batch norm": (0.01, 0.03, 0.1), "no norm": (0.0001, 0.001, 0.01)}
"""The learning rates that were tried; the best one for each network is shown."""

EPOCHS = 10
KINDS = ("plain", "residual")
GUESSING = 90.0
"""Per cent that are read wrongly by chance."""


@lru_cache(maxsize=1)
def measured() -> dict[str, Any]:
    """Return what the recipe stored, by its words.

    Examples
    --------
    >>> len(measured()["plain, batch norm, 20 layers, rate 0.03"])
    3
    """
    stored: dict[str, Any] = json.loads(
        datasets.data_path("measured/residual.json").read_text("utf-8")
    )
    return stored


@lru_cache(maxsize=64)
def errors(kind: str, norm: str, depth: int, rate: float) -> NDArray[np.float64]:
    """Return % of the training pictures read wrongly, (3 seeds, 10 epochs).

    After a loss that was no number a network only guesses.

    Examples
    --------
    >>> errors("plain", "batch norm", 8, 0.03).shape
    (3, 10)
    """
    runs = measured()[f"{kind}, {norm}, {depth} layers, rate {rate:g}"]
    filled = [[100 * share for share in run] + [GUESSING] * (EPOCHS - len(run)) for run in runs]
    return np.array(filled)


@lru_cache(maxsize=64)
def best_rate(kind: str, norm: str, depth: int) -> float:
    """Return the learning rate with the lowest mean training error after the last epoch.

    Examples
    --------
    >>> best_rate("plain", "batch norm", 8) in RATES["batch norm"]
    True
    """
    return min(RATES[norm], key=lambda rate: float(errors(kind, norm, depth, rate)[:, -1].mean()))


@lru_cache(maxsize=32)
def gradients(kind: str, norm: str, depth: int) -> NDArray[np.float64]:
    """Return the size of the gradient in each kernel before training, the mean of three seeds.

    Examples
    --------
    >>> gradients("residual", "batch norm", 20).shape
    (19,)
    """
    sizes = np.array(measured()[f"gradients: {kind}, {norm}, {depth} layers"])
    means: NDArray[np.float64] = sizes.mean(axis=0)
    return means


@dataclass(frozen=True)
class PlainAgainstResidualResult:
    """What both kinds reach at every depth."""

    state: State
    rates: dict[str, dict[int, float]]
    """By kind and depth: the learning rate."""

    def at(self, kind: str, depth: int) -> NDArray[np.float64]:
        """Return the training errors of all epochs so far, (3 seeds, epochs)."""
        found = errors(kind, self.state["norm"], depth, self.rates[kind][depth])
        return found[:, : self.state["epoch"]]

    def mean(self, kind: str, depth: int) -> float:
        """Return the mean training error after the chosen epoch, in per cent."""
        return float(self.at(kind, depth)[:, -1].mean())

    def test(self, kind: str) -> list[float | None]:
        """Return the test errors after the last epoch at the chosen depth, in per cent."""
        depth, rate = self.state["depth"], self.rates[kind][self.state["depth"]]
        found = measured()[f"test: {kind}, {self.state['norm']}, {depth} layers, rate {rate:g}"]
        return [None if share is None else 100 * share for share in found]


class PlainAgainstResidual(Explorer[PlainAgainstResidualResult]):
    """The same stacks with and without shortcuts: training error by depth, and first gradients.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``depth`` (of `DEPTHS`), ``epoch`` (1 to 10), ``norm`` ("batch norm" or "no norm").

    Examples
    --------
    >>> result = PlainAgainstResidual(depth=32).result
    >>> result.mean("residual", 32) < result.mean("plain", 32)
    True
    """

    title = "Plain against residual"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "depth": stops("layers", 20, DEPTHS),
            "epoch": slider("after epoch", EPOCHS, 1, EPOCHS),
            "norm": choice("normalisation", "batch norm", tuple(RATES)),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> PlainAgainstResidualResult:
        """Choose the runs."""
        rates = {
            kind: {depth: best_rate(kind, state["norm"], depth) for depth in DEPTHS}
            for kind in KINDS
        }
        return PlainAgainstResidualResult(state, rates)

    def draw(self, result: PlainAgainstResidualResult) -> Picture:
        """Draw the error while training, the error by depth, and the first gradients."""
        panels = [_training(result), _by_depth(result), _gradients(result)]
        return Picture(panels, formula=_written_out(result))

    def describe(self, result: PlainAgainstResidualResult) -> str:
        """Say what both reach at this depth, and how their gradients begin."""
        state = result.state
        depth, epoch = state["depth"], state["epoch"]
        words = [
            f"{depth} layers, {state['norm']}, {epoch} epoch{'' if epoch == 1 else 's'}, means of "
            "three seeds."
        ]
        for kind in KINDS:
            sizes = gradients(kind, state["norm"], depth)
            tests = [share for share in result.test(kind) if share is not None]
            test = (
                f"{np.mean(tests):.0f} %" if len(tests) == len(result.test(kind)) else "no number"
            )
            words.append(
                f"{kind.capitalize()}: {result.mean(kind, depth):.1f} % of the training pictures "
                f"wrong (with {DEPTHS[0]} layers {result.mean(kind, DEPTHS[0]):.1f} %), of the "
                f"test pictures after the last epoch {test}; before training the first kernel's "
                f"gradient is {tidy(sizes[0] / sizes[-1])} times the last one's."
            )
        return " ".join(words)


def _training(result: PlainAgainstResidualResult) -> Panel:
    """Draw the training error epoch by epoch: the mean as a line, each seed at the last epoch."""
    depth = result.state["depth"]
    drawn: list[Curve | Points] = []
    for line, kind in enumerate(KINDS):
        runs = result.at(kind, depth)
        epochs = np.arange(1, runs.shape[1] + 1)
        drawn.append(Curve(kind, epochs, runs.mean(axis=0), line))
        drawn.append(Points("", np.repeat(epochs[-1], len(runs)), runs[:, -1], line))
    return plot_panel(
        f"training error, {depth} layers",
        drawn,
        Axis("epoch", 0, EPOCHS + 0.5),
        Axis("% wrong", 0, 100),
        width=195,
        height=170,
        note="a point: one seed",
    )


def _by_depth(result: PlainAgainstResidualResult) -> Panel:
    """Draw the training error after the chosen epoch over the depth."""
    drawn: list[Curve | Points] = []
    for line, kind in enumerate(KINDS):
        table = np.array([result.at(kind, each)[:, -1] for each in DEPTHS])
        drawn.append(Curve(kind, DEPTHS, table.mean(axis=1), line))
        drawn.append(Points("", np.repeat(DEPTHS, table.shape[1]), table.ravel(), line))
    depth = result.state["depth"]
    here = [result.mean(kind, depth) for kind in KINDS]
    drawn.append(Points("", [depth] * 2, here, NOW))
    highest = max(float(result.at(kind, each)[:, -1].max()) for kind in KINDS for each in DEPTHS)
    return plot_panel(
        "training error by depth",
        drawn,
        Axis("layers", 4, 36),
        Axis("% wrong", 0, max(40, 10 * math.ceil(highest / 10))),
        width=195,
        height=170,
        guides=[(depth, 0, depth, 100)],
        note=f"after epoch {result.state['epoch']}",
    )


def _gradients(result: PlainAgainstResidualResult) -> Panel:
    """Draw the size of each kernel's gradient before the first step."""
    state = result.state
    drawn = []
    low, high = 0.0, 0.0
    for line, kind in enumerate(KINDS):
        sizes = gradients(kind, state["norm"], state["depth"])
        drawn.append(Curve(kind, np.arange(1, len(sizes) + 1), sizes, line))
        low = min(low, math.floor(math.log10(sizes.min())))
        high = max(high, math.ceil(math.log10(sizes.max())))
    return plot_panel(
        "← gradient in each kernel",
        drawn,
        Axis("convolution", 0, state["depth"]),
        Axis("size", 10.0 ** min(low, -2), 10.0 ** max(high, 1), log=True),
        width=195,
        height=170,
        note="before the first step",
    )


def _written_out(result: PlainAgainstResidualResult) -> str:
    """Write the difference at this depth, and the rates that were taken."""
    state, depth = result.state, result.state["depth"]
    plain, residual = (result.mean(kind, depth) for kind in KINDS)
    shallow = result.mean("plain", DEPTHS[0])
    rates = ", ".join(f"{kind} {result.rates[kind][depth]:g}" for kind in KINDS)
    more = plain - shallow
    word = "more" if more > 0 else "less"
    points = f"{abs(more):.1f} points {word} than with {DEPTHS[0]} layers"
    if depth == DEPTHS[0]:
        points = "take more layers, and compare with this"
    return (
        f"{number('depth', depth)} layers, {number('norm', state['norm'])}, epoch "
        f"{number('epoch', state['epoch'])}; best learning rates: {rates}<br>"
        f"plain <b>{plain:.1f} %</b> wrong, residual <b>{residual:.1f} %</b><br>"
        f"plain: {points} ({shallow:.1f} %), on the pictures that it is trained on"
    )
