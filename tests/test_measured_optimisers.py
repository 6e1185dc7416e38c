"""What is stored of the comparison of optimisers, against a part of it measured again."""

import json

import numpy as np
import pytest

from cnnkit import datasets
from tools.recipes import measure_optimisers

STORED = json.loads(datasets.data_path("measured/optimisers.json").read_text("utf-8"))


def test_everything_is_stored_with_three_seeds():
    expected = {(what, f"{rate:g}") for what, rate, _ in measure_optimisers.experiments()}
    assert {(what, rate) for what, rates in STORED.items() for rate in rates} == expected
    for rates in STORED.values():
        for found in rates.values():
            assert set(found) == {"training", "validation", "test"}
            for shares in found.values():
                assert len(shares) == len(measure_optimisers.SEEDS)
                assert all(share is None or 0 <= share <= 1 for share in shares)


@pytest.mark.parametrize(
    ("what", "rate"),
    [
        ("optimiser: SGD", 0.03),
        ("optimiser: Adam", 0.001),
        ("first weights: 0.01, 4 convolutions", 0.01),
        ("first weights: Xavier, 4 convolutions", 0.003),
    ],
)
def test_one_seed_measured_again_agrees(what, rate):
    run = {(name, value): one for name, value, one in measure_optimisers.experiments()}[what, rate]
    found, stored = run(0), STORED[what][f"{rate:g}"]
    for part, share in found.items():
        assert share == pytest.approx(stored[part][0], abs=0.02), part


def test_a_run_that_diverges_is_stored_as_such():
    _, _, run = next(
        one
        for one in measure_optimisers.experiments()
        if one[:2] == ("first weights: twice He, 20 convolutions", 0.03)
    )
    assert set(run(0).values()) == {None}
    assert STORED["first weights: twice He, 20 convolutions"]["0.03"]["test"] == [None] * 3


def test_what_the_notebook_says_of_the_optimisers_holds():
    best = {}
    for name in measure_optimisers.OPTIMISERS:
        rates = STORED[f"optimiser: {name}"]
        rate = max(rates, key=lambda rate, rates=rates: np.mean(rates[rate]["validation"]))
        best[name] = float(np.mean(rates[rate]["test"]))
    assert max(best.values()) - min(best.values()) < 0.015
