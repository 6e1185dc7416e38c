"""Plain, residual, bottleneck and inverted bottleneck blocks: drawn, and counted layer by layer."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, NamedTuple

from cnnkit.explorers.controls import choice, slider, stops, tick
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import Panel, framed
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.famous_architectures.boxes import BLUE, GREEN, GREY, Box, arrow, plus, tall

PLAIN, RESIDUAL, BOTTLENECK, INVERTED = (
    *("plain: 3×3, 3×3", "residual: 3×3, 3×3"),
    *("bottleneck", "inverted bottleneck"),
)
KINDS = (PLAIN, RESIDUAL, BOTTLENECK, INVERTED)
CHANNELS = (16, 32, 64, 128, 256, 512)
SIDES = (7, 14, 28, 56)
MOST = 6
"""The largest factor between the ends of a block and its middle."""

HIGH, WIDE, GAP = 92.0, 96.0, 26.0
"""CSS pixels of the tallest box, of a convolution's width, and between two boxes."""


class Layer(NamedTuple):
    """One convolution with its batch norm."""

    kernel: int
    before: int
    filters: int
    side: int
    depthwise: bool = False

    @property
    def words(self) -> str:
        """How it is called."""
        kind = " depthwise" if self.depthwise else ""
        return f"{self.kernel}×{self.kernel}{kind}"

    @property
    def weights(self) -> int:
        """Of the kernels; with a batch norm behind there is no bias."""
        return self.kernel**2 * (1 if self.depthwise else self.before) * self.filters

    @property
    def parameters(self) -> int:
        """Weights, and the batch norm's two numbers a channel."""
        return self.weights + 2 * self.filters

    @property
    def multiply_adds(self) -> int:
        """Products, on maps of this side."""
        return self.side**2 * self.weights


@dataclass(frozen=True)
class ResidualBlockResult:
    """The layers of a block."""

    state: State
    body: list[Layer]
    shortcut: Layer | None
    """The 1×1 on the shortcut, where there is one."""
    is_added: bool
    """Whether the block has a shortcut at all."""

    @property
    def layers(self) -> list[Layer]:
        """All of them."""
        return self.body + ([self.shortcut] if self.shortcut else [])

    @property
    def parameters(self) -> int:
        """Those of all layers."""
        return sum(layer.parameters for layer in self.layers)

    @property
    def multiply_adds(self) -> int:
        """Those of all layers."""
        return sum(layer.multiply_adds for layer in self.layers)


