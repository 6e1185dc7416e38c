"""The runner: started, paused, resumed and stopped while everything else stays alive."""

import asyncio
import itertools
import time

import pytest

from cnnkit.training import Runner
from tests.training.small import run, steps
from tests.training.ticks import Tick, ticks, until


def test_it_takes_every_step_and_says_what_it_is():
    seen, states = [], []

    async def main():
        runner = Runner(
            ticks(), on_step=lambda tick: seen.append(tick.number), on_change=states.append
        )
        assert (runner.state, runner.progress, runner.seconds_left) == ("idle", 0.0, None)
        runner.start()
        assert runner.state == "running"
        assert await runner.wait() == "finished"
        assert (runner.progress, runner.seconds_left) == (1.0, 0.0)

    asyncio.run(main())
    assert seen == list(range(1, 21))
    assert states == ["running", "finished"]


def test_everything_else_stays_alive():
    turns = []

    async def others(runner):
        while runner.state == "running":
            turns.append(time.perf_counter())
            await asyncio.sleep(0)

    async def main():
        runner = Runner(ticks())
        runner.start()
        await asyncio.gather(others(runner), runner.wait())

    asyncio.run(main())
    pauses = [b - a for a, b in itertools.pairwise(turns) if b - a > 0.01]
    assert len(pauses) >= 3  # 80 ms of steps in slices of about 20


def test_pause_and_resume_lose_and_repeat_nothing():
    seen = []

    async def main():
        runner = Runner(ticks(), on_step=lambda tick: seen.append(tick.number))
        runner.start()
        await until(lambda: len(seen) >= 5)
        runner.pause()
        count = len(seen)
        for _ in range(50):
            await asyncio.sleep(0.0005)
        assert (runner.state, len(seen)) == ("paused", count)
        left = runner.seconds_left
        await asyncio.sleep(0.05)
        assert runner.seconds_left == left  # a pause is no work
        runner.resume()
        assert runner.state == "running"
        assert await runner.wait() == "finished"

    asyncio.run(main())
    assert seen == list(range(1, 21))


def test_a_paused_run_is_asleep(monkeypatch):
    slices = []
    work = Runner._work
    monkeypatch.setattr(Runner, "_work", lambda runner: slices.append(1) or work(runner))

    async def main():
        runner = Runner(ticks())
        runner.start()
        await until(lambda: slices)
        runner.pause()
        await asyncio.sleep(0.05)
        assert len(slices) == 1
        runner.stop()
        await runner.wait()

    asyncio.run(main())


@pytest.mark.parametrize("pause_first", [False, True])
def test_stop_ends_it_and_what_is_left_can_be_taken_up(pause_first):
    seen = []
    work = ticks()

    async def main():
        runner = Runner(work, on_step=lambda tick: seen.append(tick.number))
        runner.start()
        await until(lambda: len(seen) >= 3)
        if pause_first:
            runner.pause()
            await asyncio.sleep(0.01)
        runner.stop()
        assert await runner.wait() == "stopped"
        assert 0 < runner.progress < 1
        return len(seen)

    count = asyncio.run(main())
    assert [tick.number for tick in work] == list(range(count + 1, 21))


def test_buttons_may_be_pressed_from_within_a_step():
    seen = []

    async def main():
        def on_step(tick):
            seen.append(tick.number)
            if tick.number == 7:
                runner.stop()

        runner = Runner(ticks(seconds=0), on_step=on_step)
        runner.start()
        assert await runner.wait() == "stopped"

    asyncio.run(main())
    assert seen == [1, 2, 3, 4, 5, 6, 7]


def test_buttons_pressed_too_early_or_too_late_do_nothing():
    async def main():
        runner = Runner(ticks(seconds=0))
        runner.pause()
        runner.resume()
        assert runner.state == "idle"
        runner.start()
        await runner.wait()
        for press in (runner.pause, runner.resume, runner.stop):
            press()
            assert runner.state == "finished"

    asyncio.run(main())


@pytest.mark.parametrize("where", ["steps", "on_step"])
def test_errors_are_kept_and_raised_where_it_is_awaited(where):
    states = []

    def broken():
        yield Tick(1)
        raise ArithmeticError("the loss is nan")

    def on_step(tick):
        if where == "on_step":
            raise ArithmeticError("the plot is gone")

    async def main():
        runner = Runner(broken(), on_step=on_step, on_change=states.append)
        runner.start()
        with pytest.raises(ArithmeticError, match="is nan" if where == "steps" else "is gone"):
            await runner.wait()
        assert runner.state == "failed"
        assert isinstance(runner.error, ArithmeticError)

    asyncio.run(main())
    assert states == ["running", "failed"]


def test_who_gives_up_waiting_does_not_end_it():
    async def main():
        runner = Runner(ticks())
        runner.start()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(runner.wait(), 0.01)
        assert runner.state == "running"
        assert await runner.wait() == "finished"

    asyncio.run(main())


def test_the_end_of_the_loop_stops_it():
    async def main():
        runner = Runner(ticks())
        runner.start()
        await asyncio.sleep(0.01)
        return runner

    assert asyncio.run(main()).state == "stopped"


def test_seconds_left_foresees_the_rest():
    async def main():
        runner = Runner(ticks(seconds=0.01))
        runner.start()
        await until(lambda: runner.progress >= 0.5)
        return runner.seconds_left * 1 / (1 - runner.progress)

    assert 0.2 <= asyncio.run(main()) < 2


def test_seconds_left_may_be_asked_within_a_step():
    asked = []

    async def main():
        runner = Runner(ticks(total=3), on_step=lambda tick: asked.append(runner.seconds_left))
        runner.start()
        await runner.wait()

    asyncio.run(main())
    assert asked[0] is None
    assert asked[1] > 0
    assert asked[2] == 0


def test_a_training_in_the_background_is_the_same_training():
    expected = list(steps(run()))
    seen = []

    async def main():
        runner = Runner(steps(run()), on_step=seen.append)
        runner.start()
        await runner.wait()

    asyncio.run(main())
    assert seen == expected


def test_errors_teach():
    with pytest.raises(RuntimeError, match=r"needs a running event loop.*for step in train"):
        Runner(ticks()).start()

    async def main():
        runner = Runner(ticks(seconds=0))
        with pytest.raises(RuntimeError, match=r"call start\(\) before wait\(\)"):
            await runner.wait()
        runner.start()
        await runner.wait()
        with pytest.raises(RuntimeError, match=r"finished and starts only once.*history=history"):
            runner.start()

    asyncio.run(main())
