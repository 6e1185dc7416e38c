"""A digit that you draw, and the answer of every layer while you draw it."""

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from cnnkit import images, pretrained
from cnnkit.explorers.controls import choice, slider, tick
from cnnkit.explorers.drawing.bars import bar_panel
from cnnkit.explorers.drawing.picture import Picture
from cnnkit.explorers.drawing.svg import Panel, array_panel
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.training_a_cnn.drawing_pad import DrawingPad
from cnnkit.explorers.training_a_cnn.drawing_read import (
    DrawADigitResult,
    in_short,
    in_words,
    percent,
    with_article,
    written_out,
)
from cnnkit.explorers.training_a_cnn.ink import as_array
from cnnkit.explorers.training_a_cnn.layer_answers import DigitReader, most_cells
from cnnkit.explorers.training_a_cnn.mosaic import mosaic_panel
from cnnkit.explorers.training_a_cnn.moved_ink import REDUCTION, moved, reduced
from cnnkit.explorers.training_a_cnn.samples import OWN, SAMPLES, TEST_DIGIT, label, sample
from cnnkit.layers import Sequential

NAMES = tuple(str(digit) for digit in range(10))
FIRST, DIGITS = 2, 1000
"""The test digit that it opens with, and how many there are."""

BAR = 90
"""CSS pixels of a whole bar."""

ROOM, VECTOR_ROOM, LARGE_ROOM = (200, 158), (158, 150), (352, 240)
"""CSS pixels for the maps of a layer, for a vector, and for the layer that is looked at."""


@lru_cache(maxsize=1)
def _default_reader() -> DigitReader:
    return DigitReader(pretrained.digits_cnn())


