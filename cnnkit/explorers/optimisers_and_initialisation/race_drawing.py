"""Pictures of a race: the map with everybody's path, and everybody's loss."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.drawing.plotting import BELOW, LEFT, Axis
from cnnkit.explorers.drawing.svg import Panel, framed
from cnnkit.explorers.optimisers_and_initialisation.racing import RACERS, STEPS
from cnnkit.explorers.optimisers_and_initialisation.surfaces import ACROSS, UP, Shape, map_of
from cnnkit.plots.colours import WINDOW_COLOUR

WIDE, HIGH = 372, 248
"""CSS pixels of the map; one of its units is as wide as it is high."""

LOSS_WIDE = 280
LOSS_AXIS = Axis("loss", 1e-8, 1e3, log=True)
X, Y, STEP_AXIS = Axis("x", *ACROSS), Axis("y", *UP), Axis("step", 0, STEPS)
CELLS = (40, 60)
"""Rows and columns in which the map reports a touch."""

APART = 14.0
"""CSS pixels between two letters at the right end of the losses."""

Line = tuple[NDArray[np.float64], NDArray[np.float64]]


def map_panel(
    surface: str, shape: Shape, paths: Mapping[str, NDArray[np.float64]], start: Sequence[float]
) -> Panel:
    """Draw the map, and each path with a letter at its end.

    Parameters
    ----------
    surface : str
        One of `SURFACES`.
    shape : (float, float)
        How steep it is across, and by how many degrees it is turned.
    paths : mapping of str to array
        By a racer's name, its places (steps + 1, 2) so far.
    start : (float, float)
        Where all begin.
    """
    image = (
        f'<image href="{map_of(surface, shape, WIDE, HIGH)}" width="{WIDE}" height="{HIGH}"/>'
        f'<rect class="grid" width="{WIDE}" height="{HIGH}"/>'
    )
    lines, ends = [], []
    for name, path in paths.items():
        x, y = X.place(path[:, 0]) * WIDE, (1 - Y.place(path[:, 1])) * HIGH
        x, y = np.clip(x, -WIDE, 2 * WIDE), np.clip(y, -HIGH, 2 * HIGH)
        lines.append(_line(name, x, y, dots=True))
        seen = np.flatnonzero(~np.isnan(x))[-1]
        # Who is outside has the letter at the edge, on its side.
        place = np.clip(x[seen], 9, WIDE - 9), np.clip(y[seen], 9, HIGH - 9)
        ends.append(_letter(name, *place))
    across, down = X.place(start[0]) * WIDE, (1 - Y.place(start[1])) * HIGH
    begin = (
        f'<circle cx="{across:.1f}" cy="{down:.1f}" r="5" fill="none" stroke="{WINDOW_COLOUR}" '
        'stroke-width="2.5"/>'
    )
    rows, columns = CELLS
    touch = (
        f'<rect data-panel="map" data-rows="{rows}" data-columns="{columns}" width="{WIDE}" '
        f'height="{HIGH}" fill="transparent"/>'
    )
    body = (
        f'{image}<svg width="{WIDE}" height="{HIGH}" style="overflow:hidden">{"".join(lines)}'
        f"{begin}</svg>{''.join(ends)}{_ticks(WIDE, HIGH, X, Y)}{touch}"
    )
    return _placed(f"map of the loss: {surface}", body, WIDE, HIGH)


def loss_panel(losses: Mapping[str, NDArray[np.float64]]) -> Panel:
    """Draw everybody's loss along the steps, with a letter at the end of each line.

    Parameters
    ----------
    losses : mapping of str to array
        By a racer's name, its loss at the start and after each step so far.
    """
    body = [f'<rect class="grid" width="{LOSS_WIDE}" height="{HIGH}"/>']
    body.append(_ticks(LOSS_WIDE, HIGH, STEP_AXIS, LOSS_AXIS, lines=True))
    drawn, ends = [], []
    for name, values in losses.items():
        x = STEP_AXIS.place(np.arange(len(values))) * LOSS_WIDE
        y = np.clip(1 - LOSS_AXIS.place(values), -1, 2) * HIGH
        drawn.append(_line(name, x, y))
        seen = np.flatnonzero(~np.isnan(y))[-1]
        ends.append((float(np.clip(y[seen], 8, HIGH - 8)), float(x[seen]), name))
    body.append(
        f'<svg width="{LOSS_WIDE}" height="{HIGH}" style="overflow:hidden">{"".join(drawn)}</svg>'
    )
    last = -np.inf
    for y_end, x_end, name in sorted(ends):
        # Letters of equal losses stand one below the other.
        last = max(y_end, last + APART)
        body.append(_letter(name, x_end + 11, last))
    return _placed("the loss, step by step", "".join(body), LOSS_WIDE + 14, HIGH)


def _line(name: str, x: NDArray[np.float64], y: NDArray[np.float64], *, dots: bool = False) -> str:
    """Draw a racer's line as far as it is finite, on the map with a dot at every step."""
    racer, seen = RACERS[name], ~(np.isnan(x) | np.isnan(y))
    places = [f"{a:.1f},{b:.1f}" for a, b in zip(x[seen], y[seen], strict=True)]
    points = " ".join(places)
    line = (
        f'<polyline points="{points}" fill="none" stroke="{racer.colour}" stroke-width="2.2" '
        f'stroke-dasharray="{racer.dashes}"/>'
    )
    if not dots:
        return line
    spots = "".join(f"M{place}h0" for place in places)
    return (
        f'{line}<path d="{spots}" stroke="{racer.colour}" stroke-width="4" stroke-linecap="round"/>'
    )


def _letter(name: str, x: float, y: float) -> str:
    """Write a racer's letter on a disc of its colour."""
    racer = RACERS[name]
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="8" fill="{racer.colour}" stroke="#fff"/>'
        f'<g class="number" font-size="12" fill="#fff"><text x="{x:.1f}" y="{y + 4:.1f}">'
        f"{racer.letter}</text></g>"
    )


def _ticks(width: float, height: float, x: Axis, y: Axis, *, lines: bool = False) -> str:
    """Write the numbers on both axes, and draw lines across where there is no map."""
    parts = []
    for value, text in x.ticks:
        place = float(x.place(value)) * width
        parts.append(f'<text x="{place:.1f}" y="{height + 15:g}">{text}</text>')
    for value, text in y.ticks:
        place = (1 - float(y.place(value))) * height
        parts.append(f'<text class="left" x="-5" y="{place + 4:.1f}">{text}</text>')
        if lines:
            parts.append(f'<path class="grid" d="M0 {place:.1f}H{width:g}"/>')
    parts.append(f'<text x="{width / 2:g}" y="{height + 31:g}">{x.label}</text>')
    parts.append(f'<text class="right" x="{4 - LEFT}" y="-6">{y.label}</text>')
    return "".join(parts)


def _placed(title: str, body: str, width: float, height: float) -> Panel:
    """Leave room for the axes, and put the title above."""
    moved = f'<g transform="translate({LEFT},14)">{body}</g>'
    return framed(title, "", moved, "", width + LEFT + 10, height + BELOW + 8)
