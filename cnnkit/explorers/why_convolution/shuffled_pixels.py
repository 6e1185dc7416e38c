"""Digits with their pixels shuffled in blocks, and how well three kinds of networks read them."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import datasets, images
from cnnkit.explorers.controls import slider, stops
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import Axis, Curve, Points, plot_panel
from cnnkit.explorers.drawing.svg import Panel, array_panel
from cnnkit.explorers.explorer import Explorer, State

BLOCKS = (28, 14, 7, 4, 2, 1)
"""Pixels along a side of the blocks that are shuffled; with 28 the image is one block."""

SIZE, SHOWN, GAP = 28, 4, 3
SEED = 2
LINE_OF = {"dense": 0, "convolution": 1, "global maximum": 3}
"""The networks that were measured, and with which line each is drawn."""

LEAST_READ = 80
"""Per cent at the lower end of the plot."""


@lru_cache
def order_of(block: int) -> NDArray[np.int64]:
    """Return the one order in which blocks of this side are shuffled, here and when measured.

    Examples
    --------
    >>> [int(order_of(block)[0]) for block in (28, 14)]
    [0, 406]
    """
    order = images.block_order((SIZE, SIZE), block, np.random.default_rng(SEED))
    order.setflags(write=False)
    return order


@lru_cache
def measured() -> dict[str, dict[int, list[float]]]:
    """Return the accuracy of each network for each side of the blocks, once for each seed."""
    stored = json.loads(datasets.data_path("measured/shuffled_digits.json").read_text("utf-8"))
    return {
        name: {int(block): reached for block, reached in by_block.items()}
        for name, by_block in stored.items()
    }


@lru_cache(maxsize=1)
def _test_digits() -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Return the digits that are shown, as floats, and what they are."""
    data = datasets.digits()
    return images.to_float(data.x_test[:100]), data.y_test[:100]


@dataclass(frozen=True)
class ShuffledPixelsResult:
    """Four digits before and after, and what the networks reached."""

    block: int
    first: int
    originals: NDArray[Any]
    """(4, 28, 28, 1)."""
    shuffled: NDArray[Any]
    labels: list[int]
    accuracy: dict[str, float]
    """In %, by network: the mean over the seeds."""

    @property
    def blocks(self) -> int:
        """How many blocks change places."""
        return (SIZE // self.block) ** 2


class ShuffledPixels(Explorer[ShuffledPixelsResult]):
    """Cut digits into blocks, shuffle the blocks, and see which networks can still read them.

    The same order is used for all images. The networks were trained anew on images shuffled in
    this way (`python -m tools.recipes.measure_shuffling`).

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``block`` (one of `BLOCKS`), ``first`` (the first of the test images that are shown).

    Examples
    --------
    >>> explorer = ShuffledPixels(block=7)
    >>> explorer.result.blocks, sorted(explorer.result.accuracy)
    (16, ['convolution', 'dense', 'global maximum'])
    """

    title = "Shuffled pixels"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "block": stops("side of a block", BLOCKS[0], BLOCKS),
            "first": slider("first image", 0, 0, 100 - SHOWN),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> ShuffledPixelsResult:
        """Shuffle the digits, and look up what was measured."""
        block, first = state["block"], state["first"]
        digits, labels = _test_digits()
        originals = digits[first : first + SHOWN]
        return ShuffledPixelsResult(
            block,
            first,
            originals,
            images.reorder_pixels(originals, order_of(block)),
            labels[first : first + SHOWN].tolist(),
            {name: course[-1] for name, course in _course(block).items()},
        )

    def draw(self, result: ShuffledPixelsResult) -> Picture:
        """Draw the digits before and after, and how each network reads, from one block to here."""
        note = "the same order for every image"
        if result.block == SIZE:
            note = "one block: nothing moves"
        before = _strip("as they are", result.originals, "four test images")
        return Picture(
            [before, _strip("shuffled", result.shuffled, note), _read(result)], _formula(result)
        )

    def describe(self, result: ShuffledPixelsResult) -> str:
        """Say what is done to the digits, and what is read."""
        *most, last = map(str, result.labels)
        moved = (
            "are left as they are"
            if result.block == SIZE
            else f"are cut into {result.blocks} blocks of {result.block} × {result.block} pixels, "
            "which change places"
        )
        dense, convolution, maximum = result.accuracy.values()
        before = ""
        if result.block < SIZE:
            first, second, third = (reached[0] for reached in _course(SIZE).values())
            before = f" Without shuffling they read {first:.1f}, {second:.1f} and {third:.1f} %."
        return (
            f"Images of the digits {', '.join(most)} and {last} {moved}. Trained on such images, "
            f"the dense network reads {dense:.1f} % of the test images, the convolutional one "
            f"{convolution:.1f} %, and the convolutional one with a global maximum "
            f"{maximum:.1f} %.{before}"
        )


class _Blocks(Axis):
    """The sides of the blocks, equally far apart."""

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """Each side at its place in `BLOCKS`."""
        return [(float(place), str(block)) for place, block in enumerate(BLOCKS)]


def _course(block: int) -> dict[str, list[float]]:
    """Return each network's accuracy in %, the mean over the seeds, from one block down to here."""
    passed = BLOCKS[: BLOCKS.index(block) + 1]
    return {
        name: [100 * float(np.mean(measured()[name][one])) for one in passed] for name in LINE_OF
    }


def _read(result: ShuffledPixelsResult) -> Panel:
    """Draw a curve a network up to the present blocks, whose points are marked."""
    here = BLOCKS.index(result.block)
    courses = _course(result.block)
    curves = [
        Curve(f"{name}: {course[-1]:.1f} %", range(here + 1), course, line=LINE_OF[name])
        for name, course in courses.items()
    ]
    now = [Points("", [here], course[-1:], line=LINE_OF[name]) for name, course in courses.items()]
    return plot_panel(
        "test images read (%)",
        [*curves, *now],
        _Blocks("side of a block (pixels)", -0.3, len(BLOCKS) - 0.7),
        Axis("", LEAST_READ, 100),
        width=280,
        height=180,
        guides=[(here, LEAST_READ, here, 100)],
        note="means of three trainings on such images",
    )


def _strip(title: str, digits: NDArray[Any], note: str) -> Panel:
    """Draw images side by side with a grey gap between them, as one array."""
    gap = np.full((SIZE, GAP), 0.5, np.float32)
    parts = [part for digit in digits for part in (gap, digit[:, :, 0])]
    row = np.concatenate(parts[1:], axis=1)
    return array_panel(title, row, kind="image", cell=3, note=note, scale=False)


def _formula(result: ShuffledPixelsResult) -> str:
    """Write how many blocks there are, and what the convolution is ahead by."""
    side = number("block", result.block)
    ahead = result.accuracy["convolution"] - result.accuracy["dense"]
    sign = "−" if round(ahead, 1) < 0 else "+" if round(ahead, 1) > 0 else ""
    last = number("first", result.first + SHOWN - 1)
    return (
        f"({SIZE} / {side}) · ({SIZE} / {side}) = <b>{result.blocks}</b> "
        f"block{'' if result.blocks == 1 else 's'}; "
        f"convolution against dense: <b>{sign}{abs(ahead):.1f}</b> points<br>"
        f"test images {number('first', result.first)} to {last}"
    )
