"""Move a grey square over photos, and store what the network then says.

Usage: python -m tools.recipes.measure_occlusion   (or: make networks; then make checksums)

Takes about three minutes: 6,775 images go through EfficientNet-Lite0. The file
data/measured/occlusion_imagenet.npz is read by `cnnkit.insight.measured_occlusion`. It holds

- ``stride``: pixels from one place of the square to the next;
- ``PHOTO.classes`` (5,), int16: the classes that are most probable in the whole photo;
- ``PHOTO.whole`` (5,), float32: their probabilities in it;
- ``PHOTO.WINDOW.covered`` (rows, columns, 5), float16: their probabilities with a square of
  WINDOW × WINDOW pixels whose first pixel is at (row · stride, column · stride);
- ``PHOTO.WINDOW.first`` (rows, columns), int16: which class is most probable then;
- ``PHOTO.WINDOW.first_probability`` (rows, columns), float16: and how probable it is.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from cnnkit import datasets, functional, pretrained
from cnnkit.insight import occluded_probabilities
from cnnkit.insight.measured import (
    OCCLUSION_CLASSES,
    OCCLUSION_PHOTOS,
    OCCLUSION_STRIDE,
    OCCLUSION_WINDOWS,
)
from tools.recipes.results import MEASURED

PATH = MEASURED / "occlusion_imagenet.npz"


def main() -> None:
    """Measure and store all photos."""
    model = pretrained.efficientnet_lite0()
    arrays: dict[str, NDArray[Any]] = {"stride": np.array(OCCLUSION_STRIDE, np.int16)}
    for photo in tqdm(OCCLUSION_PHOTOS, "photos"):
        (image,) = pretrained.imagenet_image(datasets.photo(photo))
        (whole,) = functional.softmax(model.forward(image[None]))
        classes = np.argsort(-whole)[:OCCLUSION_CLASSES]
        arrays[f"{photo}.classes"] = classes.astype(np.int16)
        arrays[f"{photo}.whole"] = whole[classes]
        for window in OCCLUSION_WINDOWS:
            every = occluded_probabilities(model, image, window=window, stride=OCCLUSION_STRIDE)
            place = f"{photo}.{window}"
            arrays[f"{place}.covered"] = every[..., classes].astype(np.float16)
            arrays[f"{place}.first"] = every.argmax(axis=2).astype(np.int16)
            arrays[f"{place}.first_probability"] = every.max(axis=2).astype(np.float16)
    np.savez_compressed(PATH, **arrays)


if __name__ == "__main__":
    main()