def block(state: State) -> ResidualBlockResult:
    """Return the layers of a block as a state describes it.

    Examples
    --------
    >>> state = {"kind": BOTTLENECK, "channels": 256, "middle": 4, "side": 56, "halve": False}
    >>> block(state).parameters
    70400
    """
    kind, channels, factor = state["kind"], state["channels"], state["middle"]
    side, stride = state["side"], 2 if state["halve"] else 1
    out = channels * stride
    after = -(-side // stride)
    if kind in (PLAIN, RESIDUAL):
        body = [Layer(3, channels, out, after), Layer(3, out, out, after)]
    elif kind == BOTTLENECK:
        middle = out // factor
        body = [
            Layer(1, channels, middle, side),
            Layer(3, middle, middle, after),
            Layer(1, middle, out, after),
        ]
    else:
        middle = channels * factor
        body = [
            *([Layer(1, channels, middle, side)] if factor > 1 else []),
            Layer(3, middle, middle, after, depthwise=True),
            Layer(1, middle, out, after),
        ]
    is_added = kind in (RESIDUAL, BOTTLENECK) or (kind == INVERTED and stride == 1)
    shortcut = Layer(1, channels, out, after) if is_added and stride == 2 else None
    return ResidualBlockResult(state, body, shortcut, is_added)


class ResidualBlock(Explorer[ResidualBlockResult]):
    """A block of a network, drawn with its shortcut, and what each of its layers costs.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``kind`` (of `KINDS`), ``channels`` (of `CHANNELS`), ``middle`` (1 to 6: how many times
        narrower a bottleneck is in its middle, or wider an inverted one), ``side`` (of `SIDES`),
        ``halve`` (whether the block halves the maps and doubles the channels).

    Examples
    --------
    >>> explorer = ResidualBlock(kind="residual: 3×3, 3×3", channels=64)
    >>> explorer.result.parameters
    73984
    """

    title = "A block and its shortcut"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "kind": choice("block", RESIDUAL, KINDS),
            "halve": tick("halves, doubles", False),
            "channels": stops("channels in", 64, CHANNELS),
            "side": stops("rows and columns", 28, SIDES),
            "middle": slider("middle, times (1–6)", 4, 1, MOST),
        }
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Leave the middle to blocks that have one."""
        has_middle = state["kind"] in (BOTTLENECK, INVERTED)
        return {"middle": (1, MOST) if has_middle else (4, 4)}

    def compute(self, state: State) -> ResidualBlockResult:
        """List the layers."""
        return block(state)

    def draw(self, result: ResidualBlockResult) -> Picture:
        """Draw the block, and write what its layers cost."""
        return Picture(
            [_drawing(result)], formula=_formula(result), table=_table(result), formula_lines=2
        )

    def describe(self, result: ResidualBlockResult) -> str:
        """Say what the block does to its input, and what it costs."""
        state = result.state
        last = result.body[-1]
        layers = ", ".join(f"{layer.words} to {layer.filters}" for layer in result.body)
        if not result.is_added:
            way = "Nothing is added"
            way += ", since size and channels change." if state["kind"] == INVERTED else "."
        elif result.shortcut:
            way = "The input is added, behind a 1×1 convolution with stride 2 that makes it fit."
        else:
            way = "The input is added as it is."
        return (
            f"{state['side']} × {state['side']} × {state['channels']} goes in; {layers}; "
            f"{last.side} × {last.side} × {last.filters} comes out. {way} "
            f"{result.parameters:,} parameters, {result.multiply_adds:,} multiply-adds; two plain "
            f"3×3 have {_plain(result).parameters:,} and {_plain(result).multiply_adds:,}."
        )


def _plain(result: ResidualBlockResult) -> ResidualBlockResult:
    """Return a plain block with the same ends."""
    return block(result.state | {"kind": PLAIN})


def _drawing(result: ResidualBlockResult) -> Panel:
    """Draw input, convolutions, the addition and the shortcut above them."""
    state = result.state
    most = max(state["channels"], *(layer.filters for layer in result.body))
    middle = 62 + HIGH / 2
    start = Box(0, middle, 46, tall(state["channels"], most, HIGH), (), GREY)
    parts, before, x = [start.svg], start.right, 46 + GAP
    boxes = []
    for layer in result.body:
        colour = GREEN if layer.depthwise else BLUE
        boxes.append(Box(x, middle, WIDE, tall(layer.filters, most, HIGH), (), colour))
        parts += [arrow(before, boxes[-1].left), boxes[-1].svg]
        before, x = boxes[-1].right, x + WIDE + GAP
    end = Box(x + 46 if result.is_added else x, middle, 46, boxes[-1].height, (), GREY)
    if result.is_added:
        joint = x + 8
        parts += [arrow(before, (joint - 10, middle)), plus(joint, middle)]
        parts.append(arrow((joint + 10, middle), end.left))
        parts.append(_shortcut(result, joint, middle))
    else:
        parts.append(arrow(before, end.left))
    parts.append(end.svg)
    below = middle + HIGH / 2 + 16
    labels = [
        (start, ("in", str(state["channels"]))),
        (end, ("out", str(boxes and result.body[-1].filters))),
    ]
    labels += [
        (box, (layer.words, f"to {layer.filters}"))
        for box, layer in zip(boxes, result.body, strict=True)
    ]
    for box, lines in labels:
        parts += [
            f'<text x="{box.x + box.width / 2:g}" y="{below + 15 * place:g}">{line}</text>'
            for place, line in enumerate(lines)
        ]
    note = "as tall as the root of the channels; a batch norm behind each convolution"
    return framed(state["kind"], note, "".join(parts), "", end.x + 46, below + 22)


def _shortcut(result: ResidualBlockResult, joint: float, middle: float) -> str:
    """Draw the way past the body, with its 1×1 where there is one."""
    x, high = 46 + GAP / 2, 24.0
    if result.shortcut is None:
        return arrow((x, middle), (x, high), (joint, high), (joint, middle - 10)) + (
            f'<text x="{(x + joint) / 2:g}" y="{high - 8:g}">as it is</text>'
        )
    words = (f"1×1, stride 2, to {result.shortcut.filters}",)
    box = Box((x + joint) / 2 - 80, high, 160, 26, words)
    ways = arrow((x, middle), (x, high), box.left)
    return ways + box.svg + arrow(box.right, (joint, high), (joint, middle - 10))


def _table(result: ResidualBlockResult) -> str:
    """Write a row a layer."""
    rows = []
    for layer in result.layers:
        name = layer.words + (" on the shortcut" if layer is result.shortcut else "")
        share = 100 * layer.parameters / result.parameters
        rows.append(
            f"<tr><td>{name}</td><td>{layer.before} → {layer.filters}</td>"
            f"<td>{layer.parameters:,}</td><td>{share:.0f} %</td>"
            f"<td>{layer.multiply_adds:,}</td></tr>"
        )
    return (
        '<div class="scroll"><table><thead><tr><th>layer</th><th>channels</th><th>parameters</th>'
        f"<th>share</th><th>multiply-adds</th></tr></thead><tbody>{''.join(rows)}</tbody>"
        f"<tfoot><tr><td>block</td><td></td><td>{result.parameters:,}</td><td></td>"
        f"<td>{result.multiply_adds:,}</td></tr></tfoot></table></div>"
    )


def _formula(result: ResidualBlockResult) -> str:
    """Write the weights of all convolutions, and how they compare with a plain block."""
    state = result.state
    terms = []
    for layer in result.layers:
        square = f"{layer.kernel}²·" if layer.kernel > 1 else ""
        terms.append(
            f"{square}{layer.filters}"
            if layer.depthwise
            else f"{square}{layer.before}·{layer.filters}"
        )
    weights = sum(layer.weights for layer in result.layers)
    share = result.multiply_adds / _plain(result).multiply_adds
    middle = ""
    if state["kind"] in (BOTTLENECK, INVERTED):
        sign = "÷" if state["kind"] == BOTTLENECK else "×"
        middle = f", middle {sign} {number('middle', state['middle'])}"
    return (
        f"{number('kind', state['kind'])} on {number('side', state['side'])} × {state['side']} × "
        f"{number('channels', state['channels'])}{middle}: weights {' + '.join(terms)} = "
        f"<b>{weights:,}</b><br>multiply-adds <b>{result.multiply_adds:,}</b>, {share:.2g} times "
        f"those of two plain 3×3"
    )
