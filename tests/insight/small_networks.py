"""Small networks with every kind of joint, in float64 where slopes are taken."""

import numpy as np

from cnnkit.layers import (
    Concatenate,
    Conv2D,
    Dense,
    Flatten,
    GlobalAveragePool2D,
    MaxPool2D,
    ReLU,
    Residual,
    Sequential,
    Tanh,
)

SHAPE = (9, 7, 2)


def built(layers, shape=SHAPE, seed=0):
    model = Sequential(layers)
    model.build(shape, np.random.default_rng(seed))
    return model


def image(shape=SHAPE, seed=1):
    return np.random.default_rng(seed).normal(size=shape)


def plain_network():
    return built([Conv2D(5, 3), ReLU(), MaxPool2D(2), Flatten(), Dense(4)])


def averaging_network():
    return built([Conv2D(6, 3, padding="same"), ReLU(), GlobalAveragePool2D(), Dense(3)])


def joined_network():
    """A stage within a stage, a Residual and a Concatenate."""
    return built(
        [
            Sequential([Conv2D(4, 3, padding="same"), Tanh()]),
            Sequential(
                [
                    Residual(Sequential([Conv2D(4, 3, padding="same"), Tanh()])),
                    Concatenate(None, Sequential([Conv2D(3, 1), Tanh()])),
                ]
            ),
            GlobalAveragePool2D(),
            Dense(3),
        ]
    )


NETWORKS = {"plain": plain_network, "averaging": averaging_network, "joined": joined_network}


def logit(model, x, target):
    return float(model.forward(x[None])[0, target])
