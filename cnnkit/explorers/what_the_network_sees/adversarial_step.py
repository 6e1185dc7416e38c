"""A step against the network: each pixel a little, and what the network says then."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.controls import choice, stops
from cnnkit.explorers.drawing.bars import bar_panel
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import array_panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.flatten_dense_softmax_loss.small_numbers import tidy
from cnnkit.explorers.what_the_network_sees.networks import (
    DIGITS,
    PHOTOS,
    is_photo,
    network,
    prepared,
    probabilities,
    shown,
)
from cnnkit.explorers.what_the_network_sees.photo_maps import (
    CROP,
    SIZES,
    adversarial_signs,
    adversarial_steps,
)
from cnnkit.functional import softmax
from cnnkit.insight import adversarial_step

AGAINST, RANDOM = "against the network", "random signs"
WIDTH = 125
"""CSS pixels of each picture: three of them and the bars fit in a row of 870."""


@dataclass(frozen=True)
class AdversarialStepResult:
    """A picture before and after a step, and what the network says to it."""

    state: State
    signs: NDArray[np.float32]
    """−1, 0 or 1 for each number of what is shown."""
    before: NDArray[np.float32]
    """What is shown of the image, in levels from 0 to 255."""
    label: str
    """What the network sees in the image itself."""
    chance: float
    """The probability of that, after the step."""
    best: tuple[tuple[str, float], ...]
    """The five most probable classes after the step."""

    @property
    def size(self) -> float:
        """The step, in levels of 255."""
        return float(self.state["levels"])

    @property
    def after(self) -> NDArray[np.float32]:
        """What is shown, after the step, in levels from 0 to 255."""
        changed: NDArray[np.float32] = np.clip(self.before + self.size * self.signs, 0, 255)
        return changed


class AdversarialStep(Explorer[AdversarialStepResult]):
    """Move every pixel by the same small amount, in the direction that raises the loss.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``photo`` (a photo's name or a digit), ``levels`` (one of `SIZES`), ``direction``
        (`AGAINST` or `RANDOM`).

    Examples
    --------
    >>> explorer = AdversarialStep(photo="digit 3", levels=64)
    >>> explorer.result.size, explorer.result.label, explorer.result.best[0][0]
    (64.0, '3', '8')
    """

    title = "A small step against the network"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "photo": choice("image", "coffee", (*PHOTOS, *DIGITS)),
            "levels": stops("step, levels of 255", 0, SIZES),
            "direction": choice("direction", AGAINST, (AGAINST, RANDOM)),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> AdversarialStepResult:
        """Look a photo's answers up, or ask the digits network."""
        photo = state["photo"]
        against = state["direction"] == AGAINST
        before, signs = _shown(photo), _signs(photo, against)
        if is_photo(photo):
            measured = adversarial_steps()[photo]
            chance, *best = measured["against" if against else "random 0"][
                SIZES.index(state["levels"])
            ]
            pairs = tuple((str(name), float(p)) for name, p in best)
            return AdversarialStepResult(
                state, signs, before, measured["label"], float(chance), pairs
            )
        after = np.clip(before + state["levels"] * signs, 0, 255) / np.float32(255)
        p = softmax(network(False).forward(after[None, :, :, None]).astype(np.float64))[0]
        label = int(probabilities(photo).argmax())
        order = np.argsort(-p, kind="stable")[:5]
        pairs = tuple((str(digit), float(p[digit])) for digit in order)
        return AdversarialStepResult(state, signs, before, str(label), float(p[label]), pairs)

    def draw(self, result: AdversarialStepResult) -> Picture:
        """Draw the pixels before, the directions, the pixels after, and the five best classes."""
        state = result.state
        photo, cell = state["photo"], WIDTH / len(result.before)
        both = {
            f"{photo.replace(' ', '-')}-{'against' if against else 'random'}": _as_picture(
                _signs(photo, against)
            )
            for against in (True, False)
        }
        key = photo.replace(" ", "-")
        shared = {key: result.before / np.float32(255), **both}
        signs = f"{key}-{'against' if state['direction'] == AGAINST else 'random'}"
        part = "middle 100 × 100 pixels" if is_photo(photo) else "28 × 28 pixels"
        panels = [
            array_panel(
                title, picture, kind="image", cell=cell, photo=known, scale=False, note=note
            )
            for title, picture, known, note in (
                ("before", shared[key], self.shared(key), part),
                ("direction", shared[signs], self.shared(signs), "down, none or up"),
                ("after", result.after / np.float32(255), None, _levels(result.size)),
            )
        ]
        names = [name for name, _ in result.best]
        bars = bar_panel(
            "probability after the step",
            [p for _, p in result.best],
            names=[name if len(name) <= 17 else f"{name[:16]}…" for name in names],
            texts=[tidy(p, 2) for _, p in result.best],
            outlined=names.index(result.label) if result.label in names else None,
            width=50,
            name_width=112,
            text_width=60,
            note=f"outlined: {result.label}" if result.label in names else "",
        )
        before, direction, after = panels
        return Picture(
            [before, "+", direction, "→", after, bars],
            formula=_formula(result),
            shared=shared,
        )

    def describe(self, result: AdversarialStepResult) -> str:
        """Say what the network sees before and after."""
        first, p = result.best[0]
        verdict, known = "still", ""
        if first != result.label:
            verdict, known = "now", f"; “{result.label}” has {tidy(result.chance)}"
        return (
            f"“{result.state['photo']}”, each pixel moved by at most {_levels(result.size)}, "
            f"{result.state['direction']}: the network {verdict} sees “{first}” with "
            f"{tidy(p)}{known}."
        )


@lru_cache(maxsize=32)
def _shown(photo: str) -> NDArray[np.float32]:
    """Return what is shown of an image: the middle of a photo, or a whole digit, 0 to 255."""
    picture = shown(photo)[CROP, CROP] if is_photo(photo) else shown(photo)
    return np.asarray(picture * 255, np.float32)


@lru_cache(maxsize=64)
def _signs(photo: str, against: bool) -> NDArray[np.float32]:
    """Return the direction in which each number of what is shown moves."""
    x, photographed = prepared(photo), is_photo(photo)
    if against and photographed:
        return adversarial_signs(photo)
    if against:
        label = int(probabilities(photo).argmax())
        signs = np.sign(adversarial_step(network(False), x[0], label, size=1.0) - x[0])
    else:
        signs = np.random.default_rng(0).choice([-1, 1], x.shape)[0]
    part = signs[CROP, CROP] if photographed else signs[:, :, 0]
    return np.asarray(part, np.float32)


def _as_picture(signs: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return directions as grey or coloured pixels: 0 down, 1 up."""
    return np.asarray((signs + 1) / 2, np.float32)


def _levels(size: float) -> str:
    """Write a step with its unit."""
    return f"{signed_number(size)} level{'' if size == 1 else 's'} of 255"


def _formula(result: AdversarialStepResult) -> str:
    """Write the step with its size, and what comes out."""
    state = result.state
    sign = "sign(∂L/∂X)" if state["direction"] == AGAINST else "random signs"
    first, p = result.best[0]
    other = f", “{result.label}” <b>{tidy(result.chance)}</b>" if first != result.label else ""
    return (
        f"{number('photo', state['photo'])}: X + {number('levels', signed_number(result.size))} · "
        f"{number('direction', sign)}, cut off at 0 and 255 → “{first}” "
        f"<b>{tidy(p)}</b>{other}"
    )
