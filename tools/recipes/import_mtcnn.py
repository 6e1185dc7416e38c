"""Make data/networks/mtcnn.npz from the weights of the Python package mtcnn.

Usage: python -m tools.recipes.import_mtcnn FOLDER   (then: make checksums)

FOLDER is mtcnn/assets/weights out of the wheel mtcnn 1.0.0: pnet.lz4, rnet.lz4 and onet.lz4. Needs
joblib and lz4, which read these files, and a second. Nothing else needs it: the file that it makes
is stored. joblib executes what such a file says: take it from the package index alone.

What is changed, so that the networks are like all others of this project:

- numbers of 32 bits become numbers of 16, and the weights of the two large dense layers, three
  quarters of all, whole numbers from −127 to 127 with one scale for each unit;
- boxes go from (x1, y1, x2, y2) to (top, left, bottom, right), and points from five x and five y
  to five pairs of (row, column);
- the heads stand in one order: face, box, points;
- the package swaps height and width before it flattens, here the rows of the dense weight are
  swapped once instead.
"""

import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import architectures
from cnnkit.layers import Sequential
from tools.recipes.results import NETWORKS

PATH = NETWORKS / "mtcnn.npz"

Array = NDArray[Any]

MAPS = 3
"""Height and width of what R-Net and O-Net flatten."""

LARGE = 10_000
"""A dense layer of so many weights is stored in 8 bits."""

FACE, BOX, POINTS = [0, 1], [1, 0, 3, 2], [5, 0, 6, 1, 7, 2, 8, 3, 9, 4]

NETWORKS_BY_NAME: dict[str, tuple[str, Sequential, int, list[str]]] = {
    # our name: (their file, the network, the size of its images, the order of their heads)
    "proposal": ("pnet", architectures.mtcnn_proposal(), 12, ["box", "face"]),
    "refinement": ("rnet", architectures.mtcnn_refinement(), 24, ["box", "face"]),
    "output": ("onet", architectures.mtcnn_output(), 48, ["box", "points", "face"]),
}


def in_our_order(arrays: list[Array], heads: list[str]) -> list[Array]:
    """Return what a file of theirs holds, in the order of our network's parameters."""
    count = 2 * len(heads)
    body, pairs = arrays[:-count], arrays[-count:]
    by_head = {head: pairs[2 * i : 2 * i + 2] for i, head in enumerate(heads)}
    axes = {"face": FACE, "box": BOX, "points": POINTS}
    return body + [
        array[..., axes[head]] for head in axes if head in by_head for array in by_head[head]
    ]


def fitted(array: Array, shape: tuple[int, ...]) -> Array:
    """Return an array in the shape of our parameter, with the rows of flattened maps swapped."""
    if len(shape) == 2 and shape[0] % MAPS**2 == 0:
        columns_first = array.reshape(MAPS, MAPS, -1, shape[1])
        array = columns_first.swapaxes(0, 1)
    return np.ascontiguousarray(array.reshape(shape))


def rounded(key: str, array: Array) -> dict[str, Array]:
    """Return an array in fewer bits, with its scale if it has one."""
    if array.ndim != 2 or array.size < LARGE:
        return {key: array.astype(np.float16)}
    scale = np.abs(array).max(axis=0) / 127
    return {
        key: np.rint(array / scale).astype(np.int8),
        f"{key}.scale": scale.astype(np.float32),
    }


def main() -> None:
    """Read, order and store."""
    import joblib  # nobody needs it but this tool

    stored: dict[str, Array] = {}
    for name, (file, model, size, heads) in NETWORKS_BY_NAME.items():
        theirs = joblib.load(Path(sys.argv[1]) / f"{file}.lz4")
        model.build((size, size, 3), np.random.default_rng(0))
        ours = model.state()
        for (key, value), array in zip(ours.items(), in_our_order(theirs, heads), strict=True):
            stored |= rounded(f"{name}.{key}", fitted(array, value.shape))
        print(f"{name}: {sum(value.size for value in ours.values()):,} parameters")
    np.savez_compressed(PATH, **stored)
    print(f"{PATH.name}: {PATH.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
