"""Images with boxes on them: what was found, and what is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike, NDArray

from cnnkit.plots.colours import LINE_COLOURS
from cnnkit.plots.figures import MOST_WIDE, show

TITLE_HEIGHT = 0.35
"""Inches above each row of images."""

MOST_THICK = 30
"""More boxes than that are drawn with thin lines."""


@dataclass(frozen=True)
class BoxesPlot:
    """One image of a figure, with boxes (top, left, bottom, right) in its pixels.

    Parameters
    ----------
    title : str
        What it is.
    image : ndarray
        (H, W) or (H, W, 1) in grey, or (H, W, 3), of floats from 0 to 1.
    found : array_like, (N, 4)
        Solid blue boxes.
    truth : array_like, (M, 4)
        Dashed pink ones.
    texts : sequence of str
        Written above the first so many found boxes.

    Examples
    --------
    >>> import numpy as np
    >>> BoxesPlot("a square", np.zeros((8, 8)), found=[[1, 1, 5, 5]]).image.shape
    (8, 8)
    """

    title: str
    image: NDArray[Any]
    found: ArrayLike = ()
    truth: ArrayLike = ()
    texts: Sequence[str] = ()


def draw_boxes(axes: Axes, plot: BoxesPlot) -> None:
    """Draw an image with its boxes.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots()
    >>> draw_boxes(axes, BoxesPlot("a square", np.zeros((8, 8)), found=[[1, 1, 5, 5]]))
    >>> len(axes.patches), axes.get_title()
    (1, 'a square')
    """
    grey = plot.image.ndim == 2 or plot.image.shape[2] == 1
    image = plot.image.reshape(plot.image.shape[:2]) if grey else plot.image
    axes.imshow(image, cmap="gray", vmin=0, vmax=1)
    for drawn, colour, dashes in (
        (plot.found, LINE_COLOURS[0], "solid"),
        (plot.truth, LINE_COLOURS[1], (0, (4, 3))),
    ):
        boxes = np.reshape(np.asarray(drawn, float), (-1, 4))
        thickness = 2 if len(boxes) <= MOST_THICK else 0.8
        for top, left, bottom, right in boxes:
            # Half a pixel up and left, where the first pixel begins.
            corner = (left - 0.5, top - 0.5)
            axes.add_patch(
                Rectangle(
                    corner,
                    right - left,
                    bottom - top,
                    fill=False,
                    ec=colour,
                    ls=dashes,
                    lw=thickness,
                )
            )
    found = np.reshape(np.asarray(plot.found, float), (-1, 4))
    for text, (top, left, _, _) in zip(plot.texts, found, strict=False):
        ground = {"facecolor": "#222222", "alpha": 0.8, "pad": 1.5, "edgecolor": "none"}
        axes.text(left, top - 2, text, color="white", fontsize=9, va="bottom", bbox=ground)
    axes.set_title(plot.title, fontsize=10)
    axes.set_axis_off()


def show_boxes(
    plots: Sequence[BoxesPlot], description: str, *, height: float = 2.3, columns: int = 0
) -> None:
    """Show images with boxes side by side, with a description in words.

    Parameters
    ----------
    plots : sequence of BoxesPlot
        At least one; in several rows they should be of one shape.
    description : str
        What can be seen.
    height : float
        Inches of one image; less where they would not fit on the page side by side.
    columns : int
        Images in a row; 0 for one row.

    Examples
    --------
    >>> import numpy as np
    >>> show_boxes([BoxesPlot("a square", np.zeros((8, 8)), [[1, 1, 5, 5]])], "A blue square.")
    <IPython.core.display.Image object>
    <IPython.core.display.Markdown object>
    """
    columns = columns or len(plots)
    rows = -(-len(plots) // columns)
    ratios = [plot.image.shape[1] / plot.image.shape[0] for plot in plots[:columns]]
    height = min(height, (MOST_WIDE - 0.1 * columns) / sum(ratios))
    size = (height * sum(ratios) + 0.1 * columns, rows * (height + TITLE_HEIGHT))
    figure = Figure(figsize=size, layout="constrained")
    grid = figure.subplots(rows, columns, squeeze=False, gridspec_kw={"width_ratios": ratios})
    for axes in grid.flat:
        axes.set_axis_off()
    for axes, plot in zip(grid.flat, plots, strict=False):
        draw_boxes(axes, plot)
    show(figure, description)
