"""The controls of explorers: ipywidgets with one layout, and two made of several."""

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as widgets

Control = Any
"""A widget, or several used as one: ``value`` and ``observe``, sliders ``min`` and ``max`` too."""

LABEL = {"description_width": "140px"}
WIDTH = "400px"


def _layout() -> widgets.Layout:
    """Return the layout of a control: of one width, narrower where the window is."""
    return widgets.Layout(width=WIDTH, max_width="100%")


def slider(label: str, value: int, low: int, high: int) -> widgets.IntSlider:
    """Return a slider over whole numbers that acts while it is dragged."""
    return widgets.IntSlider(
        value=value, min=low, max=high, description=label, style=LABEL, layout=_layout()
    )


def decimal(
    label: str, value: float, low: float, high: float, step: float = 0.1
) -> widgets.FloatSlider:
    """Return a slider over numbers with a point that acts while it is dragged."""
    digits = len(f"{step:g}".partition(".")[2])
    return widgets.FloatSlider(
        value=value,
        min=low,
        max=high,
        step=step,
        description=label,
        readout_format=f".{digits}f",
        style=LABEL,
        layout=_layout(),
    )


def stops(label: str, value: float, options: Sequence[float]) -> widgets.SelectionSlider:
    """Return a slider over some numbers only, such as odd ones or powers.

    A plain slider's step does not hold for the numbers that are typed into it.
    """
    return widgets.SelectionSlider(
        value=value, options=list(options), description=label, style=LABEL, layout=_layout()
    )


def choice(label: str, value: str, options: Sequence[str]) -> widgets.Dropdown:
    """Return a list to choose one name from."""
    return widgets.Dropdown(
        value=value, options=list(options), description=label, style=LABEL, layout=_layout()
    )


def tick(label: str, value: bool) -> widgets.Checkbox:
    """Return a box to tick."""
    return widgets.Checkbox(value=value, description=label, style=LABEL, layout=_layout())


def set_range(control: Control, low: int, high: int) -> None:
    """Give a slider a new range, into which its value follows.

    The front end needs two different ends, so that a slider with a single possible value keeps
    a wider range and is switched off.
    """
    widest = max(high, low + 1)
    if low > control.max:
        control.max = widest
        control.min = low
    else:
        control.min = low
        control.max = widest
    control.value = min(control.value, high)
    control.disabled = low == high


def allowed(control: Control, limits: tuple[int, int] | None) -> str:
    """Say what a control can be set to; ``limits`` are its range where it is not fixed."""
    if hasattr(control, "allowed"):
        return str(control.allowed)
    if isinstance(control, widgets.Checkbox):
        return "True or False"
    if hasattr(control, "options"):
        *most, last = map(repr, control.options)
        return f"{', '.join(most)} or {last}"
    low, high = limits or (control.min, control.max)
    return f"a value from {low} to {high}" if low < high else str(low)


class Stepper:
    """A slider with buttons that play it, pause it and start it again.

    Parameters
    ----------
    label : str
        What is stepped through.
    value, low, high : int
        Where it starts, and its range.
    interval : int
        Milliseconds a step while it plays.
    """

    def __init__(self, label: str, value: int, low: int, high: int, interval: int = 900) -> None:
        self._slider = slider(label, value, low, high)
        self._play = widgets.Play(value=value, min=low, max=high, interval=interval)
        widgets.jslink((self._play, "value"), (self._slider, "value"))
        self.widget = widgets.Box(
            [self._slider, self._play], layout=widgets.Layout(flex_flow="row wrap")
        )

    def observe(self, handler: Callable[[Any], None], names: str = "value") -> None:
        """Call ``handler`` whenever the step changes."""
        self._slider.observe(handler, names=names)

    @property
    def value(self) -> int:
        """The step."""
        return int(self._slider.value)

    @value.setter
    def value(self, value: int) -> None:
        self._slider.value = value

    @property
    def min(self) -> int:
        """The first step."""
        return int(self._slider.min)

    @min.setter
    def min(self, low: int) -> None:
        self._slider.min = self._play.min = low

    @property
    def max(self) -> int:
        """The last step."""
        return int(self._slider.max)

    @max.setter
    def max(self, high: int) -> None:
        self._slider.max = self._play.max = high

    @property
    def disabled(self) -> bool:
        """Whether there is only one step."""
        return bool(self._slider.disabled)

    @disabled.setter
    def disabled(self, disabled: bool) -> None:
        self._slider.disabled = self._play.disabled = disabled

    def pause(self) -> None:
        """Stop playing, at the step where it is."""
        # Before ipywidgets 8 the trait's name began with an underscore.
        name = "playing" if self._play.has_trait("playing") else "_playing"
        self._play.set_trait(name, False)


class NumberGrid:
    """A small matrix whose every number can be edited.

    Parameters
    ----------
    label : str
        What the matrix is.
    value : list of lists of numbers
        Its rows.
    limit : float
        The largest magnitude that a number may have.
    """

    stands_aside = True
    """Whether it stands on the left of the other controls."""

    def __init__(self, label: str, value: list[list[float]], limit: float = 99.0) -> None:
        self.cells = [
            [self._cell(entry, limit, row, column) for column, entry in enumerate(entries)]
            for row, entries in enumerate(value)
        ]
        rows = [widgets.HBox(row) for row in self.cells]
        self.widget = widgets.VBox(
            [widgets.Label(label), *rows], layout=widgets.Layout(margin="0 12px 0 0")
        )

    @staticmethod
    def _cell(value: float, limit: float, row: int, column: int) -> widgets.BoundedFloatText:
        """Return the field of one number, with a label that only a screen reader shows."""
        return widgets.BoundedFloatText(
            value=value,
            min=-limit,
            max=limit,
            step=1,
            continuous_update=True,
            description=f"row {row}, column {column}",
            style={"description_width": "0"},
            layout=widgets.Layout(width="76px", margin="1px"),
        )

    @property
    def allowed(self) -> str:
        """What ``value`` can be, in words."""
        limit = self.cells[0][0].max
        rows, columns = len(self.cells), len(self.cells[0])
        return f"{rows} rows of {columns} numbers from −{limit:g} to {limit:g}"

    @property
    def value(self) -> list[list[float]]:
        """The numbers, row by row."""
        return [[cell.value for cell in row] for row in self.cells]

    @value.setter
    def value(self, value: list[list[float]]) -> None:
        for row, entries in zip(self.cells, value, strict=True):
            for cell, entry in zip(row, entries, strict=True):
                if not cell.min <= entry <= cell.max:  # NaN would slip through the widget's check
                    raise ValueError(f"{entry} is not between {cell.min:g} and {cell.max:g}")
                cell.value = entry

    def observe(self, handler: Callable[[Any], None], names: str = "value") -> None:
        """Call ``handler`` whenever a number changes."""
        for row in self.cells:
            for cell in row:
                cell.observe(handler, names=names)
