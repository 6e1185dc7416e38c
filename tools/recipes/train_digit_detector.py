"""Train the digit detectors of notebook 17, and measure them on scenes of test digits.

Usage: python -m tools.recipes.train_digit_detector

Two networks of the same make learn from windows of scenes: one whose scenes hold digits only, and
one whose scenes hold clothes too, with the label "nothing". Each is trained three times, from other
weights and other scenes, and measured on the same hundred scenes of test digits and test clothes.
The first of each is stored. About a minute.
"""

import numpy as np

from cnnkit import datasets
from cnnkit.applications import detection
from cnnkit.applications.digit_scenes import Scene, many_scenes
from cnnkit.applications.digit_windows import read_windows, training_windows
from cnnkit.images import to_float
from cnnkit.layers import Conv2D, Dense, Flatten, MaxPool2D, ReLU, Sequential
from cnnkit.training import Adam, CrossEntropy, fit
from tools.recipes.results import MEASURED, NETWORKS, write_json

SEEDS = (0, 1, 2)
SCENES, TEST_SCENES = 400, 100
EPOCHS = 6
WINDOW = (28, 28, 1)
OVERLAP, LEAST = 0.3, 0.01
NAMES = {True: "digit_detector", False: "digit_detector_digits_only"}


def detector(rng: np.random.Generator) -> Sequential:
    """Make a network for windows, without any padding, so that no window looks beyond itself."""
    layers = [Conv2D(8, 5), ReLU(), MaxPool2D(2), Conv2D(16, 5), ReLU(), MaxPool2D(2)]
    model = Sequential([*layers, Flatten(), Dense(11)])
    model.build(WINDOW, rng)
    return model


def trained(seed: int, clothes: bool) -> Sequential:
    """Train a detector, whose scenes hold clothes or not."""
    rng = np.random.default_rng(seed)
    digits = datasets.digits()
    data = to_float(digits.x_train), digits.y_train
    strangers = to_float(datasets.fashion().x_train)
    scenes = many_scenes(SCENES, data, strangers, rng, others=2 if clothes else 0)
    model = detector(rng)
    fit(
        model,
        training_windows(scenes, rng),
        CrossEntropy(),
        Adam(2e-3),
        epochs=EPOCHS,
        batch_size=32,
        rng=rng,
        quiet=True,
    )
    return model


def measured_scenes(count: int = TEST_SCENES) -> list[Scene]:
    """Make the scenes that all detectors are measured on."""
    digits = datasets.digits()
    data = to_float(digits.x_test), digits.y_test
    strangers = to_float(datasets.fashion().x_test)
    return many_scenes(count, data, strangers, np.random.default_rng(17))


def average_precision(model: Sequential, scenes: list[Scene]) -> float:
    """Return the average precision over all scenes, at an overlap of at least 0.5."""
    everywhere = detection.as_convolutions(model, WINDOW)
    boxes, scores, images = [], [], []
    for place, scene in enumerate(scenes):
        read = read_windows(everywhere, scene.image)
        likely = read.take(read.scores >= LEAST)
        kept = detection.non_maximum_suppression(likely.boxes, likely.scores, threshold=OVERLAP)
        boxes.append(likely.boxes[kept])
        scores.append(likely.scores[kept])
        images += [place] * len(kept)
    precision, recall = detection.precision_and_recall(
        np.concatenate(boxes),
        np.concatenate(scores),
        np.concatenate([scene.squares for scene in scenes]),
        images=images,
        truth_images=[place for place, scene in enumerate(scenes) for _ in scene.squares],
    )
    return detection.average_precision(precision, recall)


def main() -> None:
    """Train, measure and store."""
    scenes = measured_scenes()
    measured: dict[str, list[float]] = {}
    for clothes, name in NAMES.items():
        measured[name] = []
        for seed in SEEDS:
            model = trained(seed, clothes)
            measured[name].append(round(average_precision(model, scenes), 4))
            print(name, "seed", seed, "average precision", measured[name][-1], flush=True)
            if seed == SEEDS[0]:
                model.save(NETWORKS / f"{name}.npz")
    write_json(MEASURED / "digit_detectors.json", measured)


if __name__ == "__main__":
    main()
