"""The explorers of notebook 20: dragged, operated from the keyboard, and computed once more."""

import re

import numpy as np
import pytest
from scipy.special import softmax

from cnnkit import datasets
from cnnkit.course import capstone
from cnnkit.layers import Conv2D, Dense, Flatten, GlobalAveragePool2D, MaxPool2D, Sequential

pytestmark = pytest.mark.notebook("20_capstone.ipynb")


def read_parameters(filters, *, kernel, ending):
    """Count a network for digits by its layers."""
    layers = []
    for count in filters:
        layers += [Conv2D(count, kernel, padding="same"), MaxPool2D(2)]
    return Sequential([*layers, ending, Dense(10)]).count((28, 28, 1))


def test_the_network_on_a_budget_counts_what_the_layers_count(notebook):
    view = notebook.view("A network on a budget")
    view.reset()
    first = view.drag("first filters", 0.6)
    blocks = view.press("blocks", "ArrowRight")
    view.settle()
    filters = [first * 2**block for block in range(blocks)]
    parameters, work = read_parameters(filters, kernel=3, ending=Flatten())
    assert f"{parameters:,} parameters" in view.words
    assert f"{work:,} multiply-adds" in view.words
    view.dropdown("ending").select_option("global average, dense 10")
    view.press("kernel size", "ArrowRight")
    view.settle()
    parameters, work = read_parameters(filters, kernel=5, ending=GlobalAveragePool2D())
    assert f"{parameters:,} parameters" in view.words
    assert f"{work:,} multiply-adds" in view.formula
    view.reset()


def test_seconds_grow_with_the_epochs(notebook):
    view = notebook.view("A network on a budget")
    view.reset()
    view.dropdown("track").select_option("restore")
    took = []
    for share in (0.2, 0.8):
        epochs = view.drag("epochs", share)
        view.settle()
        took.append((epochs, int(re.search(r"take about (\d+) seconds", view.words)[1])))
    (few, short), (many, long) = took
    assert many > few
    assert long / many == pytest.approx(short / few, abs=0.5 / few + 0.5 / many)
    view.reset()


class TestErrorBrowser:
    TITLE = "The errors, one by one"

    @pytest.fixture(scope="class")
    def digits(self):
        x, y = capstone.READ.validation_images
        network = Sequential.load(datasets.data_path("networks/capstone_reader.npz"))
        return y, softmax(network.forward(x), axis=1)

    def test_every_error_is_there_in_its_order(self, notebook, digits):
        y, p = digits
        view = notebook.view(self.TITLE)
        view.reset()
        wrong = np.flatnonzero(p.argmax(axis=1) != y)
        order = wrong[np.argsort(-p[wrong].max(axis=1), kind="stable")]
        for times in (0, 2):
            place = view.press("image", "ArrowRight", times=times) if times else 1
            view.settle()
            n = order[place - 1]
            assert f"image {place} of {len(wrong)}. It is {y[n]}" in view.words
            assert f"reads {p[n].argmax()} with {p[n].max():.3f}" in view.words
        last = view.drag("image", 1.0)
        assert last == len(wrong)
        view.reset()

    def test_a_touched_number_is_gone_through(self, notebook, digits):
        y, p = digits
        view = notebook.view(self.TITLE)
        view.reset()
        view.picture.locator('[data-panel="matrix"]').click(position={"x": 87, "y": 87})
        view.shows("truth 3, read as 3")
        right = int(((y == 3) & (p.argmax(axis=1) == 3)).sum())
        assert f"image 1 of {right}" in view.words
        view.reset()
