"""Training in the background of a notebook: started, paused, resumed and stopped by buttons."""

import asyncio
import time
from collections.abc import Callable, Iterable
from typing import Generic, Literal, Protocol, TypeVar

SLICE = 0.02
"""Seconds of work between two looks at what else there is to do, such as a slider that moved."""

BREATH = 0.002
"""Seconds in between for everything else. A message to a notebook passes through several hands, and
0 would let only one of them work at a time: it then took 120 ms to be answered instead of 30."""

State = Literal["idle", "running", "paused", "stopped", "finished", "failed"]


class Numbered(Protocol):
    """A step that knows its place: the first has number 1, the last has number total."""

    @property
    def number(self) -> int:
        """Which step it is."""

    @property
    def total(self) -> int:
        """How many there will have been."""


AnyStep = TypeVar("AnyStep", bound=Numbered)


class Runner(Generic[AnyStep]):
    """Work through steps in the background, as a task of the event loop that is running.

    A notebook's kernel is such a loop: after a slice of work it looks at what else has happened,
    so that plots and buttons stay alive. There are no threads; a button's callback runs between
    two slices, and all that `pause`, `resume` and `stop` do is to change the state. A cell that
    awaits the end keeps the buttons from working, because the kernel then waits with it.

    Parameters
    ----------
    steps : iterable
        What `train` returns, or anything else whose items have a number and a total.
    on_step : callable, optional
        Is called with each step, such as to draw it.
    on_change : callable, optional
        Is called with the state whenever it changes.

    Attributes
    ----------
    state : "idle", "running", "paused", "stopped", "finished" or "failed"
        It may be changed from running to paused and back. The last three are final.
    error : Exception or None
        What made it fail.

    Examples
    --------
    >>> from cnnkit.training import Step
    >>> steps = (Step(number, 3, 1, 8, 1 / number, None, 0.1) for number in (1, 2, 3))
    >>> async def main():
    ...     runner = Runner(steps, on_step=lambda step: print(step.number, round(step.loss, 2)))
    ...     runner.start()
    ...     return await runner.wait()
    >>> asyncio.run(main())
    1 1.0
    2 0.5
    3 0.33
    'finished'
    """

    def __init__(
        self,
        steps: Iterable[AnyStep],
        *,
        on_step: Callable[[AnyStep], object] | None = None,
        on_change: Callable[[State], object] | None = None,
    ) -> None:
        self.state: State = "idle"
        self.error: Exception | None = None
        self._steps = iter(steps)
        self._on_step = on_step
        self._on_change = on_change
        self._last: AnyStep | None = None
        self._task: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._awake = asyncio.Event()
        self._taken, self._seconds = 0, 0.0

    def start(self) -> None:
        """Begin.

        Raises
        ------
        RuntimeError
            If it has begun before, or there is no event loop.
        """
        if self.state != "idle":
            raise RuntimeError(
                f"this runner is {self.state} and starts only once; make a new one, whose "
                "train(..., history=history) goes on where this one stopped"
            )
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError as error:
            raise RuntimeError(
                "start needs a running event loop, such as a notebook's; in a script, write a "
                "plain loop: for step in train(...)"
            ) from error
        self._loop = loop
        self._change("running")
        self._task = loop.create_task(self._run())

    def pause(self) -> None:
        """Rest after the present step, until `resume`. Without effect unless it is running."""
        if self.state == "running":
            self._change("paused")

    def resume(self) -> None:
        """Go on. Without effect unless it is paused."""
        if self.state == "paused":
            self._change("running")

    def stop(self) -> None:
        """End after the present step. Without effect if it has ended."""
        if self.state in ("idle", "running", "paused"):
            self._change("stopped")

    async def wait(self) -> State:
        """Wait for the end, and return the state.

        Raises
        ------
        RuntimeError
            If it has not begun.
        Exception
            What made it fail.
        """
        if self._task is None:
            raise RuntimeError("this runner has not begun; call start() before wait()")
        await asyncio.wait([self._task])  # unlike awaiting the task: who gives up does not end it
        if self.error is not None:
            raise self.error
        return self.state

    @property
    def progress(self) -> float:
        """The share of the steps that is done, from 0 to 1."""
        return self._last.number / self._last.total if self._last else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long the rest will take at the pace so far, pauses left out; None in the beginning.

        A step is timed when it has been shown, so that the first one cannot ask yet.
        """
        if self._last is None or not self._taken:
            return None
        return self._seconds / self._taken * (self._last.total - self._last.number)

    async def _run(self) -> None:
        """Work slice by slice until something ends it."""
        try:
            while self.state in ("running", "paused"):
                await self._awake.wait()
                self._work()
                await asyncio.sleep(BREATH)
        except asyncio.CancelledError:
            self.stop()
            raise
        except Exception as error:
            self.error = error
            self._change("failed")

    def _work(self) -> None:
        """Take steps for the time of a slice, at least one."""
        began = now = time.perf_counter()
        while self.state == "running" and now - began < SLICE:
            step = next(self._steps, None)
            if step is None:
                self._change("finished")
                return
            self._last = step
            if self._on_step is not None:
                self._on_step(step)
            self._taken += 1
            self._seconds += time.perf_counter() - now
            now = time.perf_counter()

    def _change(self, state: State) -> None:
        """Enter a state; the task sleeps only while it is paused.

        Newer kernels may call a button back on another thread than the one that runs the task,
        and only `call_soon_threadsafe` wakes that one's loop.
        """
        self.state = state
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._sleep_or_wake)
        if self._on_change is not None:
            self._on_change(state)

    def _sleep_or_wake(self) -> None:
        """Let the task rest or go on, whichever the state now asks for."""
        if self.state == "paused":
            self._awake.clear()
        else:
            self._awake.set()
