"""Dropout on twelve numbers of a real layer: one mask, and the mean of many."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import datasets, pretrained
from cnnkit.explorers.controls import choice, decimal, slider, stops
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import BACKGROUND, NOW, Axis, Curve, Points, plot_panel
from cnnkit.explorers.drawing.svg import array_panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.images import to_float

ROWS, COLUMNS, MOST_MASKS = 3, 4, 1000
TRAINING, EVALUATION = "training", "evaluation"
SCALINGS: dict[str, Callable[[float], float]] = {
    "1 / (1 − rate)": lambda rate: 1 / (1 - rate),
    "none": lambda rate: 1.0,
    "1 / rate": lambda rate: 1 / rate if rate else 1.0,
}
"""What kept values are multiplied by in training; only the first keeps the expected sum."""


@lru_cache(maxsize=1)
def layer_values() -> NDArray[Any]:
    """Return twelve numbers of the digit network's flattened maps for one digit, one digit each.

    Examples
    --------
    >>> layer_values().shape, bool((layer_values() >= 0).all())
    ((3, 4), True)
    """
    maps = to_float(datasets.digits().x_test[:1])
    for layer in pretrained.digits_cnn().layers[:-1]:
        maps = layer.forward(maps)
    positive = maps[0][maps[0] > 0.3]
    values: NDArray[Any] = np.round(positive[5 : 5 + ROWS * COLUMNS], 1).astype(np.float64)
    return values.reshape(ROWS, COLUMNS)


@lru_cache(maxsize=8)
def uniform_numbers(seed: int) -> NDArray[Any]:
    """Return a number from 0 to 1 for each value and each of a thousand masks, (1000, 3, 4).

    Examples
    --------
    >>> uniform_numbers(0).shape
    (1000, 3, 4)
    """
    return np.random.default_rng(seed).random((MOST_MASKS, ROWS, COLUMNS))


@dataclass(frozen=True)
class DropoutMasksResult:
    """One mask in detail, and the sums of many."""

    state: State
    x: NDArray[Any]
    kept: NDArray[np.bool_]
    """(1000, 3, 4): which values each mask keeps; in evaluation all."""
    scale: float
    """What kept values are multiplied by."""

    @property
    def y(self) -> NDArray[Any]:
        """(3, 4): what the latest of the masks leaves."""
        left: NDArray[Any] = self.x * self.kept[self.state["masks"] - 1] * self.scale
        return left

    @property
    def sums(self) -> NDArray[Any]:
        """The sum that each mask leaves, as far as masks have been drawn."""
        kept = self.kept[: self.state["masks"]]
        totals: NDArray[Any] = (kept * self.x).sum(axis=(1, 2)) * self.scale
        return totals

    @property
    def mean(self) -> NDArray[Any]:
        """(3, 4): the mean of y over the masks drawn so far."""
        average: NDArray[Any] = self.x * self.kept[: self.state["masks"]].mean(axis=0) * self.scale
        return average


class DropoutMasks(Explorer[DropoutMasksResult]):
    """Twelve values, a mask for each, and what is left on average.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``rate`` (0 to 0.9), ``masks`` drawn so far, ``seed``, ``scaling`` (one of `SCALINGS`),
        ``mode`` ("training" or "evaluation").

    Examples
    --------
    >>> result = DropoutMasks(masks=1000).result
    >>> bool(abs(result.mean.sum() / result.x.sum() - 1) < 0.02)
    True
    """

    title = "Dropout masks"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "rate": decimal("rate (0 to 0.9)", 0.5, 0.0, 0.9, 0.1),
            "masks": stops("masks drawn", 1, (1, 2, 3, 5, 10, 20, 50, 100, 300, MOST_MASKS)),
            "seed": slider("seed (0 to 9)", 0, 0, 9),
            "scaling": choice("kept values times", next(iter(SCALINGS)), tuple(SCALINGS)),
            "mode": choice("mode", TRAINING, (TRAINING, EVALUATION)),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> DropoutMasksResult:
        """Drop where the random number is below the rate."""
        random = uniform_numbers(state["seed"])
        if state["mode"] == EVALUATION:
            return DropoutMasksResult(state, layer_values(), np.ones(random.shape, bool), 1.0)
        scale = SCALINGS[state["scaling"]](state["rate"])
        return DropoutMasksResult(state, layer_values(), random >= state["rate"], scale)

    def draw(self, result: DropoutMasksResult) -> Picture:
        """Draw x, mask and y of the latest mask, the mean over all, and the sums."""
        state, x = result.state, result.x
        kept = result.kept[state["masks"] - 1]
        top = float(x.max()) * max(1.0, result.scale)
        dropped = [(int(i), int(j), 1, 1) for i, j in np.argwhere(~kept)]
        options: dict[str, Any] = {"cell": 40, "scale": False}

        def numbers(title: str, array: NDArray[Any], note: str, **more: Any) -> Any:
            return array_panel(
                title,
                array,
                kind="positive",
                limits=(0, top),
                labels=[signed_number(value, 1) for value in array.ravel()],
                note=note,
                **options,
                **more,
            )

        mask = array_panel(
            f"mask {state['masks']}",
            kept.astype(float),
            kind="image",
            labels=[str(int(one)) for one in kept.ravel()],
            hatched=dropped,
            note=f"{kept.sum()} of {kept.size} kept",
            **options,
        )
        y_sum, mean_sum = result.y.sum(), result.mean.sum()
        panels = [
            numbers("x", x, f"sum {signed_number(x.sum(), 1)}"),
            mask,
            numbers("y", result.y, f"sum {signed_number(y_sum, 1)}", hatched=dropped),
            numbers("mean of y", result.mean, f"sum {signed_number(mean_sum, 1)}"),
            _sums(result),
        ]
        return Picture([panels[0], "·", panels[1], "→", *panels[2:]], formula=_formula(result))

    def describe(self, result: DropoutMasksResult) -> str:
        """Say how many are kept, and what the sums come to."""
        state = result.state
        kept = result.kept[state["masks"] - 1]
        drawn = "1 mask" if state["masks"] == 1 else f"{state['masks']} masks"
        return (
            f"In {state['mode']} at rate {signed_number(state['rate'])}: {kept.sum()} of the "
            f"{kept.size} values are kept and multiplied by {signed_number(result.scale)}. Their "
            f"sum was {signed_number(result.x.sum(), 1)} and is "
            f"{signed_number(result.y.sum(), 1)}; on average over {drawn} it is "
            f"{signed_number(result.sums.mean(), 1)}."
        )


def _sums(result: DropoutMasksResult) -> Any:
    """Draw the sum that each mask leaves, and the mean of them as masks are drawn."""
    sums, total = result.sums, float(result.x.sum())
    count = np.arange(1, len(sums) + 1)
    some = np.unique(np.geomspace(1, len(sums), 60).round().astype(int)) - 1
    means = (np.cumsum(sums) / count)[some]
    expected = (1 - result.state["rate"]) * result.scale
    top = next(share for share in (2.2, 6.0, 12.0) if 1.2 * expected < share) * total
    return plot_panel(
        "sum of y, mask by mask",
        [
            Points("one mask", count[some], sums[some], 0),
            Curve("sum of x", [1, MOST_MASKS], [total, total], BACKGROUND),
            Curve("mean so far", count[some], means, 1),
            Points("now", [len(sums)], [means[-1]], NOW),
        ],
        Axis("masks drawn", 0.9, 1100, log=True),
        Axis("sum", 0, top),
        width=230,
        height=150,
    )


def _formula(result: DropoutMasksResult) -> str:
    """Write the scale and the mean of the sums."""
    state = result.state
    rate = number("rate", signed_number(state["rate"]))
    mode = number("mode", state["mode"])
    total = signed_number(result.x.sum(), 1)
    if state["mode"] == EVALUATION:
        return f"{mode}: y = x, whatever the rate {rate}: sum <b>{total}</b>"
    kept = number("scaling", state["scaling"])
    expected = (1 - state["rate"]) * result.scale * result.x.sum()
    return (
        f"{mode}: each value is kept with probability 1 − {rate} = "
        f"{signed_number(1 - state['rate'])}, times {kept} = <b>{signed_number(result.scale)}</b>"
        f"<br>expected sum = {signed_number(1 - state['rate'])}·{signed_number(result.scale)}·"
        f"{total} = <b>{signed_number(expected, 1)}</b>; mean of {number('masks', state['masks'])} "
        f"(seed {number('seed', state['seed'])}) = <b>{signed_number(result.sums.mean(), 1)}</b>"
    )
