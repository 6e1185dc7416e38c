"""Train small networks by many optimisers, schedules and first weights; store what they read.

Usage: python -m tools.recipes.measure_optimisers   (or: make networks; then make checksums)

Notebook 11 shows the numbers. It takes some fifteen minutes on one core. Of the 4,000 training
digits 3,000 are trained on, and 1,000 are held back: on them the learning rate can be chosen, so
that the test digits have no part in any choice. A run that diverges is stored as null. Another
BLAS library may change the last digits.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from cnnkit import datasets
from cnnkit.images import to_float
from cnnkit.initialisers import Initialiser, Shape, he_normal, xavier_normal
from cnnkit.layers import Conv2D, Dense, Flatten, MaxPool2D, ReLU, Sequential
from cnnkit.training import (
    SGD,
    Adam,
    Constant,
    CosineDecay,
    CrossEntropy,
    DivergedError,
    Optimiser,
    RMSProp,
    Schedule,
    StepDecay,
    WarmUp,
    evaluate,
    fit,
)
from tools.recipes.results import MEASURED, write_json

PATH = MEASURED / "optimisers.json"
SEEDS, BATCH_SIZE, TRAINED_ON = (0, 1, 2), 50, 3000
STEPS_AN_EPOCH = TRAINED_ON // BATCH_SIZE

OPTIMISERS: Mapping[str, Callable[[float], Optimiser]] = {
    "SGD": SGD,
    "momentum": lambda rate: SGD(rate, momentum=0.9),
    "Nesterov": lambda rate: SGD(rate, momentum=0.9, nesterov=True),
    "RMSProp": RMSProp,
    "Adam": Adam,
}
RATES = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
EPOCHS = 4
"""Of the comparison of optimisers, and of that of first weights."""

DEPTHS, DEEP_RATES = (4, 10, 20), (0.0003, 0.001, 0.003, 0.01, 0.03)
SCHEDULE_RATES, SCHEDULE_EPOCHS = (0.01, 0.03, 0.1), 10

Reached = dict[str, float | None]
"""The accuracy on each part, or None where the training diverged."""

Part = tuple[NDArray[np.float32], NDArray[np.int64]]


def small_numbers(shape: Shape, rng: np.random.Generator) -> NDArray[np.float32]:
    """Draw small random numbers, of the same size for every layer."""
    return rng.standard_normal(shape, np.float32) * np.float32(0.01)


def twice_he(shape: Shape, rng: np.random.Generator) -> NDArray[np.float32]:
    """Draw numbers twice as large as He's."""
    return np.float32(2) * he_normal(shape, rng)


FIRST_WEIGHTS: Mapping[str, Initialiser] = {
    "0.01": small_numbers,
    "Xavier": xavier_normal,
    "He": he_normal,
    "twice He": twice_he,
}


def reader() -> Sequential:
    """Return two blocks of convolution, ReLU and pooling before a dense layer: 11,274 numbers."""
    first = [Conv2D(8, 5, padding="same"), ReLU(), MaxPool2D(2)]
    second = [Conv2D(16, 5, padding="same"), ReLU(), MaxPool2D(2)]
    return Sequential([*first, *second, Flatten(), Dense(10)])


def deep_reader(depth: int, initialiser: Initialiser) -> Sequential:
    """Return a plain stack of convolutions of 16 filters on 7 × 7 places, and a dense layer."""
    layers = [Conv2D(16, 4, stride=4, initialiser=initialiser), ReLU()]
    for _ in range(depth - 1):
        layers += [Conv2D(16, 3, padding="same", initialiser=initialiser), ReLU()]
    return Sequential([*layers, Flatten(), Dense(10, initialiser=initialiser)])


@lru_cache
def parts(normalised: bool) -> dict[str, Part]:
    """Return what is trained on, held back to choose by, and tested on."""
    data = datasets.digits()
    x, x_test = to_float(data.x_train), to_float(data.x_test)
    if normalised:
        mean, deviation = x.mean(), x.std()
        x, x_test = (x - mean) / deviation, (x_test - mean) / deviation
    return {
        "training": (x[:TRAINED_ON], data.y_train[:TRAINED_ON]),
        "validation": (x[TRAINED_ON:], data.y_train[TRAINED_ON:]),
        "test": (x_test, data.y_test),
    }


def trained(
    model: Sequential,
    optimiser: Optimiser,
    seed: int,
    *,
    epochs: int,
    normalised: bool = False,
    schedule: Schedule | None = None,
) -> Reached:
    """Train a network from a seed, and return the accuracies, or None where it diverged."""
    data, rng = parts(normalised), np.random.default_rng(seed)
    model.build((28, 28, 1), rng)
    loss = CrossEntropy()
    try:
        fit(
            model,
            data["training"],
            loss,
            optimiser,
            epochs=epochs,
            batch_size=BATCH_SIZE,
            rng=rng,
            schedule=schedule,
            quiet=True,
        )
        return {name: round(evaluate(model, data[name], loss)[1] or 0.0, 3) for name in data}
    except DivergedError:
        return dict.fromkeys(data)


def compare_optimisers(name: str, rate: float, seed: int) -> Reached:
    """Train with one optimiser at one rate."""
    return trained(reader(), OPTIMISERS[name](rate), seed, epochs=EPOCHS)


def schedules(rate: float) -> dict[str, Schedule]:
    """Return the schedules that are compared, all with the same largest rate."""
    steps = SCHEDULE_EPOCHS * STEPS_AN_EPOCH
    tenth = steps // 10
    return {
        "constant": Constant(rate),
        "step": StepDecay(rate, every=steps // 2),
        "cosine": CosineDecay(rate, steps=steps),
        "warm-up and cosine": WarmUp(CosineDecay(rate, steps=steps - tenth), steps=tenth),
    }


def compare_schedules(name: str, rate: float, seed: int) -> Reached:
    """Train with one schedule whose largest rate is given."""
    return trained(
        reader(),
        SGD(rate, momentum=0.9),
        seed,
        epochs=SCHEDULE_EPOCHS,
        schedule=schedules(rate)[name],
    )


def compare_first_weights(name: str, depth: int, rate: float, seed: int) -> Reached:
    """Train a plain stack from one kind of first weights."""
    model = deep_reader(depth, FIRST_WEIGHTS[name])
    return trained(model, SGD(rate, momentum=0.9), seed, epochs=EPOCHS, normalised=True)


def experiments() -> Iterator[tuple[str, float, Callable[[int], Reached]]]:
    """Say what is measured: its name, the rate, and what to do with a seed."""
    for name in OPTIMISERS:
        for rate in RATES:
            yield f"optimiser: {name}", rate, partial(compare_optimisers, name, rate)
    for rate in SCHEDULE_RATES:
        for name in schedules(rate):
            yield f"schedule: {name}", rate, partial(compare_schedules, name, rate)
    for name in FIRST_WEIGHTS:
        for depth in DEPTHS:
            for rate in DEEP_RATES:
                what = f"first weights: {name}, {depth} convolutions"
                yield what, rate, partial(compare_first_weights, name, depth, rate)


def main() -> None:
    """Measure everything, and store it."""
    measured: dict[str, dict[str, dict[str, list[float | None]]]] = {}
    for what, rate, run in experiments():
        runs = [run(seed) for seed in SEEDS]
        reached = {name: [one[name] for one in runs] for name in runs[0]}
        measured.setdefault(what, {})[f"{rate:g}"] = reached
        print(f"{what}, rate {rate:g}: {reached['validation']}", flush=True)
    write_json(PATH, measured)


if __name__ == "__main__":
    main()
