"""A square dragged over an image: what does the network still say?"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.controls import choice, slider, tick
from cnnkit.explorers.drawing.bars import bar_panel
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import Panel, array_panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.flatten_dense_softmax_loss.small_numbers import tidy
from cnnkit.explorers.what_the_network_sees.networks import (
    DIGITS,
    IMAGE_WIDTH,
    PHOTOS,
    class_names,
    is_photo,
    prepared,
    probabilities,
    shown,
)
from cnnkit.explorers.what_the_network_sees.occluders import (
    FILLS,
    GREY,
    STRIDE,
    WIDTHS,
    Covered,
    covered,
    covering,
)
from cnnkit.explorers.what_the_network_sees.overlay import overlay_panel

SIZES = ("small", "middle", "large")


@dataclass(frozen=True)
class OccluderResult:
    """One place of the square, and the answers at all places."""

    state: State
    answers: Covered
    whole: tuple[float, ...]
    """The probabilities of the classes that are followed, in the whole image."""

    @property
    def scale(self) -> int:
        """Pixels of a photo for one of this image."""
        return 1 if is_photo(self.state["photo"]) else 8

    @property
    def width(self) -> int:
        """Pixels of the square along one side."""
        return WIDTHS[self.state["size"] - 1] // self.scale

    @property
    def corner(self) -> tuple[int, int]:
        """Row and column of its first pixel."""
        step = STRIDE // self.scale
        return self.state["row"] * step, self.state["column"] * step

    @property
    def left(self) -> tuple[float, ...]:
        """The probabilities of the classes that are followed, with the square where it is."""
        return tuple(self.answers.left[self.state["row"], self.state["column"]].tolist())

    @property
    def first(self) -> tuple[int, float]:
        """The class that is most probable now, and how probable it is."""
        place = self.state["row"], self.state["column"]
        return int(self.answers.first[place]), float(self.answers.first_probability[place])

    @property
    def drops(self) -> NDArray[np.float64]:
        """(rows, columns): by how much the surest class falls with the square at each place."""
        falls: NDArray[np.float64] = self.whole[0] - self.answers.left[:, :, 0]
        return falls


class Occluder(Explorer[OccluderResult]):
    """Drag a square over an image, and follow the probabilities.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``photo``, ``size`` of the square (1 to 3), ``fill`` (one of `FILLS`), ``row`` and
        ``column`` of its place, ``everywhere`` (whether the answers at all places are shown).

    Examples
    --------
    >>> explorer = Occluder(photo="digit 3", size=2, fill="black", row=0, column=0)
    >>> explorer.result.width, abs(round(float(explorer.result.drops[0, 0]), 3))
    (8, 0.0)
    """

    title = "The dragged square"
    dragged = True

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "photo": choice("image", "camera", (*PHOTOS, *DIGITS)),
            "size": slider("size (1 to 3)", 2, 1, len(SIZES)),
            "fill": choice("filled with", GREY, FILLS),
            "row": slider("square, row", 0, 0, 10),
            "column": slider("square, column", 0, 0, 10),
            "everywhere": tick("show all places", False),
        }
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Keep the square on the image."""
        last = (IMAGE_WIDTH - WIDTHS[state["size"] - 1]) // STRIDE
        return {"row": (0, last), "column": (0, last)}

    def compute(self, state: State) -> OccluderResult:
        """Look the answers up, or ask the digits network at all places once."""
        answers = covered(state["photo"], state["size"] - 1, state["fill"])
        p = probabilities(state["photo"])
        return OccluderResult(state, answers, tuple(float(p[c]) for c in answers.classes))

    def draw(self, result: OccluderResult) -> Picture:
        """Draw the covered image, the drop at every place, and the probabilities."""
        state = result.state
        key = state["photo"].replace(" ", "-")
        inside = f"{key}-{state['fill']}"
        contents = {f"{key}-{fill}": _inside(state["photo"], fill) for fill in FILLS}
        places = [_places_panel(result)] if state["everywhere"] else []
        return Picture(
            [_covered_panel(self.shared(key), self.shared(inside), result), *places, _bars(result)],
            formula=_formula(result),
            shared={key: shown(state["photo"]), **contents},
        )

    def describe(self, result: OccluderResult) -> str:
        """Say what is covered, what is left, and on request which place matters most."""
        state, (first, chance) = result.state, result.first
        top, left = result.corner
        drops, best = result.drops, result.answers.classes[0]
        row, column = np.unravel_index(drops.argmax(), drops.shape)
        verdict = "still" if first == best else "now"
        strongest = ""
        if state["everywhere"]:
            strongest = (
                f" It loses most, {tidy(float(drops.max()))}, with the square at place {row}, "
                f"{column}, and another class comes first at "
                f"{int((result.answers.first != best).sum())} of {drops.size} places."
            )
        return (
            f"“{state['photo']}” with a {state['fill']} square of {result.width} × "
            f"{result.width} at row {top}, column {left}: the network {verdict} sees "
            f"“{_name(result, first)}” with {tidy(chance)}. “{_name(result, best)}” goes from "
            f"{tidy(result.whole[0])} to {tidy(result.left[0])}.{strongest}"
        )

    def touch(self, panel: str, row: int, column: int) -> State:
        """Put the square's middle under the pointer, or take a place of the map."""
        last = (IMAGE_WIDTH - WIDTHS[self.state["size"] - 1]) // STRIDE
        if panel == "image":  # in cells of STRIDE pixels
            half = WIDTHS[self.state["size"] - 1] // STRIDE // 2
            row, column = row - half, column - half
        return {"row": min(max(row, 0), last), "column": min(max(column, 0), last)}


