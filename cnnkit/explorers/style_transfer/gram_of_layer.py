"""Two feature maps, their product place by place, and the Gram matrix of its means."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.applications.style_transfer import STYLE_LAYERS, gram_matrix
from cnnkit.explorers.controls import choice, slider, tick
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import Panel, array_panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.style_transfer.pictures import PICTURES, maps, picture

SIZE, SHOWN = 64, 24
"""Pixels of the picture, and how many channels, the strongest first, are shown of a layer."""

WIDTH, MATRIX_WIDTH = 138, 216


@dataclass(frozen=True)
class GramOfLayerResult:
    """Two maps of a picture, and the Gram matrix that they belong to."""

    state: State
    maps: NDArray[np.float32]
    """(H, W, 24): the strongest channels, their places shuffled or not."""
    gram: NDArray[np.float32]
    """(24, 24): the Gram matrix of these maps, as they lie now."""
    channels: tuple[int, ...]
    """Which channels of the layer they are."""
    largest_change: float
    """How far the matrix is from that of the maps in their own order, at most."""

    @property
    def product(self) -> NDArray[np.float32]:
        """(H, W): the two chosen maps multiplied place by place."""
        first, second = self.state["first"] - 1, self.state["second"] - 1
        product: NDArray[np.float32] = self.maps[:, :, first] * self.maps[:, :, second]
        return product

    @property
    def value(self) -> float:
        """The mean of the product: one number of the matrix."""
        return float(self.gram[self.state["first"] - 1, self.state["second"] - 1])


class GramOfLayer(Explorer[GramOfLayerResult]):
    """Choose two channels, look at their product, and shuffle the places: what changes?

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``photo`` (one of `PICTURES`), ``layer`` (one of `STYLE_LAYERS`), ``first`` and
        ``second`` (from 1, the strongest channel), ``shuffled``.

    Examples
    --------
    >>> explorer = GramOfLayer(photo="brick", first=2, second=5)
    >>> before = explorer.result.gram
    >>> explorer.update(shuffled=True)
    >>> bool(np.allclose(explorer.result.gram, before, rtol=1e-4))
    True
    """

    title = "What a Gram matrix keeps"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "photo": choice("picture", "brick", PICTURES),
            "layer": choice("layer", STYLE_LAYERS[0], STYLE_LAYERS),
            "first": slider("map a (1 to 24)", 1, 1, SHOWN),
            "second": slider("map b (1 to 24)", 2, 1, SHOWN),
            "shuffled": tick("places shuffled", False),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> GramOfLayerResult:
        """Look up the strongest maps and their Gram matrix."""
        found, gram, channels = _strongest(state["photo"], state["layer"], state["shuffled"])
        _, plain, _ = _strongest(state["photo"], state["layer"], False)
        return GramOfLayerResult(state, found, gram, channels, float(np.abs(gram - plain).max()))

    def touch(self, panel: str, row: int, column: int) -> State:
        """Choose the two maps of a number that is touched."""
        return {"first": row + 1, "second": column + 1} if panel == "gram" else {}

    def draw(self, result: GramOfLayerResult) -> Picture:
        """Draw the picture, the two maps, their product and the matrix."""
        state = result.state
        shown = picture(state["photo"], SIZE)
        photo = array_panel(
            "picture", shown, kind="image", cell=WIDTH / SIZE, photo=self.shared(_key(state))
        )
        top = float(result.gram.max())
        matrix = array_panel(
            "Gram matrix",
            result.gram,
            kind="positive",
            cell=MATRIX_WIDTH / SHOWN,
            note=f"{SHOWN} of {_count(state['layer'])} channels",
            limits=(0.0, top or 1.0),
            outlines=[(state["first"] - 1, state["second"] - 1, 1, 1)],
            name="gram",
        )
        return Picture(
            [
                photo,
                self._map("map a", result, result.maps[:, :, state["first"] - 1]),
                "·",
                self._map("map b", result, result.maps[:, :, state["second"] - 1]),
                "=",
                self._map("product", result, result.product),
                matrix,
            ],
            formula=_formula(result),
            shared={_key(state): shown},
        )

    def describe(self, result: GramOfLayerResult) -> str:
        """Say which channels are multiplied, what their mean product is, and what shuffling did."""
        state = result.state
        a, b = (result.channels[state[name] - 1] for name in ("first", "second"))
        height, width, _ = result.maps.shape
        words = (
            f"{state['photo']}, {state['layer']}: channel {a} times channel {b}, the mean over "
            f"{height * width:,} places is {signed_number(result.value, 3)}."
        )
        if not state["shuffled"]:
            return f"{words} The places are as in the picture."
        return (
            f"{words} The places are shuffled, all channels alike: nothing in the picture is where "
            "it was, and all numbers of the matrix are the same as before."
        )

    def _map(self, title: str, result: GramOfLayerResult, values: NDArray[Any]) -> Panel:
        """Draw one map, or the product."""
        return array_panel(title, values, kind="positive", cell=WIDTH / values.shape[1])


@lru_cache(maxsize=24)
def _strongest(
    name: str, layer: str, shuffled: bool
) -> tuple[NDArray[np.float32], NDArray[np.float32], tuple[int, ...]]:
    """Return the 24 strongest maps, their Gram matrix, and which channels they are."""
    found = maps(name, layer, SIZE)
    order = np.argsort(-np.mean(found**2, axis=(0, 1)), kind="stable")[:SHOWN]
    chosen = found[:, :, order]
    if shuffled:
        places = np.random.default_rng(0).permutation(chosen.shape[0] * chosen.shape[1])
        chosen = chosen.reshape(-1, SHOWN)[places].reshape(chosen.shape)
    return chosen, gram_matrix(chosen), tuple(order.tolist())


def _count(layer: str) -> int:
    """Return how many channels a layer has."""
    return int(maps("brick", layer, SIZE).shape[2])


def _key(state: State) -> str:
    """Return the id of the picture on the page."""
    return str(state["photo"]).replace(" ", "-")


def _formula(result: GramOfLayerResult) -> str:
    """Write one number of the matrix as a mean of products."""
    state, product = result.state, result.product
    total, places = float(product.sum(dtype=np.float64)), f"{product.size:,}"
    kept = (
        "no number of the matrix has changed"
        if state["shuffled"]
        else "now shuffle the places: does it change?"
    )
    return (
        f"G[{number('first', state['first'])}, {number('second', state['second'])}] = "
        f"the sum of {places} products / {places} = {signed_number(total, 1)} / {places} = "
        f"<b>{signed_number(result.value, 3)}</b> ({kept})"
    )
