"""An image made to excite a class or a channel, step by step, beside a real digit."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.controls import Stepper, choice, slider
from cnnkit.explorers.drawing.bars import bar_panel
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import BACKGROUND, NOW, Axis, Curve, Points, plot_panel
from cnnkit.explorers.drawing.svg import array_panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.flatten_dense_softmax_loss.digit_logits import thousand_images
from cnnkit.explorers.flatten_dense_softmax_loss.small_numbers import tidy
from cnnkit.explorers.what_the_network_sees.networks import network
from cnnkit.functional import softmax
from cnnkit.insight import activation_maximisation, network_up_to

CLASSES, SECOND, FIRST = "a class", "convolution 2", "convolution 1"
LAYERS = {CLASSES: ("dense_1", 10), SECOND: ("relu_2", 16), FIRST: ("relu_1", 8)}
"""What can be excited: its layer in the digits network, and how many there are."""

PLAIN, COARSE = "climbing alone", "coarse waves first"
STEPS, RATE = 40, 0.05
WIDTH = 150


@dataclass(frozen=True)
class Run:
    """One climb: an image for each step, and what it makes of the network."""

    images: NDArray[np.float32]
    """(41, 28, 28): the first one is grey."""
    values: NDArray[np.float64]
    """(41,): the mean of the channel's map, or the class's logit."""
    probabilities: NDArray[np.float64]
    """(41, 10)."""


@dataclass(frozen=True)
class ExcitingImageResult:
    """One step of a climb, and the real digit that excites the same unit most."""

    state: State
    run: Run
    real: NDArray[np.float32]
    """(28, 28)."""
    real_value: float

    @property
    def value(self) -> float:
        """What the image of this step excites the unit to."""
        return float(self.run.values[self.state["step"]])

    @property
    def unit(self) -> str:
        """What is excited."""
        what, channel = self.state["what"], self.state["channel"]
        return f"the class {channel}" if what == CLASSES else f"channel {channel} of {what}"


class ExcitingImage(Explorer[ExcitingImageResult]):
    """Climb from a grey image to one that excites a unit more than any real digit does.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``what`` (`CLASSES`, `SECOND` or `FIRST`), ``channel`` (or class), ``way`` (`PLAIN` or
        `COARSE`), ``step``.

    Examples
    --------
    >>> explorer = ExcitingImage(channel=3, step=40)
    >>> explorer.result.value > explorer.result.real_value
    True
    """

    title = "An image made to excite"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "what": choice("excited", CLASSES, tuple(LAYERS)),
            "channel": slider("class or channel", 3, 0, 9),
            "way": choice("way", PLAIN, (PLAIN, COARSE)),
            "step": Stepper("step", 0, 0, STEPS, interval=150),
        }
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Keep to the channels that there are."""
        return {"channel": (0, LAYERS[state["what"]][1] - 1)}

    def compute(self, state: State) -> ExcitingImageResult:
        """Look the climb up; one that is new takes some hundredths of a second."""
        what, channel = state["what"], state["channel"]
        images, values = _best_real(what)
        run = _run(what, channel, state["way"])
        return ExcitingImageResult(state, run, images[channel], float(values[channel]))

    def draw(self, result: ExcitingImageResult) -> Picture:
        """Draw the image, the best real digit, the climb so far, and what the network reads."""
        state, run = result.state, result.run
        made = array_panel(
            "made",
            run.images[state["step"]],
            kind="image",
            cell=WIDTH / 28,
            note=f"excites it to {tidy(result.value)}",
            scale=False,
        )
        real = array_panel(
            "real: best of 1,000",
            result.real,
            kind="image",
            cell=WIDTH / 28,
            note=f"excites it to {tidy(result.real_value)}",
            scale=False,
        )
        low = min(float(run.values.min()), 0.0)
        top = 1.08 * max(float(run.values.max()), result.real_value)
        climb = plot_panel(
            "the climb",
            [
                Curve("best real digit", [0, STEPS], [result.real_value] * 2, BACKGROUND),
                Curve("made", range(state["step"] + 1), run.values[: state["step"] + 1]),
                Points("now", [state["step"]], [result.value], NOW),
            ],
            Axis("step", 0, STEPS),
            Axis(f"excitement, {result.unit}", low, top),
            width=190,
            height=120,
        )
        p = run.probabilities[state["step"]]
        bars = bar_panel(
            "what it reads",
            p.tolist(),
            names=[str(digit) for digit in range(10)],
            texts=[tidy(float(each), 2) for each in p],
            outlined=state["channel"] if state["what"] == CLASSES else None,
            width=60,
            name_width=18,
            text_width=62,
        )
        return Picture([made, real, climb, bars], formula=_formula(result))

    def describe(self, result: ExcitingImageResult) -> str:
        """Say how far the climb has come, and what the network reads."""
        p = result.run.probabilities[result.state["step"]]
        ahead = (
            "more than any of the 1,000 real digits"
            if result.value > result.real_value
            else "less than the best real digit"
        )
        sure = "more than 99.99 %" if p.max() > 0.9999 else f"{100 * p.max():.4g} %"
        return (
            f"After step {result.state['step']} the image excites {result.unit} to "
            f"{tidy(result.value)}, {ahead} ({tidy(result.real_value)}). The network reads a "
            f"{p.argmax()} and is {sure} sure."
        )


@lru_cache(maxsize=128)
def _run(what: str, channel: int, way: str) -> Run:
    """Climb from faint noise."""
    layer, _ = LAYERS[what]
    model = network(False)
    climb = activation_maximisation(
        model,
        layer=layer,
        channel=channel,
        rng=np.random.default_rng(0),
        steps=STEPS,
        learning_rate=RATE,
        limits=(0.0, 1.0),
        blur=1.0 if way == COARSE else 0.0,
    )
    images = np.stack([np.full((28, 28, 1), 0.5, np.float32), *climb])
    y = network_up_to(model, layer).forward(images)[..., channel].astype(np.float64)
    logits = model.forward(images).astype(np.float64)
    return Run(images[..., 0], y.reshape(len(images), -1).mean(axis=1), softmax(logits))


@lru_cache(maxsize=4)
def _best_real(what: str) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """Return, for each channel, the test digit that excites it most, and how much."""
    images = thousand_images("test digits")
    y = network_up_to(network(False), LAYERS[what][0]).forward(images)
    means = y.reshape(len(y), -1, y.shape[-1]).mean(axis=1, dtype=np.float64)
    return images[means.argmax(axis=0), :, :, 0], means.max(axis=0)


def _formula(result: ExcitingImageResult) -> str:
    """Write a step of the climb with its numbers."""
    state = result.state
    return (
        f"{number('what', state['what'])} {number('channel', state['channel'])}, "
        f"{number('way', state['way'])}: {number('step', state['step'])} times "
        f"X ← X + {signed_number(RATE)} · g / rms(g), cut off at 0 and 1 → "
        f"<b>{tidy(result.value)}</b> (best real digit {tidy(result.real_value)})"
    )
