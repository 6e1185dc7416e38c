import numpy as np
import pytest

from cnnkit.plots import comparisons
from cnnkit.plots.comparisons import show_runs, show_sweep


@pytest.fixture
def shown(monkeypatch):
    found = []
    monkeypatch.setattr(comparisons, "show", lambda figure, words: found.append((figure, words)))
    return found


def test_runs_stand_side_by_side_and_lines_differ_by_more_than_colour(shown):
    lines = {f"rate {n}": [3.0 - n, 2.0 - n] for n in range(5)}
    show_runs({"left": lines, "right": {"one": [1.0, 0.5]}}, "Words.", highest=4)
    ((figure, words),) = shown
    assert words == "Words."
    left, right = figure.axes
    assert [axes.get_title() for axes in (left, right)] == ["left", "right"]
    assert [list(line.get_ydata()) for line in left.lines] == list(lines.values())
    assert len({str(line._unscaled_dash_pattern) for line in left.lines}) == 5
    assert len({line.get_color() for line in left.lines}) == 5
    assert left.get_ylim() == (0, 4)
    assert [text.get_text() for text in left.get_legend().get_texts()] == list(lines)


def test_a_sweep_shows_means_and_ranges_over_the_rate(shown):
    show_sweep({"SGD": {0.01: [80, 82], 0.1: [91, 95]}, "Adam": {0.01: [70, 90]}}, "W", y_label="%")
    ((figure, _),) = shown
    (axes,) = figure.axes
    assert axes.get_xscale() == "log"
    np.testing.assert_allclose(axes.lines[0].get_ydata(), [81, 93])
    np.testing.assert_allclose(axes.lines[1].get_ydata(), [80])
    band = axes.collections[0].get_paths()[0].vertices
    assert {80, 82, 91, 95} <= set(band[:, 1])
    assert len({line.get_marker() for line in axes.lines}) == 2
