"""The explorers of notebook 08: dragged, operated from the keyboard, and compared with SciPy."""

import re

import numpy as np
import pytest
from scipy.special import log_softmax, softmax

from cnnkit import datasets, pretrained

pytestmark = pytest.mark.notebook("08_flatten_dense_softmax_loss.ipynb")
CLASSES = ("cat", "dog", "cup", "car")


def number_in(text: str) -> float:
    return float(text.replace("−", "-"))


@pytest.fixture(scope="module")
def labels():
    return datasets.digits().y_test


@pytest.fixture(scope="module")
def logits():
    images = datasets.digits().x_test.astype(np.float32) / 255
    return pretrained.digits_cnn().forward(images).astype(float)


class TestLogitsToLoss:
    TITLE = "From logits to a loss"

    def numbers(self, view):
        return [view.value(f"logit {name}") for name in CLASSES]

    def test_a_situation_survives_being_shown(self, notebook):
        view = notebook.view(self.TITLE, index=1)
        assert view.dropdown("situation").input_value() == "a confident mistake"
        assert view.picture.locator(".changed").count() == 0

    def test_logits_by_mouse_and_keyboard(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.drag("logit dog", 0.9)
        view.press("logit car", "ArrowRight", times=4)
        view.settle()
        numbers = self.numbers(view)
        assert numbers[1] > 4
        p = softmax(numbers)
        loss = number_in(re.search(r"loss ([−\d.]+)\. Slopes", view.words)[1])
        assert loss == pytest.approx(-np.log(p[0]), rel=5e-3)
        slopes = dict(re.findall(r"(cat|dog|cup|car) (−?[\d.]+)(?:,|\.$)", view.words))
        for name, expected in zip(CLASSES, p - np.eye(4)[0], strict=True):
            assert number_in(slopes[name].rstrip(".")) == pytest.approx(expected, rel=6e-3)

    def test_a_situation_moves_the_sliders_and_a_slider_ends_it(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("situation").select_option("a confident mistake")
        view.shows("wrong, loss 7.01")
        view.settle()
        assert view.dropdown("situation").input_value() == "a confident mistake"
        assert self.numbers(view) == [-2, 5, 0.5, -1.5]
        view.press("logit cat", "ArrowRight")
        view.shows("your own numbers")
        assert view.dropdown("situation").input_value() == "your own numbers"

    def test_another_truth_ends_a_situation(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("the truth").select_option("car")
        view.dropdown("situation").select_option("confident and right")
        view.shows(": right, loss")
        assert view.dropdown("the truth").input_value() == "cat"
        view.dropdown("the truth").select_option("dog")
        view.shows("the truth is dog with")
        assert view.dropdown("situation").input_value() == "your own numbers"
        view.reset()

    def test_a_constant_changes_no_probability(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        before = view.words
        constant = view.drag("added to all", 0.95)
        view.settle()
        assert constant > 30
        assert view.words == before
        assert f"+ {constant})" in view.formula

    def test_temperature_and_truth(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("the truth").select_option("cup")
        temperature = view.drag("temperature", 0.6)
        view.settle()
        p = softmax(np.array(self.numbers(view)) / temperature)
        assert f"loss {-np.log(p[2]):.3g}" in view.words
        view.reset()


class TestDigitsRead:
    TITLE = "What the network reads"

    def test_every_digit_can_be_reached(self, notebook, logits, labels):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("test digits").select_option("all 1,000")
        view.settle()
        place = view.drag("image", 0.4)
        place = view.press("image", "ArrowRight")
        temperature = view.drag("temperature", 0.5)
        view.shows(f"Test image {place} is a {labels[place]}.")
        view.settle()
        p = log_softmax(logits[place] / temperature)
        assert f"reads a {p.argmax()} " in view.words
        sure = re.search(r"is ([\d.]+) % sure", view.words)
        if sure:
            assert float(sure[1]) == pytest.approx(100 * np.exp(p.max()), rel=1e-2)

    def test_the_mistakes_come_surest_first(self, notebook, logits, labels):
        view = notebook.view(self.TITLE)
        view.dropdown("test digits").select_option("wrong, surest first")
        view.press("image", "Home")
        wrong = np.flatnonzero(logits.argmax(axis=1) != labels)
        surest = wrong[softmax(logits[wrong], axis=1).max(axis=1).argmax()]
        view.shows(f"Test image {surest} is a {labels[surest]}")
        assert view.press("image", "End") == len(wrong) - 1
        view.shows("wrong")
        view.reset()


class TestCalibration:
    TITLE = "Confidence against correctness"

    def test_the_temperature_moves_confidence_and_loss(self, notebook, logits, labels):
        view = notebook.view(self.TITLE)
        view.reset()
        temperature = view.drag("temperature", 0.5)
        view.settle()
        sure = 100 * softmax(logits / temperature, axis=1).max(axis=1).mean()
        right = 100 * (logits.argmax(axis=1) == labels).mean()
        found = re.search(r"is ([\d.]+) % sure on average; it is right on ([\d.]+) %", view.words)
        assert float(found[1]) == pytest.approx(sure, abs=0.06)
        assert float(found[2]) == pytest.approx(right, abs=0.06)
        loss = -log_softmax(logits / temperature, axis=1)[np.arange(1000), labels].mean()
        stated = re.search(r"on the test digits is ([\d.]+);", view.words)[1]
        assert float(stated) == pytest.approx(loss, rel=6e-3)

    def test_clothes_are_never_right(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("images").select_option("clothes")
        view.shows("79.3 % sure on average; it cannot be right on any")
        view.press("groups", "ArrowRight")
        view.shows("over 20 groups")
        view.reset()

    def test_the_network_trained_in_the_notebook_is_there(self, notebook):
        view = notebook.view(self.TITLE, index=1)
        assert "memoriser" in view.words
        before = view.words
        view.press("temperature", "ArrowRight", times=8)
        view.settle()
        assert view.words != before
        view.dropdown("network").select_option("small CNN")
        view.shows("the small CNN at temperature 1.4 ")
        view.reset()
