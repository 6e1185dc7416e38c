"""Cover photos with black, white and blurred squares; store what EfficientNet-Lite0 then says.

Usage: python -m tools.recipes.measure_occluder_fills   (or: make networks; then make checksums)

In twenty minutes on one core. Grey squares are measured by `tools.recipes.measure_occlusion`.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import functional, pretrained
from cnnkit.explorers.what_the_network_sees.networks import PHOTOS, prepared
from cnnkit.explorers.what_the_network_sees.occluders import (
    BLACK,
    BLURRED,
    STRIDE,
    WHITE,
    WIDTHS,
    covered_images,
)
from cnnkit.layers import Sequential
from tools.recipes.results import MEASURED

PATH = MEASURED / "occluder_fills.npz"
CLASSES = 5
"""So many classes are followed: those that are most probable in the whole photo."""


def answers(model: Sequential, photo: str, fill: str, width: int) -> dict[str, NDArray[Any]]:
    """Ask the network with a square at each place, one image at a time."""
    x = prepared(photo)
    best = model.forward(x)[0].argsort()[::-1][:CLASSES]
    images = covered_images(x, width, STRIDE, fill)
    logits = np.concatenate([model.forward(image[None]) for image in images])
    p = functional.softmax(logits.astype(np.float64))
    side = (x.shape[1] - width) // STRIDE + 1
    return {
        "covered": p[:, best].reshape(side, side, CLASSES).astype(np.float16),
        "first": p.argmax(axis=1).reshape(side, side).astype(np.int16),
        "first_probability": p.max(axis=1).reshape(side, side).astype(np.float16),
    }


def main() -> None:
    """Measure every photo, fill and size."""
    model, arrays = pretrained.efficientnet_lite0(), {}
    for fill in (BLACK, BLURRED, WHITE):
        for photo in PHOTOS:
            for width in WIDTHS:
                for name, array in answers(model, photo, fill, width).items():
                    arrays[f"{photo}.{fill}.{width}.{name}"] = array
            print(fill, photo, flush=True)
        np.savez_compressed(PATH, **arrays)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
