"""A real digit, what the course's network makes of it, and what that costs."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.controls import choice, decimal, slider
from cnnkit.explorers.drawing.bars import bar_panel
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import array_panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.flatten_dense_softmax_loss.digit_logits import read_digits
from cnnkit.explorers.flatten_dense_softmax_loss.small_numbers import near_one, tidy
from cnnkit.functional import log_softmax

EVERY, WRONG, UNSURE = "all 1,000", "wrong, surest first", "right, least sure first"
NAMES = tuple(str(digit) for digit in range(10))
LOWEST, HIGHEST = -46, 24
"""The ends of the logits' axis: no test digit has a logit beyond."""


@lru_cache(maxsize=3)
def places(which: str) -> NDArray[np.intp]:
    """Return the places of some of the test digits, in the order in which they are shown.

    Examples
    --------
    >>> len(places(EVERY)), len(places(WRONG)), len(places(UNSURE))
    (1000, 19, 981)
    """
    digits = read_digits()
    if which == EVERY:
        return np.arange(len(digits.labels))
    surest = log_softmax(digits.logits).max(axis=1)
    right = digits.logits.argmax(axis=1) == digits.labels
    chosen = np.flatnonzero(right if which == UNSURE else ~right)
    order = surest[chosen] if which == UNSURE else -surest[chosen]
    return chosen[np.argsort(order, kind="stable")]


@dataclass(frozen=True)
class DigitsReadResult:
    """One digit and the network's answer."""

    state: State
    place: int
    """Which of the test images it is."""
    image: NDArray[Any]
    label: int
    logits: NDArray[Any]
    log_probabilities: NDArray[Any]

    @property
    def read(self) -> int:
        """The class with the greatest score."""
        return int(self.logits.argmax())

    @property
    def verdict(self) -> str:
        """Whether that is the true class, in a word."""
        return "right" if self.read == self.label else "wrong"

    @property
    def confidence(self) -> float:
        """The probability of the class that is read."""
        return float(np.exp(self.log_probabilities[self.read]))

    @property
    def loss(self) -> float:
        """−log of the true class's probability."""
        return float(-self.log_probabilities[self.label]) + 0.0


class DigitsRead(Explorer[DigitsReadResult]):
    """Go through the test digits and compare what the network reads with how sure it is.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``which`` (`EVERY`, `WRONG` or `UNSURE`), ``image`` (its place among those),
        ``temperature``.

    Examples
    --------
    >>> explorer = DigitsRead(which="wrong, surest first")
    >>> explorer.result.label, explorer.result.read, round(explorer.result.confidence, 3)
    (7, 2, 0.999)
    """

    title = "What the network reads"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "which": choice("test digits", EVERY, (EVERY, WRONG, UNSURE)),
            "image": slider("image", 0, 0, 999),
            "temperature": decimal("temperature T", 1.0, 0.25, 5.0, 0.25),
        }
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Keep to the images that there are."""
        return {"image": (0, len(places(state["which"])) - 1)}

    def compute(self, state: State) -> DigitsReadResult:
        """Look up the network's logits and divide them by the temperature."""
        digits = read_digits()
        place = int(places(state["which"])[state["image"]])
        logits = digits.logits[place]
        return DigitsReadResult(
            state,
            place,
            digits.images[place],
            int(digits.labels[place]),
            logits,
            log_softmax(logits / state["temperature"]),
        )

    def draw(self, result: DigitsReadResult) -> Picture:
        """Draw the digit, its ten logits and its ten probabilities."""
        probabilities = np.exp(result.log_probabilities)
        image = array_panel(
            f"test image {result.place}",
            result.image,
            kind="image",
            cell=7,
            note=f"it is a {result.label}",
            scale=False,
        )
        logits = bar_panel(
            "logits",
            result.logits.tolist(),
            texts=[f"{value:.1f}".replace("-", "−") for value in result.logits],
            names=NAMES,
            low=LOWEST,
            high=HIGHEST,
            outlined=result.label,
            width=150,
            name_width=22,
            text_width=46,
            note="outlined: the truth",
        )
        softmax = bar_panel(
            f"probabilities at T = {signed_number(result.state['temperature'])}",
            probabilities.tolist(),
            texts=[tidy(value) for value in probabilities],
            names=NAMES,
            outlined=result.label,
            width=130,
            name_width=22,
            text_width=76,
            note=f"reads a {result.read}: {result.verdict}",
        )
        return Picture([image, "→", logits, "→", softmax], formula=_written_out(result))

    def describe(self, result: DigitsReadResult) -> str:
        """Say what is read, how surely, and whether that is right."""
        sure = f"{100 * result.confidence:.4g} %"
        if result.confidence > 0.9999:
            sure = "more than 99.99 %"
        return (
            f"Test image {result.place} is a {result.label}. The network reads a {result.read} "
            f"and is {sure} sure: {result.verdict}, loss {tidy(result.loss)}."
        )


def _written_out(result: DigitsReadResult) -> str:
    """Write the probability that the truth gets, and the loss."""
    logit = signed_number(result.logits[result.label], 2)
    temperature = number("temperature", signed_number(result.state["temperature"]))
    p = near_one(-result.loss)
    image = number("image", result.state["image"])
    return (
        f"image {image} of {number('which', result.state['which'])}: "
        f"p[{result.label}] = exp({logit} / {temperature}) / sum = {p}, "
        f"loss = −log {f'({p})' if p.startswith('1 ') else p} = <b>{tidy(result.loss)}</b>"
    )
