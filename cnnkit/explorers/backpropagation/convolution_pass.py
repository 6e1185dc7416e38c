"""A small convolution and its gradients, taken apart: who gave what to whom."""

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import shapes
from cnnkit.explorers.backpropagation.cells import Place
from cnnkit.explorers.explorer import State
from cnnkit.functional import conv2d_backward

Array = NDArray[Any]

IMAGE = [[1, 0, 2, 1, 3], [0, 1, 1, 2, 0], [2, 3, 0, 1, 1], [1, 0, 1, 0, 2]]
EXAMPLES: dict[str, tuple[list[list[int]], list[list[int]]]] = {
    "one row, kernel 1 × 3": ([[2, 1, 0, 3, 1, 2]], [[1, 2, 5]]),
    "4 × 5, kernel 2 × 2": (IMAGE, [[1, 2], [3, 5]]),
    "4 × 5, kernel 3 × 2": (IMAGE, [[1, 0], [2, 3], [0, 5]]),
}
"""Images and kernels that fit in the head; no kernel looks the same turned round."""

VARIOUS, SINGLE, ONES = "various numbers", "a single 1", "1 everywhere"
UPSTREAM = (VARIOUS, SINGLE, ONES)

OUTPUT, PIXEL, WEIGHT = "one output: what it gives", "one pixel: what it gets", "one weight"
VIEWS = (OUTPUT, PIXEL, WEIGHT)

SETTINGS = ("stride", "padding", "dilation")


def pair_for(shape: tuple[int, ...], value: int, plain: int) -> tuple[int, int]:
    """Return a setting for both axes; an axis along which the kernel has size 1 keeps the plain."""
    rows, columns = (value if size > 1 else plain for size in shape)
    return rows, columns


class ConvolutionPass:
    """The arrays of a convolution, their gradients, and the places that belong together.

    Parameters
    ----------
    state : dict
        That of the explorer.
    """

    def __init__(self, state: State) -> None:
        self.state = state
        image, kernel = EXAMPLES[state["example"]]
        self.x = np.array(image, dtype=np.float64)
        self.kernel = np.array(kernel, dtype=np.float64)
        self.stride = pair_for(self.kernel.shape, state["stride"], 1)
        self.padding = pair_for(self.kernel.shape, state["padding"], 0)
        self.dilation = pair_for(self.kernel.shape, state["dilation"], 1)
        rows, columns = shapes.output_shape(
            (self.x.shape[0], self.x.shape[1]),
            (self.kernel.shape[0], self.kernel.shape[1]),
            stride=self.stride,
            padding=self.padding,
            dilation=self.dilation,
        )
        self.output = (rows, columns)

    @property
    def view(self) -> str:
        """From which side it is looked at."""
        return str(self.state["view"])

    @property
    def looked_at(self) -> Place:
        """Rows and columns of what the view goes through: dY, X or K."""
        (height, width), (rows, columns) = self.x.shape, self.kernel.shape
        return {OUTPUT: self.output, PIXEL: (height, width), WEIGHT: (rows, columns)}[self.view]

    @property
    def steps(self) -> int:
        """How many places there are to look at."""
        return int(np.prod(self.looked_at))

    @property
    def place(self) -> Place:
        """Row and column of the present place, in the array of the present view."""
        row, column = divmod(min(int(self.state["step"]), self.steps - 1), self.looked_at[1])
        return row, column

    @cached_property
    def padded(self) -> Array:
        """The image with its zeros around."""
        (p, q) = self.padding
        padded: Array = np.pad(self.x, ((p, p), (q, q)))
        return padded

    @cached_property
    def dy(self) -> Array:
        """The upstream gradient."""
        count = int(np.prod(self.output))
        if self.state["upstream"] == ONES:
            return np.ones(self.output)
        if self.state["upstream"] == SINGLE:
            return np.eye(1, count, count // 2).reshape(self.output)
        pattern: Array = np.resize([2.0, -1.0, 3.0, 1.0, -2.0, 4.0, 0.0], count)
        return pattern.reshape(self.output)

    @cached_property
    def gradients(self) -> tuple[Array, Array, float]:
        """dX, dK and db from the library."""
        dx, dk, db = conv2d_backward(
            self.dy[None, :, :, None],
            self.x[None, :, :, None],
            self.kernel[:, :, None, None],
            stride=self.stride,
            padding=self.padding,
            dilation=self.dilation,
        )
        return dx[0, :, :, 0], dk[:, :, 0, 0], float(db[0])

    def window(self, i: int, j: int) -> list[list[Place]]:
        """Return the places in the padded image that an output saw, in the kernel's layout."""
        (s, t), (d, e) = self.stride, self.dilation
        rows, columns = self.kernel.shape
        return [[(i * s + u * d, j * t + v * e) for v in range(columns)] for u in range(rows)]

    def patch(self, i: int, j: int) -> Array:
        """Return the numbers that an output saw."""
        return np.array([[self.padded[place] for place in row] for row in self.window(i, j)])

    def gathered(self, count: int) -> tuple[Array, Array, float]:
        """Add up what the first outputs give: to the padded image, the kernel and the bias."""
        dx, dk, db = np.zeros(self.padded.shape), np.zeros(self.kernel.shape), 0.0
        for step in range(count):
            i, j = divmod(step, self.output[1])
            message = self.dy[i, j]
            for (u, v), place in zip(
                np.ndindex(self.kernel.shape),
                (place for row in self.window(i, j) for place in row),
                strict=True,
            ):
                dx[place] += message * self.kernel[u, v]
                dk[u, v] += message * self.padded[place]
            db += message
        return dx, dk, float(db)

    def fed(self, row: int, column: int) -> list[tuple[Place, Place]]:
        """Return the outputs that a place of the padded image fed, and by which weights."""
        found = []
        for i, j in np.ndindex(self.output):
            for (u, v), place in zip(
                np.ndindex(self.kernel.shape),
                (place for line in self.window(i, j) for place in line),
                strict=True,
            ):
                if place == (row, column):
                    found.append(((i, j), (u, v)))
        return found

    def met(self, u: int, v: int) -> list[tuple[Place, Place]]:
        """Return the outputs with the places of the padded image that a weight met there."""
        return [((i, j), self.window(i, j)[u][v]) for i, j in np.ndindex(self.output)]

    @cached_property
    def turned(self) -> Array:
        """The kernel turned round by half a turn: upside down, and left to right."""
        return self.kernel[::-1, ::-1]

    @cached_property
    def stretched(self) -> Array:
        """The upstream gradient with stride − 1 zeros between its numbers."""
        (rows, columns), (s, t) = self.output, self.stride
        wide = np.zeros(((rows - 1) * s + 1, (columns - 1) * t + 1))
        wide[::s, ::t] = self.dy
        return wide

    @cached_property
    def surrounded(self) -> Array:
        """The stretched dY with the zeros around it on which the turned kernel slides to give dX.

        As many rows and columns as X and what a window reaches beyond: n + d(k − 1).
        """
        size = [
            n + d * (k - 1)
            for n, d, k in zip(self.x.shape, self.dilation, self.kernel.shape, strict=True)
        ]
        top, left = self.before
        around = np.zeros(size)
        rows, columns = self.stretched.shape
        around[top : top + rows, left : left + columns] = self.stretched
        return around

    @property
    def before(self) -> tuple[int, int]:
        """How many zeros stand above and on the left of dY: d(k − 1) − p."""
        top, left = (
            d * (k - 1) - p
            for d, k, p in zip(self.dilation, self.kernel.shape, self.padding, strict=True)
        )
        return top, left
