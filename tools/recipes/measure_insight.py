"""Let EfficientNet-Lite0 look at photos, and store what explorers show of it.

Usage: python -m tools.recipes.measure_insight   (or: make networks; then make checksums)

In five minutes on one core: which cells each channel answers with most, Grad-CAM and saliency of
several classes, the same with randomised weights, and what small steps against the network do. A
pass backward through this network takes most of a second: too long to follow a slider.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import datasets, functional, pretrained
from cnnkit.explorers.what_the_network_sees.networks import LAYERS, PHOTOS, prepared
from cnnkit.explorers.what_the_network_sees.photo_maps import (
    ALSO,
    CAM_LAYERS,
    CROP,
    RANDOMISED_PHOTOS,
    SEEDS,
    SHADES,
    SIDE,
    SIZES,
    STOPS,
    TOP,
)
from cnnkit.explorers.what_the_network_sees.strongest import Strongest, strongest_cells
from cnnkit.insight import guided_gradient, randomised
from cnnkit.layers import Sequential
from tools.recipes.results import MEASURED, write_json

DRAWS = (0, 1, 2)
"""Draws of random signs, to compare a step along the gradient with."""

Array = NDArray[Any]


def looked_up(model: Sequential, x: Array) -> dict[str, Array]:
    """Return the output of every layer of the network itself, by name."""
    outputs = {}
    for name, layer in model.children().items():
        x = outputs[name] = layer.forward(x)
    return outputs


def gradients(model: Sequential, logits: Array, target: int) -> dict[str, Array]:
    """Return the gradient of a logit by every layer's output, and by the image."""
    dy = np.zeros_like(logits)
    dy[0, target] = 1
    found = {}
    for name, layer in reversed(list(model.children().items())):
        found[name] = dy
        dy = layer.backward(dy)
    return found | {"image": dy}


def cam(maps: Array, gradient: Array) -> Array:
    """Return Grad-CAM of the only image of a batch."""
    evidence: Array = np.maximum(maps[0] @ gradient[0].mean(axis=(0, 1)), 0)
    return evidence


def pixels(gradient: Array) -> Array:
    """Return the largest size over the channels, averaged over blocks of pixels: (56, 56)."""
    sizes = np.abs(gradient).max(axis=2)
    side = len(sizes) // SIDE
    blocks: Array = sizes.reshape(SIDE, side, SIDE, side).mean(axis=(1, 3))
    return blocks


def store(name: str, arrays: dict[str, Array]) -> None:
    """Write arrays of numbers from 0 up in 64 steps of their root, each with its largest number.

    Most of these numbers are small; the root tells them apart in few bits.
    """
    packed: dict[str, Array] = {}
    for key, array in arrays.items():
        top = float(array.max()) or 1.0
        packed[key] = np.rint(np.sqrt(array / top) * SHADES).astype(np.uint8)
        packed[f"{key}.top"] = np.float32(top)  # type: ignore[assignment]
    np.savez_compressed(MEASURED / name, **packed)  # type: ignore[arg-type]
    print(f"{name}: {(MEASURED / name).stat().st_size:,} bytes", flush=True)


def measure_strongest(model: Sequential) -> None:
    """Find the strongest cells of every channel in the course's photos."""
    outputs = [
        looked_up(model, pretrained.imagenet_image(datasets.photo(name)))
        for name in datasets.photo_names()
    ]
    arrays: dict[str, Array] = {}
    for looked in LAYERS[True]:
        maps = np.concatenate([output[looked.layer] for output in outputs])
        best = strongest_cells(maps)
        for part in Strongest.__annotations__:
            kind = np.float32 if part == "value" else np.uint8
            arrays[f"{looked.layer}.{part}"] = getattr(best, part).astype(kind)
    np.savez_compressed(MEASURED / "strongest_cells.npz", **arrays)  # type: ignore[arg-type]
    print("strongest_cells.npz", flush=True)


def measure_classes(model: Sequential) -> None:
    """Compute Grad-CAM and saliency of the best classes of each photo, and of a few others."""
    names, arrays = pretrained.imagenet_names(), {}
    for photo in PHOTOS:
        outputs = looked_up(model, prepared(photo))
        *_, logits = outputs.values()
        best = logits[0].argsort()[::-1][:TOP].tolist()
        others = [names.index(name) for name in ALSO]
        chosen = [*best, *(number for number in others if number not in best)]
        for number in chosen:
            found = gradients(model, logits, number)
            for layer in CAM_LAYERS:
                arrays[f"{photo}.{number}.{layer}"] = cam(outputs[layer], found[layer])
            arrays[f"{photo}.{number}.image"] = pixels(found["image"][0])
        print(photo, [names[number] for number in chosen], flush=True)
    store("class_maps.npz", arrays)


def measure_randomised(model: Sequential) -> None:
    """Draw weights anew from the top, stage by stage, and explain the same class each time."""
    arrays = {}
    for photo in RANDOMISED_PHOTOS:
        x = prepared(photo)
        target = int(model.forward(x).argmax())
        for seed in SEEDS:
            for stop, layer in enumerate((None, *STOPS)):
                if stop == 0 and seed != SEEDS[0]:
                    continue
                rng = np.random.default_rng(seed)
                network = model if layer is None else randomised(model, layer=layer, rng=rng)
                outputs = looked_up(network, x)
                found = gradients(network, outputs["dense_1"], target)
                key = f"{photo}.{seed}.{stop}"
                arrays[f"{key}.saliency"] = pixels(found["image"][0])
                arrays[f"{key}.cam"] = cam(outputs["relu6_2"], found["relu6_2"])
                arrays[f"{key}.guided"] = pixels(guided_gradient(network, x[0], target))
            print(photo, "seed", seed, flush=True)
    store("randomised_maps.npz", arrays)


def measure_steps(model: Sequential) -> None:
    """Step against the network, along the gradient's sign and along random signs."""
    names = pretrained.imagenet_names()
    measured: dict[str, Any] = {}
    cut: dict[str, Array] = {}
    for photo in PHOTOS:
        x = prepared(photo)
        logits = model.forward(x)
        label = int(logits.argmax())
        directions = {
            "against": np.sign(
                model.backward(functional.cross_entropy_backward(logits, np.array([label])))
            )
        }
        for draw in DRAWS:
            signs = np.random.default_rng(draw).choice([-1, 1], x.shape).astype(np.float32)
            directions[f"random {draw}"] = signs
        measured[photo] = {"label": names[label]}
        for direction, signs in directions.items():
            if direction == "against":
                cut[photo] = np.packbits(signs[0][CROP, CROP] > 0)
            rows = []
            for size in SIZES:
                changed = np.clip(x + np.float32(size / 128) * signs, -127 / 128, 1)
                p = functional.softmax(model.forward(changed).astype(np.float64))[0]
                best = p.argsort()[::-1][:5]
                rows.append(
                    [
                        round(float(p[label]), 4),
                        *([names[number], round(float(p[number]), 4)] for number in best),
                    ]
                )
            measured[photo][direction] = rows
            print(photo, direction, [row[0] for row in rows], flush=True)
    write_json(MEASURED / "adversarial_steps.json", measured)
    np.savez_compressed(MEASURED / "adversarial_signs.npz", **cut)  # type: ignore[arg-type]


def main() -> None:
    """Measure everything."""
    model = pretrained.efficientnet_lite0()
    measure_strongest(model)
    measure_classes(model)
    measure_steps(model)
    measure_randomised(model)


if __name__ == "__main__":
    main()
