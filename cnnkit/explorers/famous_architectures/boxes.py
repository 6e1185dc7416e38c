"""Blocks of networks as drawings: boxes with a word or two, and arrows between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import sqrt

from cnnkit.explorers.drawing.plotting import LINES

BLUE, GREEN, GREY = LINES[0][0], LINES[3][0], "#888888"
INK = "var(--jp-ui-font-color1,#222)"
LINE = 15
"""CSS pixels from one line of text to the next."""


@dataclass(frozen=True)
class Box:
    """A layer as a box.

    Parameters
    ----------
    x, y : float
        Its left end, and the height of its middle, in CSS pixels.
    width, height : float
        CSS pixels.
    lines : sequence of str
        What stands in it.
    colour : str
        Its own; the text keeps the page's colour.
    """

    x: float
    y: float
    width: float
    height: float
    lines: Sequence[str]
    colour: str = BLUE

    @property
    def left(self) -> tuple[float, float]:
        """Where an arrow comes in."""
        return self.x, self.y

    @property
    def right(self) -> tuple[float, float]:
        """Where an arrow goes out."""
        return self.x + self.width, self.y

    @property
    def svg(self) -> str:
        """The box and its lines."""
        first = self.y - (len(self.lines) - 1) * LINE / 2 + 4
        middle = self.x + self.width / 2
        words = "".join(
            f'<text x="{middle:g}" y="{first + place * LINE:g}">{escape(line)}</text>'
            for place, line in enumerate(self.lines)
        )
        return (
            f'<rect x="{self.x:g}" y="{self.y - self.height / 2:g}" width="{self.width:g}" '
            f'height="{self.height:g}" rx="4" fill="{self.colour}" fill-opacity=".22" '
            f'stroke="{self.colour}" stroke-width="1.5"/>{words}'
        )


def arrow(*points: tuple[float, float], colour: str = INK, dashes: str = "") -> str:
    """Draw a line through points, with a head at its end.

    Examples
    --------
    >>> arrow((0, 10), (40, 10)).count("<path")
    2
    """
    *_, before, (x, y) = points
    line = "L".join(f"{a:g} {b:g}" for a, b in points)
    head = "l-7 -4v8z"
    if before[0] == x:
        head = "l-4 -7h8z" if y > before[1] else "l-4 7h8z"
    elif before[0] > x:
        head = "l7 -4v8z"
    return (
        f'<path d="M{line}" fill="none" stroke="{colour}" stroke-width="1.5" '
        f'stroke-dasharray="{dashes}"/><path d="M{x:g} {y:g}{head}" fill="{colour}"/>'
    )


def plus(x: float, y: float) -> str:
    """Draw a plus sign in a circle: where two arrays are added."""
    return (
        f'<circle cx="{x:g}" cy="{y:g}" r="10" fill="none" stroke="{INK}" '
        f'stroke-width="2"/><path d="M{x - 6:g} {y:g}h12m-6 -6v12" stroke="{INK}" '
        'stroke-width="2"/>'
    )


def tall(channels: int, most: int, height: float) -> float:
    """Return how tall a box for so many channels is: the root of its share, at least 12 pixels.

    Examples
    --------
    >>> tall(64, 256, 100.0), tall(1, 1024, 100.0)
    (50.0, 12.0)
    """
    return max(12.0, height * sqrt(channels / most))