class DrawADigit(Explorer[DrawADigitResult]):
    """Draw a digit, and watch every layer of a network answer.

    Parameters
    ----------
    model : Sequential, optional
        Built for (28, 28, 1), with ten outputs; by default `pretrained.digits_cnn`.
    hidden : collection of str
        Controls that are not shown.
    **state
        ``drawing`` (ink as text), ``sample`` (where it came from), ``image`` (which test digit),
        ``prepared`` (as MNIST was), ``thicker`` (cells of the pad), ``size`` (in percent),
        ``turn`` (degrees, anticlockwise), ``right`` and ``down`` (pixels of 28), ``layer`` (whose
        maps are enlarged).

    Examples
    --------
    >>> explorer = DrawADigit(image=5)
    >>> explorer.result.label, explorer.result.read
    (7, 7)
    """

    title = "Draw a digit"

    def __init__(
        self, model: Sequential | None = None, *, hidden: Collection[str] = (), **state: Any
    ) -> None:
        self._answer = ""
        self.reader = _default_reader() if model is None else DigitReader(model)
        controls = {
            "drawing": DrawingPad(sample(TEST_DIGIT, FIRST)),
            "sample": choice("start from", TEST_DIGIT, SAMPLES),
            "image": slider("test digit", FIRST, 0, DIGITS - 1),
            "prepared": tick("prepare as MNIST", True),
            "thicker": slider("thicker (cells)", 0, -2, 4),
            "size": slider("size (%)", 100, 30, 150),
            "turn": slider("turn (degrees)", 0, -180, 180),
            "right": slider("shift right (px)", 0, -10, 10),
            "down": slider("shift down (px)", 0, -10, 10),
            "layer": choice("enlarged layer", self.reader.names[0], self.reader.names),
        }
        super().__init__(controls, state, hidden)

    def update(self, **state: Any) -> None:
        """Move controls, all at once; a test digit or a sample brings its ink.

        Parameters
        ----------
        **state
            New values by the controls' names.
        """
        if "drawing" in state:
            state = {"sample": OWN} | state
        elif "image" in state or "sample" in state:
            state = {"sample": TEST_DIGIT} | state
            name, image = (state.get(key, self.state[key]) for key in ("sample", "image"))
            # What cannot be is refused, with words, where all values are set.
            if name in SAMPLES[1:] and image in range(DIGITS):
                state["drawing"] = sample(name, image)
        super().update(**state)

    def follow(self, moved: str, state: State) -> State:
        """Let a sample bring its ink, and ink of your own be yours."""
        if moved == "drawing":
            return {"sample": OWN}
        if moved == "image":
            return {"sample": TEST_DIGIT, "drawing": sample(TEST_DIGIT, state["image"])}
        if moved == "sample" and state["sample"] != OWN:
            return {"drawing": sample(state["sample"], state["image"])}
        return {}

    def touch(self, panel: str, row: int, column: int) -> State:
        """Enlarge the layer under the pointer."""
        return {"layer": panel}

    def compute(self, state: State) -> DrawADigitResult:
        """Move the ink, prepare it, and let the network read it."""
        ink = moved(
            as_array(state["drawing"]),
            thicker=state["thicker"],
            size=state["size"] / 100,
            turn=state["turn"],
            right=REDUCTION * state["right"],
            down=REDUCTION * state["down"],
        )
        drawn = reduced(ink)
        box = images.ink_box(drawn) if drawn.any() else None
        image = images.like_mnist(drawn) if state["prepared"] and box else drawn
        layers, logits = self.reader.read(image)
        is_digit = state["sample"] == TEST_DIGIT
        is_digit &= state["drawing"] == sample(TEST_DIGIT, state["image"])
        truth = label(state["image"]) if is_digit else None
        result = DrawADigitResult(state, truth, drawn, box, image, layers, logits)
        self._answer = in_short(result)
        return result

    def draw(self, result: DrawADigitResult) -> Picture:
        """Draw what goes in, one layer large, all of them small, and what comes out."""
        chosen = result.state["layer"]
        most = most_cells(result.layers)
        layers = [
            mosaic_panel(
                answer.name,
                answer.values,
                ROOM if answer.values.ndim == 3 else VECTOR_ROOM,
                kind=answer.scale.kind,
                limits=answer.scale.limits,
                most=most,
                chosen=answer.name == chosen,
                name=answer.name,
            )
            for answer in result.layers
        ]
        enlarged = next(answer for answer in result.layers if answer.name == chosen)
        large = mosaic_panel(
            f"{chosen}, enlarged",
            enlarged.values,
            LARGE_ROOM,
            kind=enlarged.scale.kind,
            limits=enlarged.scale.limits,
            most=most,
        )
        return Picture(
            [*_inputs(result), "→", large, *layers, "→", *self._outputs(result)],
            formula=written_out(result),
            formula_lines=3,
        )

    def describe(self, result: DrawADigitResult) -> str:
        """Say what is read, how surely, what else it could be, and that it always answers."""
        return in_words(result)

    def _announce(self, changed: str | None) -> None:
        """Say it on the pad too: in a narrow window the picture lies far below."""
        super()._announce(changed)
        self.controls["drawing"].answer = self._answer

    def _outputs(self, result: DrawADigitResult) -> list[Panel]:
        """Draw the ten logits and the ten probabilities."""
        low, high = self.reader.logit_range
        logits = bar_panel(
            "logits",
            result.logits.tolist(),
            texts=[f"{value:.1f}".replace("-", "−") for value in result.logits],
            names=NAMES,
            low=min(low, -1.0),
            high=max(high, 1.0),
            width=BAR,
            name_width=22,
            text_width=42,
            note="the last layer",
        )
        reads = f"reads {with_article(result.read)}"
        probabilities = bar_panel(
            "probabilities",
            result.probabilities.tolist(),
            texts=[percent(share) for share in result.probabilities],
            names=NAMES,
            outlined=result.label,
            width=BAR,
            name_width=22,
            text_width=66,
            note=reads if result.label is None else f"{reads}; outlined: truth",
        )
        return [logits, probabilities]


def _inputs(result: DrawADigitResult) -> list[Panel | str]:
    """Draw the ink as it lies, and what the network is given of it."""
    drawn = array_panel(
        "your ink",
        result.drawn[:, :, 0],
        kind="image",
        cell=4,
        outlines=[result.box] if result.box and result.state["prepared"] else [],
        scale=False,
    )
    image = array_panel("input", result.image[:, :, 0], kind="image", cell=4, scale=False)
    return [drawn, "→", image]
