import dataclasses
import re

import numpy as np
import pytest
from driving import Page, check_sound, formula, html
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.explorers import LineFit
from cnnkit.explorers.photos import small_photo
from cnnkit.explorers.why_convolution.line_fit import (
    MOST_STEPS,
    RATES,
    B,
    W,
    _points_and_line,
)
from cnnkit.explorers.why_convolution.lines import NEIGHBOURS, POINTS, data_of

states = st.fixed_dictionaries(
    {
        "data": st.sampled_from([POINTS, NEIGHBOURS]),
        "w": st.integers(-20, 40).map(lambda tenths: tenths / 10),
        "b": st.integers(-30, 30).map(lambda tenths: tenths / 10),
        "rate": st.sampled_from(RATES),
        "step": st.integers(0, MOST_STEPS),
    }
)


def read(text):
    """Return a number as the view writes it, powers of ten included."""
    mantissa, _, exponent = text.strip().strip("().").replace("−", "-").partition("·10")
    digits = exponent.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))
    return float(mantissa) * 10 ** int(digits or 0)


def walk(x, y, w, b, rate, steps):
    """Take the steps with loops, and slopes from differences, which are exact for a parabola."""

    def loss(w, b):
        return sum((w * one + b - own) ** 2 for one, own in zip(x, y, strict=True)) / len(x)

    losses = [loss(w, b)]
    for _ in range(steps):
        slope_w = (loss(w + 1, b) - loss(w - 1, b)) / 2
        slope_b = (loss(w, b + 1) - loss(w, b - 1)) / 2
        w, b = w - rate * slope_w, b - rate * slope_b
        losses.append(loss(w, b))
    return w, b, losses


@settings(max_examples=30)
@given(states)
def test_path_formula_and_words_agree_with_steps_taken_one_by_one(state):
    explorer = LineFit(**state)
    check_sound(explorer)
    x, y = data_of(state["data"])
    w, b, losses = walk(x, y, state["w"], state["b"], state["rate"], state["step"])
    result = explorer.result
    # Where it diverges, rounding errors grow with the path.
    tolerance = {"rel": 1e-4, "abs": 1e-6}
    assert result.line == (pytest.approx(w, **tolerance), pytest.approx(b, **tolerance))
    assert result.loss == pytest.approx(losses[-1], **tolerance)
    assert len(result.path) == state["step"] + 1
    first, *lines = formula(explorer)
    assert first.startswith(f"step {state['step']}: loss = mean of (w·x + b − y)² = ")
    assert read(first.rsplit("=", 1)[1]) == pytest.approx(losses[-1], rel=0.05, abs=0.006)
    next_w, next_b, _ = walk(x, y, w, b, state["rate"], 1)
    for line, name, after in zip(lines, "wb", (next_w, next_b), strict=True):
        before, rate, slope, stated = re.match(
            rf"next {name} = (\S+) − (\S+) · (\S+) ≈ (\S+)$", line
        ).groups()
        assert float(rate) == state["rate"]
        assert read(stated) == pytest.approx(after, rel=0.05, abs=0.006)
        scale = abs(read(before)) + abs(read(slope))
        assert read(before) - float(rate) * read(slope) == pytest.approx(
            after, abs=0.01 + 0.06 * scale
        )
    words = explorer.description
    stated = re.search(r"has w = (\S+) and b = (\S+) Its loss is ([^,;]+)[,;]", words).groups()
    for text, number in zip(stated, (w, b, losses[-1]), strict=True):
        assert read(text) == pytest.approx(number, rel=0.05, abs=0.006)


def test_small_rates_go_down_at_every_step_and_large_ones_up():
    for rate, sign in ((0.01, -1), (0.3, -1), (0.4, -1), (0.45, 1), (0.5, 1)):
        path = LineFit(rate=rate, step=MOST_STEPS).result.path
        x, y = data_of(POINTS)
        losses = [np.mean((w * x + b - y) ** 2) for w, b in path]
        assert sign * (losses[-1] - losses[0]) > 0, rate
        assert sign > 0 or (np.diff(losses) <= 1e-12).all()


def test_the_smallest_loss_is_that_of_least_squares():
    explorer = LineFit(w=1.9, b=-0.9, rate=0.3, step=MOST_STEPS)
    x, y = data_of(POINTS)
    (w, b), residual, *_ = np.linalg.lstsq(np.stack([x, np.ones(5)], axis=1), y, rcond=None)
    smallest = float(residual[0]) / 5
    assert f"the smallest loss that any line has is {smallest:.3f}." in explorer.description
    assert explorer.result.line == pytest.approx((w, b), abs=1e-3)
    assert explorer.result.loss == pytest.approx(smallest, abs=1e-4)


