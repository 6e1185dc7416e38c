"""Figures of a notebook: each shown with its description in words below it."""

import io
from collections.abc import Sequence

from IPython.display import Image, Markdown, display
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from cnnkit.plots.arrays import ArrayPlot, draw_array, has_scale
from cnnkit.plots.colours import LINE_COLOUR

DPI = 110

MOST_WIDE = 7.3
"""Inches: wider figures would be shrunk to the page, and their text with them."""

TITLE_HEIGHT, SCALE_HEIGHT = 0.5, 1.15
"""Inches for titles and shapes, and for the scales as well."""


def show(figure: Figure, description: str) -> None:
    """Show a figure, and below it its description.

    The words are an output of their own: notebooks give pictures no alternative text, and
    they are what the tests of the notebooks compare.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Made without pyplot, so that nothing else holds on to it.
    description : str
        What can be seen, for those who do not see it; also the caption for those who do.

    Examples
    --------
    >>> figure = Figure(layout="constrained")
    >>> axes = figure.subplots()
    >>> lines = axes.plot([0, 1, 4, 9])
    >>> show(figure, "A curve through the squares of 0 to 3.")
    <IPython.core.display.Image object>
    <IPython.core.display.Markdown object>
    """
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=DPI, bbox_inches="tight", facecolor="white")
    display(Image(stream.getvalue(), alt=description))  # type: ignore[no-untyped-call]
    display(Markdown(f"*{description}*"))  # type: ignore[no-untyped-call]


def show_arrays(plots: Sequence[ArrayPlot], description: str, *, height: float = 2.3) -> None:
    """Show arrays side by side, with a description in words.

    Parameters
    ----------
    plots : sequence of ArrayPlot
        At least one, from left to right.
    description : str
        What can be seen.
    height : float
        Inches of the arrays; they get smaller where they would not fit on the page side by side.

    Examples
    --------
    >>> import numpy as np
    >>> image, kernel = np.eye(3), np.array([[-1.0, 1.0]])
    >>> panels = [ArrayPlot("image", image), ArrayPlot("kernel", kernel, "signed")]
    >>> show_arrays(panels, "A diagonal of ones, and a kernel that compares neighbours.")
    <IPython.core.display.Image object>
    <IPython.core.display.Markdown object>
    """
    ratios = [plot.array.shape[1] / plot.array.shape[0] for plot in plots]
    around = 0.4 * len(plots)
    height = min(height, (MOST_WIDE - around) / sum(ratios))
    width = height * sum(ratios) + around
    above_and_below = SCALE_HEIGHT if any(has_scale(plot) for plot in plots) else TITLE_HEIGHT
    figure = Figure(figsize=(width, height + above_and_below), layout="constrained")
    row = figure.subplots(1, len(plots), squeeze=False, gridspec_kw={"width_ratios": ratios})[0]
    for axes, plot in zip(row, plots, strict=True):
        draw_array(axes, plot)
    show(figure, description)


def show_curve(
    values: Sequence[float], *, x_label: str, y_label: str, description: str, log: bool = False
) -> None:
    """Show one curve over its steps, with a description in words.

    Parameters
    ----------
    values : sequence of float
        The curve, from step 0 on.
    x_label, y_label : str
        What the axes are.
    description : str
        What can be seen.
    log : bool
        Whether the vertical axis is logarithmic; then all values must be above 0.

    Examples
    --------
    >>> show_curve([4.0, 2.0, 1.0], x_label="step", y_label="loss", description="It halves.")
    <IPython.core.display.Image object>
    <IPython.core.display.Markdown object>
    """
    figure = Figure(figsize=(5.2, 2.7), layout="constrained")
    axes = figure.subplots()
    axes.plot(values, color=LINE_COLOUR, marker="o", markersize=3)
    axes.set_xlabel(x_label)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylabel(y_label)
    axes.grid(alpha=0.3)
    if log:
        axes.set_yscale("log")
    show(figure, description)
