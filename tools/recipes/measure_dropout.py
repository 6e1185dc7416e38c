"""Train networks with more and less dropout on few images; store what they read.

Usage: python -m tools.recipes.measure_dropout   (or: make networks; then make checksums)

Takes about three minutes on one core. Notebook 13 shows the numbers: the share read of the images
that a network was trained on, of 1,000 held-out images, by which a number of epochs may be chosen,
and of the test images, again and again while it is trained; three seeds each. Dropout learns more
slowly, so that a comparison after a fixed number of epochs would not be fair to it.
"""

import numpy as np

from cnnkit import datasets, functional
from cnnkit.functional.checks import Array
from cnnkit.images import to_float
from cnnkit.layers import Conv2D, Dense, Dropout, Flatten, Layer, MaxPool2D, ReLU, Sequential
from cnnkit.training import Adam, CrossEntropy, evaluate, fit
from tools.recipes.results import MEASURED, write_json

PATH = MEASURED / "dropout.json"
SEEDS, RATE, BATCH_SIZE, HELD_OUT = (0, 1, 2), 1e-3, 32, 1000
STEP, STOPS = {300: 30, 1000: 10}, {"dense": 9, "convolution": 5}
"""Epochs from one reading to the next, by the number of images, and how many readings."""
NOWHERE, DENSE_LAYERS = ("nowhere", 0.0), ("dense layers", 0.5)
SETTINGS = (
    ("dense", "clothes", 1000, [("dense layers", rate) for rate in (0.0, 0.2, 0.5, 0.7)]),
    ("convolution", "clothes", 1000, [NOWHERE, DENSE_LAYERS]),
    ("convolution", "digits", 300, [NOWHERE, DENSE_LAYERS, ("channels of maps", 0.2)]),
)


class ChannelDropout(Dropout):
    """Drop whole channels of an image in place of single values.

    Source: J. Tompson, R. Goroshin, A. Jain, Y. LeCun and C. Bregler, "Efficient Object
    Localization Using Convolutional Networks", 2015, section 3.2, "SpatialDropout".
    """

    def forward(self, x: Array, training: bool = False) -> Array:
        """Draw one number for each channel of each image."""
        x, self._mask = self.receive(x), None
        if not training:
            return x
        one = np.ones((len(x), 1, 1, x.shape[-1]), x.dtype)
        _, mask = functional.dropout(one, self.rate, self._rng)
        self._mask = np.broadcast_to(mask, x.shape)
        kept: Array = x * self._mask / x.dtype.type(1 - self.rate)
        return kept


def dense(rate: float) -> Sequential:
    """Return two hidden dense layers, with dropout behind each."""
    hidden = [Dense(256), ReLU(), Dropout(rate), Dense(128), ReLU(), Dropout(rate)]
    return Sequential([Flatten(), *hidden, Dense(10)])


def convolution(where: str, rate: float) -> Sequential:
    """Return two convolutions and two dense layers, with dropout in one kind of them.

    Parameters
    ----------
    where : "nowhere", "dense layers" or "channels of maps"
        Where the dropout stands.
    rate : float
        Its rate.
    """
    layers: list[Layer] = []
    for filters in (8, 16):
        layers += [Conv2D(filters, 3, padding="same"), ReLU()]
        if where == "channels of maps":
            layers.append(ChannelDropout(rate))
        layers.append(MaxPool2D(2))
    layers += [Flatten(), Dense(64), ReLU()]
    if where == "dense layers":
        layers.append(Dropout(rate))
    return Sequential([*layers, Dense(10)])


def readings(model: Sequential, name: str, images: int, seed: int, stops: int) -> list[list[float]]:
    """Train on a few images; return the shares of training, held-out and test images read.

    Once for each stop, `STEP` epochs apart. The held-out images are the last of the training
    images, which no network here is trained on.
    """
    data = datasets.digits() if name == "digits" else datasets.fashion()
    rng, optimiser = np.random.default_rng(seed), Adam(RATE)
    model.build((28, 28, 1), rng)
    few = to_float(data.x_train[:images]), data.y_train[:images]
    held_out = to_float(data.x_train[-HELD_OUT:]), data.y_train[-HELD_OUT:]
    test = to_float(data.x_test), data.y_test
    reached = []
    for _ in range(stops):
        fit(
            model,
            few,
            CrossEntropy(),
            optimiser,
            epochs=STEP[images],
            batch_size=BATCH_SIZE,
            rng=rng,
            quiet=True,
        )
        read = (evaluate(model, some, CrossEntropy())[1] or 0.0 for some in (few, held_out, test))
        reached.append([round(share, 3) for share in read])
    return reached


def main() -> None:
    """Train every network on everything, and store what each run reads at each stop."""
    measured: dict[str, list[list[list[float]]]] = {}
    for network, name, images, places in SETTINGS:
        for where, rate in places:
            key = f"{network}, {where}, rate {rate:g}, {images} {name}"
            measured[key] = []
            for seed in SEEDS:
                model = dense(rate) if network == "dense" else convolution(where, rate)
                measured[key].append(readings(model, name, images, seed, STOPS[network]))
            print(f"{key}: {np.mean(measured[key], axis=0)[:, 1:].round(3).tolist()}", flush=True)
            write_json(PATH, measured)


if __name__ == "__main__":
    main()
