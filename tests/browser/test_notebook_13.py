"""The explorers of notebook 13: dragged, operated from the keyboard, and computed once more."""

import re

import numpy as np
import pytest
from scipy.special import softmax

from cnnkit import datasets, pretrained
from cnnkit.explorers.normalisation_and_dropout.batch_statistics import image_moments
from cnnkit.explorers.normalisation_and_dropout.dropout_masks import layer_values
from cnnkit.explorers.normalisation_and_dropout.normalisation_measured import measured
from cnnkit.explorers.normalisation_and_dropout.training_or_evaluation import IMAGES

pytestmark = pytest.mark.notebook("13_normalisation_and_dropout.ipynb")


def number_in(text: str) -> float:
    return float(text.replace("−", "-"))


class TestSharedStatistics:
    TITLE = "Who shares a mean"

    def bright(self, view):
        """Return the numbers that are not faint."""
        cells = view.picture.locator(".value:not([opacity]) text")
        return [number_in(text) for text in cells.all_text_contents()]

    def test_the_bright_values_have_the_mean_that_is_stated(self, notebook):
        view = notebook.view(self.TITLE, index=1)
        view.reset()
        for kind, m in (("batch norm", 12), ("instance norm", 6), ("layer norm, each pixel", 4)):
            view.dropdown("normalise by").select_option(kind)
            view.drag("channel c", 0.9)
            view.settle()
            values = self.bright(view)
            assert len(values) == m
            stated = re.search(r"shares mean (−?[\d.]+) and variance ([\d.]+)", view.words)
            assert number_in(stated[1]) == pytest.approx(np.mean(values), abs=0.006)
            assert number_in(stated[2]) == pytest.approx(np.var(values), abs=0.006)
        view.reset()

    def test_the_steps_lead_to_y(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.drag("γ of its channel", 0.9)
        view.press("β of its channel", "ArrowRight", times=3)
        assert view.press("step", "End") == 5
        view.shows("y = γ·x̂ + β")
        view.settle()
        gamma, beta = view.value("γ of its channel"), view.value("β of its channel")
        values = np.array(self.bright(view))
        assert values.mean() == pytest.approx(beta, abs=0.01)
        assert values.std() == pytest.approx(abs(gamma), abs=0.02)
        view.reset()

    def test_a_touched_value_is_chosen(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.picture.locator('[data-panel="block-1-2"]').click(position={"x": 8, "y": 8})
        view.shows("of image 1, channel 2, row 0, column 0")
        view.reset()


def test_a_deep_stack_without_batch_norm_fades_by_its_factor(notebook):
    view = notebook.view("A deep stack, normalised or not")
    view.reset()
    sizes = []
    for _ in range(2):
        view.settle()
        sizes.append(number_in(re.search(r"deviation ([\d.]+); the", view.words)[1]))
        view.press("show layer", "ArrowRight")
    assert sizes[1] / sizes[0] == pytest.approx(0.75, abs=0.1)
    view.drag("weights", 0.95)
    view.settle()
    assert re.search(r"With batch norm the values .* deviation 1;", view.words)
    view.reset()


def test_statistics_of_batches_follow_the_images(notebook):
    view = notebook.view("Statistics of batches")
    view.reset()
    mean, square, _ = image_moments()
    channel = view.drag("channel", 0.6)
    view.drag("batch size", 0.9)
    view.press("batches seen", "ArrowRight")
    view.settle()
    stated = re.search(r"the mean is (−?[\d.]+) and the variance ([\d.]+)\. After", view.words)
    of_all = mean[:, channel].mean()
    assert number_in(stated[1]) == pytest.approx(of_all, abs=6e-4)
    assert number_in(stated[2]) == pytest.approx(square[:, channel].mean() - of_all**2, abs=6e-4)
    weight, old, new, result = re.search(
        r"= ([\d.]+)·\((−?[\d.]+)\) \+ [\d.]+·\((−?[\d.]+)\) = (−?[\d.]+)", view.formula
    ).groups()
    expected = float(weight) * number_in(old) + (1 - float(weight)) * number_in(new)
    assert number_in(result) == pytest.approx(expected, abs=1.2e-3)
    view.reset()


def test_the_company_changes_the_answer_in_training_mode_only(notebook):
    view = notebook.view("Training and evaluation mode")
    view.reset()
    data = datasets.digits()
    image = data.x_test[IMAGES[0]][None].astype(np.float32) / 255
    p = softmax(pretrained.digits_batch_norm().forward(image).astype(float))[0]
    seen = []
    for _ in range(3):
        view.settle()
        shares = re.findall(r"gives the truth ([\d.]+) %", view.words)
        assert float(shares[1]) == pytest.approx(100 * p[data.y_test[IMAGES[0]]], abs=0.06)
        seen.append(float(shares[0]))
        view.press("others", "ArrowRight", times=2)
    assert max(seen) - min(seen) > 5
    view.drag("averages", 0.0)
    view.shows("0 batches old")
    view.reset()


def test_the_three_paths_add_up_and_a_missing_one_shows(notebook):
    view = notebook.view("Three paths back")
    view.reset()
    moved = view.drag("x₄", 0.8)
    place = view.press("value i", "ArrowRight")
    view.settle()
    x = np.array([1, 3, 4, 6, moved])
    x_hat = (x - x.mean()) / x.std()
    expected = ((np.arange(5) == place) - 0.2 - x_hat * x_hat[place] / 5) / x.std()
    stated = re.search(r"\): (−?[\d.]+); that is the measured slope", view.words)[1]
    assert number_in(stated) == pytest.approx(expected[place], abs=6e-4)
    view.tick("through the mean").uncheck()
    view.shows("the measured slope is")
    view.reset()


def test_the_measurement_is_the_stored_one(notebook):
    view = notebook.view("Normalisation, measured")
    view.reset()
    view.dropdown("setting").select_option("initial weights times 0.5")
    epoch = view.press("after epoch", "ArrowLeft")
    view.shows(f"after {epoch} epochs")
    view.settle()
    stated = [float(text) for text in re.findall(r"with ([\d.]+) %", view.words)]
    found = [measured()[name, 32, 0.5, 2000][:, :, epoch - 1] for name in ("none", "batch")]
    assert stated == pytest.approx([one.mean(axis=1).max() for one in found], abs=0.06)
    view.reset()


def test_masks_keep_the_sum_on_average(notebook):
    view = notebook.view("Dropout masks")
    view.reset()
    rate = view.drag("rate", 0.4)
    view.press("masks drawn", "End")
    view.press("seed", "ArrowRight")
    view.settle()
    random = np.random.default_rng(1).random((1000, 3, 4))
    sums = (layer_values() * (random >= rate)).sum(axis=(1, 2)) / (1 - rate)
    stated = re.search(r"over 1000 masks it is ([\d.]+)\.$", view.words)[1]
    assert float(stated) == pytest.approx(sums.mean(), abs=0.06)
    view.dropdown("mode").select_option("evaluation")
    view.shows("12 of the 12 values are kept")
    view.reset()
