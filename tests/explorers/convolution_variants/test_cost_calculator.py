"""The calculator's counts against layers that count themselves, its times against the file."""

import itertools
import json

import numpy as np
import pytest
from driving import check_sound, formula

from cnnkit import datasets, layers
from cnnkit.explorers import CostCalculator
from cnnkit.explorers.convolution_variants.kinds import CHANNELS, KERNELS, KINDS, SIDES

STORED = json.loads(datasets.data_path("measured/variant_times.json").read_text("utf-8"))


def layer_of(kind, channels, kernel):
    """Return the layer of a kind, without biases."""
    if kind == "separable":
        return layers.SeparableConv2D(channels, kernel, padding="same", bias=False)
    if kind == "1×1":
        return layers.Conv2D(channels, 1, bias=False)
    groups = {"standard": 1, "depthwise": channels}.get(kind) or int(kind.split()[0])
    return layers.Conv2D(channels, kernel, padding="same", groups=groups, bias=False)


@pytest.mark.parametrize(("side", "channels"), itertools.product(SIDES, CHANNELS))
def test_counts_are_those_of_layers_and_times_those_stored(side, channels):
    explorer = CostCalculator(side=side, channels=channels)
    for kernel in KERNELS:
        explorer.update(kernel=kernel)
        result = explorer.result
        for kind in KINDS:
            parameters, work = layer_of(kind, channels, kernel).count((side, side, channels))
            counted = result.counts[kind]
            assert (counted.parameters, counted.multiply_adds) == (parameters, work)
            rounds = [1.0] if kind == "standard" else STORED[f"{side} {channels} {kernel}"][kind]
            assert result.times[kind] == np.median(rounds)


@pytest.mark.parametrize("kind", KINDS)
def test_words_and_formula_say_the_kind(kind):
    explorer = CostCalculator(kind=kind, side=14, channels=32, kernel=5)
    check_sound(explorer)
    result = explorer.result
    lines = formula(explorer)
    work = result.counts[kind].multiply_adds
    left, right = lines[0].split(": ")[1].split(" = ")
    product = eval(left.replace("·", "*").replace("/", "//"), {})
    assert product == work == int(right.split()[0].replace(",", ""))
    if kind != "standard":
        share = work / result.counts["standard"].multiply_adds
        assert f"took {result.times[kind]:.2f} of its time" in explorer.description
        assert f"took {result.times[kind] / share:.1f} times as long" in lines[-1]


def test_numbers_moved_are_maps_and_weights():
    moved = CostCalculator(side=7, channels=16, kernel=3).result.counts
    assert moved["standard"].moved == 2 * 7 * 7 * 16 + 9 * 16 * 16
    assert moved["separable"].moved == 4 * 7 * 7 * 16 + 9 * 16 + 16 * 16
