"""A network for super-resolution that is trained live, and what it makes of a held-out photo."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.applications.super_resolution import HELD_OUT_PHOTOS, detail, enlarge
from cnnkit.explorers.controls import choice, stops
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import Axis, Curve, plot_panel
from cnnkit.explorers.drawing.svg import array_panel, signed_number
from cnnkit.explorers.explorer import State
from cnnkit.explorers.live import LiveExplorer
from cnnkit.explorers.super_resolution.pieces import small, truth
from cnnkit.explorers.super_resolution.training_run import (
    ESPCN,
    EVERY,
    MATERIALS,
    NETWORKS,
    SuperResolutionRun,
    untrained,
)

PART, CELL = 72, 2.5
"""Side of the square that is shown, and CSS pixels a pixel: four stand side by side."""

CORNERS = {"astronaut": (48, 48), "chelsea": (48, 30), "ihc": (48, 48), "text": (48, 48)}
"""Where the square lies in the piece: at multiples of 6, where pixels of the small one begin."""

RATES = (0.0001, 0.0003, 0.001, 0.003, 0.01)
STEPS = (250, 500, 1000, 2000, 4000)


@dataclass(frozen=True)
class SuperResolutionTrainingResult:
    """The run so far, and a square of a held-out photo as it is enlarged now."""

    state: State
    in_force: State
    looked_at: tuple[int, ...]
    gains: dict[str, tuple[float, ...]]
    seconds: tuple[float, ...]
    """Seconds of training until each look at the photos."""
    bicubic: NDArray[Any]
    added: NDArray[Any]
    wanted: NDArray[Any]

    @property
    def made(self) -> NDArray[Any]:
        """The square as the network makes it."""
        return np.asarray(np.clip(self.bicubic + self.added, 0, 1))

    @property
    def decibel_at(self) -> tuple[int, float] | None:
        """At which step, and after how many seconds, the photo first was 1 dB above bicubic."""
        looks = zip(self.looked_at, self.seconds, self.gains[self.state["photo"]], strict=True)
        return next(((step, seconds) for step, seconds, gain in looks if gain >= 1), None)


class SuperResolutionTraining(LiveExplorer[SuperResolutionTrainingResult, SuperResolutionRun]):
    """Train a network to add what bicubic interpolation misses; press Start, and watch.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``network``, ``material`` (what it learns from), ``scale``, ``rate`` and ``steps``, which a
        run reads when it starts; ``photo``, a held-out one to look at.

    Examples
    --------
    >>> explorer = SuperResolutionTraining(photo="text")
    >>> explorer.run_state, float(abs(explorer.result.added).max())
    ('idle', 0.0)
    """

    title = "A network that learns to sharpen"
    at_start = ("network", "material", "scale", "rate", "steps")

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "photo": choice("held-out photo", "astronaut", HELD_OUT_PHOTOS),
            "network": choice("network", ESPCN, NETWORKS),
            "material": choice("learns from", "eight photos", tuple(MATERIALS)),
            "scale": stops("scale", 2, (2, 3)),
            "rate": stops("learning rate", 0.001, RATES),
            "steps": stops("steps", 2000, STEPS),
        }
        super().__init__(controls, state, hidden)

    def begin(self, state: State) -> SuperResolutionRun:
        """Return a run with these settings."""
        return SuperResolutionRun(**{name: state[name] for name in self.at_start})

    def compute(self, state: State) -> SuperResolutionTrainingResult:
        """Enlarge the square with the network as it is now."""
        in_force, work = self.in_force(state), self.work
        scale, photo = in_force["scale"], state["photo"]
        model = work.model if work else untrained(in_force["network"], scale)
        # Some pixels around it too, so that the network sees what it sees in the whole photo.
        top, left = (at // scale - 6 for at in CORNERS[photo])
        side = PART // scale + 12
        given = small(photo, scale, "bicubic")[top : top + side, left : left + side]
        inside = slice(6 * scale, 6 * scale + PART)
        with np.errstate(all="ignore"):  # a network that diverges is shown too
            added = np.nan_to_num(detail(given, model, scale), posinf=0, neginf=0)
        row, column = CORNERS[photo]
        return SuperResolutionTrainingResult(
            state=state,
            in_force=in_force,
            looked_at=tuple(work.looked_at) if work else (0,),
            gains={name: tuple(work.gains[name]) if work else (0.0,) for name in HELD_OUT_PHOTOS},
            seconds=tuple(work.seconds) if work else (0.0,),
            bicubic=np.clip(enlarge(given, scale), 0, 1)[inside, inside, 0],
            added=added[inside, inside, 0],
            wanted=truth(photo)[row : row + PART, column : column + PART, 0],
        )

    def draw(self, result: SuperResolutionTrainingResult) -> Picture:
        """Draw the square, bicubic, the detail, both and the truth, and the gain on four photos."""
        photo = result.state["photo"]
        steps = result.looked_at
        curves = [
            Curve(name, steps, result.gains[name], line=place)
            for place, name in enumerate(HELD_OUT_PHOTOS)
        ]
        last = result.gains[photo][-1]
        plot = plot_panel(
            "decibels over bicubic",
            curves,
            Axis("step", 0, result.in_force["steps"]),
            Axis("dB, on photos never trained on", -0.5, 2.5),
            width=400,
            height=130,
            guides=[(0, 0, result.in_force["steps"], 0), (0, 1, result.in_force["steps"], 1)],
            note=f"{photo} now: {signed_number(last)} dB",
        )
        most = max(float(abs(result.added).max()), 0.05)
        pictures = (
            ("bicubic", result.bicubic),
            ("bicubic + network", result.made),
            ("as it was", result.wanted),
        )
        before, made, truth_panel = (
            array_panel(title, image, kind="image", cell=CELL, scale=False)
            for title, image in pictures
        )
        added = array_panel(
            "what the network adds", result.added, kind="signed", cell=CELL, limits=(-most, most)
        )
        panels = [before, added, made, truth_panel, plot]
        return Picture(panels, formula=_written_out(result))

    def describe(self, result: SuperResolutionTrainingResult) -> str:
        """Say how far the run is and what it has gained on each photo."""
        gains = ", ".join(
            f"{name} {signed_number(values[-1])} dB" for name, values in result.gains.items()
        )
        state = result.in_force
        name = f"{state['network']}, scale {state['scale']}, learns from {state['material']}"
        if len(result.looked_at) == 1:
            return f"{name}. It has not learned yet and adds nothing to bicubic interpolation."
        return (
            f"{name}. After step {result.looked_at[-1]:,}, against bicubic interpolation on photos "
            f"that it is not trained on: {gains}. It adds up to "
            f"{255 * float(abs(result.added).max()):.0f} levels of 255."
        )


def _written_out(result: SuperResolutionTrainingResult) -> str:
    """Write what the settings above ask for, and what the network makes of the photo."""
    state = result.state
    last = result.gains[state["photo"]][-1]
    reached = result.decibel_at
    since = f"; 1 dB at step {reached[0]:,}, after {reached[1]:.1f} s" if reached else ""
    return (
        f"{number('network', state['network'])}, learns from "
        f"{number('material', state['material'])} at scale {number('scale', state['scale'])}, "
        f"learning rate {number('rate', signed_number(state['rate'], 4))}, "
        f"{number('steps', format(state['steps'], ','))} steps, looked at every {EVERY}<br>"
        f"{number('photo', state['photo'])}: PSNR(bicubic + network) − PSNR(bicubic) = "
        f"<b>{signed_number(last)} dB</b>{since}"
    )
