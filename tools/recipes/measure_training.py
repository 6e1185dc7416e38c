"""Train many small networks on digits and clothes; store how well each learned.

Usage: python -m tools.recipes.measure_training [ablation labels images filters ...]
(or: make networks; then make checksums). The names are those of `MEASUREMENTS`.

Without a name all seven are measured, in about half an hour on one core. Notebook 12 shows the
numbers, and repeats a small part of each. A fifth of the training images is put aside to validate
on; the test images are never looked at. Another BLAS library may change the last digits.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm.auto import tqdm

from cnnkit import datasets
from cnnkit.explorers.training_a_cnn.networks import ABLATIONS, MEMORISER, Written, small_cnn
from cnnkit.images import to_float
from cnnkit.layers.notation import network_of
from cnnkit.training import (
    SGD,
    AdamW,
    Augmentation,
    CrossEntropy,
    Epoch,
    batches,
    evaluate,
    fit,
)
from tools.recipes.results import MEASURED, write_json

SEEDS, BATCH_SIZE, RATE = (0, 1, 2), 32, 0.001
STEPS = 1200
"""For runs on few images: so many steps, however many epochs that are."""

Array = NDArray[Any]
Examples = tuple[Array, Array]
Measured = dict[str, Any]


def parts(name: str) -> tuple[Examples, Examples]:
    """Return the images to train on and those to validate on, four fifths and one fifth."""
    data = {"digits": datasets.digits, "clothes": datasets.fashion}[name]()
    x, y = to_float(data.x_train), data.y_train
    count = len(x) * 4 // 5
    return (x[:count], y[:count]), (x[count:], y[count:])


def run(
    written: Written,
    training: Examples,
    validation: Examples,
    *,
    seed: int,
    epochs: int = 20,
    augmentation: Augmentation | None = None,
    weight_decay: float = 0.0,
) -> tuple[list[Epoch], list[float]]:
    """Train a network; return its epochs, and what it has reached at the end.

    That is its accuracy on the training and on the validation images, and its loss on the latter.
    """
    rng = np.random.default_rng(seed)
    model = network_of(written)
    model.build((28, 28, 1), rng)
    history = fit(
        model,
        training,
        CrossEntropy(),
        AdamW(RATE, weight_decay=weight_decay),
        epochs=epochs,
        batch_size=BATCH_SIZE,
        rng=rng,
        augmentation=augmentation,
        quiet=True,
    )
    _, known = evaluate(model, training, CrossEntropy())
    loss, read = evaluate(model, validation, CrossEntropy())
    return history.epochs, [round(known or 0.0, 4), round(read or 0.0, 4), round(loss, 3)]


def some(examples: Examples, count: int, seed: int) -> Examples:
    """Return a few of the examples, others for each seed."""
    chosen = np.random.default_rng(1000 + seed).permutation(len(examples[1]))[:count]
    return examples[0][chosen], examples[1][chosen]


def ablation() -> Measured:
    """Take one part out of a small CNN at a time, on digits and on clothes."""
    measured: Measured = {}
    for data in ("digits", "clothes"):
        for name, written in progress(ABLATIONS.items(), f"ablation, {data}"):
            runs = [run(written, *parts(data), seed=seed)[1] for seed in SEEDS]
            count = network_of(written).count((28, 28, 1))[0]
            measured.setdefault(data, {})[name] = {"parameters": count, "reached": runs}
    return measured


def labels() -> Measured:
    """Train on a thousand digits with true labels and with drawn ones, and on spoilt images."""
    training, validation = parts("digits")
    measured: Measured = {}
    for name in progress(SPOILT, "labels"):
        for seed in SEEDS:
            x, y = spoilt(name, *some(training, 1000, seed), seed)
            epochs, (_, read, _) = run(MEMORISER, (x, y), validation, seed=seed, epochs=40)
            curves = {
                "accuracy": [round(epoch.accuracy or 0.0, 3) for epoch in epochs],
                "loss": [round(epoch.loss, 3) for epoch in epochs],
                "validation": round(read, 3),
            }
            measured.setdefault(name, []).append(curves)
    return measured


SPOILT = ("true labels", "pixels shuffled", "each shuffled its own way", "labels by lot")
"""What a network is to learn by heart."""


def spoilt(name: str, x: Array, y: Array, seed: int) -> Examples:
    """Return images and labels with whatever sense is to be taken out of them."""
    rng = np.random.default_rng(2000 + seed)
    rows = x.reshape(len(x), -1)
    if name == "labels by lot":
        return x, rng.integers(10, size=len(y))
    if name == "pixels shuffled":
        return rows[:, rng.permutation(rows.shape[1])].reshape(x.shape), y
    if name == "each shuffled its own way":
        return rng.permuted(rows, axis=1).reshape(x.shape), y
    return x, y


def images() -> Measured:
    """Train on few images and on many, with as many steps."""
    training, validation = parts("digits")
    measured: Measured = {}
    for count in progress((50, 100, 200, 400, 800, 1600, 3200), "images"):
        for seed in SEEDS:
            few = some(training, count, seed)
            _, reached = run(small_cnn(), few, validation, seed=seed, epochs=epochs_of(count))
            measured.setdefault(str(count), []).append(reached)
    return measured


def filters() -> Measured:
    """Train narrow networks and wide ones on 400 images."""
    training, validation = parts("digits")
    measured: Measured = {}
    for width in progress((1, 2, 4, 8, 16), "filters"):
        for seed in SEEDS:
            few = some(training, 400, seed)
            _, reached = run(small_cnn(width), few, validation, seed=seed, epochs=epochs_of(400))
            measured.setdefault(str(width), []).append(reached)
    return measured


AUGMENTATIONS: Mapping[str, Augmentation | None] = {
    "none": None,
    "mirrored": Augmentation(flip=True),
    "shifted": Augmentation(shift=2),
    "turned, resized, shifted": Augmentation(shift=2, rotate=10, scale=0.1),
}
"""What is done to training images, drawn anew for each batch."""


def augmentation() -> Measured:
    """Train with and without each kind of augmentation, on digits, on clothes, and longer."""
    measured: Measured = {}
    compared: Mapping[str, tuple[str, int, Sequence[str]]] = {
        "digits": ("digits", 20, list(AUGMENTATIONS)),
        "clothes": ("clothes", 20, list(AUGMENTATIONS)),
        "clothes, 60 epochs": ("clothes", 60, ["none", "turned, resized, shifted"]),
    }
    for title, (data, epochs, ways) in compared.items():
        for way in progress(ways, f"augmentation, {title}"):
            changes = AUGMENTATIONS[way]
            measured.setdefault(title, {})[way] = [
                run(small_cnn(), *parts(data), seed=seed, epochs=epochs, augmentation=changes)[1]
                for seed in SEEDS
            ]
    return measured


def decay() -> Measured:
    """Train on 400 images with weight decay of several strengths."""
    training, validation = parts("digits")
    measured: Measured = {}
    for strength in progress((0.0, 0.1, 0.3, 1.0, 3.0), "weight decay"):
        for seed in SEEDS:
            few, epochs = some(training, 400, seed), epochs_of(400)
            _, reached = run(
                small_cnn(), few, validation, seed=seed, epochs=epochs, weight_decay=strength
            )
            measured.setdefault(f"{strength:g}", []).append(reached)
    return measured


def gallery() -> Measured:
    """Train one healthy network and five sick ones; keep their losses, epoch by epoch."""
    (x, y), validation = parts("digits")
    x, y = x[:800], y[:800]
    by_class = np.argsort(y, kind="stable")
    astray = np.random.default_rng(0).permutation(800)
    few, of_others, in_order = (x[:100], y[:100]), (x, y[astray]), (x[by_class], y[by_class])
    sick: Mapping[str, tuple[Examples, dict[str, Any]]] = {
        "healthy": ((x, y), {}),
        "learning rate too low": ((x, y), {"rate": 0.001}),
        "too few images": (few, {"rate": 0.02, "epochs": 60}),
        "learning rate too high": ((x, y), {"rate": 0.5}),
        "labels of other images": (of_others, {}),
        "sorted by class, never shuffled": (in_order, {"shuffled": False}),
    }
    return {
        name: losses(examples, validation, **options)
        for name, (examples, options) in progress(sick.items(), "gallery")
    }


def losses(
    examples: Examples,
    validation: Examples,
    *,
    rate: float = 0.1,
    epochs: int = 20,
    shuffled: bool = True,
) -> Measured:
    """Train with plain steps; return the loss of each epoch on both kinds of images."""
    rng, loss, optimiser = np.random.default_rng(0), CrossEntropy(), SGD(rate)
    model = network_of(small_cnn())
    model.build((28, 28, 1), rng)
    measured: Measured = {"training": [], "validation": []}
    for _ in range(epochs):
        of_batches, sizes = [], []
        for inputs, targets in batches(*examples, BATCH_SIZE, rng=rng if shuffled else None):
            logits = model.forward(inputs, training=True)
            of_batches.append(loss(logits, targets))
            sizes.append(len(targets))
            model.parameter_gradients(loss.backward(logits, targets))
            optimiser.step(model.parameters())
        measured["training"].append(round(float(np.average(of_batches, weights=sizes)), 3))
        measured["validation"].append(round(evaluate(model, validation, loss)[0], 3))
    measured["read"] = evaluate(model, validation, loss)[1]
    return measured


def epochs_of(count: int) -> int:
    """Return how many epochs over so many images come nearest to `STEPS` steps."""
    return round(STEPS / -(-count // BATCH_SIZE))


def progress(items: Any, name: str) -> Any:
    """Show how far a measurement is."""
    return tqdm(list(items), desc=name)


MEASUREMENTS: Mapping[str, Callable[[], Measured]] = {
    "ablation": ablation,
    "labels": labels,
    "images": images,
    "filters": filters,
    "augmentation": augmentation,
    "decay": decay,
    "gallery": gallery,
}
"""What is measured, each in a file of its own."""


def main() -> None:
    """Measure what the command line names, and store it."""
    for name in sys.argv[1:] or MEASUREMENTS:
        measured = MEASUREMENTS[name]()
        write_json(MEASURED / f"training_{name}.json", measured)


if __name__ == "__main__":
    main()
