"""What a learner does in a notebook, and what they see, in words of the page."""

import base64
import io
import re
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tools.jupyterlab import IDLE

SETTLED_MILLISECONDS = 10_000
"""Loose, for a busy machine; how fast it is, the benchmarks say."""


def finger(page: Page) -> Callable[..., None]:
    """Return what touches a page as a finger does: ``touchStart``, ``touchMove``, ``touchEnd``."""
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in places]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    return touch


ASK = """() => {
    const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
    return kernel.requestKernelInfo().then(() => null);
}"""
"""Ask the kernel who it is, and wait for the answer."""


class LiveNotebook:
    """A notebook in JupyterLab, with what its page complains about."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on(
            "console",
            lambda message: (
                self.complaints.append(message.text) if message.type == "error" else None
            ),
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def close(self) -> None:
        """Stop the kernel and close the page."""
        self.page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
        self.page.close()

    def view(self, title: str, index: int = 0) -> "LiveView":
        """Return the explorer of this title; of several, the one at ``index``."""
        picture = self.page.locator(f'.cnnkit-picture:has([aria-label^="{title}"])').nth(index)
        name = picture.get_attribute("data-picture")
        return LiveView(self.page, f'[data-picture="{name}"]')


class LiveView:
    """One explorer in the page."""

    def __init__(self, page: Page, picture: str) -> None:
        self.page = page
        self.picture = page.locator(picture)
        # The nearest box that holds both the picture and its controls.
        self.box = page.locator(f".widget-vbox:has({picture})").last

    def slider(self, label: str) -> Locator:
        """Return the handle of the slider whose label begins so."""
        return self._labelled(".widget-slider", label).locator(".noUi-handle")

    def dropdown(self, label: str) -> Locator:
        return self._labelled(".widget-dropdown", label).locator("select")

    def tick(self, label: str) -> Locator:
        return self._labelled(".widget-checkbox", label).locator("input")

    def _labelled(self, kind: str, label: str) -> Locator:
        return self.box.locator(kind).filter(
            has_text=re.compile(rf"^[\s\u200b]*{re.escape(label)}")
        )

    def value(self, label: str) -> Any:
        """Return the number or the word beside a slider."""
        text = self._labelled(".widget-slider", label).locator(".widget-readout").inner_text()
        try:
            number = float(text.replace("−", "-"))
        except ValueError:
            return text
        return int(number) if number.is_integer() and "." not in text else number

    def press(self, label: str, key: str, times: int = 1) -> Any:
        """Move a slider from the keyboard and return its new value."""
        handle = self.slider(label)
        handle.focus()
        for _ in range(times):
            self.page.keyboard.press(key)
        return self.value(label)

    def drag(self, label: str, to: float) -> Any:
        """Drag a slider with the mouse to a part of its way, in small steps."""
        handle = self.slider(label)
        handle.scroll_into_view_if_needed()
        track = self._labelled(".widget-slider", label).locator(".noUi-base").bounding_box()
        box = handle.bounding_box()
        assert track
        assert box
        y = box["y"] + box["height"] / 2
        self.page.mouse.move(box["x"] + box["width"] / 2, y)
        self.page.mouse.down()
        self.page.mouse.move(track["x"] + track["width"] * to, y, steps=12)
        self.page.mouse.up()
        return self.value(label)

    def drag_on(self, panel: str, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Press at one place of a panel, in parts of its width and height, and drag to another.

        Before that, pass over it without pressing: nothing may follow.
        """
        area = self.picture.locator(f'[data-panel="{panel}"]')
        area.scroll_into_view_if_needed()
        box = area.bounding_box()
        assert box
        places = [
            (box["x"] + box["width"] * across, box["y"] + box["height"] * down)
            for across, down in (start, end)
        ]
        before = self.picture.inner_html()
        for place in places[::-1]:
            self.page.mouse.move(*place, steps=3)
        self.settle()
        assert self.picture.inner_html() == before
        self.page.mouse.down()
        self.page.mouse.move(*places[1], steps=6)
        self.page.mouse.up()
        self.settle()

    def reset(self) -> None:
        self.box.get_by_role("button", name="Reset").click()
        self.settle()

    def settle(self) -> None:
        """Wait until the kernel has nothing left to do, and picture and numbers rest."""
        before = ""
        while before != (now := self._looks()):
            before = now
            self.page.wait_for_timeout(250)

    def _looks(self) -> str:
        """Return the picture and the numbers beside the sliders, once the kernel is idle.

        On a busy machine it may not have heard yet what there is to do; a question that it
        answers stands behind all that was sent before.
        """
        self.page.wait_for_function(IDLE, timeout=SETTLED_MILLISECONDS)
        self.page.evaluate(ASK)
        return f"{self.picture.inner_html()}{self.box.inner_text()}"

    def shows(self, text: str) -> None:
        """Wait until the formula or the description contains a text."""
        expect(self.picture).to_contain_text(text, timeout=SETTLED_MILLISECONDS)

    @property
    def words(self) -> str:
        """The description, as it stands below the picture."""
        return self.picture.locator("figcaption").inner_text()

    @property
    def formula(self) -> str:
        return self.picture.locator(".formula").inner_text()

    def panel(self, title: str) -> Locator:
        """Return the panel with this title."""
        return self.picture.locator("svg").filter(
            has=self.page.locator("text.title", has_text=re.compile(rf"^{re.escape(title)}$"))
        )

    def pixels(self, title: str) -> NDArray[np.uint8]:
        """Return the colours of a panel's picture, as (H, W, 3)."""
        address = self.panel(title).locator("image").first.get_attribute("href") or ""
        png = base64.b64decode(address.removeprefix("data:image/png;base64,"))
        return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))

    def numbers(self, title: str) -> list[str]:
        """Return the numbers that stand in a panel's cells, row by row."""
        cells = (
            self.panel(title)
            .locator(".number text")
            .evaluate_all(
                "cells => cells.map(cell => [+cell.getAttribute('y'), +cell.getAttribute('x'),"
                " cell.textContent])"
            )
        )
        return [text for _, _, text in sorted(cells, key=lambda cell: (round(cell[0]), cell[1]))]
