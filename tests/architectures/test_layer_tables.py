"""Each layer's output shape, parameters and multiply-adds are those of torchvision's layers."""

import pytest

from cnnkit.layers.summary import Row
from tests.architectures.reference import REFERENCE, rows

LAYERS = REFERENCE["torchvision"]["layers"]

KINDS = {
    "Conv2D": "conv",
    "DepthwiseConv2D": "conv",
    "Dense": "dense",
    "MaxPool2D": "max pool",
    "AveragePool2D": "average pool",
    "AdaptiveAveragePool2D": "average pool",
    "BatchNorm": "batch norm",
    "SqueezeExcite": "squeeze excite",
}
"""A global average pooling is no layer in some of torchvision's networks, and is left out."""


@pytest.mark.parametrize("name", LAYERS)
def test_layers(name):
    own = [compared(row) for row in rows(name) if row.kind in KINDS]
    theirs = list(squeezed(LAYERS[name]))
    assert len(own) == len(theirs)
    for ours, wanted in zip(own, theirs, strict=True):
        assert ours == wanted


def compared(row: Row):
    return KINDS[row.kind], row.output_shape, row.parameters, row.multiply_adds


def squeezed(layers):
    """Bring torchvision's rows to this package's: squeeze-excite is one layer here, three there."""
    table = [(kind, tuple(shape), *counts) for kind, shape, *counts in layers]
    place = 0
    while place < len(table):
        kind, shape, *counts = table[place]
        following = table[place + 1] if place + 1 < len(table) else ("",)
        if kind == "average pool" and shape[:2] == (1, 1):
            if following[0] == "conv":  # of 1×1, on one pixel: dense layers
                first, second = table[place + 1 : place + 3]
                assert first[1][:2] == second[1][:2] == (1, 1)
                assert second[1] == shape
                size = table[place - 1][1]
                sums = (a + b for a, b in zip(first[2:], second[2:], strict=True))
                yield "squeeze excite", size, *sums
                place += 2
        else:
            yield kind, shape, *counts
        place += 1
