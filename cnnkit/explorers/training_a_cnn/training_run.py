"""One training run as the dashboard starts it, and what its network makes of one image."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import datasets
from cnnkit.explorers.training_a_cnn.networks import ABLATIONS, MEMORISER, Written
from cnnkit.functional import softmax
from cnnkit.images import to_float
from cnnkit.layers import Dense, Sequential
from cnnkit.layers.notation import network_of
from cnnkit.training import Adam, Augmentation, CrossEntropy, History, Step, train

Array = NDArray[Any]

NETWORKS: Mapping[str, Written] = {
    name: ABLATIONS[name]
    for name in ("small CNN", "without convolution", "without ReLU", "without pooling")
} | {"with a dense layer of 64": MEMORISER}
"""The networks that can be trained, by name."""

DIGITS, CLOTHES, BY_LOT = "digits", "clothes", "digits, labels by lot"
VALIDATION = 800
"""Images that are never trained on, the last of the training images."""

AUGMENTATION = Augmentation(shift=2, rotate=10, scale=0.1)
SEED = 0


@lru_cache(maxsize=3)
def images_of(data: str) -> tuple[Array, Array]:
    """Return all training images with their labels; some of these are drawn by lot on request."""
    loaded = datasets.fashion() if data == CLOTHES else datasets.digits()
    x, y = to_float(loaded.x_train), loaded.y_train
    if data == BY_LOT:
        y = y.copy()
        y[:-VALIDATION] = np.random.default_rng(SEED).integers(10, size=len(y) - VALIDATION)
    return x, y


@lru_cache(maxsize=3)
def class_names(data: str) -> tuple[str, ...]:
    """Return what the ten labels mean."""
    return datasets.fashion().class_names if data == CLOTHES else tuple("0123456789")


def new_network(name: str) -> tuple[Sequential, np.random.Generator]:
    """Return a network with the weights it starts from, and the generator that drew them."""
    rng = np.random.default_rng(SEED)
    model = network_of(NETWORKS[name])
    model.build((28, 28, 1), rng)
    return model, rng


@lru_cache(maxsize=len(NETWORKS))
def untrained(name: str) -> Sequential:
    """Return a network to look at before any training; it is never trained."""
    return new_network(name)[0]


@dataclass(eq=False)
class TrainingRun:
    """A network, its data and its history; to go through it is to train.

    Parameters
    ----------
    network, data : str
        Names of `NETWORKS`, and `DIGITS`, `CLOTHES` or `BY_LOT`.
    images, batch, epochs : int
        Training images, those of one step, and passes over all of them.
    rate : float
        Adam's learning rate.
    augmented : bool
        Whether training images are shifted, turned and resized a little.
    """

    network: str
    data: str
    images: int
    rate: float
    batch: int
    epochs: int
    augmented: bool
    history: History = field(default_factory=History)

    def __post_init__(self) -> None:
        """Draw the first weights."""
        self.model, self._rng = new_network(self.network)

    def __iter__(self) -> Iterator[Step]:
        """Take one step after another."""
        x, y = images_of(self.data)
        return train(
            self.model,
            (x[: self.images], y[: self.images]),
            CrossEntropy(),
            Adam(self.rate),
            epochs=self.epochs,
            batch_size=self.batch,
            rng=self._rng,
            augmentation=AUGMENTATION if self.augmented else None,
            validation=(x[-VALIDATION:], y[-VALIDATION:]),
            history=self.history,
        )


@dataclass(frozen=True)
class Look:
    """What a network makes of one image."""

    image: Array
    filters: Array
    """(count, H, W): the first filters, or the first dense layer's weights folded to images."""
    moved: float
    """How far these have moved since the start, as a share of their size then."""
    layer: str
    maps: Array
    """(count, H, W): what comes out of the layer; a row of numbers is folded to one map."""
    shape: tuple[int, ...]
    probabilities: Array


def look(model: Sequential, at_start: Sequential, image: Array, layer: int) -> Look:
    """Send one image (28, 28, 1) through a network, and keep what comes out of one layer.

    The filters are compared with those that the network had at the start.

    Of a network that has diverged, what is no number is shown as 0.
    """
    with np.errstate(all="ignore"):
        outputs = [
            (name, np.nan_to_num(y, posinf=0, neginf=0))
            for name, y in model.activations(image[np.newaxis])
        ]
    name, y = outputs[layer - 1]
    filters = np.nan_to_num(first_filters(model), posinf=0, neginf=0)
    first = first_filters(at_start).astype(np.float64)
    return Look(
        image=image[:, :, 0],
        filters=filters,
        moved=float(np.linalg.norm(filters - first) / np.linalg.norm(first)),
        layer=name,
        maps=y[0].transpose(2, 0, 1) if y.ndim == 4 else folded(y[0]),
        shape=y.shape[1:],
        probabilities=softmax(outputs[-1][1].astype(np.float64))[0],
    )


def first_filters(model: Sequential) -> Array:
    """Return the weights of the first layer that has any, a small image for each output."""
    first = next(layer for layer in model if layer.weights)
    weight: Array = next(iter(first.weights.values())).value
    if isinstance(first, Dense):
        return weight.T.reshape(-1, 28, 28)[:10]
    return weight[:, :, 0].transpose(2, 0, 1)


def folded(row: Array) -> Array:
    """Fold a row of numbers to one map, as square as it can be.

    Examples
    --------
    >>> folded(np.arange(10)).shape
    (1, 2, 5)
    """
    rows = next(rows for rows in range(int(len(row) ** 0.5), 0, -1) if len(row) % rows == 0)
    return row.reshape(1, rows, -1)
