"""The painter: its run is that of the library, and its picture and words say how far it is."""

import asyncio
import re

import numpy as np
import pytest
from driving import check_sound, formula, html, reset

from cnnkit.applications.style_transfer import StyleTransfer, Weights
from cnnkit.explorers import StylePainter
from cnnkit.explorers.style_transfer.pictures import PAINTED, picture
from cnnkit.explorers.style_transfer.style_painter import LAYERS, NOISE
from cnnkit.pretrained import vgg_features

SMALL = {"content": "coffee", "style": "ihc", "size": 64}


def steps(explorer, count, then=lambda: None):
    """Start, let it take some steps, do something, let it take as many again, and stop."""

    async def main():
        explorer.start()
        for total in (count, 2 * count):
            while len(explorer.work.history) < total:
                await asyncio.sleep(0)
            then()
        explorer.stop()
        await explorer.wait()

    asyncio.run(main())


def check_sound_parts(explorer):
    """As `check_sound`; but what is said aloud includes what the run is doing."""
    assert explorer.description in explorer._pointer.words
    explorer._pointer.words = explorer.description
    check_sound(explorer)


def test_the_run_is_that_of_the_library():
    explorer = StylePainter(**SMALL, style_weight=10, variation=5)
    steps(explorer, 2)
    taken = len(explorer.work.history)
    given = picture("coffee", 64), picture("ihc", 64)
    run = StyleTransfer(
        *(vgg_features(), *given),
        weights=Weights(1, 10, 5),
        learning_rate=0.03,
        steps=taken,
    )
    expected = list(run)
    np.testing.assert_allclose(explorer.result.picture, run.picture, atol=1e-5)
    assert explorer.result.styles[-1] == pytest.approx(expected[-1].mean_style)
    assert f"After {taken} steps the style loss is" in explorer.description
    check_sound_parts(explorer)
    (line,) = formula(explorer)
    numbers = [float(text) for text in re.findall(r"\d+(?:\.\d+)?", line.split(" (")[0])]
    total = sum(a * b for a, b in zip(numbers[:6:2], numbers[1:6:2], strict=True))
    assert abs(total - numbers[6]) < 2e-4 + 0.5e-5 * sum(numbers[:6:2])


def test_weights_act_at_once_and_pictures_wait():
    explorer = StylePainter(**SMALL)
    begun = []

    def move():
        explorer.update(style_weight=0, content="rocket")
        begun.append(explorer.work.weights.style)

    steps(explorer, 2, move)
    assert begun == [0, 0]
    assert explorer.result.in_force["content"] == "coffee"
    assert "coffee in the style of ihc" in explorer.description
    assert "Takes effect at Start: content" in explorer._line.value


def test_a_run_can_begin_with_noise_and_ask_one_layer():
    explorer = StylePainter(**SMALL, begin_with=NOISE, layers="conv1_1 alone")
    before = explorer.result.picture
    assert before.std() == pytest.approx(0.4 / np.sqrt(12), rel=0.05)
    steps(explorer, 1)
    assert tuple(explorer.work.history[0].style) == LAYERS["conv1_1 alone"]
    assert explorer.work.history[0].content > 0.1


def test_reset_goes_back_to_before_the_first_start():
    explorer = StylePainter(**SMALL)
    first = html(explorer)
    steps(explorer, 1)
    assert html(explorer) != first
    reset(explorer)
    assert html(explorer) == first
    assert explorer.run_state == "idle"


def test_a_large_picture_of_noise_is_still_a_small_update():
    explorer = StylePainter(size=128, begin_with=NOISE, style=PAINTED)
    assert len(html(explorer)) < 62_000
    steps(explorer, 1)
    assert len(html(explorer)) < 62_000
