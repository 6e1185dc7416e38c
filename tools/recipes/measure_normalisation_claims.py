"""Measure what else is claimed of batch normalisation, and what was found later.

Usage: python -m tools.recipes.measure_normalisation_claims   (or: make networks)

Takes about four minutes on one core. Stored for notebook 13: training and test accuracy after long
training (does a good start catch up?), with the normalisation before and after the ReLU, and with
noise added behind it.
"""

import numpy as np

from cnnkit import datasets
from cnnkit.functional.checks import Array
from cnnkit.images import to_float
from cnnkit.layers import BatchNorm, Layer, ReLU, Sequential
from cnnkit.training import SGD, CrossEntropy, DivergedError, evaluate, fit
from tools.recipes.measure_normalisation import deep_network
from tools.recipes.results import MEASURED, write_json

PATH = MEASURED / "normalisation_claims.json"
SEEDS = (0, 1, 2)


class NoisyShift(Layer):
    """Multiply and shift each channel at random, differently at every step of training.

    So that the inputs of the next layer change all the time, as internal covariate shift would
    have it. Source: S. Santurkar, D. Tsipras, A. Ilyas and A. Mądry, "How Does Batch Normalization
    Help Optimization?", 2018, section 2.1, where each value gets noise of its own as well.
    """

    def make_parameters(self, input_shape: tuple[int, ...], rng: np.random.Generator) -> None:
        """Take a generator of its own."""
        self._rng = rng.spawn(1)[0]

    def forward(self, x: Array, training: bool = False) -> Array:
        """Disturb, in training only."""
        x = self.receive(x)
        channels = x.shape[-1]
        self._scale: Array = np.ones(channels, x.dtype)
        if not training:
            return x
        self._scale = np.asarray(self._rng.uniform(0.75, 1.25, channels), x.dtype)
        disturbed: Array = x * self._scale
        disturbed += np.asarray(self._rng.uniform(-0.5, 0.5, channels), x.dtype)
        return disturbed

    def backward(self, dy: Array) -> Array:
        """Multiply as forward did."""
        return dy * self._scale


def with_noise() -> Sequential:
    """Return the deep network with noise behind every batch normalisation."""
    layers: list[Layer] = []
    for layer in deep_network("batch").layers:
        layers.append(layer)
        if isinstance(layer, BatchNorm):
            layers.append(NoisyShift())
    return Sequential(layers)


def normalised_after_relu() -> Sequential:
    """Return the deep network with batch normalisation behind each ReLU."""
    layers: list[Layer] = []
    for layer in deep_network("batch").layers:
        if isinstance(layer, ReLU):
            layers[-1:] = [ReLU(), BatchNorm()]
        else:
            layers.append(layer)
    return Sequential(layers)


def trained(
    model: Sequential, rate: float, seed: int, *, images: int, epochs: int
) -> list[float] | None:
    """Train on some digits; return training and test accuracy, or None if the loss blew up."""
    data, rng = datasets.digits(), np.random.default_rng(seed)
    model.build((28, 28, 1), rng)
    training = to_float(data.x_train[:images]), data.y_train[:images]
    testing = to_float(data.x_test), data.y_test
    try:
        fit(
            model,
            training,
            CrossEntropy(),
            SGD(rate),
            epochs=epochs,
            batch_size=32,
            rng=rng,
            quiet=True,
        )
        both = (evaluate(model, some, CrossEntropy())[1] or 0.0 for some in (training, testing))
        return [round(share, 3) for share in both]
    except DivergedError:
        return None


def main() -> None:
    """Train everything, and store training and test accuracy of each run."""
    measured: dict[str, list[list[float] | None]] = {}

    def measure(key: str, make: str, rate: float, **options: int) -> None:
        models = {"noise": with_noise, "after": normalised_after_relu}
        measured[key] = [
            trained(models[make]() if make in models else deep_network(make), rate, seed, **options)
            for seed in SEEDS
        ]
        print(f"{key}: {measured[key]}", flush=True)
        write_json(PATH, measured)

    for make in ("batch", "after"):
        for rate in (0.01, 0.1, 0.3):
            words = "before" if make == "batch" else "after"
            measure(f"placed {words} the ReLU, rate {rate:g}", make, rate, images=2000, epochs=3)
    for name in ("none", "batch", "noise"):
        for rate in (0.03, 0.1):
            measure(f"disturbed: {name}, rate {rate:g}", name, rate, images=2000, epochs=3)
    for name, rate in (("none", 0.03), ("none", 0.1), ("batch", 0.1)):
        measure(f"long: {name}, rate {rate:g}", name, rate, images=4000, epochs=15)


if __name__ == "__main__":
    main()
