"""Notebook 06 in JupyterLab: its explorers moved as a learner would, against plain NumPy."""

import numpy as np
import pytest

from cnnkit.explorers import ShiftedPooling
from cnnkit.explorers.pooling.pooling_maps import EXAMPLES

pytestmark = pytest.mark.timeout(300)

POOLING = "06_pooling.ipynb"


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

    def test_dragging_and_keys_pool_the_map(self, opened):
        view = opened(POOLING).view(self.TITLE)
        view.reset()
        pixels = np.array(EXAMPLES["small numbers, 5 × 7"], float)
        k = view.press("window size", "ArrowRight")
        s = view.drag("stride", 0.0)
        step = view.drag("step", 1.0)
        expected = pooled(pixels, k, s, np.max)
        assert (k, s, step) == (3, 1, len(expected) - 1)
        view.shows(f"its largest number is {written(expected)[-1]}.")
        assert view.numbers("max-pooled map") == written(expected)

    def test_the_mean_at_the_border(self, opened):
        view = opened(POOLING).view(self.TITLE, 1)
        view.reset()
        view.dropdown("pooling").select_option("average")
        pixels = np.array(EXAMPLES["all below zero, 4 × 6"], float)
        corner = pixels[:2, :2]
        view.shows(f"its mean is {written([corner.sum() / 9])[0]}.")
        view.tick("average: count").click()
        view.shows(f"its mean, pixels only, is {written([corner.mean()])[0]}.")
        view.reset()


class TestShiftedPooling:
    TITLE = "A map moved by some pixels"

    def test_two_pixels_move_the_pooled_map_by_one_cell(self, opened):
        view = opened(POOLING).view(self.TITLE)
        view.reset()
        assert view.press("shift right", "ArrowRight") == 2
        view.shows("moved back by 0 and 1 whole cells, 0 of change is left.")
        right = view.drag("shift right", 1.0)
        down = view.drag("shift down", 0.0)
        assert (right, down) == (4, -4)
        view.shows("moved back by −2 and 2 whole cells, 0 of change is left.")
        assert view.words == ShiftedPooling(right=4, down=-4).description

    def test_the_picture_is_that_of_another_window_and_measure(self, opened):
        view = opened(POOLING).view(self.TITLE)
        view.reset()
        view.dropdown("bars show").select_option("share of cells that change")
        window = view.press("window and stride", "ArrowRight", times=2)
        expected = ShiftedPooling(window=window, measure="share of cells that change")
        view.shows(
            f"With “max” moved back by 0 and 0 whole cells, "
            f"{expected.result.changes['max']:.2f} of change is left."
        )
        assert view.pixels("max, after").shape[:2] == expected.result.after["max"].shape
        view.reset()
