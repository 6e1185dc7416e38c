"""Train three networks on digits whose pixels are shuffled; store what they then read.

Usage: python -m tools.recipes.measure_shuffling   (or: make networks; then make checksums)

The explorer `ShuffledPixels` shows the numbers. Each network is trained and tested on images cut
into the same blocks, which are shuffled in the same order, once for each seed. Another BLAS
library may change the last digits.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from cnnkit import datasets
from cnnkit.explorers.why_convolution.shuffled_pixels import BLOCKS, order_of
from cnnkit.images import reorder_pixels, to_float
from cnnkit.layers import Conv2D, Dense, Flatten, MaxPool2D, ReLU, Sequential
from cnnkit.training import SGD, CrossEntropy, evaluate, fit
from tools.recipes.results import MEASURED, write_json

PATH = MEASURED / "shuffled_digits.json"
SEEDS, EPOCHS, BATCH_SIZE, RATE = (0, 1, 2), 8, 32, 0.1


def dense() -> Sequential:
    """Return a network that is given a flat list of pixels: 15,910 parameters."""
    return Sequential([Flatten(), Dense(20), ReLU(), Dense(10)])


def convolution() -> Sequential:
    """Return one convolution and a dense layer that sees each place: 15,898 parameters."""
    first = [Conv2D(8, 5, padding="same"), ReLU(), MaxPool2D(2)]
    return Sequential([*first, Flatten(), Dense(10)])


def global_maximum() -> Sequential:
    """Return two convolutions and a dense layer that sees no places: 3,594 parameters."""
    first = [Conv2D(8, 5, padding="same"), ReLU(), MaxPool2D(4)]
    second = [Conv2D(16, 5, padding="same"), ReLU(), MaxPool2D(7)]
    return Sequential([*first, *second, Flatten(), Dense(10)])


NETWORKS: Mapping[str, Callable[[], Sequential]] = {
    "dense": dense,
    "convolution": convolution,
    "global maximum": global_maximum,
}
"""What is measured, and how it is made."""


def accuracy(name: str, order: NDArray[np.int64], seed: int) -> float:
    """Train a network on reordered digits, and return the share of test digits that it reads."""
    data, rng = datasets.digits(), np.random.default_rng(seed)
    model = NETWORKS[name]()
    model.build((28, 28, 1), rng)
    training = to_float(reorder_pixels(data.x_train, order)), data.y_train
    testing = to_float(reorder_pixels(data.x_test, order)), data.y_test
    fit(
        model,
        training,
        CrossEntropy(),
        SGD(RATE),
        epochs=EPOCHS,
        batch_size=BATCH_SIZE,
        rng=rng,
        quiet=True,
    )
    return evaluate(model, testing, CrossEntropy())[1] or 0.0


def main() -> None:
    """Train every network on every kind of shuffling, and store the accuracies."""
    measured: dict[str, dict[str, list[float]]] = {}
    for name in NETWORKS:
        for block in BLOCKS:
            reached = [round(accuracy(name, order_of(block), seed), 3) for seed in SEEDS]
            measured.setdefault(name, {})[str(block)] = reached
            print(f"{name}, blocks of {block}×{block}: {reached}", flush=True)
    write_json(PATH, measured)


if __name__ == "__main__":
    main()
