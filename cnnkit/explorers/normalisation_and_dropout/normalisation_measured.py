"""A deep network trained hundreds of times: which learning rates work, normalised or not?"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import datasets
from cnnkit.explorers.controls import choice, slider
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import Axis, Curve, Points, plot_panel
from cnnkit.explorers.drawing.svg import Panel
from cnnkit.explorers.explorer import Explorer, State

NAMES = {
    "none": "no normalisation",
    "batch": "batch norm",
    "group": "group norm",
    "layer": "layer norm",
}
RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
EPOCHS = 3
SETTINGS = {
    "batches of 32": (32, 1.0, 2000),
    "batches of 8": (8, 1.0, 2000),
    "batches of 128": (128, 1.0, 2000),
    "initial weights times 0.5": (32, 0.5, 2000),
    "initial weights times 2": (32, 2.0, 2000),
    "batches of 2, 1,000 digits": (2, 1.0, 1000),
}
"""Images in a batch, what He's initial weights are multiplied by, and digits to train on."""

LINE_OF = {"none": 0, "batch": 1, "group": 3, "layer": 4}
GUESSING = 10.0
"""Per cent that are read rightly by chance."""


@lru_cache(maxsize=1)
def measured() -> dict[tuple[str, int, float, int], NDArray[Any]]:
    """Return % of the test digits read, (8 rates, 3 seeds, 3 epochs), by network and setting.

    After a loss that was not finite a network only guesses.

    Examples
    --------
    >>> measured()["batch", 32, 1.0, 2000].shape
    (8, 3, 3)
    """
    path = datasets.data_path("measured/normalisation.json")
    stored = json.loads(path.read_text("utf-8"))
    found = {}
    for key, by_rate in stored.items():
        if key == "rates":
            continue
        name, size, scale, images = (part.split()[-1] for part in key[: -len(" digits")].split(","))
        filled = [
            [[100 * share for share in run] + [GUESSING] * (EPOCHS - len(run)) for run in runs]
            for runs in by_rate
        ]
        found[name, int(size), float(scale), int(images)] = np.array(filled)
    return found


@dataclass(frozen=True)
class NormalisationMeasuredResult:
    """What four networks read in one setting."""

    state: State
    reached: dict[str, NDArray[Any]]
    """% of the test digits, (8 rates, 3 seeds), by network."""

    def mean(self, name: str) -> NDArray[Any]:
        """Return the mean over the seeds at each learning rate."""
        means: NDArray[Any] = self.reached[name].mean(axis=1)
        return means

    @property
    def missing(self) -> list[str]:
        """What was asked for and not measured in this setting."""
        compare = self.state["compare"]
        return [
            words for name, words in NAMES.items() if name not in self.reached and compare == words
        ]

    def good(self, name: str) -> list[float]:
        """Return the learning rates within five points of the best mean of any network."""
        best = max(self.mean(other).max() for other in self.reached)
        return [rate for rate, mean in zip(RATES, self.mean(name), strict=True) if mean > best - 5]


class NormalisationMeasured(Explorer[NormalisationMeasuredResult]):
    """Eight convolutions trained at eight learning rates: who still learns?

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``setting`` (one of `SETTINGS`), ``epoch`` (1 to 3), ``compare`` (which network is drawn
        beside the one without).

    Examples
    --------
    >>> result = NormalisationMeasured(setting="initial weights times 0.5").result
    >>> float(result.mean("none").max()) < 15 < 90 < float(result.mean("batch").max())
    True
    """

    title = "Normalisation, measured"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "compare": choice("compare with", NAMES["batch"], ("all measured", *_others())),
            "setting": choice("setting", next(iter(SETTINGS)), tuple(SETTINGS)),
            "epoch": slider("after epoch", EPOCHS, 1, EPOCHS),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> NormalisationMeasuredResult:
        """Look the setting up."""
        table, setting = measured(), SETTINGS[state["setting"]]
        chosen = {
            name: table[name, *setting][:, :, state["epoch"] - 1]
            for name, words in NAMES.items()
            if name == "none" or state["compare"] in (words, "all measured")
            if (name, *setting) in table
        }
        return NormalisationMeasuredResult(state, chosen)

    def draw(self, result: NormalisationMeasuredResult) -> Picture:
        """Draw accuracy over learning rate: a line through the means, a point a seed."""
        state = result.state
        return Picture(
            [_curves(result)],
            formula=_formula(result),
            table=_table(result),
            formula_lines=2 if state["compare"] != "all measured" else 4,
        )

    def describe(self, result: NormalisationMeasuredResult) -> str:
        """Say where each network is best, and at which rates it comes near the best."""
        state = result.state
        size, scale, images = SETTINGS[state["setting"]]
        epochs = "1 epoch" if state["epoch"] == 1 else f"{state['epoch']} epochs"
        words = [
            f"{images:,} digits in batches of {size}, initial weights of {scale:g} times He, after "
            f"{epochs}."
        ]
        for name in result.reached:
            mean = result.mean(name)
            words.append(
                f"{NAMES[name].capitalize()}: highest at learning rate {RATES[mean.argmax()]:g}, "
                f"with {mean.max():.1f} % of the test digits on average over three seeds."
            )
        if result.missing:
            words.append(f"Not measured here: {', '.join(result.missing)}.")
        return " ".join(words)


def _others() -> list[str]:
    return [words for name, words in NAMES.items() if name != "none"]


def _curves(result: NormalisationMeasuredResult) -> Panel:
    """Draw the curves."""
    drawn: list[Curve | Points] = []
    for name, reached in result.reached.items():
        drawn.append(Curve(NAMES[name], RATES, result.mean(name), LINE_OF[name]))
        drawn.append(Points("", np.repeat(RATES, reached.shape[1]), reached.ravel(), LINE_OF[name]))
    return plot_panel(
        "test digits read",
        drawn,
        Axis("learning rate", 0.0008, 4, log=True),
        Axis("% read", 0, 100),
        width=460,
        height=210,
        guides=[(RATES[0], GUESSING, RATES[-1], GUESSING)],
        note="a point: one seed; dotted: guessing",
    )


def _table(result: NormalisationMeasuredResult) -> str:
    """Write the means as a table."""
    head = "".join(f"<th>{rate:g}</th>" for rate in RATES)
    rows = "".join(
        f"<tr><td>{NAMES[name]}</td>"
        + "".join(f"<td>{mean:.0f}</td>" for mean in result.mean(name))
        + "</tr>"
        for name in result.reached
    )
    return (
        f'<div class="scroll"><table><thead><tr><th>learning rate</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _formula(result: NormalisationMeasuredResult) -> str:
    """Write the range of learning rates that work."""
    state = result.state
    setting = (
        f"{number('compare', state['compare'])}, {number('setting', state['setting'])}, epoch "
        f"{number('epoch', state['epoch'])}; learning rates within 5 points of the best: "
    )
    good = [
        f"{NAMES[name]} <b>{', '.join(f'{rate:g}' for rate in result.good(name)) or 'none'}</b>"
        for name in result.reached
    ]
    missing = f"; not measured here: {', '.join(result.missing)}" if result.missing else ""
    return setting + "; ".join(good) + missing
