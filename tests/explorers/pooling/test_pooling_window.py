import itertools
import re

import numpy as np
import pytest
from driving import Page, check_sound, formula, html, value_of
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.ndimage import maximum_filter, uniform_filter

from cnnkit.explorers import PoolingWindow
from cnnkit.explorers.pooling.pooling_maps import EXAMPLES, PHOTO, map_of
from cnnkit.explorers.pooling.pooling_result import NOTHING, ZERO


def every_window(pixels, k, s, p):
    """Return, in reading order, the numbers that each window holds, None for padding."""
    height, width = len(pixels), len(pixels[0])
    windows = []
    for top in range(-p, height + p - k + 1, s):
        for left in range(-p, width + p - k + 1, s):
            cells = itertools.product(range(top, top + k), range(left, left + k))
            windows.append(
                [
                    pixels[row][column] if 0 <= row < height and 0 <= column < width else None
                    for row, column in cells
                ]
            )
    return windows


def answer(window, kind, padding_counts):
    numbers = [number for number in window if number is not None]
    if padding_counts == "0":
        numbers += [0] * (len(window) - len(numbers))
    return max(numbers) if kind == "max" else sum(numbers) / len(numbers)


states = st.fixed_dictionaries(
    {
        "example": st.sampled_from(list(EXAMPLES)),
        "kind": st.sampled_from(["max", "average"]),
        "window": st.integers(1, 4),
        "stride": st.integers(1, 4),
        "padding": st.integers(0, 2),
        "padding_counts": st.sampled_from([NOTHING, ZERO]),
    }
)


@settings(max_examples=60)
@given(states, st.floats(0, 1))
def test_numbers_formula_and_words_agree_with_plain_loops(state, share):
    if state["padding"] > state["window"] // 2:
        with pytest.raises(ValueError, match="padding cannot be"):
            PoolingWindow(**state)
        return
    pixels, k, s, p = (
        EXAMPLES[state["example"]],
        *(state[name] for name in ("window", "stride", "padding")),
    )
    windows = every_window(pixels, k, s, p)
    step = round(share * (len(windows) - 1))
    explorer = PoolingWindow(**state, step=step)
    assert explorer.limits(explorer.state)["step"] == (0, len(windows) - 1)
    check_sound(explorer)
    expected = [answer(window, state["kind"], state["padding_counts"]) for window in windows]
    np.testing.assert_allclose(explorer.result.output.ravel(), expected, rtol=1e-6)
    line, height, width, *counts = formula(explorer)
    sizes = (height, width)
    nothing = "−∞" if state["kind"] == "max" else "nothing"
    value = "0" if state["padding_counts"] == ZERO else nothing
    if p:
        assert counts == [f"padding counts as {value}"]
    assert value_of(re.split(" [=≈] ", line)[-1]) == pytest.approx(expected[step], abs=0.00501)
    for size, text in zip(explorer.result.output.shape, sizes, strict=True):
        assert int(re.search(r"\+ 1 = (\d+)", text)[1]) == size
    for n, text in zip((len(pixels), len(pixels[0])), sizes, strict=True):
        left_over = (n + 2 * p - k) % s
        assert (f"{left_over} left over" in text) == (left_over > 0)
    words = explorer.description
    rows, columns = explorer.result.output.shape
    assert f"{len(pixels)} × {len(pixels[0])} becomes {rows} × {columns}." in words
    said = value_of(words.removesuffix(".").rsplit(" ", 1)[-1])
    assert said == pytest.approx(expected[step], abs=0.00501)


