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


def answer(window, kind, count_padding):
    numbers = [number for number in window if number is not None]
    if kind == "max":
        return max(numbers)
    return sum(numbers) / (len(window) if count_padding else len(numbers))


states = st.fixed_dictionaries(
    {
        "example": st.sampled_from(list(EXAMPLES)),
        "kind": st.sampled_from(["max", "average"]),
        "window": st.integers(1, 4),
        "stride": st.integers(1, 4),
        "padding": st.integers(0, 2),
        "count_padding": st.booleans(),
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
    expected = [answer(window, state["kind"], state["count_padding"]) for window in windows]
    np.testing.assert_allclose(explorer.result.output.ravel(), expected, rtol=1e-6)
    line, *sizes = formula(explorer)
    assert value_of(line.split(" = ")[-1]) == pytest.approx(expected[step], abs=0.00501)
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
        missed.append(n - len(used & set(range(n))))
    for count, noun in zip(missed, ("row", "column"), strict=True):
        said = re.search(rf"(\d+) {noun}s?\b[^.]*in no window", explorer.description)
        assert (int(said[1]) if said else 0) == count


def test_only_what_the_steps_have_reached_is_shown():
    explorer = PoolingWindow(step=2)
    page = Page(html(explorer))
    assert len(page.all(tag="rect", **{"class": "blank"})) == explorer.result.output.size - 3


def test_padding_is_written_as_what_it_counts_for():
    explorer = PoolingWindow(window=3, padding=1)
    assert formula(explorer)[0] == "Y[0, 0] = max(−∞, −∞, −∞, −∞, 3, −1, −∞, 1, 2) = 3"
    explorer.update(kind="average")
    assert formula(explorer)[0] == ("Y[0, 0] = (3 + (−1) + 1 + 2) / 9 = 0.56")
    explorer.update(count_padding=False)
    assert formula(explorer)[0] == "Y[0, 0] = (3 + (−1) + 1 + 2) / 4 = 1.25"


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
