"""The chain rule as a graph of boxes: numbers forwards, messages backwards, and a nudge."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from cnnkit.explorers.backpropagation.chain_drawing import curve_panel, graph_panel
from cnnkit.explorers.backpropagation.chain_of_numbers import Chain
from cnnkit.explorers.controls import Stepper, choice, decimal
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import factor, signed_number
from cnnkit.explorers.explorer import Explorer, State

ONE, TWO = "one pixel", "one weight, two pixels"
INPUTS = {"weight w": "w", "pixel x₀": "x_0", "pixel x₁": "x_1", "bias b": "b"}
"""What can be nudged, with the control that holds it."""

FORWARD_STEPS, LAST_STEP = 5, 10
"""Up to here numbers appear, from here to the end messages."""


@dataclass(frozen=True)
class ChainRuleResult:
    """The boxes' numbers and messages, and what a nudge does to the loss."""

    state: State
    chain: Chain
    nudged: Chain

    @property
    def step(self) -> int:
        """How far the numbers, and then the messages, have come."""
        return int(self.state["step"])

    @property
    def letter(self) -> str:
        """Which input is nudged."""
        return INPUTS[self.state["nudged"]]

    @property
    def promised(self) -> float:
        """What the gradient says that the nudge does to the loss."""
        return self.chain.gradients[self.letter] * float(self.state["nudge"])

    @property
    def true(self) -> float:
        """What the nudge does to the loss."""
        return self.nudged.loss - self.chain.loss


class ChainRule(Explorer[ChainRuleResult]):
    """Walk through a few boxes, forwards with numbers and backwards with messages.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``graph`` (`ONE` or `TWO`), ``step`` (0 to 10), ``w``, ``x_0``, ``x_1``, ``b``, ``y``,
        ``nudged`` (one of `INPUTS`), ``nudge``.

    Examples
    --------
    >>> explorer = ChainRule(graph="one pixel", w=2, x_0=1.5, b=-1, y=3)
    >>> explorer.result.chain.loss, explorer.result.chain.gradients["w"]
    (1.0, -3.0)
    """

    title = "The chain rule, box by box"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "graph": choice("graph", TWO, (ONE, TWO)),
            "step": Stepper("step (0 to 10)", LAST_STEP, 0, LAST_STEP, 1200),
            "w": decimal("weight w (±3)", 2.0, -3, 3, 0.25),
            "x_0": decimal("pixel x₀ (±3)", 1.5, -3, 3, 0.25),
            "x_1": decimal("pixel x₁ (±3)", 0.75, -3, 3, 0.25),
            "b": decimal("bias b (±3)", -1.0, -3, 3, 0.25),
            "y": decimal("truth y (0 to 6)", 3.0, 0, 6, 0.25),
            "nudged": choice("nudge", "weight w", tuple(INPUTS)),
            "nudge": decimal("nudge by (±1)", 0.1, -1, 1, 0.05),
        }
        super().__init__(controls, state, hidden)
        controls["graph"].observe(lambda _change: self._switch_second_pixel(), names="value")
        self._switch_second_pixel()

    def _switch_second_pixel(self) -> None:
        """Switch off the second pixel where the graph has only one."""
        self.controls["x_1"].disabled = self.controls["graph"].value == ONE

    def compute(self, state: State) -> ChainRuleResult:
        """Run the boxes forwards and backwards, and once more with the nudge."""
        pixels = [state["x_0"], state["x_1"]] if state["graph"] == TWO else [state["x_0"]]
        inputs = {"w": state["w"], "b": state["b"], "y": state["y"]}
        inputs |= {f"x_{place}": pixel for place, pixel in enumerate(pixels)}
        letter = INPUTS[state["nudged"]]
        nudged = inputs | {letter: inputs.get(letter, 0.0) + state["nudge"]}
        chain = Chain.of(inputs, len(pixels))
        chain.gradients.setdefault(letter, 0.0)  # a pixel that is not there moves nothing
        return ChainRuleResult(state, chain, Chain.of(nudged, len(pixels)))

    def draw(self, result: ChainRuleResult) -> Picture:
        """Draw the boxes as far as the step has come, and the loss over the nudged input."""
        chain = result.chain
        graph = graph_panel(chain, result.step)
        inputs, letter = chain.inputs, result.letter
        centre = inputs.get(letter, float(result.state["x_1"]))

        def loss(value: float) -> float:
            return Chain.of({**inputs, letter: value}, chain.pixels).loss

        curve = curve_panel(
            loss,
            centre,
            float(result.state["nudge"]),
            chain.gradients[letter] if result.step == LAST_STEP else None,
            result.state["nudged"],
        )
        return Picture([graph, curve], formula="<br>".join(_lines(result)), formula_lines=4)

    def describe(self, result: ChainRuleResult) -> str:
        """Say where the walk is, and the numbers or messages that are known."""
        chain = result.chain
        if result.step < FORWARD_STEPS:
            known = [name for name, place in chain.places.items() if place <= result.step]
            numbers = ", ".join(f"{_plain(n)} = {_say(chain.values[n])}" for n in known)
            return f"Forwards, step {result.step}: {numbers}."
        if result.step == FORWARD_STEPS:
            return f"The loss is {_say(chain.loss)}. Now the way back begins."
        if result.step < LAST_STEP:
            known = [n for n, place in chain.places.items() if _backward(place) <= result.step]
            messages = ", ".join(f"d{_plain(n)} = {_say(chain.gradients[n])}" for n in known[::-1])
            return f"Backwards, step {result.step}: {messages}."
        slopes = ", ".join(
            f"{name} {_say(chain.gradients[letter])}"
            for name, letter in INPUTS.items()
            if letter in chain.inputs
        )
        return (
            f"The loss is {_say(chain.loss)}; its slopes: {slopes}. Nudging "
            f"{result.state['nudged']} by {_say(result.state['nudge'])} should change the loss by "
            f"{_say(result.promised)}, and changes it by {_say(result.true)}."
        )


