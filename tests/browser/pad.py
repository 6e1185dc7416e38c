"""The drawing pad of an explorer in the page: drawn on as a learner would, and held to account."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, expect

from cnnkit import images, pretrained
from cnnkit.explorers.training_a_cnn.ink import SIDE
from cnnkit.functional import softmax
from tests.browser.live_view import LiveView

TITLE = "Draw a digit"


class Pad:
    """The pad of one explorer, and the explorer's picture."""

    def __init__(self, notebook, width=1280):
        self.page = notebook.page
        self.page.set_viewport_size({"width": width, "height": 1000})
        self.notebook = notebook
        self.view: LiveView = notebook.view(TITLE)
        self.pad = self.view.box.locator(".cnnkit-pad")
        self.canvas: Locator = self.pad.locator("canvas")
        self.view.reset()
        self.clear()

    def button(self, name):
        return self.pad.get_by_role("button", name=name)

    def clear(self):
        self.button("Clear").click()
        self.view.shows("No ink")

    def lines(self, lines):
        """Return lines on a pad whose side is 1 as places of the page, on whole pixels."""
        self.canvas.scroll_into_view_if_needed()
        box = self.canvas.bounding_box()
        return [
            [
                (round(box["x"] + x * box["width"]), round(box["y"] + y * box["height"]))
                for x, y in line
            ]
            for line in lines
        ]

    def in_cells(self, lines):
        """Return lines of the page as lines of the pad's cells."""
        box = self.canvas.bounding_box()
        scale = SIDE / box["width"]
        return [
            [((x - box["x"]) * scale, (y - box["y"]) * scale) for x, y in line] for line in lines
        ]

    def draw(self, lines):
        """Draw with the mouse; return the lines in cells."""
        lines = self.lines(lines)
        mouse = self.page.mouse
        for first, *others in lines:
            mouse.move(*first)
            mouse.down()
            for place in others:
                mouse.move(*place, steps=3)
            mouse.up()
        return self.in_cells(lines)

    def ink(self):
        """Return what the pad shows, from 0 to 1, as (56, 56, 1)."""
        self.page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        levels = self.canvas.evaluate(
            "canvas => [...canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)"
            ".data].filter((_, place) => place % 4 == 0)"
        )
        return np.array(levels, np.float32).reshape(SIDE, SIDE, 1) / 255

    def check(self, ink, *, prepared=True):
        """Hold the page against the ink, prepared and read here; return what is read."""
        drawn = ink.reshape(28, 2, 28, 2, 1).mean(axis=(1, 3))
        given = images.like_mnist(drawn) if prepared else drawn
        shares = softmax(pretrained.digits_cnn().forward(given[np.newaxis])[0].astype(float))
        read = int(shares.argmax())
        article = "an" if read == 8 else "a"
        self.view.shows(f"Your drawing, {'prepared as MNIST was' if prepared else 'as it lies'}")
        self.view.shows(f"the network reads {article} {read} and is ")
        self.view.settle()
        sure = re.search(r"is (more than )?([\d.]+) % sure", self.view.words)
        assert float(sure[2]) / 100 == pytest.approx(shares[read], abs=0.002)
        for title, image in (("your ink", drawn), ("input", given)):
            shown = self.view.pixels(title)[:, :, 0] / 255
            assert np.abs(shown - image[:, :, 0]).max() < 0.02, title
        expect(self.pad.locator(".answer")).to_contain_text(f"reads {article} {read}: ")
        return read
