"""Confidence against correctness, over a thousand pictures, and what a temperature changes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import pretrained
from cnnkit.explorers.controls import choice, decimal, stops
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import (
    BACKGROUND,
    NOW,
    Axis,
    Curve,
    Histogram,
    Points,
    plot_panel,
)
from cnnkit.explorers.drawing.svg import Panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.flatten_dense_softmax_loss.digit_logits import PICTURES, pictures, read_digits
from cnnkit.explorers.flatten_dense_softmax_loss.small_numbers import tidy
from cnnkit.functional import cross_entropy, softmax
from cnnkit.layers import Layer

SHIPPED = "small CNN"
TEMPERATURES = np.round(np.linspace(0.5, 5, 91), 2)
"""Where the temperature slider can stand."""


@dataclass(frozen=True)
class CalibrationResult:
    """A network's confidence on a thousand pictures, in bins."""

    state: State
    confidence: NDArray[Any]
    """(1000,): the greatest probability of each picture."""
    right: NDArray[np.bool_]
    """(1000,): whether the class that has it is the true one."""
    losses: NDArray[Any]
    """The average loss on the test digits at each of `TEMPERATURES`."""

    @property
    def edges(self) -> NDArray[Any]:
        """The ends of the bins."""
        return np.linspace(0, 1, self.state["bins"] + 1)

    @property
    def bins(self) -> list[tuple[int, float, float]]:
        """For each bin that is not empty: how many, their mean confidence, the share right."""
        count = self.state["bins"]
        which = np.minimum((self.confidence * count).astype(int), count - 1)
        members = [which == place for place in range(count)]
        return [
            (int(m.sum()), float(self.confidence[m].mean()), float(self.right[m].mean()))
            for m in members
            if m.any()
        ]

    @property
    def gap(self) -> float:
        """How far confidence and correctness are apart, on average over the pictures."""
        return sum(n * abs(sure - right) for n, sure, right in self.bins) / len(self.right)

    @property
    def loss(self) -> float:
        """The average loss on the test digits at the present temperature."""
        return float(np.interp(self.state["temperature"], TEMPERATURES, self.losses))

    @property
    def best_temperature(self) -> float:
        """Where the average loss on the test digits is lowest."""
        return float(TEMPERATURES[self.losses.argmin()])


class Calibration(Explorer[CalibrationResult]):
    """Of the pictures that a network is 80 % sure of, is it right on 80 %?

    Parameters
    ----------
    others : mapping of str to Layer, optional
        Networks to choose besides `pretrained.digits_cnn`, by name: from (N, 28, 28, 1) to
        (N, 10).
    hidden : collection of str
        Controls that are not shown.
    **state
        ``network``, ``pictures`` (one of `PICTURES`), ``temperature``, ``bins`` (5, 10 or 20).

    Notes
    -----
    The reliability diagram and the gap (there called the expected calibration error) are those of
    C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger, "On calibration of modern neural networks",
    ICML 2017, section 2.

    Examples
    --------
    >>> explorer = Calibration()
    >>> round(float(explorer.result.right.mean()), 3), round(explorer.result.loss, 3)
    (0.981, 0.073)
    """

    title = "Confidence against correctness"

    def __init__(
        self,
        *,
        others: Mapping[str, Layer] | None = None,
        hidden: Collection[str] = (),
        **state: Any,
    ) -> None:
        self._networks: dict[str, Layer] = {SHIPPED: pretrained.digits_cnn(), **(others or {})}
        self._logits: dict[tuple[str, str], NDArray[Any]] = {}
        self._losses: dict[str, NDArray[Any]] = {}
        controls = {
            "network": choice("network", SHIPPED, tuple(self._networks)),
            "pictures": choice("pictures", PICTURES[0], PICTURES),
            "temperature": decimal("temperature T", 1.0, 0.5, 5.0, 0.05),
            "bins": stops("bins", 10, (5, 10, 20)),
        }
        super().__init__(controls, state, hidden)

    def _logits_of(self, network: str, name: str) -> NDArray[Any]:
        """Return a network's scores of a thousand pictures, computed when first asked for."""
        if (network, name) not in self._logits:
            if (network, name) == (SHIPPED, PICTURES[0]):
                logits = read_digits().logits
            else:
                logits = self._networks[network].forward(pictures(name)).astype(np.float64)
            self._logits[network, name] = logits
        return self._logits[network, name]

    def _losses_of(self, network: str) -> NDArray[Any]:
        """Return a network's average loss on the test digits at every temperature."""
        if network not in self._losses:
            logits, labels = self._logits_of(network, PICTURES[0]), read_digits().labels
            self._losses[network] = np.array(
                [cross_entropy(logits / temperature, labels) for temperature in TEMPERATURES]
            )
        return self._losses[network]

    def compute(self, state: State) -> CalibrationResult:
        """Read confidence and correctness off the probabilities."""
        logits = self._logits_of(state["network"], state["pictures"])
        probabilities = softmax(logits / state["temperature"])
        right = logits.argmax(axis=1) == read_digits().labels
        if state["pictures"] != PICTURES[0]:
            right = np.zeros_like(right)  # what is no digit cannot be read rightly
        losses = self._losses_of(state["network"])
        return CalibrationResult(state, probabilities.max(axis=1), right, losses)

    def draw(self, result: CalibrationResult) -> Picture:
        """Draw the reliability diagram, how many pictures stand where, and the loss over T."""
        return Picture(
            [_reliability(result), _counts(result), _losses(result)],
            formula=_written_out(result),
        )

    def describe(self, result: CalibrationResult) -> str:
        """Say how sure the network is, how often it is right, and which temperature is best."""
        state = result.state
        sure, right = result.confidence.mean(), result.right.mean()
        if state["pictures"] == PICTURES[0]:
            correct = (
                f"it is right on {100 * right:.1f} %. The mean gap is {100 * result.gap:.1f} %"
            )
        else:
            correct = "it cannot be right on any, since none is a digit"
        return (
            f"On 1,000 {state['pictures'] if state['pictures'] != 'noise' else 'pictures of noise'}"
            f" the {state['network']} at temperature {signed_number(state['temperature'])} is "
            f"{100 * sure:.1f} % sure on average; {correct}. The average loss on the test digits "
            f"is {tidy(result.loss)}; it is lowest, {tidy(float(result.losses.min()))}, at "
            f"temperature {signed_number(result.best_temperature)}."
        )


