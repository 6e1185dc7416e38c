"""Notebook 14 in JupyterLab: layers, squares, classes, and steps by mouse, key and touch."""

import re

import numpy as np
import pytest
from scipy.special import softmax

from cnnkit import datasets, insight, pretrained

pytestmark = pytest.mark.notebook("14_what_the_network_sees.ipynb")


def number_in(text: str) -> float:
    return float(text.replace("−", "-"))


@pytest.fixture(scope="module")
def network():
    return pretrained.digits_cnn()


def first_digit(digit: int):
    data = datasets.digits()
    place = int(np.flatnonzero(data.y_test == digit)[0])
    return data.x_test[place].astype(np.float32) / 255


class TestFeatureMaps:
    TITLE = "Feature maps, layer by layer"

    def test_a_digit_by_mouse_and_keyboard(self, notebook, network):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("image").select_option("digit 3")
        view.shows("the digits network")
        view.drag("layer", 0.7)
        layer = view.press("layer", "ArrowRight")
        view.drag("channel", 0.6)
        row = view.press("cell, row", "ArrowLeft", times=2)
        column, channel = view.value("cell, column"), view.value("channel")
        view.settle()
        names = ("relu_1", "max_pool2d_1", "relu_2", "max_pool2d_2")
        part = insight.network_up_to(network, names[layer - 1])
        answer = part.forward(first_digit(3)[None])[0, row, column, channel]
        stated = re.search(r"answers (−?[\d.]+) and", view.words)[1]
        assert number_in(stated) == pytest.approx(float(answer), abs=0.006)
        view.reset()

    def test_touching_all_channels_chooses_one(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        area = view.picture.locator('[data-panel="channels"]')
        area.scroll_into_view_if_needed()
        box = area.bounding_box()
        view.page.mouse.move(box["x"] + 20, box["y"] + 20)
        view.page.mouse.move(box["x"] + 60, box["y"] + 20, steps=4)
        view.shows("channel 1 of 32")
        view.reset()


class TestOccluder:
    TITLE = "The dragged square"

    def test_a_digit_is_covered(self, notebook, network):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("image").select_option("digit 4")
        view.dropdown("filled with").select_option("white")
        size = view.press("size", "ArrowLeft")
        row, column = view.drag("square, row", 0.4), view.drag("square, column", 0.6)
        view.settle()
        x, width = first_digit(4)[None].copy(), 4 * size
        whole = softmax(network.forward(x)[0].astype(float))
        x[0, 2 * row : 2 * row + width, 2 * column : 2 * column + width] = 1
        left = softmax(network.forward(x)[0].astype(float))
        drop = number_in(re.search(r"= (−?[\d.]+)$", view.formula)[1])
        best = whole.argmax()
        assert drop == pytest.approx(whole[best] - left[best], abs=0.002)
        view.reset()

    def test_the_square_is_dragged_on_the_photo(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.drag_on("image", (0.5, 0.5), (0.1, 0.1))
        view.shows("at row 0, column 0")
        view.reset()


class TestClassMaps:
    TITLE = "Where a class is seen"

    def test_class_and_layer(self, notebook, network):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("image").select_option("digit 8")
        view.drag("class", 0.35)
        view.drag("layer", 0.0)
        layer = view.press("layer", "ArrowRight")
        view.press("opacity", "ArrowRight")
        view.settle()
        target = int(re.search(r"gives “(\d)”", view.words)[1])
        name = ("relu_1", "relu_2", "max_pool2d_2")[layer - 1]
        cam = insight.grad_cam(network, first_digit(8), target, layer=name)
        if cam.max() > 0:
            row, column = np.unravel_index(cam.argmax(), cam.shape)
            view.shows(f"brightest in row {row}, column {column}")
        view.reset()


class TestRandomisedWeights:
    TITLE = "Explanations of a network that forgets"

    def test_layers_are_drawn_anew(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.press("layers drawn anew", "Home")
        view.shows("saliency 1, guided backpropagation 1, Grad-CAM 1")
        view.drag("layers drawn anew", 0.31)
        view.press("draw of weights", "ArrowRight")
        view.shows("draw 1: random weights in everything from the top down to stage 7")
        view.reset()


class TestExcitingImage:
    TITLE = "An image made to excite"

    def test_a_class_is_climbed(self, notebook, network):
        view = notebook.view(self.TITLE)
        view.reset()
        channel = view.drag("class or channel", 0.7)
        step = view.drag("step", 0.9)
        view.settle()
        images = insight.activation_maximisation(
            network,
            layer="dense_1",
            channel=channel,
            rng=np.random.default_rng(0),
            steps=step,
            learning_rate=0.05,
            limits=(0, 1),
        )
        *_, image = images
        stated = re.search(r"to ([\d.]+), more than", view.words)[1]
        assert float(stated) == pytest.approx(float(network.forward(image[None])[0, channel]), 0.01)
        view.reset()


class TestAdversarialStep:
    TITLE = "A small step against the network"

    def test_a_step_on_a_digit(self, notebook, network):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("image").select_option("digit 3")
        levels = view.drag("step, levels of 255", 0.95)
        view.settle()
        image = first_digit(3)
        changed = np.clip(insight.adversarial_step(network, image, 3, size=levels / 255), 0, 1)
        p = softmax(network.forward(changed[None].astype(np.float32))[0].astype(float))
        view.shows(f"sees “{p.argmax()}”")
        view.dropdown("direction").select_option("random signs")
        view.shows("random signs: the network")
        view.reset()