def _backward(place: int) -> int:
    """Return the step at which the message of a box in a column arrives."""
    return LAST_STEP - place if place else LAST_STEP


def _say(value: float) -> str:
    return signed_number(value, 3)


def _plain(name: str) -> str:
    return name.translate(str.maketrans("01", "₀₁", "_"))


def _lines(result: ChainRuleResult) -> list[str]:
    """Write the way forwards, the way back and the nudge, with the numbers."""
    chain, state, step = result.chain, result.state, result.step
    v, g = chain.values, chain.gradients
    tags = ["₀", "₁"] if chain.pixels == 2 else [""]

    def of(control: str) -> str:
        return number(control, factor(float(state[control])))

    forward, backward = [], []
    for k, tag in enumerate(tags):
        names = [f"a{tag} = {of('w')}·{of(f'x_{k}')} = {_say(v[f'a_{k}'])}"]
        names.append(f"z{tag} = a{tag} + {of('b')} = {_say(v[f'z_{k}'])}")
        names.append(f"r{tag} = max(0, z{tag}) = {_say(v[f'r_{k}'])}")
        forward.append(", ".join(names[: max(0, step)]))
    total = " + ".join(f"r{tag}" for tag in tags)
    if step >= FORWARD_STEPS - 1:
        forward.append(f"e = {total} − {of('y')} = {_say(v['e'])}")
    if step >= FORWARD_STEPS:
        forward.append(f"L = e² = <b>{_say(chain.loss)}</b>")
    if step > FORWARD_STEPS:
        backward.append(f"de = 2e = {_say(g['e'])}")
    for k, tag in enumerate(tags):
        gate = "1" if v[f"z_{k}"] > 0 else "0"
        parts = [f"dr{tag} = de·1 = {_say(g[f'r_{k}'])}"]
        parts.append(f"dz{tag} = dr{tag}·{gate} = {_say(g[f'z_{k}'])}")
        parts.append(f"da{tag} = dz{tag}·1 = {_say(g[f'a_{k}'])}")
        backward += parts[: max(0, step - FORWARD_STEPS - 1)]
    if step == LAST_STEP:
        terms = [f"{_factor(g[f'a_{k}'])}·{of(f'x_{k}')}" for k in range(chain.pixels)]
        biases = [_factor(g[f"z_{k}"]) for k in range(chain.pixels)]
        backward.append(f"dw = {' + '.join(terms)} = <b>{_say(g['w'])}</b>")
        backward.append(f"db = {' + '.join(biases)} = <b>{_say(g['b'])}</b>")
    name, by = number("nudged", state["nudged"]), number("nudge", _say(float(state["nudge"])))
    waits = f"nudge {name} by {by}: the slope is not known yet"
    slope = _factor(g[result.letter])
    answer = (
        f"nudge {name} by {by}: slope · nudge = {slope}·{by} = <b>{_say(result.promised)}</b>; "
        f"in truth the loss changes by <b>{_say(result.true)}</b>"
    )
    settings = f"{number('graph', state['graph'])}, step {number('step', step)}"
    return [
        f"{settings}: " + "; ".join(filter(None, forward)),
        "; ".join(backward),
        answer if step == LAST_STEP else waits,
    ]


def _factor(value: float) -> str:
    """Write a number as it stands in a product, with three digits."""
    text = _say(value)
    return f"({text})" if text.startswith("−") else text
