"""An explorer whose long work is to count, and what presses its buttons: for the tests."""

import asyncio
import time
from dataclasses import dataclass

from driving import inside

from cnnkit.explorers.controls import slider
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.live import LiveExplorer


@dataclass
class Tick:
    number: int
    total: int


class Ticks:
    """Work that counts, and may fail."""

    def __init__(self, total, broken_at=0, seconds=0.003):
        self.total, self.broken_at, self.seconds, self.done = total, broken_at, seconds, 0

    def __iter__(self):
        for place in range(1, self.total + 1):
            time.sleep(self.seconds)
            if place == self.broken_at:
                raise ArithmeticError("the loss is not finite; use a smaller rate.")
            self.done = place
            yield Tick(place, self.total)


class Counting(LiveExplorer):
    """Counts to ten times a slider, and shows it in another unit."""

    title = "Counting"
    at_start = ("tens",)
    broken_at, seconds, trouble = 0, 0.003, ""

    def __init__(self, **state):
        controls = {"tens": slider("how many tens", 3, 1, 40), "unit": slider("unit", 1, 1, 9)}
        super().__init__(controls, state)

    def begin(self, state):
        if self.trouble:
            raise ValueError(self.trouble)
        return Ticks(10 * state["tens"], self.broken_at, self.seconds)

    def compute(self, state):
        return self.in_force(state), self.work.done if self.work else 0

    def draw(self, result):
        state, done = result
        return Picture([], formula=f"{number('tens', state['tens'])}: {done}")

    def describe(self, result):
        state, done = result
        return f"{done * state['unit']} of {10 * state['tens'] * state['unit']}."


def button(explorer, text):
    (found,) = (part for part in inside(explorer.box) if getattr(part, "description", "") == text)
    return found


def press(explorer, text):
    pressed = button(explorer, text)
    assert not pressed.disabled, text
    pressed.click()


def labels(explorer):
    """The run's three buttons, those switched off in brackets."""
    buttons = (explorer._start_button, explorer._pause_button, explorer._stop_button)
    return [f"({one.description})" if one.disabled else one.description for one in buttons]


async def until(condition):
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0)
