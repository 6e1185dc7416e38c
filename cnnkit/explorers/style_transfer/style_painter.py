"""A picture on its way to one picture's content and another one's style, live."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.applications.style_transfer import (
    STYLE_LAYERS,
    StyleTransfer,
    TransferStep,
    Weights,
)
from cnnkit.explorers.controls import choice, stops
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import Axis, Curve, plot_panel
from cnnkit.explorers.drawing.svg import array_panel, signed_number
from cnnkit.explorers.explorer import State
from cnnkit.explorers.live import LiveExplorer
from cnnkit.explorers.style_transfer.pictures import (
    CONTENTS,
    PAINTED,
    PICTURES,
    RANDOM,
    STYLES,
    TRAINED,
    network,
    picture,
)

STEPS, RATE = 200, 0.03
PHOTO, NOISE = "the content picture", "grey noise"
ALL = "all four"
LAYERS = {
    ALL: STYLE_LAYERS,
    "conv1_1 alone": STYLE_LAYERS[:1],
    "conv1_1 and conv2_1": STYLE_LAYERS[:2],
    "conv3_3 alone": STYLE_LAYERS[3:],
}
"""Which layers the style is taken from."""

CONTENT_WEIGHTS = (0, 0.1, 1, 10)
STYLE_WEIGHTS = (0, 1, 10, 100, 1000)
VARIATION_WEIGHTS = (0, 1, 5, 20)
SIZES = (64, 80, 96, 128)
SMALL, LARGE = 120, 230
GIVEN = 64
"""Pixels of the two given pictures as they are shown: all are sent at once, at the start."""
SHADES = 63
"""Steps of a channel in which the made picture is sent: it is fine noise to any compression."""


@dataclass(frozen=True)
class StylePainterResult:
    """The picture as it is, and how it came there."""

    state: State
    in_force: State
    picture: NDArray[np.float32]
    history: tuple[TransferStep, ...]

    @property
    def styles(self) -> list[float]:
        """The style loss before each step."""
        return [step.mean_style for step in self.history]

    @property
    def contents(self) -> list[float]:
        """The content loss before each step."""
        return [step.content for step in self.history]


class StylePainter(LiveExplorer[StylePainterResult, StyleTransfer]):
    """Choose a content and a style, press Start, and move the weights while it paints.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``content`` (one of `CONTENTS`), ``style`` (one of `STYLES`), ``begin_with`` (`PHOTO` or
        `NOISE`), ``layers`` (one of `LAYERS`), ``network`` ("trained" or "random weights") and
        ``size``, which a run reads when it starts; ``content_weight``, ``style_weight`` and
        ``variation``, which act at once.

    Examples
    --------
    >>> painter = StylePainter(content="coffee", style="ihc", size=64)
    >>> painter.run_state, painter.result.picture.shape
    ('idle', (64, 64, 3))
    """

    title = "A picture takes on a style"
    at_start = ("content", "style", "begin_with", "layers", "network", "size")

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "content": choice("content", "chelsea", CONTENTS),
            "style": choice("style", PAINTED, STYLES),
            "begin_with": choice("begins with", PHOTO, (PHOTO, NOISE)),
            "layers": choice("layers for style", ALL, tuple(LAYERS)),
            "network": choice("network", TRAINED, (TRAINED, RANDOM)),
            "size": stops("size (pixels)", 80, SIZES),
            "style_weight": stops("style weight", 100, STYLE_WEIGHTS),
            "content_weight": stops("content weight", 1, CONTENT_WEIGHTS),
            "variation": stops("smoothness weight", 1, VARIATION_WEIGHTS),
        }
        super().__init__(controls, state, hidden)

    def begin(self, state: State) -> StyleTransfer:
        """Return a run with these settings."""
        size = state["size"]
        return StyleTransfer(
            network(state["network"]),
            picture(state["content"], size),
            picture(state["style"], size),
            start=_start(state["begin_with"], state["content"], size),
            weights=_weights(state),
            style_layers=LAYERS[state["layers"]],
            learning_rate=RATE,
            steps=STEPS,
        )

    def compute(self, state: State) -> StylePainterResult:
        """Read how far the run is, and let it know the weights as they are now."""
        in_force = self.in_force(state)
        if self.work is None:
            begun = _start(in_force["begin_with"], in_force["content"], in_force["size"])
            return StylePainterResult(state, in_force, begun, ())
        self.work.weights = _weights(state)
        history = tuple(self.work.history)
        return StylePainterResult(state, in_force, self.work.picture, history)

    def draw(self, result: StylePainterResult) -> Picture:
        """Draw the two pictures, the one between them, and the two losses."""
        chosen, size = result.in_force, result.in_force["size"]
        given = {
            name: array_panel(
                name,
                picture(chosen[name], GIVEN),
                kind="image",
                cell=SMALL / GIVEN,
                note=chosen[name],
                photo=self.shared(_key(chosen[name])),
            )
            for name in ("content", "style")
        }
        made = array_panel(
            "made",
            np.round(result.picture * SHADES) / SHADES,
            kind="image",
            cell=LARGE / size,
            note=f"after {len(result.history)} steps",
        )
        return Picture(
            [given["content"], made, given["style"], _losses(result)],
            formula=_formula(result),
            shared={_key(name): picture(name, GIVEN) for name in PICTURES},
        )

    def describe(self, result: StylePainterResult) -> str:
        """Say what becomes of what, how far it is, and how the losses have changed."""
        chosen = result.in_force
        words = (
            f"{chosen['content']} in the style of {chosen['style']} ({chosen['layers']}, "
            f"{chosen['network']}), begun with {chosen['begin_with']}."
        )
        if not result.history:
            return f"{words} No step has been taken."
        first, last = result.history[0], result.history[-1]
        share = 100 * last.mean_style / first.mean_style if first.mean_style else 100.0
        return (
            f"{words} After {last.number} steps the style loss is {last.mean_style:.2g}, "
            f"{share:.1f} % of the first one, and the content loss {last.content:.2g}."
        )


def _key(name: str) -> str:
    """Return the id of a given picture on the page."""
    return name.replace(" ", "-")


@lru_cache(maxsize=24)
def _start(begin_with: str, content: str, size: int) -> NDArray[np.float32]:
    """Return what a run begins with."""
    if begin_with == PHOTO:
        return picture(content, size)
    drawn = np.random.default_rng(0).uniform(0.3, 0.7, (size, size, 3)).astype(np.float32)
    drawn.setflags(write=False)
    return drawn


def _weights(state: State) -> Weights:
    """Return the weights of a state."""
    return Weights(state["content_weight"], state["style_weight"], state["variation"])


def _losses(result: StylePainterResult) -> Any:
    """Plot both losses, on an axis on which equal steps multiply."""
    steps = range(len(result.history))
    return plot_panel(
        "the two losses",
        [
            Curve("style (mean of its layers)", steps, result.styles, 0),
            Curve("content", steps, result.contents, 1),
        ],
        Axis("step", 0, STEPS),
        Axis("loss before its weight", 1e-5, 10.0, log=True),
        width=190,
        height=150,
    )


def _formula(result: StylePainterResult) -> str:
    """Write the loss with the present weights, and its parts where there are any."""
    state = result.state
    weights = [
        number(name, signed_number(state[name], 1))
        for name in ("content_weight", "style_weight", "variation")
    ]
    if not result.history:
        parts = ["content", "style", "smoothness"]
        return "L = " + " + ".join(
            f"{weight} · {part}" for weight, part in zip(weights, parts, strict=True)
        )
    last = result.history[-1]
    values = (last.content, last.mean_style, last.variation)
    total = sum(
        state[name] * value
        for name, value in zip(("content_weight", "style_weight", "variation"), values, strict=True)
    )
    return (
        "L = "
        + " + ".join(
            f"{weight} · {value:.5f}" for weight, value in zip(weights, values, strict=True)
        )
        + f" = <b>{total:.4f}</b> (content, style, smoothness)"
    )
