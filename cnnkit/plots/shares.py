"""Shares of a whole: how several totals are spread over the same parts."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from cnnkit.plots.colours import LINE_COLOURS
from cnnkit.plots.figures import show

STYLES = ((LINE_COLOURS[0], ""), (LINE_COLOURS[1], "//"), ("#bbbbbb", ".."))
"""Colour and hatching of the first total, the second and the third."""


def show_shares(
    parts: Sequence[str], totals: Mapping[str, Sequence[float]], description: str
) -> None:
    """Show how up to three totals are spread over the same parts, as bars side by side.

    Parameters
    ----------
    parts : sequence of str
        The names of the parts, from the top.
    totals : mapping of str to sequence of float
        By the total's name, how much of it each part has; not yet divided by their sum.
    description : str
        What can be seen.

    Examples
    --------
    >>> totals = {"parameters": [10, 90], "multiply-adds": [80, 20]}
    >>> show_shares(["conv", "dense"], totals, "One has the parameters, the other the work.")
    <IPython.core.display.Image object>
    <IPython.core.display.Markdown object>
    """
    figure = Figure(figsize=(7.2, 0.2 * len(parts) * len(totals) + 0.8))
    figure.set_layout_engine("constrained")
    axes = figure.subplots()
    places, thickness = np.arange(len(parts)), 0.8 / len(totals)
    for number, (name, amounts) in enumerate(totals.items()):
        colour, hatch = STYLES[number]
        shares = 100 * np.asarray(amounts) / np.sum(amounts)
        offset = (number - (len(totals) - 1) / 2) * thickness
        bars = axes.barh(
            places + offset,
            shares,
            thickness,
            label=name,
            color=colour,
            hatch=hatch,
            edgecolor="white",
        )
        axes.bar_label(bars, fmt="%.0f %%", padding=3, fontsize=8)
    axes.set_yticks(places, parts)
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    axes.set_xlabel("share of the whole network, %")
    axes.legend(loc="lower right")
    show(figure, description)
