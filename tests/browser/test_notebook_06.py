"""Notebook 06 in JupyterLab: its explorers moved as a learner would, against plain NumPy."""

import numpy as np
import pytest

from cnnkit.explorers import ShiftedPooling
from cnnkit.explorers.pooling.pooling_maps import EXAMPLES

pytestmark = pytest.mark.notebook("06_pooling.ipynb")


def pooled(pixels, k, s, rule):
    """Return what a rule makes of each window, in reading order."""
    height, width = pixels.shape
    return [
        rule(pixels[top : top + k, left : left + k])
        for top in range(0, height - k + 1, s)
        for left in range(0, width - k + 1, s)
    ]


def written(values):
    """Write numbers as the pictures do."""
    return [f"{value:.2f}".rstrip("0").rstrip(".").replace("-", "−") for value in values]


class TestPoolingWindow:
    TITLE = "The pooling window, step by step"

    def test_dragging_and_keys_pool_the_map(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        pixels = np.array(EXAMPLES["small numbers, 5 × 7"], float)
        k = view.press("window size", "ArrowRight")
        s = view.drag("stride", 0.0)
        step = view.drag("step", 1.0)
        expected = pooled(pixels, k, s, np.max)
        assert (k, s, step) == (3, 1, len(expected) - 1)
        view.shows(f"its largest number is {written(expected)[-1]}.")
        assert view.numbers("max-pooled map") == written(expected)

    def test_what_padding_counts_as(self, notebook):
        view = notebook.view(self.TITLE, 1)
        view.reset()
        pixels = np.array(EXAMPLES["all below zero, 4 × 6"], float)
        corner = pixels[:2, :2]
        view.shows(f"its largest number is {written([corner.max()])[0]}.")
        view.dropdown("padding counts as").select_option("0")
        view.shows("its largest number is 0.")
        view.dropdown("pooling").select_option("average")
        view.shows(f"its mean is {written([corner.sum() / 9])[0]}.")
        view.dropdown("padding counts as").select_option("nothing")
        view.shows(f"its mean, without the padding, is {written([corner.mean()])[0]}.")
        view.reset()


class TestShiftedPooling:
    TITLE = "A map moved by some pixels"

    def test_two_pixels_move_the_pooled_map_by_one_cell(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        assert view.press("shift right", "ArrowRight") == 2
        view.shows("(pooled maps: 1 cell left): map 0.00, max 0.00, average 0.00")
        before = view.pixels("after − before")
        view.dropdown("after − before").select_option("after moving back")
        view.shows("‖moved back − before‖")
        moved_back = view.pixels("moved back − before")
        assert np.ptp(before.reshape(-1, 3), axis=0).any()
        assert not np.ptp(moved_back.reshape(-1, 3), axis=0).any()
        view.dropdown("after − before").select_option("at the same place")
        right = view.drag("shift right", 1.0)
        down = view.drag("shift down", 0.0)
        assert (right, down) == (4, -4)
        view.shows("(pooled maps: 2 cells down, 2 left): map 0.00, max 0.00, average 0.00")
        assert view.words == ShiftedPooling(right=4, down=-4).description

    def test_the_picture_is_that_of_another_window_and_measure(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("bars show").select_option("share of cells that change")
        window = view.press("window and stride", "ArrowRight", times=2)
        expected = ShiftedPooling(window=window, measure="share of cells that change")
        view.shows(
            f"map {expected.result.changes['map']:.2f}, max {expected.result.changes['max']:.2f}"
        )
        assert view.pixels("max, after").shape[:2] == expected.result.after["max"].shape
        view.reset()
