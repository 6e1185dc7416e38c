"""What happened when: events on a line of years."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from cnnkit.plots.colours import LINE_COLOUR
from cnnkit.plots.figures import show

STEM = 0.32
"""From the line of years to the text of an event, where the figure is 2 high."""


@dataclass(frozen=True)
class Event:
    """One event of a timeline.

    Parameters
    ----------
    year : int
        When it happened.
    name : str
        What it is, in a few words.

    Examples
    --------
    >>> Event(1989, "a network reads zip codes").year
    1989
    """

    year: int
    name: str


def show_timeline(events: Sequence[Event], description: str) -> None:
    """Show events at their years, written above and below the line in turn.

    Parameters
    ----------
    events : sequence of Event
        In the order of their years.
    description : str
        What can be seen.

    Examples
    --------
    >>> events = [Event(1980, "neocognitron"), Event(1989, "trained by gradient descent")]
    >>> show_timeline(events, "Two events, nine years apart.")
    <IPython.core.display.Image object>
    <IPython.core.display.Markdown object>
    """
    figure = Figure(figsize=(7.3, 3.1), layout="constrained")
    axes = figure.subplots()
    first, last = events[0].year, events[-1].year
    margin = max(last - first, 1) * 0.09
    axes.axhline(0, color=LINE_COLOUR, linewidth=2)
    for place, event in enumerate(events):
        side = 1 if place % 2 == 0 else -1
        axes.plot([event.year, event.year], [0, side * STEM], color=LINE_COLOUR, linewidth=1)
        axes.plot(event.year, 0, marker="o", color=LINE_COLOUR, markersize=6)
        axes.text(
            event.year,
            side * (STEM + 0.03),
            f"{event.year}\n{textwrap.fill(event.name, 14)}",
            ha="center",
            va="bottom" if side > 0 else "top",
            fontsize=9,
        )
    axes.set_xlim(first - margin, last + margin)
    axes.set_ylim(-1, 1)
    axes.set_axis_off()
    show(figure, description)
