"""Every activation and its derivative on a grid, kinks and large numbers included; softmax."""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import torch
from torch.nn import functional

from tests.reference.stored import Case
from tests.reference.torch_values.drawing import Generator, differentiate, numbers

GRID = np.concatenate(
    [np.arange(-32, 33) / 4, 2.0 ** np.arange(-10, -2), [12, 15, 20, 40, 90, 800]]
)
"""Numbers that float32 holds too; ±3 and 6 are where hard_swish and relu6 bend."""

ACTIVATIONS: list[tuple[str, dict[str, object], Callable[[torch.Tensor], torch.Tensor]]] = [
    ("relu", {}, functional.relu),
    ("relu6", {}, functional.relu6),
    ("leaky_relu", {}, functional.leaky_relu),
    ("leaky_relu", {"negative_slope": 0.25}, lambda x: functional.leaky_relu(x, 0.25)),
    ("elu", {}, functional.elu),
    ("elu", {"alpha": 0.5}, lambda x: functional.elu(x, 0.5)),
    ("selu", {}, functional.selu),
    ("sigmoid", {}, torch.sigmoid),
    ("tanh", {}, torch.tanh),
    ("gelu", {}, functional.gelu),
    ("gelu", {"approximate": "tanh"}, lambda x: functional.gelu(x, approximate="tanh")),
    ("swish", {}, functional.silu),
    ("hard_swish", {}, functional.hardswish),
    ("mish", {}, functional.mish),
    # Above its threshold PyTorch returns x itself, which by default shows in the tenth digit.
    ("softplus", {}, lambda x: functional.softplus(x, threshold=40.0)),
]


def cases(rng: Generator) -> Iterator[Case]:
    x = np.concatenate([-GRID, GRID])
    for name, options, operation in ACTIVATIONS:
        yield differentiate(rng, name, options, {"x": x}, operation)
    yield from prelus(rng)
    for shape, axis in (((5,), -1), ((3, 4), -1), ((3, 4), 0), ((2, 3, 4, 5), -1), ((2, 3, 2), 1)):
        for scale in (1, 100):  # a hundred, where exp alone would overflow
            values = numbers(rng, *shape) * scale
            for name, operation in (
                ("softmax", functional.softmax),
                ("log_softmax", functional.log_softmax),
            ):
                along = partial(operation, dim=axis)
                yield differentiate(rng, name, {"axis": axis}, {"x": values}, along)


def prelus(rng: Generator) -> Iterator[Case]:
    """One slope for all channels, or one for each."""
    for shape, slopes in (((2, 3, 4, 3), 3), ((2, 2, 2, 3), 1), ((4, 5), 5)):

        def operation(x, slope):
            return torch.movedim(functional.prelu(torch.movedim(x, -1, 1), slope), 1, -1)

        inputs = {"x": numbers(rng, *shape), "slope": numbers(rng, slopes)}
        yield differentiate(rng, "prelu", {}, inputs, operation)
