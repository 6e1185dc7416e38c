"""Curves, points and histograms as SVG panels, in the same hand as the arrays beside them.

Lines are told apart by their dashes and their names, not by colour alone. Values beyond the
limits of an axis are cut off, so that the axes stay still while a slider moves.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike, NDArray

from cnnkit.explorers.drawing.svg import Panel, framed, signed_number
from cnnkit.plots.colours import LINE_COLOURS, WINDOW_COLOUR

LINES = (
    *zip(LINE_COLOURS, ("", "7 4", "2 4", "9 3 2 3", "4 2"), strict=True),
    (WINDOW_COLOUR, ""),
)
"""Colour and dashes of the first line, the second, ...; readable on light and dark pages."""

GRADIENT, BACKGROUND, NOW = 2, 4, 5
"""The lines of gradients, of what is only there to compare with, and of the present state."""

LEFT, BELOW, ABOVE, LEGEND_LINE = 46, 38, 20, 18
"""CSS pixels for the numbers on the left, those below with the label, the label above the highest
number, and a line of the legend."""


@dataclass(frozen=True)
class Curve:
    """A line through points.

    Parameters
    ----------
    label : str
        Its name in the legend; without one it is not listed.
    x, y : array_like
        As many numbers each, in order; the line is broken at NaN.
    line : int
        Which of `LINES` it is drawn with.
    thin : bool
        Whether it is only the ground for another curve: thin and pale, without dashes.
    """

    label: str
    x: ArrayLike
    y: ArrayLike
    line: int = 0
    thin: bool = False


@dataclass(frozen=True)
class Points:
    """Points that no line joins, drawn as dots or as crosses.

    Parameters
    ----------
    label : str
        Their name in the legend; without one they are not listed.
    x, y : array_like
        As many numbers each.
    line : int
        Whose colour they have.
    cross : bool
        Whether they are crosses.
    """

    label: str
    x: ArrayLike
    y: ArrayLike
    line: int = 0
    cross: bool = False


@dataclass(frozen=True)
class Histogram:
    """Bars that stand side by side on the horizontal axis.

    Parameters
    ----------
    label : str
        Their name in the legend; without one they are not listed.
    edges : array_like
        Where the bars begin and end: one more than there are bars.
    heights : array_like
        How high each bar is.
    line : int
        Whose colour they have.
    """

    label: str
    edges: ArrayLike
    heights: ArrayLike
    line: int = BACKGROUND


@dataclass(frozen=True)
class Axis:
    """One axis of a plot.

    Parameters
    ----------
    label : str
        What it counts, with its unit.
    low, high : float
        Its ends, ``low`` below ``high``.
    log : bool
        Whether equal steps multiply; then both ends are above 0.
    """

    label: str
    low: float
    high: float
    log: bool = False

    def place(self, values: ArrayLike) -> NDArray[np.float64]:
        """Return where values lie on the axis: 0 at its low end and 1 at its high end."""
        array = np.asarray(values, dtype=np.float64)
        if not self.log:
            return (array - self.low) / (self.high - self.low)
        smallest = np.finfo(np.float64).tiny  # zero has no logarithm, and lies below the axis
        ends = np.log10([self.low, self.high])
        places: NDArray[np.float64] = np.log10(np.maximum(array, smallest)) - ends[0]
        places /= ends[1] - ends[0]
        return places

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """Round numbers on the axis, with how they are written."""
        if self.log:
            first, last = np.ceil(np.log10(self.low)), np.floor(np.log10(self.high))
            powers = np.arange(first, last + 1, max(1, round((last - first) / 5)))
            return [(float(10.0**power), _power(int(power))) for power in powers]
        ticks = MaxNLocator(nbins=5, steps=[1, 2, 5, 10]).tick_values(self.low, self.high)
        slack = 1e-9 * (self.high - self.low)
        inside = [tick for tick in ticks if self.low - slack <= tick <= self.high + slack]
        digits = max(0, int(np.ceil(-np.log10(inside[1] - inside[0])))) if len(inside) > 1 else 2
        return [(float(tick), signed_number(tick, digits)) for tick in inside]


def plot_panel(
    title: str,
    drawn: Sequence[Curve | Points | Histogram],
    x: Axis,
    y: Axis,
    *,
    width: float = 320,
    height: float = 210,
    note: str = "",
    guides: Iterable[tuple[float, float, float, float]] = (),
    name: str | None = None,
    cells: tuple[int, int] = (1, 1),
) -> Panel:
    """Draw curves, points and histograms on two axes.

    Parameters
    ----------
    title : str
        What it is.
    drawn : sequence of Curve, Points and Histogram
        From the back to the front.
    x, y : Axis
        The horizontal and the vertical axis.
    width, height : float
        CSS pixels between the axes.
    note : str
        A line below.
    guides : iterable of (x, y, x, y)
        Thin lines from one point to another, in the axes' numbers.
    name : str, optional
        Under which name the plot reports a touch.
    cells : (int, int)
        Rows, from the top, and columns in which a touch is reported.

    Returns
    -------
    Panel

    Examples
    --------
    >>> panel = plot_panel(
    ...     "a parabola", [Curve("x²", [0, 1, 2], [0, 1, 4])], Axis("x", 0, 2), Axis("y", 0, 4)
    ... )
    >>> "a parabola" in panel.svg, 'points="0,210 160,157.5 320,0"' in panel.svg
    (True, True)
    """

    def across(values: ArrayLike) -> NDArray[np.float64]:
        return np.clip(x.place(values), -5, 6) * width

    def down(values: ArrayLike) -> NDArray[np.float64]:
        return (1 - np.clip(y.place(values), -5, 6)) * height

    body = [f'<rect class="grid" width="{width:g}" height="{height:g}"/>']
    for value, text in x.ticks:
        place = float(across(value))
        body.append(f'<path class="grid" d="M{place:.1f} 0V{height:g}"/>')
        body.append(f'<text x="{place:.1f}" y="{height + 15:g}">{text}</text>')
    for value, text in y.ticks:
        place = float(down(value))
        body.append(f'<path class="grid" d="M0 {place:.1f}H{width:g}"/>')
        body.append(f'<text class="left" x="-5" y="{place + 4:.1f}">{text}</text>')
    body.append(f'<text x="{width / 2:g}" y="{height + 31:g}">{escape(x.label)}</text>')
    body.append(f'<text class="right" x="{-LEFT + 4}" y="-11">{escape(y.label)}</text>')
    body.append(f'<svg width="{width:g}" height="{height:g}" style="overflow:hidden">')
    for x_from, y_from, x_to, y_to in guides:
        ends = f"M{across(x_from):.1f} {down(y_from):.1f}L{across(x_to):.1f} {down(y_to):.1f}"
        body.append(f'<path class="guide" d="{ends}"/>')
    body += [_marks(one, across, down) for one in drawn]
    body.append("</svg>")
    if name is not None:
        rows, columns = cells
        body.append(
            f'<rect data-panel="{name}" data-rows="{rows}" data-columns="{columns}" '
            f'width="{width:g}" height="{height:g}" fill="transparent"/>'
        )
    named = [one for one in drawn if one.label]
    for place, one in enumerate(named):
        body.append(_legend(one, height + BELOW + LEGEND_LINE * (place + 0.5)))
    full_height = height + BELOW + LEGEND_LINE * len(named)
    shifted = f'<g transform="translate({LEFT},{ABOVE})">{"".join(body)}</g>'
    return framed(title, note, shifted, "", width + LEFT + 14, full_height + ABOVE)


def _marks(one: Curve | Points | Histogram, across: Any, down: Any) -> str:
    """Draw a curve, points or bars."""
    colour = LINES[one.line][0]
    if isinstance(one, Histogram):
        edges, tops, floor = across(one.edges), down(one.heights), float(down(0.0))
        bars = "".join(
            f"M{left:.1f} {floor:.1f}V{top:.1f}H{right:.1f}V{floor:.1f}z"
            for left, right, top in zip(edges[:-1], edges[1:], tops, strict=True)
        )
        return f'<path d="{bars}" fill="{colour}" fill-opacity=".45" stroke="{colour}"/>'
    x, y = across(one.x), down(one.y)
    if isinstance(one, Points):
        return _points(one, x, y, colour)
    # Between NaN and NaN lies a line of its own.
    broken = np.split(np.arange(len(x)), np.flatnonzero(np.isnan(y)))
    pieces = [piece[~np.isnan(y[piece])] for piece in broken]
    return "".join(
        f'<polyline points="{" ".join(f"{x[i]:.4g},{y[i]:.4g}" for i in piece)}" fill="none" '
        f"{_stroke(one)}/>"
        for piece in pieces
    )


def _stroke(curve: Curve) -> str:
    """Return the look of a curve's line, as SVG attributes."""
    colour, dashes = LINES[curve.line]
    if curve.thin:
        return f'stroke="{colour}" stroke-width="1" stroke-opacity=".6"'
    return f'stroke="{colour}" stroke-width="2.2" stroke-dasharray="{dashes}"'


