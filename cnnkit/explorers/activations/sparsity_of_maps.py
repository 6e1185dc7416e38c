"""Feature maps before and after ReLU: how many zeros, and how a bias moves them."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import datasets, images, pretrained
from cnnkit.explorers.activations.percent_bars import percent_bars, percent_of, top_above
from cnnkit.explorers.controls import choice, decimal, slider
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import Axis, plot_panel
from cnnkit.explorers.drawing.svg import array_panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.photos import small_photo
from cnnkit.functional import conv2d, relu
from cnnkit.kernels import KERNELS, hand_made

PHOTOS = ("chelsea", "camera", "brick", "coffee", "rocket", "text")
DIGITS = tuple(f"digit {digit}" for digit in range(10))
FILTERS = {1: 8, 2: 16}
"""How many filters the convolutions of the digits network have."""

MAP_WIDTH = 220
PHOTO_SIDE = 144


@dataclass(frozen=True)
class SparsityOfMapsResult:
    """One map, with the bias that was added to it."""

    state: State
    picture: NDArray[Any]
    filter_name: str
    scale: float
    """The largest value, without its sign, that the filter gives on any picture of its kind."""
    before: NDArray[Any]
    silent: int
    """Pictures of this kind on which nothing passes."""
    pictures: int

    @property
    def bias(self) -> float:
        """What the slider adds to every value of the map."""
        return float(self.state["bias"] * self.scale)

    @property
    def after(self) -> NDArray[Any]:
        """The map after ReLU."""
        return relu(self.before)

    @property
    def zeros(self) -> float:
        """The share of zeros after ReLU."""
        return float((self.after == 0).mean())


@lru_cache(maxsize=1)
def _digits() -> NDArray[Any]:
    """Return the first test image of each digit, as (10, 28, 28, 1)."""
    digits = datasets.digits()
    first = [int(np.flatnonzero(digits.y_test == digit)[0]) for digit in range(10)]
    return images.to_float(digits.x_test[first])


@lru_cache(maxsize=2)
def _digit_maps(layer: int) -> NDArray[Any]:
    """Return what a convolution of the digits network gives, bias included: (10, H, W, F)."""
    return dict(pretrained.digits_cnn().activations(_digits()))[f"conv2d_{layer}"]


@lru_cache(maxsize=len(KERNELS))
def _photo_maps(kernel: str) -> dict[str, NDArray[Any]]:
    """Return what a kernel made by hand gives on each photo."""
    weights = hand_made(kernel)[:, :, None, None]
    return {name: conv2d(_photo(name)[None, :, :, None], weights)[0, :, :, 0] for name in PHOTOS}


def _photo(name: str) -> NDArray[Any]:
    return small_photo(name, grey=True, longest_side=PHOTO_SIDE)


@lru_cache(maxsize=64)
def _maps(is_digit: bool, layer: int, place: int) -> tuple[dict[str, NDArray[Any]], float]:
    """Return a filter's map of every picture, and its largest value without the sign."""
    if is_digit:
        stack = _digit_maps(layer)[..., place - 1]
        maps = dict(zip(DIGITS, stack, strict=True))
    else:
        maps = _photo_maps(KERNELS[place - 1])
    return maps, max(float(np.abs(one).max()) for one in maps.values())


