"""Figures of receptive fields: what they draw and what they say."""

import numpy as np
import pytest
from matplotlib.colors import same_color
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cnnkit.insight import Pyramid
from cnnkit.plots import fields
from cnnkit.plots.colours import WINDOW_COLOUR
from cnnkit.plots.fields import FieldPlot, show_fields, show_pyramid
from cnnkit.shapes import Window


@pytest.fixture
def shown(monkeypatch):
    """The figures that were shown, each with its words."""
    found: list[tuple[Figure, str]] = []
    monkeypatch.setattr(fields, "show", lambda figure, words: found.append((figure, words)))
    return found


def test_a_field_is_outlined_where_it_lies_and_hatched_where_it_hangs_over(shown):
    image = np.zeros((6, 9))
    show_fields(
        [FieldPlot("inside", image, (1, 3), (2, 6)), FieldPlot("over", image, (-2, 1), (7, 10))],
        "Two fields.",
    )
    ((figure, words),) = shown
    assert words == "Two fields."
    inside, over = figure.axes
    (outline,) = inside.patches
    assert outline.get_bbox().bounds == (1.5, 0.5, 5, 3)
    behind, outline = over.patches
    assert behind.get_hatch()
    assert outline.get_bbox().bounds == (6.5, -2.5, 4, 4)
    assert over.get_xlim()[1] > 10.5
    assert over.get_ylim()[1] < -2.5


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
