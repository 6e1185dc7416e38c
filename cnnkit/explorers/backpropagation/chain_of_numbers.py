"""A handful of numbers in a row: L = (relu(w·x + b) − y)², forwards and backwards."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Chain:
    """The numbers of all boxes, and the slope of the loss by each.

    With two pixels, one weight and one bias serve both:
    L = (relu(w·x₀ + b) + relu(w·x₁ + b) − y)².

    Attributes
    ----------
    inputs : mapping of str to float
        ``w``, ``b``, ``y`` and ``x_0``, with two pixels ``x_1`` too.
    pixels : int
        1 or 2.
    values, gradients : dict of str to float
        By name: the inputs, ``a_0``, ``z_0``, ``r_0`` (and ``..._1``), ``e`` and ``L``.
    """

    inputs: Mapping[str, float]
    pixels: int
    values: dict[str, float]
    gradients: dict[str, float]

    @classmethod
    def of(cls, inputs: Mapping[str, float], pixels: int) -> "Chain":
        """Run the boxes forwards, then backwards.

        Examples
        --------
        >>> chain = Chain.of({"w": 2.0, "x_0": 1.5, "b": -1.0, "y": 3.0}, 1)
        >>> chain.loss, chain.gradients["w"], chain.gradients["b"]
        (1.0, -3.0, -2.0)
        """
        v = dict(inputs)
        for k in range(pixels):
            v[f"a_{k}"] = v["w"] * v[f"x_{k}"]
            v[f"z_{k}"] = v[f"a_{k}"] + v["b"]
            v[f"r_{k}"] = max(0.0, v[f"z_{k}"])
        v["e"] = sum(v[f"r_{k}"] for k in range(pixels)) - v["y"]
        v["L"] = v["e"] ** 2
        g = {"L": 1.0, "e": 2 * v["e"], "y": -2 * v["e"], "w": 0.0, "b": 0.0}
        for k in range(pixels):
            g[f"r_{k}"] = g["e"]
            g[f"z_{k}"] = g[f"r_{k}"] if v[f"z_{k}"] > 0 else 0.0
            g[f"a_{k}"] = g[f"z_{k}"]
            g["b"] += g[f"z_{k}"]
            g["w"] += g[f"a_{k}"] * v[f"x_{k}"]
            g[f"x_{k}"] = g[f"a_{k}"] * v["w"]
        return cls(inputs, pixels, v, g)

    @property
    def loss(self) -> float:
        """The squared error at the end."""
        return self.values["L"]

    @property
    def places(self) -> dict[str, int]:
        """The column of each box: 0 for the inputs, 5 for the loss."""
        columns = {"w": 0, "b": 0, "y": 0}
        for k in range(self.pixels):
            columns |= {f"x_{k}": 0, f"a_{k}": 1, f"z_{k}": 2, f"r_{k}": 3}
        return columns | {"e": 4, "L": 5}
