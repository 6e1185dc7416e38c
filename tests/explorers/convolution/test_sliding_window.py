import itertools
import re

import pytest
from driving import check_products, check_sound, formula, inputs, value_of

from cnnkit.explorers import SlidingWindow
from cnnkit.explorers.convolution.sliding_window import EXAMPLES

SETTINGS = list(itertools.product(EXAMPLES, (1, 2, 3), (0, 1, 2), (False, True)))


def every_window(pixels, kernel, stride, padding, flip):
    """Return, for each window in reading order: its place, its corner, its numbers, its sum."""
    if flip:
        kernel = [row[::-1] for row in kernel[::-1]]
    blank = [0] * (len(pixels[0]) + 2 * padding)
    padded = [blank] * padding
    padded += [[0] * padding + list(row) + [0] * padding for row in pixels]
    padded += [blank] * padding
    height, width = len(kernel), len(kernel[0])
    windows = []
    for i, row in enumerate(range(0, len(padded) - height + 1, stride)):
        for j, column in enumerate(range(0, len(blank) - width + 1, stride)):
            held = [line[column : column + width] for line in padded[row : row + height]]
            total = sum(
                pixel * weight
                for line, weights in zip(held, kernel, strict=True)
                for pixel, weight in zip(line, weights, strict=True)
            )
            windows.append(((i, j), (row, column), held, total))
    return windows


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_step_of_every_setting(example):
    explorer = SlidingWindow(example=example)
    for _, stride, padding, flip in (case for case in SETTINGS if case[0] == example):
        explorer.update(step=0, stride=stride, padding=padding, flip=flip)
        windows = every_window(*EXAMPLES[example], stride, padding, flip)
        assert explorer.limits(explorer.state)["step"] == (0, len(windows) - 1)
        for step, (place, corner, held, total) in enumerate(windows):
            explorer.update(step=step)
            (line,) = formula(explorer)
            assert line.startswith(f"Y[{place[0]}, {place[1]}] = ")
            assert check_products(line) == total
            words = explorer.description
            assert words.startswith(f"Step {step + 1} of {len(windows)}: ")
            where = " of the padded input" if padding else ""
            assert f"at row {corner[0]}, column {corner[1]}{where} holds " in words
            lines = re.search(r"holds (.*); times", words)[1].split(" / ")
            assert [[value_of(text) for text in part.split(",")] for part in lines] == held
            assert value_of(re.search(r"it makes (\S+)\.$", words)[1]) == total
            assert ("flipped kernel" in words) == flip
        check_sound(explorer)


def test_touching_an_output_cell_steps_to_its_window():
    explorer = SlidingWindow(padding=1, stride=2)
    columns = explorer.compute(explorer.state).output.shape[1]
    explorer._pointer.set_state({"cell": ["output", 1, 2]})
    assert explorer.state["step"] == columns + 2
    for row, column in itertools.product(range(6), repeat=2):
        explorer._pointer.set_state({"cell": ["input", row, column]})
        result = explorer.compute(explorer.state)
        assert result.corner[0] <= row
        assert result.corner[1] <= column


def test_outputs_that_are_not_reached_yet_are_not_shown():
    explorer = SlidingWindow(step=0)
    for step in range(9):
        explorer.update(step=step)
        page = check_sound(explorer)
        assert len(page.all(**{"class": "blank"})) == 9 - 1 - step


def test_the_player_has_the_sliders_range():
    explorer = SlidingWindow()
    play = explorer.controls["step"]._play
    for _, widget in inputs(explorer):
        if widget.description.startswith("stride"):
            widget.set_state({"value": 3})
    assert (play.min, play.max) == (explorer.controls["step"].min, explorer.controls["step"].max)
    assert play.value <= play.max
