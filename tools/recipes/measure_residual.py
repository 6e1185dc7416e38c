"""Measure what depth does to plain and to residual networks, with and without batch norm.

Usage: python -m tools.recipes.measure_residual   (or: make networks)

Takes about twenty minutes on one core. Stored for notebook 16: the training error after each epoch
and the test error after the last, for plain and residual stacks of three depths, at three
learning rates, three seeds each; and the size of each kernel's gradient before the first step.
"""

import json
from collections.abc import Iterator
from itertools import product

import numpy as np

from cnnkit import datasets, functional
from cnnkit.functional.checks import Array
from cnnkit.images import to_float
from cnnkit.layers import (
    BatchNorm,
    Conv2D,
    Dense,
    GlobalAveragePool2D,
    Layer,
    MaxPool2D,
    ReLU,
    Residual,
    Sequential,
)
from cnnkit.training import SGD, CrossEntropy, DivergedError, evaluate, fit
from tools.recipes.results import MEASURED, write_json

PATH = MEASURED / "residual.json"
DEPTHS = (8, 20, 32)
"""Layers with weights: the first convolution, two in each block, and the dense one."""
RATES = {"batch norm": (0.01, 0.03, 0.1), "no norm": (0.0001, 0.001, 0.01)}
"""Without normalisation good rates are smaller; 0.1 is too much already for 8 layers."""

SEEDS = (0, 1, 2)
FILTERS, IMAGES, EPOCHS, BATCH = 16, 2000, 10, 64


def stack(depth: int, *, residual: bool, normalised: bool) -> Sequential:
    """Return a network for clothes: a first convolution, blocks of two on 7×7 maps, a dense layer.

    The residual one differs from the plain one in nothing but the additions.
    """

    def convolution(stride: int = 1) -> list[Layer]:
        layer = Conv2D(FILTERS, 3, stride=stride, padding="same", bias=not normalised)
        return [layer, BatchNorm()] if normalised else [layer]

    layers = [*convolution(stride=2), ReLU(), MaxPool2D(2)]
    for _ in range((depth - 2) // 2):
        body = [*convolution(), ReLU(), *convolution()]
        layers += [Residual(Sequential(body))] if residual else body
        layers.append(ReLU())
    return Sequential([*layers, GlobalAveragePool2D(), Dense(10)])


def clothes() -> tuple[tuple[Array, Array], tuple[Array, Array]]:
    """Return 2,000 pictures to train on and 1,000 to test on, normalised alike."""
    data = datasets.fashion()
    training, testing = to_float(data.x_train[:IMAGES]), to_float(data.x_test)
    mean, deviation = training.mean(), training.std()
    return (
        ((training - mean) / deviation, data.y_train[:IMAGES]),
        ((testing - mean) / deviation, data.y_test),
    )


def gradient_sizes(model: Sequential, x: Array, labels: Array) -> list[float]:
    """Return the length of the loss's gradient in the kernel of each convolution."""
    logits = model.forward(x, training=True)
    model.backward(functional.cross_entropy_backward(logits, labels))
    return [
        float(np.linalg.norm(each.grad))
        for each in model.parameters()
        if each.name.endswith("kernel") and each.grad is not None
    ]


def trained(
    model: Sequential, rate: float, seed: int, *, epochs: int = EPOCHS
) -> tuple[list[float], float | None]:
    """Train; return the error while training, epoch by epoch, and the last one on test images.

    A run whose loss stops being a number ends early and has no test error.
    """
    training, testing = clothes()
    rng = np.random.default_rng(seed)
    model.build((28, 28, 1), rng)
    errors: list[float] = []
    optimiser = SGD(rate, momentum=0.9)
    for _ in range(epochs):
        try:
            history = fit(
                model,
                training,
                CrossEntropy(),
                optimiser,
                epochs=1,
                batch_size=BATCH,
                rng=rng,
                quiet=True,
            )
        except DivergedError:
            return errors, None
        errors.append(round(1 - (history.epochs[-1].accuracy or 0.0), 4))
    return errors, round(1 - (evaluate(model, testing, CrossEntropy())[1] or 0.0), 4)


def networks() -> Iterator[tuple[str, str, int, bool]]:
    """Go through all networks: in words, their normalisation, depth, residual or not."""
    for norm, depth, residual in product(RATES, DEPTHS, (False, True)):
        yield (
            f"{'residual' if residual else 'plain'}, {norm}, {depth} layers",
            norm,
            depth,
            residual,
        )


def main() -> None:
    """Train everything, and store it run by run; runs that are stored already are kept."""
    measured = json.loads(PATH.read_text("utf-8")) if PATH.exists() else {}
    (x, labels), _ = clothes()
    for words, norm, depth, residual in networks():
        options = {"residual": residual, "normalised": norm == "batch norm"}
        sizes = []
        for seed in SEEDS:
            model = stack(depth, **options)
            model.build((28, 28, 1), np.random.default_rng(seed))
            sizes.append([float(f"{s:.3g}") for s in gradient_sizes(model, x[:256], labels[:256])])
        measured[f"gradients: {words}"] = sizes
        for rate in RATES[norm]:
            key = f"{words}, rate {rate:g}"
            if key in measured:
                continue
            runs = [trained(stack(depth, **options), rate, seed) for seed in SEEDS]
            measured[key] = [errors for errors, _ in runs]
            measured[f"test: {key}"] = [test for _, test in runs]
            print(
                f"{key}: {[run[-1:] for run, _ in runs]}, test {[t for _, t in runs]}", flush=True
            )
            write_json(PATH, measured)


if __name__ == "__main__":
    main()
