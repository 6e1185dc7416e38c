"""The drawing of the tiny network: each number with its gradient below it, and the arrows."""

import numpy as np

from cnnkit.explorers.backpropagation.cells import (
    gradients_grid,
    largest,
    lines_between,
    outlines,
    touchable,
    values_grid,
)
from cnnkit.explorers.backpropagation.tiny_pass import (
    ANSWERED,
    ARRAYS,
    CLASSES,
    REACHED,
    TinyPass,
)
from cnnkit.explorers.drawing.svg import Panel, framed, signed_number
from cnnkit.plots.colours import GRADIENT_COLOUR, Kind

SIZE = (46.0, 40.0)
ARROW = 34.0
GAP = 22.0

SIDE_BY_SIDE = {"kernel K": "bias b", "weights W": "biases"}
"""What stands below what, in one panel."""

BETWEEN = {
    "map A": ("conv", "map A"),
    "ReLU R": ("ReLU", "ReLU R"),
    "pooled M": ("max pool", "pooled M"),
    "logits z": ("dense", "logits z"),
    "probabilities p": ("softmax", "probabilities p"),
}
"""By what an array is made: an arrow on its left."""


def panels(result: TinyPass) -> list[Panel | str]:
    """Return the panels in the order of the way forwards."""
    order = ("image X", "kernel K", "map A", "ReLU R", "pooled M", "weights W", "logits z")
    return [*(_panel(result, name) for name in order), _answer(result)]


def _panel(result: TinyPass, name: str) -> Panel:
    """Draw one array, with the one that belongs to it below, and the arrows on its left."""
    body, rows, columns = _grid(result, name), *ARRAYS[name]
    width, height = columns * SIZE[0], rows * SIZE[1]
    note = {
        "logits z": "truth: " + str(result.state["truth"]),
        "pooled M": "flattened: 2 numbers",
        "image X": f"{rows} × {columns}; 0 black, 2 white",
        "kernel K": "",
        "weights W": "",
    }.get(name, f"{rows} × {columns}")
    other = SIDE_BY_SIDE.get(name)
    if other:
        top = height + GAP
        text = "bias b" if other == "bias b" else "and biases"
        body += f'<text x="{width / 2:g}" y="{top - 6:g}">{text}</text>'
        body += f'<g transform="translate({_left(other, width):g},{top:g})">'
        body += f"{_grid(result, other)}</g>"
        height = top + SIZE[1]
        note = note or " "
    left = 0.0
    if name in BETWEEN:
        left = ARROW
        body = _arrows(result, name, height) + f'<g transform="translate({left:g},0)">{body}</g>'
    return framed(name, note, body, "", width + left, height)


def _left(name: str, width: float) -> float:
    """Return where a narrower array stands, so that it is in the middle."""
    return (width - ARRAYS[name][1] * SIZE[0]) / 2


def _grid(result: TinyPass, name: str) -> str:
    """Draw the cells of an array: its numbers, and on the way back their gradients below."""
    rows, columns = ARRAYS[name]
    half = SIZE[1] / 2
    going_back = result.step > REACHED["probabilities p"]
    body = ""
    if result.step >= REACHED[name]:
        values = result.values[name]
        image = name == "image X"
        limit = largest(values) if image else max(3.0, largest(values))
        kind: Kind = "image" if image else "signed"
        height = half if going_back else SIZE[1]
        body += values_grid(values, SIZE, limit=limit, height=height, kind=kind)
    if result.step >= ANSWERED.get(name, 99):
        gradient = result.gradients[name]
        limit = largest(*result.gradients.values())
        body += gradients_grid(gradient, SIZE, limit=limit, top=half, height=half)
    if going_back:
        middles = "".join(
            f"M0 {row * SIZE[1] + half:g}h{columns * SIZE[0]:g}" for row in range(rows)
        )
        body += f'<path d="{middles}" stroke="#8884" stroke-width="1" stroke-dasharray="2 3"/>'
    body += lines_between(rows, columns, SIZE)
    chosen, row, column = result.chosen
    if chosen == name:
        body += outlines([(row, column)], SIZE)
    return body + touchable(name, rows, columns, SIZE)


def _arrows(result: TinyPass, name: str, height: float) -> str:
    """Draw the arrow of the numbers, and below it that of the messages once they have passed."""
    y = height / 2
    forward = "currentColor" if result.step >= REACHED[name] else "#8886"
    passed = result.step > ANSWERED.get(name, 5)
    back = ""
    if passed:
        back = (
            f'<path d="M28 {y + 8:g}H10" stroke="{GRADIENT_COLOUR}" stroke-width="2.4"/>'
            f'<path d="M4 {y + 8:g}l8 -5v10z" fill="{GRADIENT_COLOUR}"/>'
        )
    return (
        f'<path d="M4 {y - 6:g}H22" stroke="{forward}" stroke-width="2"/>'
        f'<path d="M28 {y - 6:g}l-8 -5v10z" fill="{forward}"/>{back}'
    )


def _answer(result: TinyPass) -> Panel:
    """Draw the probabilities, named, and the loss."""
    rows, columns = ARRAYS["probabilities p"]
    width = columns * 66.0
    wide = (66.0, SIZE[1])
    body = ""
    if result.step >= REACHED["probabilities p"]:
        p = result.values["probabilities p"]
        body = values_grid(p, wide, limit=1.6, height=20, digits=3)
    y = (np.arange(columns) == result.true).astype(float)[None]
    names = "".join(
        f'<text x="{(place + 0.5) * 66:g}" y="34" style="font-size:12px">{name}</text>'
        for place, name in enumerate(CLASSES)
    )
    body += names + lines_between(rows, columns, wide)
    chosen, row, column = result.chosen
    if chosen == "probabilities p":
        body += outlines([(row, column)], wide)
    body += touchable("probabilities p", rows, columns, wide)
    loss = "L = −log p[truth]"
    if result.step >= REACHED["probabilities p"]:
        loss += f" = {signed_number(result.loss, 3)}"
    body += f'<text x="{width / 2:g}" y="{SIZE[1] + 22:g}" style="font-size:14px">{loss}</text>'
    height = SIZE[1] + 30
    body = _arrows(result, "probabilities p", SIZE[1]) + (
        f'<g transform="translate({ARROW:g},0)">{body}</g>'
    )
    truth = ", ".join(str(int(one)) for one in y[0])
    return framed("probabilities p", f"truth y = ({truth})", body, "", width + ARROW, height)
