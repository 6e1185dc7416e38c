"""Steps of a run that only take time, and a wait for what they lead to."""

import asyncio
import time
from dataclasses import dataclass


@dataclass
class Tick:
    number: int
    total: int = 20


def ticks(seconds=0.004, total=20):
    """Steps that take time, as those of a training do."""
    for number in range(1, total + 1):
        time.sleep(seconds)
        yield Tick(number, total)


async def until(condition):
    """Let the loop go round until something is so."""
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0)
