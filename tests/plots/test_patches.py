"""Sheets of patches: a row for each name, the pixels as they are."""

import numpy as np

from cnnkit.insight import Patch
from cnnkit.plots import patches


def test_each_patch_stands_in_the_row_of_its_name(monkeypatch):
    shown = []
    monkeypatch.setattr(patches, "show", lambda figure, words: shown.append((figure, words)))
    pixels = np.random.default_rng(0).random((2, 3, 4, 5, 1))
    rows = {
        name: [Patch(part, 1.0, 0, (0, 0), (0, 0)) for part in row]
        for name, row in zip(("upper", "lower"), pixels, strict=True)
    }
    patches.show_patches(rows, "Six patches.")
    ((figure, words),) = shown
    assert words == "Six patches."
    drawn = [axes.images[0].get_array() for axes in figure.axes]
    np.testing.assert_array_equal(drawn, pixels.reshape(6, 4, 5))
    assert [axes.get_ylabel() for axes in figure.axes] == ["upper", "", "", "lower", "", ""]
