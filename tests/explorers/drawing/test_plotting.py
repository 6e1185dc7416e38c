import re

import numpy as np
from driving import Page
from hypothesis import given
from hypothesis import strategies as st

from cnnkit.explorers.drawing.bars import bar_panel
from cnnkit.explorers.drawing.plotting import (
    LINES,
    Axis,
    Curve,
    Histogram,
    Points,
    plot_panel,
)

numbers = st.floats(-1e6, 1e6)


@given(numbers, st.floats(0.01, 1e6), st.booleans())
def test_ticks_are_round_in_order_and_inside(low, length, log):
    if log:
        low = abs(low) + 1e-8
    axis = Axis("x", low, low + length if not log else low * (1 + length), log)
    ticks = axis.ticks
    values = [value for value, _ in ticks]
    assert values == sorted(values)
    assert len(values) <= 8
    places = axis.place(values)
    assert np.all((places >= -1e-6) & (places <= 1 + 1e-6))
    texts = [text for _, text in ticks]
    assert len(set(texts)) == len(texts)


def test_a_logarithmic_axis_multiplies():
    axis = Axis("signal", 1e-4, 1.0, log=True)
    np.testing.assert_allclose(axis.place([1e-4, 1e-2, 1.0]), [0, 0.5, 1])
    assert axis.place(0.0) < -50
    assert [text for _, text in axis.ticks] == ["10⁻⁴", "10⁻³", "0.01", "0.1", "1"]


def test_what_is_drawn_lies_where_the_axes_say():
    panel = plot_panel(
        "everything",
        [
            Histogram("bars", [0, 1, 2], [1, 2]),
            Curve("line", [0, 1, 2], [0, 2, 4], line=1),
            Points("dots", [2], [4]),
            Points("crosses", [1], [2], cross=True),
        ],
        Axis("x", 0, 2),
        Axis("y", 0, 4),
        width=200,
        height=100,
        name="plot",
        cells=(3, 7),
    )
    page = Page(panel.svg)
    (line,) = page.all(tag="polyline")
    assert line["points"] == "0,100 100,50 200,0"
    assert (line["stroke"], line["stroke-dasharray"]) == LINES[1]
    bars, dots, crosses = re.findall(r'<path d="([^"]*)"', panel.svg)[:3]
    assert bars == "M0.0 100.0V75.0H100.0V100.0zM100.0 100.0V50.0H200.0V100.0z"
    assert dots == "M200.0 0.0h0"
    assert crosses.startswith("M96.0 46.0l8 8")
    legend = [part["text"] for part in page.all(tag="text", x="38")]
    assert legend == ["bars", "line", "dots", "crosses"]
    assert page.panels == [("plot", 3, 7)]


def test_a_curve_is_broken_where_it_has_no_value():
    curve = Curve("", [0, 1, 2, 3, 4], [1, 1, np.nan, 3, 3])
    page = Page(plot_panel("x", [curve], Axis("x", 0, 4), Axis("y", 0, 4)).svg)
    lines = [part["points"] for part in page.all(tag="polyline") if part["points"]]
    assert [len(line.split()) for line in lines] == [2, 2]


@given(st.lists(numbers, min_size=1, max_size=6))
def test_what_lies_outside_is_cut_off_and_not_written_as_huge(values):
    curve = Curve("y", range(len(values)), values)
    panel = plot_panel("x", [curve], Axis("x", 0, 6), Axis("y", -1, 1))
    (line,) = Page(panel.svg).all(tag="polyline")
    assert all(abs(float(part)) < 3000 for part in re.split("[ ,]", line["points"]))


def test_bars_start_at_zero_and_say_their_value():
    panel = bar_panel(
        "logit", [2.0, -1.0], names=["cat", "dog"], low=-4, high=4, width=160, outlined=1
    )
    cat, dog = Page(panel.svg).all(**{"class": "bar"})
    zero = 92 + 80
    assert (float(cat["x"]), float(cat["width"])) == (zero, 40)
    assert (float(dog["x"]), float(dog["width"])) == (zero - 20, 20)
    assert "stroke" not in cat
    assert dog["stroke"] == "#E66100"
    texts = [part["text"] for part in Page(panel.svg).all(tag="text")]
    assert texts[1:5] == ["cat", "2", "dog", "−1"]
