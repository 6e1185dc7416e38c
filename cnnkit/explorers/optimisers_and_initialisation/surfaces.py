"""Landscapes over two numbers: the losses on which optimisers race."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.plots.colours import png_data_uri

ACROSS, UP = (-3.0, 3.0), (-2.0, 2.0)
"""What the two numbers range over: the sides of every map."""

RAVINE = "ravine"
TILT, SHALLOW = 0.35, 1.5094
"""Of the two valleys: how much one is lowered, and what lifts the lower one's bottom to 0."""

Slopes = tuple[float, float]
Shape = tuple[float, float]
"""How steep a landscape is across, and by how many degrees it is turned."""


@dataclass(frozen=True)
class Surface:
    """A loss of two numbers, in the landscape's own directions: along and across.

    Parameters
    ----------
    loss : function (along, across, steep) -> loss
        Of arrays or numbers. The lowest loss is 0, or next to it.
    slopes : function (along, across, steep) -> (float, float)
        How the loss changes along, and across.
    equation : str
        The loss as a formula, with ``{along}``, ``{across}`` and ``{steep}`` where those stand.
    start : (float, float)
        Where a race begins if nobody says otherwise: x and y.
    """

    loss: Callable[[Any, Any, float], Any]
    slopes: Callable[[float, float, float], Slopes]
    equation: str
    start: tuple[float, float]


def _above_floor(along: Any, across: Any) -> Any:
    """Return how far a place lies above the floor of the bent valley."""
    return across - along**2 / 2 + 1.5


SURFACES: Mapping[str, Surface] = {
    RAVINE: Surface(
        lambda a, c, steep: (a**2 + steep * c**2) / 2,
        lambda a, c, steep: (a, steep * c),
        "½ {along}² + ½ · {steep} · {across}²",
        (-2.5, 0.8),
    ),
    "saddle": Surface(
        lambda a, c, steep: steep * a**2 / 2 + (c**2 - 1) ** 2 / 4,
        lambda a, c, steep: (steep * a, c**3 - c),
        "½ · {steep} · {along}² + ¼ ({across}² − 1)²",
        (-2.5, 0.05),
    ),
    "two valleys": Surface(
        lambda a, c, steep: a**4 / 4 - a**2 + TILT * a + SHALLOW + steep * c**2 / 2,
        lambda a, c, steep: (a**3 - 2 * a + TILT, steep * c),
        "¼ {along}⁴ − {along}² + 0.35 {along} + 1.51 + ½ · {steep} · {across}²",
        (2.4, 0.8),
    ),
    "bent valley": Surface(
        lambda a, c, steep: (a - 1.5) ** 2 / 10 + steep / 10 * _above_floor(a, c) ** 2,
        lambda a, c, steep: (
            (a - 1.5 - steep * a * _above_floor(a, c)) / 5,
            steep * _above_floor(a, c) / 5,
        ),
        "0.1 ({along} − 1.5)² + 0.1 · {steep} · ({across} − ½ {along}² + 1.5)²",
        (-2.2, 0.2),
    ),
}
"""By name."""


def turned(x: Any, y: Any, degrees: float) -> tuple[Any, Any]:
    """Return how far a place lies along a landscape that is turned, and how far across.

    Examples
    --------
    >>> [round(number, 9) for number in turned(1.0, 1.0, 45)]
    [1.414213562, 0.0]
    """
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return x * cosine + y * sine, y * cosine - x * sine


def loss_at(name: str, shape: Shape, x: Any, y: Any) -> NDArray[np.float64]:
    """Return the loss at one place or many.

    Examples
    --------
    >>> float(loss_at("ravine", (30, 0), 2.0, 1.0))
    17.0
    """
    steep, degrees = shape
    return np.asarray(SURFACES[name].loss(*turned(x, y, degrees), steep), dtype=np.float64)


def slopes_at(name: str, shape: Shape, x: float, y: float) -> Slopes:
    """Return how the loss changes with x, and with y.

    Examples
    --------
    >>> slopes_at("ravine", (30, 0), 2.0, 1.0)
    (2.0, 30.0)
    """
    steep, degrees = shape
    own = SURFACES[name].slopes(*turned(x, y, degrees), steep)
    back: Slopes = turned(*own, -degrees)
    return back


BANDS, SMALLEST, LARGEST = 11, 0.02, 100.0
"""Bands of a map, each between two losses with the same ratio, from the first to the last."""


@lru_cache(maxsize=16)
def map_of(name: str, shape: Shape, width: int, height: int) -> str:
    """Return a map as the address of a PNG: bands of grey, white where the loss is lowest.

    A dark line divides two bands: along it the loss is the same everywhere.

    Examples
    --------
    >>> map_of("ravine", (1.0, 0.0), 60, 40)[:22]
    'data:image/png;base64,'
    """
    x = np.linspace(*ACROSS, width)[None, :]
    y = np.linspace(*UP[::-1], height)[:, None]
    losses = loss_at(name, shape, x, y)
    levels = np.log(np.clip(losses, SMALLEST, LARGEST) / SMALLEST) / np.log(LARGEST / SMALLEST)
    bands = np.minimum((levels * BANDS).astype(int), BANDS - 1)
    grey: NDArray[np.float64] = 0.97 - 0.25 * bands / (BANDS - 1)
    edges = np.zeros(bands.shape, dtype=bool)
    edges[1:] |= bands[1:] != bands[:-1]
    edges[:, 1:] |= bands[:, 1:] != bands[:, :-1]
    return png_data_uri(np.where(edges, grey - 0.22, grey), "image")
