"""Windows along one axis, one below the other: what every size formula counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cnnkit import shapes
from cnnkit.plots.colours import WINDOW_COLOUR
from cnnkit.plots.figures import show
from cnnkit.shapes import Padding

PADDING_COLOUR, UNUSED_COLOUR, HATCH_COLOUR = "#ffffff", "#bdbdbd", "#767676"
CELL_INCHES = 0.34


@dataclass(frozen=True)
class WindowsPlot:
    """The windows on one row of pixels.

    Parameters
    ----------
    title : str
        What the settings are called.
    size, kernel_size : int
        Pixels of the row, and cells of a window.
    stride, padding, dilation
        As in `cnnkit.shapes.output_size`.

    Examples
    --------
    >>> print(WindowsPlot("stride 2", 6, 3, stride=2).words)
    stride 2: on 6 pixels, 2 windows of 3, beginning at 0 and 2; pixel 5 is used by none.
    """

    title: str
    size: int
    kernel_size: int
    stride: int = 1
    padding: Padding = "valid"
    dilation: int = 1

    @property
    def sides(self) -> tuple[int, int]:
        """Pixels of padding before and after."""
        return shapes.padding_sides(
            self.size,
            self.kernel_size,
            stride=self.stride,
            padding=self.padding,
            dilation=self.dilation,
        )

    @property
    def windows(self) -> list[range]:
        """The pixels that each window touches; those below 0 or past the end are padding."""
        before, _ = self.sides
        count = shapes.output_size(
            self.size,
            self.kernel_size,
            stride=self.stride,
            padding=self.padding,
            dilation=self.dilation,
        )
        firsts = [index * self.stride - before for index in range(count)]
        length = self.kernel_size * self.dilation
        return [range(first, first + length, self.dilation) for first in firsts]

    @property
    def unused(self) -> list[int]:
        """The pixels that no window uses, those of the padding included."""
        before, after = self.sides
        used = {place for window in self.windows for place in window}
        return [place for place in range(-before, self.size + after) if place not in used]

    @property
    def words(self) -> str:
        """What the picture shows."""
        before, after = self.sides
        padded = f" padded by {before} before and {after} after" if before or after else ""
        count = len(self.windows)
        places = _listed([window[0] for window in self.windows])
        dilated = f" with dilation {self.dilation}" if self.dilation > 1 else ""
        pixels = [place for place in self.unused if 0 <= place < self.size]
        padding = [place for place in self.unused if not 0 <= place < self.size]
        unused = (
            [f"{'pixel' if len(pixels) == 1 else 'pixels'} {_listed(pixels)}"] if pixels else []
        )
        unused += [f"the padding at {_listed(padding)}"] if padding else []
        verb = "are" if len(self.unused) > 1 else "is"
        left_over = f"; {' and '.join(unused)} {verb} used by none" if unused else ""
        windows = f"{count} {'window' if count == 1 else 'windows'}"
        return (
            f"{self.title}: on {self.size} pixels{padded}, {windows} of "
            f"{self.kernel_size}{dilated}, beginning at {places}{left_over}."
        )


def show_windows(plots: Sequence[WindowsPlot], description: str = "") -> None:
    """Show rows of pixels with their windows below, and all of it in words.

    Parameters
    ----------
    plots : sequence of WindowsPlot
        From top to bottom; pixel 0 stands at the same place in all of them.
    description : str
        What to say before the words that every row has of its own.

    Examples
    --------
    >>> show_windows([WindowsPlot("stride 2", 6, 3, stride=2)])
    <IPython.core.display.Image object>
    <IPython.core.display.Markdown object>
    """
    first = -max(plot.sides[0] for plot in plots)
    last = max(plot.size + plot.sides[1] for plot in plots)
    rows = [len(plot.windows) + 2.6 for plot in plots]
    figure = Figure(
        figsize=(CELL_INCHES * (last - first + 4.5), CELL_INCHES * 0.82 * sum(rows)),
        layout="constrained",
    )
    stack = figure.subplots(len(plots), 1, squeeze=False, gridspec_kw={"height_ratios": rows})
    for axes, plot in zip(stack[:, 0], plots, strict=True):
        _draw(axes, plot)
        axes.set_xlim(first - 0.2, last + 4.3)
    show(figure, " ".join([description, *(plot.words for plot in plots)]).strip())


def _draw(axes: Axes, plot: WindowsPlot) -> None:
    """Draw one row of pixels, and each window as cells below it."""
    axes.set_title(plot.title, fontsize=11, loc="left")
    axes.set_ylim(len(plot.windows) + 1.3, -0.1)
    axes.set_axis_off()
    before, after = plot.sides
    unused = plot.unused
    for place in range(-before, plot.size + after):
        outside = not 0 <= place < plot.size
        colour = UNUSED_COLOUR if place in unused else PADDING_COLOUR if outside else "#e8eef4"
        hatch = "////" if outside else "\\\\\\\\" if place in unused else None
        axes.add_patch(
            Rectangle((place, 0), 1, 1, facecolor=colour, edgecolor=HATCH_COLOUR, hatch=hatch)
        )
        if not outside:
            box = {"boxstyle": "round,pad=0.15", "facecolor": colour, "edgecolor": "none"}
            axes.text(place + 0.5, 0.5, str(place), ha="center", va="center", fontsize=9, bbox=box)
    axes.text(plot.size + after + 0.3, 0.5, _padding_note(before, after), va="center", fontsize=9)
    for index, window in enumerate(plot.windows):
        top = index + 1.15
        if plot.dilation > 1:  # what holds the cells of a spread-out window together
            ends = window[0] + 0.5, window[-1] + 0.5
            axes.plot(ends, (top + 0.4,) * 2, color=WINDOW_COLOUR, linewidth=1)
        for place in window:
            axes.add_patch(
                Rectangle(
                    (place + 0.06, top),
                    0.88,
                    0.8,
                    facecolor="#fbe0cc",
                    edgecolor=WINDOW_COLOUR,
                    linewidth=1.4,
                    zorder=2,
                )
            )
        note = f"window {index}"
        axes.text(plot.size + after + 0.3, top + 0.4, note, va="center", fontsize=9)


def _padding_note(before: int, after: int) -> str:
    return f"padding {before} + {after}" if before or after else "pixels"


def _listed(places: Sequence[int]) -> str:
    """Write places as a list in words, with a true minus sign."""
    words = [str(place).replace("-", "−") for place in places]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
