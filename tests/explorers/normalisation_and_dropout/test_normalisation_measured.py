import json
import re

import numpy as np
import pytest
from driving import check_sound, formula
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import datasets
from cnnkit.explorers import NormalisationMeasured
from cnnkit.explorers.normalisation_and_dropout.normalisation_measured import (
    EPOCHS,
    NAMES,
    RATES,
    SETTINGS,
    measured,
)
from tools.recipes import (
    measure_dropout,
    measure_normalisation,
    measure_normalisation_claims,
    measure_regularisation,
)


def stored(name):
    return json.loads(datasets.data_path(f"measured/{name}.json").read_text("utf-8"))


REGULARISATION = stored("regularisation")


def test_everything_was_measured():
    assert tuple(stored("normalisation")["rates"]) == measure_normalisation.RATES == RATES
    wanted = {
        (name, *setting) for *setting, names in measure_normalisation.SETTINGS for name in names
    }
    assert set(measured()) == wanted
    assert {tuple(setting) for _, *setting in wanted} == set(SETTINGS.values())
    assert all(one.shape == (len(RATES), 3, EPOCHS) for one in measured().values())


@given(
    st.sampled_from(list(SETTINGS)),
    st.integers(1, EPOCHS),
    st.sampled_from(["all measured", "batch norm", "layer norm"]),
)
def test_words_and_formula_say_what_was_measured(setting, epoch, compare):
    explorer = NormalisationMeasured(setting=setting, epoch=epoch, compare=compare)
    check_sound(explorer)
    result = explorer.result
    stated = [float(text) for text in re.findall(r"with ([\d.]+) %", explorer.description)]
    means = [
        measured()[name, *SETTINGS[setting]][:, :, epoch - 1].mean(1) for name in result.reached
    ]
    assert stated == pytest.approx([mean.max() for mean in means], abs=0.051)
    best = max(mean.max() for mean in means)
    for name, mean in zip(result.reached, means, strict=True):
        good = [rate for rate, one in zip(RATES, mean, strict=True) if one > best - 5]
        assert result.good(name) == good
        words = ", ".join(f"{rate:g}" for rate in good) or "none"
        assert f"{NAMES[name]} {words}" in " ".join(formula(explorer))


def best(name, setting, epoch=EPOCHS):
    return measured()[name, *SETTINGS[setting]][:, :, epoch - 1].mean(axis=1).max()


def test_the_measurements_tell_what_the_notebook_says():
    for setting in ("initial weights times 0.5", "initial weights times 2"):
        assert best("none", setting) < 50 < 85 < best("batch", setting)
    assert best("batch", "batches of 32", 1) > best("none", "batches of 32", 1) + 5
    small = "batches of 2, 1,000 digits"
    assert abs(best("none", small) - best("batch", small)) < 5


def mean_at_best_rate(name, images):
    """Choose a rate by the held-out images; return the mean accuracy on the test images."""
    start = f"{name}, {images} digits"
    means = [np.mean(runs, axis=0) for key, runs in REGULARISATION.items() if key.startswith(start)]
    return max(means, key=lambda mean: mean[1])[2]


def test_batch_norm_by_itself_does_not_regularise_here_and_the_large_rate_does():
    for images in (300, 1000):
        both = [mean_at_best_rate(name, images) for name in ("none", "batch")]
        assert both[0] == pytest.approx(both[1], abs=0.01)
    runs = {
        rate: np.array(REGULARISATION[f"batch, 300 digits, batches of 32, rate {rate}"])
        for rate in (0.01, 0.03, 0.1, 0.3)
    }
    assert all((run[:, 0] == 1).all() for run in runs.values())
    assert np.all(np.diff([run[:, 2].mean() for run in runs.values()]) > 0.04)
    assert runs[0.01][:, 2].max() < 0.68 < 0.85 < runs[0.3][:, 2].min()


def test_placed_after_the_relu_it_is_better_at_two_rates_of_three():
    runs = stored("normalisation_claims")
    gains = [
        np.mean(runs[f"placed after the ReLU, rate {rate}"], axis=0)[1]
        - np.mean(runs[f"placed before the ReLU, rate {rate}"], axis=0)[1]
        for rate in (0.01, 0.1, 0.3)
    ]
    assert sorted(gain > 0 for gain in gains) == [False, True, True]
    assert max(map(abs, gains)) < 0.03


def test_dropout_closes_the_gap_from_above_and_learns_more_slowly():
    means = {
        rate: np.mean(stored("dropout")[f"dense, dense layers, rate {rate}, 1000 clothes"], axis=0)
        for rate in ("0", "0.2", "0.5", "0.7")
    }
    gaps = {rate: mean[2, 0] - mean[2, 2] for rate, mean in means.items()}
    assert gaps["0"] > 0.17 > 0.12 > gaps["0.5"] > gaps["0.7"]
    best = {rate: mean[mean[:, 1].argmax(), 2] for rate, mean in means.items()}
    assert best["0"] == pytest.approx(best["0.5"], abs=0.01)
    assert best["0"] == pytest.approx(best["0.2"], abs=0.01)
    assert best["0.7"] < best["0"] - 0.01
    assert means["0"][0, 2] > means["0.5"][0, 2] + 0.02


def test_the_measurements_can_be_repeated():
    # A rounding may fall differently elsewhere.
    runs = measure_normalisation.accuracies("batch", 32, 1.0, 2000, 0.1, 0)
    assert runs == pytest.approx(
        stored("normalisation")["batch, batches of 32, weights times 1, 2000 digits"][4][0],
        abs=0.06,
    )
    again = measure_normalisation_claims.trained(
        measure_normalisation_claims.with_noise(), 0.1, 0, images=2000, epochs=3
    )
    assert again == pytest.approx(
        stored("normalisation_claims")["disturbed: noise, rate 0.1"][0], abs=0.06
    )
    again = measure_dropout.readings(measure_dropout.dense(0.5), "clothes", 1000, 0, 1)
    assert again[0] == pytest.approx(
        stored("dropout")["dense, dense layers, rate 0.5, 1000 clothes"][0][0], abs=0.04
    )
    again = measure_regularisation.shares("batch", 300, 32, 0.1, 0)
    assert again == pytest.approx(
        REGULARISATION["batch, 300 digits, batches of 32, rate 0.1"][0], abs=0.06
    )
