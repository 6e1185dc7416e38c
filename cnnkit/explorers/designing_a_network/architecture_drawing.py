"""Networks as drawings: a block for each array on the way, and a table with a row a layer."""

from collections.abc import Sequence
from html import escape
from math import log2, sqrt

from cnnkit.explorers.designing_a_network.architecture_trace import Step
from cnnkit.explorers.drawing.plotting import LINES
from cnnkit.explorers.drawing.svg import Panel, framed
from cnnkit.layers.arguments import Shape
from cnnkit.plots.colours import WINDOW_COLOUR

BLUE, GREEN, GREY = LINES[0][0], LINES[3][0], LINES[4][0]
COLOURS = {"conv": BLUE, "dense": BLUE, "max pool": GREEN, "average pool": GREEN}
"""Blue for what has weights, green for pooling, grey for the rest; their names stand above."""

SHORT = {"average pool": "avg pool", "global average pool": "global avg"}
ALSO_HEIGHT = 16
TALLEST = 122
"""CSS pixels of the tallest block: all stand on one line, and the picture keeps its height."""

COLUMNS = ("layer", "output", "left over", "parameters", "multiply-adds", "sees")
SCALE = "blocks: rows up, columns back, channels across (square roots); rows of numbers: logarithms"


def image_block(image: Shape) -> Panel:
    """Draw the image that the network is given."""
    return _block("image", "", image, GREY, outlined=False)


def layer_blocks(steps: Sequence[Step], selected: int) -> list[Panel]:
    """Draw a block for each layer; a ReLU, which changes no shape, is named on the one before."""
    panels = []
    for place, step in enumerate(steps):
        if step.kind == "relu" and place and steps[place - 1].kind != "relu":
            continue
        name = f"{step.number} {SHORT.get(step.kind, step.kind)}"
        following = steps[place + 1 : place + 2]
        has_relu = bool(following) and following[0].kind == "relu" and step.kind != "relu"
        also = f"{step.number + 1} relu" if has_relu else ""
        outlined = selected in (step.number, step.number + has_relu)
        if step.cost is None:
            panels.append(_missing(name, also, is_misfit=bool(step.misfit), outlined=outlined))
        else:
            colour = COLOURS.get(step.kind, GREY)
            panels.append(_block(name, also, step.cost.output_shape, colour, outlined=outlined))
    return panels


def line_break() -> Panel:
    """Return nothing, as wide as the picture: what follows begins on a new line."""
    return Panel('<svg style="flex:0 0 100%;height:0"></svg>', 0)


def _block(name: str, also: str, shape: Shape, colour: str, *, outlined: bool) -> Panel:
    """Draw an image's array as a block, and a row of numbers as a bar."""
    if len(shape) == 1:
        tall, wide, deep = 5 * log2(shape[0]) + 4, 9.0, 0.0
    else:
        height, width, channels = shape
        tall, wide, deep = 9 * sqrt(height), 2.4 * sqrt(channels), 3.2 * sqrt(width)
    line = f'stroke="{WINDOW_COLOUR}" stroke-width="3"' if outlined else 'stroke="#8888"'
    front = f'<rect x="0" y="{deep:.1f}" width="{wide:.1f}" height="{tall:.1f}" fill="{colour}"'
    faces = f"{front} {line}/>"
    if deep:
        top = f"M0 {deep:.1f}l{deep:.1f} {-deep:.1f}h{wide:.1f}l{-deep:.1f} {deep:.1f}z"
        side = f"M{wide:.1f} {deep:.1f}l{deep:.1f} {-deep:.1f}v{tall:.1f}l{-deep:.1f} {deep:.1f}z"
        faces += f'<path d="{top}" fill="{colour}" fill-opacity=".35" {line}/>'
        faces += f'<path d="{side}" fill="{colour}" fill-opacity=".6" {line}/>'
    return _named(name, also, _compact(shape), faces, wide + deep, tall + deep)


def _compact(shape: Shape) -> str:
    """Write a shape without spaces."""
    return "×".join(f"{n:,}" for n in shape)


def _missing(name: str, also: str, *, is_misfit: bool, outlined: bool) -> Panel:
    """Draw an empty place: crossed where a layer does not fit, dashed behind it."""
    line = WINDOW_COLOUR if outlined else GREY
    body = (
        f'<rect width="30" height="44" fill="none" stroke="{line}" stroke-width="2" '
        'stroke-dasharray="4 4"/>'
    )
    if is_misfit:
        body += f'<path d="M4 4l22 36m0 -36l-22 36" stroke="{GREY}" stroke-width="3"/>'
        return _named(name, also, "does not fit", body, 30, 44)
    return _named(name, also, "–", f'<g opacity=".6">{body}</g>', 30, 44)


