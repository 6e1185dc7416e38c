"""Make images that excite single channels of the photo network, and store them to look at.

Usage: python -m tools.recipes.draw_channels   (or: make networks; then make checksums)

Takes about three minutes on one core. Each file data/measured/activation_maximisation/LAYER.png
holds images side by side: a column for each channel of `cnnkit.insight.EXCITED`, and a
row for each seed, so that one can see what only the start decided. They are read by
`cnnkit.insight.exciting_images`. The layer dense_1 holds classes.

Colours are stored in steps of 4 of 255, which nobody sees and which halves the files.

The channels were chosen by eye out of a dozen in each layer, for being clear; most are not.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from tqdm import tqdm

from cnnkit import pretrained
from cnnkit.insight import activation_maximisation
from cnnkit.insight.exciting_images import EXCITED
from tools.recipes.results import MEASURED

FOLDER = MEASURED / "activation_maximisation"

OPTIONS: dict[str, dict[str, Any]] = {
    "conv2d_1": {"steps": 24, "jitter": 4, "blur": 0.0, "weight_decay": 0.0},
    "sequential_2": {"steps": 64, "jitter": 4, "blur": 1.0, "weight_decay": 0.06},
    "sequential_3": {"steps": 96, "jitter": 8, "blur": 1.5, "weight_decay": 0.06},
    "sequential_5": {"steps": 128, "jitter": 8, "blur": 1.5, "weight_decay": 0.04},
    "conv2d_2": {"steps": 128, "jitter": 8, "blur": 1.5, "weight_decay": 0.03},
    "dense_1": {"steps": 128, "jitter": 12, "blur": 1.5, "weight_decay": 0.025},
}
"""What was found by trying; the network asks for none of it."""

COLOUR_STEP = 4
"""Levels of 255 from one stored shade of a colour to the next."""


def shades(image: NDArray[Any]) -> NDArray[np.uint8]:
    """Return an image of the network's inputs as pixels, in steps of `COLOUR_STEP`."""
    levels = np.clip(np.rint(128 * image + 127), 0, 255)  # backwards what `imagenet_image` does
    rounded = np.clip(np.rint(levels / COLOUR_STEP) * COLOUR_STEP, 0, 255)
    return rounded.astype(np.uint8)


def main() -> None:
    """Draw all channels, and store a picture for each layer."""
    FOLDER.mkdir(exist_ok=True)
    model = pretrained.efficientnet_lite0()
    total = sum(excited.seeds * len(excited.channels) for excited in EXCITED.values())
    with tqdm(total=total, desc="images") as bar:
        for layer, excited in EXCITED.items():
            rows = []
            for seed in range(excited.seeds):
                row = []
                for channel in excited.channels:
                    *_, image = activation_maximisation(
                        model,
                        layer=layer,
                        channel=channel,
                        rng=np.random.default_rng(seed),
                        shape=(excited.size, excited.size, 3),
                        colours=True,
                        **OPTIONS[layer],
                    )
                    row.append(shades(image))
                    bar.update()
                rows.append(np.concatenate(row, axis=1))
            Image.fromarray(np.concatenate(rows)).save(FOLDER / f"{layer}.png", optimize=True)


if __name__ == "__main__":
    main()
