"""A confusion matrix: which class is taken for which, in numbers and shades."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from cnnkit.plots.colours import ink
from cnnkit.plots.figures import show


def show_confusion(matrix: ArrayLike, names: Sequence[str], description: str) -> None:
    """Show a confusion matrix, the mistakes shaded and the right answers outlined.

    The shades are those of the mistakes alone: the diagonal, which is far larger, would outshine
    them all.

    Parameters
    ----------
    matrix : array_like, (classes, classes)
        A row for each true class, a column for each class that is read.
    names : sequence of str
        Of the classes.
    description : str
        What can be seen.

    Examples
    --------
    >>> show_confusion([[9, 1], [3, 7]], ["cat", "dog"], "Three dogs are taken for cats.")
    <IPython.core.display.Image object>
    <IPython.core.display.Markdown object>
    """
    counts = np.asarray(matrix)
    mistakes = counts.astype(float)
    np.fill_diagonal(mistakes, 0.0)
    limits = (0.0, max(float(mistakes.max()), 1.0))
    side = 0.44 * len(names) + 1.2
    figure = Figure(figsize=(side, side), layout="constrained")
    axes = figure.subplots()
    axes.imshow(mistakes, cmap="viridis", vmin=limits[0], vmax=limits[1])
    inks = ink(mistakes, "positive", limits)
    for place, (row, column) in enumerate(np.ndindex(*counts.shape)):
        text = f"{counts[row, column]:g}" if counts[row, column] else "·"
        right = row == column
        weight = "bold" if right else "normal"
        axes.text(
            column, row, text, ha="center", va="center", color=inks[place], weight=weight, size=9
        )
        if right:
            box = (column - 0.5, row - 0.5)
            axes.add_patch(_outline(box))
    places = range(len(names))
    long = max(map(len, names)) > 2
    axes.set_xticks(places, names, rotation=45 if long else 0, ha="right" if long else "center")
    axes.set_yticks(places, names)
    axes.set_xlabel("read as")
    axes.set_ylabel("truth")
    show(figure, description)


def _outline(corner: tuple[float, float]) -> Rectangle:
    """Return the outline of one cell."""
    return Rectangle(corner, 1, 1, fill=False, edgecolor="white", linewidth=1.2)
