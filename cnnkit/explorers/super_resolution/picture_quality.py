"""PSNR and structural similarity of a picture that is spoilt in several ways."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.controls import choice, slider
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import BACKGROUND, NOW, Axis, Curve, Points, plot_panel
from cnnkit.explorers.drawing.svg import array_panel
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.super_resolution.pieces import PHOTOS, Quality, truth
from cnnkit.functional import conv2d, pad2d
from cnnkit.images import psnr, ssim

SIDE, CELL, MOST = 96, 2.25, 12
"""Pixels of the picture, CSS pixels each, and the largest strength."""

DISTORTIONS = ("brighter", "less contrast", "noise", "blur", "shifted", "fewer grey levels")
LOWEST, HIGHEST = 10.0, 50.0
"""Ends of the axis of decibels."""

Array = NDArray[Any]


@dataclass(frozen=True)
class PictureQualityResult:
    """A picture and its spoilt version, and how far each way of spoiling takes it."""

    state: State
    truth: Array
    spoilt: Array
    quality: Quality
    paths: dict[str, tuple[Quality, ...]]
    """PSNR and structural similarity for strengths from 1 on, for each way of spoiling."""


class PictureQuality(Explorer[PictureQualityResult]):
    """Spoil a picture by a slider, and watch two numbers that shall say how much it has suffered.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``distortion`` (one of `DISTORTIONS`), ``strength`` (1 to 12), ``photo``.

    Examples
    --------
    >>> explorer = PictureQuality(distortion="brighter", strength=4)
    >>> decibels, similarity = explorer.result.quality
    >>> decibels < 26, similarity > 0.9
    (True, True)
    """

    title = "Two numbers for a spoilt picture"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "distortion": choice("spoilt by", "blur", DISTORTIONS),
            "strength": slider(f"strength (1 to {MOST})", 4, 1, MOST),
            "photo": choice("photo", "astronaut", PHOTOS),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> PictureQualityResult:
        """Spoil the picture, and look up how good it still is."""
        photo, distortion, strength = state["photo"], state["distortion"], state["strength"]
        all_paths = paths(photo)
        return PictureQualityResult(
            state=state,
            truth=_picture(photo)[:, :, 0],
            spoilt=spoilt(photo, distortion, strength)[:, :, 0],
            quality=all_paths[distortion][strength - 1],
            paths=all_paths,
        )

    def draw(self, result: PictureQualityResult) -> Picture:
        """Draw both pictures, and both numbers on two axes, along the way of each distortion."""
        state = result.state
        decibels, similarity = result.quality
        own = result.paths[state["distortion"]]
        others = [path for name, path in result.paths.items() if name != state["distortion"]]
        drawn: list[Curve | Points] = [
            Curve("", _decibels(path), _likeness(path), line=BACKGROUND, thin=True)
            for path in others
        ]
        drawn.append(Curve("the other five ways", [], [], line=BACKGROUND, thin=True))
        drawn.append(Curve(state["distortion"], _decibels(own), _likeness(own)))
        drawn.append(Points("now", [decibels], [similarity], line=NOW))
        plot = plot_panel(
            "both numbers",
            drawn,
            Axis("PSNR, dB (higher is nearer)", LOWEST, HIGHEST),
            Axis("SSIM", 0, 1),
            width=264,
            height=190,
            guides=[(decibels, 0, decibels, 1)],
            note="on the dashed line: the same PSNR",
        )
        panels = [
            array_panel(
                "as it was",
                result.truth,
                kind="image",
                cell=CELL,
                photo=self.shared(state["photo"]),
                scale=False,
            ),
            array_panel(
                f"{state['distortion']}, strength {state['strength']}",
                result.spoilt,
                kind="image",
                cell=CELL,
                scale=False,
            ),
            plot,
        ]
        return Picture(panels, _written_out(result), {state["photo"]: result.truth})

    def describe(self, result: PictureQualityResult) -> str:
        """Say both numbers, and which other ways of spoiling have about the same PSNR."""
        state = result.state
        decibels, similarity = result.quality
        near = [
            f"{name} at {1 + place} SSIM {path[place][1]:.2f}"
            for name, path in result.paths.items()
            for place in [min(range(MOST), key=lambda k: abs(path[k][0] - decibels))]
            if name != state["distortion"] and abs(path[place][0] - decibels) < 1
        ]
        words = f" At about the same PSNR: {'; '.join(near)}." if near else ""
        return (
            f"The photo “{state['photo']}”, {state['distortion']} at strength "
            f"{state['strength']}: PSNR {decibels:.1f} dB, SSIM {similarity:.2f}.{words}"
        )


@lru_cache(maxsize=len(PHOTOS))
def _picture(photo: str) -> Array:
    """Return the middle of a piece, (96, 96, 1), kept off black and white, for room to spoil."""
    top = (truth(photo).shape[0] - SIDE) // 2
    cut = truth(photo)[top : top + SIDE, top : top + SIDE]
    return np.asarray(0.1 + 0.7 * cut, np.float32)


def spoilt(photo: str, distortion: str, strength: int) -> Array:
    """Return the picture spoilt in one way."""
    picture = _picture(photo)
    if distortion == "brighter":
        changed = picture + 0.0175 * strength
    elif distortion == "less contrast":
        changed = picture.mean() + (picture - picture.mean()) * (1 - 0.06 * strength)
    elif distortion == "noise":
        drawn = np.random.default_rng(0).standard_normal(picture.shape)
        changed = picture + 0.015 * strength * drawn
    elif distortion == "blur":
        changed = _blurred(picture, 0.25 * strength)
    elif distortion == "shifted":
        changed = _moved(photo, 0.25 * strength)
    else:
        levels = 34 - round(2.7 * strength)
        changed = np.rint(picture * (levels - 1)) / (levels - 1)
    return np.asarray(np.clip(changed, 0, 1), np.float32)


def _blurred(picture: Array, deviation: float) -> Array:
    """Blur with a Gaussian of so many pixels."""
    places = np.arange(-9, 10)
    weights = np.exp(-(places**2) / (2 * deviation**2)).astype(np.float32)
    weights /= weights.sum()
    padded = pad2d(picture[None], 9, mode="reflect")
    down = conv2d(padded, weights.reshape(-1, 1, 1, 1))
    blurred: Array = conv2d(down, weights.reshape(1, -1, 1, 1))[0]
    return blurred


def _moved(photo: str, pixels: float) -> Array:
    """Look at the photo so many pixels further right; between pixels in proportion."""
    left = (truth(photo).shape[0] - SIDE) // 2
    rows = slice(left, left + SIDE)
    whole, part = int(pixels), pixels % 1
    near = truth(photo)[rows, left + whole : left + whole + SIDE]
    far = truth(photo)[rows, left + whole + 1 : left + whole + 1 + SIDE]
    return np.asarray(0.1 + 0.7 * ((1 - part) * near + part * far), np.float32)


@lru_cache(maxsize=len(PHOTOS))
def paths(photo: str) -> dict[str, tuple[Quality, ...]]:
    """Measure every distortion at every strength."""
    wanted = _picture(photo)
    return {
        name: tuple(
            (psnr(changed, wanted), ssim(changed, wanted))
            for changed in (spoilt(photo, name, strength) for strength in range(1, MOST + 1))
        )
        for name in DISTORTIONS
    }


def _decibels(path: tuple[Quality, ...]) -> list[float]:
    return [decibels for decibels, _ in path]


def _likeness(path: tuple[Quality, ...]) -> list[float]:
    return [likeness for _, likeness in path]


def _written_out(result: PictureQualityResult) -> str:
    """Write PSNR from the mean squared error."""
    state = result.state
    decibels, similarity = result.quality
    error = 10 ** (-decibels / 10)
    return (
        f"{number('photo', state['photo'])}, {number('distortion', state['distortion'])}, strength "
        f"{number('strength', state['strength'])}: mean squared error {error:.2g}, off by about "
        f"{255 * error**0.5:.1f} of 255 levels<br>"
        f"PSNR = 10 · log₁₀(1² / {error:.2g}) = <b>{decibels:.1f} dB</b>; SSIM "
        f"<b>{similarity:.2f}</b>"
    )
