"""The base of explorers that follow long work: started, paused and stopped by the learner.

The work is any iterable of steps that know their number and how many there will be. It runs as a
task of the kernel's own loop (see `cnnkit.training.Runner`), so that sliders, buttons and other
cells answer in between. Nothing starts by itself.
"""

import time
from abc import abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from html import escape
from typing import Any, ClassVar, Generic, TypeVar
from weakref import WeakSet

import ipywidgets as widgets

from cnnkit.explorers.controls import Control
from cnnkit.explorers.explorer import Explorer, Result, State
from cnnkit.training.runner import Numbered, Runner
from cnnkit.training.runner import State as RunState

INTERVAL = 0.1
"""Seconds from one picture to the next while work goes on: about ten pictures a second."""

Work = TypeVar("Work", bound=Iterable[Numbered])


class LiveExplorer(Explorer[Result], Generic[Result, Work]):
    """Buttons for long work, a line that says how far it is, and a picture that follows it.

    A new explorer says with `begin` what the work is, and reads in `compute` from ``self.work``
    how far it has come. Before Start, ``self.work`` is None, and the picture depends on the
    controls alone. Starting one run pauses all others: they would share one processor.

    Attributes
    ----------
    at_start : tuple of str
        Controls that a run reads once, when it starts; moved later, they wait for the next start,
        and the view says so. The others act at once.
    work : iterable of steps or None
        What `begin` returned for the present run, also when it has ended.

    See Also
    --------
    cnnkit.explorers.TrainingDashboard : a training run, which says little more than `begin`.
    """

    at_start: ClassVar[tuple[str, ...]] = ()
    _going: ClassVar["WeakSet[LiveExplorer[Any, Any]]"] = WeakSet()

    def __init__(
        self,
        controls: Mapping[str, Control],
        state: Mapping[str, Any],
        hidden: Collection[str] = (),
    ) -> None:
        self.work: Work | None = None
        self._runner: Runner[Numbered] | None = None
        self._last: Numbered | None = None
        self._settings: State = {}
        self._trouble, self._next_picture, self._announced = "", 0.0, -1
        self._start_button = _button("Start", "Begin with the settings above", self._press_start)
        self._pause_button = _button("Pause", "Rest, or go on", self._press_pause)
        self._stop_button = _button("Stop", "End here", self.stop)
        # Room for two lines beside the buttons, so that the picture stays where it is.
        self._line = widgets.HTML(layout=widgets.Layout(flex="1 1 320px", min_height="42px"))
        super().__init__(controls, state, hidden)

    @abstractmethod
    def begin(self, state: State) -> Work:
        """Return the work that the controls ask for, from its first step."""

    def in_force(self, state: State) -> State:
        """Return a state with the settings of the present run in place of those that wait."""
        return state | self._settings

    @property
    def run_state(self) -> RunState:
        """What the run is doing: "idle" before Start, "running", "paused", "finished", ..."""
        return self._runner.state if self._runner else "idle"

    def start(self) -> None:
        """Begin a new run with the present settings. Without effect while one goes on.

        Raises
        ------
        RuntimeError
            If there is no event loop, as there is in every notebook.
        """
        if self.run_state in ("running", "paused"):
            return
        with self._lock:
            state = self.state
            work = self.begin(state)
            runner: Runner[Numbered] = Runner(
                self._one_at_a_time(work),
                on_step=self._stepped,
                on_change=lambda _state: self._changed(runner),
            )
            before = self.work, self._runner, self._last, self._settings
            self.work, self._runner, self._last = work, runner, None
            self._settings = {name: state[name] for name in self.at_start}
            self._trouble, self._announced = "", -1
            try:
                runner.start()
            except RuntimeError:
                self.work, self._runner, self._last, self._settings = before
                raise

    def pause(self) -> None:
        """Rest after the present step. Without effect unless it is running."""
        if self._runner:
            self._runner.pause()

    def resume(self) -> None:
        """Go on. Without effect unless it is paused."""
        if self._runner:
            self._runner.resume()

    def stop(self) -> None:
        """End the run; what it has reached stays."""
        if self._runner:
            self._runner.stop()

    async def wait(self) -> RunState:
        """Wait for the run's end, and return how it ended; see `Runner.wait`."""
        if self._runner is None:
            raise RuntimeError("nothing has been started yet; call start() before wait()")
        return await self._runner.wait()

    @property
    def status(self) -> str:
        """What the run is doing, in words."""
        if self._trouble:
            return f"{self._trouble}."
        state, last = self.run_state, self._last
        if self._runner is None:
            return "Nothing runs yet."
        where = f"at step {last.number:,} of {last.total:,}" if last else "before the first step"
        if state == "running":
            left = self._runner.seconds_left
            rest = "" if left is None else f", {in_words(left)} left"
            return f"Running {where}{rest}."
        if state == "failed":
            after = f"after {last.number:,} steps" if last else "in its first step"
            return f"Failed {after}: {str(self._runner.error).rstrip('.')}."
        return f"{state.capitalize()} {where}."

    # What follows is between the buttons, the runner and the picture.

    def _boxed(self, hidden: Collection[str], reset: widgets.Button) -> widgets.VBox:
        """Put the run's buttons and its line between the controls and the picture."""
        box = super()._boxed(hidden, reset)
        reset.on_click(lambda _button: self._forget())
        buttons = [self._start_button, self._pause_button, self._stop_button]
        wrapping = widgets.Layout(flex_flow="row wrap", align_items="center")
        steering = widgets.Box([*buttons, self._line], layout=wrapping)
        controls, *rest = box.children
        box.children = [controls, steering, *rest]
        return box

    def _press_start(self) -> None:
        """Start, and show what keeps it from starting: an exception would be seen by nobody."""
        try:
            self.start()
        except Exception as error:
            self._trouble = f"This cannot start: {error}"
            self._tell()

    def _press_pause(self) -> None:
        """Pause what runs, and resume what is paused."""
        if self.run_state == "running":
            self.pause()
        else:
            self.resume()

    def _one_at_a_time(self, work: Iterable[Numbered]) -> Iterator[Numbered]:
        """Keep a slider from drawing in the middle of a step, should it come on another thread."""
        steps = iter(work)
        while True:
            with self._lock:
                step = next(steps, None)
            if step is None:
                return
            yield step

    def _stepped(self, step: Numbered) -> None:
        """Draw after a step, unless the picture before it is still fresh."""
        self._last = step
        now = time.perf_counter()
        if now >= self._next_picture:
            self._next_picture = now + INTERVAL
            self._redraw()

    def _changed(self, runner: Runner[Numbered]) -> None:
        """Follow the run into another state."""
        if runner is not self._runner:
            return
        if runner.state == "running":
            for other in list(LiveExplorer._going - {self}):
                other.pause()
            LiveExplorer._going.add(self)
        else:
            LiveExplorer._going.discard(self)
        self._redraw()

    def _redraw(self) -> None:
        with self._lock:
            self._show(changed=None)

    def _forget(self) -> None:
        """Go back to before the first start."""
        if self._runner is None and not self._trouble:
            return
        runner, self._runner = self._runner, None
        if runner:
            runner.stop()
        LiveExplorer._going.discard(self)
        self.work, self._last, self._trouble, self._settings = None, None, "", {}
        self._redraw()

    def _show(self, changed: str | None) -> None:
        """Draw the picture, and say above it how far the run is."""
        super()._show(changed)
        self._tell()

    def _tell(self) -> None:
        """Write the run's line, and switch on the buttons that would do something."""
        state = self.run_state
        goes_on = state in ("running", "paused")
        self._start_button.description = "Start" if state == "idle" else "Start again"
        self._start_button.disabled = goes_on
        self._start_button.button_style = "" if goes_on else "primary"
        self._pause_button.description = "Resume" if state == "paused" else "Pause"
        self._pause_button.button_style = "primary" if state == "paused" else ""
        self._pause_button.disabled = self._stop_button.disabled = not goes_on
        waiting = self._waiting()
        later = f" Takes effect at Start: {', '.join(waiting)}." if waiting else ""
        bar = ""
        if self._runner is not None:
            share = self._runner.progress
            bar = (
                f'<progress aria-label="done" value="{share:.3f}" style="width:120px"></progress> '
            )
        colour = "border-left:4px solid #E66100;padding-left:8px;" if self._is_trouble() else ""
        self._line.value = (
            f'<div class="cnnkit-run" data-run="{state}" style="{colour}line-height:1.4;'
            f'font-variant-numeric:tabular-nums;margin-left:8px">'
            f"{bar}{escape(self.status + later)}</div>"
        )

    def _is_trouble(self) -> bool:
        return bool(self._trouble) or self.run_state == "failed"

    def _waiting(self) -> list[str]:
        """Return the labels of the settings that a new run would take over."""
        if self._runner is None:
            return []
        state = self.state
        changed = [name for name in self.at_start if state[name] != self._settings.get(name)]
        return [str(getattr(self.controls[name], "description", name)) for name in changed]

    def _announce(self, changed: str | None) -> None:
        """Speak when the learner moves something, and of a run at its turns and every tenth."""
        if self._runner is None:
            super()._announce(changed)
            return
        tenth = int(10 * self._runner.progress)
        if changed is None and self.run_state == "running" and tenth == self._announced:
            return
        self._announced = tenth
        self._pointer.words = f"{self.status} {self.description}"


def in_words(seconds: float) -> str:
    """Say about how long something takes.

    Examples
    --------
    >>> in_words(0.4), in_words(1.2), in_words(48.7), in_words(200)
    ('less than a second', 'about 1 second', 'about 49 seconds', 'about 3 minutes')
    """
    if seconds < 1:
        return "less than a second"
    count, unit = (round(seconds), "second") if seconds < 100 else (round(seconds / 60), "minute")
    return f"about {count} {unit}{'' if count == 1 else 's'}"


def _button(text: str, tooltip: str, press: Callable[[], object]) -> widgets.Button:
    """Return a button that calls a function."""
    button = widgets.Button(description=text, tooltip=tooltip, layout=widgets.Layout(width="104px"))
    button.on_click(lambda _button: press())
    return button
