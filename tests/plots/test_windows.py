import pytest
from matplotlib.figure import Figure

from cnnkit import shapes
from cnnkit.plots import windows
from cnnkit.plots.windows import WindowsPlot, show_windows


@pytest.mark.parametrize("padding", ["valid", "same", "full", 1, (0, 2)])
@pytest.mark.parametrize("stride", [1, 2, 3, 5])
@pytest.mark.parametrize(("kernel_size", "dilation"), [(1, 1), (2, 1), (3, 1), (3, 2)])
def test_windows_and_unused_pixels_are_those_of_the_formulas(
    padding, stride, kernel_size, dilation
):
    settings = {"stride": stride, "padding": padding, "dilation": dilation}
    for size in range(5, 12):
        plot = WindowsPlot("any", size, kernel_size, **settings)
        assert len(plot.windows) == shapes.output_size(size, kernel_size, **settings)
        assert plot.sides == shapes.padding_sides(size, kernel_size, **settings)
        use = shapes.pixel_use(size, kernel_size, **settings)
        assert use == [sum(place in window for window in plot.windows) for place in range(size)]
        inside = [place for place in plot.unused if 0 <= place < size]
        assert inside == [place for place, count in enumerate(use) if count == 0]


def test_the_words_count_windows_name_their_places_and_what_is_left_over():
    assert WindowsPlot("a", 4, 4).words == "a: on 4 pixels, 1 window of 4, beginning at 0."
    assert WindowsPlot("b", 4, 3, padding="same").words == (
        "b: on 4 pixels padded by 1 before and 1 after, 4 windows of 3, "
        "beginning at −1, 0, 1 and 2."
    )
    assert WindowsPlot("c", 7, 1, stride=3).words == (
        "c: on 7 pixels, 3 windows of 1, beginning at 0, 3 and 6; "
        "pixels 1, 2, 4 and 5 are used by none."
    )
    assert WindowsPlot("e", 6, 3, stride=2, padding=1).words.endswith(
        "beginning at −1, 1 and 3; the padding at 6 is used by none."
    )
    assert WindowsPlot("f", 5, 1, stride=3, padding=(0, 1)).words.endswith(
        "; pixels 1, 2 and 4 and the padding at 5 are used by none."
    )
    assert "3 windows of 3 with dilation 2" in WindowsPlot("d", 7, 3, dilation=2).words


def test_a_figure_is_shown_with_the_words_of_all_its_rows(monkeypatch):
    shown = []
    monkeypatch.setattr(windows, "show", lambda *arguments: shown.append(arguments))
    plots = [WindowsPlot("one", 6, 3, stride=2), WindowsPlot("two", 6, 3, padding="full")]
    show_windows(plots, "Two rows.")
    figure, description = shown[0]
    assert isinstance(figure, Figure)
    assert [axes.get_title(loc="left") for axes in figure.axes] == ["one", "two"]
    assert figure.axes[0].get_xlim() == figure.axes[1].get_xlim()
    assert description == f"Two rows. {plots[0].words} {plots[1].words}"


def test_a_padding_cell_is_hatched_and_every_pixel_has_its_number(monkeypatch):
    shown = []
    monkeypatch.setattr(windows, "show", lambda *arguments: shown.append(arguments))
    show_windows([WindowsPlot("one", 5, 3, padding=(1, 2))])
    axes = shown[0][0].axes[0]
    assert sum(patch.get_hatch() == "////" for patch in axes.patches) == 3
    texts = [text.get_text() for text in axes.texts]
    assert [text for text in texts if text.isdigit()] == ["0", "1", "2", "3", "4"]
    assert "padding 1 + 2" in texts
