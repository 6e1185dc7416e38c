"""Notebook 05 in JupyterLab: its explorers are dragged and compared with SciPy and plain NumPy."""

import re

import numpy as np
import pytest
from scipy.signal import correlate2d
from scipy.special import expit, ndtr

from cnnkit.explorers.activations.sparsity_of_maps import PHOTOS
from cnnkit.explorers.photos import small_photo
from cnnkit.kernels import KERNELS, hand_made

pytestmark = pytest.mark.notebook("05_activations.ipynb")


def number(text: str) -> float:
    """Read a number as the page writes it, a power of ten too."""
    mantissa, *power = text.split(" · 10")
    digits = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
    exponent = int(power[0].translate(digits)) if power else 0
    return float(mantissa.replace("−", "-")) * 10.0**exponent


class TestActivationCurves:
    TITLE = "Activations and their slopes"

    def test_x_by_mouse_and_keyboard(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("activation").select_option("sigmoid")
        view.drag("x", 0.8)
        x = view.press("x", "ArrowLeft")
        y = float(expit(x))
        view.shows(f"at x = {x:g} the value is {y:.3f}")
        value, slope = re.search(r" = ([\d.−]+), slope ([\d.−]+)", view.formula).groups()
        assert number(value) == pytest.approx(y, abs=6e-4)
        assert number(slope) == pytest.approx(y * (1 - y), abs=6e-4)

    def test_numbers_pass_through_two_activations(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("activation").select_option("ReLU")
        view.dropdown("compare with").select_option("GELU")
        view.drag("their mean", 0.4)
        view.press("their spread", "ArrowRight", times=3)
        mean, spread = view.value("their mean"), view.value("their spread")
        view.shows(f"of mean {mean:g} and standard deviation {spread:g}.".replace("-", "−"))
        zeros = int(re.search(r"(\d+) % come out as exactly 0", view.words)[1])
        assert zeros == pytest.approx(100 * ndtr(-mean / spread), abs=0.6)
        assert view.panel("out of GELU").count() == 1

    def test_touching_the_curves_moves_x(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        area = view.picture.locator('[data-panel="curve"]')
        area.scroll_into_view_if_needed()
        box = area.bounding_box()
        view.page.mouse.move(box["x"] + 3, box["y"] + 60)
        view.page.mouse.move(box["x"] + box["width"] * 30.5 / 101, box["y"] + 60, steps=4)
        view.shows("at x = −2 the value is 0 ")
        assert view.value("x") == -2


class TestSignalThroughDepth:
    TITLE = "A signal through many layers"

    def test_gradients_through_depth(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("activation").select_option("none")
        view.dropdown("compare with").select_option("nothing")
        view.dropdown("weights").select_option("He: √(2 / n)")
        layers = view.drag("layers", 1.0)
        assert layers == 30
        view.shows("30 layers of 64 units. Without an activation")
        factor = number(re.search(r"multiplied by (.+?), that is by", view.formula)[1])
        # Each layer adds 64 products whose weights have variance 2 / 64: a factor of √2 a layer.
        assert np.log2(factor) == pytest.approx(15, abs=2)
        times = view.press("times", "ArrowLeft", times=4)
        assert times == 0.8
        view.shows("0.8 · √(2 / 64) = 0.141")
        smaller = number(re.search(r"multiplied by (.+?), that is by", view.formula)[1])
        assert smaller / factor == pytest.approx(0.8**30, rel=0.1)

    def test_sigmoids_lose_what_relu_keeps(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.drag("layers", 0.7)
        depth = view.value("layers")
        view.shows(f"{depth} layers of 64 units. With ReLU")
        relu, sigmoid = (
            number(text) for text in re.findall(r"multiplied by (.+?), that is by", view.formula)
        )
        assert relu > 0.05
        assert sigmoid < 0.4**depth


class TestSparsityOfMaps:
    TITLE = "Zeros in feature maps"

    def test_bias_and_filter(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("image").select_option("camera")
        place = view.press("filter", "ArrowLeft")
        view.drag("bias", 0.45)
        share = view.press("bias", "ArrowRight")
        view.shows(f"“{KERNELS[place - 1]}”")
        kernel = hand_made(KERNELS[place - 1])
        maps = {
            name: correlate2d(small_photo(name, grey=True, longest_side=144), kernel, mode="valid")
            for name in PHOTOS
        }
        bias = share * max(np.abs(one).max() for one in maps.values())
        zeros = 100 * (maps["camera"] + bias <= 0).mean()
        view.settle()
        stated = float(re.search(r"After ReLU ([\d.]+) % of its values are 0", view.words)[1])
        assert stated == pytest.approx(zeros, abs=0.15)

    def test_a_digit_and_a_dead_unit(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("image").select_option("digit 4")
        view.press("layer", "End")
        view.settle()  # the range of the filters follows
        view.drag("filter", 1.0)  # the key End goes to the end that the slider was made with
        view.shows("“filter 16 of layer 2” gives a map of 14 × 14")
        view.press("bias", "Home")
        view.shows("On none of the 10 digits does anything pass: a dead unit.")
