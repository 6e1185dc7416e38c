"""One bar a name, such as a probability for each class, as an SVG panel."""

from collections.abc import Sequence
from html import escape

from cnnkit.explorers.drawing.plotting import LINES
from cnnkit.explorers.drawing.svg import Panel, framed, signed_number
from cnnkit.plots.colours import WINDOW_COLOUR

BAR_HEIGHT, NAME_WIDTH, VALUE_WIDTH = 22, 92, 52
"""CSS pixels of a bar with the gap below it, of the names before it and of the value behind it."""


def bar_panel(
    title: str,
    names: Sequence[str],
    values: Sequence[float],
    *,
    low: float = 0.0,
    high: float = 1.0,
    digits: int = 2,
    width: float = 150,
    note: str = "",
    outlined: int | None = None,
) -> Panel:
    """Draw one horizontal bar a name, with its value written behind it.

    Parameters
    ----------
    title : str
        What the values are.
    names : sequence of str
        Short names, from the top.
    values : sequence of float
        As many numbers; bars start at 0, negative ones to the left.
    low, high : float
        Ends of the axis, with 0 between them or at one of them.
    digits : int
        After the point.
    width : float
        CSS pixels from ``low`` to ``high``.
    note : str
        A line below.
    outlined : int, optional
        The place of the bar that is outlined, such as the right class.

    Examples
    --------
    >>> panel = bar_panel("probability", ["cat", "dog"], [0.9, 0.1], outlined=0)
    >>> panel.svg.count('class="bar"')
    2
    """
    zero = (0 - low) / (high - low) * width
    rows = []
    for place, (name, value) in enumerate(zip(names, values, strict=True)):
        end = (min(max(value, low), high) - low) / (high - low) * width
        top = place * BAR_HEIGHT
        colour = LINES[0][0] if value >= 0 else LINES[1][0]
        line = f' stroke="{WINDOW_COLOUR}" stroke-width="2.5"' if place == outlined else ""
        rows.append(
            f'<text class="left" x="{NAME_WIDTH - 6}" y="{top + 15}">{escape(name)}</text>'
            f'<rect class="bar" x="{NAME_WIDTH + min(zero, end):.1f}" y="{top + 3}" '
            f'width="{max(abs(end - zero), 0.5):.1f}" height="{BAR_HEIGHT - 6}" '
            f'fill="{colour}"{line}/>'
            f'<text class="right" x="{NAME_WIDTH + width + 5:g}" y="{top + 15}">'
            f"{signed_number(value, digits)}</text>"
        )
    height = BAR_HEIGHT * len(names)
    rows.append(f'<path class="grid" d="M{NAME_WIDTH + zero:.1f} 0V{height}"/>')
    return framed(title, note, "".join(rows), "", NAME_WIDTH + width + VALUE_WIDTH, height)
