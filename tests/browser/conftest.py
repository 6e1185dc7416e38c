"""A JupyterLab and a Chromium for the browser tests; each notebook is opened and run once."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.live_view import LiveNotebook
from tools.chromium import chromium, find_chromium
from tools.jupyterlab import Lab, run_all_cells, running_lab

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
SCREENSHOTS = Path(__file__).parents[2] / "test-screenshots"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, and say so, where there is no browser, unless one is demanded."""
    required = os.environ.get("CNNKIT_BROWSER") == "required"
    missing = pytest.mark.skip(reason="no Chromium on PATH: the browser tests were NOT run")
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            if find_chromium() is None and not required:
                item.add_marker(missing)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A JupyterLab on a copy of the notebooks, so that the stored ones stay as they are."""
    root = tmp_path_factory.mktemp("lab") / "root"
    shutil.copytree(NOTEBOOKS, root, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    with running_lab(root, tmp_path_factory.mktemp("scratch")) as lab:
        yield lab


def open_notebook(browser: Browser, lab: Lab, name: str) -> LiveNotebook:
    """Open a notebook in a page of its own and run all its cells."""
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    notebook = LiveNotebook(page)
    lab.open(page, name)
    run_all_cells(page)
    return notebook


@pytest.fixture(scope="session")
def notebooks(browser: Browser, lab: Lab) -> dict[str, LiveNotebook]:
    """The notebooks opened so far, by name."""
    return {}


@pytest.fixture
def opened(
    browser: Browser, lab: Lab, notebooks: dict[str, LiveNotebook]
) -> Callable[[str], LiveNotebook]:
    """A function that returns a notebook, run once for all tests."""

    def open_once(name: str) -> LiveNotebook:
        if name not in notebooks:
            notebooks[name] = open_notebook(browser, lab, name)
        return notebooks[name]

    return open_once


@pytest.fixture(autouse=True)
def screenshots_of_failures(browser: Browser, request: pytest.FixtureRequest) -> Iterator[None]:
    """Keep what every open page looks like when a test has failed."""
    failed_before = request.session.testsfailed
    yield
    if request.session.testsfailed == failed_before:
        return
    SCREENSHOTS.mkdir(exist_ok=True)
    test = "".join(letter if letter.isalnum() else "-" for letter in request.node.name)
    pages = [page for context in browser.contexts for page in context.pages]
    for number, page in enumerate(pages):
        page.screenshot(path=SCREENSHOTS / f"{test}-{number}.png")
