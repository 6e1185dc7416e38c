"""Every notebook in JupyterLab: it runs, complains about nothing, and fits a narrow window."""

import nbformat.v4
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NOTEBOOKS, open_notebook

NAMES = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))

in_every_notebook = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.notebook(name)) for name in NAMES]
)
in_the_first_notebook = pytest.mark.notebook(NAMES[0])


@pytest.fixture(scope="module")
def usual_complaints(browser, lab) -> set[str]:
    """What JupyterLab itself complains about with a notebook that does nothing."""
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)"}}
    cells = [nbformat.v4.new_code_cell("1 + 1")]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
    nbformat.write(notebook, lab.root / "empty.ipynb")
    notebook = open_notebook(browser, lab, "empty.ipynb")
    notebook.page.close()
    return set(notebook.complaints)


@in_every_notebook
def test_runs_without_a_complaint(notebook, usual_complaints, name):
    errors = notebook.page.locator('.jp-OutputArea-output[data-mime-type*="error"]')
    expect(errors).to_have_count(0)
    expect(notebook.page.get_by_text("Error displaying widget")).to_have_count(0)
    expect(notebook.page.get_by_text("This cannot be shown")).to_have_count(0)
    assert set(notebook.complaints) <= usual_complaints


@pytest.fixture
def narrow(notebook):
    """The page of the notebook in a narrow window."""
    usual = notebook.page.viewport_size
    notebook.page.set_viewport_size({"width": 600, "height": usual["height"]})
    yield notebook.page
    notebook.page.set_viewport_size(usual)


@in_every_notebook
def test_formulas_and_tables_fit_a_narrow_window(narrow, name):
    too_wide = """() => [...document.querySelectorAll('.jp-MarkdownOutput :is(mjx-math, table)')]
        .filter((it) => it.getBoundingClientRect().right
            > it.closest('.jp-MarkdownOutput').getBoundingClientRect().right + 1)
        .map((it) => it.closest('mjx-container, table').textContent)"""
    assert narrow.evaluate(too_wide) == []


@in_every_notebook
def test_explorers_fit_a_narrow_window(narrow, name):
    pictures = narrow.locator(".cnnkit-picture")
    assert pictures.count() > 0
    for index in range(pictures.count()):
        picture = pictures.nth(index)
        assert picture.evaluate("figure => figure.scrollWidth <= figure.clientWidth + 1")
        output = picture.locator("xpath=ancestor::*[contains(@class, 'jp-OutputArea-output')][1]")
        assert picture.bounding_box()["width"] <= output.bounding_box()["width"]


@in_the_first_notebook
def test_a_question_gives_the_reason_of_each_choice(notebook):
    choice = notebook.page.get_by_text("a large number, because the wall is bright").last
    row = choice.locator("xpath=ancestor::div[contains(@class, 'widget-hbox')][1]")
    button = row.locator("button")
    button.focus()
    notebook.page.keyboard.press("Enter")
    expect(notebook.page.get_by_text("Brightness alone does not count")).to_be_visible()


def test_a_wrong_answer_is_told_which_mistake_it_is(browser, lab):
    notebook = open_notebook(browser, lab, NAMES[0])
    answer = "edge_kernel = np.array([[1, 0, -1]] * 3)"
    notebook.page.evaluate(
        """(answer) => {
            const cells = window.jupyterapp.shell.currentWidget.content.widgets;
            const cell = cells.find((cell) => cell.model.getMetadata('cnnkit'));
            cell.model.sharedModel.setSource(answer);
        }""",
        answer,
    )
    notebook.page.evaluate("void window.jupyterapp.commands.execute('notebook:run-all-cells')")
    card = notebook.page.get_by_text("sign", exact=False)
    expect(notebook.page.locator('[role="status"]').filter(has=card).first).to_be_visible(
        timeout=30_000
    )
    notebook.page.close()


@in_the_first_notebook
def test_every_control_has_a_name(notebook):
    page = notebook.page
    expect(page.get_by_role("spinbutton", name="row 0, column 2").first).to_be_visible()
    handle = page.locator(".jp-OutputArea .noUi-handle").first
    handle.focus()
    expect(page.get_by_role("slider", name="window, row").first).to_be_focused()
    expect(page.get_by_role("combobox", name="photo").first).to_be_visible()
