"""The explorers of notebook 10: dragged, operated from the keyboard, touched, and recomputed."""

import re

import numpy as np
import pytest
from scipy.signal import convolve2d, correlate2d

pytestmark = pytest.mark.notebook("10_backpropagation.ipynb")


def number_in(text: str) -> float:
    return float(text.replace("−", "-"))


def numbers_in(text: str) -> list[float]:
    return [number_in(found) for found in re.findall(r"−?\d+(?:\.\d+)?", text)]


class TestChainRule:
    TITLE = "The chain rule, box by box"

    def loss(self, view, **moved):
        names = {"w": "weight w", "x_0": "pixel x₀", "x_1": "pixel x₁", "b": "bias b"}
        v = {name: view.value(label) for name, label in names.items()} | moved
        answer = sum(max(0.0, v["w"] * v[x] + v["b"]) for x in ("x_0", "x_1"))
        return (answer - view.value("truth y")) ** 2

    def test_weights_by_mouse_and_keyboard(self, notebook):
        view = notebook.view(self.TITLE, index=1)
        view.reset()
        view.press("step", "End")
        view.drag("weight w", 0.7)
        view.press("bias b", "ArrowRight", times=3)
        nudge = view.drag("nudge by", 0.8)
        view.settle()
        w = view.value("weight w")
        slope = (self.loss(view, w=w + 1e-6) - self.loss(view, w=w - 1e-6)) / 2e-6
        found = re.search(r"loss is (\S+); its slopes: weight w (\S+), pixel", view.words)
        assert number_in(found[1]) == pytest.approx(self.loss(view), abs=6e-4)
        assert number_in(found[2]) == pytest.approx(slope, abs=6e-3)
        promised, kept = re.search(
            r"loss by (\S+), and changes it by (\S+)\.$", view.words
        ).groups()
        assert number_in(promised) == pytest.approx(slope * nudge, abs=6e-3)
        change = self.loss(view, w=w + nudge) - self.loss(view)
        assert number_in(kept) == pytest.approx(change, abs=6e-4)
        view.reset()

    def test_it_walks_step_by_step(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        assert "Forwards, step 0" in view.words
        view.press("step", "ArrowRight", times=5)
        view.shows("Now the way back begins.")
        view.press("step", "End")
        view.shows("its slopes: weight w −3, pixel x₀ −4, bias b −2")
        view.reset()


class TestTinyNetwork:
    TITLE = "A tiny network, every number"

    def test_it_walks_forwards_and_back(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.press("step", "ArrowRight")
        view.settle()
        pixels = np.array([[0, 2, 2, 2, 1], [0, 1, 2, 2, 2], [1, 2, 2, 1, 2]])
        expected = correlate2d(pixels, [[-1, 1], [-1, 1]], "valid")
        assert [number_in(text) for text in view.numbers("map A")] == expected.ravel().tolist()
        view.press("step", "End")
        view.shows("After one step with a learning rate of 0.1 the loss is 0.725")
        view.shows("a change of −1.683")

    def test_a_kernel_is_edited_and_a_number_touched(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.drag("step", 1.0)
        field = view.box.locator(".widget-text input").first
        field.fill("-2")
        field.press("Tab")
        view.settle()
        view.panel("map A").locator("[data-panel]").click(position={"x": 5, "y": 5})
        view.shows("A[0, 0] = 0·(−2) + 2·1 + 0·(−1) + 1·1")
        view.dropdown("the truth").select_option("no edge")
        view.shows("The truth is no edge")
        view.reset()


class TestPoolingGradients:
    TITLE = "Pooling, on the way back"

    def test_ties(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.shows("hands 1 to (2, 2).")
        view.dropdown("pooling").select_option("max: all of a tie (wrong)")
        view.shows("hands 1 to (2, 2), (3, 3).")
        view.shows("more or less than arrived")
        view.drag("stride", 0.0)
        view.press("step", "Home")
        view.shows("Window 1 of 12")
        view.reset()


class TestConvolutionGradients:
    TITLE = "What gathers in dX, dK and db"
    X = np.array([[1, 0, 2, 1, 3], [0, 1, 1, 2, 0], [2, 3, 0, 1, 1], [1, 0, 1, 0, 2]])
    K = np.array([[1, 2], [3, 5]])

    def test_outputs_give_one_after_the_other(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        shown = view.panel("dY, arriving").locator("text:not(.title)").all_text_contents()[:-1]
        dy = np.array([number_in(text) for text in shown]).reshape(3, 4)
        view.drag("which one", 1.0)
        view.settle()
        dx = view.panel("dX").locator("text:not(.title)").all_text_contents()[:-1]
        assert [number_in(text) for text in dx] == convolve2d(dy, self.K, "full").ravel().tolist()
        dk = view.panel("dK").locator("text:not(.title)").all_text_contents()[:-1]
        assert [number_in(text) for text in dk] == correlate2d(self.X, dy, "valid").ravel().tolist()
        step = view.press("which one", "ArrowLeft", times=2)
        view.shows(f"dY[{step // 4}, {step % 4}] = ")
        view.reset()

    def test_pixels_and_weights_are_touched(self, notebook):
        view = notebook.view(self.TITLE, index=1)
        view.reset()
        view.panel("dX").locator("[data-panel]").click(position={"x": 5, "y": 5})
        view.shows("The pixel at row 0, column 0 fed 1 output; its gradient is 2.")
        view.panel("kernel K").locator("[data-panel]").click(position={"x": 60, "y": 40})
        view.shows("The pixel at row 0, column 0 fed 1 output; its gradient is 2.")
        view.dropdown("look from").select_option("one weight")
        view.panel("dK").locator("[data-panel]").click(position={"x": 60, "y": 40})
        view.shows("The weight at row 1, column 1 took part in all 12 outputs; its gradient is 2.")
        view.reset()

    def test_stride_puts_zeros_between(self, notebook):
        view = notebook.view(self.TITLE, index=2)
        view.reset()
        view.shows("2 − 1 between")
        view.drag("padding", 0.0)
        view.press("stride", "Home")
        view.shows("(stride 1, padding 0, dilation 1)")
        view.drag("dilation", 1.0)
        view.shows("2·(2 − 1) − 0 = 2 zeros before")
        view.reset()


class TestGradientCheckError:
    TITLE = "The error of a measured slope"

    def test_the_step_by_mouse_and_keyboard(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.drag("log₁₀ h", 0.6)
        exponent = view.press("log₁₀ h", "ArrowRight")
        view.dropdown("differences").select_option("central")
        view.shows("central differences")
        view.settle()
        h = 10.0**exponent
        slope = ((1.5 + h) ** 3 - (1.5 - h) ** 3) / (2 * h)
        stated = re.search(r"give (\S+) for the slope 6\.75", view.words)[1]
        assert number_in(stated) == pytest.approx(slope, rel=1e-5)
        view.reset()

    def test_a_corner(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("function").select_option("ReLU(x − 1)")
        x = view.drag("at x", 0.4)
        view.press("log₁₀ h", "End")
        view.shows(f"of ReLU(x − 1) at {x:g}")
        view.shows("There the function is a straight line")
        view.dropdown("differences").select_option("central")
        view.shows("The step reaches across the corner at 1.")
        view.reset()
