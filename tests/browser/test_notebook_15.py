"""The explorers of notebook 15: dragged, operated from the keyboard, and computed once more."""

import re

import numpy as np
import pytest

from cnnkit import functional, layers

pytestmark = pytest.mark.notebook("15_convolution_variants.ipynb")


def number_in(text: str) -> float:
    return float(text.replace("−", "-").replace(",", ""))


class TestGroupedConnections:
    TITLE = "Who sees whom in groups"

    def test_groups_by_mouse_and_keyboard(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.drag("groups", 0.45)
        view.press("groups", "Home")
        view.press("groups", "ArrowRight", times=3)
        view.settle()
        assert view.value("groups") == 4
        seen = view.numbers("weights, channel to filter")
        assert seen.count("9") == 8 * 2
        parameters, _ = layers.Conv2D(8, 3, groups=4, bias=False).count((14, 14, 8))
        view.shows(f"The layer has {parameters:,} weights")

    def test_three_groups_do_not_come_out_even(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.press("groups", "ArrowRight")
        view.shows("8 channels cannot be shared out evenly")

    def test_what_follows_is_followed(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("what follows").select_option("a 1×1 convolution")
        view.shows("output 3 depends on 8 of 8 channels")
        assert set(view.numbers("ways, channel to output")) == {"4"}


class TestDilatedStack:
    TITLE = "Dilated layers on top of each other"

    def test_dilations_by_mouse_and_keyboard(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.drag("dilation, layer 1", 0)
        view.press("dilation, layer 3", "ArrowRight", times=3)
        view.settle()
        rates = [view.value(f"dilation, layer {layer}") for layer in (1, 2, 3)]
        assert rates == [1, 2, 5]
        image = np.zeros((1, 41, 41, 1))
        image[0, 20, 20] = 1
        for rate in rates:
            image = functional.conv2d(image, np.ones((3, 3, 1, 1)), dilation=rate, padding="same")
        read = np.count_nonzero(image)
        view.shows(f"span a field of 17 × 17 pixels and read {read} of its 289; no holes")


class TestTransposedSteps:
    TITLE = "A transposed convolution, step by step"

    def test_the_last_step_shows_the_whole_output(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.drag("number", 1.0)
        view.press("stride", "ArrowRight")
        view.settle()
        assert (view.value("number"), view.value("stride")) == (5, 3)
        x = np.array([number_in(text) for text in view.numbers("input x")]).reshape(2, 3)
        kernel = np.array([number_in(text) for text in view.numbers("kernel")]).reshape(3, 3)
        batch, weights = x[None, :, :, None], kernel[:, :, None, None]
        expected = functional.conv2d_transpose(batch, weights, stride=3)[0, :, :, 0]
        shown = [number_in(text) for text in view.numbers("output so far")]
        assert shown == expected.ravel().tolist()

    def test_crop_and_output_padding_change_the_size(self, notebook):
        view = notebook.view(self.TITLE, index=1)
        view.reset()
        view.shows("come 4 × 6")
        view.press("output padding", "ArrowLeft")
        view.shows("come 3 × 5")
        view.press("crop at each end", "ArrowLeft")
        view.shows("come 5 × 7")

    def test_a_number_can_be_touched(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        target = view.panel("input x").locator("[data-panel]")
        box = target.bounding_box()
        assert box
        target.click(position={"x": box["width"] * 5 / 6, "y": box["height"] * 3 / 4})
        view.shows("the number −1 at row 1, column 2")
        assert view.value("number") == 5


class TestUpsamplingPatterns:
    TITLE = "Made larger, with or without a checkerboard"

    def test_kernel_by_mouse_and_keyboard(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        assert view.numbers("windows at a pixel") == ["4", "2", "2", "1"]
        view.drag("kernel size", 0.5)
        view.press("kernel size", "Home")
        view.press("kernel size", "ArrowRight", times=2)
        view.settle()  # a kernel of 2, on the way, keeps grey even as well
        view.shows("An even grey stays even")
        assert view.value("kernel size") == 4
        assert view.numbers("of an even grey of 1") == ["1"] * 4

    def test_resizing_keeps_random_weights_even(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("weights").select_option("random")
        view.shows("becomes a pattern")
        view.dropdown("way").select_option("resize, then convolve")
        view.shows("An even grey stays even")


class TestCostCalculator:
    TITLE = "What a convolution costs"

    def test_counts_by_mouse_and_keyboard(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("kind").select_option("separable")
        view.drag("channels in and out", 1.0)
        view.press("map, pixels a side", "ArrowLeft")
        view.settle()
        side, channels = view.value("map, pixels a side"), view.value("channels in and out")
        assert (side, channels) == (14, 256)
        layer = layers.SeparableConv2D(channels, 3, padding="same", bias=False)
        parameters, work = layer.count((side, side, channels))
        view.shows(f"separable has {parameters:,} parameters")
        stated = re.search(r"= ([\d,]+) multiply-adds", view.formula)
        assert stated
        assert number_in(stated[1]) == work
