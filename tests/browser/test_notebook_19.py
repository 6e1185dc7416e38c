"""The explorers of notebook 19: dragged, operated from the keyboard, and computed anew."""

import re
import time

import numpy as np
import pytest
from playwright.sync_api import expect

from cnnkit import images
from cnnkit.applications import super_resolution as sr
from cnnkit.explorers.super_resolution.pieces import truth

pytestmark = pytest.mark.notebook("19_super_resolution.ipynb")


def number_in(text: str) -> float:
    return float(text.replace("−", "-").rstrip("."))


class TestManyFromOne:
    TITLE = "One small picture, many large ones"

    def test_the_large_pictures_move_apart_and_the_small_ones_do_not(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        before, small = view.pixels("another"), view.pixels("other, shrunk")
        amount = view.drag("amount", 0.95)
        view.press("amount", "ArrowLeft")
        view.settle()
        assert amount > 0.8
        assert (view.pixels("another") != before).any()
        # One step of the 127 grey steps at most, where a number lies between two.
        change = view.pixels("other, shrunk").astype(int) - small.astype(int)
        assert abs(change).max() <= 3
        assert "on a screen they are the same picture" in view.words
        view.dropdown("detail from").select_option("the bricks")
        view.shows("the bricks added")
        view.press("scale", "ArrowRight")
        view.shows("Shrunk 4 times")
        view.reset()


class TestBeforeAndAfter:
    TITLE = "Before and after"

    def test_the_divider_by_mouse_keyboard_and_touch(self, notebook):
        view = notebook.view(self.TITLE, index=1)
        view.reset()
        place = view.drag("divider", 0.8)
        place = view.press("divider", "ArrowLeft")
        view.shows(f"Left of column {place} bicubic")
        view.drag_on("square", (0.8, 0.5), (0.255, 0.5))
        view.shows("Left of column 24 bicubic")
        view.reset()

    def test_the_numbers_are_those_of_the_square(self, notebook):
        view = notebook.view(self.TITLE, index=1)
        view.reset()
        view.dropdown("photo").select_option("text")
        view.dropdown("left of it").select_option("bilinear")
        row = view.drag("square, row", 0.7)
        column = view.press("square, column", "ArrowRight", times=5)
        view.settle()
        piece = truth("text")
        large = sr.enlarge(sr.shrink(piece, 2), 2, method="bilinear")
        square = slice(row, row + 96), slice(column, column + 96)
        expected = images.psnr(large[square].clip(0, 1), piece[square])
        stated = re.search(r"bilinear ([\d.]+) dB and SSIM ([\d.]+)", view.words)
        assert float(stated[1]) == pytest.approx(expected, abs=0.051)
        shown, wanted = view.pixels("bilinear | network"), view.pixels("as it was")
        assert shown.shape == wanted.shape == (96, 96, 3)
        np.testing.assert_allclose(wanted[:, :, 0] / 255, piece[square][:, :, 0], atol=0.005)
        view.reset()

    def test_another_shrinking_and_another_scale(self, notebook):
        view = notebook.view(self.TITLE, index=1)
        view.reset()
        view.dropdown("shrunk by").select_option("every nth pixel")
        view.shows("by every nth pixel and enlarged")
        assert "−" in view.formula
        view.press("scale", "ArrowRight")
        view.shows("shrunk 3 times")
        view.reset()


class TestPictureQuality:
    TITLE = "Two numbers for a spoilt picture"

    def test_more_strength_means_fewer_decibels(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("spoilt by").select_option("noise")
        view.shows("noise at strength 4")
        before = float(re.search(r"PSNR ([\d.]+) dB", view.words)[1])
        strength = view.drag("strength", 0.9)
        view.press("strength", "ArrowLeft")
        view.settle()
        after = float(re.search(r"PSNR ([\d.]+) dB", view.words)[1])
        assert after == pytest.approx(before - 20 * np.log10((strength - 1) / 4), abs=0.5)
        view.reset()


class TestChannelsToPixels:
    TITLE = "Channels become pixels"

    def test_the_numbers_fill_the_picture_in_order(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        step = view.drag("pixel", 0.7)
        view.settle()
        assert view.numbers("large picture") == [str(k) for k in range(step + 1)]
        view.dropdown("channels go").select_option("down the columns")
        view.shows("rows and columns are swapped")
        assert view.numbers("large picture")[:6] == ["0", "6", "2", "8", "4", "10"]
        view.press("block", "ArrowRight")
        view.shows("9 channels of 2 × 3")
        view.reset()


class TestSuperResolutionTraining:
    TITLE = "A network that learns to sharpen"

    def test_within_a_minute_it_beats_bicubic_by_a_decibel(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        expect(view.picture).to_contain_text("adds nothing to bicubic")
        view.box.get_by_role("button", name="Start").click()
        begun, gain = time.monotonic(), 0.0
        while gain < 1 and time.monotonic() < begun + 60:
            found = re.search(r"astronaut (−?[\d.]+) dB", view.words)
            gain = number_in(found[1]) if found else 0.0
            view.page.wait_for_timeout(200)
        assert gain >= 1
        view.box.get_by_role("button", name="Pause").click()
        view.shows("After step")
        assert re.search(r"1 dB at step \d+, after [\d.]+ s", view.formula)
        view.dropdown("held-out photo").select_option("text")
        view.shows("text")
        assert view.pixels("bicubic + network").shape == (72, 72, 3)
        assert (view.pixels("bicubic + network") != view.pixels("bicubic")).any()
        view.box.get_by_role("button", name="Stop").click()
        view.reset()
        view.shows("adds nothing to bicubic")
