"""A network for super-resolution while it learns: its steps, and what it gains on other photos."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.applications.super_resolution import (
    HELD_OUT_PHOTOS,
    TRAINING_PHOTOS,
    enlarge,
    luminance,
    start_from_bicubic,
    training_pairs,
    upscale,
)
from cnnkit.architectures.espcn import espcn
from cnnkit.explorers.super_resolution.pieces import small, truth
from cnnkit.images import psnr
from cnnkit.layers import Conv2D, DepthToSpace, ReLU, Sequential
from cnnkit.training import Adam, MeanSquaredError, Step, train

Array = NDArray[Any]

ESPCN, ONE = "ESPCN, 32 and 16 filters", "one convolution"
NETWORKS = (ESPCN, ONE)

MATERIALS: dict[str, tuple[str, ...]] = {
    "eight photos": TRAINING_PHOTOS,
    "bricks alone": ("brick",),
    "galaxies alone": ("hubble",),
}
"""What can be learned from, by name."""

PAIRS, BATCH, EVERY = 1600, 32, 20
"""Patches, patches a step, and steps between two looks at the held-out photos."""


@lru_cache(maxsize=6)
def pairs(material: str, scale: int) -> tuple[Array, Array]:
    """Return patches to learn from, and the detail that is missing from each."""
    photos = [luminance(name) for name in MATERIALS[material]]
    return training_pairs(photos, scale, count=PAIRS, rng=np.random.default_rng(0))


def new_network(kind: str, scale: int) -> tuple[Sequential, np.random.Generator]:
    """Return a network that adds nothing yet, and the generator that drew its weights."""
    if kind == ESPCN:
        model = espcn(scale, filters=(32, 16), activation=ReLU)
    else:
        model = Sequential([Conv2D(scale**2, 7, padding="same"), DepthToSpace(scale)])
    rng = np.random.default_rng(0)
    model.build((16, 16, 1), rng)
    start_from_bicubic(model)
    return model, rng


@lru_cache(maxsize=2)
def untrained(kind: str, scale: int) -> Sequential:
    """Return a network to look at before any training; it is never trained."""
    return new_network(kind, scale)[0]


@lru_cache(maxsize=2 * len(HELD_OUT_PHOTOS))
def held_out(photo: str, scale: int) -> tuple[Array, Array, float]:
    """Return a piece of a held-out photo made small, the piece, and the PSNR of bicubic."""
    given, wanted = small(photo, scale, "bicubic"), truth(photo)
    inside = slice(scale, -scale)
    bicubic = np.clip(enlarge(given, scale), 0, 1)
    return given, wanted, psnr(bicubic[inside, inside], wanted[inside, inside])


def gain(model: Sequential, photo: str, scale: int) -> float:
    """Return by how many decibels a network is better than bicubic on a held-out photo."""
    given, wanted, bicubic = held_out(photo, scale)
    inside = slice(scale, -scale)
    made = upscale(given, model, scale)
    return psnr(made[inside, inside], wanted[inside, inside]) - bicubic


@dataclass(eq=False)
class SuperResolutionRun:
    """A network and its training pairs; to go through it is to train.

    Parameters
    ----------
    network, material : str
        Of `NETWORKS` and `MATERIALS`.
    scale, steps : int
        Times larger, and steps of the whole run.
    rate : float
        Adam's learning rate.
    """

    network: str
    material: str
    scale: int
    rate: float
    steps: int
    losses: list[float] = field(default_factory=list)
    looked_at: list[int] = field(default_factory=list)
    """Steps after which the held-out photos were looked at."""
    gains: dict[str, list[float]] = field(default_factory=dict)
    """Decibels over bicubic at each look, by photo."""
    seconds: list[float] = field(default_factory=list)
    """What the steps until each look took, without what was drawn in between."""

    def __post_init__(self) -> None:
        """Draw the first weights."""
        self.model, self._rng = new_network(self.network, self.scale)
        self.gains = {photo: [0.0] for photo in HELD_OUT_PHOTOS}
        self.looked_at, self.seconds = [0], [0.0]

    def __iter__(self) -> Iterator[Step]:
        """Take one step after another; now and then look at the held-out photos."""
        steps = train(
            self.model,
            pairs(self.material, self.scale),
            MeanSquaredError(),
            Adam(self.rate),
            epochs=self.steps * BATCH // PAIRS,
            batch_size=BATCH,
            rng=self._rng,
        )
        taken, began = 0.0, time.perf_counter()
        for step in steps:
            self.losses.append(step.loss)
            if step.number % EVERY == 0 or step.number == step.total:
                self.looked_at.append(step.number)
                self.seconds.append(taken + time.perf_counter() - began)
                for photo, reached in self.gains.items():
                    reached.append(gain(self.model, photo, self.scale))
            taken += time.perf_counter() - began
            yield step
            began = time.perf_counter()
