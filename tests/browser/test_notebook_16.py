"""The explorers of notebook 16: dragged, operated from the keyboard, compared with the layers."""

import json
import re

import numpy as np
import pytest

from cnnkit import architectures, datasets

pytestmark = pytest.mark.notebook("16_famous_architectures.ipynb")


def whole(text: str) -> int:
    return int(text.replace(",", ""))


class TestArchitecturesCompared:
    TITLE = "Famous networks compared"

    def test_every_network_says_its_counts(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("network").select_option("GoogLeNet")
        view.shows("GoogLeNet, 2014")
        parameters, work = architectures.googlenet().count((224, 224, 3))
        assert f"{parameters:,} parameters, {work:,} multiply-adds" in view.words

    def test_axes_change_the_picture(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        assert view.picture.locator("circle").count() == 11
        view.dropdown("to the right").select_option("year")
        view.dropdown("upwards").select_option("parameters")
        view.shows("Lowest in year: LeNet-5")
        assert view.picture.locator("circle").count() == len(architectures.PUBLISHED)
        view.reset()


class TestLayersSideBySide:
    TITLE = "Two networks side by side"

    def test_tables_add_up(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("beside it").select_option("MobileNetV2")
        view.shows("MobileNetV2 has")
        foot = view.picture.locator("tfoot").nth(1).inner_text().split()
        assert whole(foot[2]) == architectures.mobilenet_v2().count((224, 224, 3))[0]
        view.reset()


class TestInceptionModule:
    TITLE = "An inception module"

    def test_sliders_against_the_layer(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        five = view.drag("5×5 filters", 0.6)
        reduced = view.press("1×1 before 5×5", "ArrowRight", times=3)
        view.settle()
        layer = architectures.inception(64, 96, 128, reduced, five, 32)
        assert f"{layer.count((28, 28, 192))[0]:,} parameters" in view.words
        assert view.dropdown("module").input_value() == "your own"
        view.dropdown("module").select_option("5b")
        view.shows("1024 come out")
        view.reset()

    def test_without_the_small_convolutions(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.tick("1×1 before 3×3, 5×5").click()
        view.shows("416 come out, with 387,296 parameters")
        view.reset()


class TestPlainAgainstResidual:
    TITLE = "Plain against residual"

    def test_depth_and_epoch(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        depth = view.press("layers", "End")
        epoch = view.drag("after epoch", 0.5)
        view.settle()
        stored = json.loads(datasets.data_path("measured/residual.json").read_text("utf-8"))
        for kind in ("plain", "residual"):
            keys = [
                f"{kind}, batch norm, {depth} layers, rate {rate}" for rate in (0.01, 0.03, 0.1)
            ]
            best = min(keys, key=lambda key: np.mean([run[-1] for run in stored[key]]))
            mean = 100 * np.mean([run[epoch - 1] for run in stored[best]])
            stated = re.search(rf"{kind.capitalize()}: ([\d.]+) %", view.words)[1]
            assert float(stated) == pytest.approx(mean, abs=0.06)
        view.dropdown("normalisation").select_option("no norm")
        view.shows("no norm")
        view.reset()


class TestResidualBlock:
    TITLE = "A block and its shortcut"

    def test_a_bottleneck_by_mouse_and_keyboard(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        side = view.press("rows and columns", "End")
        view.settle()
        parameters, work = architectures.bottleneck(64).count((side, side, 256))
        assert f"{parameters:,} parameters, {work:,} multiply-adds" in view.words
        middle = view.drag("middle, times", 0.9)
        view.settle()
        assert f"1×1 to {256 // middle}" in view.words
        view.reset()


class TestAttentionByLikeness:
    TITLE = "Attention by likeness"

    def test_a_touch_and_the_sliders(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        target = view.picture.locator('[data-panel="photo"]')
        target.scroll_into_view_if_needed()
        box = target.bounding_box()
        view.page.mouse.click(box["x"] + 0.82 * box["width"], box["y"] + 0.54 * box["height"])
        view.shows("row 7, column 11")
        sharpness = view.press("sharpness", "Home")
        view.settle()
        assert sharpness == 0
        assert "takes 0.5 % from itself" in view.words
        view.drag("row", 0.1)
        view.settle()
        assert f"row {view.value('row')}, column 11" in view.words
        view.reset()
