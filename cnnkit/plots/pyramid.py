"""A stack of layers along one axis, as a pyramid of cells."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cnnkit.insight import Pyramid
from cnnkit.plots.colours import WINDOW_COLOUR
from cnnkit.plots.figures import MOST_WIDE, show

SEEN_COLOUR, CELL_COLOUR, HATCH_COLOUR = "#fbe0cc", "#e8eef4", "#767676"
INCHES_A_LEVEL, INCHES_A_CELL = 0.62, 0.3


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
    width = min(INCHES_A_CELL * (high - low) + 1.8, MOST_WIDE)
    size = (width, INCHES_A_LEVEL * len(levels))
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
                axes.text(middle, 2 * depth + 0.5, str(place), ha="center", va="center", fontsize=9)
        axes.text(low - 0.4, 2 * depth + 0.5, level.name, ha="right", va="center", fontsize=10)
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
