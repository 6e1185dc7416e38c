"""Training curves: how a loss or an accuracy goes on, epoch by epoch, of one run or of several."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from cnnkit.plots.colours import LINE_COLOURS
from cnnkit.plots.figures import MOST_WIDE, show

DASHES = ("-", "--", ":", "-.", (0, (4, 1)))
ACROSS = 3
"""Most plots in a row."""


@dataclass(frozen=True)
class CurvesPlot:
    """One plot of a figure of training curves.

    Parameters
    ----------
    title : str
        What was run.
    curves : mapping of str to sequence of float
        By name, a number for each epoch, the first one for epoch 1 (or see ``x``).
    x : sequence of float
        Where the numbers stand; epochs from 1 unless given.
    x_label : str
        What they are, where it is not what the whole figure's are.
    spread : mapping of str to (sequence, sequence)
        Around a curve of the same name, the lowest and the highest of several runs.

    Examples
    --------
    >>> plot = CurvesPlot("small CNN", {"training": [0.9, 0.4, 0.2], "validation": [0.5, 0.4, 0.4]})
    >>> plot.places("training")
    [1, 2, 3]
    """

    title: str
    curves: Mapping[str, Sequence[float]]
    x: Sequence[float] = ()
    x_label: str = ""
    spread: Mapping[str, tuple[Sequence[float], Sequence[float]]] = field(default_factory=dict)

    def places(self, name: str) -> list[float]:
        """Return where the numbers of a curve stand."""
        return list(self.x) or list(range(1, len(self.curves[name]) + 1))


def show_training_curves(
    plots: Sequence[CurvesPlot],
    description: str,
    *,
    y_label: str = "loss",
    x_label: str = "epoch",
    limits: tuple[float, float] | None = None,
    guide: float | None = None,
    log_x: bool = False,
    height: float = 2.3,
) -> None:
    """Show training curves side by side on axes of one kind, with a description in words.

    Parameters
    ----------
    plots : sequence of CurvesPlot
        From left to right, three in a row at most; their legend stands in the first.
    description : str
        What can be seen.
    y_label, x_label : str
        What the axes are.
    limits : (float, float), optional
        The ends of all vertical axes; beyond them curves are cut off.
    guide : float, optional
        A height that is marked in every plot, such as what guessing costs.
    log_x : bool
        Whether equal steps to the right multiply; the ticks then stand at the numbers' places.
    height : float
        Inches of one row.

    Examples
    --------
    >>> healthy = CurvesPlot("healthy", {"training": [0.9, 0.4], "validation": [0.6, 0.5]})
    >>> show_training_curves([healthy], "Both losses fall.", guide=2.3)
    <IPython.core.display.Image object>
    <IPython.core.display.Markdown object>
    """
    across = min(len(plots), ACROSS)
    down = math.ceil(len(plots) / across)
    width = MOST_WIDE if across > 1 else 4.6
    figure = Figure(figsize=(width, height * down), layout="constrained")
    grid = figure.subplots(down, across, squeeze=False, sharex=False, sharey=limits is not None)
    for place, axes in enumerate(grid.flat):
        if place >= len(plots):
            axes.set_axis_off()
            continue
        _draw(axes, plots[place], guide)
        axes.set_xlabel(plots[place].x_label or x_label)
        if place % across == 0:
            axes.set_ylabel(y_label)
        if limits is not None:
            axes.set_ylim(*limits)
        if log_x:
            axes.set_xscale("log")
            places = sorted({x for name in plots[place].curves for x in plots[place].places(name)})
            axes.set_xticks(places, [f"{x:,g}" for x in places], fontsize=8)
            axes.minorticks_off()
        else:
            axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
    grid.flat[0].legend(fontsize=8, framealpha=0.85)
    show(figure, description)


def _draw(axes: Axes, plot: CurvesPlot, guide: float | None) -> None:
    """Draw the curves of one plot, each with a colour and dashes of its own."""
    for place, name in enumerate(plot.curves):
        colour = LINE_COLOURS[place % len(LINE_COLOURS)]
        x = plot.places(name)
        axes.plot(
            x,
            plot.curves[name],
            color=colour,
            linestyle=DASHES[place % len(DASHES)],
            linewidth=1.8,
            label=name,
        )
        if name in plot.spread:
            axes.fill_between(x, *plot.spread[name], color=colour, alpha=0.2, linewidth=0)
    if guide is not None:
        axes.axhline(guide, color="#888888", linewidth=1, linestyle=(0, (2, 2)))
    axes.set_title(plot.title, fontsize=10)
    axes.grid(alpha=0.3)
