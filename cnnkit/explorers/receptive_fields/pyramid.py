"""A stack of layers along one axis as a panel: rows of cells, and the tree below one of them."""

from collections.abc import Sequence
from html import escape

from cnnkit.explorers.drawing.svg import Panel, framed
from cnnkit.insight import Pyramid
from cnnkit.plots.colours import WINDOW_COLOUR

ROW_HEIGHT, CELL_HEIGHT = 46, 16
"""CSS pixels from row to row, and of a cell."""


def pyramid_panel(title: str, pyramid: Pyramid, index: int, *, width: float, note: str) -> Panel:
    """Draw the levels, the input at the bottom, and what the top's cell ``index`` sees.

    Parameters
    ----------
    title, note : str
        Above and below.
    pyramid : Pyramid
        What is drawn.
    index : int
        A cell of the top level.
    width : float
        CSS pixels of the cells, without the names.
    """
    low, high = pyramid.ends
    scale = width / (high - low)
    # About 6.6 px a letter at 12 px.
    names = 12 + 6.6 * max(len(level.name) for level in pyramid.levels)
    zero = names - low * scale
    seen = pyramid.seen(index)
    body = []
    for depth, (level, places) in enumerate(zip(pyramid.levels, seen, strict=True)):
        top = (len(pyramid.levels) - 1 - depth) * ROW_HEIGHT
        half = level.field.jump / 2
        touched = set(places)
        before, after = level.padding
        boxes: dict[str, list[str]] = {"plain": [], "seen": [], "padding": []}
        for place in range(-before, level.size + after):
            inside = 0 <= place < level.size
            kind = "padding" if not inside else "seen" if place in touched else "plain"
            left = zero + (level.middle(place) - half) * scale
            wide = 2 * half * scale
            gap = min(1.0, 0.15 * wide)
            box = f"M{left + gap:.1f} {top}h{wide - 2 * gap:.1f}v{CELL_HEIGHT}H{left + gap:.1f}z"
            if kind == "padding":  # a cell of nothing is struck through
                box += f"l{wide - 2 * gap:.1f} {CELL_HEIGHT}"
            boxes[kind].append(box)
        if depth:
            body.append(_lines(pyramid, depth, seen, zero, scale))
        body += [_cells(kind, paths) for kind, paths in boxes.items() if paths]
        body.append(
            f'<text class="left" x="{names - 8:g}" y="{top + 7}">{escape(level.name)}</text>'
            f'<text class="left" x="{names - 8:g}" y="{top + 21}">{level.size}</text>'
        )
    height = (len(pyramid.levels) - 1) * ROW_HEIGHT + CELL_HEIGHT + 4
    return framed(title, note, "".join(body), "", names + width, height)


def _cells(kind: str, paths: Sequence[str]) -> str:
    """Draw cells of one kind."""
    style = {
        "plain": 'fill="#8886" stroke="none"',
        "seen": f'fill="{WINDOW_COLOUR}" stroke="none"',
        "padding": 'fill="none" stroke="#888"',
    }[kind]
    return f'<path data-cells="{kind}" d="{"".join(paths)}" {style}/>'


def _lines(
    pyramid: Pyramid, depth: int, seen: Sequence[Sequence[int]], zero: float, scale: float
) -> str:
    """Join each cell that takes part with the first and the last place of its window."""
    above, below = pyramid.levels[depth], pyramid.levels[depth - 1]
    bottom = (len(pyramid.levels) - 1 - depth) * ROW_HEIGHT + CELL_HEIGHT
    lines = []
    for place in seen[depth]:
        if not 0 <= place < above.size:
            continue
        taps = pyramid.taps(pyramid.windows[depth - 1], place)
        middle = zero + above.middle(place) * scale
        left, right = (
            zero + (below.middle(tap) + side * below.field.jump / 2) * scale
            for tap, side in ((taps[0], -1), (taps[-1], 1))
        )
        down = bottom + ROW_HEIGHT - CELL_HEIGHT
        lines.append(f"M{left:.1f} {down}L{middle:.1f} {bottom}L{right:.1f} {down}")
    return (
        f'<path data-lines="{depth}" d="{"".join(lines)}" fill="{WINDOW_COLOUR}" '
        f'fill-opacity=".07" stroke="{WINDOW_COLOUR}" stroke-opacity=".5"/>'
    )
