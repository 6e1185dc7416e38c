"""The dashboard of notebook 12: a training run steered by buttons, in a page that stays alive."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, expect

from cnnkit import datasets
from cnnkit.explorers import TrainingDashboard
from cnnkit.explorers.training_a_cnn.training_run import untrained
from cnnkit.functional import softmax
from tests.browser.live_view import LiveNotebook, LiveView

pytestmark = pytest.mark.notebook("12_training_a_cnn.ipynb")

COUNT_PICTURES = """(name) => {
  window.pictures = [];
  const picture = () => document.querySelector(`[data-picture="${name}"]`);
  let last = picture().innerHTML;
  const look = () => {
    const now = picture()?.innerHTML;
    if (now && now !== last) { window.pictures.push(performance.now()); last = now; }
    window.watching = requestAnimationFrame(look);
  };
  look();
}"""
"""Note the time of every frame in which a picture is another than in the frame before."""


@pytest.fixture
def dashboard(notebook) -> LiveView:
    view = notebook.view(TrainingDashboard.title, index=1)
    view.reset()
    yield view
    view.reset()


def line(view: LiveView) -> Locator:
    """The words that say how far the run is."""
    return view.box.locator(".cnnkit-run")


def step(view: LiveView) -> int:
    return int(re.search(r"at step ([\d,]+)", line(view).inner_text())[1].replace(",", ""))


def press(view: LiveView, name: str) -> None:
    view.box.get_by_role("button", name=name, exact=True).click()


def choose(view: LiveView, label: str, value: str) -> None:
    """Move a slider over a few numbers to one of them, from the keyboard."""
    view.press(label, "Home")
    for _ in range(12):
        if str(view.value(label)) == value:
            return
        view.press(label, "ArrowRight")
    raise AssertionError(f"{label} has no {value}")


class TestTrainingDashboard:
    def test_before_start_it_is_the_untrained_network(self, dashboard):
        expect(line(dashboard)).to_have_text("Nothing runs yet.")
        place = dashboard.drag("image (0 to 99)", 0.4)
        dashboard.settle()
        data = datasets.digits()
        image = data.x_train[3200 + place].astype(np.float32) / 255
        p = softmax(untrained("small CNN").forward(image[None]))[0]
        expected = f"It takes image {place}, a {data.y_train[3200 + place]}, for a {p.argmax()} "
        assert f"{expected}with {100 * p.max():.0f} %" in dashboard.words

    def test_it_starts_pauses_resumes_and_stops_by_button(self, dashboard):
        choose(dashboard, "epochs", "50")
        press(dashboard, "Start")
        expect(line(dashboard)).to_have_attribute("data-run", "running")
        expect(line(dashboard)).to_contain_text("left")
        before = dashboard.words
        expect(dashboard.picture.locator("figcaption")).not_to_have_text(before)

        press(dashboard, "Pause")
        expect(line(dashboard)).to_contain_text("Paused at step")
        rested, picture = step(dashboard), dashboard.picture.inner_html()
        dashboard.page.wait_for_timeout(600)
        assert (step(dashboard), dashboard.picture.inner_html()) == (rested, picture)
        assert f"has taken {rested:,} of" in dashboard.words

        press(dashboard, "Resume")
        expect(line(dashboard)).to_contain_text("Running")
        expect(dashboard.picture.locator("figcaption")).not_to_contain_text(f"taken {rested:,} of")

        press(dashboard, "Stop")
        expect(line(dashboard)).to_contain_text("Stopped at step")
        ended = step(dashboard)
        assert ended > rested
        dashboard.page.wait_for_timeout(500)
        assert step(dashboard) == ended
        expect(dashboard.box.get_by_role("button", name="Start again")).to_be_enabled()

    def test_pictures_come_at_least_five_times_a_second(self, dashboard):
        choose(dashboard, "epochs", "50")
        press(dashboard, "Start")
        expect(line(dashboard)).to_contain_text("left")
        page, name = dashboard.page, dashboard.picture.get_attribute("data-picture")
        page.evaluate(COUNT_PICTURES, name)
        page.wait_for_timeout(3000)
        times = page.evaluate("() => { cancelAnimationFrame(window.watching); return pictures; }")
        rate = 1000 * (len(times) - 1) / (times[-1] - times[0])
        print(f"{rate:.1f} pictures a second, longest wait {max(np.diff(times)):.0f} ms")
        assert rate >= 5

    def test_sliders_answer_while_it_trains(self, dashboard):
        choose(dashboard, "epochs", "50")
        press(dashboard, "Start")
        expect(line(dashboard)).to_contain_text("left")
        place = dashboard.drag("image (0 to 99)", 0.7)
        dashboard.shows(f"It takes image {place}, a ")
        layer = dashboard.press("layer shown", "End")
        dashboard.shows(f"Layer {layer}, dense_1: 10.")
        choose(dashboard, "learning rate", "0.01")
        expect(line(dashboard)).to_contain_text("Takes effect at Start: learning rate.")
        expect(line(dashboard)).to_have_attribute("data-run", "running")

    def test_another_cell_runs_meanwhile(self, dashboard):
        choose(dashboard, "epochs", "50")
        press(dashboard, "Start")
        expect(line(dashboard)).to_contain_text("left")
        page = dashboard.page
        cell = page.locator(".jp-CodeCell", has_text='for name in ("cleared", "piling up")')
        prompt = cell.locator(".jp-InputPrompt").first
        before = prompt.inner_text()
        cell.locator(".cm-content").click()
        page.keyboard.press("Control+Enter")
        expect(prompt).not_to_have_text(before)
        expect(prompt).to_have_text(re.compile(r"\[\d+\]"))
        expect(cell.locator(".jp-OutputArea-output")).to_contain_text("piling up")
        expect(line(dashboard)).to_have_attribute("data-run", "running")

    def test_a_short_run_ends_by_itself(self, dashboard):
        choose(dashboard, "training images", "50")
        choose(dashboard, "epochs", "3")
        press(dashboard, "Start")
        expect(line(dashboard)).to_contain_text("Finished at step 6 of 6.")
        assert "has taken 6 of 6 steps and is in epoch 3 of 3" in dashboard.words
        dashboard.reset()
        expect(line(dashboard)).to_have_text("Nothing runs yet.")
        assert "has taken no step" in dashboard.words


def test_the_first_dashboard_hides_what_is_not_explained_yet(notebook):
    notebook: LiveNotebook = notebook
    view = notebook.view(TrainingDashboard.title)
    labels = view.box.locator(".widget-label").all_inner_texts()
    assert [label for label in labels if label] == ["layer shown", "image (0 to 99)"]
