"""Explorers that follow long work: buttons, the line that says how far it is, and the picture."""

import asyncio
import itertools
import time

import pytest
from counting_work import Counting, labels, press, until
from driving import html, reset

from cnnkit.explorers.live import INTERVAL, in_words


def test_nothing_runs_before_start():
    explorer = Counting()
    assert (explorer.run_state, explorer.status) == ("idle", "Nothing runs yet.")
    assert labels(explorer) == ["Start", "(Pause)", "(Stop)"]
    assert "<progress" not in explorer._line.value
    for harmless in (explorer.pause, explorer.resume, explorer.stop):
        harmless()
    assert explorer.run_state == "idle"


def test_it_runs_to_the_end_and_shows_it():
    explorer = Counting()

    async def main():
        press(explorer, "Start")
        assert explorer.run_state == "running"
        assert labels(explorer) == ["(Start again)", "Pause", "Stop"]
        return await explorer.wait()

    assert asyncio.run(main()) == "finished"
    assert explorer.description == "30 of 30."
    assert explorer.status == "Finished at step 30 of 30."
    assert 'value="1.000"' in explorer._line.value
    assert labels(explorer) == ["Start again", "(Pause)", "(Stop)"]


def test_pictures_come_about_ten_times_a_second_and_once_at_the_end():
    explorer = Counting(tens=40)
    drawn = []

    async def main():
        explorer._picture_view.observe(lambda _: drawn.append(time.perf_counter()), names="value")
        explorer.start()
        await explorer.wait()

    asyncio.run(main())
    seconds = drawn[-1] - drawn[0]
    assert 5 * seconds <= len(drawn) <= seconds / INTERVAL + 3
    assert explorer.description == "400 of 400."


def test_pause_resume_and_stop_by_button():
    explorer = Counting()

    async def main():
        press(explorer, "Start")
        await until(lambda: explorer.work.done >= 5)
        press(explorer, "Pause")
        done = explorer.work.done
        assert labels(explorer) == ["(Start again)", "Resume", "Stop"]
        assert explorer.status == f"Paused at step {done} of 30."
        assert explorer.description == f"{done} of 30."  # although the last picture is young
        await asyncio.sleep(0.05)
        assert explorer.work.done == done
        press(explorer, "Resume")
        await until(lambda: explorer.work.done > done)
        press(explorer, "Stop")
        done = explorer.work.done
        assert await explorer.wait() == "stopped"
        assert explorer.work.done == done
        assert explorer.status == f"Stopped at step {done} of 30."
        assert labels(explorer) == ["Start again", "(Pause)", "(Stop)"]
        press(explorer, "Start again")
        assert explorer.description == "0 of 30."
        assert await explorer.wait() == "finished"

    asyncio.run(main())


def test_controls_answer_while_it_runs():
    explorer = Counting()

    async def main():
        explorer.start()
        await until(lambda: explorer.work.done >= 3)
        explorer.controls["unit"].set_state({"value": 7})
        done = explorer.work.done
        assert explorer.description == f"{7 * done} of 210."
        await explorer.wait()

    asyncio.run(main())
    assert explorer.description == "210 of 210."


def test_settings_moved_later_wait_for_the_next_start():
    explorer = Counting()

    async def main():
        explorer.start()
        assert "Takes effect" not in explorer._line.value
        explorer.controls["tens"].set_state({"value": 5})
        assert "Takes effect at Start: how many tens." in explorer._line.value
        assert explorer.description.endswith("of 30.")
        assert await explorer.wait() == "finished"
        assert explorer.description == "30 of 30."
        press(explorer, "Start again")
        assert "Takes effect" not in explorer._line.value
        await explorer.wait()

    asyncio.run(main())
    assert explorer.description == "50 of 50."


def test_reset_ends_a_run_and_brings_back_the_beginning():
    explorer = Counting()
    first = html(explorer), explorer._line.value

    async def main():
        explorer.start()
        explorer.update(unit=4, tens=2)
        await until(lambda: explorer.work.done >= 3)
        work, runner = explorer.work, explorer._runner
        reset(explorer)
        assert (html(explorer), explorer._line.value) == first
        assert (explorer.run_state, explorer.work) == ("idle", None)
        await runner.wait()
        done = work.done
        await asyncio.sleep(0.02)
        assert (runner.state, work.done) == ("stopped", done)
        assert (html(explorer), explorer._line.value) == first

    asyncio.run(main())


