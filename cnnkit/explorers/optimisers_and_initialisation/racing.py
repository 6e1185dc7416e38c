"""Races of optimisers over a landscape, run with those of `cnnkit.training`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.optimisers_and_initialisation.surfaces import (
    SURFACES,
    Shape,
    loss_at,
    slopes_at,
)
from cnnkit.layers.parameter import Parameter
from cnnkit.plots.colours import LINE_COLOURS
from cnnkit.training import SGD, Adam, Optimiser, RMSProp

STEPS = 100
LOST = 100.0
"""Who is farther away than this has diverged, and is not followed further."""

RATES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0)
JUDGED_AFTER = 50
"""After how many steps the best rate is the one with the lowest loss."""


@dataclass(frozen=True)
class Racer:
    """One optimiser of a race.

    Parameters
    ----------
    letter, name : str
        What stands at the end of its line, and in the table.
    make : function (rate, momentum) -> Optimiser
        A new one, which remembers nothing yet.
    adaptive : bool
        Whether it divides each number's steps by the size of its gradients.
    colour, dashes : str
        Of its line.
    """

    letter: str
    name: str
    make: Callable[[float, float], Optimiser]
    adaptive: bool
    colour: str
    dashes: str


RACERS: Mapping[str, Racer] = {
    racer.name: racer
    for racer in (
        Racer("S", "SGD", lambda rate, _: SGD(rate), False, LINE_COLOURS[0], ""),
        Racer(
            "M",
            "momentum",
            lambda rate, keep: SGD(rate, momentum=keep),
            False,
            LINE_COLOURS[1],
            "7 4",
        ),
        Racer(
            "N",
            "Nesterov",
            lambda rate, keep: SGD(rate, momentum=keep, nesterov=keep > 0),
            False,
            LINE_COLOURS[3],
            "2 4",
        ),
        Racer("R", "RMSProp", lambda rate, _: RMSProp(rate), True, "#9a7000", "9 3 2 3"),
        Racer("A", "Adam", lambda rate, _: Adam(rate), True, "#444444", "4 2"),
    )
}
"""By name. PyTorch's defaults, but for the rate and the momentum; colours as in `show_sweep`."""


@lru_cache(maxsize=4)
def draws(seed: int) -> NDArray[np.float64]:
    """Return what is added to the two slopes at each step, before it is made larger or smaller."""
    return np.random.default_rng(seed).standard_normal((STEPS, 2))


@lru_cache(maxsize=256)
def race(
    name: str,
    surface: str,
    shape: Shape,
    start: tuple[float, float],
    rate: float,
    momentum: float,
    noise: float = 0.0,
    seed: int = 0,
    steps: int = STEPS,
) -> NDArray[np.float64]:
    """Return where an optimiser is at the start and after each step, as (steps + 1, 2).

    Who diverges is at NaN from there on.

    Examples
    --------
    >>> path = race("SGD", "ravine", (1.0, 0.0), (-2.0, 1.0), 0.5, 0.0)
    >>> path[:3].tolist()
    [[-2.0, 1.0], [-1.0, 0.5], [-0.5, 0.25]]
    """
    optimiser = RACERS[name].make(rate, momentum)
    place = Parameter("place", np.array(start, dtype=np.float64))
    # The same noise for everybody.
    shaken = noise * draws(seed) if noise else np.zeros((steps, 2))
    path = np.full((steps + 1, 2), np.nan)
    path[0] = start
    for step in range(steps):
        x, y = place.value.tolist()
        if not (abs(x) < LOST and abs(y) < LOST):
            path[step] = np.nan
            return path
        place.grad = shaken[step] + slopes_at(surface, shape, x, y)
        optimiser.step([place])
        path[step + 1] = place.value
    path.flags.writeable = False
    return path


@lru_cache(maxsize=256)
def best_rate(name: str, surface: str, shape: Shape, momentum: float) -> float:
    """Return the one of `RATES` with the lowest loss after 50 steps from the surface's start.

    Examples
    --------
    >>> best_rate("SGD", "ravine", (1.0, 0.0), 0.9)
    1.0
    """
    start, found = SURFACES[surface].start, []
    for rate in RATES:
        path = race(name, surface, shape, start, rate, momentum, steps=JUDGED_AFTER)
        reached = float(loss_at(surface, shape, *path[-1]))
        found.append(reached if np.isfinite(reached) else np.inf)
    return RATES[int(np.argmin(found))]
