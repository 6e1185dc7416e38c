"""One pass through a network of 14 parameters, forwards, backwards, and one step of training."""

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.explorer import State
from cnnkit.functional import (
    conv2d,
    conv2d_backward,
    cross_entropy,
    cross_entropy_backward,
    dense,
    dense_backward,
    max_pool2d,
    max_pool2d_backward,
    relu,
    relu_backward,
    softmax,
)

Array = NDArray[Any]

CLASSES = ("edge left", "edge right", "no edge")
IMAGES = {
    "edge on the left": [[0, 2, 2, 2, 1], [0, 1, 2, 2, 2], [1, 2, 2, 1, 2]],
    "edge on the right": [[1, 0, 0, 2, 2], [0, 0, 1, 1, 2], [0, 1, 0, 2, 2]],
    "two edges": [[0, 2, 1, 0, 2], [0, 1, 1, 0, 1], [0, 2, 0, 0, 2]],
    "hardly any edge": [[1, 1, 1, 1, 1], [1, 1, 2, 1, 1], [1, 1, 1, 1, 1]],
    "bright to dark": [[2, 2, 1, 0, 0], [2, 1, 1, 0, 0], [2, 2, 0, 0, 0]],
}
"""Images of 3 × 5 pixels."""

WEIGHTS = np.array([[-0.5, 0.5, -0.25], [0.5, -0.5, -0.25]])
BIASES = np.array([0.0, 0.0, 1.0])
"""A dense layer that has not learned anything yet: it takes left for right."""

ARRAYS = {
    "image X": (3, 5),
    "kernel K": (2, 2),
    "bias b": (1, 1),
    "map A": (2, 4),
    "ReLU R": (2, 4),
    "pooled M": (1, 2),
    "weights W": (2, 3),
    "biases": (1, 3),
    "logits z": (1, 3),
    "probabilities p": (1, 3),
}
"""Everything that has numbers, in the order of the way forwards, with its shape."""

REACHED = {
    "image X": 0,
    "kernel K": 0,
    "bias b": 0,
    "weights W": 0,
    "biases": 0,
    "map A": 1,
    "ReLU R": 2,
    "pooled M": 3,
    "logits z": 4,
    "probabilities p": 5,
}
"""From which step on the numbers of an array are known."""

ANSWERED = {
    "logits z": 6,
    "weights W": 7,
    "biases": 7,
    "pooled M": 7,
    "ReLU R": 8,
    "map A": 9,
    "kernel K": 10,
    "bias b": 10,
    "image X": 10,
}
"""From which step on the gradient of an array is known."""

LAST_STEP = 11
LEARNED = ("kernel K", "bias b", "weights W", "biases")


class TinyPass:
    """All numbers of one image's way through the network, and back.

    Parameters
    ----------
    state : dict
        That of the explorer.
    """

    def __init__(self, state: State) -> None:
        self.state = state
        self.true = CLASSES.index(state["truth"])
        self.image = np.array(IMAGES[state["image"]], dtype=np.float64)
        self._start = {
            "kernel K": np.array(state["kernel"], dtype=np.float64),
            "bias b": np.array([[float(state["bias"])]]),
            "weights W": WEIGHTS,
            "biases": BIASES[None],
        }

    @property
    def step(self) -> int:
        """How far the walk has come."""
        return int(self.state["step"])

    @property
    def chosen(self) -> tuple[str, int, int]:
        """The array, the row and the column that are looked at."""
        name = str(self.state["look_at"])
        row, column = divmod(int(self.state["cell"]), ARRAYS[name][1])
        return name, row, column

    def forward(self, learned: dict[str, Array]) -> dict[str, Array]:
        """Run the network, and return every array by its name."""
        x = self.image[None, :, :, None]
        kernel, bias = learned["kernel K"][:, :, None, None], learned["bias b"][0]
        a = conv2d(x, kernel, bias)
        r = relu(a)
        m = max_pool2d(r, 2)
        z = dense(m.reshape(1, 2), learned["weights W"], learned["biases"][0])
        return learned | {
            "image X": self.image,
            "map A": a[0, :, :, 0],
            "ReLU R": r[0, :, :, 0],
            "pooled M": m[0, :, :, 0],
            "logits z": z,
            "probabilities p": softmax(z),
        }

    @cached_property
    def values(self) -> dict[str, Array]:
        """All numbers of the way forwards."""
        return self.forward(self._start)

    @cached_property
    def gradients(self) -> dict[str, Array]:
        """The slope of the loss by every number but the probabilities, in the same shapes."""
        v = self.values
        x, a, r = (v[name][None, :, :, None] for name in ("image X", "map A", "ReLU R"))
        dz = cross_entropy_backward(v["logits z"], [self.true])
        dm, dw, db = dense_backward(dz, v["pooled M"], v["weights W"])
        dr = max_pool2d_backward(dm[:, None, :, None], r, 2)
        da = relu_backward(dr, a)
        dx, dkernel, dbias = conv2d_backward(da, x, v["kernel K"][:, :, None, None])
        return {
            "image X": dx[0, :, :, 0],
            "kernel K": dkernel[:, :, 0, 0],
            "bias b": dbias[None],
            "map A": da[0, :, :, 0],
            "ReLU R": dr[0, :, :, 0],
            "pooled M": dm,
            "weights W": dw,
            "biases": db[None],
            "logits z": dz,
        }

    @property
    def loss(self) -> float:
        """The cross-entropy of the truth."""
        return float(cross_entropy(self.values["logits z"], [self.true]))

    @property
    def steepness(self) -> float:
        """The sum of all squared slopes by parameters: what a tiny step wins, divided by its rate.

        A step moves each parameter by −rate · slope, which changes the loss by slope times that.
        """
        return float(sum((self.gradients[name] ** 2).sum() for name in LEARNED))

    @cached_property
    def loss_after(self) -> float:
        """The loss once every parameter has moved by −rate · slope."""
        rate = float(self.state["rate"])
        moved = {name: self._start[name] - rate * self.gradients[name] for name in LEARNED}
        return float(cross_entropy(self.forward(moved)["logits z"], [self.true]))
