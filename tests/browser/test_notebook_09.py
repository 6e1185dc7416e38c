"""Notebook 09 in JupyterLab: networks changed with mouse and keyboard, counted independently."""

import re

import pytest

pytestmark = pytest.mark.notebook("09_designing_a_network.ipynb")
TUTORIAL = [
    *(["conv", 32, 3], ["relu"], ["pool", 2], ["conv", 64, 3], ["relu"], ["pool", 2]),
    *(["conv", 64, 3], ["relu"], ["flatten"], ["dense", 64], ["relu"], ["dense", 10]),
]


def counted(shape, layers):
    """Count parameters and multiply-adds with plain arithmetic."""
    height, width, channels = shape
    parameters = work = 0
    for kind, *numbers in layers:
        if kind == "conv":
            filters, k = numbers
            height, width = height - k + 1, width - k + 1
            parameters += filters * (k * k * channels + 1)
            work += height * width * filters * k * k * channels
            channels = filters
        elif kind == "pool":
            height, width = height // numbers[0], width // numbers[0]
        elif kind == "flatten":
            height, width, channels = 1, 1, height * width * channels
        elif kind == "dense":
            parameters += (channels + 1) * numbers[0]
            work += channels * numbers[0]
            channels = numbers[0]
    return parameters, work


class TestArchitectureBuilder:
    TITLE = "The architecture builder"

    @pytest.fixture
    def view(self, notebook):
        view = notebook.view(self.TITLE, index=2)  # the one with all controls
        view.reset()
        view.shows("122,570 parameters")
        view.press("selected layer", "Home")
        return view

    def test_the_image_and_a_layer_by_dragging(self, view):
        height, width = view.drag("image height", 0.7), view.drag("image width", 0.5)
        filters = view.drag("filters", 0.2)
        kernel_size = view.press("kernel size", "ArrowRight", times=2)
        layers = [["conv", filters, kernel_size], *TUTORIAL[1:]]
        parameters, work = counted((height, width, 3), layers)
        view.shows(f"with {parameters:,} parameters, ")
        view.shows(f"and {work:,} multiply-adds.")
        rows = height - kernel_size + 1
        view.shows(f"rows ⌊({height} − {kernel_size}) / 1⌋ + 1 = {rows}")

    def test_layers_by_keyboard_and_buttons(self, view):
        place = view.press("selected layer", "ArrowRight", times=2)
        view.shows(f"Layer {place}, max pool 2×2: 30 × 30 × 32 → 15 × 15 × 32")
        button = view.box.get_by_role("button", name="Remove")
        button.focus()
        view.page.keyboard.press("Enter")
        layers = [*TUTORIAL[:2], *TUTORIAL[3:]]
        view.shows(f"{counted((32, 32, 3), layers)[0]:,} parameters")
        view.box.get_by_role("button", name="Add").click()
        view.shows("12 layers on an image")
        view.box.get_by_role("button", name="Down").click()
        view.reset()
        view.shows("122,570 parameters")

    def test_a_layer_that_no_longer_fits_is_named(self, view):
        height = view.press("image height", "Home")
        view.shows("does not fit: it needs ")
        found = re.search(r"Layer (\d+), .*, does not fit", view.words)
        n, misfit = height, 0
        for place, (kind, *numbers) in enumerate(TUTORIAL, start=1):
            if kind in ("conv", "pool"):
                k, s = (numbers[1], 1) if kind == "conv" else (numbers[0], numbers[0])
                if n < k:
                    misfit = place
                    break
                n = (n - k) // s + 1
        assert int(found[1]) == misfit
        view.reset()

    def test_another_kind_brings_its_own_sliders(self, view):
        view.press("selected layer", "End")
        view.shows("Layer 12, dense 10")
        units = view.drag("units", 0.3)
        view.shows(f"Layer 12, dense {units}: 64 → {units}")
        view.dropdown("its kind").select_option("relu")
        view.shows("Layer 12, relu: 64 → 64")
        view.reset()


class TestCostAlongTheNetwork:
    TITLE = "Cost along the network"

    def test_growth_and_blocks(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        filters = view.drag("first filters", 0.4)
        growth = view.press("filters grow", "ArrowRight")
        blocks = view.press("blocks", "ArrowLeft")
        size = view.press("image size", "ArrowRight")
        parameters = work = 0
        channels, side = 3, size
        for block in range(blocks):
            now = filters * growth**block
            parameters += now * (9 * channels + 1)
            work += side * side * now * 9 * channels
            channels, side = now, side // 2
        row = side * side * channels
        total = f"{parameters + 10 * (row + 1):,} parameters and {work + 10 * row:,} multiply-adds"
        view.shows(f"In all {total}.")
        view.reset()
