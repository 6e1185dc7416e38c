"""The explorers of notebook 11: dragged, operated from the keyboard, and computed again."""

import math
import re

import numpy as np
import pytest

from tests.explorers.optimisers_and_initialisation.reading import read

pytestmark = pytest.mark.notebook("11_optimisers_and_initialisation.ipynb")


class TestStepsOnParabola:
    TITLE = "Steps on a parabola"

    def test_the_walk_by_mouse_and_keyboard(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        curvature = view.drag("curvature", 0.6)
        rate = view.press("learning rate", "ArrowRight", times=3)
        start = view.drag("start: w", 0.8)
        steps = view.press("steps", "ArrowRight", times=4)
        view.shows(f"After {steps} steps")
        w = start * (1 - rate * curvature) ** steps
        stated, loss = re.search(r"w is (\S+) and the loss (\S+);", view.words).groups()
        assert read(stated) == pytest.approx(w, rel=0.051, abs=1e-6)
        assert read(loss) == pytest.approx(curvature / 2 * w**2, rel=0.051, abs=1e-6)

    def test_at_twice_the_inverse_curvature_it_never_settles(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.press("learning rate", "End")
        view.shows("it diverges")
        view.press("learning rate", "ArrowLeft", times=10)
        view.shows("it never settles")
        view.press("learning rate", "ArrowLeft", times=1)
        view.shows("it zigzags to the bottom")
        view.reset()


class TestOptimiserRace:
    TITLE = "A race downhill"

    def test_sgd_alone_in_a_ravine(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        steps = view.drag("steps", 0.6)
        view.press("rate of S, M, N", "ArrowLeft")
        view.settle()
        x, y = view.value("start: x"), view.value("start: y")
        rate, steep = view.value("rate of S"), view.value("× steeper")
        assert (rate, steep) == (0.02, 30)
        x, y = x * (1 - rate) ** steps, y * (1 - rate * steep) ** steps
        loss = re.search(r"leads with a loss of (\S+)\.", view.words)[1]
        assert read(loss) == pytest.approx((x**2 + steep * y**2) / 2, rel=0.051)

    def test_a_touch_and_the_sliders_move_the_start(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        panel = view.picture.locator('[data-panel="map"]')
        panel.scroll_into_view_if_needed()
        box = panel.bounding_box()
        panel.click(position={"x": box["width"] * 0.75, "y": box["height"] * 0.25})
        view.settle()
        assert view.value("start: x") == pytest.approx(1.5, abs=0.11)
        assert view.value("start: y") == pytest.approx(1.0, abs=0.11)
        before = view.value("start: x")
        assert view.press("start: x", "ArrowLeft") == pytest.approx(before - 0.1)
        view.reset()

    def test_momentum_by_its_equations(self, notebook):
        view = notebook.view(self.TITLE, index=1)
        view.reset()
        keep = view.drag("momentum of M, N", 0.5)
        view.settle()
        rate, steps = view.value("rate of S"), view.value("steps")
        w, velocity = np.array([-2.5, 0.8]), np.zeros(2)
        for _ in range(steps):
            velocity = keep * velocity + np.array([1.0, 100.0]) * w
            w = w - rate * velocity
        loss = w @ (np.array([1.0, 100.0]) * w) / 2
        stated = re.search(
            r"momentum (?:has|leads with a loss of) (\S+?)(?: \(|,|\.?$|\. )", view.words
        )
        assert read(stated[1].rstrip(".")) == pytest.approx(loss, rel=0.051)
        view.reset()

    def test_rates_and_steepness_in_the_race_of_three(self, notebook):
        view = notebook.view(self.TITLE, index=1)
        view.reset()
        steep, rate = view.press("× steeper", "ArrowLeft"), view.press("rate of S", "ArrowLeft")
        view.settle()
        assert (steep, rate) == (30, 0.005)
        steps = view.value("steps")
        x, y = -2.5 * (1 - rate) ** steps, 0.8 * (1 - rate * steep) ** steps
        stated = re.search(r"SGD has (\S+?)(?: \(|,|\.$|\. )", view.words)[1]
        assert read(stated) == pytest.approx((x**2 + steep * y**2) / 2, rel=0.051)
        view.tick("each its best rate").check()
        view.shows("each has its best")
        view.reset()

    def test_landscapes_ticks_and_turning(self, notebook):
        view = notebook.view(self.TITLE, index=2)
        view.reset()
        view.dropdown("landscape").select_option("two valleys")
        view.shows("on the two valleys")
        assert view.value("start: x") == 2.4
        view.tick("A: Adam").uncheck()
        view.settle()
        assert "Adam" not in view.words
        view.shows("each has its best")
        view.reset()
        before = view.words
        view.press("turned by", "End")
        view.shows("turned by 45°")
        assert view.words != before
        view.reset()


class TestFirstWeights:
    TITLE = "First weights, layer by layer"

    def test_the_factor_a_layer(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("first weights").select_option("He: √(2/n)")
        times = view.drag("times", 0.2)
        layers = view.press("layers", "End")
        view.settle()
        assert layers == 30
        expected = re.search(
            r"≈ ([\d.]+); measured: values ([\d.]+), gradient ([\d.]+)", view.formula
        )
        assert float(expected[1]) == pytest.approx(times, rel=0.03)
        assert float(expected[2]) == pytest.approx(times, rel=0.08)
        assert "vanishing" in view.words
        size = re.search(r"come out with ([^,]+),", view.words)[1]
        assert math.log(read(size)) == pytest.approx(30 * math.log(float(expected[2])), rel=0.05)

    def test_a_layer_by_touch_and_keyboard_and_a_start_that_fails(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        panel = view.picture.locator('[data-panel="values"]')
        panel.scroll_into_view_if_needed()
        box = panel.bounding_box()
        panel.click(position={"x": box["width"] * 3.5 / 21, "y": 20})
        view.shows("At layer 3 ")
        assert view.press("look at layer", "ArrowRight") == 4
        view.shows("At layer 4 ")
        view.dropdown("first weights").select_option("zeros")
        view.shows("nothing is left")
        view.dropdown("first weights").select_option("all equal: 1/n")
        view.shows("they are one unit")
        view.reset()


class TestRateSchedule:
    TITLE = "A learning rate that changes"

    def test_a_cosine_with_warm_up(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("schedule").select_option("cosine")
        warm_up = view.drag("warm-up", 0.5)
        step = view.drag("look at step", 0.7)
        view.settle()
        peak = float(view.value("largest rate"))
        angle = math.pi * (step - warm_up) / (200 - warm_up)
        rate = re.search(r"the rate is (\S+) at step", view.words)[1]
        assert read(rate) == pytest.approx(peak * (1 + math.cos(angle)) / 2, rel=0.01)
        ends = dict(re.findall(r"(constant|step|cosine) ([\d.]+)(?:,|\.$)", view.words))
        assert read(ends["cosine"]) < read(ends["constant"])

    def test_steps_down(self, notebook):
        view = notebook.view(self.TITLE)
        view.reset()
        view.dropdown("schedule").select_option("step")
        every = view.press("step: drop every", "ArrowLeft", times=5)
        factor = view.press("step: drop to", "ArrowRight")
        step = view.press("look at step", "End")
        view.settle()
        rate = re.search(r"the rate is (\S+) at step", view.words)[1]
        assert read(rate) == pytest.approx(0.5 * factor ** (step // every), rel=0.051)
        view.reset()