def test_neighbours_are_pixels_of_the_photo_side_by_side():
    x, y = data_of(NEIGHBOURS)
    photo = small_photo("camera", grey=True).astype(float)
    pairs = set(zip(photo[:, :-1].ravel(), photo[:, 1:].ravel(), strict=True))
    assert set(zip(x, y, strict=True)) <= pairs
    assert len(x) > 20


def test_rings_join_lines_of_equal_loss():
    page = Page(html(LineFit()))
    x, y = data_of(POINTS)
    smallest = LineFit().compute({"data": POINTS, "w": 0, "b": 0, "rate": 0.1, "step": 0})
    assert smallest.loss > 0
    rings = [
        part for part in page.all(tag="polyline") if part["stroke-dasharray"] == "4 2"
    ]  # the line of that pattern is the last of five
    assert len(rings) == 5
    for ring in rings:
        points = np.array([[float(n) for n in pair.split(",")] for pair in ring["points"].split()])
        w = W[0] + points[:, 0] / 270 * (W[1] - W[0])
        b = B[1] - points[:, 1] / 210 * (B[1] - B[0])
        losses = np.mean((w[:, None] * x + b[:, None] - y) ** 2, axis=1)
        assert losses.std() < 0.03 * losses.mean() + 0.01


def test_nothing_is_said_of_steps_before_they_are_taught():
    explorer = LineFit(hidden=["rate", "step", "data"])
    check_sound(explorer)
    assert len(formula(explorer)) == 1
    assert "steps so far" not in html(explorer)
    assert ">smallest loss<" not in html(explorer)
    assert ">smallest loss<" in html(LineFit())


def test_a_path_that_leaves_is_drawn_up_to_the_edge_and_said():
    for rate, step in ((0.45, 40), (0.5, 12), (0.5, 40)):
        explorer = LineFit(rate=rate, step=step)
        page = check_sound(explorer)
        assert explorer.result.outside
        assert "This line lies outside the landscape." in explorer.description
        assert "the steps are too long." in explorer.description
        *_, path, head = page.all(tag="polyline")
        points, corners = (
            np.array([[float(n) for n in pair.split(",")] for pair in one["points"].split()])
            for one in (path, head)
        )
        end = points[-1] / (270, 210)
        assert np.isclose(end, 0, atol=1e-3).any() or np.isclose(end, 1, atol=1e-3).any()
        np.testing.assert_allclose(points[-1], corners[1], atol=0.1)
    inside = LineFit(rate=0.4, step=40)
    assert "outside" not in inside.description + html(inside)
    assert "too long" not in inside.description


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_only_the_piece_of_the_line_within_the_panel_is_drawn(w, b):
    explorer = LineFit()
    result = dataclasses.replace(explorer.result, path=[(0.0, 0.0), (w, b)])
    drawn = Page(_points_and_line(result).svg).all(tag="polyline")
    xs = np.linspace(-0.25, 2.25, 2001)
    seen = ((w * xs + b > -3) & (w * xs + b < 5)).any()
    if not drawn[0:1] or not drawn[0]["points"]:
        assert not seen
        return
    for pair in drawn[0]["points"].split():
        across, down = (float(n) for n in pair.split(","))
        assert 0 <= across <= 270
        assert 0 <= down <= 210


def test_a_touch_starts_from_the_line_under_the_pointer():
    explorer = LineFit(step=3)
    explorer._pointer.set_state({"cell": ["map", 0, 59]})
    assert (explorer.state["w"], explorer.state["b"], explorer.state["step"]) == (4.0, 3.0, 3)
    explorer._pointer.set_state({"cell": ["map", 29, 29]})
    assert abs(explorer.state["w"] - 1) <= 0.1
    assert abs(explorer.state["b"]) <= 0.1


def test_where_nothing_walks_nothing_is_said_of_steps():
    explorer = LineFit(w=-1.0, b=1.0, hidden=["rate", "step", "data"])
    check_sound(explorer)
    assert formula(explorer) == ["loss = mean of (w·x + b − y)² = 5.37"]
    assert [explorer.controls[name].description for name in "wb"] == ["w (−2 to 4)", "b (−3 to 3)"]
    assert LineFit().controls["w"].description == "start: w"
