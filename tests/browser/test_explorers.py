"""Explorers in JupyterLab: dragged, operated from the keyboard, and compared with SciPy."""

import re

import matplotlib
import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.signal import correlate2d

from cnnkit.explorers.convolution.sliding_window import EXAMPLES
from cnnkit.explorers.photos import small_photo
from cnnkit.kernels import hand_made


def red_and_blue(feature_map: NDArray[np.floating]) -> NDArray[np.uint8]:
    """Colour a signed map as the course says, without using the course's own code."""
    limit = np.abs(feature_map).max()
    steps = 127
    colours = matplotlib.colormaps["RdBu_r"](np.linspace(0, 1, steps), bytes=True)[:, :3]
    places = np.rint((feature_map / limit + 1) / 2 * (steps - 1)).astype(int)
    return colours[places]


def assert_same_picture(shown: NDArray[np.uint8], expected: NDArray[np.uint8]) -> None:
    """Allow a colour's neighbour where rounding falls between the two."""
    assert shown.shape == expected.shape
    difference = np.abs(shown.astype(int) - expected.astype(int)).max(axis=-1)
    assert (difference > 0).mean() < 0.02
    assert difference.max() <= 24


def minus(text: str) -> str:
    return text.replace("-", "−")


def last_number(formula: str) -> float:
    """Return what a formula's last sign of equality is followed by."""
    return float(re.split("[=≈]", formula)[-1].strip().replace("−", "-"))


@pytest.mark.notebook("00_start_here.ipynb")
class TestKernelOnPhoto:
    TITLE = "One kernel on a photo"

    def test_sliders_move_the_window(self, notebook):
        view = notebook.view(self.TITLE)
        photo = small_photo("camera", grey=True)
        fields = view.box.locator(".widget-text input").all()
        kernel = np.array([float(field.input_value()) for field in fields]).reshape(3, 3)
        row = view.drag("window, row", 0.3)
        column = view.press("window, column", "ArrowRight", times=3)
        view.shows(f"Y[{row}, {column}]")
        answer = (photo[row : row + 3, column : column + 3] * kernel).sum()
        assert last_number(view.formula) == pytest.approx(float(answer), abs=0.006)
        assert f"At row {row}, column {column} it answers" in view.words

    def test_an_edited_number_changes_the_map(self, notebook):
        view = notebook.view(self.TITLE)
        fields = view.box.locator(".widget-text input")
        assert fields.count() == 9
        for place, weight in enumerate((0, 0, 0, 0, 2, 0, 0, 0, -3)):
            fields.nth(place).fill(str(weight))
            fields.nth(place).press("Tab")
        kernel = np.array([[0, 0, 0], [0, 2, 0], [0, 0, -3]])
        expected = correlate2d(small_photo("camera", grey=True), kernel, mode="valid")
        view.shows(f"from {minus(f'{expected.min():.2f}')} to")
        assert_same_picture(view.pixels("feature map"), red_and_blue(expected))
        view.reset()
        view.shows("·(−1)")

    def test_touching_the_photo_moves_the_window(self, notebook):
        view = notebook.view(self.TITLE)
        view.drag_on("photo", (0.02, 0.02), (128.5 / 256, 64.5 / 256))
        # Pixel (64, 128) lies under the pointer and in the window's middle.
        view.shows("Y[63, 127]")
        assert (view.value("window, row"), view.value("window, column")) == (63, 127)

    def test_another_photo_keeps_the_window_on_it(self, notebook):
        view = notebook.view(self.TITLE)
        view.press("window, row", "End")
        view.dropdown("photo").select_option("rocket")
        rows = small_photo("rocket", grey=True).shape[0]
        view.shows(f"feature map of {rows - 2} × 254")
        assert view.value("window, row") == rows - 3
        view.reset()
        view.shows("“camera”")


@pytest.mark.notebook("04_padding_and_stride.ipynb")
class TestSlidingWindow:
    TITLE = "The sliding window, step by step"

    def reset(self, notebook):
        view = notebook.view(self.TITLE)
        view.dropdown("input and kernel").select_option("small numbers, 4 × 5")
        view.press("stride", "Home")
        view.press("padding", "Home")
        view.press("window", "Home")
        view.shows("Step 1 of 12")
        return view

    def test_steps_from_the_keyboard(self, notebook):
        view = self.reset(notebook)
        pixels, kernel = (np.array(part) for part in EXAMPLES["small numbers, 4 × 5"])
        expected = correlate2d(pixels, kernel, mode="valid")
        step = view.press("window", "ArrowRight", times=6)
        view.shows(f"Step {step + 1} of {expected.size}")
        assert view.numbers("feature map") == [str(n) for n in expected.flat[: step + 1]]
        assert last_number(view.formula) == expected.flat[step]

    def test_stride_and_padding_by_dragging(self, notebook):
        view = self.reset(notebook)
        pixels, kernel = (np.array(part) for part in EXAMPLES["small numbers, 4 × 5"])
        padding = view.drag("padding", 1.0)
        stride = view.press("stride", "ArrowRight")
        expected = correlate2d(np.pad(pixels, padding), kernel, mode="valid")[::stride, ::stride]
        view.drag("window", 1.0)
        view.shows(f"Step {expected.size} of {expected.size}")
        assert view.numbers("feature map") == [str(n) for n in expected.flat]

    def test_it_plays_and_pauses(self, notebook):
        view = self.reset(notebook)
        buttons = view.box.locator(".widget-play button")
        buttons.first.focus()
        view.page.keyboard.press("Enter")
        view.shows("Step 3 of 12")
        view.page.keyboard.press("Enter")
        view.page.wait_for_timeout(300)
        paused = view.words
        view.page.wait_for_timeout(1500)
        assert view.words == paused