@settings(max_examples=30)
@given(states)
def test_what_no_window_uses_is_counted_in_words(state):
    state = state | {"padding": min(state["padding"], state["window"] // 2)}
    explorer = PoolingWindow(**state)
    k, s, p = (state[name] for name in ("window", "stride", "padding"))
    missed = []
    for n in map_of(state["example"]).shape:
        used = {pixel for first in range(-p, n + p - k + 1, s) for pixel in range(first, first + k)}
        missed.append(sorted(set(range(-p, n + p)) - used))
    sentence = (re.findall(r"No window reaches [^.]*\.", explorer.description) or [""])[0]
    for lines, noun in zip(missed, ("row", "column"), strict=True):
        said = re.search(rf"(\d+) {noun}s?\b", sentence)
        assert (int(said[1]) if said else 0) == len(lines)
    sizes = map_of(state["example"]).shape
    at_the_end = all(
        lines == list(range(n + p - len(lines), n + p))
        for lines, n in zip(missed, sizes, strict=True)
    )
    assert sentence.endswith(": the last.") == (at_the_end and any(missed))
    page = Page(html(explorer))
    drawn = page.all(tag="rect", **{"class": "unreached"})
    assert bool(drawn) == any(missed)


def test_the_numbers_that_no_window_reaches_are_written_in_black():
    # White ones could not be read on the stripes.
    (group,) = re.findall(
        r'<g class="number" font-size="[^"]*" fill="#000">(.*?)</g>', html(PoolingWindow())
    )[:1]
    assert re.findall(r">([^<]+)</text>", group).count("−3") >= 1
    written = re.findall(r'<text x="[^"]*" y="([^"]*)">([^<]+)</text>', group)
    lowest = max(float(y) for y, _ in written)
    assert [text for y, text in written if float(y) == lowest] == [
        "2", "0", "−1", "6", "1", "3", "−3"
    ]  # fmt: skip


def test_a_rounded_mean_is_not_said_to_be_equal():
    line, *_ = formula(PoolingWindow(kind="average", window=4, stride=1, step=3))
    assert line.endswith("/ 16 ≈ −0.06")
    assert " = " in formula(PoolingWindow(kind="average"))[0].split("/")[1]


def test_only_what_the_steps_have_reached_is_shown():
    explorer = PoolingWindow(step=2)
    page = Page(html(explorer))
    assert len(page.all(tag="rect", **{"class": "blank"})) == explorer.result.output.size - 3


def test_padding_is_written_as_what_it_counts_for():
    explorer = PoolingWindow(window=3, padding=1)
    assert formula(explorer)[0] == "Y[0, 0] = max(−∞, −∞, −∞, −∞, 3, −1, −∞, 1, 2) = 3"
    explorer.update(kind="average")
    assert formula(explorer)[0] == "Y[0, 0] = (3 + (−1) + 1 + 2) / 4 = 1.25"
    explorer.update(padding_counts=ZERO)
    assert formula(explorer)[0] == "Y[0, 0] = (3 + (−1) + 1 + 2) / 9 ≈ 0.56"


def test_padded_zeros_win_where_all_numbers_lie_below_zero():
    state = {"example": "all below zero, 4 × 6", "window": 3, "stride": 2, "padding": 1}
    assert PoolingWindow(**state).result.output.max() == -1
    explorer = PoolingWindow(**state, padding_counts=ZERO)
    assert formula(explorer)[0] == "Y[0, 0] = max(0, 0, 0, 0, −3, −1, 0, −2, −6) = 0"
    assert (explorer.result.output[0] == 0).all()


@pytest.mark.parametrize(("k", "s"), [(2, 2), (3, 2), (4, 3)])
def test_a_photo_is_pooled_as_by_scipy(k, s):
    x = map_of(PHOTO)
    centre = slice(k // 2, x.shape[0] - (k - 1) // 2), slice(k // 2, x.shape[1] - (k - 1) // 2)
    largest = PoolingWindow(example=PHOTO, window=k, stride=s).result.output
    np.testing.assert_array_equal(largest, maximum_filter(x, k)[centre][::s, ::s])
    mean = PoolingWindow(example=PHOTO, kind="average", window=k, stride=s).result.output
    np.testing.assert_allclose(mean, uniform_filter(x, k)[centre][::s, ::s], atol=1e-6)


def test_touching_a_cell_steps_to_its_window():
    explorer = PoolingWindow()
    explorer._pointer.cell = ["output", 1, 2]
    assert explorer.state["step"] == 5
    explorer._pointer.cell = ["input", 4, 3]
    assert explorer.state["step"] == 4
