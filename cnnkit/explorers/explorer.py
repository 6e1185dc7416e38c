"""The base of every explorer: controls, a live picture, and its description in words."""

import itertools
import threading
from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import Any, ClassVar, Generic, TypeVar

import ipywidgets as widgets
import traitlets

from cnnkit.explorers.controls import Control, Stepper, allowed, set_range
from cnnkit.explorers.drawing.picture import Picture, render, render_shared, render_trouble
from cnnkit.explorers.drawing.svg import shared_image
from cnnkit.explorers.pointer import Pointer
from cnnkit.explorers.view import View

State = dict[str, Any]
"""The controls' values by name: plain numbers, words and lists."""

Result = TypeVar("Result")

_numbers = itertools.count()


class Explorer(View, ABC, Generic[Result]):
    """A few controls, one live picture and its description in words.

    A new explorer says which controls it has, and implements `compute`, `draw` and `describe`;
    `limits` where the range of one control follows from the others, `follow` where moving one
    control moves others, and `touch` where its picture can be touched.

    Parameters
    ----------
    controls : mapping of str to control
        By name, in the order in which they are shown.
    state : mapping of str to value
        Where to start, for the controls that shall not start at their default.
    hidden : collection of str
        Controls that are not shown, while what they do has not been taught.

    Raises
    ------
    ValueError
        If ``state`` names a control that is not there or a value out of its range.
    """

    title: ClassVar[str]
    dragged: ClassVar[bool] = False
    """Whether touching its picture moves or chooses something that shall stay: then the learner
    presses and drags. Otherwise the picture answers wherever the mouse passes."""

    def __init__(
        self,
        controls: Mapping[str, Control],
        state: Mapping[str, Any],
        hidden: Collection[str] = (),
    ) -> None:
        self.name = f"cnnkit-{next(_numbers)}"
        self.controls = dict(controls)
        # Callbacks may arrive on another thread than the one that runs cells.
        self._lock = threading.RLock()
        self._following = True
        self._drawn: State = {}
        self._sent: dict[str, str] = {}
        self._shared_view = widgets.HTML(
            render_shared([]), layout=widgets.Layout(height="0", margin="0")
        )
        self._picture_view = widgets.HTML(layout=widgets.Layout(max_width="900px", width="auto"))
        self._pointer = Pointer(picture=self.name, dragged=self.dragged)
        reset = widgets.Button(description="Reset", tooltip="Back to the state it opened in")
        for name, control in self.controls.items():
            control.observe(lambda _change, name=name: self._moved(name), names="value")
        self.update(**state)
        self._initial = self.state
        reset.on_click(lambda _button: self._go_back())
        self._pointer.observe(lambda change: self._touched(change["new"]), names="cell")
        super().__init__(self._boxed(hidden, reset), f"{self.title}: {self.description}")

    def _go_back(self) -> None:
        """Return to the state it opened in, and rest there."""
        for control in self.controls.values():
            if isinstance(control, Stepper):
                control.pause()
        self.update(**self._initial)

    def _boxed(self, hidden: Collection[str], reset: widgets.Button) -> widgets.VBox:
        """Lay the controls out above the picture: large ones aside, others in rows that wrap."""
        controls = [control for name, control in self.controls.items() if name not in hidden]
        aside, others = (
            [
                getattr(control, "widget", control)
                for control in controls
                if getattr(control, "stands_aside", False) == wanted
            ]
            for wanted in (True, False)
        )
        wrapping = widgets.Box(
            [*others, reset], layout=widgets.Layout(flex_flow="row wrap", flex="1 1 410px")
        )
        bar = widgets.Box([*aside, wrapping], layout=widgets.Layout(flex_flow="row wrap"))
        return widgets.VBox(
            [bar, self._shared_view, self._picture_view, self._pointer],
            layout=widgets.Layout(max_width="920px"),
        )

    @abstractmethod
    def compute(self, state: State) -> Result:
        """Return everything that the picture shows."""

    @abstractmethod
    def draw(self, result: Result) -> Picture:
        """Return the picture of a result."""

    @abstractmethod
    def describe(self, result: Result) -> str:
        """Return a result in words, for those who do not see the picture."""

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Return the range that the state leaves to each control whose range is not fixed."""
        return {}

    def follow(self, moved: str, state: State) -> State:
        """Return the other controls' values that moving one of them asks for."""
        return {}

    def touch(self, panel: str, row: int, column: int) -> State:
        """Return the controls' values that touching a panel's cell asks for."""
        return {}

    @property
    def state(self) -> State:
        """The controls' values by name, as plain numbers, words and lists."""
        return {name: _tidy(control.value) for name, control in self.controls.items()}

    @property
    def result(self) -> Result:
        """Everything that the picture shows, as arrays and numbers."""
        return self.compute(self.state)

    def update(self, **state: Any) -> None:
        """Move controls, all at once, and draw the picture once.

        Parameters
        ----------
        **state
            New values by the controls' names.

        Raises
        ------
        ValueError
            If a control is not there, or its range does not hold the value.
        """
        for name in state:
            if name not in self.controls:
                raise ValueError(
                    f"{self.title} has no control {name!r}; it has {', '.join(self.controls)}"
                )
        with self._lock:
            before = self.state
            self._following = False
            try:
                self._move({name: _plain(value) for name, value in state.items()})
            except Exception:
                self._move(before)
                raise
            finally:
                self._following = True
                self._show(changed=None)

    def _move(self, state: State) -> None:
        """Set values, each of which may open the range that another one needs."""
        for _ in self.controls:
            for name, value in state.items():
                # A value that is refused is one that is missed.
                with suppress(traitlets.TraitError, TypeError, ValueError):
                    self.controls[name].value = value
            self._settle()
            missed = [name for name, value in state.items() if self.controls[name].value != value]
            if not missed:
                return
        name = missed[0]
        possible = allowed(self.controls[name], self.limits(self.state).get(name))
        raise ValueError(f"{self.title}: {name} cannot be {state[name]!r} here; use {possible}")

    def _settle(self) -> None:
        """Let the ranges follow the values until both agree."""
        for _ in self.controls:
            before = self.state
            for name, (low, high) in self.limits(before).items():
                set_range(self.controls[name], low, high)
            if self.state == before:
                return

    def _carry_along(self, moved: str | None) -> None:
        """Let other controls and the ranges follow a move, without being followed in turn."""
        self._following = False
        try:
            if moved is not None:
                self._move(self.follow(moved, self.state))
            self._settle()
        finally:
            self._following = True

    def _moved(self, name: str) -> None:
        """Follow a control that the learner has moved."""
        with self._lock:
            # A browser may send a value back that it has rounded: that is no move.
            if not self._following or self.state == self._drawn:
                return
            self._show(changed=name)
            # So that touching the same cell again is a change too.
            self._pointer.cell = []

    def _touched(self, cell: list[Any]) -> None:
        """Follow a touch of the picture."""
        if cell:
            panel, row, column = cell
            self.update(**self.touch(panel, row, column))

    def _show(self, changed: str | None) -> None:
        """Draw the state; what goes wrong is shown in the picture's place.

        An exception that left a callback would be seen by nobody.
        """
        try:
            self._carry_along(changed)
            self._drawn = self.state
            result = self.compute(self._drawn)
            picture = self.draw(result)
            self.description = self.describe(result)
            self._share(picture)
            html = render(
                picture,
                name=self.name,
                title=self.title,
                description=self.description,
                # A control of several parts knows which of them it was.
                changed=getattr(self.controls.get(changed or ""), "moved", changed),
            )
        except Exception as error:
            self.description = f"This cannot be shown: {error}. Press Reset to start again."
            html = render_trouble(name=self.name, message=self.description)
        self._picture_view.value = html
        self._announce(changed)

    def _announce(self, changed: str | None) -> None:
        """Let a screen reader say what the picture shows, now that it has changed."""
        self._pointer.words = self.description

    def _share(self, picture: Picture) -> None:
        """Send the images that the picture uses, if the page does not have them yet.

        Those of the picture before stay, since it is on the page until the new one arrives.
        """
        if set(picture.shared) <= set(self._sent):
            return
        new = {key: shared_image(self.shared(key), image) for key, image in picture.shared.items()}
        self._shared_view.value = render_shared([*self._sent.values(), *new.values()])
        self._sent = new

    def shared(self, key: str) -> str:
        """Return the page-wide id of a shared image."""
        return f"{self.name}-{key}"


def _tidy(value: Any) -> Any:
    """Return a number without the last digits, in which browsers and Python may differ."""
    return round(value, 9) if isinstance(value, float) else value


def _plain(value: Any) -> Any:
    """Return NumPy's arrays and numbers, and tuples, as lists and numbers of Python."""
    if isinstance(value, tuple | list):
        return [_plain(entry) for entry in value]
    return value.tolist() if hasattr(value, "tolist") else value
