"""What a network makes of a drawing, and how that is said in words and in a formula."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import images
from cnnkit.explorers.drawing.picture import number
from cnnkit.explorers.drawing.svg import signed_number
from cnnkit.explorers.training_a_cnn.layer_answers import LayerAnswer
from cnnkit.explorers.training_a_cnn.samples import OWN, TEST_DIGIT
from cnnkit.functional import log_softmax

ALWAYS = "It has to choose one of the ten, whatever is drawn."


@dataclass(frozen=True, eq=False)
class DrawADigitResult:
    """A drawing and all that the network makes of it."""

    state: dict[str, Any]
    label: int | None
    """The true digit, where the ink is that of a test digit."""
    drawn: NDArray[np.float32]
    """(28, 28, 1), the ink as it lies."""
    box: tuple[int, int, int, int] | None
    """Row, column, height and width of the ink, in pixels of ``drawn``; none without ink."""
    image: NDArray[np.float32]
    """(28, 28, 1), what the network is given."""
    layers: list[LayerAnswer]
    logits: NDArray[np.float64]

    @property
    def probabilities(self) -> NDArray[np.float64]:
        """Softmax of the logits."""
        shares: NDArray[np.float64] = np.exp(log_softmax(self.logits))
        return shares

    @property
    def read(self) -> int:
        """The digit with the greatest logit."""
        return int(self.logits.argmax())

    @property
    def second(self) -> int:
        """The digit with the second greatest logit."""
        return int(np.argsort(-self.logits, kind="stable")[1])


def percent(share: float) -> str:
    """Write a probability in percent, never as 100 where it is less, nor as 0.

    Examples
    --------
    >>> percent(0.98765), percent(0.999999), percent(1e-9)
    ('98.77 %', '> 99.99 %', '< 0.01 %')
    """
    if share > 0.9999:
        return "> 99.99 %"
    return f"{100 * share:.2f} %" if share >= 0.0001 else "< 0.01 %"


def with_article(digit: int) -> str:
    """Write a digit with its article.

    Examples
    --------
    >>> with_article(7), with_article(8)
    ('a 7', 'an 8')
    """
    return f"an {digit}" if digit == 8 else f"a {digit}"


def in_words(result: DrawADigitResult) -> str:
    """Say what is read, how surely, what else it could be, and that it always answers."""
    state = result.state
    sure, less_sure = (
        percent(result.probabilities[digit]).replace(">", "more than").replace("<", "less than")
        for digit in (result.read, result.second)
    )
    truth = ""
    if result.label is not None:
        wrong = f" Wrong: it is {with_article(result.label)}."
        truth = " Right." if result.read == result.label else wrong
    how = "prepared as MNIST was" if state["prepared"] else "as it lies"
    return (
        f"{_source(result)}{f', {how}' if result.box else ''}: the network reads "
        f"{with_article(result.read)} and is {sure} sure.{truth} Second guess: "
        f"{with_article(result.second)}, {less_sure}. {ALWAYS}"
    )


def in_short(result: DrawADigitResult) -> str:
    """Say what is read, and how surely."""
    return f"reads {with_article(result.read)}: {percent(result.probabilities[result.read])}"


def _source(result: DrawADigitResult) -> str:
    """Say in words what has been drawn."""
    state = result.state
    if result.box is None:
        return "No ink"
    if result.label is not None:
        return f"Test digit {state['image']}, {with_article(result.label)}"
    is_own = state["sample"] in (OWN, TEST_DIGIT)
    name = "your drawing" if is_own else str(state["sample"])
    return name[0].upper() + name[1:]


def written_out(result: DrawADigitResult) -> str:
    """Write what happened to the ink, how it was prepared, and how the answer follows."""
    z, p = f"{result.logits[result.read]:.1f}", result.probabilities[result.read]
    return "<br>".join(
        (
            _changes(result.state),
            _preparation(result),
            f"p[{result.read}] = exp({z.replace('-', '−')}) / Σ exp(z) = "
            f"<b>{percent(p)}</b>; enlarged: {number('layer', result.state['layer'])}",
        )
    )


def _changes(state: dict[str, Any]) -> str:
    """Write what the controls do to the ink."""
    thicker, size, turn, right, down = (
        number(name, signed_number(state[name]))
        for name in ("thicker", "size", "turn", "right", "down")
    )
    which = f" {number('image', state['image'])}" if state["sample"] == TEST_DIGIT else ""
    return (
        f"ink: {number('sample', state['sample'])}{which}, thicker by {thicker}, at {size} %, "
        f"turned by {turn}°, shifted by {right} to the right and by {down} down"
    )


def _preparation(result: DrawADigitResult) -> str:
    """Write how large the ink is, and what the network is given of it."""
    if result.box is None:
        return "no ink: the network is given 28 × 28 zeros"
    _, _, height, width = result.box
    row, column = images.centre_of_mass(result.image)
    size = f"{height} × {width} pixels"
    if result.state["prepared"]:
        _, _, new_height, new_width = images.ink_box(result.image)
        size += f", times 20 / {max(height, width)}: {new_height} × {new_width}"
    how = number("prepared", "prepared" if result.state["prepared"] else "as it lies")
    return f"{how}: {size}; centre of mass in row {row:.1f}, column {column:.1f}"
