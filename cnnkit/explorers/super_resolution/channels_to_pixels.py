"""Sub-pixel convolution step by step: which channel goes to which pixel."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.controls import Stepper, choice, stops
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import array_panel
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.functional import depth_to_space, space_to_depth

ROWS, COLUMNS = 2, 3
"""Pixels of the small maps."""

ACROSS, DOWN = "along the rows", "down the columns"
"""Orders in which the channels fill a square: u·b + v, and v·b + u."""

CELL = 32


@dataclass(frozen=True)
class ChannelsToPixelsResult:
    """The channels, the large picture so far, and where its newest pixel comes from."""

    state: State
    channels: NDArray[Any]
    """(2, 3, b²)."""
    large: NDArray[Any]
    """(2·b, 3·b), all of it."""
    row: int
    column: int
    """The newest pixel."""

    @property
    def source(self) -> tuple[int, int, int, int]:
        """The pixel (i, j) that it comes from, and its place (u, v) in the square."""
        b = self.state["block"]
        return self.row // b, self.column // b, self.row % b, self.column % b

    @property
    def channel(self) -> int:
        """The channel that it comes from."""
        b, (_, _, u, v) = self.state["block"], self.source
        return int(u * b + v if self.state["order"] == ACROSS else v * b + u)


class ChannelsToPixels(Explorer[ChannelsToPixelsResult]):
    """Fill a large picture pixel by pixel from the channels of a small one.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``block`` (2 or 3), ``step`` (pixels filled, less 1), ``order`` (`ACROSS` or `DOWN`).

    Examples
    --------
    >>> explorer = ChannelsToPixels(block=2, step=9)
    >>> explorer.result.channel, explorer.result.source
    (3, (0, 1, 1, 1))
    """

    title = "Channels become pixels"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "step": Stepper("pixel", 0, 0, ROWS * COLUMNS * 9 - 1, interval=500),
            "block": stops("block b", 2, (2, 3)),
            "order": choice("channels go", ACROSS, (ACROSS, DOWN)),
        }
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Let every pixel of the large picture be reached, and none beyond."""
        return {"step": (0, ROWS * COLUMNS * state["block"] ** 2 - 1)}

    def compute(self, state: State) -> ChannelsToPixelsResult:
        """Take a picture apart into channels, and put it together in the chosen order."""
        b = state["block"]
        height, width = ROWS * b, COLUMNS * b
        # A picture whose rows count on: along the rows, it comes out in order.
        picture = np.arange(height * width, dtype=np.float64).reshape(1, height, width, 1)
        channels = space_to_depth(picture, b)
        order = np.arange(b * b)
        if state["order"] == DOWN:
            order = order.reshape(b, b).T.ravel()
        large = depth_to_space(channels[..., order], b)[0, :, :, 0]
        return ChannelsToPixelsResult(
            state, channels[0], large, state["step"] // width, state["step"] % width
        )

    def draw(self, result: ChannelsToPixelsResult) -> Picture:
        """Draw the channels, and the large picture as far as it is filled."""
        state, b = result.state, result.state["block"]
        i, j, *_ = result.source
        limits = (0.0, float(result.large.size - 1))
        panels = [
            array_panel(
                f"channel {c}",
                result.channels[:, :, c],
                kind="positive",
                cell=CELL,
                limits=limits,
                labels=[f"{value:.0f}" for value in result.channels[:, :, c].flat],
                outlines=[(i, j, 1, 1)] if c == result.channel else [],
                name=f"channel-{c}",
                scale=False,
            )
            for c in range(b * b)
        ]
        done = state["step"] + 1
        height, width = result.large.shape
        labels = [f"{value:.0f}" if k < done else "" for k, value in enumerate(result.large.flat)]
        blank = [(result.row, result.column + 1, 1, width - result.column - 1)]
        blank += [(result.row + 1, 0, height - result.row - 1, width)]
        large = array_panel(
            "large picture",
            result.large,
            kind="positive",
            cell=CELL,
            limits=limits,
            labels=labels,
            blank=[part for part in blank if part[2] and part[3]],
            outlines=[(result.row, result.column, 1, 1)],
            name="large",
            scale=False,
        )
        return Picture([*panels, "→", large], formula=_written_out(result))

    def describe(self, result: ChannelsToPixelsResult) -> str:
        """Say where the newest pixel comes from, and whether the picture comes out in order."""
        i, j, u, v = result.source
        value = result.large[result.row, result.column]
        b = result.state["block"]
        order = (
            "The numbers of the large picture count on along its rows."
            if result.state["order"] == ACROSS
            else "The squares are filled in another order than the network learned: inside each "
            "square rows and columns are swapped."
        )
        return (
            f"{b * b} channels of {ROWS} × {COLUMNS} make one picture of "
            f"{result.large.shape[0]} × {result.large.shape[1]}. Pixel ({result.row}, "
            f"{result.column}) is {value:.0f}: channel {result.channel} at ({i}, {j}), place "
            f"({u}, {v}) in its square. {order}"
        )

    def touch(self, panel: str, row: int, column: int) -> State:
        """Fill up to the pixel that was touched, or to the one that a channel's number goes to."""
        state = self.state
        b = state["block"]
        if panel != "large":
            channel = min(int(panel.removeprefix("channel-")), b * b - 1)
            u, v = divmod(channel, b)
            if state["order"] == DOWN:
                u, v = v, u
            row, column = row * b + u, column * b + v
        row, column = min(row, ROWS * b - 1), min(column, COLUMNS * b - 1)
        return {"step": row * COLUMNS * b + column}


def _written_out(result: ChannelsToPixelsResult) -> str:
    """Write the place of the newest pixel, and the channel that it comes from."""
    state = result.state
    b = number("block", state["block"])
    i, j, u, v = result.source
    across = state["order"] == ACROSS
    first, second = (u, v) if across else (v, u)
    letters = "u·b + v" if across else "v·b + u"
    channel = number("order", f"{letters} = {first}·{state['block']} + {second}")
    return (
        f"{number('step', _pixel(state))}: row {result.row} = {i}·{b} + {u}, "
        f"column {result.column} = {j}·{b} + {v}<br>"
        f"channel {channel} = <b>{result.channel}</b>, at ({i}, {j}) → "
        f"<b>{result.large[result.row, result.column]:.0f}</b>"
    )


def _pixel(state: State) -> str:
    """Name the newest pixel by its number."""
    return f"pixel {state['step']}"
