"""The runner, steered from another thread than its own: newer kernels call buttons back so."""

import asyncio
import threading

from cnnkit.training import Runner
from tests.training.ticks import ticks, until


def test_buttons_may_be_pressed_on_another_thread():
    seen = []

    async def main():
        runner = Runner(ticks(total=2000), on_step=lambda tick: seen.append(tick.number))
        runner.start()
        for _ in range(3):
            await until(lambda: seen)
            await asyncio.to_thread(runner.pause)
            await asyncio.sleep(0.02)
            count = len(seen)
            assert runner.state == "paused"
            threading.Timer(0.05, runner.resume).start()
            await until(lambda count=count: len(seen) > count)
        await asyncio.to_thread(runner.stop)
        assert await asyncio.wait_for(runner.wait(), 5) == "stopped"

    asyncio.run(main())


def test_a_pause_on_another_thread_wakes_nothing_later():
    async def main():
        runner = Runner(ticks(total=2000))
        runner.start()
        await asyncio.sleep(0.01)

        def press():
            for _ in range(20):
                runner.resume()
                runner.pause()

        await asyncio.to_thread(press)
        await asyncio.sleep(0.05)
        progress = runner.progress
        await asyncio.sleep(0.05)
        assert (runner.state, runner.progress) == ("paused", progress)
        runner.stop()
        assert await runner.wait() == "stopped"

    asyncio.run(main())


def test_a_sleeping_loop_is_woken_from_another_thread():
    """Without a call that wakes it, the loop would sleep until something else happens in it."""
    runner = Runner(ticks(total=5))
    done = []

    async def main():
        runner.start()
        runner.pause()
        threading.Timer(0.1, runner.resume).start()
        done.append(await runner.wait())

    thread = threading.Thread(target=lambda: asyncio.run(main()), daemon=True)
    thread.start()
    thread.join(timeout=10)
    assert done == ["finished"]
