"""One bar a name, such as a probability for each class, as an SVG panel."""

from collections.abc import Sequence
from html import escape

from cnnkit.explorers.drawing.plotting import LINES
from cnnkit.explorers.drawing.svg import Panel, framed, signed_number
from cnnkit.plots.colours import WINDOW_COLOUR

ROW, GAP = 24, 8
"""CSS pixels from one bar to the next, and what of them is left free."""


def bar_panel(
    title: str,
    values: Sequence[float],
    *,
    names: Sequence[str] = (),
    texts: Sequence[str] = (),
    low: float = 0.0,
    high: float = 1.0,
    colour: str = LINES[0][0],
    outlined: int | None = None,
    width: float = 150,
    name_width: float = 92,
    text_width: float = 52,
    note: str = "",
) -> Panel:
    """Draw one horizontal bar a name, with its value behind it.

    Parameters
    ----------
    title : str
        What the values are.
    values : sequence of float
        From the top. Bars start at 0, negative ones to the left, and are cut off at the ends.
    names : sequence of str
        What stands before each bar; nothing where a panel on the left names the rows.
    texts : sequence of str
        What stands behind each bar; by default its value, with two digits after the point.
    low, high : float
        The ends of the axis, with 0 between them or at one of them.
    colour : str
        Of the bars.
    outlined : int, optional
        The place of the bar that is outlined, such as the right class.
    width, name_width, text_width : float
        CSS pixels of the axis, of the names and of the texts.
    note : str
        A line below.

    Examples
    --------
    >>> panel = bar_panel("probability", [0.9, 0.1], names=["cat", "dog"], outlined=0)
    >>> panel.svg.count('class="bar"'), "0.9" in panel.svg
    (2, True)
    """
    texts = texts or [signed_number(value) for value in values]
    left = name_width if names else 4.0
    zero = left + (0 - low) / (high - low) * width
    body = []
    for place, (value, text) in enumerate(zip(values, texts, strict=True)):
        end = left + (min(max(value, low), high) - low) / (high - low) * width
        top = place * ROW
        line = f' stroke="{WINDOW_COLOUR}" stroke-width="2.5"' if place == outlined else ""
        if names:
            name = escape(names[place])
            body.append(f'<text class="left" x="{left - 6:g}" y="{top + 16}">{name}</text>')
        body.append(
            f'<rect class="bar" x="{min(zero, end):.1f}" y="{top + GAP / 2:g}" '
            f'width="{max(abs(end - zero), 0.5):.1f}" height="{ROW - GAP}" fill="{colour}"{line}/>'
            f'<text class="right" x="{left + width + 6:g}" y="{top + 16}">{escape(text)}</text>'
        )
    height = ROW * len(values)
    body.append(f'<path class="grid" d="M{zero:.1f} 0V{height}"/>')
    return framed(title, note, "".join(body), "", left + width + text_width, height)
