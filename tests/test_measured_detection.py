"""The stored average precisions of the digit detectors against a smaller count of the same."""

import json

import pytest

from cnnkit import datasets, pretrained
from tools.recipes.train_digit_detector import NAMES, average_precision, measured_scenes


@pytest.mark.parametrize("clothes", NAMES)
def test_the_first_of_each_is_the_one_that_is_stored(clothes):
    path = datasets.data_path("measured/digit_detectors.json")
    measured = json.loads(path.read_text(encoding="utf-8"))[NAMES[clothes]]
    assert len(measured) == 3
    network = pretrained.digit_detector(clothes=clothes)
    assert average_precision(network, measured_scenes()) == pytest.approx(measured[0], abs=2e-3)


def test_clothes_in_training_are_worth_more_than_the_draw():
    path = datasets.data_path("measured/digit_detectors.json")
    measured = json.loads(path.read_text(encoding="utf-8"))
    assert min(measured[NAMES[True]]) > max(measured[NAMES[False]]) + 0.1
