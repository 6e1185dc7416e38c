"""Functions of one number as small curves, each with its slope."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from cnnkit.plots.colours import GRADIENT_COLOUR, LINE_COLOUR, LINE_COLOURS
from cnnkit.plots.figures import MOST_WIDE, show

PANELS_A_ROW = 4


@dataclass(frozen=True)
class FunctionPlot:
    """One function of a figure.

    Parameters
    ----------
    title : str
        Its name.
    x, y : array_like
        Points of the curve, from left to right.
    slope : array_like, optional
        The derivative at each point.
    target : array_like, optional
        Another curve, which the function should follow.

    Examples
    --------
    >>> FunctionPlot("square", [-1, 0, 1], [1, 0, 1], slope=[-2, 0, 2]).title
    'square'
    """

    title: str
    x: ArrayLike
    y: ArrayLike
    slope: ArrayLike | None = None
    target: ArrayLike | None = None


def draw_function(axes: Axes, plot: FunctionPlot) -> None:
    """Draw a function as a line, its slope dashed, and what it should follow broad and grey.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw.
    plot : FunctionPlot
        What to draw.

    Examples
    --------
    >>> axes = Figure().subplots()
    >>> draw_function(axes, FunctionPlot("square", [-1, 0, 1], [1, 0, 1], slope=[-2, 0, 2]))
    >>> axes.get_title(), len(axes.lines)
    ('square', 4)
    """
    axes.axhline(0, color="#999", linewidth=0.8)
    axes.axvline(0, color="#999", linewidth=0.8)
    if plot.target is not None:
        axes.plot(plot.x, plot.target, color=LINE_COLOURS[-1], linewidth=5, alpha=0.5)
    axes.plot(plot.x, plot.y, color=LINE_COLOUR, linewidth=2)
    if plot.slope is not None:
        axes.plot(plot.x, plot.slope, color=GRADIENT_COLOUR, linestyle="--", linewidth=1.4)
    axes.set_title(plot.title, fontsize=11)
    axes.tick_params(labelsize=10)
    axes.grid(alpha=0.3)


def show_functions(plots: Sequence[FunctionPlot], description: str, *, height: float = 1.7) -> None:
    """Show functions side by side on the same axes, with a description in words.

    Parameters
    ----------
    plots : sequence of FunctionPlot
        At least one; four fit into a row.
    description : str
        What can be seen.
    height : float
        Inches of a row.

    Examples
    --------
    >>> plot = FunctionPlot("square", [-1, 0, 1], [1, 0, 1], slope=[-2, 0, 2])
    >>> show_functions([plot], "A parabola, and its slope as a dashed line.")
    <IPython.core.display.Image object>
    <IPython.core.display.Markdown object>
    """
    columns = min(len(plots), PANELS_A_ROW)
    rows = -(-len(plots) // columns)
    figure = Figure(
        figsize=(MOST_WIDE / PANELS_A_ROW * columns, (height + 0.3) * rows), layout="constrained"
    )
    grid = figure.subplots(rows, columns, squeeze=False, sharex=True, sharey=True)
    for place, axes in enumerate(grid.flat):
        if place < len(plots):
            draw_function(axes, plots[place])
        else:
            axes.set_visible(False)
    show(figure, description)
