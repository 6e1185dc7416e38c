"""Networks for the three tracks, from a line of pixels weighed up to a good design."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cnnkit.layers import Dropout, Residual, Sequential
from cnnkit.layers.notation import network_of
from cnnkit.training import Augmentation

Written = Sequence[Sequence[Any]]
"""A network as `cnnkit.layers.notation` writes it."""


@dataclass(frozen=True)
class Design:
    """A network and how it is trained.

    Attributes
    ----------
    written : sequence of tuples
        Its layers, as `cnnkit.layers.notation` writes them.
    adds_input : bool
        Whether the input is added to what the layers make of it, as in `Residual`.
    augmentation : Augmentation or None
        What is done to the images while it trains.
    dropout : float
        The share of numbers that are dropped before the dense layer, while it trains.
    epochs : int
        Passes over the images; 0 for those of the track's other designs.
    """

    written: Written
    adds_input: bool = False
    augmentation: Augmentation | None = None
    dropout: float = 0.0
    epochs: int = 0

    def network(self) -> Sequential:
        """Return the network, not built.

        Examples
        --------
        >>> DESIGNS["read"]["linear"].network().count((28, 28, 1))
        (7850, 7840)
        """
        network = network_of(self.written)
        if self.dropout:
            *before, last = network.layers
            network = Sequential([*before, Dropout(self.dropout), last])
        return Sequential([Residual(network)]) if self.adds_input else network


def _blocks(*filters: int, kernel: int = 3, padding: str = "valid") -> list[tuple[Any, ...]]:
    """Return convolution, ReLU and pooling for each number of filters."""
    blocks: list[tuple[Any, ...]] = []
    for count in filters:
        blocks += [("conv", count, kernel, padding), ("relu",), ("max pool", 2)]
    return blocks


def _plain(*filters: int, kernel: int = 3) -> list[tuple[Any, ...]]:
    """Return convolutions that keep height and width, and one map at the end."""
    layers: list[tuple[Any, ...]] = []
    for count in filters:
        layers += [("conv", count, kernel, "same"), ("relu",)]
    return [*layers, ("conv", 1, kernel, "same")]


LINEAR = (("flatten",), ("dense", 10))
FLAT, AVERAGED = LINEAR, (("global average pool",), ("dense", 10))
THREE = (*_blocks(8, 12), ("conv", 16, 3), ("relu",))
MOVED = Augmentation(shift=2, rotate=10, scale=0.1)

DESIGNS: Mapping[str, Mapping[str, Design]] = {
    "read": {
        "linear": Design(LINEAR),
        "one convolution": Design([("conv", 6, 3), ("relu",), ("max pool", 4), *FLAT]),
        "three, flattened": Design([*THREE, *FLAT]),
        "three, twice as long": Design([*THREE, *FLAT], epochs=40),
        "three, averaged": Design([*_blocks(8, 16), ("conv", 20, 3), ("relu",), *AVERAGED]),
        "three, images moved": Design([*THREE, *FLAT], augmentation=MOVED, epochs=40),
        "two of 5×5": Design([*_blocks(8, 16, kernel=5, padding="same"), *FLAT]),
    },
    "sort": {
        "linear": Design(LINEAR),
        "six filters": Design([("conv", 6, 3), ("relu",), ("max pool", 4), *FLAT]),
        "one convolution": Design([*_blocks(8), *FLAT]),
        "two convolutions": Design([*_blocks(16, 32), *FLAT]),
        "three convolutions": Design([*_blocks(16, 32, 48, padding="same"), *FLAT]),
        "three, images moved": Design(
            [*_blocks(16, 32, 48, padding="same"), *FLAT], augmentation=MOVED
        ),
        "three, mirrored, dropout": Design(
            [*_blocks(16, 32, 48, padding="same"), *FLAT],
            augmentation=Augmentation(flip=True),
            dropout=0.5,
            epochs=36,
        ),
        "two and dense 64": Design(
            [*_blocks(16, 32), ("flatten",), ("dense", 64), ("relu",), ("dense", 10)]
        ),
    },
    "restore": {
        "linear": Design(_plain(kernel=5)),
        "one layer of 8": Design(_plain(8)),
        "two layers of 16": Design(_plain(16, 16)),
        "two, input added": Design(_plain(16, 16), adds_input=True),
        "four, input added": Design(_plain(16, 16, 16, 16), adds_input=True),
    },
}
"""By track and name; the recipe `tools/recipes/measure_capstone.py` trains them all."""