def _name(result: OccluderResult, number_of: int) -> str:
    """Return the name of a class."""
    return class_names()[number_of] if is_photo(result.state["photo"]) else str(number_of)


@lru_cache(maxsize=64)
def _inside(photo: str, fill: str) -> NDArray[Any]:
    """Return what shows inside the square, as people see it: small, since it has no details."""
    x = covering(prepared(photo), fill)[0]
    picture = (x * 128 + 127) / 255 if is_photo(photo) else x[:, :, 0]
    step = 4 if is_photo(photo) else 1
    small: NDArray[Any] = np.clip(picture[::step, ::step], 0, 1)
    return small


def _covered_panel(photo: str, inside: str, result: OccluderResult) -> Panel:
    """Draw the image with the square on it, whose contents are cut out of the filled image."""
    pixels = IMAGE_WIDTH // result.scale
    top, left = result.corner
    panel = overlay_panel(
        "the image, covered",
        photo,
        pixels,
        np.zeros((1, 1)),
        limits=(0.0, 1.0),
        opacity=0.0,
        outlines=[(top, left, result.width, result.width)],
        note=f"square {result.width} × {result.width} of {pixels} × {pixels} pixels",
        name="image",
        cells=IMAGE_WIDTH // STRIDE,
    )
    zoom = 4 if result.scale == 1 else result.scale
    x, y, side = left * result.scale, top * result.scale, result.width * result.scale
    cut = (
        f'<svg x="{x}" y="{y}" width="{side}" height="{side}" style="overflow:hidden" '
        f'viewBox="{x} {y} {side} {side}">'
        f'<use href="#{inside}" transform="scale({zoom})"/></svg>'
    )
    # Below the frame, which is the first thing behind the image.
    place = panel.svg.index("/>", panel.svg.index("<use")) + 2
    return replace(panel, svg=panel.svg[:place] + cut + panel.svg[place:])


def _places_panel(result: OccluderResult) -> Panel:
    """Draw the drop of the surest class for every place of the square."""
    drops = result.drops
    limit = max(float(np.abs(drops).max()), 0.01)
    return array_panel(
        "drop, for each place",
        drops,
        kind="signed",
        cell=IMAGE_WIDTH / len(drops),
        limits=(-limit, limit),
        outlines=[(result.state["row"], result.state["column"], 1, 1)],
        name="places",
        note=f"red: “{_name(result, result.answers.classes[0])}” loses there",
    )


def _bars(result: OccluderResult) -> Panel:
    """Draw what is left to the classes of the whole image, and the class that is first now."""
    first, chance = result.first
    followed = list(zip(result.answers.classes, result.left, strict=True))[:5]
    rows = [(_name(result, c), p) for c, p in followed]
    known = first in [c for c, _ in followed]
    rows.append((_name(result, first) if not known else "", chance if not known else 0.0))
    return bar_panel(
        "probability now",
        [p for _, p in rows],
        names=[name if len(name) <= 17 else f"{name[:16]}…" for name, _ in rows],
        texts=[tidy(p, 2) if name else "" for name, p in rows],
        outlined=[c for c, _ in followed].index(first) if known else len(rows) - 1,
        width=80,
        name_width=116,
        text_width=66,
        note="outlined: the first one now",
    )


def _formula(result: OccluderResult) -> str:
    """Write the drop at this place with its numbers."""
    state, step = result.state, STRIDE // result.scale
    drop = result.whole[0] - result.left[0]
    top, left = result.corner
    return (
        f"{number('photo', state['photo'])}, {number('fill', state['fill'])}, square "
        f"{number('size', result.width)}: first pixel ({number('row', state['row'])} · {step}, "
        f"{number('column', state['column'])} · {step}) = ({top}, {left}); drop of "
        f"“{_name(result, result.answers.classes[0])}” = {tidy(result.whole[0])} − "
        f"{tidy(result.left[0])} = <b>{signed_number(drop, 3)}</b>"
    )