@pytest.mark.notebook("04_padding_and_stride.ipynb")
class TestKernelGallery:
    TITLE = "The kernel gallery"

    def test_every_setting_reaches_the_map(self, notebook):
        view = notebook.view(self.TITLE)
        view.dropdown("photo").select_option("coffee")
        view.dropdown("kernel").select_option("sharpen")
        view.dropdown("padding").select_option("full")
        if view.tick("take").is_checked():
            view.tick("take").uncheck()
        size = view.press("kernel size", "ArrowRight")
        stride = view.drag("stride", 0.3)
        dilation = view.press("dilation", "ArrowRight")
        span = dilation * (size - 1) + 1
        spread = np.zeros((span, span))
        spread[::dilation, ::dilation] = hand_made("sharpen", size)
        photo = small_photo("coffee", grey=True, longest_side=192)
        expected = correlate2d(photo, spread, mode="full")[::stride, ::stride]
        view.shows(f"feature map of {expected.shape[0]} × {expected.shape[1]}")
        view.shows(f"at stride {stride}, padding full, dilation {dilation}")
        assert_same_picture(view.pixels("feature map"), red_and_blue(expected))

    def test_colours_taken_apart_add_up(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("photo").select_option("astronaut")
        view.tick("take").check()
        view.shows("red, green and blue each by itself")
        state = {key: view.value(key) for key in ("kernel size", "stride", "dilation")}
        assert state["dilation"] == 1
        kernel = hand_made(view.dropdown("kernel").input_value(), state["kernel size"])
        view.dropdown("padding").select_option("full")
        view.shows("padding full")
        photo = small_photo("astronaut", grey=False, longest_side=192)
        stride = state["stride"]
        maps = [
            correlate2d(photo[:, :, channel], kernel, mode="full")[::stride, ::stride]
            for channel in range(3)
        ]
        assert_same_picture(view.pixels("feature map"), red_and_blue(sum(maps)))
        limit = np.abs(maps).max()
        view.panel("map of green").get_by_text(f"{limit:.2f}".rstrip("0"), exact=True).wait_for()


@pytest.mark.notebook("04_padding_and_stride.ipynb")
class TestShapeExplorer:
    TITLE = "The shape explorer"

    @staticmethod
    def windows(size: int, kernel_size: int, stride: int, padding: int, dilation: int):
        """Try every beginning: which pixels does each window that fits touch?"""
        touched = []
        for begin in range(-padding, size + padding, stride):
            pixels = [begin + dilation * tap for tap in range(kernel_size)]
            if pixels[-1] < size + padding:
                touched.append(pixels)
        return touched

    def test_sizes_remainder_and_use(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("padding").select_option("a number of pixels a side")
        height, width = view.drag("input height", 0.6), view.drag("input width", 0.9)
        k = view.press("kernel size", "ArrowRight")
        s = view.press("stride", "ArrowRight", times=2)
        p = view.press("pixels", "ArrowRight")
        view.settle()
        rows = self.windows(height, k, s, p, view.value("dilation"))
        columns = self.windows(width, k, s, p, view.value("dilation"))
        view.shows(f"gives an output of {len(rows)} × {len(columns)}.")
        use = np.outer(
            [sum(pixels.count(n) for pixels in rows) for n in range(height)],
            [sum(pixels.count(n) for pixels in columns) for n in range(width)],
        )
        assert view.numbers("windows that use each pixel") == [str(n) for n in use.flat]
        left_over = height + p - 1 - rows[-1][-1]
        assert (f"{left_over} left over" in view.formula.splitlines()[0]) == (left_over > 0)

    def test_impossible_settings_cannot_be_reached(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("padding").select_option("valid")
        view.drag("kernel size", 1.0)
        view.press("input height", "Home")
        view.shows("An input of 1 ×")
        assert view.value("kernel size") == 1
        assert "cannot" not in view.words

    def test_touching_the_output_moves_the_window(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        area = view.picture.locator('[data-panel="output"]')
        area.scroll_into_view_if_needed()
        box = area.bounding_box()
        rows, columns = (int(area.get_attribute(f"data-{axis}")) for axis in ("rows", "columns"))
        view.page.mouse.move(box["x"] + 2, box["y"] + 2)
        view.page.mouse.move(box["x"] + box["width"] - 3, box["y"] + box["height"] - 3, steps=4)
        view.settle()
        assert view.value("window, row") == rows - 1
        assert view.value("window, column") == columns - 1
