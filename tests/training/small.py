"""Small training runs, with everything in them that could make two runs differ."""

import numpy as np

from cnnkit.datasets import digits
from cnnkit.layers import BatchNorm, Conv2D, Dense, Dropout, Flatten, MaxPool2D, ReLU, Sequential
from cnnkit.training import Adam, Augmentation, CosineDecay, CrossEntropy, History, train

RNG = np.random.default_rng(0)
X = RNG.random((22, 8, 8, 1), dtype=np.float32)
Y = RNG.integers(0, 3, 22)


def network(rng, input_shape=(8, 8, 1), classes=3):
    """A network with batch norm and dropout, built."""
    model = Sequential(
        [
            Conv2D(4, 3, padding="same"),
            BatchNorm(),
            ReLU(),
            MaxPool2D(2),
            Flatten(),
            Dropout(0.3),
            Dense(classes),
        ]
    )
    model.build(input_shape, rng)
    return model


def run(seed=0, bits=np.random.PCG64, optimiser=None):
    """All that changes during a run."""
    rng = np.random.Generator(bits(seed))
    return {
        "model": network(rng),
        "optimiser": Adam(0.01) if optimiser is None else optimiser,
        "rng": rng,
        "history": History(),
    }


def steps(parts, **options):
    """Train on 22 examples in batches of 5, with shuffling, augmentation and a schedule."""
    return train(
        data=(X, Y),
        loss=CrossEntropy(label_smoothing=0.1),
        **parts,
        **{
            "epochs": 3,
            "batch_size": 5,
            "schedule": CosineDecay(0.02, steps=15),
            "augmentation": Augmentation(shift=1, rotate=10, scale=0.1, flip=True, cut_out=2),
            "clip": 1.0,
            "validation": (X[:7], Y[:7]),
            **options,
        },
    )


def few_digits(*classes):
    """Digits of some classes for training, from 0 to 1, with their places among the classes."""
    data = digits()
    chosen = np.isin(data.y_train, classes)
    return data.x_train[chosen] / np.float32(255), np.searchsorted(classes, data.y_train[chosen])
