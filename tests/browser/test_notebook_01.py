"""The explorers of notebook 01 in JupyterLab, compared with plain NumPy and Pillow."""

import re

import numpy as np
import pytest
from PIL import Image

from cnnkit.explorers.photos import small_photo

pytestmark = pytest.mark.notebook("01_images_as_tensors.ipynb")


def as_bytes(name, longest_side=256):
    photo = small_photo(name, grey=False, longest_side=longest_side)
    return np.rint(photo * np.float32(255)).astype(int)


def assert_nearly_same(shown, expected, tolerance=2):
    assert shown.shape == expected.shape
    assert np.abs(shown.astype(int) - expected).max() <= tolerance


class TestPixelProbe:
    TITLE = "The pixel probe"

    def test_dragged_probe_reads_the_pixel(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("photo").select_option("rocket")
        row, column = view.drag("row", 0.7), view.drag("column", 0.25)
        row = view.press("row", "ArrowUp", times=2)
        view.shows(f"X[{row}, {column}]")
        pixel = as_bytes("rocket")[row, column]
        assert f"[{', '.join(map(str, pixel))}]" in view.formula
        assert f"red {pixel[0]}, green {pixel[1]}, blue {pixel[2]} (uint8)" in view.words
        top, left = min(max(row - 2, 0), 171 - 5), min(max(column - 2, 0), 256 - 5)
        close = as_bytes("rocket")[top : top + 5, left : left + 5]
        assert_nearly_same(view.pixels("5 × 5 pixels, enlarged"), close, tolerance=1)

    def test_numbers_of_the_channels(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("show").select_option("numbers at the probe")
        view.shows("as 5 × 5 numbers")
        row, column = view.value("row"), view.value("column")
        close = as_bytes("coffee")[row - 2 : row + 3, column - 2 : column + 3]
        for channel, colour in enumerate(("red", "green", "blue")):
            numbers = view.numbers(f"channel {channel}, {colour}")
            assert numbers == [str(value) for value in close[:, :, channel].ravel()]
        view.dropdown("numbers as").select_option("floats, 0 to 1")
        view.shows("float32")
        expected = [f"{value / 255:.2f}" for value in close[:, :, 2].ravel()]
        assert view.numbers("channel 2, blue") == expected
        view.reset()

    def test_touching_the_photo_moves_the_probe(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        area = view.picture.locator('[data-panel="photo"]')
        area.scroll_into_view_if_needed()
        box = area.bounding_box()
        view.page.mouse.move(box["x"] + 5, box["y"] + 5)
        x, y = (100.5 / 256) * box["width"], (50.5 / 171) * box["height"]
        view.page.mouse.move(box["x"] + x, box["y"] + y, steps=5)
        view.shows("X[50, 100]")
        assert (view.value("row"), view.value("column")) == (50, 100)


class TestPreprocessing:
    TITLE = "Four ways to prepare a photo"

    @staticmethod
    def scaled(image, height, width):
        """Resize by Pillow, a channel at a time, in floats."""
        channels = [
            Image.fromarray(np.ascontiguousarray(image[:, :, c])).resize(
                (width, height), Image.Resampling.BILINEAR
            )
            for c in range(3)
        ]
        return np.stack([np.asarray(channel) for channel in channels], axis=2)

    def test_every_way_shows_what_pillow_makes(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("photo").select_option("chelsea")
        size = view.press("target size", "ArrowLeft", times=2)
        percent = view.drag("crop side", 0.5)
        row, column = view.drag("crop row", 0.2), view.drag("crop column", 0.9)
        side = 128 * percent // 100
        view.shows(f"around ({row}, {column}) → {size} × {size}")
        photo = small_photo("chelsea", grey=False, longest_side=192)
        assert photo.shape == (128, 192, 3)
        stretched = self.scaled(photo, size, size)
        assert_nearly_same(view.pixels("resized"), stretched * 255)
        top, left = row - side // 2, column - side // 2
        part = self.scaled(photo[top : top + side, left : left + side], size, size)
        assert_nearly_same(view.pixels("cropped"), part * 255)
        outside = 1 - side**2 / (128 * 192)
        assert f"{outside:.0%} of its pixels are gone" in view.words
        fitted = round(size * 128 / 192)
        boxed = view.pixels("letterboxed")
        above = (size - fitted) // 2
        expected = self.scaled(photo, fitted, size) * 255
        assert_nearly_same(boxed[above : above + fitted], expected)
        assert set(boxed[:above].ravel().tolist()) == {0}
        back = self.scaled(stretched, 128, 192)
        off = np.abs(back - photo).mean() * 255
        stated = re.search(rf"resized, 128 × 192 → {size} × {size}: ([\d.]+)", view.formula)[1]
        assert float(stated) == pytest.approx(off, abs=0.07)

    def test_a_rule_places_the_crop(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("photo").select_option("rocket")
        view.dropdown("crop").select_option("in the middle")
        view.shows("Cropped in the middle")
        assert (view.value("crop row"), view.value("crop column")) == (64, 96)
        view.reset()


class TestVideoScrubber:
    TITLE = "A video, scrubbed along time"

    def test_both_cuts(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("photo").select_option("astronaut")
        speed = view.press("speed", "ArrowLeft", times=3)
        assert speed == -1
        t, row = view.drag("t (0", 0.6), view.drag("row of", 0.3)
        t = view.press("t (0", "ArrowRight")
        view.shows(f"In the middle frame {t}; on the right row {row}")
        photo = as_bytes("astronaut")
        top, left = (256 - 72) // 2, (256 - 128) // 2 + 20
        frames = [photo[top : top + 72, left - n : left - n + 128] for n in range(41)]
        assert_nearly_same(view.pixels(f"video[{t}], one frame"), frames[t], tolerance=1)
        cut = np.repeat([frame[row] for frame in frames], 2, axis=0)
        title = f"video[:, {row}], over time"
        assert_nearly_same(view.pixels(title), cut, tolerance=1)
        assert "leans to the right, 1 pixel a frame" in view.words

    def test_it_plays_to_the_end(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.press("t (0", "End")
        view.press("t (0", "ArrowLeft", times=4)
        view.shows("In the middle frame 36")
        view.box.locator(".widget-play button").first.focus()
        view.page.keyboard.press("Enter")
        view.shows("In the middle frame 40")
        view.reset()
