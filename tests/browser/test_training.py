"""Training in a notebook: a progress bar, and a run in the background that buttons steer."""

import re
from collections.abc import Callable

import nbformat.v4
import pytest
from playwright.sync_api import Locator, expect

from tests.browser.live_view import LiveNotebook
from tools.jupyterlab import Lab

NAME = "training_in_the_background.ipynb"
CELLS = (
    """
import ipywidgets
import numpy as np
from cnnkit import datasets
from cnnkit.images import to_float
from cnnkit.layers import Conv2D, Dense, Flatten, MaxPool2D, ReLU, Sequential
from cnnkit.training import Adam, CrossEntropy, Runner, fit, train

digits = datasets.digits()
data = to_float(digits.x_train[:500]), digits.y_train[:500]
rng = np.random.default_rng(0)
model = Sequential([Conv2D(8, 5), ReLU(), MaxPool2D(2), Flatten(), Dense(10)])
model.build((28, 28, 1), rng)
model.summary()
""",
    """
fit(model, data, CrossEntropy(), Adam(), epochs=2, batch_size=50, rng=rng, validation=data)
""",
    """
label = ipywidgets.HTML("not begun")
steps = train(model, data, CrossEntropy(), Adam(), epochs=10_000, batch_size=50, rng=rng)

def show(*_):
    done = round(runner.progress * 100_000)
    label.value = f'<span class="run">{runner.state}: step {done}</span>'

runner = Runner(steps, on_step=show, on_change=show)
buttons = [ipywidgets.Button(description=word) for word in ("Pause", "Resume", "Stop")]
for button in buttons:
    button.on_click(lambda button: getattr(runner, button.description.lower())())
runner.start()
ipywidgets.VBox([ipywidgets.HBox(buttons), label])
""",
)


@pytest.fixture
def notebook(lab: Lab, opened: Callable[[str], LiveNotebook]) -> LiveNotebook:
    cells = [nbformat.v4.new_code_cell(code.strip()) for code in CELLS]
    python = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=python), lab.root / NAME)
    return opened(NAME)


def step(run: Locator) -> int:
    return int(re.search(r"step (\d+)", run.inner_text())[1])


def test_a_run_is_shown_paused_resumed_and_stopped(notebook: LiveNotebook) -> None:
    page = notebook.page
    summary = page.locator("table", has_text="conv2d_1")
    expect(summary.locator("th", has_text="receptive field")).to_be_visible()
    expect(page.locator(".jp-OutputArea", has_text="validation").first).to_contain_text("100%")

    run = page.locator(".run")
    expect(run).to_contain_text("running")
    expect(run).not_to_have_text(run.inner_text())  # it goes on

    page.get_by_role("button", name="Pause").click()
    expect(run).to_contain_text("paused")
    rested = step(run)
    page.wait_for_timeout(500)
    assert step(run) == rested

    page.get_by_role("button", name="Resume").click()
    expect(run).to_contain_text("running")
    expect(run).not_to_have_text(run.inner_text())
    assert step(run) > rested

    page.get_by_role("button", name="Stop").click()
    expect(run).to_contain_text("stopped")
    ended = step(run)
    page.wait_for_timeout(500)
    assert step(run) == ended
    assert notebook.complaints == []
