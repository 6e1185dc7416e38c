"""Receptive fields: on an image, and as a pyramid of cells along one axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from cnnkit.insight import Pyramid
from cnnkit.plots.colours import COLOUR_MAPS, WINDOW_COLOUR, Kind, value_range
from cnnkit.plots.figures import show

SEEN_COLOUR, CELL_COLOUR, HATCH_COLOUR = "#fbe0cc", "#e8eef4", "#767676"
INCHES_A_LEVEL, INCHES_A_CELL = 0.62, 0.3


@dataclass(frozen=True)
class FieldPlot:
    """An image with a receptive field on it.

    Parameters
    ----------
    title : str
        What it is.
    image : ndarray
        (H, W).
    rows, columns : (int, int)
        First and last of the field; negative ones lie in the padding.
    kind : "image", "signed" or "positive"
        Which colours the image has.

    Examples
    --------
    >>> import numpy as np
    >>> FieldPlot("a corner", np.zeros((4, 6)), (-1, 1), (0, 2)).outside
    True
    """

    title: str
    image: NDArray[Any]
    rows: tuple[int, int]
    columns: tuple[int, int]
    kind: Kind = "image"

    @property
    def outside(self) -> bool:
        """Whether a part of the field lies in the padding."""
        height, width = self.image.shape[:2]
        first, last = min(self.rows[0], self.columns[0]), (self.rows[1], self.columns[1])
        return first < 0 or last[0] >= height or last[1] >= width


def show_fields(plots: Sequence[FieldPlot], description: str, *, height: float = 2.3) -> None:
    """Show images side by side, each with its field outlined and the padding in it hatched.

    Parameters
    ----------
    plots : sequence of FieldPlot
        From left to right.
    description : str
        What can be seen.
    height : float
        Inches of the images.

    Examples
    --------
    >>> import numpy as np
    >>> show_fields([FieldPlot("a corner", np.ones((4, 6)), (-1, 1), (0, 2))], "A field.")
    <IPython.core.display.Image object>
    <IPython.core.display.Markdown object>
    """
    figure = Figure(figsize=(height * 1.15 * len(plots), height + 0.4), layout="constrained")
    row = figure.subplots(1, len(plots), squeeze=False)[0]
    for axes, plot in zip(row, plots, strict=True):
        _draw_field(axes, plot)
    show(figure, description)


def _draw_field(axes: Axes, plot: FieldPlot) -> None:
    """Draw one image, with as much around it as its field reaches."""
    low, high = value_range(plot.image, plot.kind)
    (top, bottom), (left, right) = plot.rows, plot.columns
    corner, width, height = (left - 0.5, top - 0.5), right - left + 1, bottom - top + 1
    if plot.outside:  # behind the image, so that it shows only around it
        axes.add_patch(
            Rectangle(corner, width, height, fc="#fff", ec=HATCH_COLOUR, hatch="////", zorder=0)
        )
    axes.imshow(plot.image, cmap=COLOUR_MAPS[plot.kind], vmin=low, vmax=high)
    axes.add_patch(
        Rectangle(corner, width, height, fill=False, ec=WINDOW_COLOUR, linewidth=2.4, zorder=3)
    )
    height, width = plot.image.shape[:2]
    axes.set_xlim(min(-0.5, left - 1), max(width - 0.5, right + 1))
    axes.set_ylim(max(height - 0.5, bottom + 1), min(-0.5, top - 1))
    axes.set_title(plot.title, fontsize=11)
    axes.set_axis_off()


def show_pyramid(pyramid: Pyramid, index: int, description: str = "") -> None:
    """Show a stack along one axis, the input at the bottom, and what one cell depends on.

    Parameters
    ----------
    pyramid : Pyramid
        The stack.
    index : int
        Which cell of the last map.
    description : str
        What to say before the words that every pyramid has of its own.

    Examples
    --------
    >>> from cnnkit.shapes import Window
    >>> show_pyramid(Pyramid.of(7, ["conv 3", "conv 3"], [Window(3)] * 2), 1)
    <IPython.core.display.Image object>
    <IPython.core.display.Markdown object>
    """
    low, high = pyramid.ends
    levels = pyramid.levels
    size = (INCHES_A_CELL * (high - low) + 1.8, INCHES_A_LEVEL * len(levels))
    figure = Figure(figsize=size, layout="constrained")
    axes = figure.subplots()
    seen = pyramid.seen(index)
    for depth, (level, places) in enumerate(zip(levels, seen, strict=True)):
        width, (before, after) = level.field.jump, level.padding
        for place in range(-before, level.size + after):
            left, inside = level.middle(place) - width / 2, 0 <= place < level.size
            colour = SEEN_COLOUR if place in places else CELL_COLOUR if inside else "#fff"
            edge = WINDOW_COLOUR if place in places else HATCH_COLOUR
            box = Rectangle((left + 0.06, 2 * depth), width - 0.12, 1, fc=colour, ec=edge)
            axes.add_patch(box)
            if not inside:
                box.set_hatch("////")
            else:
                middle = level.middle(place)
                axes.text(middle, 2 * depth + 0.5, str(place), ha="center", va="center", fontsize=8)
        axes.text(low - 0.4, 2 * depth + 0.5, level.name, ha="right", va="center", fontsize=9)
        if depth:
            _draw_windows(axes, pyramid, depth, seen[depth])
    axes.set_xlim(low - 4, high + 0.3)
    axes.set_ylim(-0.2, 2 * len(levels) - 0.8)
    axes.set_axis_off()
    show(figure, f"{description} {_words(pyramid, index)}".strip())


def _draw_windows(axes: Axes, pyramid: Pyramid, depth: int, places: Sequence[int]) -> None:
    """Join each cell that takes part with both ends of its window in the level below."""
    above, below = pyramid.levels[depth], pyramid.levels[depth - 1]
    for place in places:
        if not 0 <= place < above.size:
            continue
        taps = pyramid.taps(pyramid.windows[depth - 1], place)
        half = below.field.jump / 2
        for end in (below.middle(taps[0]) - half, below.middle(taps[-1]) + half):
            ends = [above.middle(place), end], [2 * depth, 2 * depth - 1]
            axes.plot(*ends, color=WINDOW_COLOUR, linewidth=0.9, zorder=0)


def _words(pyramid: Pyramid, index: int) -> str:
    """Say what the cell depends on, level by level."""
    parts = []
    for level, places in zip(pyramid.levels[-2::-1], pyramid.seen(index)[-2::-1], strict=True):
        cells = [place for place in places if 0 <= place < level.size]
        kind, of = ("pixels", "") if level is pyramid.levels[0] else ("cells", f" of {level.name}")
        some = "" if cells == [*range(cells[0], cells[-1] + 1)] else f"{len(cells)} of the "
        parts.append(f"{some}{kind} {cells[0]} to {cells[-1]}{of}")
    return f"Cell {index} of the last map depends on {', and these on '.join(parts)}."
