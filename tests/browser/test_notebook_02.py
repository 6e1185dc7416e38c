"""The explorers of notebook 02 in JupyterLab, held against NumPy, SciPy and plain sums."""

import re

import numpy as np
import pytest
from scipy.signal import correlate2d

from cnnkit import datasets
from cnnkit.kernels import hand_made

pytestmark = pytest.mark.notebook("02_why_convolution.ipynb")


def number(text: str) -> float:
    return float(text.strip(" .").replace("−", "-").replace(",", ""))


class TestLineFit:
    TITLE = "A line that learns"
    X, Y = np.array([0, 0.5, 1, 1.5, 2]), np.array([-0.8, -0.4, 1.2, 2.4, 2.6])

    def loss(self, w, b):
        return np.mean((w * self.X + b - self.Y) ** 2)

    def test_by_hand_with_the_mouse_and_the_keyboard(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.drag("w (−2 to 4)", 0.7)
        w = view.press("w (−2 to 4)", "ArrowRight", times=2)
        b = view.press("b (−3 to 3)", "ArrowLeft", times=5)
        view.shows(f"has w = {w:g} and b = {b:g}".replace("-", "−"))
        stated = re.search(r"Its loss is ([^;]+);", view.words)[1]
        assert number(stated) == pytest.approx(self.loss(w, b), abs=0.006)

    def test_steps_go_downhill(self, notebook):
        view = notebook.view(self.TITLE, index=1)
        view.reset()
        view.press("learning rate", "ArrowRight", times=2)
        rate = view.value("learning rate")
        steps = view.drag("steps", 0.5)
        view.settle()
        w, b = -1.0, 1.0
        for _ in range(steps):
            error = w * self.X + b - self.Y
            w, b = w - rate * 2 * np.mean(error * self.X), b - rate * 2 * np.mean(error)
        view.shows(f"after {steps} steps")
        stated = re.search(r"w = (\S+) and b = (\S+) Its loss is ([^,]+),", view.words).groups()
        for text, expected in zip(stated, (w, b, self.loss(w, b)), strict=True):
            assert number(text) == pytest.approx(expected, abs=0.006)

    def test_steps_that_are_too_long_leave(self, notebook):
        view = notebook.view(self.TITLE, index=1)
        view.reset()
        view.press("learning rate", "End")
        view.press("steps", "End")
        view.shows("This line lies outside the landscape.")
        assert "follow the arrow" in view.picture.inner_html()
        view.reset()

    def test_it_plays(self, notebook):
        view = notebook.view(self.TITLE, index=1)
        view.reset()
        view.box.locator(".widget-play button").first.click()
        view.shows("after 8 steps")
        view.reset()
        view.page.wait_for_timeout(1200)
        assert view.value("steps") == 6, "it rests after a reset"

    def test_touching_the_map_starts_there(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.drag_on("map", (0.02, 0.02), (0.652, 0.652))
        assert view.value("w (−2 to 4)") == pytest.approx(-2 + 6 * 0.652, abs=0.11)
        assert view.value("b (−3 to 3)") == pytest.approx(3 - 6 * 0.652, abs=0.11)
        assert "smallest loss that any line has" in view.words


class TestDenseAgainstConvolution:
    TITLE = "Dense against convolution"

    def test_counts_follow_the_sliders(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        height, width = view.drag("image height", 0.9), view.press("image width", "ArrowRight")
        channels = view.press("channels", "ArrowRight")
        filters, k = view.drag("filters", 0.6), view.press("kernel size", "ArrowRight")
        view.settle()
        shared = k * k * channels * filters + filters
        dense = height * width * channels * filters + filters
        rows, columns = height - k + 1, width - k + 1
        view.shows(f"has {shared:,} weights and biases and gives {rows} × {columns} numbers")
        view.shows(f"has {dense:,} and gives {filters}")
        own = rows * columns * (k * k * channels + 1) * filters
        assert f"windows with weights of their own have {own:,}." in view.words

    def test_the_output_drawn_cannot_leave_the_row(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        assert view.drag("output drawn", 1.0) == 7
        view.press("kernel size", "End")
        view.shows("output 5 sees inputs 5 to 9")
        assert view.value("output drawn") == 5


class TestShuffledPixels:
    TITLE = "Shuffled pixels"

    def test_blocks_keep_every_pixel(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        first = view.drag("first image", 0.4)
        view.press("side of a block", "End")
        view.shows("784 blocks")
        before, after = view.pixels("as they are"), view.pixels("shuffled")
        assert before.shape == after.shape == (28, 4 * 28 + 9, 3)
        labels = datasets.digits().y_test[first : first + 4]
        assert "digits {}, {}, {} and {} are".format(*labels) in view.words
        for place in range(4):
            part = np.s_[:, place * 31 : place * 31 + 28, 0]
            assert sorted(before[part].flat) == sorted(after[part].flat)
            assert (before[part] != after[part]).mean() > 0.1
        accuracies = [float(text) for text in re.findall(r"([\d.]+) %", view.words)]
        assert len(accuracies) == 4
        assert max(accuracies[:2]) > accuracies[2]
        assert view.picture.locator("polyline").count() == 3


class TestMovedImage:
    TITLE = "Equivariant or invariant"

    def test_the_map_moves_along(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.press("down", "ArrowUp")
        view.press("across", "ArrowLeft")
        view.settle()
        down, across = view.value("down"), view.value("across")
        assert (down, across) == (4, -6)
        view.shows("moved along, to the last number")
        digit = datasets.digits().x_test[view.value("test image"), :, :, 0] / 255
        canvas = np.zeros((36, 44))
        canvas[4 + down : 32 + down, 8 + across : 36 + across] = digit
        expected = correlate2d(canvas, hand_made("vertical edges"), mode="valid")
        largest = re.search(r"of the map was (\S+) and is (\S+)\. A", view.words).groups()
        assert [number(text) for text in largest] == pytest.approx([expected.max()] * 2, abs=0.006)
        shown = view.pixels("moved image")[:, :, 0]
        np.testing.assert_allclose(shown / 255, canvas, atol=0.01)

    def test_padding_shows_at_the_border(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.drag("down", 0.75)
        view.shows("Part of it has left the image. Its feature map has moved along")
        view.dropdown("padding").select_option("zeros")
        view.shows("Part of it has left the image. Its feature map is not the moved map")
        view.press("down", "End")
        view.shows("All of it has left the image.")
        view.reset()

    def test_a_stride_spoils_it(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.drag("stride", 0.34)
        view.shows("Its feature map is not the moved map")
        view.dropdown("kernel").select_option("outline")
        view.settle()
        assert view.value("stride") == 2
        assert "not the moved map" in view.words
