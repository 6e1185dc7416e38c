"""Training runs side by side: losses along the steps, and results over the learning rate."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cnnkit.plots.colours import LINE_COLOURS
from cnnkit.plots.figures import MOST_WIDE, show

COLOURS = (*LINE_COLOURS[:2], LINE_COLOURS[3], "#9a7000", "#444444")
DASHES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)))
MARKERS = "osD^v"
"""Colours, dashes and marks of the first line, the second, ...: none by colour alone."""


def show_runs(
    panels: Mapping[str, Mapping[str, Sequence[float]]],
    description: str,
    *,
    highest: float,
    x_label: str = "step",
    y_label: str = "loss",
    height: float = 2.6,
) -> None:
    """Show how losses fall along the steps, each panel with lines of its own.

    Parameters
    ----------
    panels : mapping of str to mapping of str to sequence of float
        By the panel's title, by a line's name, one number a step.
    description : str
        What can be seen.
    highest : float
        Upper end of the vertical axis; what lies above is cut off.
    x_label, y_label : str
        What the axes are.
    height : float
        Inches.

    Examples
    --------
    >>> panels = {"two rates": {"rate 0.1": [2.3, 1.5, 1.0], "rate 1": [2.3, 3.1, 5.0]}}
    >>> show_runs(panels, "With 0.1 the loss falls, with 1 it rises.", highest=4)
    <IPython.core.display.Image object>
    <IPython.core.display.Markdown object>
    """
    width = MOST_WIDE if len(panels) > 1 else 4.6
    figure = Figure(figsize=(width, height), layout="constrained")
    row = figure.subplots(1, len(panels), squeeze=False, sharey=True)[0]
    for axes, (title, lines) in zip(row, panels.items(), strict=True):
        for place, (name, values) in enumerate(lines.items()):
            axes.plot(
                values, color=COLOURS[place], linestyle=DASHES[place], linewidth=1.8, label=name
            )
        axes.set_title(title, fontsize=11)
        axes.set_ylim(0, highest)
        _finish(axes, x_label)
    row[0].set_ylabel(y_label)
    show(figure, description)


def show_sweep(
    lines: Mapping[str, Mapping[float, Sequence[float]]],
    description: str,
    *,
    y_label: str,
    height: float = 3.2,
) -> None:
    """Show results over the learning rate: the mean as a line, all runs as a band around it.

    Parameters
    ----------
    lines : mapping of str to mapping of float to sequence of float
        By a line's name, by learning rate in rising order, one number a run.
    description : str
        What can be seen.
    y_label : str
        What was measured.
    height : float
        Inches.

    Examples
    --------
    >>> show_sweep(
    ...     {"SGD": {0.01: [80, 82], 0.1: [91, 93]}}, "It rises.", y_label="test digits read, %"
    ... )
    <IPython.core.display.Image object>
    <IPython.core.display.Markdown object>
    """
    figure = Figure(figsize=(MOST_WIDE, height), layout="constrained")
    axes = figure.subplots()
    for place, (name, runs) in enumerate(lines.items()):
        rates, table = list(runs), np.array(list(runs.values()))
        colour = COLOURS[place]
        axes.fill_between(rates, table.min(axis=1), table.max(axis=1), color=colour, alpha=0.15)
        axes.plot(
            rates,
            table.mean(axis=1),
            color=colour,
            linestyle=DASHES[place],
            marker=MARKERS[place],
            markersize=5,
            label=name,
        )
    axes.set_xscale("log")
    axes.set_ylabel(y_label)
    _finish(axes, "learning rate (each mark about three times the one before)")
    show(figure, description)


def _finish(axes: Axes, x_label: str) -> None:
    """Name the horizontal axis and the lines."""
    axes.set_xlabel(x_label)
    axes.grid(alpha=0.3)
    axes.legend(fontsize=9)