def _named(name: str, also: str, note: str, body: str, width: float, height: float) -> Panel:
    """Put two names above a block, the second one for what follows on the same array."""
    full = max(width, 7.8 * len(note))  # × is a wide letter
    second = f'<text x="{full / 2:.1f}" y="9">{also}</text>' if also else ""
    left, top = (full - width) / 2, ALSO_HEIGHT + TALLEST - height
    shifted = f'{second}<g transform="translate({left:.1f},{top:.1f})">{body}</g>'
    return framed(name, note, shifted, "", full, ALSO_HEIGHT + TALLEST)


def table(steps: Sequence[Step], selected: int) -> str:
    """Return a row a layer as HTML; bars behind the counts are shares of the largest one."""
    reached = [step.cost for step in steps if step.cost]
    most = (
        max([cost.parameters for cost in reached], default=0),
        max([cost.multiply_adds for cost in reached], default=0),
    )
    rows = "".join(_row(step, most, selected=step.number == selected) for step in steps)
    totals = [sum(cost.parameters for cost in reached), sum(cost.multiply_adds for cost in reached)]
    name = "total" if len(reached) == len(steps) else "total of what fits"
    total = _cells([name, "", "", *(f"{total:,}" for total in totals), ""])
    return (
        '<div class="scroll"><table><thead><tr>'
        f"{''.join(f'<th>{heading}</th>' for heading in COLUMNS)}</tr></thead>"
        f"<tbody>{rows}</tbody><tfoot><tr>{total}</tr></tfoot></table></div>"
        f"<div>{SCALE}; bars in the table: shares of the largest count</div>"
    )


def _row(step: Step, most: tuple[int, int], *, selected: bool) -> str:
    """Return one layer's row."""
    name = f"{step.number} {step.words}"
    marks = ' class="selected" aria-current="true"' if selected else ""
    if step.cost is None:
        state = "✗ does not fit" if step.misfit else "not reached"
        faint = "" if step.misfit or selected else ' class="faint"'
        return f"<tr{marks or faint}>{_cells([name, state, '', '', '', ''])}</tr>"
    over = "+".join(str(axis.left_over) for axis in step.axes)
    height, width = step.field
    counts = step.cost.parameters, step.cost.multiply_adds
    # Where the largest count is 0, so is every other.
    shares = [count / max(largest, 1) for count, largest in zip(counts, most, strict=True)]
    cells = [
        name,
        _compact(step.cost.output_shape),
        over if over.strip("0+") else "",
        *(f"{count:,}" for count in counts),
        f"{height}×{width}",
    ]
    return f"<tr{marks}>{_cells(cells, shares=[0, 0, 0, *shares, 0])}</tr>"


def _cells(texts: Sequence[str], shares: Sequence[float] = (0,) * len(COLUMNS)) -> str:
    """Return a row's cells, each with a bar behind it that fills a share of it from the right."""
    bars = [
        f' style="background:linear-gradient(to left,{BLUE}55 {100 * share:.0f}%,transparent 0)"'
        if share
        else ""
        for share in shares
    ]
    pairs = zip(texts, bars, strict=True)
    return "".join(f"<td{bar}>{escape(text)}</td>" for text, bar in pairs)


def budget_panel(parameters: int, budget: int, *, complete: bool) -> Panel:
    """Draw the parameters against the budget; what is too much is crossed out.

    They say nothing yet while not ``complete``, because a layer does not fit.
    """
    width, height = 170.0, 22.0
    full = max(parameters, budget)
    used, limit = (width * count / full for count in (parameters, budget))
    body = (
        f'<rect width="{min(used, limit):.1f}" height="{height:g}" fill="{BLUE}" '
        f'fill-opacity=".6"/><rect class="grid" width="{limit:.1f}" height="{height:g}"/>'
    )
    if used > limit:
        lines = "".join(
            f"M{x:.1f} {height:g}l6 {-height:g}" for x in _steps(limit, used - 6, spacing=8)
        )
        body += (
            f'<rect x="{limit:.1f}" width="{used - limit:.1f}" height="{height:g}" fill="none" '
            f'stroke="{GREY}"/><path d="{lines}" stroke="{GREY}"/>'
        )
        note = f"✗ {parameters - budget:,} too many"
    elif complete:
        note = f"✓ {budget - parameters:,} to spare"
    else:
        note = "so far; a layer does not fit"
    count = f'<text x="{width / 2:g}" y="{height + 16:g}">{parameters:,} of {budget:,}</text>'
    return framed("parameters and budget", note, body + count, "", width, height + 18)


def _steps(start: float, end: float, spacing: float) -> list[float]:
    """Return places from start on, ``spacing`` apart, up to the end."""
    return [start + spacing * step for step in range(max(int((end - start) / spacing) + 1, 0))]
