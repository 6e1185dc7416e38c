"""Kinds of convolution with as many filters as channels: what each takes, counted and measured."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from cnnkit import datasets

KINDS = ("standard", "2 groups", "4 groups", "8 groups", "depthwise", "1×1", "separable")
SIDES, CHANNELS, KERNELS = (7, 14, 28, 56), (16, 32, 64, 128, 256), (3, 5, 7)
"""What has been measured: pixels a side of the map, channels in and out, kernel sizes."""


@dataclass(frozen=True)
class Count:
    """What one kind of convolution takes.

    Parameters
    ----------
    parameters : int
        Weights, without biases.
    multiply_adds : int
        For one image.
    moved : int
        Numbers that are read or written at least once: maps and weights.
    """

    parameters: int
    multiply_adds: int
    moved: int

    def __add__(self, other: "Count") -> "Count":
        """Return what two layers take, one after the other."""
        return Count(
            self.parameters + other.parameters,
            self.multiply_adds + other.multiply_adds,
            self.moved + other.moved,
        )


def grouped(side: int, channels: int, kernel: int, groups: int) -> Count:
    """Count a convolution of a map on itself, from as many channels to as many.

    Examples
    --------
    >>> grouped(7, 16, 3, 1)
    Count(parameters=2304, multiply_adds=112896, moved=3872)
    """
    weights = kernel * kernel * channels // groups * channels
    places = side * side
    return Count(weights, weights * places, 2 * places * channels + weights)


def count(kind: str, side: int, channels: int, kernel: int) -> Count:
    """Count one of `KINDS`.

    Examples
    --------
    >>> count("separable", 7, 16, 3).multiply_adds
    19600
    """
    if kind == "separable":
        first, second = ("depthwise", "1×1")
        return count(first, side, channels, kernel) + count(second, side, channels, kernel)
    if kind == "1×1":
        return grouped(side, channels, 1, 1)
    groups = {"standard": 1, "depthwise": channels}.get(kind) or int(kind.split()[0])
    return grouped(side, channels, kernel, groups)


@lru_cache(maxsize=1)
def measured() -> Mapping[str, dict[str, list[float]]]:
    """Return the measured times as shares of the standard convolution's, by size and kind."""
    stored = json.loads(datasets.data_path("measured/variant_times.json").read_text("utf-8"))
    return {key: value for key, value in stored.items() if key != "machine"}


def time_share(kind: str, side: int, channels: int, kernel: int) -> float:
    """Return the middle one of the measured shares; the standard convolution's is 1."""
    if kind == "standard":
        return 1.0
    rounds = sorted(measured()[f"{side} {channels} {kernel}"][kind])
    return rounds[len(rounds) // 2]
