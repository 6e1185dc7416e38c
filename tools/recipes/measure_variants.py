"""Measure what kinds of convolution cost in time, and how well networks made of them learn.

Usage: python -m tools.recipes.measure_variants [times accuracy]
(or: make networks; then make checksums).

Notebook 15 shows the numbers, and repeats a small part of each. The times take three minutes on
one core, the accuracy fifteen. Times are those of `cnnkit` on one core of one machine,
divided by the time of the standard convolution of the same size; another machine, another library
or a busy hour gives other ratios. For the accuracy every network is trained at three learning
rates, and the best one is kept: what suits one kind need not suit another. 1,000 of the 5,000
training images are put aside to compare on; the test images are never looked at.
"""

import platform
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import datasets
from cnnkit.functional import conv2d
from cnnkit.images import to_float
from cnnkit.layers import (
    Conv2D,
    Dense,
    GlobalAveragePool2D,
    Layer,
    MaxPool2D,
    ReLU,
    SeparableConv2D,
    Sequential,
)
from cnnkit.training import Adam, CrossEntropy, evaluate, fit
from tools.recipes.results import MEASURED, write_json

TIMES, ACCURACY = MEASURED / "variant_times.json", MEASURED / "variant_accuracy.json"

SIDES, CHANNELS, KERNELS = (7, 14, 28, 56), (16, 32, 64, 128, 256), (3, 5, 7)
GROUPS = (2, 4, 8)
ROUNDS, PATIENCE = 3, 0.1
"""How often everything is timed, and for how many seconds each kind is at least repeated."""

SEEDS, EPOCHS, BATCH_SIZE, RATES = (0, 1, 2), 10, 50, (0.003, 0.01, 0.03)
TRAINED_ON, VALIDATED_ON = 3000, 1000
WIDTHS = (0.5, 1, 2)
BLOCKS = ("standard", "4 groups", "separable")

Array = NDArray[np.float32]


def kinds(side: int, channels: int, kernel: int) -> dict[str, Callable[[], Array]]:
    """Return every kind of convolution on one map, from as many channels to as many."""
    rng = np.random.default_rng(0)

    def numbers(*shape: int) -> Array:
        return rng.standard_normal(shape, np.float32)

    x, mix = numbers(1, side, side, channels), numbers(1, 1, channels, channels)
    grouped = {
        groups: numbers(kernel, kernel, channels // groups, channels)
        for groups in (1, *GROUPS, channels)
    }

    def convolved(groups: int) -> Array:
        return conv2d(x, grouped[groups], padding="same", groups=groups)

    found: dict[str, Callable[[], Array]] = {"standard": lambda: convolved(1)}
    for groups in GROUPS:
        found[f"{groups} groups"] = partial(convolved, groups)
    found["depthwise"] = lambda: convolved(channels)
    found["1×1"] = lambda: conv2d(x, mix)
    found["separable"] = lambda: conv2d(convolved(channels), mix)
    return found


def shortest(run: Callable[[], Array]) -> float:
    """Return the shortest of several runs, in seconds: whatever disturbs a run makes it longer.

    The processor's time is taken, since a clock would count the work of other programs as well.
    """
    run()
    begin = perf_counter()
    found: list[float] = []
    while len(found) < 3 or perf_counter() - begin < PATIENCE:
        start = process_time()
        run()
        found.append(process_time() - start)
    return min(found)


def time_ratios(side: int, channels: int, kernel: int) -> dict[str, list[float]]:
    """Return the time of each kind as a share of the standard convolution's, round by round."""
    ratios: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        seconds = {name: shortest(run) for name, run in kinds(side, channels, kernel).items()}
        for name, value in seconds.items():
            ratios.setdefault(name, []).append(float(f"{value / seconds['standard']:.3g}"))
    return {name: values for name, values in ratios.items() if name != "standard"}


def processor() -> str:
    """Say what the times were measured on."""
    path, name = Path("/proc/cpuinfo"), platform.machine()
    if path.is_file():
        lines = path.read_text("utf-8").splitlines()
        name = next((line.split(": ")[1] for line in lines if line.startswith("model name")), name)
    return f"{name}, one core, NumPy {np.__version__}"


def measure_times() -> None:
    """Time all kinds at all sizes, and store the ratios."""
    measured: dict[str, Any] = {"machine": processor()}
    for side in SIDES:
        for channels in CHANNELS:
            for kernel in KERNELS:
                what = f"{side} {channels} {kernel}"
                measured[what] = time_ratios(side, channels, kernel)
                print(what, measured[what], flush=True)
    write_json(TIMES, measured)


def block(kind: str, filters: int) -> Layer:
    """Return one layer of 3×3 windows, of one of `BLOCKS`."""
    if kind == "separable":
        return SeparableConv2D(filters, 3, padding="same")
    return Conv2D(filters, 3, padding="same", groups=4 if kind == "4 groups" else 1)


def clothes_network(kind: str, width: float) -> Sequential:
    """Return a small network: one standard convolution, then two layers of the kind in question."""
    first, second, third = (round(width * filters) for filters in (16, 32, 64))
    layers: list[Layer] = [Conv2D(first, 3, stride=2, padding="same"), ReLU()]
    layers += [block(kind, second), ReLU(), MaxPool2D(2), block(kind, third), ReLU()]
    return Sequential([*layers, GlobalAveragePool2D(), Dense(10)])


def parts() -> tuple[tuple[Array, NDArray[np.int64]], tuple[Array, NDArray[np.int64]]]:
    """Return the clothes to train on and those to compare on."""
    data = datasets.fashion()
    x, y = to_float(data.x_train), data.y_train
    training, validation = slice(TRAINED_ON), slice(-VALIDATED_ON, None)
    return (x[training], y[training]), (x[validation], y[validation])


def trained_accuracy(kind: str, width: float, seed: int, rate: float) -> float:
    """Train a network from a seed, and return the share of held-back clothes that it names."""
    training, validation = parts()
    model, rng = clothes_network(kind, width), np.random.default_rng(seed)
    model.build((28, 28, 1), rng)
    options: Mapping[str, Any] = {"epochs": EPOCHS, "batch_size": BATCH_SIZE, "quiet": True}
    fit(model, training, CrossEntropy(), Adam(rate), rng=rng, **options)
    return round(evaluate(model, validation, CrossEntropy())[1] or 0.0, 3)


def measure_accuracy() -> None:
    """Train every kind at every width and rate from three seeds, and store the best rate's."""
    measured: dict[str, Any] = {}
    for kind in BLOCKS:
        for width in WIDTHS:
            what = f"{kind}, width {width:g}"
            parameters, multiply_adds = clothes_network(kind, width).count((28, 28, 1))
            reached = {
                rate: [trained_accuracy(kind, width, seed, rate) for seed in SEEDS]
                for rate in RATES
            }
            best = max(RATES, key=lambda rate: sum(reached[rate]))
            measured[what] = {
                "parameters": parameters,
                "multiply-adds": multiply_adds,
                "learning rate": best,
                "validation": reached[best],
            }
            print(what, measured[what], flush=True)
            write_json(ACCURACY, measured)


MEASUREMENTS = {"times": measure_times, "accuracy": measure_accuracy}


def main() -> None:
    """Measure what the command line names, or everything."""
    for name in sys.argv[1:] or MEASUREMENTS:
        MEASUREMENTS[name]()


if __name__ == "__main__":
    main()
