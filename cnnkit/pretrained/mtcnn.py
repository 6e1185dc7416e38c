"""Three small networks that find faces in photos."""

from typing import NamedTuple

import numpy as np

from cnnkit import architectures
from cnnkit.layers import Sequential
from cnnkit.pretrained.weights import read_weights


class FaceNetworks(NamedTuple):
    """The three networks of MTCNN, in the order in which they work.

    Parameters
    ----------
    proposal : Sequential
        Takes images of any size from 12 × 12 on: all windows of a photo at once.
    refinement : Sequential
        Takes crops of 24 × 24.
    output : Sequential
        Takes crops of 48 × 48.
    """

    proposal: Sequential
    refinement: Sequential
    output: Sequential


SIZES = (12, 24, 48)
"""The height and width of the images that each of the three was trained on."""


def mtcnn() -> FaceNetworks:
    """Load MTCNN, which finds faces in photos, and eyes, nose and mouth in each.

    `cnnkit.applications.detection.find_faces` runs the three networks one after the other. They
    take photos whose pixels have been brought to −1 … 1, x = (pixel − 127.5) / 128, and answer as
    `cnnkit.architectures.mtcnn_proposal` says. Of their 495,850 numbers the file holds the weights
    of the two large dense layers in 8 bits, and the others in 16; that moves a probability by up
    to 0.002, and a box by less than half a pixel.

    Returns
    -------
    FaceNetworks
        (proposal, refinement, output), new networks at every call.

    Notes
    -----
    K. Zhang, Z. Zhang, Z. Li and Y. Qiao, "Joint Face Detection and Alignment Using Multitask
    Cascaded Convolutional Networks", IEEE Signal Processing Letters 23(10), 2016. They trained
    on photos of people from the web (WIDER FACE and CelebA), whose selection says which faces
    are found well. Where the weights come from stands in ``data/SOURCES.md``.

    Examples
    --------
    >>> networks = mtcnn()
    >>> [sum(p.value.size for p in network.parameters()) for network in networks]
    [6632, 100178, 389040]
    """
    weights = read_weights("mtcnn")
    networks = FaceNetworks(
        architectures.mtcnn_proposal(),
        architectures.mtcnn_refinement(),
        architectures.mtcnn_output(),
    )
    for name, network, size in zip(networks._fields, networks, SIZES, strict=True):
        network.build((size, size, 3), np.random.default_rng(0))
        own = f"{name}."
        network.load_state(
            {key.removeprefix(own): w for key, w in weights.items() if key.startswith(own)}
        )
    return networks
