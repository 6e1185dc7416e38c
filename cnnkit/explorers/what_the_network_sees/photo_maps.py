"""What EfficientNet-Lite0 sees in the photos (measured by `tools.recipes.measure_insight`)."""

import json
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.datasets import data_path

TOP = 5
ALSO = ("tabby", "espresso", "football helmet")
"""How many of a photo's best classes are explained, and which are explained on every photo."""

CAM_LAYERS = {
    "sequential_3": "stage 3, 28 × 28",
    "sequential_5": "stage 5, 14 × 14",
    "sequential_7": "stage 7, 7 × 7",
    "relu6_2": "last convolution, 7 × 7",
}
"""The layers that Grad-CAM is computed at, with their names for people."""

SIDE = 56
"""Blocks of pixels along which saliency is stored: each is the mean over 4 × 4 pixels."""

SHADES = 63
"""Steps in which the root of a map's numbers is stored."""

RANDOMISED_PHOTOS = ("chelsea", "camera")
SEEDS = (0, 1, 2)
STOPS = ("dense_1", "conv2d_2", *(f"sequential_{k}" for k in range(7, 0, -1)), "conv2d_1")
"""The lowest layer that is drawn anew, stop by stop."""

SIZES = (0, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64)
"""Steps against the network, in levels of 255."""

CROP = slice(62, 162)
"""The rows and columns of the photos that are shown pixel by pixel, before and after a step."""


@lru_cache(maxsize=3)
def _file(name: str) -> dict[str, NDArray[Any]]:
    """Read all arrays of a file: a few hundred kilobytes."""
    with np.load(data_path(f"measured/{name}"), allow_pickle=False) as stored:
        return {key: stored[key] for key in stored.files}


def _unpacked(file: str, key: str) -> NDArray[np.float32]:
    """Return a map as numbers again."""
    arrays = _file(file)
    shares = arrays[key].astype(np.float32) / np.float32(SHADES)
    values: NDArray[np.float32] = shares**2 * arrays[f"{key}.top"]
    return values


@lru_cache(maxsize=8)
def explained_classes(photo: str) -> tuple[int, ...]:
    """Return the classes that are explained on a photo, its five best first."""
    keys = (key.split(".") for key in _file("class_maps.npz"))
    return tuple(int(number) for name, number, *what in keys if [name, *what] == [photo, "image"])


def class_map(photo: str, number: int, layer: str) -> NDArray[np.float32]:
    """Return Grad-CAM of a class at a layer, or its saliency where the layer is "image"."""
    return _unpacked("class_maps.npz", f"{photo}.{number}.{layer}")


def randomised_map(photo: str, seed: int, stop: int, method: str) -> NDArray[np.float32]:
    """Return "saliency", "cam" or "guided" after the first ``stop`` stops are drawn anew."""
    seed = seed if stop else SEEDS[0]  # the trained network is the same for all
    return _unpacked("randomised_maps.npz", f"{photo}.{seed}.{stop}.{method}")


@lru_cache(maxsize=1)
def adversarial_steps() -> dict[str, Any]:
    """Return, for each photo and direction, the probabilities after a step of each of `SIZES`."""
    path = data_path("measured/adversarial_steps.json")
    steps: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return steps


@lru_cache(maxsize=8)
def adversarial_signs(photo: str) -> NDArray[np.float32]:
    """Return the gradient's sign in the middle of a photo, −1 or 1, of shape (100, 100, 3)."""
    side = CROP.stop - CROP.start
    bits = np.unpackbits(_file("adversarial_signs.npz")[photo])[: side * side * 3]
    return bits.reshape(side, side, 3).astype(np.float32) * 2 - 1