class SparsityOfMaps(Explorer[SparsityOfMapsResult]):
    """A feature map, a bias that shifts it, and what ReLU leaves of it.

    Photos go through kernels made by hand, digits through a network that reads them.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``photo`` (a photo's name, or "digit 0" to "digit 9"), ``layer`` (of the network),
        ``filter`` (its number), and ``bias``, in shares of the filter's largest value.

    Examples
    --------
    >>> explorer = SparsityOfMaps(photo="digit 3", bias=-1)
    >>> explorer.result.zeros
    1.0
    """

    title = "Zeros in feature maps"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "photo": choice("image", "chelsea", (*PHOTOS, *DIGITS)),
            "layer": slider("layer (digits)", 1, 1, 2),
            "filter": slider("filter", 3, 1, len(KERNELS)),
            "bias": decimal("bias (−1 to 1)", 0.0, -1.0, 1.0, 0.01),
        }
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Let photos have one layer, and each layer its own number of filters."""
        if state["photo"] in PHOTOS:
            return {"layer": (1, 1), "filter": (1, len(KERNELS))}
        return {"layer": (1, 2), "filter": (1, FILTERS[state["layer"]])}

    def compute(self, state: State) -> SparsityOfMapsResult:
        """Add the bias to a map, and to the filter's maps of all pictures of its kind."""
        name, place = state["photo"], state["filter"]
        is_digit = name in DIGITS
        maps, scale = _maps(is_digit, state["layer"], place)
        bias = state["bias"] * scale
        silent = sum(float(one.max()) + bias <= 0 for one in maps.values())
        return SparsityOfMapsResult(
            state,
            _digits()[DIGITS.index(name), :, :, 0] if is_digit else _photo(name),
            f"filter {place} of layer {state['layer']}" if is_digit else KERNELS[place - 1],
            scale,
            maps[name] + np.float32(bias),
            silent,
            len(maps),
        )

    def draw(self, result: SparsityOfMapsResult) -> Picture:
        """Draw the picture, the map before and after ReLU, and its values."""
        key = result.state["photo"].replace(" ", "-")
        # Colours stay while the bias moves; what it carries beyond them keeps the last one.
        largest = float(np.abs(result.before - np.float32(result.bias)).max())
        limits = (-largest, largest) if largest > 0 else None
        picture = array_panel(
            "image",
            result.picture,
            kind="image",
            cell=MAP_WIDTH / result.picture.shape[1],
            photo=self.shared(key),
        )
        before, after = (
            array_panel(
                title, values, kind="signed", cell=MAP_WIDTH / values.shape[1], limits=limits
            )
            for title, values in (("map + bias", result.before), ("after ReLU", result.after))
        )
        # The bias moves the values by as much as the largest of them.
        edges = np.linspace(-2.02 * result.scale, 2.02 * result.scale, 129)
        passing = result.before > 0
        # What is exactly 0 stays 0: it stands with the bars on the left of 0.
        zeroed = np.minimum(result.before[~passing], -1e-9)
        lost, kept = (
            percent_of(values, edges, result.before.size)
            for values in (zeroed, result.before[passing])
        )
        top = top_above([lost, kept])
        values = plot_panel(
            "values of map + bias",
            percent_bars("becomes 0", edges, lost, 1) + percent_bars("passes", edges, kept, 0),
            Axis("value", edges[0], edges[-1]),
            Axis("% of the values", 0, top),
            width=360,
            height=150,
            guides=[(0.0, 0.0, 0.0, top)],
            note=f"zeros after ReLU: {100 * result.zeros:.1f} %",
        )
        return Picture(
            [picture, "→", before, "→", after, values],
            formula=_formula(result),
            shared={key: result.picture},
        )

    def describe(self, result: SparsityOfMapsResult) -> str:
        """Say how many zeros there are, and on how many pictures nothing passes."""
        height, width = result.before.shape
        kind = "digits" if result.state["photo"] in DIGITS else "photos"
        if result.silent == result.pictures:
            silent = f"On none of the {result.pictures} {kind} does anything pass: a dead unit."
        elif result.silent:
            silent = f"On {result.silent} of the {result.pictures} {kind} nothing passes at all."
        else:
            silent = f"On each of the {result.pictures} {kind} something passes."
        return (
            f"The image “{result.state['photo']}” through “{result.filter_name}” gives a map of "
            f"{height} × {width}; with the bias it runs from "
            f"{signed_number(float(result.before.min()))} to "
            f"{signed_number(float(result.before.max()))}. After ReLU "
            f"{100 * result.zeros:.1f} % of its values are 0. {silent}"
        )


def _formula(result: SparsityOfMapsResult) -> str:
    """Write the bias that the slider stands for, and the share of zeros."""
    state = result.state
    zeros, size = int((result.after == 0).sum()), result.after.size
    return (
        f"{number('photo', state['photo'])}, {number('filter', result.filter_name)}: bias "
        f"{number('bias', signed_number(state['bias']))} · {signed_number(result.scale)} = "
        f"<b>{signed_number(result.bias)}</b>; zeros {zeros:,} of {size:,} = "
        f"<b>{100 * result.zeros:.1f} %</b>"
    )
