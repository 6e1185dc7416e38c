"""Which values share a mean: batch, layer, group and instance norm on 48 visible numbers."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.controls import Stepper, choice, decimal, slider, stops
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import factor, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.normalisation_and_dropout.value_blocks import blocks_panel

N, H, W, C = 2, 3, 2, 4
GROUPS = 2

KINDS: dict[str, tuple[tuple[int, ...], str, str]] = {
    "batch norm": ((0, 1, 2), "N·H·W", "all values of its channel, in all images"),
    "layer norm, each pixel": ((4,), "C", "all channels of its pixel"),
    "layer norm, whole image": ((1, 2, 3, 4), "H·W·C", "all values of its image"),
    "group norm, 2 groups": ((1, 2, 4), "H·W·C/2", "the two channels of its group, in its image"),
    "instance norm": ((1, 2), "H·W", "its channel in its own image"),
}
"""What shares statistics: axes of x as (N, H, W, groups, channels of a group), m, and in words."""

STEPS = ("x", "x, and its mean", "x − μ", "(x − μ)²", "x̂", "y")

_MIXED = np.array([4, 1, 3, 0, 5, 2, 7, 9, 6, 10, 8, 2, -3, 0, -1, -2, 1, -1, 2, 2, 0, 4, 1, 3])
ARRAYS: dict[str, NDArray[Any]] = {
    "four channels": np.stack(
        [_MIXED.reshape(C, H, W), (_MIXED[::-1] + np.arange(24) % 3).reshape(C, H, W)]
    ).transpose(0, 2, 3, 1)
}
ARRAYS["image 1 ten times as bright"] = ARRAYS["four channels"] * np.array([1, 10]).reshape(
    N, 1, 1, 1
)
ARRAYS["channel 0 constant"] = np.where(np.arange(C) == 0, 3, ARRAYS["four channels"])
"""Arrays (N, H, W, C) of small whole numbers."""


@dataclass(frozen=True)
class SharedStatisticsResult:
    """A batch, the chosen value, and the four formulas."""

    state: State
    x: NDArray[Any]
    together: NDArray[np.bool_]
    """(N, H, W, C): what shares mean and variance with the chosen value."""
    mean: NDArray[Any]
    """(N, H, W, C): each value's mean; so too the variance."""
    variance: NDArray[Any]
    gamma: NDArray[Any]
    """(C,): 1 but for the chosen channel; so too beta, with 0."""
    beta: NDArray[Any]

    @property
    def place(self) -> tuple[int, int, int, int]:
        """Image, row, column and channel of the chosen value."""
        state = self.state
        return state["image"], state["row"], state["column"], state["channel"]

    @property
    def x_hat(self) -> NDArray[Any]:
        """Normalised."""
        hat: NDArray[Any] = (self.x - self.mean) / np.sqrt(self.variance + self.state["epsilon"])
        return hat

    @property
    def y(self) -> NDArray[Any]:
        """Scaled and shifted."""
        y: NDArray[Any] = self.gamma * self.x_hat + self.beta
        return y

    @property
    def shown(self) -> NDArray[Any]:
        """What the blocks hold at the present step."""
        centred = self.x - self.mean
        return (self.x, self.x, centred, centred**2, self.x_hat, self.y)[self.state["step"]]


