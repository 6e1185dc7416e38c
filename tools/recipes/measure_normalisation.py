"""Train a deep network with and without normalisation; store how well it then reads digits.

Usage: python -m tools.recipes.measure_normalisation   (or: make networks; then make checksums)

Takes about twenty minutes on one core; what the file holds already is not measured again, so delete
it to start anew. The explorer `NormalisationMeasured` and notebook 13 show the
numbers. Seeds fix everything but the last digits, which differ from one BLAS library to another.
"""

import json
from collections.abc import Callable, Mapping

import numpy as np

from cnnkit import datasets
from cnnkit.functional.checks import Array
from cnnkit.images import to_float
from cnnkit.initialisers import he_normal
from cnnkit.layers import (
    BatchNorm,
    Conv2D,
    Dense,
    Flatten,
    GroupNorm,
    Layer,
    LayerNorm,
    ReLU,
    Sequential,
)
from cnnkit.training import SGD, CrossEntropy, DivergedError, evaluate, fit
from tools.recipes.results import MEASURED, write_json

PATH = MEASURED / "normalisation.json"
SEEDS, EPOCHS = (0, 1, 2), 3
RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
LARGE_RATE, GUESSING = 0.3, 0.101
TWO, THREE = ("none", "batch"), ("none", "batch", "group")
ALL = (*THREE, "layer")
SETTINGS = (
    (32, 1.0, 2000, ALL),
    (128, 1.0, 2000, ALL),
    (8, 1.0, 2000, TWO),
    (32, 0.5, 2000, TWO),
    (32, 2.0, 2000, TWO),
    (2, 1.0, 1000, THREE),
)
"""Images in a batch, what the initial weights are multiplied by, digits, and which networks."""

NORMALISATIONS: Mapping[str, Callable[[], Layer] | None] = {
    "none": None,
    "batch": BatchNorm,
    "group": lambda: GroupNorm(2),
    "layer": LayerNorm,
}
"""What stands between each convolution and its ReLU."""


def deep_network(name: str, scale: float = 1.0) -> Sequential:
    """Return eight convolutions, each with its normalisation and ReLU, and a dense layer.

    Parameters
    ----------
    name : str
        One of `NORMALISATIONS`.
    scale : float
        What He's initial weights of the convolutions are multiplied by.
    """

    def weights(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
        return scale * he_normal(shape, rng)

    layers: list[Layer] = []
    for filters, stride in ((8, 2), (8, 1), (8, 1), (8, 1), (16, 2), (16, 1), (16, 1), (16, 1)):
        layers.append(
            Conv2D(filters, 3, stride=stride, padding="same", bias=False, initialiser=weights)
        )
        make = NORMALISATIONS[name]
        if make is not None:
            layers.append(make())
        layers.append(ReLU())
    return Sequential([*layers, Flatten(), Dense(10)])


def accuracies(
    name: str, batch_size: int, scale: float, images: int, rate: float, seed: int
) -> list[float]:
    """Train on some digits; return the share of test digits read after each epoch.

    A run whose loss is not finite any more ends there, and its list with it. So does one with a
    large learning rate that only guesses after an epoch: its weights are far away by then.
    """
    data, rng = datasets.digits(), np.random.default_rng(seed)
    model = deep_network(name, scale)
    model.build((28, 28, 1), rng)
    training = to_float(data.x_train[:images]), data.y_train[:images]
    testing = to_float(data.x_test), data.y_test
    reached: list[float] = []
    try:
        for _ in range(EPOCHS):
            fit(
                model,
                training,
                CrossEntropy(),
                SGD(rate),
                epochs=1,
                batch_size=batch_size,
                rng=rng,
                quiet=True,
            )
            reached.append(round(evaluate(model, testing, CrossEntropy())[1] or 0.0, 3))
            if rate >= LARGE_RATE and reached[-1] <= GUESSING:
                break
    except DivergedError:
        pass
    return reached


def main() -> None:
    """Train every network in every setting at every learning rate, and store what they read."""
    measured: dict[str, list[list[list[float]]]] = {}
    if PATH.exists():
        measured = json.loads(PATH.read_text(encoding="utf-8"))
        measured.pop("rates", None)
    for batch_size, scale, images, names in SETTINGS:
        for name in names:
            key = f"{name}, batches of {batch_size}, weights times {scale:g}, {images} digits"
            if key in measured:
                continue
            measured[key] = [
                [accuracies(name, batch_size, scale, images, rate, seed) for seed in SEEDS]
                for rate in RATES
            ]
            last = [[run[-1] if run else None for run in runs] for runs in measured[key]]
            print(f"{key}: {last}", flush=True)
            write_json(PATH, {"rates": RATES, **measured})


if __name__ == "__main__":
    main()
