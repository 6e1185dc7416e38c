"""The explorers of notebook 17: dragged, operated from the keyboard, and counted anew."""

import re

import numpy as np
import pytest

from cnnkit.applications import detection
from cnnkit.explorers.object_detection.box_overlap import CELL, COLUMNS, ROWS
from cnnkit.explorers.object_detection.photos import face_map, face_windows
from cnnkit.explorers.object_detection.scenes import DIGITS_AND_CLOTHES, DIGITS_ONLY, found
from tests.browser.live_view import finger

pytestmark = pytest.mark.notebook("17_object_detection.ipynb")


class TestBoxOverlap:
    TITLE = "Intersection over union"

    def boxes(self, view):
        """Read both boxes from the sliders."""
        for name in ("blue", "pink"):
            row, column, height, width = (
                view.value(f"{name}, {part}") for part in ("row", "column", "height", "width")
            )
            yield row, column, row + height, column + width

    def test_sliders_and_keyboard(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.drag("pink, height", 0.9)
        view.drag("blue, column", 0.5)
        view.press("pink, row", "ArrowLeft", times=2)
        view.settle()
        first, second = self.boxes(view)
        expected = detection.iou([first], [second])[0, 0]
        stated = float(re.search(r"intersection over union ([\d.]+\d)", view.words)[1])
        assert stated == pytest.approx(expected, abs=6e-4)

    def test_the_pink_box_follows_the_pointer(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        before = list(self.boxes(view))
        view.drag_on("paper", (5.3 / COLUMNS, 4.3 / ROWS), (13.3 / COLUMNS, 7.3 / ROWS))
        blue, pink = self.boxes(view)
        assert blue == before[0]
        assert pink != before[1]
        assert pink[0] <= 7 < pink[2]
        assert pink[1] <= 13 < pink[3]

    def test_a_finger_drags_it_too_and_does_not_scroll_the_page(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        paper = view.picture.locator('[data-panel="paper"]')
        paper.scroll_into_view_if_needed()
        place, touch = paper.bounding_box(), finger(view.page)

        def at(row, column):
            return place["x"] + (column + 0.3) * CELL, place["y"] + (row + 0.3) * CELL

        touch("touchStart", at(3, 4))
        view.settle()
        steps = [at(row, 4 + row) for row in range(4, 9)]
        for step in steps:
            touch("touchMove", step)
            view.page.wait_for_timeout(100)
        touch("touchEnd")
        view.settle()
        _, (top, left, bottom, right) = self.boxes(view)
        assert top <= 8 < bottom
        assert left <= 12 < right
        assert paper.bounding_box() == place
        view.reset()

    def test_the_slips_are_shown_in_the_second_one(self, notebook):
        view = notebook.view(self.TITLE, index=1)
        view.reset()
        assert "Lengths below 0 let through would give 0.6." in view.words
        view.press("pink, row", "ArrowLeft", times=2)
        view.settle()
        assert "Lengths below 0 let through would give 0.6." not in view.words
        view.reset()


class TestFaceThresholds:
    TITLE = "Which boxes are left?"

    def test_both_thresholds(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("photo").select_option("coffee")
        score = view.drag("score, at least", 0.2)
        overlap = view.drag("overlap, at most", 0.3)
        view.press("score, at least", "ArrowLeft")
        score = view.value("score, at least")
        view.settle()
        boxes, scores = face_windows("coffee")
        reached = scores >= score
        kept = detection.non_maximum_suppression(boxes[reached], scores[reached], threshold=overlap)
        assert f"windows {reached.sum()} reach" in view.words
        assert re.search(rf"leaves {len(kept)} box", view.words)
        view.tick("show suppressed").check()
        view.settle()
        assert "(not drawn)" not in view.formula
        view.reset()


class TestFaceScoreMap:
    TITLE = "A map of faces at one scale"

    def test_every_scale_goes_to_its_best_window(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        for _ in range(3):
            size = view.press("window covers", "ArrowLeft", times=2)
            view.settle()
            scores = face_map("astronaut", size)
            row, column = np.unravel_index(scores.argmax(), scores.shape)
            assert (view.value("cell, row"), view.value("cell, column")) == (row, column)
            assert f"{(scores >= 0.6).sum()} of {scores.size} windows" in view.words
        view.drag("cell, column", 0.8)
        view.settle()
        place = view.value("cell, row"), view.value("cell, column")
        assert f"column {place[1]} has {scores[place]:.2f}".rstrip("0") in view.words
        view.reset()


class TestDetectionCurve:
    TITLE = "Precision and recall"

    @pytest.mark.parametrize("detector", [DIGITS_ONLY, DIGITS_AND_CLOTHES])
    def test_the_threshold_moves_the_counts(self, notebook, detector):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("it learned from").select_option(detector)
        threshold = view.drag("score, at least", 0.7)
        view.press("scene", "ArrowRight", times=3)
        view.settle()
        every = found(detector)
        shown = every.scores >= threshold
        assert f"{shown.sum()} boxes with a score" in view.words
        assert f"{every.right[shown].sum()} of them right" in view.words
        assert "In scene 3:" in view.words
        view.reset()
