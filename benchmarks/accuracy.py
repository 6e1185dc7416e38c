"""What the package reaches on real digits and clothes, with one fixed recipe, over three seeds.

    python -m benchmarks.accuracy           # on 500 images held out of the training split
    python -m benchmarks.accuracy --test    # trained on all of it, on the test split

The recipe was chosen on the validation images alone; the test split has chosen nothing.
"""

import argparse
import statistics
import sys
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import threadpoolctl

sys.path.insert(0, str(Path(__file__).parent.parent))  # also where cnnkit is not installed

from benchmarks.timing import print_head, print_row
from cnnkit import datasets
from cnnkit.images import to_float
from cnnkit.layers import BatchNorm, Conv2D, Dense, Dropout, Flatten, MaxPool2D, ReLU, Sequential
from cnnkit.training import AdamW, Augmentation, CosineDecay, CrossEntropy, WarmUp, evaluate, fit

SEEDS = (0, 1, 2)
EPOCHS, BATCH_SIZE, RATE, WARM_UP = 20, 32, 3e-3, 50
HELD_OUT = 500

DIGITS = Augmentation(shift=1.5, rotate=10, scale=0.1)
CLOTHES = Augmentation(flip=True)  # shifting them lowers the accuracy
RUNS = {
    "digits": (datasets.digits, None),
    "digits, augmented": (datasets.digits, DIGITS),
    "clothes": (datasets.fashion, None),
    "clothes, augmented": (datasets.fashion, CLOTHES),
}


class Split(NamedTuple):
    """What to train on, and what to measure on."""

    train: tuple[np.ndarray, np.ndarray]
    measure: tuple[np.ndarray, np.ndarray]


def split(data: datasets.Dataset, test: bool) -> Split:
    x, y = to_float(data.x_train), data.y_train
    if test:
        return Split((x, y), (to_float(data.x_test), data.y_test))
    order = np.random.default_rng(0).permutation(len(x))
    kept, held = order[:-HELD_OUT], order[-HELD_OUT:]
    return Split((x[kept], y[kept]), (x[held], y[held]))


def network() -> Sequential:
    return Sequential(
        [
            *(Conv2D(32, 5, padding="same", bias=False), BatchNorm(), ReLU(), MaxPool2D(2)),
            *(Conv2D(64, 3, padding="same", bias=False), BatchNorm(), ReLU(), MaxPool2D(2)),
            *(Flatten(), Dropout(0.5), Dense(10)),
        ]
    )


def trained(data: Split, augmentation: Augmentation | None, seed: int) -> tuple[float, float]:
    """Train by the recipe, and return the accuracy in per cent and the seconds it took."""
    rng = np.random.default_rng(seed)
    model = network()
    model.build(data.train[0].shape[1:], rng)
    steps = EPOCHS * -(-len(data.train[0]) // BATCH_SIZE)
    start = time.perf_counter()
    fit(
        *(model, data.train, CrossEntropy(label_smoothing=0.1), AdamW(RATE, weight_decay=0.01)),
        epochs=EPOCHS,
        batch_size=BATCH_SIZE,
        rng=rng,
        schedule=WarmUp(CosineDecay(RATE, steps=steps - WARM_UP), steps=WARM_UP),
        augmentation=augmentation,
        quiet=True,
    )
    seconds = time.perf_counter() - start
    _, accuracy = evaluate(model, data.measure, CrossEntropy())
    return 100 * accuracy, seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--test", action="store_true", help="measure on the test split")
    test = parser.parse_args().test
    with threadpoolctl.threadpool_limits(1):
        print(f"Accuracy on {'the test split' if test else 'validation images'}, one thread.\n")
        print_head("data", *(f"seed {seed}" for seed in SEEDS), "mean", "seconds each")
        for name, (load, augmentation) in RUNS.items():
            results = [trained(split(load(), test), augmentation, seed) for seed in SEEDS]
            accuracies, seconds = zip(*results, strict=True)
            cells = [f"{accuracy:.1f} %" for accuracy in accuracies]
            mean = f"{statistics.mean(accuracies):.2f} %"
            print_row(name, *cells, mean, f"{statistics.mean(seconds):.0f}")


if __name__ == "__main__":
    main()
