"""What is stored of kinds of convolution: complete, as the notebook says, and in part repeated."""

import json

import numpy as np
import pytest

from cnnkit import datasets
from tools.recipes import measure_variants


def stored(name):
    return json.loads(datasets.data_path(f"measured/{name}.json").read_text("utf-8"))


TIMES, ACCURACY = stored("variant_times"), stored("variant_accuracy")


def middle(side, channels, kernel, kind):
    return np.median(TIMES[f"{side} {channels} {kernel}"][kind])


def separable(size):
    return np.median(TIMES[size]["separable"])


def test_every_size_and_kind_has_been_timed():
    sizes = {
        f"{side} {channels} {kernel}"
        for side in measure_variants.SIDES
        for channels in measure_variants.CHANNELS
        for kernel in measure_variants.KERNELS
    }
    assert set(TIMES) == {*sizes, "machine"}
    kinds = set(measure_variants.kinds(7, 16, 3)) - {"standard"}
    for size in sizes:
        assert set(TIMES[size]) == kinds
        assert all(len(rounds) == measure_variants.ROUNDS for rounds in TIMES[size].values())


def test_what_the_notebook_says_of_times_holds():
    assert 0.9 < middle(28, 64, 3, "8 groups") < 1.3
    assert 0.25 < middle(28, 64, 3, "separable") < 0.4
    assert middle(56, 16, 3, "8 groups") > 2
    assert middle(56, 256, 7, "8 groups") == pytest.approx(1 / 8, abs=0.02)
    longer = [size for size in TIMES if size != "machine" and separable(size) > 1]
    assert longer == ["7 16 3"]


def test_kinds_are_the_same_function_where_they_should_be():
    found = measure_variants.kinds(7, 16, 3)
    assert {run().shape for run in found.values()} == {(1, 7, 7, 16)}
    ratios = measure_variants.time_ratios(7, 16, 3)
    assert all(0 < one < 100 for rounds in ratios.values() for one in rounds)


def test_every_network_is_stored_with_its_counts_and_three_seeds():
    for kind in measure_variants.BLOCKS:
        for width in measure_variants.WIDTHS:
            row = ACCURACY[f"{kind}, width {width:g}"]
            counted = measure_variants.clothes_network(kind, width).count((28, 28, 1))
            assert (row["parameters"], row["multiply-adds"]) == tuple(counted)
            assert len(row["validation"]) == len(measure_variants.SEEDS)
            assert row["learning rate"] in measure_variants.RATES
    assert len(ACCURACY) == len(measure_variants.BLOCKS) * len(measure_variants.WIDTHS)


def named(what):
    return np.mean(ACCURACY[what]["validation"])


def test_what_the_notebook_says_of_accuracy_holds():
    ranges = [np.ptp(row["validation"]) for row in ACCURACY.values()]
    assert 0.05 < max(ranges) < 0.06
    assert named("separable, width 1") == pytest.approx(named("standard, width 1"), abs=0.02)
    assert named("separable, width 2") >= named("standard, width 1")
    for groups, standard in (("1", "0.5"), ("2", "1")):
        difference = named(f"4 groups, width {groups}") - named(f"standard, width {standard}")
        assert abs(difference) < 0.02
    count = {what: row["multiply-adds"] for what, row in ACCURACY.items()}
    assert 0.45 < count["separable, width 2"] / count["standard, width 1"] < 0.55
    assert 1 / 7.5 < count["separable, width 1"] / count["standard, width 1"] < 1 / 6.5


def test_one_seed_trained_again_agrees():
    row = ACCURACY["separable, width 0.5"]
    found = measure_variants.trained_accuracy("separable", 0.5, 0, row["learning rate"])
    assert found == pytest.approx(row["validation"][0], abs=0.03)
