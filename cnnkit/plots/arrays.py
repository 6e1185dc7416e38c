"""Arrays on matplotlib axes, in the same colours as in the live views."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from cnnkit.plots.colours import COLOUR_MAPS, WINDOW_COLOUR, Kind, ink, value_range

MOST_NUMBERS = 12
"""Rows and columns up to which an array's numbers are written into its cells."""


@dataclass(frozen=True)
class ArrayPlot:
    """One array of a figure.

    Parameters
    ----------
    title : str
        What it is.
    array : ndarray
        (H, W) of any numbers, or (H, W, 3) for an RGB image of floats from 0 to 1.
    kind : "image", "signed" or "positive"
        Which colours it has: grey from 0 to 1, blue and red about a white zero, or viridis.
    limits : (float, float), optional
        Values at the ends of the scale; by default `cnnkit.plots.colours.value_range`.
    outlines : sequence of (row, column, height, width)
        Windows on the array, in its cells.

    Examples
    --------
    >>> import numpy as np
    >>> ArrayPlot("feature map", np.array([[-2.0, 3.0]]), "signed").array.shape
    (1, 2)
    """

    title: str
    array: NDArray[Any]
    kind: Kind = "image"
    limits: tuple[float, float] | None = None
    outlines: Sequence[tuple[float, float, float, float]] = ()


def has_scale(plot: ArrayPlot) -> bool:
    """Return whether an array is too large for its numbers, and so is drawn with a scale."""
    return bool(max(plot.array.shape[:2]) > MOST_NUMBERS)


def draw_array(axes: Axes, plot: ArrayPlot) -> None:
    """Draw an array with its title, its shape, its scale, and its numbers where they fit.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw.
    plot : ArrayPlot
        What to draw. Up to 12 × 12 its numbers stand in its cells; beyond, it gets a scale.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots()
    >>> draw_array(axes, ArrayPlot("kernel", np.array([[-1.0, 1.0]]), "signed"))
    >>> [text.get_text() for text in axes.texts], axes.get_xlabel()
    (['−1', '1'], '1 × 2')
    """
    array = plot.array
    low, high = plot.limits or value_range(array, plot.kind)
    image = axes.imshow(array, cmap=COLOUR_MAPS[plot.kind], vmin=low, vmax=high)
    for row, column, height, width in plot.outlines:
        # Half a cell further up and left than the centre of its first cell.
        corner = (column - 0.5, row - 0.5)
        axes.add_patch(Rectangle(corner, width, height, fill=False, ec=WINDOW_COLOUR, lw=2.5))
    axes.set_title(plot.title, fontsize=11)
    axes.set_xlabel(" × ".join(str(n) for n in array.shape), fontsize=10)
    axes.set_xticks([])
    axes.set_yticks([])
    if not has_scale(plot):
        if array.ndim == 2:
            _write_numbers(axes, plot, (low, high))
        return
    scale = axes.figure.colorbar(image, ax=axes, orientation="horizontal", shrink=0.7, pad=0.05)
    # A colour photo has no scale, but the room for one: panels in a row are of one size.
    scale.ax.set_visible(array.ndim == 2)


def _write_numbers(axes: Axes, plot: ArrayPlot, limits: tuple[float, float]) -> None:
    """Write each value into its cell, black or white by contrast, with lines between them."""
    rows, columns = plot.array.shape
    axes.set_xticks([column + 0.5 for column in range(columns - 1)], minor=True)
    axes.set_yticks([row + 0.5 for row in range(rows - 1)], minor=True)
    axes.grid(which="minor", color="#888888", linewidth=0.8, alpha=0.5)
    axes.tick_params(which="minor", length=0)
    # Adding 0 takes the sign from a negative zero.
    texts = [f"{value + 0:.3g}".replace("-", "−") for value in plot.array.flat]
    size = 10 if max(map(len, texts)) <= 5 else 8
    for place, colour in enumerate(ink(plot.array, plot.kind, limits)):
        row, column = divmod(place, columns)
        axes.text(column, row, texts[place], color=colour, ha="center", va="center", fontsize=size)
