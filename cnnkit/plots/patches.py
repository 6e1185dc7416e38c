"""Patches of images, a row of them for each filter that they excite."""

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure

from cnnkit.insight import Patch
from cnnkit.plots.figures import show

INCHES_A_PATCH = 0.85


def show_patches(rows: Mapping[str, Sequence[Patch]], description: str) -> None:
    """Show patches of grey images, side by side in rows with a name.

    Parameters
    ----------
    rows : mapping of str to sequence of Patch
        The patches by their row's name, from the top, as many in each row.
    description : str
        What can be seen.

    Examples
    --------
    >>> import numpy as np
    >>> patch = Patch(np.eye(3)[..., None], value=1.0, image=0, cell=(0, 0), corner=(0, 0))
    >>> show_patches({"filter 0": [patch, patch]}, "A diagonal, twice.")
    <IPython.core.display.Image object>
    <IPython.core.display.Markdown object>
    """
    count = max(map(len, rows.values()))
    size = (INCHES_A_PATCH * count + 0.8, INCHES_A_PATCH * len(rows))
    figure = Figure(figsize=size, layout="constrained")
    grid = figure.subplots(len(rows), count, squeeze=False)
    for line, (name, patches) in zip(grid, rows.items(), strict=True):
        for axes, patch in zip(line, patches, strict=True):
            axes.imshow(patch.pixels[..., 0], cmap="gray", vmin=0, vmax=1)
            axes.set_xticks([])
            axes.set_yticks([])
        line[0].set_ylabel(name, rotation=0, ha="right", va="center", fontsize=10)
    show(figure, description)
