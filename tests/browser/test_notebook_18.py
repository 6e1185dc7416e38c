"""The explorers of notebook 18 in the page: two maps and their matrix, and the painter."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, expect

from cnnkit.applications.style_transfer import gram_matrix, maps_of
from cnnkit.explorers import GramOfLayer, StylePainter
from cnnkit.explorers.style_transfer.pictures import picture
from cnnkit.pretrained import VGG_LAYERS, VGG_MEAN, vgg_features
from tests.browser.live_view import LiveView

pytestmark = pytest.mark.notebook("18_style_transfer.ipynb")


def strongest(name: str, layer: str) -> np.ndarray:
    """Compute the Gram matrix of the 24 strongest channels anew."""
    inner = VGG_LAYERS[layer]
    maps = maps_of(vgg_features(), picture(name, 64) - VGG_MEAN, [inner])[inner]
    gram = gram_matrix(maps)
    order = np.argsort(-np.diag(gram), kind="stable")[:24]
    return gram[np.ix_(order, order)]


def mean_said(view: LiveView) -> float:
    return float(re.search(r"places is ([\d.]+)\.", view.words)[1])


@pytest.fixture
def gram(notebook) -> LiveView:
    view = notebook.view(GramOfLayer.title)
    view.reset()
    yield view
    view.reset()


@pytest.fixture
def painter(notebook) -> LiveView:
    view = notebook.view(StylePainter.title)
    view.reset()
    yield view
    view.reset()


class TestGramOfLayer:
    def test_dragging_and_keys_choose_a_number_of_the_matrix(self, gram):
        first = gram.drag("map a (1 to 24)", 0.5)
        second = gram.press("map b (1 to 24)", "ArrowRight", times=3)
        gram.settle()
        expected = strongest("brick", "conv1_1")[int(first) - 1, int(second) - 1]
        assert abs(mean_said(gram) - expected) <= 0.0006

    def test_shuffled_places_change_the_maps_and_no_number(self, gram):
        before, maps = mean_said(gram), gram.pixels("map a")
        gram.tick("places shuffled").click()
        gram.shows("The places are shuffled")
        assert mean_said(gram) == before
        assert not np.array_equal(gram.pixels("map a"), maps)


def line(view: LiveView) -> Locator:
    """The words that say how far the run is."""
    return view.box.locator(".cnnkit-run")


def press(view: LiveView, name: str) -> None:
    view.box.get_by_role("button", name=name, exact=True).click()


class TestStylePainter:
    def test_it_paints_pauses_and_follows_the_weights(self, painter):
        before = painter.pixels("made")
        press(painter, "Start")
        expect(line(painter)).to_have_attribute("data-run", "running")
        expect(painter.picture.locator("figcaption")).to_contain_text("the style loss is")
        press(painter, "Pause")
        expect(line(painter)).to_contain_text("Paused at step")
        painter.settle()
        after = painter.pixels("made")
        assert not np.array_equal(after, before)
        share = float(re.search(r"([\d.]+) % of the first", painter.words)[1])
        assert 0 < share <= 100

        painter.press("style weight", "Home")
        painter.settle()
        assert re.match(r"L = 1 · [\d.]+ \+ 0 · ", painter.formula)
        press(painter, "Stop")
        expect(line(painter)).to_contain_text("Stopped")

    def test_the_size_is_that_of_the_picture(self, painter):
        painter.press("size (pixels)", "Home")
        painter.settle()
        assert painter.pixels("made").shape[:2] == (64, 64)
        given = np.round(picture("chelsea", 64) * 63) / 63
        np.testing.assert_allclose(painter.pixels("made")[..., :3] / 255, given, atol=0.01)
