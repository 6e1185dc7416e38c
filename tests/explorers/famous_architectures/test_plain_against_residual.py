import json
import re

import numpy as np
import pytest
from driving import check_sound
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import datasets
from cnnkit.explorers import PlainAgainstResidual
from cnnkit.explorers.famous_architectures.plain_against_residual import (
    DEPTHS,
    EPOCHS,
    KINDS,
    RATES,
    best_rate,
    errors,
    gradients,
)
from tools.recipes import measure_architectures, measure_residual


def stored(name):
    return json.loads(datasets.data_path(f"measured/{name}.json").read_text("utf-8"))


def test_everything_was_measured():
    assert measure_residual.DEPTHS == DEPTHS
    assert measure_residual.RATES == RATES
    assert measure_residual.EPOCHS == EPOCHS
    found = stored("residual")
    for words, norm, depth, _ in measure_residual.networks():
        assert np.shape(found[f"gradients: {words}"]) == (3, depth - 1)
        for rate in RATES[norm]:
            assert len(found[f"{words}, rate {rate:g}"]) == 3
            assert len(found[f"test: {words}, rate {rate:g}"]) == 3


@given(st.sampled_from(DEPTHS), st.integers(1, EPOCHS), st.sampled_from(list(RATES)))
def test_words_say_what_was_measured(depth, epoch, norm):
    explorer = PlainAgainstResidual(depth=depth, epoch=epoch, norm=norm)
    check_sound(explorer)
    stated = re.findall(r"(?:Plain|Residual): ([\d.]+) %", explorer.description)
    means = [
        errors(kind, norm, depth, best_rate(kind, norm, depth))[:, epoch - 1].mean()
        for kind in KINDS
    ]
    assert [float(text) for text in stated] == pytest.approx(means, abs=0.051)


def test_the_measurements_tell_what_the_notebook_says():
    def last(kind, depth):
        norm = "batch norm"
        return errors(kind, norm, depth, best_rate(kind, norm, depth))[:, -1]

    assert last("plain", 8).max() < last("plain", 20).min() < last("plain", 32).mean()
    assert last("residual", 32).max() < last("plain", 32).min()
    assert last("residual", 32).mean() < last("residual", 8).mean()
    for depth in (20, 32):
        plain, residual = (gradients(kind, "batch norm", depth) for kind in KINDS)
        assert plain[0] > 3 * plain[-1]
        assert 1 / 3 < residual[0] / residual[-1] < 3
    for rate in RATES["no norm"]:
        assert errors("residual", "no norm", 32, rate)[:, -1].min() > 80


def test_a_stored_run_comes_out_again():
    model = measure_residual.stack(8, residual=True, normalised=True)
    again, _ = measure_residual.trained(model, 0.03, 0, epochs=2)
    key = "residual, batch norm, 8 layers, rate 0.03"
    assert again == pytest.approx(stored("residual")[key][0][:2], abs=0.05)


def test_a_stored_run_of_the_small_ideas_comes_out_again():
    again, _ = measure_architectures.trained("two 3×3", 0.03, 0, epochs=2)
    found = stored("architectures")["two 3×3, rate 0.03"][0][:2]
    assert again == pytest.approx(found, abs=0.05)


def test_the_small_ideas_tell_what_the_notebook_says():
    found = stored("architectures")

    def best(name):
        runs = {
            rate: np.array(found[f"{name}, rate {rate}"])[:, -1].mean()
            for rate in measure_architectures.RATES
        }
        rate = min(runs, key=runs.get)
        return runs[rate], np.mean(found[f"test: {name}, rate {rate}"])

    assert best("tanh") < best("ReLU")
    assert best("pooling 2×2") < best("pooling 3×3, overlapping")
    assert best("pooling 2×2") == pytest.approx(best("local response norm"), abs=0.02)
    assert best("one 5×5") == pytest.approx(best("two 3×3"), abs=0.02)
