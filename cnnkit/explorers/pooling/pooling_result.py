"""What one step of pooling a map has come to."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.explorer import State

NOTHING, ZERO = "nothing", "0"
"""What padded cells count as: they never win and are in no mean, or they are a 0 as any other."""


@dataclass(frozen=True)
class PoolingWindowResult:
    """A map, its pooled map, and the window that the picture has come to."""

    state: State
    x: NDArray[Any]
    padded: NDArray[Any]
    """With NaN where the padding is."""
    output: NDArray[Any]
    unreached: tuple[list[int], list[int]]
    """Rows and columns of the padded map that no window uses."""

    @property
    def place(self) -> tuple[int, int]:
        """Row and column of the pooled map that the current window makes."""
        row, column = divmod(self.state["step"], self.output.shape[1])
        return row, column

    @property
    def between(self) -> bool:
        """Whether some rows or columns that no window uses lie between windows."""
        ends = zip(self.unreached, self.padded.shape, strict=True)
        return any(unused and unused[0] < n - len(unused) for unused, n in ends)

    @property
    def window(self) -> NDArray[Any]:
        """The numbers under the current window, NaN for padding."""
        k, s = self.state["window"], self.state["stride"]
        row, column = (place * s for place in self.place)
        return self.padded[row : row + k, column : column + k]

    @property
    def left_out(self) -> bool:
        """Whether a mean is taken without the padding that the window holds."""
        padded = bool(np.isnan(self.window).any())
        return (
            padded and self.state["kind"] == "average" and self.state["padding_counts"] == NOTHING
        )
