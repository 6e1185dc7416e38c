"""The gradients of a convolution: what an output gives, what a pixel gets, what a weight gets."""

from collections.abc import Collection
from typing import Any

from cnnkit import shapes
from cnnkit.explorers.backpropagation.convolution_drawing import panels
from cnnkit.explorers.backpropagation.convolution_pass import (
    EXAMPLES,
    OUTPUT,
    PIXEL,
    SETTINGS,
    UPSTREAM,
    VARIOUS,
    VIEWS,
    WEIGHT,
    ConvolutionPass,
    pair_for,
)
from cnnkit.explorers.backpropagation.convolution_words import lines, present
from cnnkit.explorers.controls import Stepper, choice, slider
from cnnkit.explorers.drawing.picture import Picture
from cnnkit.explorers.explorer import Explorer, State

TOUCHED = {OUTPUT: ("dY",), PIXEL: ("X", "dX"), WEIGHT: ("K", "dK")}
"""Which arrays can be touched in each view."""


class ConvolutionGradients(Explorer[ConvolutionPass]):
    """Follow the messages of a convolution back to its input, its kernel and its bias.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``example`` (one of `EXAMPLES`), ``view`` (one of `VIEWS`), ``step`` (which output, pixel
        or weight), ``upstream`` (one of `UPSTREAM`), ``stride``, ``padding``, ``dilation``.

    Examples
    --------
    >>> explorer = ConvolutionGradients(example="one row, kernel 1 × 3")
    >>> dx, dk, db = explorer.result.gradients
    >>> dx.tolist(), dk.tolist(), db
    ([[2.0, 3.0, 11.0, 2.0, 17.0, 5.0]], [[6.0, 12.0, 2.0]], 5.0)
    """

    title = "What gathers in dX, dK and db"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        examples = tuple(EXAMPLES)
        controls = {
            "example": choice("image and kernel", examples[1], examples),
            "upstream": choice("dY", VARIOUS, UPSTREAM),
            "view": choice("look from", OUTPUT, VIEWS),
            "step": Stepper("which one", 5, 0, 11, 1200),
            "stride": slider("stride (1 to 3)", 1, 1, 3),
            "padding": slider("padding (0 to 2)", 0, 0, 1),
            "dilation": slider("dilation (1 or 2)", 1, 1, 2),
        }
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Keep every window on the image, and the steps among what the view looks at."""
        image, kernel = EXAMPLES[state["example"]]
        sizes = (len(kernel), len(kernel[0]))
        fits = [
            d
            for d in (1, 2)
            if all(
                shapes.window_span(k, e) <= n + 2 * p
                for n, k, e, p in zip(
                    (len(image), len(image[0])),
                    sizes,
                    pair_for(sizes, d, 1),
                    pair_for(sizes, state["padding"], 0),
                    strict=True,
                )
            )
        ]
        dilation = min(state["dilation"], max(fits))
        # More would make windows that see nothing but padding.
        most = min(d * (k - 1) for d, k in zip((dilation,) * 2, sizes, strict=True) if k > 1)
        held = state | {"dilation": dilation, "padding": min(state["padding"], most, 2)}
        return {
            "dilation": (1, max(fits)),
            "padding": (0, min(most, 2)),
            "step": (0, ConvolutionPass(held).steps - 1),
        }

    def compute(self, state: State) -> ConvolutionPass:
        """Take the convolution apart."""
        return ConvolutionPass(state)

    def draw(self, result: ConvolutionPass) -> Picture:
        """Draw the forward arrays, the gradients below them, and the view as a convolution."""
        return Picture(panels(result), formula="<br>".join(lines(result)), formula_lines=4)

    def describe(self, result: ConvolutionPass) -> str:
        """Say the shapes and what the present place gives or gets."""
        height, width = result.x.shape
        rows, columns = result.output
        settings = ", ".join(f"{name} {result.state[name]}" for name in SETTINGS)
        return (
            f"An image of {height} × {width} became a map of {rows} × {columns} ({settings}). "
            f"{present(result)}"
        )

    def follow(self, moved: str, state: State) -> State:
        """Begin at the first place of another view."""
        return {"step": 0} if moved == "view" else {}

    def touch(self, panel: str, row: int, column: int) -> State:
        """Look at the touched output, pixel or weight, from the side that is chosen.

        A mouse touches whatever it passes on its way; it should not change sides by that.
        """
        result = self.compute(self.state)
        if panel not in TOUCHED[result.view]:
            return {}
        (height, width), (top, left) = result.looked_at, (0, 0)
        if result.view == PIXEL:
            top, left = result.padding
        row, column = (
            min(max(place - before, 0), n - 1)
            for place, before, n in zip((row, column), (top, left), (height, width), strict=True)
        )
        return {"step": row * width + column}
