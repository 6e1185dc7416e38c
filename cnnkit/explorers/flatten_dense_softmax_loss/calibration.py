"""Confidence against correctness, over a thousand images, and what a temperature changes."""

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
from cnnkit.explorers.flatten_dense_softmax_loss.digit_logits import (
    IMAGES,
    read_digits,
    thousand_images,
)
from cnnkit.explorers.flatten_dense_softmax_loss.small_numbers import tidy
from cnnkit.functional import cross_entropy, softmax
from cnnkit.layers import Layer

SHIPPED = "small CNN"
TEMPERATURES = np.round(np.linspace(0.5, 5, 91), 2)
"""Where the temperature slider can stand."""

FEW = 20
"""Below this many images, one of them moves a group by more than five points."""


@dataclass(frozen=True)
class CalibrationResult:
    """A network's confidence on a thousand images, in groups by its confidence."""

    state: State
    confidence: NDArray[Any]
    """(1000,): the greatest probability of each image."""
    right: NDArray[np.bool_]
    """(1000,): whether the class that has it is the true one."""
    losses: NDArray[Any]
    """The average loss on the test digits at each of `TEMPERATURES`."""

    @property
    def edges(self) -> NDArray[Any]:
        """The ends of the groups."""
        return np.linspace(0, 1, self.state["groups"] + 1)

    @property
    def groups(self) -> list[tuple[int, float, float]]:
        """For each group that is not empty: how many, their mean confidence, the share right."""
        members = [self._group == place for place in range(self.state["groups"])]
        return [
            (int(m.sum()), float(self.confidence[m].mean()), float(self.right[m].mean()))
            for m in members
            if m.any()
        ]

    @property
    def counts(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """How many images are in each group, and how many of them are read rightly."""
        every, right = (
            np.bincount(group, minlength=self.state["groups"])
            for group in (self._group, self._group[self.right])
        )
        return every, right

    @property
    def _group(self) -> NDArray[np.intp]:
        """(1000,): the place of each image's group."""
        count = self.state["groups"]
        place: NDArray[np.intp] = np.minimum((self.confidence * count).astype(np.intp), count - 1)
        return place

    @property
    def gap(self) -> float:
        """How far confidence and correctness are apart, on average over the images."""
        return sum(n * abs(sure - right) for n, sure, right in self.groups) / len(self.right)

    @property
    def loss(self) -> float:
        """The average loss on the test digits at the present temperature."""
        return float(np.interp(self.state["temperature"], TEMPERATURES, self.losses))

    @property
    def best_temperature(self) -> float:
        """Where the average loss on the test digits is lowest."""
        return float(TEMPERATURES[self.losses.argmin()])


class Calibration(Explorer[CalibrationResult]):
    """Of the images that a network is 80 % sure of, is it right on 80 %?

    Parameters
    ----------
    others : mapping of str to Layer, optional
        Networks to choose besides `pretrained.digits_cnn`, by name: from (N, 28, 28, 1) to
        (N, 10).
    hidden : collection of str
        Controls that are not shown.
    **state
        ``network``, ``images`` (one of `IMAGES`), ``temperature``, ``groups`` (5, 10 or 20).

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
            "images": choice("images", IMAGES[0], IMAGES),
            "temperature": decimal("temperature T", 1.0, 0.5, 5.0, 0.05),
            "groups": stops("groups", 10, (5, 10, 20)),
        }
        super().__init__(controls, state, hidden)

    def _logits_of(self, network: str, name: str) -> NDArray[Any]:
        """Return a network's scores of a thousand images, computed when first asked for."""
        if (network, name) not in self._logits:
            if (network, name) == (SHIPPED, IMAGES[0]):
                logits = read_digits().logits
            else:
                logits = self._networks[network].forward(thousand_images(name)).astype(np.float64)
            self._logits[network, name] = logits
        return self._logits[network, name]

    def _losses_of(self, network: str) -> NDArray[Any]:
        """Return a network's average loss on the test digits at every temperature."""
        if network not in self._losses:
            logits, labels = self._logits_of(network, IMAGES[0]), read_digits().labels
            self._losses[network] = np.array(
                [cross_entropy(logits / temperature, labels) for temperature in TEMPERATURES]
            )
        return self._losses[network]

    def compute(self, state: State) -> CalibrationResult:
        """Read confidence and correctness off the probabilities."""
        logits = self._logits_of(state["network"], state["images"])
        probabilities = softmax(logits / state["temperature"])
        right = logits.argmax(axis=1) == read_digits().labels
        if state["images"] != IMAGES[0]:
            right = np.zeros_like(right)  # what is no digit cannot be read rightly
        losses = self._losses_of(state["network"])
        return CalibrationResult(state, probabilities.max(axis=1), right, losses)

    def draw(self, result: CalibrationResult) -> Picture:
        """Draw the reliability diagram, how many images stand where, and the loss over T."""
        return Picture(
            [_reliability(result), _counts(result), _losses(result)],
            formula=_written_out(result),
        )

    def describe(self, result: CalibrationResult) -> str:
        """Say how sure the network is, how often it is right, and which temperature is best."""
        state = result.state
        sure, right = result.confidence.mean(), result.right.mean()
        if state["images"] == IMAGES[0]:
            every, correct_ones = result.counts
            surest = f"Of {every[-1]:,} it is over {100 * result.edges[-2]:.0f} % sure"
            if every[-1]:
                surest += f", and right on {100 * correct_ones[-1] / every[-1]:.1f} % of them"
            correct = (
                f"it is right on {100 * right:.1f} %. {surest}. "
                f"The mean gap is {100 * result.gap:.1f} %"
            )
        else:
            correct = "it cannot be right on any, since none is a digit"
        return (
            f"On 1,000 {state['images'] if state['images'] != 'noise' else 'images of noise'}"
            f" the {state['network']} at temperature {signed_number(state['temperature'])} is "
            f"{100 * sure:.1f} % sure on average; {correct}. The average loss on the test digits "
            f"is {tidy(result.loss)}; it is lowest, {tidy(float(result.losses.min()))}, at "
            f"temperature {signed_number(result.best_temperature)}."
        )


def _reliability(result: CalibrationResult) -> Panel:
    """Draw the share right of each group against its confidence, with the gap to the diagonal."""
    large = [(sure, right) for count, sure, right in result.groups if count >= FEW]
    small = [(sure, right) for count, sure, right in result.groups if count < FEW]
    return plot_panel(
        "how often is it right?",
        [
            Curve("sure as often as right", [0, 1], [0, 1], BACKGROUND),
            Points(f"a group of fewer than {FEW}", *_columns(small), line=1, cross=True),
            Points("a larger group", *_columns(large), line=1),
        ],
        Axis("confidence", -0.03, 1.07),
        Axis("share right", -0.03, 1.07),
        width=190,
        height=180,
        guides=[(sure, sure, sure, right) for sure, right in (*small, *large)],
    )


def _columns(points: list[tuple[float, float]]) -> tuple[list[float], list[float]]:
    """Return the first and the second numbers of pairs."""
    return [x for x, _ in points], [y for _, y in points]


def _counts(result: CalibrationResult) -> Panel:
    """Draw how many images are how sure."""
    (every, right), edges = result.counts, result.edges
    return plot_panel(
        "how many images?",
        [Histogram("all", edges, every), Histogram("right", edges, right, 0)],
        Axis("confidence", 0, 1),
        Axis("images", 0.5, 1800, log=True),
        width=190,
        height=180,
        note=f"over {100 * edges[-2]:.0f} %: {every[-1]:,}, below: {every[:-1].sum():,}",
    )


def _losses(result: CalibrationResult) -> Panel:
    """Draw the average loss on the test digits over the temperature."""
    best, low = result.best_temperature, float(result.losses.min())
    return plot_panel(
        "average loss on digits",
        [
            Curve("", TEMPERATURES, result.losses),
            Points(f"lowest, at T = {signed_number(best)}", [best], [low], 3, cross=True),
            Points("now", [result.state["temperature"]], [result.loss], NOW),
        ],
        Axis("temperature T", 0, 5),
        Axis("loss", 0, 1.07 * float(result.losses.max())),
        width=190,
        height=180,
    )


def _written_out(result: CalibrationResult) -> str:
    """Write the two averages that should agree."""
    state = result.state
    temperature = number("temperature", signed_number(state["temperature"]))
    sure, right = 100 * result.confidence.mean(), 100 * result.right.mean()
    return (
        f"{number('network', state['network'])}, {number('images', state['images'])}, "
        f"softmax(z / {temperature}): mean confidence {sure:.1f} %, right {right:.1f} %<br>"
        f"mean gap over {number('groups', state['groups'])} groups <b>{100 * result.gap:.1f} %</b>"
    )
