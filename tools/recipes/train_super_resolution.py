"""Train the networks for super-resolution that `cnnkit.pretrained` loads, and measure them.

Usage: python -m tools.recipes.train_super_resolution   (or: make networks; then make checksums)

Takes about five minutes. Three seeds each; the networks of seed 0 are stored, and of all of them
how many decibels they gain over bicubic interpolation, on photos that they were never trained on.
"""

from collections.abc import Callable

import numpy as np

from cnnkit.applications.super_resolution import (
    HELD_OUT_PHOTOS,
    SHRINKING,
    TRAINING_PHOTOS,
    decibels,
    luminance,
    start_from_bicubic,
    training_pairs,
)
from cnnkit.architectures import espcn
from cnnkit.layers import Conv2D, DepthToSpace, ReLU, Sequential
from cnnkit.training import Adam, CosineDecay, MeanSquaredError, fit
from tools.recipes.results import MEASURED, NETWORKS, write_json

SEEDS = (0, 1, 2)
COUNT, BATCH_SIZE, EPOCHS, RATE = 2400, 32, 40, 2e-3


def small_espcn(scale: int) -> Sequential:
    """Return an ESPCN with half the filters, and ReLU."""
    return espcn(scale, filters=(32, 16), activation=ReLU)


def one_convolution(scale: int) -> Sequential:
    """Return a single convolution, which can only add up: the best linear sharpening of 7×7."""
    return Sequential([Conv2D(scale**2, 7, padding="same"), DepthToSpace(scale)])


RUNS: dict[str, tuple[Callable[[int], Sequential], int, str]] = {
    "espcn_x2": (small_espcn, 2, "bicubic"),
    "espcn_x3": (small_espcn, 3, "bicubic"),
    "espcn_x2_area": (small_espcn, 2, "area average"),
    "one convolution": (one_convolution, 2, "bicubic"),
}


def trained(make: Callable[[int], Sequential], scale: int, by: str, seed: int) -> Sequential:
    """Train a network on patches of the training photos."""
    rng = np.random.default_rng(seed)
    photos = [luminance(name) for name in TRAINING_PHOTOS]
    pairs = training_pairs(photos, scale, count=COUNT, rng=rng, by=by)
    model = make(scale)
    model.build(pairs[0].shape[1:], rng)
    start_from_bicubic(model)
    fit(
        model,
        pairs,
        MeanSquaredError(),
        Adam(RATE),
        epochs=EPOCHS,
        batch_size=BATCH_SIZE,
        rng=rng,
        schedule=CosineDecay(RATE, steps=EPOCHS * COUNT // BATCH_SIZE),
        quiet=True,
    )
    return model


def main() -> None:
    """Train and store the networks, and what they gain."""
    held_out = {name: luminance(name) for name in HELD_OUT_PHOTOS}
    measured: dict[str, dict[str, float]] = {}
    for seed in SEEDS:
        for name, (make, scale, by) in RUNS.items():
            model = trained(make, scale, by, seed)
            if seed == 0 and name.startswith("espcn"):
                model.save(NETWORKS / f"{name}.npz")
            for tested in SHRINKING:
                key = f"{name}, shrunk by {tested}, seed {seed}"
                measured[key] = {
                    photo: round(
                        decibels(large, model, scale, by=tested)
                        - decibels(large, None, scale, by=tested),
                        3,
                    )
                    for photo, large in held_out.items()
                }
                print(f"{key}: {measured[key]}", flush=True)
            write_json(MEASURED / "super_resolution.json", measured)


if __name__ == "__main__":
    main()
