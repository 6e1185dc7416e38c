"""Upsampling a photo, and an even grey: which kernels and strides make a checkerboard?"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.controls import choice, slider
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import Panel, array_panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.photos import small_photo
from cnnkit.functional import conv2d, conv2d_transpose, pad2d, resize

TRANSPOSED, RESIZED = "transposed convolution", "resize, then convolve"
EVEN, RANDOM = "all alike", "random"
SOURCES = ("chelsea", "astronaut", "coffee", "camera", "coins")
SMALL = 40
"""Pixels of the small photo's longer side."""

WIDTH, PERIOD_WIDTH = 288, 110
"""CSS pixels of the large photo, and of a period of up to two pixels."""

NUMBER_WIDTH = 40
"""CSS pixels of a cell in which its number can be read."""


@dataclass(frozen=True)
class UpsamplingPatternsResult:
    """A photo made larger, and what the same layer makes of an even grey."""

    state: State
    small: NDArray[Any]
    large: NDArray[Any]
    windows: NDArray[np.int64]
    """(s, s): how many windows write to each pixel of one period."""
    period: NDArray[Any]
    """(s, s): what an even grey of 1 becomes, one period of it, away from the border."""

    @property
    def spread(self) -> float:
        """Largest less smallest number of the period; its mean is 1."""
        return float(self.period.max() - self.period.min())


class UpsamplingPatterns(Explorer[UpsamplingPatternsResult]):
    """Make a photo larger by a layer with kernel and stride of your choice.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``way`` ("transposed convolution" or "resize, then convolve"), ``kernel`` (its size),
        ``stride`` (how many times larger), ``weights`` ("all alike" or "random"), ``photo``.

    Examples
    --------
    >>> explorer = UpsamplingPatterns(kernel=3, stride=2)
    >>> explorer.result.windows.tolist()
    [[4, 2], [2, 1]]
    >>> UpsamplingPatterns(kernel=4, stride=2).result.spread
    0.0
    """

    title = "Made larger, with or without a checkerboard"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "kernel": slider("kernel size (2 to 8)", 3, 2, 8),
            "stride": slider("times larger (2 to 4)", 2, 2, 4),
            "way": choice("way", TRANSPOSED, (TRANSPOSED, RESIZED)),
            "weights": choice("weights", EVEN, (EVEN, RANDOM)),
            "photo": choice("photo", "chelsea", SOURCES),
        }
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Leave no gaps between the windows: the kernel is at least as large as the stride."""
        return {"kernel": (state["stride"], 8)}

    def compute(self, state: State) -> UpsamplingPatternsResult:
        """Upsample the photo, and an even grey from whose middle one period is taken."""
        s, k = state["stride"], state["kernel"]
        transposed = state["way"] == TRANSPOSED
        small = small_photo(state["photo"], grey=True, longest_side=SMALL)
        weights = kernel_of(k, state["weights"])
        large = upsampled(small, weights, s, transposed=transposed)
        # The middle is far from the border, and begins with the first pixel of a window.
        grey = upsampled(np.ones((9, 9), np.float32), weights, s, transposed=transposed, crop=False)
        period = grey[4 * s : 5 * s, 4 * s : 5 * s].round(6)
        along = np.array([len(range(phase, k, s)) for phase in range(s)])
        windows = np.outer(along, along) if transposed else np.full((s, s), k * k)
        return UpsamplingPatternsResult(state, small, large, windows, period)

    def draw(self, result: UpsamplingPatternsResult) -> Picture:
        """Draw the small photo, the large one, and the two periods."""
        s = result.state["stride"]
        scale = WIDTH / result.large.shape[1]
        small = array_panel(
            "given",
            result.small,
            kind="image",
            cell=WIDTH / 2.4 / result.small.shape[1],
            scale=False,
        )
        large = array_panel("made larger", result.large, kind="image", cell=scale, scale=False)
        cell = max(PERIOD_WIDTH / s, NUMBER_WIDTH)
        title = "windows at a pixel" if result.state["way"] == TRANSPOSED else "pixels in a window"
        windows = _period(title, result.windows.astype(float), cell)
        period = _period("of an even grey of 1", result.period, cell)
        return Picture([small, "→", large, windows, period], formula=_formula(result))

    def describe(self, result: UpsamplingPatternsResult) -> str:
        """Say whether an even grey stays even."""
        state = result.state
        s, k = state["stride"], state["kernel"]
        rows, columns = result.large.shape
        if result.spread < 0.001:
            verdict = "An even grey stays even"
        else:
            low, high = (signed_number(float(f(result.period))) for f in (np.min, np.max))
            verdict = (
                f"An even grey of 1 becomes a pattern that repeats every {s} pixels, from {low} "
                f"to {high}"
            )
        return (
            f"The photo “{state['photo']}” made {s} times larger, {rows} × {columns}, by "
            f"{state['way']} with a kernel of {k} × {k}, weights {state['weights']}. {verdict}."
        )


@lru_cache(maxsize=32)
def kernel_of(size: int, weights: str) -> NDArray[np.float32]:
    """Return a kernel whose weights add up to 1."""
    kernel = np.ones((size, size), np.float32)
    if weights == RANDOM:
        kernel = np.random.default_rng(size).uniform(0.1, 1, (size, size)).astype(np.float32)
    kernel /= kernel.sum()
    kernel.setflags(write=False)
    return kernel


def upsampled(
    image: NDArray[Any],
    kernel: NDArray[np.float32],
    stride: int,
    *,
    transposed: bool,
    crop: bool = True,
) -> NDArray[Any]:
    """Make an image (H, W) larger by a kernel whose weights add up to 1, brightness kept.

    Parameters
    ----------
    image, kernel : ndarray
        (H, W) and (k, k).
    stride : int
        How many times larger.
    transposed : bool
        Whether by a transposed convolution, or by resizing and convolving.
    crop : bool
        Whether what a transposed convolution writes beyond the image is cut off.
    """
    batch, weights = image[None, :, :, None], kernel[:, :, None, None]
    if transposed:
        padding = "same" if crop else "valid"
        y = conv2d_transpose(batch, weights * stride**2, stride=stride, padding=padding)
    else:
        rows, columns = image.shape
        large = resize(batch, (rows * stride, columns * stride))
        before = (len(kernel) - 1) // 2
        sides = (before, len(kernel) - 1 - before)
        y = conv2d(pad2d(large, (sides, sides), mode="edge"), weights)
    large_image: NDArray[Any] = y[0, :, :, 0]
    return large_image


def _period(title: str, array: NDArray[Any], cell: float) -> Panel:
    """Draw one period with its numbers."""
    return array_panel(
        title,
        array,
        kind="positive",
        cell=cell,
        labels=[signed_number(value) for value in array.flat],
        note="one period",
        scale=False,
    )


def _formula(result: UpsamplingPatternsResult) -> str:
    """Write how many windows meet at each pixel along one axis."""
    state = result.state
    s, k = state["stride"], state["kernel"]
    kernel, stride = number("kernel", k), number("stride", s)
    way, weights = number("way", state["way"]), number("weights", state["weights"])
    photo = number("photo", state["photo"])
    ending = f"({way}, weights {weights}, photo {photo})"
    if state["way"] == RESIZED:
        return f"of an even grey each pixel is a window of {kernel}·{kernel} equal numbers {ending}"
    along = ", ".join(str(len(range(phase, k, s))) for phase in range(s))
    rest = "nothing left over" if k % s == 0 else f"{k % s} left over"
    return (
        f"k / s = {kernel} / {stride}, {rest}: along one axis the pixels of a period get "
        f"<b>{along}</b> windows {ending}"
    )
