"""The drawing of a chain: boxes, what flows through them, and the loss over one input."""

from collections.abc import Callable

import numpy as np

from cnnkit.explorers.backpropagation.chain_of_numbers import Chain
from cnnkit.explorers.drawing.plotting import GRADIENT, NOW, Axis, Curve, Points, plot_panel
from cnnkit.explorers.drawing.svg import Panel, framed, signed_number
from cnnkit.plots.colours import GRADIENT_COLOUR

BOX, HIGH, PITCH = 74.0, 42.0, 93.0
"""CSS pixels: a box's width and height, and from one column to the next."""

ABOVE, MIDDLE, BELOW = 66.0, 154.0, 242.0
ROOM = 22.0
"""Below a box, for its message."""

LAST_STEP = 10


def _corners(pixels: int) -> dict[str, tuple[float, float]]:
    """Return the left upper corner of each box."""
    corners = {"w": (0.0, MIDDLE), "b": (PITCH, MIDDLE), "y": (3 * PITCH, MIDDLE)}
    for k, row in zip(range(pixels), (ABOVE, BELOW), strict=False):
        corners[f"x_{k}"] = (0.0, row - 48 if k == 0 else row + 48)
        for column, letter in enumerate("azr", start=1):
            corners[f"{letter}_{k}"] = (column * PITCH, row - 20 if k == 0 else row + 20)
    return corners | {"e": (4 * PITCH, MIDDLE), "L": (5 * PITCH, MIDDLE)}


def _edges(chain: Chain) -> list[tuple[str, str, float]]:
    """List from which box to which box a line leads, and the local slope along it."""
    v = chain.values
    edges = []
    for k in range(chain.pixels):
        gate = 1.0 if v[f"z_{k}"] > 0 else 0.0
        edges += [
            (f"x_{k}", f"a_{k}", v["w"]),
            ("w", f"a_{k}", v[f"x_{k}"]),
            (f"a_{k}", f"z_{k}", 1.0),
            ("b", f"z_{k}", 1.0),
            (f"z_{k}", f"r_{k}", gate),
            (f"r_{k}", "e", 1.0),
        ]
    return [*edges, ("y", "e", -1.0), ("e", "L", 2 * v["e"])]


def _texts(chain: Chain) -> dict[str, str]:
    """Return what each box does, in a few letters."""
    tags = ("₀", "₁") if chain.pixels == 2 else ("",)
    texts = {"w": "weight w", "b": "bias b", "y": "truth y", "L": "L = e²"}
    for k, tag in enumerate(tags):
        texts |= {
            f"x_{k}": f"pixel x{tag or '₀'}",
            f"a_{k}": f"a{tag} = w·x{tag or '₀'}",
            f"z_{k}": f"z{tag}=a{tag}+b" if tag else "z = a + b",
            f"r_{k}": f"r{tag} = relu",
        }
    return texts | {"e": "r₀+r₁ − y" if chain.pixels == 2 else "e = r − y"}


def graph_panel(chain: Chain, step: int) -> Panel:
    """Draw the boxes with the numbers and the messages that a step has reached.

    Parameters
    ----------
    chain : Chain
        All numbers and messages.
    step : int
        0 shows the inputs, 5 the loss, 10 the messages of all inputs.
    """
    corners, places, texts = _corners(chain.pixels), chain.places, _texts(chain)
    body = []
    for start, end, slope in _edges(chain):
        reached = places[end] <= step
        back = LAST_STEP - places[end] if places[end] else LAST_STEP
        # Nobody moves the truth: no message goes there.
        arrived = step > max(5, back) and step >= LAST_STEP - places[start] and start != "y"
        body.append(_edge(corners[start], corners[end], reached, slope if arrived else None))
    for name, (left, top) in corners.items():
        shown = places[name] <= step
        back = LAST_STEP - places[name]
        message = chain.gradients[name] if step > 5 and step >= back and name != "y" else None
        value = signed_number(chain.values[name], 3) if shown else ""
        body.append(_box(left, top, texts[name], value, name, message))
    height = (BELOW + 68 + HIGH + ROOM) if chain.pixels == 2 else (MIDDLE + HIGH + ROOM)
    note = "bold: numbers, forwards; purple: messages, back, times the slope on each line"
    return framed("", note, "".join(body), "", 5 * PITCH + BOX, height)


