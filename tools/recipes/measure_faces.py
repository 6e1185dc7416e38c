"""Run MTCNN's first network at many scales, and its last one on all that the first proposes.

Usage: python -m tools.recipes.measure_faces

The cascade of `cnnkit.applications.detection` suppresses most proposals before its last network
sees them. Here nothing is suppressed, so that the explorers of notebook 17 can show what
suppression does. The score maps of the first network are stored as bytes. Ten seconds.
"""

import numpy as np
from numpy.typing import NDArray

from cnnkit import datasets, pretrained
from cnnkit.applications import detection
from cnnkit.pretrained.mtcnn import FaceNetworks
from tools.recipes.results import MEASURED

PHOTOS = ("astronaut", "camera", "chelsea", "coffee", "coins", "gravel", "grass", "rocket")
SMALLEST, PROPOSED = 40, 0.6

MAP_PHOTOS = ("astronaut", "camera", "coffee")
FACE_SIZES = (48, 56, 68, 80, 96, 112, 136, 160, 192, 240, 320)
"""Pixels of the photo that a window covers; its scale is 12 over it."""


def windows(name: str, networks: FaceNetworks) -> detection.Detections:
    """Return what the last network makes of every proposal in a photo."""
    table = detection.integral_image(datasets.photo(name))
    proposed = np.concatenate(
        [
            detection.proposals(table, networks.proposal, scale, threshold=PROPOSED).boxes
            for scale in detection.pyramid_scales(table.shape, smallest=SMALLEST)
        ]
    )
    return detection.refine(table, proposed, networks.output, 48)


def score_bytes(name: str, size: int, networks: FaceNetworks) -> NDArray[np.uint8]:
    """Return the score map of a photo whose windows cover ``size`` pixels, from 0 to 255."""
    scores = detection.score_map(datasets.photo(name), networks.proposal, 12 / size)
    return (255 * scores).round().astype(np.uint8)


def main() -> None:
    """Measure all photos and store boxes, scores and maps."""
    networks, arrays = pretrained.mtcnn(), {}
    for name in PHOTOS:
        found = windows(name, networks)
        arrays[f"{name}.boxes"] = found.boxes.round(1).astype(np.float32)
        arrays[f"{name}.scores"] = found.scores.round(5).astype(np.float32)
        print(name, len(found.boxes), "windows, best", found.scores.max().round(3), flush=True)
    np.savez_compressed(MEASURED / "face_windows.npz", **arrays)  # type: ignore[arg-type]
    maps = {
        f"{name}.{size}": score_bytes(name, size, networks)
        for name in MAP_PHOTOS
        for size in FACE_SIZES
    }
    np.savez_compressed(MEASURED / "face_maps.npz", **maps)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
