"""A stack of layers along one axis as a panel: rows of cells, and the tree below one of them."""

from collections.abc import Sequence
from html import escape

from cnnkit.explorers.drawing.svg import Panel, framed
from cnnkit.insight import Pyramid
from cnnkit.plots.colours import WINDOW_COLOUR

ROW_HEIGHT, CELL_HEIGHT = 46, 16
"""CSS pixels from row to row, and of a cell."""

NAME_WIDTH = 68
"""CSS pixels for the names, whatever they are, so that nothing moves when a layer changes."""

SMALLEST_OUTLINED = 6
"""CSS pixels of a cell that still has room for an outline."""

HATCHING = 5
"""CSS pixels from one line of the hatching to the next."""


def pyramid_panel(
    title: str,
    pyramid: Pyramid,
    index: int,
    *,
    names: Sequence[str],
    width: float,
    note: str,
    refused: str = "",
) -> Panel:
    """Draw the levels, the input at the bottom, and what the top's cell ``index`` sees.

    Parameters
    ----------
    title, note : str
        Above and below.
    pyramid : Pyramid
        What is drawn.
    index : int
        A cell of the top level.
    names : sequence of str
        One a level, the input's first; up to 9 letters.
    width : float
        CSS pixels of the cells, without the names.
    refused : str
        What to say in an empty row on top, where a layer does not fit.
    """
    low, high = pyramid.ends
    scale = width / (high - low)
    zero = NAME_WIDTH - low * scale
    first_row = ROW_HEIGHT if refused else 0
    seen = pyramid.seen(index)
    body = [_empty_row(refused, width)] if refused else []
    for depth, (name, level, places) in enumerate(zip(names, pyramid.levels, seen, strict=True)):
        top = first_row + (len(pyramid.levels) - 1 - depth) * ROW_HEIGHT
        touched = set(places)
        before, after = level.padding
        wide = level.field.jump * scale
        gap = min(1.0, 0.15 * wide)
        boxes: dict[str, list[str]] = {}
        for place in range(-before, level.size + after):
            inside = 0 <= place < level.size
            kind = ("seen" if inside else "touched") if place in touched else ""
            kind = kind or ("plain" if inside else "padding")
            left = zero + level.middle(place) * scale - wide / 2 + gap
            box = f"M{left:.1f} {top}h{wide - 2 * gap:.1f}v{CELL_HEIGHT}H{left:.1f}z"
            box += "" if inside else _hatching(left, top, wide - 2 * gap)
            boxes.setdefault(kind, []).append(box)
        if depth:
            body.append(_lines(pyramid, depth, seen[depth], zero, scale, top + CELL_HEIGHT))
        body += [_cells(kind, paths, wide) for kind, paths in sorted(boxes.items())]
        body.append(
            f'<text class="left" x="{NAME_WIDTH - 8}" y="{top + 7}">{escape(name)}</text>'
            f'<text class="left" x="{NAME_WIDTH - 8}" y="{top + 21}">{level.size}</text>'
        )
    height = first_row + (len(pyramid.levels) - 1) * ROW_HEIGHT + CELL_HEIGHT + 4
    return framed(title, note, "".join(body), "", NAME_WIDTH + width, height)


def _cells(kind: str, paths: Sequence[str], wide: float) -> str:
    """Draw cells of one kind: orange for what the cell depends on, hatched for padding."""
    orange = f'fill="{WINDOW_COLOUR}"'
    if wide >= SMALLEST_OUTLINED:
        orange += f' fill-opacity=".35" stroke="{WINDOW_COLOUR}"'
    style = {
        "padding": 'fill="none" stroke="#888"',
        "plain": 'fill="#8886"',
        "seen": orange,
        "touched": f'fill="none" stroke="{WINDOW_COLOUR}"',
    }[kind]
    return f'<path data-cells="{kind}" d="{"".join(paths)}" {style}/>'


def _hatching(left: float, top: float, wide: float) -> str:
    """Hatch a cell with lines that rise to the right."""
    lines, offset = [], HATCHING / 2
    while offset < wide + CELL_HEIGHT:
        begin, end = max(offset - CELL_HEIGHT, 0), min(offset, wide)
        rise = end - begin
        lines.append(f"M{left + begin:.1f} {top + offset - begin:.1f}l{rise:.1f} {-rise:.1f}")
        offset += HATCHING
    return "".join(lines)


def _empty_row(refused: str, width: float) -> str:
    """Draw, in the place of a map, why there is none."""
    return (
        f'<rect class="guide" x="{NAME_WIDTH}" y="0" width="{width:g}" height="{CELL_HEIGHT}"/>'
        f'<text x="{NAME_WIDTH + width / 2:g}" y="{CELL_HEIGHT - 4}">✗ {escape(refused)}</text>'
    )


def _lines(
    pyramid: Pyramid, depth: int, seen: Sequence[int], zero: float, scale: float, bottom: float
) -> str:
    """Join each cell that takes part with the first and the last place of its window."""
    above, below = pyramid.levels[depth], pyramid.levels[depth - 1]
    half = below.field.jump / 2
    down = bottom + ROW_HEIGHT - CELL_HEIGHT
    lines = []
    for place in seen:
        if not 0 <= place < above.size:
            continue
        taps = pyramid.taps(pyramid.windows[depth - 1], place)
        middle = zero + above.middle(place) * scale
        left = zero + (below.middle(taps[0]) - half) * scale
        right = zero + (below.middle(taps[-1]) + half) * scale
        lines.append(f"M{left:.1f} {down}L{middle:.1f} {bottom}L{right:.1f} {down}")
    return (
        f'<path data-lines="{depth}" d="{"".join(lines)}" fill="{WINDOW_COLOUR}" '
        f'fill-opacity=".07" stroke="{WINDOW_COLOUR}" stroke-opacity=".5"/>'
    )
