"""Confidence, correctness and temperature, counted once more in plain loops."""

import re

import numpy as np
import pytest
from driving import check_sound, formula, html
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax

from cnnkit import datasets, pretrained
from cnnkit.explorers import Calibration
from cnnkit.explorers.flatten_dense_softmax_loss.calibration import TEMPERATURES
from cnnkit.explorers.flatten_dense_softmax_loss.digit_logits import thousand_images
from cnnkit.layers import Dense, Flatten, Sequential


@pytest.fixture(scope="module")
def labels():
    return datasets.digits().y_test


@pytest.fixture(scope="module")
def logits():
    images = datasets.digits().x_test.astype(np.float32) / 255
    return pretrained.digits_cnn().forward(images).astype(float)


def untrained():
    model = Sequential([Flatten(), Dense(10)])
    model.build((28, 28, 1), np.random.default_rng(0))
    return model


@settings(max_examples=15)
@given(step=st.integers(0, 90), groups=st.sampled_from([5, 10, 20]))
def test_groups_and_gap_agree_with_loops(logits, labels, step, groups):
    temperature = float(TEMPERATURES[step])
    explorer = Calibration(temperature=temperature, groups=groups)
    members = [[] for _ in range(groups)]
    for row, label in zip(softmax(logits / temperature, axis=1), labels, strict=True):
        sure = row.max()
        members[min(int(sure * groups), groups - 1)].append((sure, row.argmax() == label))
    expected = [
        (len(m), np.mean([sure for sure, _ in m]), np.mean([right for _, right in m]))
        for m in members
        if m
    ]
    assert sum(count for count, _, _ in explorer.result.groups) == 1000
    gap = sum(count * abs(sure - right) for count, sure, right in expected) / 1000
    # A digit whose confidence lies at a group's end may fall to either side of it.
    assert explorer.result.gap == pytest.approx(gap, abs=2e-3)
    check_sound(explorer)


def test_the_counts_that_the_notebook_asks_for():
    explorer = Calibration()
    assert "Of 967 it is over 90 % sure, and right on 99.5 % of them." in explorer.description
    assert "over 90 %: 967, below: 33" in html(explorer)
    assert html(explorer).count("a group of fewer than 20") == 1
    explorer.update(temperature=5)
    every, right = explorer.result.counts
    assert (every.sum(), right.sum()) == (1000, 981)


def test_the_present_point_stays_in_its_frame():
    for name, model in (("small CNN", None), ("untrained", untrained())):
        others = {} if model is None else {name: model}
        explorer = Calibration(others=others, network=name)
        for temperature in (0.5, 1, 5):
            explorer.update(temperature=temperature)
            assert explorer.result.loss <= explorer.result.losses.max()
            dots = re.findall(r'<path d="M([-\d.]+) ([-\d.]+)h0" stroke="#E66100"', html(explorer))
            across, down = map(float, dots[0])
            assert 0 < across <= 190
            assert 0 < down < 180


def test_the_loss_and_its_lowest_point(logits, labels):
    def loss(temperature):
        return -log_softmax(logits / temperature, axis=1)[np.arange(1000), labels].mean()

    result = Calibration(temperature=2).result
    assert result.loss == pytest.approx(loss(2), rel=1e-4)
    best = minimize_scalar(loss, bounds=(0.5, 5), method="bounded").x
    assert result.best_temperature == pytest.approx(best, abs=0.05)


def test_the_temperature_changes_confidence_and_not_correctness():
    explorer = Calibration()
    before = explorer.result
    explorer.update(temperature=3)
    assert explorer.result.right.tolist() == before.right.tolist()
    assert explorer.result.confidence.mean() < before.confidence.mean()


@pytest.mark.parametrize("name", ["clothes", "noise"])
def test_what_is_no_digit_is_never_read_rightly(name):
    explorer = Calibration(images=name)
    assert not explorer.result.right.any()
    assert explorer.result.confidence.mean() > 0.75
    assert "cannot be right" in explorer.description
    assert explorer.result.gap == pytest.approx(explorer.result.confidence.mean())
    check_sound(explorer)


def test_what_the_notebook_says_of_the_shipped_network():
    result = Calibration().result
    assert [count for count, _, _ in result.groups] == [4, 7, 5, 5, 12, 967]
    best = Calibration(images="clothes", temperature=result.best_temperature).result
    assert best.confidence.mean() == pytest.approx(0.70, abs=0.01)


def test_another_network_can_be_chosen():
    model = untrained()
    explorer = Calibration(others={"untrained": model}, network="untrained", images="noise")
    expected = softmax(model.forward(thousand_images("noise")).astype(float), axis=1).max(axis=1)
    np.testing.assert_allclose(explorer.result.confidence, expected, atol=1e-5)
    assert "the untrained" in explorer.description
    assert formula(explorer)[0].startswith("untrained, noise")
    explorer.update(images="test digits", temperature=0.5)
    check_sound(explorer)