def _points(one: Points, x: NDArray[Any], y: NDArray[Any], colour: str) -> str:
    """Draw dots, or crosses."""
    if one.cross:
        arms = "".join(f"M{a - 4:.1f} {b - 4:.1f}l8 8m0 -8l-8 8" for a, b in zip(x, y, strict=True))
        return f'<path d="{arms}" fill="none" stroke="{colour}" stroke-width="2"/>'
    dots = "".join(f"M{a:.1f} {b:.1f}h0" for a, b in zip(x, y, strict=True))
    return f'<path d="{dots}" stroke="{colour}" stroke-width="7" stroke-linecap="round"/>'


def _legend(one: Curve | Points | Histogram, y: float) -> str:
    """Write a name behind a short piece of what it names."""
    colour = LINES[one.line][0]
    if isinstance(one, Curve):
        sample = f'<path d="M0 {y:g}h30" fill="none" {_stroke(one)}/>'
    elif isinstance(one, Points):
        sample = _points(one, np.array([15.0]), np.array([y]), colour)
    else:
        sample = (
            f'<rect x="4" y="{y - 6:g}" width="22" height="12" fill="{colour}" '
            f'fill-opacity=".45" stroke="{colour}"/>'
        )
    return f'{sample}<text class="right" x="38" y="{y + 4:g}">{escape(one.label)}</text>'


def _power(exponent: int) -> str:
    """Write a power of ten: as a number where it is short."""
    if -2 <= exponent <= 3:
        return f"{10.0**exponent:g}"
    digits = str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"10{digits}"
