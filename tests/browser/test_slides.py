"""The slides in a browser: they move by keyboard, show notes, and fit the wall."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NOTEBOOKS
from tools.teaching import slides


@pytest.fixture
def deck(browser, tmp_path) -> Page:
    target = tmp_path / "slides.html"
    target.write_text(slides.page(NOTEBOOKS / "04_padding_and_stride.ipynb"), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto(target.as_uri())
    return page


def test_keys_and_buttons_move_and_the_address_remembers(deck):
    heading = deck.locator("section.now h1")
    expect(heading).to_have_text("04 Padding and stride")
    for key in ("ArrowRight", " ", "PageDown"):
        deck.keyboard.press(key)
    expect(deck.locator(".place")).to_contain_text("4 / ")
    deck.keyboard.press("ArrowLeft")
    deck.get_by_role("button", name="Next slide").click()
    expect(deck.locator(".place")).to_contain_text("4 / ")
    assert deck.url.endswith("#4")
    deck.keyboard.press("End")
    deck.keyboard.press("ArrowRight")
    total = deck.locator("main > section").count()
    expect(deck.locator(".place")).to_have_text(f"{total} / {total}")
    deck.reload()
    expect(deck.locator(".place")).to_have_text(f"{total} / {total}")


def test_notes_are_hidden_until_asked_for(deck):
    notes = deck.locator("section.now aside")
    expect(notes).to_be_hidden()
    deck.keyboard.press("n")
    expect(notes).to_be_visible()
    expect(notes).to_contain_text("Listen for")
    deck.get_by_role("button", name="Notes").click()
    expect(notes).to_be_hidden()


def test_every_slide_fits(deck):
    too_large = deck.evaluate(
        """slides.map((slide, number) => {
             show(number);
             const body = slide.querySelector(".body");
             const down = body.scrollHeight - body.clientHeight;
             return [number + 1, down, body.scrollWidth - body.clientWidth];
           }).filter(([, down, across]) => down > 1 || across > 1)"""
    )
    assert too_large == []
