"""Train networks for the capstone's three tracks; store how well and how fast each learned.

Usage: python -m tools.recipes.measure_capstone [read sort restore]
(or: make networks; then make checksums). Needs about ten minutes on one core.

Every design is trained with three seeds, and measured on training and validation images. The
seconds are those of the processor, so that what else it does at the time does not count.

Of the designs in `OPENED` the test images are read too. On tracks read and restore that is one
design, chosen by the validation images. On track sort there were two looks: the test images were
opened for "three convolutions", the best of that time; then, by the validation images, "three,
mirrored, dropout" was found, and they were opened again. Both are stored, in this order.

The bars *good* and *excellent* (`cnnkit/course/capstone/__init__.py`) were set after all that, at
places which these designs reach; only the baselines stood before.
"""

import json
import sys
import time
from typing import Any

import numpy as np
from scipy import ndimage
from tqdm.auto import tqdm

from cnnkit.course.capstone import splits
from cnnkit.course.capstone.designs import DESIGNS, Design
from cnnkit.training import (
    Adam,
    CosineDecay,
    CrossEntropy,
    Loss,
    MeanSquaredError,
    evaluate,
    fit,
)
from tools.recipes.results import MEASURED, NETWORKS, write_json

SEEDS = (0, 1, 2)
SPLITS = {"read": splits.digits, "sort": splits.clothes, "restore": splits.noisy_photos}
SETTINGS: dict[str, dict[str, Any]] = {
    "read": {"epochs": 20, "batch_size": 32, "rate": 0.005},
    "sort": {"epochs": 12, "batch_size": 32, "rate": 0.003},
    "restore": {"epochs": 25, "batch_size": 16, "rate": 0.005},
}
"""How all designs of a track are trained: Adam, the rate falling to 0 along a cosine."""

OPENED = {
    "read": ("three, images moved",),
    "sort": ("three convolutions", "three, mirrored, dropout"),
    "restore": ("four, input added",),
}
"""Whose test images were read, in this order; the last is the best on the validation images."""

READER = "read", "one convolution", 0
"""Track, design and seed of the network whose errors a lesson goes through."""

PATH = MEASURED / "capstone.json"


def loss_of(track: str) -> Loss:
    """Return what is made small."""
    return MeanSquaredError() if track == "restore" else CrossEntropy()


def decibels(error: float) -> float:
    """Return the PSNR of a mean squared error, white being 1."""
    return float(-10 * np.log10(error))


def score(track: str, model: Any, examples: splits.Examples) -> float:
    """Return the share that is right, or the PSNR."""
    loss, right = evaluate(model, examples, loss_of(track))
    return round(decibels(loss) if right is None else right, 4)


def run(track: str, design: Design, seed: int) -> tuple[Any, float]:
    """Train a design; return the network and the processor's seconds."""
    settings, data = SETTINGS[track], SPLITS[track]()
    epochs = design.epochs or settings["epochs"]
    steps = epochs * -(-len(data.train[0]) // settings["batch_size"])
    rng, model = np.random.default_rng(seed), design.network()
    model.build(data.train[0].shape[1:], rng)
    begin = time.process_time()
    fit(
        model,
        data.train,
        loss_of(track),
        Adam(settings["rate"]),
        epochs=epochs,
        batch_size=settings["batch_size"],
        rng=rng,
        schedule=CosineDecay(settings["rate"], steps=steps),
        augmentation=design.augmentation,
        quiet=True,
    )
    return model, time.process_time() - begin


def designs(track: str) -> dict[str, Any]:
    """Train every design of a track with every seed."""
    data, measured = SPLITS[track](), {}
    for name, design in tqdm(DESIGNS[track].items(), desc=track):
        parameters, multiply_adds = design.network().count(data.train[0].shape[1:])
        found: dict[str, Any] = {
            "parameters": parameters,
            "multiply_adds": multiply_adds,
            "epochs": design.epochs or SETTINGS[track]["epochs"],
            **{"seconds": [], "train": [], "validation": []},
        }
        for seed in SEEDS:
            model, seconds = run(track, design, seed)
            found["seconds"].append(round(seconds, 1))
            found["train"].append(score(track, model, data.train))
            found["validation"].append(score(track, model, data.validation))
            if name in OPENED[track]:
                found.setdefault("test", []).append(score(track, model, data.test))
            if (track, name, seed) == READER:
                model.save(NETWORKS / "capstone_reader.npz")
        measured[name] = found
    return measured


def nearest_neighbour(track: str) -> float:
    """Return the share of validation images whose most similar training image is of their class."""
    data = SPLITS[track]()
    known, asked = (part[0].reshape(len(part[0]), -1) for part in (data.train, data.validation))
    distance = (known**2).sum(axis=1) - 2 * asked @ known.T
    return float((data.train[1][distance.argmin(axis=1)] == data.validation[1]).mean())


def baselines(track: str) -> dict[str, float]:
    """Measure what takes no training, on the validation images."""
    data = SPLITS[track]()
    if track != "restore":
        counts = np.bincount(data.validation[1])
        return {
            "one class for all": round(float(counts.max() / counts.sum()), 4),
            "nearest neighbour": round(nearest_neighbour(track), 4),
        }
    noisy, clean = data.validation
    ways = {"as it is": noisy, "median of 3×3": ndimage.median_filter(noisy, (1, 3, 3, 1))}
    blurred = {s: ndimage.gaussian_filter(noisy, (0, s, s, 0)) for s in (0.7, 0.8, 0.9, 1.0)}
    ways |= {f"Gaussian blur, σ {s:g}": image for s, image in blurred.items()}
    return {k: round(decibels(float(np.mean((x - clean) ** 2))), 2) for k, x in ways.items()}


def main(names: list[str]) -> None:
    """Measure the tracks that are named, or all."""
    for track in names or SPLITS:
        found = {
            "settings": SETTINGS[track],
            "baselines": baselines(track),
            "designs": designs(track),
        }
        measured = json.loads(PATH.read_text("utf-8")) if PATH.exists() else {}
        measured[track] = found
        write_json(PATH, {name: measured[name] for name in SPLITS if name in measured})


if __name__ == "__main__":
    main(sys.argv[1:])
