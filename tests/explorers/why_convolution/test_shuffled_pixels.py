import re

import numpy as np
import pytest
from driving import Page, check_sound, formula, html
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import datasets
from cnnkit.explorers import ShuffledPixels
from cnnkit.explorers.why_convolution.shuffled_pixels import BLOCKS, measured, order_of
from tools.recipes.measure_shuffling import NETWORKS, SEEDS, accuracy


@given(st.sampled_from(BLOCKS), st.integers(0, 96))
def test_the_images_are_the_same_pixels_in_one_order(block, first):
    explorer = ShuffledPixels(block=block, first=first)
    check_sound(explorer)
    result, order = explorer.result, order_of(block)
    digits = datasets.digits()
    for place in range(4):
        original = digits.x_test[first + place].reshape(784) / np.float32(255)
        for pixel in (0, 391, 783):
            assert result.shuffled[place].flat[pixel] == original[order[pixel]]
    labels = digits.y_test[first : first + 4]
    assert "digits {}, {}, {} and {} are".format(*labels) in explorer.description
    assert formula(explorer)[1] == f"test images {first} to {first + 3}"
    blocks = (28 // block) ** 2
    assert f"= {blocks} block{'' if blocks == 1 else 's'};" in formula(explorer)[0]


@pytest.mark.parametrize("block", BLOCKS)
def test_words_and_formula_say_what_was_measured(block):
    explorer = ShuffledPixels(block=block)
    means = [round(100 * float(np.mean(measured()[name][block])), 1) for name in NETWORKS]
    unshuffled = [round(100 * float(np.mean(measured()[name][28])), 1) for name in NETWORKS]
    stated = [float(text) for text in re.findall(r"([\d.]+) %", explorer.description)]
    assert stated == (means if block == 28 else [*means, *unshuffled[-1:]])
    for number in unshuffled:
        assert f"{number:.1f}" in explorer.description
    ahead = re.search(r"dense: ([+−]?[\d.]+) points", formula(explorer)[0])[1]
    assert float(ahead.replace("−", "-")) == pytest.approx(means[1] - means[0], abs=0.1001)


@pytest.mark.parametrize("block", BLOCKS)
def test_a_curve_a_network_up_to_the_present_blocks(block):
    page = Page(html(ShuffledPixels(block=block)))
    passed = BLOCKS[: BLOCKS.index(block) + 1]
    curves = page.all(tag="polyline")
    assert len(curves) == len(NETWORKS)
    for curve, name in zip(curves, NETWORKS, strict=True):
        points = [tuple(map(float, pair.split(","))) for pair in curve["points"].split()]
        means = [100 * np.mean(measured()[name][one]) for one in passed]
        assert [100 - y / 180 * 20 for _, y in points] == pytest.approx(means, abs=0.1)
        assert [x for x, _ in points] == sorted(x for x, _ in points)
        assert min(means) > 80


def test_blocks_of_the_whole_image_change_nothing_and_smaller_ones_do():
    for block in BLOCKS:
        kept = (order_of(block) == np.arange(784)).mean()
        assert kept == 1 if block == 28 else kept < 0.1


def test_the_measurements_tell_what_the_notebook_says():
    mean = {
        name: {block: np.mean(reached) for block, reached in by_block.items()}
        for name, by_block in measured().items()
    }
    assert all(
        len(reached) == len(SEEDS) for one in measured().values() for reached in one.values()
    )
    dense, convolution, maximum = (mean[name] for name in NETWORKS)
    assert max(dense.values()) - min(dense.values()) < 0.015
    assert convolution[28] - dense[28] > 0.03
    assert convolution[7] - dense[7] > 0.02
    assert abs(convolution[1] - dense[1]) < 0.015
    assert maximum[28] - maximum[1] > 0.1 > convolution[28] - convolution[1]


def test_the_measurement_can_be_repeated():
    # A rounding may fall differently elsewhere.
    assert accuracy("dense", order_of(1), 0) == pytest.approx(measured()["dense"][1][0], abs=0.02)
