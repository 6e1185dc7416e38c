"""Train the networks that `cnnkit.pretrained` loads, and store them in data/networks/.

Usage: python -m tools.recipes.train_networks   (or: make networks; then make checksums)

The seed fixes everything but the last digits, which differ from one BLAS library to another.
"""

import numpy as np

from cnnkit import datasets
from cnnkit.images import to_float
from cnnkit.layers import Conv2D, Dense, Flatten, MaxPool2D, ReLU, Sequential
from cnnkit.training import AdamW, Augmentation, CosineDecay, CrossEntropy, WarmUp, evaluate, fit
from tools.recipes.results import NETWORKS

EPOCHS, BATCH_SIZE, RATE, WARM_UP = 20, 32, 3e-3, 50


def digits_cnn() -> Sequential:
    """Train the network for digits, without a look at the test images."""
    data = datasets.digits()
    rng = np.random.default_rng(0)
    model = Sequential(
        [
            *(Conv2D(8, 5, padding="same"), ReLU(), MaxPool2D(2)),
            *(Conv2D(16, 5, padding="same"), ReLU(), MaxPool2D(2)),
            *(Flatten(), Dense(10)),
        ]
    )
    model.build((28, 28, 1), rng)
    steps = EPOCHS * -(-len(data.x_train) // BATCH_SIZE)
    fit(
        model,
        (to_float(data.x_train), data.y_train),
        CrossEntropy(),
        AdamW(RATE, weight_decay=0.01),
        epochs=EPOCHS,
        batch_size=BATCH_SIZE,
        rng=rng,
        schedule=WarmUp(CosineDecay(RATE, steps=steps - WARM_UP), steps=WARM_UP),
        augmentation=Augmentation(shift=1.5, rotate=10, scale=0.1),
    )
    _, accuracy = evaluate(model, (to_float(data.x_test), data.y_test), CrossEntropy())
    print(f"digits_cnn reads {100 * accuracy:.1f} % of the test digits")
    return model


def main() -> None:
    """Train and store all networks."""
    digits_cnn().save(NETWORKS / "digits_cnn.npz")


if __name__ == "__main__":
    main()
