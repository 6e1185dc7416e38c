"""Points with their names on two axes; names keep out of each other's way."""

from collections.abc import Mapping

from cnnkit.explorers.drawing.plotting import ABOVE, BELOW, LEFT, LINES, NOW, Axis
from cnnkit.explorers.drawing.svg import Panel, framed

LETTER, HIGH, DOT = 7.4, 13.0, 5.0
"""CSS pixels of a letter at 12 px, of a line, and of a point's radius."""

Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def labelled_points(
    title: str,
    points: Mapping[str, tuple[float, float]],
    x: Axis,
    y: Axis,
    *,
    chosen: str,
    width: float,
    height: float,
    note: str,
) -> Panel:
    """Draw a point with its name for each entry, the chosen one in orange.

    Parameters
    ----------
    title, note : str
        Above and below.
    points : mapping of str to (float, float)
        By name, where it lies in the axes' numbers.
    x, y : Axis
        The axes, which hold all points.
    chosen : str
        The name that stands out, if it is there.
    width, height : float
        CSS pixels between the axes.

    Examples
    --------
    >>> axes = Axis("year", 2010, 2020), Axis("%", 0, 100)
    >>> points = {"A": (2012, 50.0), "B": (2015, 76.0)}
    >>> panel = labelled_points(
    ...     "two networks", points, *axes, chosen="B", width=300, height=200, note=""
    ... )
    >>> panel.svg.count("<circle")
    2
    """
    body = [f'<rect class="grid" width="{width:g}" height="{height:g}"/>']
    for value, text in x.ticks:
        at = float(x.place(value)) * width
        body.append(f'<path class="grid" d="M{at:.1f} 0V{height:g}"/>')
        body.append(f'<text x="{at:.1f}" y="{height + 15:g}">{text}</text>')
    for value, text in y.ticks:
        at = (1 - float(y.place(value))) * height
        body.append(f'<path class="grid" d="M0 {at:.1f}H{width:g}"/>')
        body.append(f'<text class="left" x="-5" y="{at + 4:.1f}">{text}</text>')
    body.append(f'<text x="{width / 2:g}" y="{height + 31:g}">{x.label}</text>')
    body.append(f'<text class="right" x="{-LEFT + 4}" y="-11">{y.label}</text>')
    places = {
        name: (float(x.place(a)) * width, (1 - float(y.place(b))) * height)
        for name, (a, b) in points.items()
    }
    taken = [(a - DOT, b - DOT, a + DOT, b + DOT) for a, b in places.values()]
    for name, (a, b) in places.items():
        colour = LINES[NOW if name == chosen else 0][0]
        radius = DOT + 2 * (name == chosen)
        body.append(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="{radius:g}" fill="{colour}"/>')
        box = _free(a, b, len(name) * LETTER, taken, width, height)
        taken.append(box)
        weight = ' font-weight="700"' if name == chosen else ""
        # A name of another width than expected grows away from its point.
        side, at = ("left", box[2]) if box[2] <= a else ("right", box[0])
        body.append(f'<text class="{side}" x="{at:.1f}" y="{box[3] - 3:.1f}"{weight}>{name}</text>')
    shifted = f'<g transform="translate({LEFT},{ABOVE})">{"".join(body)}</g>'
    return framed(title, note, shifted, "", width + LEFT + 14, height + ABOVE + BELOW)


def _free(
    x: float, y: float, wide: float, taken: list[Rectangle], width: float, height: float
) -> Rectangle:
    """Return where a name beside a point covers least of what is there already."""
    gap = DOT + 5
    starts = [(x + gap, y - HIGH / 2), (x - gap - wide, y - HIGH / 2)]
    for rise in (gap, gap + HIGH):
        starts += [
            (x + across, y + down)
            for across in (-wide / 2, 2, -wide - 2)
            for down in (-rise - HIGH / 2, rise - HIGH / 2)
        ]
    boxes = [(left, top, left + wide, top + HIGH) for left, top in starts]

    def cost(box: Rectangle) -> float:
        outside = max(0.0, -box[0]) + max(0.0, box[2] - width)
        outside += max(0.0, -box[1]) + max(0.0, box[3] - height)
        return 20 * outside + sum(_shared(box, other) for other in taken)

    return min(boxes, key=cost)


def _shared(first: Rectangle, second: Rectangle) -> float:
    """Return the area that two rectangles share.

    >>> _shared((0, 0, 2, 2), (1, 1, 4, 4)), _shared((0, 0, 1, 1), (2, 2, 3, 3))
    (1, 0)
    """
    wide = min(first[2], second[2]) - max(first[0], second[0])
    tall = min(first[3], second[3]) - max(first[1], second[1])
    return max(wide, 0) * max(tall, 0)
