"""Three explanations while the network forgets: which of them notice?"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from cnnkit.explorers.controls import choice, slider
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.plotting import NOW, Axis, Curve, Points, plot_panel
from cnnkit.explorers.drawing.svg import Panel, array_panel, framed, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.what_the_network_sees.explanations import (
    METHODS,
    STOP_LABELS,
    agreements,
    explanation,
    stops_of,
)
from cnnkit.explorers.what_the_network_sees.networks import DIGITS, is_photo, shown
from cnnkit.explorers.what_the_network_sees.photo_maps import RANDOMISED_PHOTOS, SEEDS
from cnnkit.plots.colours import png_data_uri

WIDTH = 112
"""CSS pixels of the image and of each map, so that all stand in a row with the curves."""

GAP = 20
"""CSS pixels between the trained network's map and the present one below it, for a word."""

TITLES = {"saliency": "saliency", "guided": "guided backprop.", "cam": "Grad-CAM"}
"""Names of the methods that are no wider than their maps."""


@dataclass(frozen=True)
class RandomisedWeightsResult:
    """How far the weights are drawn anew, and how much each explanation still agrees."""

    state: State
    agreement: dict[str, tuple[float, ...]]
    """Rank correlation with the trained network's map, by method and stop."""

    @property
    def now(self) -> dict[str, float]:
        """The agreement of each method at the present stop."""
        stop = self.state["stop"]
        return {method: values[stop] for method, values in self.agreement.items()}

    @property
    def drawn(self) -> str:
        """Which layers are drawn anew, in words."""
        stop, stops = self.state["stop"], stops_of(self.state["photo"])
        if stop == 0:
            return "no layer"
        if stop == len(stops):
            return "all layers"
        if stop == 1:
            return STOP_LABELS[stops[0]]
        return f"everything from the top down to {STOP_LABELS[stops[stop - 1]]}"


class RandomisedWeights(Explorer[RandomisedWeightsResult]):
    """Draw a network's weights anew from the top, and watch three explanations of one class.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``photo`` (one of `RANDOMISED_PHOTOS` or a digit), ``stop`` (how many layers or stages are
        drawn anew), ``seed`` (which random weights).

    Examples
    --------
    >>> explorer = RandomisedWeights(photo="digit 3", stop=3)
    >>> explorer.result.drawn
    'all layers'
    """

    title = "Explanations of a network that forgets"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "photo": choice("image", "camera", (*RANDOMISED_PHOTOS, *DIGITS)),
            "stop": slider("layers drawn anew", 0, 0, 10),
            "seed": slider("draw of weights", 0, 0, len(SEEDS) - 1),
        }
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Keep to the network's layers."""
        return {"stop": (0, len(stops_of(state["photo"])))}

    def compute(self, state: State) -> RandomisedWeightsResult:
        """Look the agreements up; those of digits are computed once."""
        found = {method: agreements(state["photo"], state["seed"], method) for method in METHODS}
        return RandomisedWeightsResult(state, found)

    def draw(self, result: RandomisedWeightsResult) -> Picture:
        """Draw the image, the three maps before and now, and how much each still agrees."""
        state, image = result.state, shown(result.state["photo"])
        key = state["photo"].replace(" ", "-")
        photo = array_panel(
            "image",
            image,
            kind="image",
            cell=WIDTH / len(image),
            photo=self.shared(key),
            scale=False,
            note=f"drawn anew: {state['stop']} of {len(stops_of(state['photo']))}",
        )
        panels = [photo, *(_map_panel(result, method) for method in METHODS)]
        return Picture(
            [*panels, _curves_panel(result)], formula=_formula(result), shared={key: image}
        )

    def describe(self, result: RandomisedWeightsResult) -> str:
        """Say what is drawn anew, and how much each map still agrees with the first one."""
        agree = ", ".join(
            f"{METHODS[method]} {signed_number(value)}" for method, value in result.now.items()
        )
        return (
            f"“{result.state['photo']}”, draw {result.state['seed']}: "
            f"random weights in {result.drawn}. Rank correlation with the map of "
            f"the trained network: {agree}."
        )


def _map_panel(result: RandomisedWeightsResult, method: str) -> Panel:
    """Draw the trained network's map above the present one, each on a scale of its own."""
    state = result.state
    drawn = []
    for stop, top in ((0, 0), (state["stop"], WIDTH + GAP)):
        values = explanation(state["photo"], state["seed"], stop, method)
        uri = png_data_uri(values, "positive", (0.0, float(values.max()) or 1.0))
        drawn.append(
            f'<image href="{uri}" y="{top}" width="{WIDTH}" height="{WIDTH}" '
            'preserveAspectRatio="none" style="image-rendering:pixelated"/>'
        )
    words = f'<text x="{WIDTH / 2:g}" y="{WIDTH + 14}">↑ trained, ↓ now</text>'
    note = f"agreement {signed_number(result.now[method])}"
    return framed(TITLES[method], note, words.join(drawn), "", WIDTH, 2 * WIDTH + GAP)


def _curves_panel(result: RandomisedWeightsResult) -> Panel:
    """Draw the agreement of each method over the stops, as far as the present one."""
    stop, last = result.state["stop"], len(stops_of(result.state["photo"]))
    curves = [
        Curve(METHODS[method], range(stop + 1), values[: stop + 1], line=line)
        for line, (method, values) in enumerate(result.agreement.items())
    ]
    present = Points("now", [stop] * len(curves), list(result.now.values()), NOW)
    stages = "layers" if not is_photo(result.state["photo"]) else "layers and stages"
    return plot_panel(
        "agreement with trained",
        [*curves, present],
        Axis(f"{stages} drawn anew", -0.2, last + 0.2),
        Axis("rank correlation", -0.65, 1.05),
        width=170,
        height=190,
        guides=[(-0.2, 0, last + 0.2, 0)],
    )


def _formula(result: RandomisedWeightsResult) -> str:
    """Write which layers are random, and what is left of each explanation."""
    state = result.state
    values = ", ".join(
        f"{METHODS[method]} <b>{signed_number(value)}</b>" for method, value in result.now.items()
    )
    return (
        f"{number('photo', state['photo'])}, {number('stop', state['stop'])} of "
        f"{len(stops_of(state['photo']))} drawn anew (draw {number('seed', state['seed'])}): "
        f"ρ = {values}"
    )
