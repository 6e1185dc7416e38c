"""The stored networks are what they are said to be."""

import numpy as np

from cnnkit import datasets, pretrained
from cnnkit.images import to_float
from cnnkit.training import CrossEntropy, evaluate


def test_the_digits_network_reads_digits():
    data = datasets.digits()
    model = pretrained.digits_cnn()
    assert model.count((28, 28, 1))[0] == 11_274
    _, accuracy = evaluate(model, (to_float(data.x_test), data.y_test), CrossEntropy())
    # As data/SOURCES.md says, and a rounding that may fall differently elsewhere.
    assert abs(accuracy - 0.981) <= 0.001


def test_every_call_returns_a_network_of_its_own():
    first, second = pretrained.digits_cnn(), pretrained.digits_cnn()
    first.parameters()[0].value[...] = 0
    assert np.any(second.parameters()[0].value != 0)
