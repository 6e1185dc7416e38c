"""Measure whether batch normalisation reduces overfitting, each network at several rates.

Usage: python -m tools.recipes.measure_regularisation   (or: make networks; then make checksums)

Takes about four minutes on one core. Stored for notebook 13: the share read of the few training
images, of 1,000 held-out images, by which a learning rate may be chosen, and of the test images.
"""

import numpy as np

from cnnkit import datasets
from cnnkit.images import to_float
from cnnkit.training import SGD, CrossEntropy, DivergedError, evaluate, fit
from tools.recipes.measure_normalisation import deep_network
from tools.recipes.results import MEASURED, write_json

PATH = MEASURED / "regularisation.json"
SEEDS, EPOCHS, HELD_OUT = (0, 1, 2), 30, 1000
SETTINGS = (
    ("none", 300, 32, (0.01, 0.03, 0.1, 0.3)),
    ("batch", 300, 32, (0.01, 0.03, 0.1, 0.3, 1.0)),
    ("none", 1000, 32, (0.01, 0.03, 0.1, 0.3)),
    ("batch", 1000, 32, (0.03, 0.1, 0.2, 0.3, 1.0)),
)
"""Which network, how many training images, how many in a batch, and the learning rates."""


def shares(
    name: str, images: int, batch_size: int, rate: float, seed: int, epochs: int = EPOCHS
) -> list[float] | None:
    """Train; return the shares of training, held-out and test images that are read.

    A run whose loss blows up gives None. The held-out images are the last ones of the training
    images, which no network here is trained on.
    """
    data, rng = datasets.digits(), np.random.default_rng(seed)
    model = deep_network(name)
    model.build((28, 28, 1), rng)
    few = to_float(data.x_train[:images]), data.y_train[:images]
    held_out = to_float(data.x_train[-HELD_OUT:]), data.y_train[-HELD_OUT:]
    test = to_float(data.x_test), data.y_test
    try:
        fit(
            model,
            few,
            CrossEntropy(),
            SGD(rate),
            epochs=epochs,
            batch_size=batch_size,
            rng=rng,
            quiet=True,
        )
    except DivergedError:
        return None
    read = (evaluate(model, some, CrossEntropy())[1] or 0.0 for some in (few, held_out, test))
    return [round(share, 3) for share in read]


def main() -> None:
    """Train every network at every rate, and store what each run reads."""
    measured: dict[str, list[list[float] | None]] = {}
    for name, images, batch_size, rates in SETTINGS:
        for rate in rates:
            key = f"{name}, {images} digits, batches of {batch_size}, rate {rate:g}"
            measured[key] = [shares(name, images, batch_size, rate, seed) for seed in SEEDS]
            print(f"{key}: {measured[key]}", flush=True)
            write_json(PATH, measured)


if __name__ == "__main__":
    main()
