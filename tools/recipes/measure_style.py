"""Make pictures that take long, and measure whose network transfers texture and whose only colour.

Usage: python -m tools.recipes.measure_style   (then: make checksums)

Takes about seven minutes on one core. Writes to data/measured/style_transfer/:

kept_by_layer.png   what four layers keep, 80 × 80 pixels each, all begun from one noise. First row:
                    a picture whose maps are those of coffee. Second and third: pictures with the
                    Gram matrices of ihc and of gravel, in this layer and those before it.
style_weights.png   chelsea in the style of painted strokes, and of ihc (a row each), with the style
                    weights of `STYLE_WEIGHTS` (a column each).
networks.png        chelsea in the style of ihc, and coffee in that of gravel (a row each), by the
                    trained network and by a random one, with the larger style weight.
networks.json       for each of these pairs and networks, each style weight of `COMPARED`, and three
                    seeds each: how much of the difference to the style is left, in colour and in
                    texture; 1 is as far off as the content picture. The seed draws the random
                    weights, or faint noise on the start. Two weights, because the same weight does
                    not ask the same of both: the losses of a random network begin lower.

Colour is the mean and covariance of red, green and blue. Texture is asked of a network that took no
part: the Gram matrices of EfficientNet-Lite0's stages 2 and 3, after both pictures were made grey,
with one mean and one contrast.
"""

from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnnkit import datasets, images, pretrained
from cnnkit.applications.style_transfer import (
    STYLE_LAYERS,
    STYLE_WEIGHTS,
    StyleTransfer,
    Weights,
    gram_matrix,
    maps_of,
    painted_strokes,
)
from cnnkit.layers import Sequential
from tools.recipes.results import MEASURED, write_json

FOLDER = MEASURED / "style_transfer"
SIZE, STEPS, RATE = 80, 120, 0.04
PAIRS = (("chelsea", "ihc"), ("coffee", "gravel"))
PAINTED = "painted strokes"
SEEDS = (0, 1, 2)
COMPARED = (100, 1000)
COLOURS = 96

Array = NDArray[Any]


def picture(name: str) -> Array:
    """Return a photo, or the painted strokes, as large as all pictures here."""
    if name == PAINTED:
        return painted_strokes(SIZE, rng=np.random.default_rng(0))
    return pretrained.square_picture(datasets.photo(name), size=SIZE)


def noise(seed: int) -> Array:
    """Return grey noise to start from."""
    return np.random.default_rng(seed).uniform(0.3, 0.7, (SIZE, SIZE, 3)).astype(np.float32)


def made(model: Sequential, content: Array, style: Array, **options: Any) -> Array:
    """Run to the end, and return the picture."""
    run = StyleTransfer(model, content, style, learning_rate=RATE, steps=STEPS, **options)
    for step in run:
        if step.number % 40 == 0:
            print(f"  step {step.number}: content {step.content:.3f}, style {step.mean_style:.5f}")
    print(flush=True)
    return run.picture


def store(name: str, rows: list[list[Array]], *, colours: int = COLOURS) -> None:
    """Write pictures side by side, in a palette that keeps the file small."""
    sheet = images.to_uint8(np.concatenate([np.concatenate(row, axis=1) for row in rows]))
    reduced = Image.fromarray(sheet).quantize(colours, dither=Image.Dither.NONE)
    reduced.save(FOLDER / name, optimize=True)


def colour_gap(one: Array, other: Array) -> float:
    """Return how far the colours of two pictures are apart: their means and covariances."""
    means = [each.reshape(-1, 3).mean(axis=0) for each in (one, other)]
    spreads = [np.cov(each.reshape(-1, 3).T) for each in (one, other)]
    return float(np.sum((means[0] - means[1]) ** 2) + np.sum((spreads[0] - spreads[1]) ** 2))


def texture_gap(judge: Sequential, one: Array, other: Array) -> float:
    """Return how far two pictures' Gram matrices are apart, without their colours."""
    gap = 0.0
    layers = ["sequential_2", "sequential_3"]
    found = []
    for each in (one, other):
        grey = images.to_grey(each)
        grey = (grey - grey.mean()) / (grey.std() + 1e-6)  # about −2 … 2
        large = images.resize(grey, 2 * SIZE).repeat(3, axis=2).astype(np.float32) / 2
        found.append(maps_of(judge, large, layers))
    for layer in layers:
        ours, theirs = (gram_matrix(maps[layer]) for maps in found)
        gap += float(np.sum((ours - theirs) ** 2) / np.sum(theirs**2))
    return gap


def compare(trained: Sequential) -> None:
    """Let the trained network and random ones do the same, with two style weights."""
    judge = pretrained.efficientnet_lite0()
    measured: dict[str, Any] = {}
    rows = []
    for content, style in PAIRS:
        start, target = picture(content), picture(style)
        first = colour_gap(start, target), texture_gap(judge, start, target)
        row, results = [], {}
        for name in ("trained", "random"):
            left: dict[str, list[list[float]]] = {str(weight): [] for weight in COMPARED}
            for weight, seed in product(COMPARED, SEEDS):
                rng = np.random.default_rng(seed)
                model = trained if name == "trained" else pretrained.vgg_features(rng=rng)
                begun = start
                if name == "trained":
                    begun = start + 0.02 * rng.standard_normal(start.shape).astype(np.float32)
                print(f"{content}, {style}, {name}, style weight {weight}, seed {seed}")
                result = made(
                    *(model, start, target),
                    start=np.clip(begun, 0, 1),
                    weights=Weights(1, weight, 1),
                )
                gaps = colour_gap(result, target), texture_gap(judge, result, target)
                shares = [round(a / b, 4) for a, b in zip(gaps, first, strict=True)]
                left[str(weight)].append(shares)
                print("  left of colour and texture:", shares)
                if seed == 0 and weight == COMPARED[-1]:
                    row.append(result)
            results[name] = left
        measured[f"{content}, {style}"] = results
        rows.append(row)
    store("networks.png", rows, colours=256)  # their colours are measured
    write_json(FOLDER / "networks.json", measured)


def weigh(model: Sequential) -> None:
    """Make the cat in two styles, at several style weights."""
    rows = []
    cat = picture("chelsea")
    for style in (PAINTED, "ihc"):
        row = []
        for weight in STYLE_WEIGHTS:
            print(f"chelsea, {style}, style weight {weight}")
            row.append(made(model, cat, picture(style), weights=Weights(1, weight, 1)))
        rows.append(row)
    store("style_weights.png", rows)


def main() -> None:
    """Make all of it."""
    FOLDER.mkdir(exist_ok=True)
    model = pretrained.vgg_features()
    coffee = picture("coffee")
    compare(model)
    kept = []
    for layer in STYLE_LAYERS:
        print(f"coffee from {layer}")
        options = {"start": noise(0), "weights": Weights(1, 0, 0.02), "content_layer": layer}
        kept.append(made(model, coffee, coffee, **options))
    rows = [kept]
    for style in ("ihc", "gravel"):
        textures = []
        for count in range(1, len(STYLE_LAYERS) + 1):
            print(f"{style} from {STYLE_LAYERS[:count]}")
            options = {"start": noise(0), "weights": Weights(0, 100, 0)}
            layers = STYLE_LAYERS[:count]
            textures.append(made(model, coffee, picture(style), style_layers=layers, **options))
        rows.append(textures)
    store("kept_by_layer.png", rows)
    weigh(model)


if __name__ == "__main__":
    main()
