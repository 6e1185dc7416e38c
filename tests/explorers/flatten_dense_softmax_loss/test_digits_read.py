"""What is said of each digit, against the network itself."""

import numpy as np
import pytest
from driving import check_sound, formula, html
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import log_softmax

from cnnkit import datasets, pretrained
from cnnkit.explorers import DigitsRead
from cnnkit.explorers.flatten_dense_softmax_loss.digits_read import (
    EVERY,
    HIGHEST,
    LOWEST,
    UNSURE,
    WRONG,
    places,
)


@pytest.fixture(scope="module")
def digits():
    return datasets.digits()


@pytest.fixture(scope="module")
def logits(digits):
    return pretrained.digits_cnn().forward(digits.x_test.astype(np.float32) / 255).astype(float)


@settings(max_examples=40)
@given(image=st.integers(0, 999), quarters=st.integers(1, 20))
def test_any_digit_at_any_temperature(digits, logits, image, quarters):
    explorer = DigitsRead(image=image, temperature=quarters / 4)
    result = explorer.result
    expected = log_softmax(logits[image] / (quarters / 4))
    assert result.place == image
    assert result.label == digits.y_test[image]
    np.testing.assert_allclose(result.log_probabilities, expected, atol=1e-3)
    assert result.loss == pytest.approx(-expected[digits.y_test[image]], abs=1e-3)
    assert f"Test image {image} is a {digits.y_test[image]}." in explorer.description
    right = result.read == result.label
    assert f"reads a {result.read}: {'right' if right else 'wrong'}" in html(explorer)
    assert (": right," in explorer.description) == right
    check_sound(explorer)


def test_the_lists_hold_every_digit_once_and_in_order(digits, logits):
    right = logits.argmax(axis=1) == digits.y_test
    sure = log_softmax(logits, axis=1).max(axis=1)
    assert sorted(places(WRONG)) == np.flatnonzero(~right).tolist()
    assert sorted(places(UNSURE)) == np.flatnonzero(right).tolist()
    assert places(EVERY).tolist() == list(range(1000))
    assert np.all(np.diff(sure[places(WRONG)]) <= 1e-6)
    assert np.all(np.diff(sure[places(UNSURE)]) >= -1e-6)


def test_no_logit_is_cut_off(logits):
    assert logits.min() > LOWEST
    assert logits.max() < HIGHEST


def test_a_shorter_list_takes_the_slider_along():
    explorer = DigitsRead(image=999)
    explorer.update(which=WRONG)
    assert explorer.state["image"] == 18
    assert explorer.controls["image"].max == 18
    assert "wrong" in explorer.description


def test_the_temperature_changes_neither_the_answer_nor_the_image():
    explorer = DigitsRead(which=WRONG)
    cold = explorer.result
    explorer.update(temperature=4)
    hot = explorer.result
    assert (hot.place, hot.read) == (cold.place, cold.read)
    assert hot.confidence < cold.confidence
    assert hot.loss < cold.loss
    assert "/ 4)" in formula(explorer)[0]
