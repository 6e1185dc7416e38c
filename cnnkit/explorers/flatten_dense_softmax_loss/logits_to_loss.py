"""From logits to a loss: scores by slider, probabilities, the surprise at the truth, its slopes."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.controls import choice, decimal, slider
from cnnkit.explorers.drawing.bars import bar_panel
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import NOW, Axis, Curve, Points, plot_panel
from cnnkit.explorers.drawing.svg import Panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.flatten_dense_softmax_loss.small_numbers import near_one, tidy
from cnnkit.functional import log_softmax
from cnnkit.plots.colours import GRADIENT_COLOUR

CLASSES = ("cat", "dog", "cup", "car")
LOGITS = tuple(f"logit_{name}" for name in CLASSES)


def _with_a_cat(*logits: float) -> State:
    """Return what a situation sets: a logit for each class, and the cat as the truth."""
    return dict(zip(LOGITS, logits, strict=True)) | {"true": CLASSES[0]}


OWN = "your own numbers"
SITUATIONS: dict[str, State] = {
    OWN: {},
    "confident and right": _with_a_cat(5.0, 0.5, -2.0, -1.5),
    "timid, but right": _with_a_cat(0.75, 0.5, 0.25, 0.0),
    "a timid mistake": _with_a_cat(0.5, 0.75, 0.25, 0.0),
    "a confident mistake": _with_a_cat(-2.0, 5.0, 0.5, -1.5),
    "no idea": _with_a_cat(0.0, 0.0, 0.0, 0.0),
}
"""Well-known situations, with the controls that each of them sets."""

HIGHEST_LOSS = 8.0
"""The top of the loss axis; a greater loss is said in words."""


@dataclass(frozen=True)
class LogitsToLossResult:
    """Everything between the scores and the loss."""

    state: State
    true: int
    scores: NDArray[Any]
    """(4,): (logit + constant) / temperature."""
    log_probabilities: NDArray[Any]

    @property
    def probabilities(self) -> NDArray[Any]:
        """(4,), with a sum of 1."""
        p: NDArray[Any] = np.exp(self.log_probabilities)
        return p

    @property
    def loss(self) -> float:
        """−log of the true class's probability."""
        # Adding 0.0 turns a −0 into a 0.
        return float(-self.log_probabilities[self.true]) + 0.0

    @property
    def gradient(self) -> NDArray[Any]:
        """(4,): the slope of the loss in each logit."""
        truth = np.arange(len(CLASSES)) == self.true
        slopes: NDArray[Any] = (self.probabilities - truth) / self.state["temperature"]
        return slopes


class LogitsToLoss(Explorer[LogitsToLossResult]):
    """Four scores become probabilities, a loss, and the direction in which each should move.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``situation`` (one of `SITUATIONS`), ``logit_cat``, ``logit_dog``, ``logit_cup``,
        ``logit_car``, ``true`` (one of `CLASSES`), ``temperature``, ``constant``.

    Examples
    --------
    >>> explorer = LogitsToLoss(situation="no idea")
    >>> explorer.result.probabilities.tolist(), round(explorer.result.loss, 3)
    ([0.25, 0.25, 0.25, 0.25], 1.386)
    """

    title = "From logits to a loss"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        starts = (2.0, 1.0, 0.5, -1.5)
        controls = {
            "situation": choice("situation", OWN, tuple(SITUATIONS)),
            "true": choice("the truth", CLASSES[0], CLASSES),
            **{
                name: decimal(f"logit {label} (±6)", start, -6.0, 6.0, 0.25)
                for name, label, start in zip(LOGITS, CLASSES, starts, strict=True)
            },
            "temperature": decimal("temperature T", 1.0, 0.25, 5.0, 0.25),
            "constant": slider("added to all", 0, -50, 50),
        }
        super().__init__(controls, state, hidden)

    def update(self, **state: Any) -> None:
        """Move controls; a situation sets the logits and the truth, and moving those ends it."""
        if "situation" in state:
            state = SITUATIONS.get(state["situation"], {}) | state
        elif state.keys() & {*LOGITS, "true"}:
            state = {"situation": OWN} | state
        super().update(**state)

    def follow(self, moved: str, state: State) -> State:
        """Let a situation set logits and truth; whoever moves one of those leaves it."""
        if moved == "situation":
            return SITUATIONS[state["situation"]]
        return {"situation": OWN} if moved in (*LOGITS, "true") else {}

    def compute(self, state: State) -> LogitsToLossResult:
        """Compute in float64, the logarithm first, so that no probability is rounded to 0."""
        logits = np.array([state[name] for name in LOGITS])
        scores = (logits + state["constant"]) / state["temperature"]
        true = CLASSES.index(state["true"])
        return LogitsToLossResult(state, true, scores, log_softmax(scores))

    def draw(self, result: LogitsToLossResult) -> Picture:
        """Draw logits, exponentials and probabilities, then the loss on its curve and its slopes.

        The first three fill a row, so that the loss and the gradient stand together below them.
        """
        state = result.state
        logits = [state[name] for name in LOGITS]
        powers = np.exp(result.scores)
        steepest = max(1.0, 1 / state["temperature"])  # no slope is larger than that
        panels = [
            bar_panel(
                "logits z",
                logits,
                texts=[signed_number(value) for value in logits],
                low=-6,
                high=6,
                names=CLASSES,
                outlined=result.true,
                width=90,
                name_width=52,
                text_width=44,
            ),
            bar_panel(
                f"exp({_exponent_in_general(state)})",
                (powers / powers.max()).tolist(),
                texts=[tidy(value) for value in powers],
                width=90,
                text_width=78,
                note=f"sum {tidy(powers.sum())}; bars: share of the largest",
                outlined=result.true,
            ),
            bar_panel(
                "probabilities p",
                result.probabilities.tolist(),
                texts=[tidy(value) for value in result.probabilities],
                names=CLASSES,
                width=90,
                name_width=52,
                text_width=74,
                note="sum 1",
                outlined=result.true,
            ),
            _loss_curve(result),
            bar_panel(
                "gradient",
                result.gradient.tolist(),
                texts=[tidy(value) for value in result.gradient],
                names=CLASSES,
                low=-steepest,
                high=steepest,
                colour=GRADIENT_COLOUR,
                width=110,
                name_width=52,
                text_width=78,
                note=f"sum 0; bars from {signed_number(-steepest)} to {signed_number(steepest)}",
                outlined=result.true,
            ),
        ]
        first, *others = panels
        signs = (part for panel in others for part in ("→", panel))
        return Picture([first, *signs], formula=_written_out(result))

    def describe(self, result: LogitsToLossResult) -> str:
        """Say what is most probable, what the truth gets, and what that costs."""
        p = result.probabilities
        best = int(p.argmax())
        truth = CLASSES[result.true]
        verdict = "right" if best == result.true else "wrong"
        if np.isclose(p, p[best]).sum() > 1:
            verdict = "undecided"
        slopes = ", ".join(
            f"{name} {tidy(slope)}" for name, slope in zip(CLASSES, result.gradient, strict=True)
        )
        return (
            f"The most probable class is {CLASSES[best]} with "
            f"{near_one(result.log_probabilities[best])}; the truth is {truth} with "
            f"{near_one(result.log_probabilities[result.true])}: {verdict}, loss "
            f"{tidy(result.loss)}. Slopes of the loss: {slopes}."
        )


