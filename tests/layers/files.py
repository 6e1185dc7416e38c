"""A small network to save, and a way to change what its file says."""

import json

import numpy as np

from cnnkit.layers import BatchNorm, Conv2D, Dense, Flatten, MaxPool2D, Sequential


def small(window=2, filters=4):
    model = Sequential([Conv2D(filters, 3), BatchNorm(), MaxPool2D(window), Flatten(), Dense(3)])
    model.build((8, 8, 2), np.random.default_rng(0))
    return model


def rewrite(path, change):
    """Change what a file's JSON says."""
    with np.load(path) as file:
        arrays = dict(file)
    header = json.loads(str(arrays["cnnkit"]))
    change(header)
    arrays["cnnkit"] = np.array(json.dumps(header))
    np.savez(path, **arrays)
