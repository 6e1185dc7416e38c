"""Measure what single ideas of famous networks are worth on small pictures of clothes.

Usage: python -m tools.recipes.measure_architectures   (or: make networks)

Takes about four minutes on one core. Stored for notebook 16: the training error of each epoch and
the test error after the last, with tanh or ReLU, with poolings that overlap or do not, with
AlexNet's local response norm, and with one 5×5 or two 3×3 convolutions in each block; five seeds
and three learning rates each.
"""

from collections.abc import Callable

import numpy as np

from cnnkit import datasets, functional
from cnnkit.functional.checks import Array
from cnnkit.images import to_float
from cnnkit.layers import (
    Conv2D,
    Dense,
    Flatten,
    GlobalAveragePool2D,
    Layer,
    LocalResponseNorm,
    MaxPool2D,
    ReLU,
    Sequential,
    Tanh,
)
from cnnkit.training import SGD, CrossEntropy, evaluate, fit
from tools.recipes.results import MEASURED, write_json

PATH = MEASURED / "architectures.json"
SEEDS = (0, 1, 2, 3, 4)
IMAGES, EPOCHS, RATES = 2000, 6, (0.01, 0.03, 0.1)


def small_clothes() -> tuple[tuple[Array, Array], tuple[Array, Array]]:
    """Return 2,000 pictures of 14×14 to train on and 1,000 to test on, normalised alike."""
    data = datasets.fashion()
    training, testing = (
        functional.average_pool2d(to_float(x), 2) for x in (data.x_train[:IMAGES], data.x_test)
    )
    mean, deviation = training.mean(), training.std()
    return (
        ((training - mean) / deviation, data.y_train[:IMAGES]),
        ((testing - mean) / deviation, data.y_test),
    )


def with_activation(activation: Callable[[], Layer]) -> Sequential:
    """Return two convolutions and two dense layers with an activation."""
    layers: list[Layer] = []
    for filters in (8, 16):
        layers += [Conv2D(filters, 3, padding=1), activation(), MaxPool2D(2)]
    return Sequential([*layers, Flatten(), Dense(32), activation(), Dense(10)])


def with_pooling(window: int, *, normalised: bool = False) -> Sequential:
    """Return two convolutions with poolings 2 apart; windows of 3 overlap.

    The norms are those of AlexNet's paper, section 3.3 (see `cnnkit.architectures.alexnet_2012`).
    """
    layers: list[Layer] = []
    for filters in (8, 16):
        layers += [Conv2D(filters, 3, padding=1), ReLU()]
        if normalised:
            layers.append(LocalResponseNorm(5, alpha=5e-4, beta=0.75, k=2.0))
        layers.append(MaxPool2D(window, stride=2, padding="same"))
    return Sequential([*layers, Flatten(), Dense(10)])


def with_kernels(kernels: tuple[int, ...]) -> Sequential:
    """Return a first convolution, and two blocks of convolutions with these kernels."""
    layers: list[Layer] = [Conv2D(12, 3, padding=1), ReLU(), MaxPool2D(2)]
    for _ in range(2):
        for kernel in kernels:
            layers += [Conv2D(12, kernel, padding="same"), ReLU()]
    return Sequential([*layers, GlobalAveragePool2D(), Dense(10)])


NETWORKS: dict[str, Callable[[], Sequential]] = {
    "tanh": lambda: with_activation(Tanh),
    "ReLU": lambda: with_activation(ReLU),
    "pooling 2×2": lambda: with_pooling(2),
    "pooling 3×3, overlapping": lambda: with_pooling(3),
    "local response norm": lambda: with_pooling(2, normalised=True),
    "one 5×5": lambda: with_kernels((5,)),
    "two 3×3": lambda: with_kernels((3, 3)),
}


def trained(
    name: str, rate: float, seed: int, *, epochs: int = EPOCHS
) -> tuple[list[float], float]:
    """Train; return the error while training, epoch by epoch, and the last one on test images."""
    training, testing = small_clothes()
    model, rng = NETWORKS[name](), np.random.default_rng(seed)
    model.build((14, 14, 1), rng)
    history = fit(
        model,
        training,
        CrossEntropy(),
        SGD(rate, momentum=0.9),
        epochs=epochs,
        batch_size=32,
        rng=rng,
        quiet=True,
    )
    errors = [round(1 - (epoch.accuracy or 0.0), 4) for epoch in history.epochs]
    return errors, round(1 - (evaluate(model, testing, CrossEntropy())[1] or 0.0), 4)


def main() -> None:
    """Train all of them, and store the runs."""
    measured: dict[str, object] = {}
    for name in NETWORKS:
        for rate in RATES:
            runs = [trained(name, rate, seed) for seed in SEEDS]
            measured[f"{name}, rate {rate:g}"] = [errors for errors, _ in runs]
            measured[f"test: {name}, rate {rate:g}"] = [test for _, test in runs]
            training, test = np.mean([(errors[-1], last) for errors, last in runs], axis=0)
            print(f"{name}, rate {rate:g}: errors {training:.3f} and {test:.3f}", flush=True)
            write_json(PATH, measured)


if __name__ == "__main__":
    main()