def _exponent_in_general(state: State) -> str:
    """Write what every class has in its exponent: z, with what is done to it."""
    constant, temperature = state["constant"], state["temperature"]
    text = f"z {'+' if constant > 0 else '−'} {abs(constant)}" if constant else "z"
    if temperature == 1:
        return text
    return f"{f'({text})' if constant else text} / {signed_number(temperature)}"


def _loss_curve(result: LogitsToLossResult) -> Panel:
    """Draw −log p with the present point; what lies above the axis is said in the note."""
    p = np.linspace(0.0003, 1, 200)
    here, loss = float(result.probabilities[result.true]), result.loss
    height = min(loss, HIGHEST_LOSS)
    above = f"loss {tidy(loss)}" + (", above the top" if loss > HIGHEST_LOSS else "")
    return plot_panel(
        "loss of the true class",
        [Curve("", p, -np.log(p)), Points("", [here], [height], NOW)],
        Axis("probability of the true class", -0.02, 1.02),
        Axis("−log p", -0.15, HIGHEST_LOSS + 0.7),
        width=250,
        height=130,
        guides=[(here, 0, here, height), (0, height, here, height)],
        note=above,
    )


def _written_out(result: LogitsToLossResult) -> str:
    """Write the way from the true class's logit to the loss and the slopes, with the numbers."""
    state = result.state
    truth = number("true", CLASSES[result.true])
    powers = [f"exp({_exponent(result, name)})" for name in LOGITS]
    values = np.exp(result.scores)
    p = near_one(result.log_probabilities[result.true])
    slopes = ", ".join(
        f"{_as_a_term(near_one(log_p))} − {int(place == result.true)}"
        for place, log_p in enumerate(result.log_probabilities)
    )
    gradient = ", ".join(tidy(slope) for slope in result.gradient)
    divided = state["temperature"] != 1
    slope = f"(p − y) / {number('temperature', signed_number(state['temperature']))}"
    return (
        f"{number('situation', state['situation'])}: p[{truth}] = {powers[result.true]} / "
        f"({' + '.join(powers)}) = {tidy(values[result.true])} / {tidy(values.sum())} = {p}<br>"
        f"loss = −log p[{truth}] = −log {_as_a_term(p)} = <b>{tidy(result.loss)}</b><br>"
        f"gradient = {slope if divided else 'p − y'} = "
        f"({slopes}){' / ' + signed_number(state['temperature']) if divided else ''} "
        f"= ({gradient})"
    )


def _as_a_term(probability: str) -> str:
    """Put a probability that is written as a difference into brackets."""
    return f"({probability})" if probability.startswith("1 ") else probability


def _exponent(result: LogitsToLossResult, name: str) -> str:
    """Write one exponent: the logit, what is added to it, and the temperature."""
    state = result.state
    text = number(name, signed_number(state[name]))
    constant, temperature = state["constant"], state["temperature"]
    if constant:
        text += f" {'+' if constant > 0 else '−'} {number('constant', abs(constant))}"
    if temperature != 1:
        inner = f"({text})" if constant else text
        text = f"{inner} / {number('temperature', signed_number(temperature))}"
    return text
