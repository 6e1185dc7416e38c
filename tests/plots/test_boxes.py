"""Images with boxes: where the boxes lie, and how many there are."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from cnnkit.plots.boxes import BoxesPlot, draw_boxes, show_boxes


def test_a_box_lies_on_the_edges_of_pixels():
    axes = Figure().subplots()
    draw_boxes(
        axes, BoxesPlot("two", np.zeros((6, 9, 1)), found=[[1, 2, 4, 7]], truth=[[0, 0, 6, 9]])
    )
    found, truth = axes.patches
    assert (found.get_x(), found.get_y()) == (1.5, 0.5)
    assert (found.get_width(), found.get_height()) == (5, 3)
    assert (truth.get_x(), truth.get_y()) == (-0.5, -0.5)
    assert truth.get_linestyle() != found.get_linestyle()


@pytest.mark.parametrize("shape", [(6, 9), (6, 9, 1), (6, 9, 3)])
def test_grey_and_colour_and_no_boxes_at_all(shape):
    axes = Figure().subplots()
    draw_boxes(axes, BoxesPlot("none", np.zeros(shape)))
    assert len(axes.patches) == 0


def test_texts_stand_at_the_first_boxes(capsys):
    plot = BoxesPlot("two", np.zeros((20, 20)), [[5, 5, 9, 9], [11, 11, 15, 15]], texts=["0.9"])
    axes = Figure().subplots()
    draw_boxes(axes, plot)
    assert [text.get_text() for text in axes.texts] == ["0.9"]
    show_boxes([plot] * 3, "Two boxes, three times.", columns=2)
    assert "Image" in capsys.readouterr().out
