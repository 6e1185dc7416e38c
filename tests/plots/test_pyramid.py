"""Pyramids of cells: what they draw and what they say."""

import pytest
from matplotlib.colors import same_color
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cnnkit.insight import Pyramid
from cnnkit.plots import pyramid as plots
from cnnkit.plots.colours import WINDOW_COLOUR
from cnnkit.plots.pyramid import show_pyramid
from cnnkit.shapes import Window


@pytest.fixture
def shown(monkeypatch):
    """The figures that were shown, each with its words."""
    found: list[tuple[Figure, str]] = []
    monkeypatch.setattr(plots, "show", lambda figure, words: found.append((figure, words)))
    return found


@pytest.mark.parametrize(
    ("stack", "size", "index", "words"),
    [
        ([Window(3)] * 2, 7, 1, "depends on cells 1 to 3 of 0, and these on pixels 1 to 5."),
        ([Window(3, padding=1)], 5, 0, "Cell 0 of the last map depends on pixels 0 to 1."),
        ([Window(3, dilation=2)], 9, 2, "depends on 3 of the pixels 2 to 6."),
    ],
)
def test_a_pyramid_says_and_draws_what_the_cell_depends_on(shown, stack, size, index, words):
    pyramid = Pyramid.of(size, [str(place) for place in range(len(stack))], stack)
    show_pyramid(pyramid, index, "Look:")
    ((figure, said),) = shown
    assert said.startswith("Look: Cell")
    assert said.endswith(words)
    boxes = [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]
    orange = [box for box in boxes if same_color(box.get_edgecolor(), WINDOW_COLOUR)]
    assert len(orange) == sum(map(len, pyramid.seen(index)))
    hatched = [box for box in boxes if box.get_hatch()]
    assert len(hatched) == sum(sum(level.padding) for level in pyramid.levels)