class SharedStatistics(Explorer[SharedStatisticsResult]):
    """Choose a value of a batch: which others share its mean, and what becomes of it?

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``kind`` (one of `KINDS`), ``values`` (one of `ARRAYS`), ``image``, ``channel``, ``row``
        and ``column`` of the chosen value, ``step`` (0 to 5), ``gamma`` and ``beta`` of its
        channel, ``epsilon``.

    Examples
    --------
    >>> explorer = SharedStatistics(kind="instance norm")
    >>> int(explorer.result.together.sum())
    6
    """

    title = "Who shares a mean"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "kind": choice("normalise by", "batch norm", tuple(KINDS)),
            "values": choice("the batch", "four channels", tuple(ARRAYS)),
            "step": Stepper("step (0 to 5)", 0, 0, len(STEPS) - 1, interval=1500),
            "image": slider("image n", 0, 0, N - 1),
            "channel": slider("channel c", 1, 0, C - 1),
            "row": slider("row", 0, 0, H - 1),
            "column": slider("column", 1, 0, W - 1),
            "gamma": decimal("γ of its channel", 1.0, -2.0, 3.0, 0.25),
            "beta": decimal("β of its channel", 0.0, -4.0, 4.0, 0.5),
            "epsilon": stops("ε", 1e-5, (1e-5, 0.01, 0.1, 1.0, 10.0)),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> SharedStatisticsResult:
        """Average over the axes that the kind shares, with the channels split into groups."""
        x = ARRAYS[state["values"]].astype(np.float64)
        axes, _, _ = KINDS[state["kind"]]
        # Only group norm asks for two groups; elsewhere a group is one channel or all of them.
        groups = GROUPS if state["kind"].startswith("group") else (C if 4 not in axes else 1)
        split = x.reshape(N, H, W, groups, C // groups)
        mean, variance = (
            np.broadcast_to(statistic, split.shape).reshape(x.shape)
            for statistic in (
                split.mean(axis=axes, keepdims=True),
                split.var(axis=axes, keepdims=True),
            )
        )
        chosen = np.zeros(x.shape, bool)
        chosen[state["image"], state["row"], state["column"], state["channel"]] = True
        any_chosen = chosen.reshape(split.shape).any(axis=axes, keepdims=True)
        together = np.broadcast_to(any_chosen, split.shape).reshape(x.shape)
        own = np.arange(C) == state["channel"]
        gamma, beta = np.where(own, state["gamma"], 1.0), np.where(own, state["beta"], 0.0)
        return SharedStatisticsResult(state, x, together, mean, variance, gamma, beta)

    def touch(self, panel: str, row: int, column: int) -> State:
        """Choose the value under the pointer."""
        _, image, channel = panel.split("-")
        return {"image": int(image), "channel": int(channel), "row": row, "column": column}

    def draw(self, result: SharedStatisticsResult) -> Picture:
        """Draw a block for each image and channel, faint where another mean holds."""
        state = result.state
        panel = blocks_panel(
            f"step {state['step']}: {STEPS[state['step']]}",
            result.shown,
            result.together,
            result.place,
            note=f"bright: the {result.together.sum()} values that share a mean",
        )
        return Picture([panel], formula=_formula(result), formula_lines=5)

    def describe(self, result: SharedStatisticsResult) -> str:
        """Say what shares a mean with the value, and what becomes of it."""
        state, place = result.state, result.place
        axes_words = KINDS[state["kind"]][2]
        epsilon = (
            " The variance is 0, and only ε keeps from dividing by 0."
            if result.variance[place] == 0
            else ""
        )
        return (
            f"{state['kind'].capitalize()}: the value {signed_number(result.x[place])} of image "
            f"{state['image']}, channel {state['channel']}, row {state['row']}, column "
            f"{state['column']} shares mean {signed_number(result.mean[place])} and variance "
            f"{signed_number(result.variance[place])} with {axes_words}: "
            f"{result.together.sum()} values.{epsilon} It becomes "
            f"{signed_number(result.x_hat[place])}, and with γ and β "
            f"{signed_number(result.y[place])}."
        )


def _formula(result: SharedStatisticsResult) -> str:
    """Write the formulas that have been reached, with the chosen value's numbers."""
    state, place = result.state, result.place
    # The values of one image and channel stand together, as in the picture.
    values = np.moveaxis(result.x, 3, 1)[np.moveaxis(result.together, 3, 1)]
    x, mean, variance = (array[place] for array in (result.x, result.mean, result.variance))
    kind = number("kind", state["kind"])
    m = f"m = {KINDS[state['kind']][1]} = <b>{len(values)}</b>"
    value = f"x = {signed_number(x)} (image {number('image', state['image'])}, channel "
    value += f"{number('channel', state['channel'])}, row {number('row', state['row'])}, column "
    value += f"{number('column', state['column'])})"
    squares = " + ".join(signed_number(square) for square in (values[:3] - mean) ** 2)
    centred, hat = signed_number(x - mean), signed_number(result.x_hat[place])
    root = f"√({signed_number(variance)} + {number('epsilon', _epsilon(state['epsilon']))})"
    total = " + ".join(map(factor, values))
    lines = [
        f"{kind}, step {number('step', state['step'])}: {value}; {m}",
        f"μ = ({total}) / {len(values)} = <b>{signed_number(mean)}</b>",
        f"x − μ = {signed_number(x)} − {factor(mean)} = <b>{centred}</b>",
        f"σ² = ({squares} + …) / {len(values)} = <b>{signed_number(variance)}</b>",
        f"x̂ = {centred} / {root} = <b>{hat}</b>",
        f"y = γ·x̂ + β = {number('gamma', factor(state['gamma']))}·{factor(result.x_hat[place])}"
        f" + {number('beta', factor(state['beta']))} = <b>{signed_number(result.y[place])}</b>",
    ]
    return "<br>".join(lines[: state["step"] + 1])


def _epsilon(value: float) -> str:
    """Write ε: as a power of ten where it is small."""
    return "10⁻⁵" if value < 1e-4 else signed_number(value)