def test_what_fails_in_the_work_is_said_in_the_view():
    explorer = Counting()
    explorer.broken_at = 7

    async def main():
        explorer.start()
        with pytest.raises(ArithmeticError):
            await explorer.wait()

    asyncio.run(main())
    assert explorer.run_state == "failed"
    said = "Failed after 6 steps: the loss is not finite; use a smaller rate."
    assert explorer.status == said
    assert said in explorer._line.value
    assert said in explorer._pointer.words
    assert explorer.description == "6 of 30."  # the picture stays
    assert labels(explorer) == ["Start again", "(Pause)", "(Stop)"]


def test_what_keeps_it_from_starting_is_said_in_the_view():
    explorer = Counting()
    press(explorer, "Start")  # without a loop
    assert "This cannot start: start needs a running event loop" in explorer._line.value
    assert (explorer.run_state, explorer.work) == ("idle", None)
    with pytest.raises(RuntimeError, match="running event loop"):
        explorer.start()
    with pytest.raises(RuntimeError, match="nothing has been started"):
        asyncio.run(explorer.wait())
    explorer.trouble = "no more numbers"

    async def main():
        press(explorer, "Start")
        assert "This cannot start: no more numbers." in explorer._line.value
        explorer.trouble = ""
        press(explorer, "Start")
        assert "cannot start" not in explorer._line.value
        await explorer.wait()

    asyncio.run(main())
    reset(explorer)
    assert explorer.status == "Nothing runs yet."


def test_starting_one_pauses_the_other():
    one, other = Counting(), Counting()

    async def main():
        one.start()
        await until(lambda: one.work.done >= 2)
        other.start()
        assert (one.run_state, other.run_state) == ("paused", "running")
        one.resume()
        assert (one.run_state, other.run_state) == ("running", "paused")
        await one.wait()
        assert other.run_state == "paused"
        other.stop()
        await other.wait()

    asyncio.run(main())


def test_starting_twice_starts_once():
    explorer = Counting()

    async def main():
        explorer.start()
        work = explorer.work
        explorer.start()
        assert explorer.work is work
        explorer.pause()
        explorer.start()
        assert (explorer.work, explorer.run_state) == (work, "paused")
        explorer.stop()
        await explorer.wait()

    asyncio.run(main())


def test_a_screen_reader_hears_the_turns_and_every_tenth_only():
    explorer = Counting(tens=40)
    said = []
    explorer._pointer.observe(lambda change: said.append(change["new"]), names="words")

    async def main():
        explorer.start()
        await until(lambda: explorer.work.done >= 200)
        explorer.controls["unit"].set_state({"value": 2})
        heard = said[-1]
        assert heard.startswith("Running at step 2")
        assert heard.endswith("of 800.")
        await explorer.wait()

    asyncio.run(main())
    assert said[-1] == "Finished at step 400 of 400. 800 of 800."
    assert 5 <= len(said) <= 16


def test_words_before_a_run_are_the_description():
    explorer = Counting()
    explorer.update(unit=5)
    assert explorer._pointer.words == explorer.description == "0 of 150."


def test_the_line_foresees_the_end():
    explorer = Counting()
    lines = []

    async def main():
        explorer._line.observe(lambda change: lines.append(change["new"]), names="value")
        explorer.seconds = 0.08
        explorer.start()
        await explorer.wait()

    asyncio.run(main())
    assert any("about 2 seconds left" in line for line in lines)
    assert any("about 1 second left" in line for line in lines)
    assert any("less than a second left" in line for line in lines)


def test_long_times_in_words():
    words = [in_words(seconds) for seconds in (0.0, 0.99, 1.0, 1.6, 99.4, 100, 3600)]
    assert words[0] == words[1] == "less than a second"
    assert words[2:5] == ["about 1 second", "about 2 seconds", "about 99 seconds"]
    assert words[5:] == ["about 2 minutes", "about 60 minutes"]
    assert len(list(itertools.groupby(words))) == 6
