"""The networks of notebook 12: a small CNN, what is left without each of its parts, and others."""

from collections.abc import Mapping
from typing import Any

Written = tuple[tuple[Any, ...], ...]
"""A network as `cnnkit.layers.notation` writes it: one tuple a layer."""

OUTPUT: Written = (("flatten",), ("dense", 10))

WHOLE, NO_CONVOLUTION, NO_RELU, NO_POOLING = (
    "small CNN",
    "without convolution",
    "without ReLU",
    "without pooling",
)


def small_cnn(filters: int = 8) -> Written:
    """Return two blocks of convolution, ReLU and pooling, and one dense layer of ten outputs.

    Examples
    --------
    >>> from cnnkit.layers.notation import network_of
    >>> network_of(small_cnn()).count((28, 28, 1))[0]
    11274
    """
    return (
        *(("conv", filters, 5, "same"), ("relu",), ("max pool", 2)),
        *(("conv", 2 * filters, 5, "same"), ("relu",), ("max pool", 2)),
        *OUTPUT,
    )


def _without(*kinds: str) -> Written:
    """Return the small CNN with some kinds of layers left out."""
    return tuple(layer for layer in small_cnn() if layer[0] not in kinds)


def _with(kind: str, other: tuple[Any, ...]) -> Written:
    """Return the small CNN with another layer in the place of one kind."""
    return tuple(other if layer[0] == kind else layer for layer in small_cnn())


STRIDED: Written = (
    *(("conv", 8, 5, 2, "same"), ("relu",)),
    *(("conv", 16, 5, 2, "same"), ("relu",)),
    *OUTPUT,
)
"""Its convolutions step over every second place, so that nothing is left for a pooling to do."""

ABLATIONS: Mapping[str, Written] = {
    WHOLE: small_cnn(),
    NO_CONVOLUTION: (("flatten",), ("dense", 14), ("relu",), ("dense", 10)),
    "without convolution, wide": (("flatten",), ("dense", 128), ("relu",), ("dense", 10)),
    NO_RELU: _without("relu"),
    "average pooling": _with("max pool", ("average pool", 2)),
    "without ReLU, average pooling": tuple(
        ("average pool", 2) if layer[0] == "max pool" else layer for layer in _without("relu")
    ),
    "one dense layer": OUTPUT,
    NO_POOLING: _without("max pool"),
    "stride 2 for pooling": STRIDED,
}
"""The small CNN, and what it becomes when a part is taken out or exchanged."""

MEMORISER: Written = (
    *(("conv", 8, 5, "same"), ("relu",), ("max pool", 2)),
    *(("flatten",), ("dense", 64), ("relu",), ("dense", 10)),
)
"""A network with a hundred parameters for each of a thousand images."""
