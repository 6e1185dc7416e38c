"""Make the stored values: what PyTorch computes, for the tests to compare with.

The tests need no PyTorch; only this does. From the project's root, after a change:

    python -m pip install torch==2.13.0 torchvision==0.28.0
    python -m tests.reference.torch_values

Each group of functions is one module here and one .npz file beside it. Every group has a generator
of its own, so that a new case changes no other group, and a run changes nothing that was not meant
to change.
"""

import numpy as np

from tests.reference.stored import save
from tests.reference.torch_values import (
    activations,
    architectures,
    convolution,
    images,
    losses,
    networks,
    normalisation,
    pooling,
    training,
)

# A new group goes to the end, as its place is its seed.
GROUPS = (
    *(activations, convolution, images, losses, normalisation, pooling, training, networks),
    architectures,
)


def main() -> None:
    for seed, group in enumerate(GROUPS):
        name = group.__name__.rpartition(".")[2]
        cases = list(group.cases(np.random.default_rng(seed)))
        path = save(name, cases)
        print(f"{len(cases):4} cases, {path.stat().st_size / 1000:4.0f} kB: {path.name}")


main()