def _edge(
    start: tuple[float, float], end: tuple[float, float], reached: bool, slope: float | None
) -> str:
    """Draw a line between boxes; once a message has passed it, purple and with the slope on it."""
    x_from, y_from = start[0] + BOX, start[1] + HIGH / 2
    x_to, y_to = end[0], end[1] + HIGH / 2
    if slope is None:
        dashes = "" if reached else ' stroke-dasharray="3 4"'
        return (
            f'<path d="M{x_from:g} {y_from:g}L{x_to:g} {y_to:g}" stroke="#888" '
            f'stroke-width="1.6" fill="none"{dashes}/>'
        )
    angle = np.arctan2(y_to - y_from, x_to - x_from)
    tips = [(x_from + 9 * np.cos(angle + t), y_from + 9 * np.sin(angle + t)) for t in (0.5, -0.5)]
    arrow = "L".join(f"{x:.1f} {y:.1f}" for x, y in tips)
    x, y = (x_from + x_to) / 2, (y_from + y_to) / 2
    if abs(y_to - y_from) > 2 * (x_to - x_from):  # steep: the slope stands beside the line
        x, y = x + 20, y + 9
    elif y_to > y_from:  # falling to the right: above it on the right
        x, y = x + 12, y - 5
    elif y_to < y_from:  # rising: below it on the right
        x, y = x + 10, y + 21
    elif len(signed_number(slope)) > 1:  # too wide for between the boxes: above them
        y -= HIGH / 2
    return (
        f'<path d="M{x_from:g} {y_from:g}L{x_to:g} {y_to:g}" stroke="{GRADIENT_COLOUR}" '
        f'stroke-width="2.4" fill="none"/>'
        f'<path d="M{x_from:g} {y_from:g}L{arrow}z" fill="{GRADIENT_COLOUR}"/>'
        f'<text x="{x:.1f}" y="{y - 5:.1f}" style="font-size:13.4px;fill:{GRADIENT_COLOUR};'
        f'paint-order:stroke;stroke:var(--jp-layout-color1,#fff);stroke-width:4px">'
        f"·{signed_number(slope)}</text>"
    )


def _box(left: float, top: float, text: str, value: str, name: str, message: float | None) -> str:
    """Draw a box: what it does, its number, and below it the message that has arrived."""
    middle = left + BOX / 2
    rounding = 12 if name in ("w", "b", "y") or name.startswith("x") else 3
    below = ""
    if message is not None:
        below = (
            f'<text x="{middle:g}" y="{top + HIGH + 16:g}" style="font-size:14px;font-weight:600;'
            f'fill:{GRADIENT_COLOUR}">{signed_number(message, 3)}</text>'
        )
    return (
        f'<rect class="blank" x="{left:g}" y="{top:g}" width="{BOX:g}" height="{HIGH:g}" '
        f'rx="{rounding}" stroke="#888" stroke-width="1.5"/>'
        f'<text x="{middle:g}" y="{top + 16:g}" style="font-size:13.4px">{text}</text>'
        f'<text x="{middle:g}" y="{top + 35:g}" style="font-size:15px;font-weight:600">{value}'
        f"</text>{below}"
    )


def curve_panel(
    loss: Callable[[float], float], here: float, nudge: float, slope: float | None, name: str
) -> Panel:
    """Draw the loss over one input, with the tangent there once its slope is known.

    Parameters
    ----------
    loss : function
        From the input's value to the loss.
    here, nudge : float
        Where the input stands, and by how much it is moved.
    slope : float, optional
        Of the loss at that place.
    name : str
        What the input is.
    """
    x = np.linspace(here - 1.5, here + 1.5, 121)
    y = np.array([loss(float(value)) for value in x])
    start, end = loss(here), loss(here + nudge)
    top = max(float(y.max()) * 1.06, 0.5)
    drawn: list[Curve | Points] = [Curve("the loss", x, y)]
    if slope is not None:
        ends = np.array([here - 1.5, here + 1.5])
        drawn.append(Curve("its slope here", ends, start + slope * (ends - here), GRADIENT))
    drawn += [
        Points("", [here], [start], NOW),
        Points("after the nudge", [here + nudge], [end], NOW, cross=True),
    ]
    return plot_panel(
        "loss over one input",
        drawn,
        Axis(name, here - 1.5, here + 1.5),
        Axis("loss", -0.12 * top, top),
        width=180,
        height=150,
    )
