"""Notebook 07 in JupyterLab: stacks of layers dragged, chosen from and touched."""

import re

import numpy as np
import pytest

pytestmark = pytest.mark.notebook("07_receptive_fields.ipynb")
HEIGHT, WIDTH = 32, 48
STACK = {
    "conv 3×3": (3, 1, 1),
    "conv 5×5": (5, 1, 1),
    "conv 3×3 dilation 2": (3, 1, 2),
    "conv 3×3 stride 2": (3, 2, 1),
    "pool 2×2": (2, 2, 1),
}


def ways(kinds, size):
    """Return which pixels (columns) reach which cells (rows), without padding."""
    reach = np.eye(size)
    for kind in kinds:
        k, s, d = STACK[kind]
        firsts = range(0, len(reach) - d * (k - 1), s)
        reach = np.stack([sum(reach[first + tap * d] for tap in range(k)) for first in firsts])
    return reach


def seen(kinds, size, index):
    """Return the first and the last pixel that a cell sees."""
    pixels = np.flatnonzero(ways(kinds, size)[index])
    return int(pixels[0]), int(pixels[-1])


def numbers(text):
    return [int(number) for number in re.findall(r"-?\d+", text.replace("−", "-"))]


class TestReceptiveFieldStack:
    TITLE = "What a stack of layers sees"
    KINDS = ("conv 3×3", "conv 3×3", "pool 2×2", "conv 3×3", "pool 2×2", "conv 3×3")

    def start(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        return view

    def check(self, view, kinds):
        row, column = view.value("cell, row"), view.value("cell, column")
        rows, columns = seen(kinds, HEIGHT, row), seen(kinds, WIDTH, column)
        view.shows(
            f"The cell at row {row}, column {column} sees rows {rows[0]} to {rows[1]} "
            f"and columns {columns[0]} to {columns[1]}."
        )
        size = rows[1] - rows[0] + 1, columns[1] - columns[0] + 1
        view.shows(f"a field of {size[0]} × {size[1]} pixels")

    def test_layers_and_cells_by_dragging_and_by_keys(self, notebook):
        view = self.start(notebook)
        layers = view.drag("number of layers", 1.0)
        assert layers == 6
        self.check(view, self.KINDS)
        view.drag("cell, row", 0.3)
        view.drag("cell, column", 0.7)
        self.check(view, self.KINDS)
        view.press("cell, column", "ArrowLeft", times=2)
        self.check(view, self.KINDS)
        layers = view.press("number of layers", "ArrowLeft", times=3)
        self.check(view, self.KINDS[:layers])

    def test_other_layers_are_chosen_from_the_keyboard(self, notebook):
        view = self.start(notebook)
        box = view.dropdown("layer 1")
        box.focus()
        # Space opens the list; while it is closed, up and down belong to the notebook.
        for key in ("Space", "ArrowDown", "Enter"):
            view.page.keyboard.press(key)
        assert box.input_value() == "conv 5×5"
        view.dropdown("layer 2").select_option("conv 3×3 dilation 2")
        view.shows("2. conv 3×3 dilation 2")
        self.check(view, ("conv 5×5", "conv 3×3 dilation 2", "pool 2×2", "conv 3×3"))
        line = view.formula.splitlines()[1]
        assert numbers(line.split("r = ")[1])[:5] == [5, 2, 3, 1, 1]

    def test_padding_moves_the_field(self, notebook):
        view = notebook.view(self.TITLE, 1)
        view.reset()
        view.shows("sees rows −8 to 11 and columns −8 to 11.")
        view.shows("a field of 20 × 20 pixels")
        view.shows("Of these 400 places 256 lie outside the photo.")
        view.dropdown("padding").select_option("valid")
        view.shows("a field of 20 × 20 pixels")
        view.shows("sees rows 0 to 19 and columns 0 to 19.")
        view.reset()

    def test_the_panels_stand_in_one_row_and_holes_are_dotted(self, notebook):
        view = self.start(notebook)

        def places():
            boxes = [panel.bounding_box() for panel in view.picture.locator(".panels > svg").all()]
            return [(round(box["x"]), round(box["y"])) for box in boxes]

        before = places()
        assert len({y for _, y in before}) == 1
        assert view.picture.locator(".mark").first.evaluate("mark => mark.getAttribute('d')") == ""
        view.dropdown("layer 1").select_option("conv 3×3 dilation 2")
        view.dropdown("layer 2").select_option("conv 3×3 dilation 2")
        view.shows("1. conv 3×3 dilation 2")
        view.shows("2. conv 3×3 dilation 2")
        assert places() == before
        view.dropdown("layer 3").select_option("conv 1×1")
        view.dropdown("layer 4").select_option("conv 1×1")
        view.shows("It has holes: of the photo the cell reads 5 × 5 pixels only.")
        dots = view.picture.locator(".mark").first.evaluate("mark => mark.getAttribute('d')")
        assert dots.count("M") == 25
        assert places()[:2] == before[:2]
        view.reset()

    def test_touching_the_last_map_chooses_the_cell(self, notebook):
        view = self.start(notebook)
        area = view.picture.locator('[data-panel="output"]')
        area.scroll_into_view_if_needed()
        rows, columns = ways(self.KINDS[:4], HEIGHT).shape[0], ways(self.KINDS[:4], WIDTH).shape[0]
        assert (area.get_attribute("data-rows"), area.get_attribute("data-columns")) == (
            str(rows),
            str(columns),
        )
        box = area.bounding_box()
        x, y = 4.5 / columns * box["width"], 2.5 / rows * box["height"]
        view.page.mouse.move(box["x"] + x + 20, box["y"] + y + 20)
        view.page.mouse.move(box["x"] + x, box["y"] + y, steps=5)
        view.shows("The cell at row 2, column 4 sees")
        assert (view.value("cell, row"), view.value("cell, column")) == (2, 4)
        self.check(view, self.KINDS[:4])


class TestEffectiveField:
    TITLE = "The effective receptive field"

    def test_depth_by_dragging(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        depth = view.drag("depth", 0.9)
        assert depth > 15
        paths = np.ones(1)
        for _ in range(depth):
            paths = np.convolve(paths, np.ones(3))
        shares = np.sort(np.outer(paths**2, paths**2).ravel())[::-1].cumsum()
        count = int((shares < 0.95 * shares[-1]).sum()) + 1
        size = 2 * depth + 1
        view.shows(f"{size} × {size} = {size**2} pixels. The strongest {count} of them")
        pixels = view.pixels("gradient at each pixel")
        assert pixels.shape[:2] == (43, 43)
        view.reset()

    def test_random_weights_are_drawn_anew(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("network").select_option("random weights, ReLU")
        view.shows("10 layers of random weights, ReLU")
        first = view.pixels("gradient at each pixel")
        assert view.press("draw of weights", "ArrowRight") == 1
        view.shows("draw 1)")
        assert (view.pixels("gradient at each pixel") != first).any()
        view.tick("logarithmic map").check()
        view.shows("its power of ten, largest = 0")
        view.reset()
