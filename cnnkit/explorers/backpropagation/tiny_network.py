"""A whole network with every number visible: forwards, backwards, and after one step."""

from collections.abc import Collection
from typing import Any

import numpy as np

from cnnkit.explorers.backpropagation.tiny_drawing import panels
from cnnkit.explorers.backpropagation.tiny_pass import (
    ARRAYS,
    CLASSES,
    IMAGES,
    LAST_STEP,
    REACHED,
    TinyPass,
)
from cnnkit.explorers.backpropagation.tiny_words import equations
from cnnkit.explorers.controls import NumberGrid, Stepper, choice, decimal, slider
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import signed_number
from cnnkit.explorers.explorer import Explorer, State

DOING = (
    "the image comes in",
    "forwards: convolution",
    "forwards: ReLU",
    "forwards: max pooling",
    "forwards: flatten, dense",
    "forwards: softmax and loss",
    "backwards: softmax with the loss, p − y",
    "backwards: dense",
    "backwards: max pooling",
    "backwards: ReLU",
    "backwards: convolution",
    "update: all weights take a step",
)
"""What each step does."""

FOCUS = (
    *("image X", "map A", "ReLU R", "pooled M", "logits z", "probabilities p"),
    *("logits z", "weights W", "ReLU R", "map A", "kernel K", "kernel K"),
)
"""At what to look at each step."""


class TinyNetwork(Explorer[TinyPass]):
    """Walk a 3 × 5 image through a network, and its gradients back.

    Convolution 2 × 2 with a bias, ReLU, 2 × 2 max pooling, flatten, dense, softmax with
    cross-entropy: 14 parameters.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``step`` (0 to 11), ``image`` (one of `IMAGES`), ``truth`` (one of `CLASSES`), ``kernel``
        (2 × 2 numbers), ``bias``, ``rate``, ``look_at`` (one of `ARRAYS`), ``cell``.

    Examples
    --------
    >>> network = TinyNetwork()
    >>> network.result.values["map A"].shape, network.result.values["pooled M"].tolist()
    ((2, 4), [[3.0, 1.0]])
    """

    title = "A tiny network, every number"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "kernel": NumberGrid("kernel K", [[-1, 1], [-1, 1]], 9),
            "step": Stepper("step (0 to 11)", LAST_STEP, 0, LAST_STEP, 1500),
            "image": choice("image", next(iter(IMAGES)), tuple(IMAGES)),
            "truth": choice("the truth", CLASSES[0], CLASSES),
            "bias": decimal("bias b (±3)", 0.0, -3, 3, 0.25),
            "rate": decimal("learning rate", 0.1, 0.0, 1.0, 0.05),
            "look_at": choice("look at", "kernel K", tuple(ARRAYS)),
            "cell": slider("its number", 1, 0, 3),
        }
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Keep the chosen number among those of its array."""
        rows, columns = ARRAYS[state["look_at"]]
        return {"cell": (0, rows * columns - 1)}

    def follow(self, moved: str, state: State) -> State:
        """Look at what a step has just computed, at its largest number."""
        if moved != "step":
            return {}
        name = FOCUS[state["step"]]
        result = self.compute(state | {"look_at": name, "cell": 0})
        back = state["step"] > REACHED["probabilities p"] and name in result.gradients
        shown = result.gradients[name] if back else result.values[name]
        return {"look_at": name, "cell": int(np.abs(shown).argmax())}

    def compute(self, state: State) -> TinyPass:
        """Run the network forwards, backwards and one step on."""
        return TinyPass(state)

    def draw(self, result: TinyPass) -> Picture:
        """Draw all arrays with their numbers, and write out the chosen one."""
        lines = [f"step {number('step', result.step)}, {DOING[result.step]}"]
        return Picture(
            panels(result),
            formula="<br>".join([*lines, *equations(result), _update(result)]),
            formula_lines=5,
        )

    def describe(self, result: TinyPass) -> str:
        """Say the step, the loss, and what the network would answer."""
        state, step = result.state, result.step
        words = f"Step {step}, {DOING[step]}."
        if step < REACHED["probabilities p"]:
            return words
        p = result.values["probabilities p"][0]
        words += (
            f" The truth is {state['truth']}, which gets {p[result.true]:.3f}: loss "
            f"{result.loss:.3f}."
        )
        if step == LAST_STEP:
            words += (
                f" After one step with a learning rate of {signed_number(state['rate'])} the loss "
                f"is {result.loss_after:.3f}."
            )
        return words

    def touch(self, panel: str, row: int, column: int) -> State:
        """Choose the touched number."""
        return {"look_at": panel, "cell": row * ARRAYS[panel][1] + column}


def _update(result: TinyPass) -> str:
    """Write what a step with the learning rate does to the loss, once the gradient is there."""
    rate = number("rate", signed_number(result.state["rate"]))
    if result.step < LAST_STEP - 1:
        return f"a step with a learning rate of {rate} waits for the gradients"
    promised = -result.state["rate"] * result.steepness
    change = result.loss_after - result.loss
    return (
        f"a step of −{rate} · gradient: the slopes promise {signed_number(promised, 3)}; loss "
        f"{signed_number(result.loss, 3)} → <b>{signed_number(result.loss_after, 3)}</b>, a change "
        f"of {signed_number(change, 3)}"
    )
