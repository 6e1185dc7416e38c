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
    """Skip, and say so, where there is no browser, unless one is demanded.

    Tests of the same notebook come one after the other, since each is opened once.
    """
    required = os.environ.get("CNNKIT_BROWSER") == "required"
    missing = pytest.mark.skip(reason="no Chromium on PATH: the browser tests were NOT run")
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            if find_chromium() is None and not required:
                item.add_marker(missing)
    items.sort(key=_notebook_of)


def _notebook_of(item: pytest.Item) -> str:
    """Return the notebook that a test is marked with, or nothing."""
    marker = item.get_closest_marker("notebook")
    return str(marker.args[0]) if marker else ""


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
def opened(browser: Browser, lab: Lab) -> Callable[[str], LiveNotebook]:
    """A function that returns a notebook, run once for all tests that follow one another.

    An open page costs the browser time even when nobody uses it, so only the last one stays.
    """
    notebooks: dict[str, LiveNotebook] = {}

    def open_once(name: str) -> LiveNotebook:
        if name not in notebooks:
            while notebooks:
                notebooks.popitem()[1].close()
            notebooks[name] = open_notebook(browser, lab, name)
        return notebooks[name]

    return open_once


@pytest.fixture
def notebook(request: pytest.FixtureRequest, opened: Callable[[str], LiveNotebook]) -> LiveNotebook:
    """The notebook that the test is marked with, opened and run."""
    return opened(_notebook_of(request.node))


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
