"""Train the network with batch normalisation that `cnnkit.pretrained` loads.

Usage: python -m tools.recipes.train_batch_norm   (or: make networks; then make checksums)

Takes about ten seconds. The seed fixes everything but the last digits, which differ from one BLAS
library to another.
"""

import numpy as np

from cnnkit import datasets
from cnnkit.images import to_float
from cnnkit.layers import BatchNorm, Conv2D, Dense, Flatten, Layer, ReLU, Sequential
from cnnkit.training import SGD, Augmentation, CosineDecay, CrossEntropy, evaluate, fit
from tools.recipes.results import NETWORKS

PATH = NETWORKS / "digits_batch_norm.npz"
EPOCHS, BATCH_SIZE, RATE = 12, 32, 0.1


def digits_batch_norm() -> Sequential:
    """Train the network on the training digits, without a look at the test images."""
    data, rng = datasets.digits(), np.random.default_rng(0)
    layers: list[Layer] = []
    for filters, stride in ((8, 2), (16, 2), (16, 1)):
        layers.append(Conv2D(filters, 3, stride=stride, padding="same", bias=False))
        layers += [BatchNorm(), ReLU()]
    model = Sequential([*layers, Flatten(), Dense(10)])
    model.build((28, 28, 1), rng)
    steps = EPOCHS * -(-len(data.x_train) // BATCH_SIZE)
    fit(
        model,
        (to_float(data.x_train), data.y_train),
        CrossEntropy(),
        SGD(RATE),
        epochs=EPOCHS,
        batch_size=BATCH_SIZE,
        rng=rng,
        schedule=CosineDecay(RATE, steps=steps),
        augmentation=Augmentation(shift=1.5, rotate=10, scale=0.1),
        quiet=True,
    )
    _, accuracy = evaluate(model, (to_float(data.x_test), data.y_test), CrossEntropy())
    print(f"digits_batch_norm reads {100 * (accuracy or 0):.1f} % of the test digits")
    return model


def main() -> None:
    """Train and store the network."""
    digits_batch_norm().save(PATH)


if __name__ == "__main__":
    main()