def _reliability(result: CalibrationResult) -> Panel:
    """Draw the share right of each bin against its confidence, with the gap to the diagonal."""
    bins = result.bins
    sure, right = [b[1] for b in bins], [b[2] for b in bins]
    return plot_panel(
        "how often is it right?",
        [
            Curve("sure as often as right", [0, 1], [0, 1], BACKGROUND),
            Points("one bin", sure, right, 1),
        ],
        Axis("confidence", 0, 1),
        Axis("share right", 0, 1.07),
        width=190,
        height=180,
        guides=[(x, x, x, y) for x, y in zip(sure, right, strict=True)],
    )


def _counts(result: CalibrationResult) -> Panel:
    """Draw how many pictures are how sure."""
    counts, edges = np.histogram(result.confidence, bins=result.edges)
    return plot_panel(
        "how many pictures?",
        [Histogram("all", edges, counts), Histogram("right", edges, _right(result), 0)],
        Axis("confidence", 0, 1),
        Axis("pictures", 0.5, 1800, log=True),
        width=190,
        height=180,
    )


def _right(result: CalibrationResult) -> NDArray[np.intp]:
    """Count the pictures in each bin that are read rightly."""
    counts, _ = np.histogram(result.confidence[result.right], bins=result.edges)
    return counts


def _losses(result: CalibrationResult) -> Panel:
    """Draw the average loss on the test digits over the temperature."""
    top = float(np.ceil(10 * min(1.5, 2.2 * result.losses[TEMPERATURES == 1.0][0] + 0.1)) / 10)
    best, low = result.best_temperature, float(result.losses.min())
    return plot_panel(
        "average loss on digits",
        [
            Curve("", TEMPERATURES, result.losses),
            Points(f"lowest, at T = {signed_number(best)}", [best], [low], 3, cross=True),
            Points("now", [result.state["temperature"]], [result.loss], NOW),
        ],
        Axis("temperature T", 0, 5),
        Axis("loss", 0, 1.07 * top),
        width=190,
        height=180,
    )


def _written_out(result: CalibrationResult) -> str:
    """Write the two averages that should agree."""
    state = result.state
    temperature = number("temperature", signed_number(state["temperature"]))
    sure, right = 100 * result.confidence.mean(), 100 * result.right.mean()
    return (
        f"{number('network', state['network'])}, {number('pictures', state['pictures'])}, "
        f"softmax(z / {temperature}): mean confidence {sure:.1f} %, right {right:.1f} %<br>"
        f"mean gap over {number('bins', state['bins'])} bins <b>{100 * result.gap:.1f} %</b>"
    )
