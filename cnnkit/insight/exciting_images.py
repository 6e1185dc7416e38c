"""Images that excite single channels of the photo network, drawn beforehand: they take minutes."""

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from cnnkit import images
from cnnkit.datasets import data_path


@dataclass(frozen=True)
class Excited:
    """Which channels of a layer images were drawn for.

    Parameters
    ----------
    channels : tuple of int
        Maps; in the logits, classes.
    size : int
        Height and width of the images.
    seeds : int
        How many were drawn for each channel, from different noise.
    """

    channels: tuple[int, ...]
    size: int
    seeds: int


EXCITED = MappingProxyType(
    {
        "conv2d_1": Excited((0, 3, 4, 15, 18, 27), 48, 1),
        "sequential_2": Excited((0, 8, 10, 12, 14, 22), 64, 1),
        "sequential_3": Excited((3, 9, 18, 21, 24, 33), 96, 1),
        "sequential_5": Excited((9, 18, 36, 45, 54, 63), 96, 1),
        "conv2d_2": Excited((0, 535, 642, 749, 856, 1070), 96, 1),
        "dense_1": Excited((340, 560, 657, 872, 967), 128, 3),
    }
)
"""The layers of `cnnkit.pretrained.efficientnet_lite0`, from the image upwards."""


@cache
def exciting_images(layer: str) -> NDArray[np.uint8]:
    """Read the images that excite a layer's channels. `tools.recipes.draw_channels` drew them.

    Parameters
    ----------
    layer : str
        One of `EXCITED`, which names the channels.

    Returns
    -------
    ndarray
        (seeds, channels, size, size, 3), uint8. It cannot be written to: every call returns the
        same one.

    Raises
    ------
    ValueError
        If nothing was drawn for the layer.

    Examples
    --------
    >>> exciting_images("conv2d_2").shape
    (1, 6, 96, 96, 3)
    """
    if layer not in EXCITED:
        raise ValueError(f"no images were drawn for {layer!r}; the layers are {', '.join(EXCITED)}")
    excited = EXCITED[layer]
    sheet = images.read(data_path(f"measured/activation_maximisation/{layer}.png"))
    tiles = sheet.reshape(excited.seeds, excited.size, len(excited.channels), excited.size, 3)
    drawn: NDArray[np.uint8] = tiles.transpose(0, 2, 1, 3, 4)
    drawn.flags.writeable = False
    return drawn
